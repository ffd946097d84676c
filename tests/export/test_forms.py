"""The table of forms, from which everything about a form follows."""

from pathlib import Path

import pytest

from geo.errors import ExportError
from geo.export import forms
from geo.pictures import film, render
from geo.words import LANGUAGES, texts


def test_every_form_has_a_name_an_ending_and_a_media_type_of_its_own():
    for values in (
        [form.name for form in forms.TABLE],
        [form.ending for form in forms.TABLE],
        [form.media for form in forms.TABLE],
        [form.title for form in forms.TABLE],
    ):
        assert len(set(values)) == len(forms.TABLE)
    assert all(form.media.count("/") == 1 for form in forms.TABLE)


def test_pictures_and_films_are_those_that_are_drawn():
    pictures = [form.name for form in forms.TABLE if form.is_picture]
    films = [form.name for form in forms.TABLE if form.is_film]
    assert pictures == list(render.FORMS)
    assert films == list(film.FORMS)
    assert [form.name for form in forms.TABLE if form.drawn] == pictures + films


def test_a_form_is_found_by_its_name_and_by_its_ending():
    for form in forms.TABLE:
        assert forms.named(form.name) is form
        assert forms.form_of(Path(f"a{form.ending.upper()}")) == form.name
    with pytest.raises(ExportError, match="'tiff' is no form: use one of png, svg"):
        forms.named("tiff")


def test_the_page_names_just_forms_that_there_are():
    for language in LANGUAGES:
        assert texts("export.forms", language).keys() <= forms.BY_NAME.keys()

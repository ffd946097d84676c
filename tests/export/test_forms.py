"""The table of forms, from which everything about a form follows."""

import datetime as dt
from pathlib import Path

import pytest

from geo.errors import ExportError
from geo.export import forms
from geo.pictures import film, render
from geo.request import Request
from geo.views import Box, View
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


DAY, EARLIER = dt.date(2019, 11, 28), dt.date(2019, 4, 3)


@pytest.mark.parametrize(
    ("wanted_request", "form", "name"),
    [
        ({"view": "east-med", "language": "ar", "paper": "story"}, "png", "ar-story"),
        ({"size_px": (1080, 1920)}, "png", "libya-2019-11-28-country-en-story.png"),
        ({"size_px": (700, 500)}, "png", "country-en-700x500.png"),
        ({"size_px": (700, 500)}, "pdf", "country-en-a4.pdf"),
        ({"orientation": "portrait", "dark": True}, "svg", "en-a4-portrait-dark.svg"),
        ({"against": EARLIER}, "png", "libya-2019-04-03-2019-11-28-country-en-a4.png"),
        ({"earlier": (EARLIER,)}, "pdf", "libya-2019-04-03-2019-11-28-country-en-a4"),
        ({"since": EARLIER}, "kml", "libya-2019-04-03-2019-11-28-country-en.kml"),
        ({"since": EARLIER}, "html", "libya-2019-11-28-country-en.html"),
        ({"known_on": DAY}, "html", "libya-2019-11-28-known-2019-11-28-country-en"),
        ({"view": View(32.6, 13.3, 9.5)}, "kml", "libya-2019-11-28-tripoli-en.kml"),
        ({"view": Box(11, 24.5, 12, 26)}, "kml", "2019-11-28-11_24.5_12_26-en.kml"),
        ({"claimants": ("libya",)}, "kml", "libya-2019-11-28-country-libya-en.kml"),
    ],
)
def test_a_file_is_called_after_what_it_shows(wanted_request, form, name):
    file = forms.file_name(Request(DAY, **wanted_request), form)
    assert name in file
    assert file.isascii()
    assert forms.form_of(Path(file)) == form

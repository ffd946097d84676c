"""What a file is for: a name for each form and size, and what comes with each name."""

from types import SimpleNamespace

import pytest

from geo.export.forms import FORMS
from geo.page import share
from geo.page.choices import FILM_SIZES, PRESETS, USUAL, film_size_name, preset_of
from geo.request import SCREENS, SITE_VARIABLE, SIZES


@pytest.mark.parametrize("name", PRESETS)
def test_what_comes_with_a_preset_is_known_as_that_preset(name):
    chosen = {**USUAL, **PRESETS[name]}
    assert preset_of(chosen["form"], chosen["export_paper"]) == name
    assert chosen["form"] in FORMS
    assert chosen["export_paper"] in SIZES


def test_what_has_no_name_is_for_nothing_in_particular():
    assert preset_of("png", "a3") is None
    assert preset_of("svg", "a4") == "a4"
    assert preset_of("gif", "a3") == "film"
    assert preset_of("kml", "story") == "data"


def test_films_have_the_usual_size_or_that_of_a_screen():
    assert {*FILM_SIZES[1:]} <= {*SCREENS}
    names = [film_size_name(name, "ar") for name in FILM_SIZES]
    assert len({*names}) == len(FILM_SIZES)
    assert names[0].endswith("1280 × 720")


@pytest.mark.parametrize("value", ["", " ", "https://atlas.example.org/ "])
def test_the_site_is_a_setting(monkeypatch, value):
    monkeypatch.setenv(SITE_VARIABLE, value)
    assert share.site() == value.strip()
    monkeypatch.delenv(SITE_VARIABLE)
    assert share.site() == ""


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://atlas.example.org/libya/", True),
        ("http://192.168.1.20:8501/", True),
        ("http://localhost:8501/", False),
        ("http://127.0.0.1:8501/", False),
        ("http://[::1]:8501/", False),
        ("javascript:alert(1)", False),
        (None, False),
    ],
)
def test_the_site_is_where_the_page_was_opened_unless_nobody_else_gets_there(
    monkeypatch, url, known
):
    monkeypatch.delenv(SITE_VARIABLE, raising=False)
    monkeypatch.setattr(share.st, "context", SimpleNamespace(url=url))
    assert share.site() == (url if known else "")

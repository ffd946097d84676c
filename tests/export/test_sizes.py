"""How large a file will be, beside how large files of the real records were."""

import datetime as dt
from dataclasses import replace

import pytest

from geo.export import forms, sizes
from geo.export.previews import Prospect
from geo.pictures.preview import Preview
from geo.request import Request

COUNTRY = Request(dt.date(2019, 12, 19))
DATA = Prospect(None, {"places": 265, "rest": 773}, 94_000)
FILM = replace(COUNTRY, size_px=(1280, 720))


def drawn(png_bytes, pixels=324_520, packed=97_000):
    return Prospect(Preview(b"", pixels, png_bytes), {"places": 265}, packed)


@pytest.mark.parametrize(
    ("prospect", "request_", "form", "count", "was"),
    [
        (drawn(214_373), replace(COUNTRY, paper="story"), "png", 1, 853_451),
        (
            drawn(144_915, packed=46_918),
            replace(COUNTRY, paper="wide", view="east-med"),
            "png",
            1,
            326_518,
        ),
        (drawn(289_122, 408_120), replace(COUNTRY, dpi=300), "png", 1, 2_363_407),
        (
            drawn(289_122, 408_120),
            replace(COUNTRY, paper="a2", dpi=300),
            "png",
            1,
            5_084_182,
        ),
        (drawn(289_122, 408_120), COUNTRY, "pdf", 1, 1_243_322),
        (drawn(289_122, 408_120), COUNTRY, "svg", 1, 2_298_753),
        (drawn(238_478), FILM, "mp4", 6, 584_902),
        (drawn(238_478), replace(FILM, size_px=(640, 400)), "gif", 6, 427_275),
        (DATA, COUNTRY, "geojson", 1, 1_857_256),
        (DATA, COUNTRY, "gpkg", 1, 3_178_496),
        (DATA, COUNTRY, "kml", 1, 4_704_566),
        (DATA, COUNTRY, "parquet", 1, 1_344_781),
    ],
)
def test_the_size_is_right_within_a_third(prospect, request_, form, count, was):
    expected = sizes.expected_bytes(prospect, request_, form, count)
    assert was / 1.33 < expected < was * 1.33


def test_a_form_brings_its_size(monkeypatch):
    """The page shows it of every form that there is."""
    added = replace(forms.named("geojson"), name="x", feature_bytes=2000)
    monkeypatch.setitem(forms.BY_NAME, "x", added)
    assert sizes.expected_bytes(DATA, COUNTRY, "x") == 94_000 + 2000 * 1038


def test_films_and_posters_are_made_in_their_turn():
    assert sizes.is_large(FILM, "gif")
    assert sizes.is_large(replace(COUNTRY, paper="a2", dpi=300), "png")
    assert not sizes.is_large(replace(COUNTRY, dpi=300), "png")
    assert not sizes.is_large(replace(COUNTRY, paper="a2", dpi=600), "pdf")
    assert not sizes.is_large(COUNTRY, "gpkg")


def test_a_longer_and_a_larger_film_takes_longer():
    seconds = [
        sizes.draw_seconds(FILM, 10),
        sizes.draw_seconds(replace(FILM, size_px=(1080, 1920)), 10),
        sizes.draw_seconds(FILM, 100),
    ]
    assert seconds == sorted(seconds)
    assert sizes.play_seconds(FILM, 5) == 4.0

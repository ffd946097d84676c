"""Alternative texts say what the layers do."""

import datetime as dt
import re
from dataclasses import replace

import pytest
import shapely

from geo import ground as base
from geo.export.alt import alt_text
from geo.layers import read as layers
from geo.pictures import render as snapshot
from geo.query.areas import areas
from geo.request import Request
from geo.views import VIEWS as NAMED
from geo.views import Box
from geo.words import say

DAY = dt.date(2019, 12, 19)
REQUEST = Request(DAY)


def shares(text: str) -> list[tuple[float, float]]:
    """Return the km² of each camp near places and with nominal ground, as stated."""
    figures = re.findall(
        r"([\d,]+) km² near places on record(?:, up to ([\d,]+) with nominal)?", text
    )
    return [
        (float(near.replace(",", "")), float((most or near).replace(",", "")))
        for near, most in figures
    ]


def test_areas_are_those_of_the_layers(world):
    stated = shares(alt_text(REQUEST, world.frames))
    expected = areas(world.frames, DAY)
    assert len(stated) == len(expected)
    for (near, most), area in zip(stated, expected.values(), strict=True):
        assert near == pytest.approx(area.near_km2, rel=5e-3)
        assert most == pytest.approx(area.with_nominal_km2, rel=5e-3)


def test_no_area_is_one_number(world):
    text = alt_text(REQUEST, world.frames)
    assert re.search(r"000 km² near places on record, up to [\d,]+,000 with", text)
    assert re.search(r"with nominal ground \(\d\d to \d\d %\), with Benghazi", text)
    assert "Near is ground within 50 km of a place on record" in text
    assert not re.findall(r"km²(?! near places| of nominal| in all; the map)", text)


def test_the_largest_cities_stand_with_their_camp(world):
    text = alt_text(REQUEST, world.frames)
    tripoli, eastern = text.split("; ")[:2]
    assert "with Tripoli, Misrata" in tripoli
    assert "with Benghazi" in eastern


def test_it_gives_the_day_the_place_and_the_doubts(world):
    text = alt_text(REQUEST, world.frames)
    assert text.startswith("Map of Libya on 19 December 2019. Of the Libyan land")
    assert re.search(r"Uncertain: \d\d % of the land is nominal; ", text)
    assert "the map takes no side" in text
    then = alt_text(replace(REQUEST, known_on=DAY), world.frames)
    assert then.startswith("Map of Libya on 19 December 2019, as known on 19 December")


def test_a_comparison_names_both_days(world):
    text = alt_text(replace(REQUEST, against=dt.date(2019, 3, 1)), world.frames)
    first = text.index("On 1 March 2019, of the")
    assert first < text.index("On 19 December 2019, of the")


def test_only_what_is_shown_is_reported(world):
    text = alt_text(replace(REQUEST, layers=("maritime_lines",)), world.frames)
    assert "Who holds the land is not shown." in text
    assert "near places" not in text
    assert "At sea: " in text
    land = alt_text(replace(REQUEST, layers=layers.HELD), world.frames)
    assert "At sea" not in land
    assert "No line between camps is shown." in land


def test_areas_are_cut_to_the_view(world):
    request = replace(REQUEST, view=Box(13.0, 32.5, 13.4, 32.95))
    text = alt_text(request, world.frames)
    box = snapshot.frame(request)
    edges = ", ".join(f"{edge:.2f}" for edge in box)
    assert text.startswith(
        f"Map of the area {edges} (degrees west, south, east, north)"
    )
    ground = shapely.intersection(base.libya(), shapely.box(*box))
    km2 = base.projected(ground).area / 1e6
    assert sum(most for _, most in shares(text)) == pytest.approx(km2, rel=0.01)
    assert "Misrata" not in text


@pytest.mark.parametrize("view", NAMED)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_view_in_both_languages(world, view, language):
    text = alt_text(replace(REQUEST, view=view, language=language), world.frames)
    assert say(f"view.{view}", language) in text
    assert "{" not in text
    assert len(text) < 1_500
    if language == "ar":
        assert not re.search("[A-Za-z]", text)

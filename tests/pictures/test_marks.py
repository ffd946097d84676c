import datetime as dt

import geopandas as gpd
import pyproj
import pytest
import shapely
from matplotlib.patches import Rectangle

from geo import ground
from geo.layers import prominence
from geo.pictures import drawing, labels, lettering, marks, window
from geo.request import Request
from geo.views import VIEWS, Box
from tests.pictures.test_naming import map_of

WAR = dt.date(2019, 12, 19)


def written(map_: drawing.Map) -> dict[str, tuple[float, float]]:
    """Return the left and right edge of each line written on a map, in metres."""
    extents = {}
    for letters in map_.axes.findobj(lettering.TextLine):
        left = letters.at[0]
        wide, _ = map_.room(letters.line, letters.style)
        extents[letters.line] = (left, left + wide)
    return extents


@pytest.mark.parametrize("view", VIEWS)
def test_a_scale_bar_is_of_a_round_length_and_fits(frames, view):
    map_ = map_of(frames, Request(WAR, view=view))
    long, short = marks._lengths_km(map_)
    assert {str(km).strip("0") for km in (long, short)} <= {"1", "2", "5"}
    assert 0.4 < long * 1000 / map_.inch < marks.LONGEST_IN
    assert short < long


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_scale_bar_is_as_long_as_it_says(frames, view, language):
    map_ = map_of(frames, Request(WAR, view=view, language=language))
    marks.draw_marks(map_)
    unit = {"en": "km", "ar": "كم"}[language]
    (label,) = (line for line in written(map_) if line.endswith(unit))
    bars = [
        artist
        for artist in map_.axes.findobj(Rectangle)
        if artist.get_zorder() == 50 and artist.get_height() < 0.05 * map_.inch
    ]
    ends = [bar.get_x() for bar in bars] + [
        bar.get_x() + bar.get_width() for bar in bars
    ]
    at = gpd.GeoSeries(
        [shapely.Point(x, bars[0].get_y()) for x in (min(ends), max(ends))],
        crs=map_.scene.window.crs,
    ).to_crs(ground.WGS84)
    metres = pyproj.Geod(ellps="WGS84").inv(at[0].x, at[0].y, at[1].x, at[1].y)[2]
    assert metres == pytest.approx(1000 * float(label.split()[0]), rel=0.02)


def test_an_arabic_scale_bar_counts_leftwards(frames):
    map_ = map_of(frames, Request(WAR, language="ar"))
    plate = marks.draw_marks(map_)[0]
    extents = written(map_)
    assert extents["0"][0] > extents["250"][1] > extents["500 كم"][1]
    assert plate[0] < extents["ش"][0] < extents["500 كم"][0]
    assert extents["0"][1] < plate[2]


@pytest.mark.parametrize("view", ["cyrenaica", "tripoli", "nafusa", "sirte-jufra"])
def test_the_scale_bar_hides_no_ground_where_a_corner_is_free(frames, view):
    map_ = map_of(frames, Request(dt.date(2016, 6, 15), view=view))
    plate = shapely.box(*marks.draw_marks(map_)[0])
    assert not any(shapely.intersects(a, plate) for a in map_.scene.areas.values())


@pytest.mark.parametrize("day", [dt.date(2019, 4, 3), dt.date(2020, 6, 10)], ids=str)
def test_a_bar_is_shorter_rather_than_hide_the_country(frames, day):
    request = Request(day, against=dt.date(2019, 4, 2), comparison="sides")
    map_ = map_of(frames, request)
    plate = shapely.box(*marks.draw_marks(map_)[0])
    assert not any(shapely.intersects(a, plate) for a in map_.scene.areas.values())


@pytest.mark.parametrize("view", VIEWS)
def test_the_scale_bar_hides_no_city_and_no_sign(frames, view):
    map_ = map_of(frames, Request(WAR, view=view))
    plate = shapely.box(*marks.draw_marks(map_)[0])
    shown = map_.scene.places
    under = shown[shapely.within(shown.geometry.values, plate)]
    assert not (under["importance"] >= prominence.CITY).any()
    assert not any(shapely.within(at, plate) for at in map_.scene.signs_at)


def test_degrees_stand_at_the_other_end_where_something_covers_the_first(frames):
    request = Request(WAR)
    bare = map_of(frames, request)
    west, south, east, north = bare.scene.window.box
    corner = (west, south, west + 0.4 * (east - west), south + 0.3 * (north - south))
    covered = drawing.Map(
        bare.axes, bare.scene, "en", bare.inch, taken=(corner,), closer=None
    )
    boxes = marks.draw_marks(covered)
    extents = written(covered)
    assert {"10°E", "15°E", "20°E", "25°E", "30°N", "25°N"} <= set(extents)
    assert not any(labels.overlap(box, corner) for box in boxes)
    high = {t.line: t.at[1] for t in covered.axes.findobj(lettering.TextLine)}
    assert high["10°E"] > 0 > high["20°E"]


def test_degrees_upon_coloured_ground_are_of_strong_ink(frames):
    map_ = map_of(frames, Request(WAR, view="tripoli"))
    marks.draw_marks(map_)
    inks = {t.line: t.style.colour for t in map_.axes.findobj(lettering.TextLine)}
    assert inks["32.5°N"] == map_.theme.palette["ink"]
    assert inks["33°N"] == map_.theme.palette["quiet_ink"]


def test_the_graticule_runs_on_over_the_ground(frames):
    map_ = map_of(frames, Request(WAR, view=Box(12, 31, 16, 33)))
    marks.draw_marks(map_)
    levels = {line.get_zorder() for line in map_.axes.lines}
    fills = max(
        look["zorder"] for area in map_.scene.areas for look in drawing.area_looks(area)
    )
    assert len(window.graticule(map_.scene.window)) > 4
    assert max(levels) > fills

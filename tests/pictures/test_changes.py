import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo import ground
from geo.layers import read as layers
from geo.layers import rings
from geo.layers import select as selection
from geo.pictures import changes, scene
from geo.query.areas import NONE, Area

BEFORE, AFTER = dt.date(2019, 4, 4), dt.date(2019, 12, 19)


def cells(day: dt.date, frames) -> gpd.GeoDataFrame:
    return scene.cells_of(selection.select(frames, day, names=layers.HELD))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE, AFTER),
        (dt.date(2014, 9, 1), dt.date(2026, 1, 31)),
        (dt.date(2019, 12, 19), dt.date(2020, 6, 10)),
    ],
)
def test_areas_are_those_of_the_ground_that_changed_hands(frames, before, after):
    """Against an overlay of the two days' camps, which knows nothing of cells."""
    rows = {
        row.camp: row
        for row in changes.table(
            changes.between(cells(before, frames), cells(after, frames))
        )
    }
    then, now = (
        cells(day, frames).dissolve("camp").geometry.to_crs(ground.EQUAL_AREA)
        for day in (before, after)
    )
    nothing = shapely.Polygon()
    for camp in {*then.index, *now.index}:
        had, has = then.get(camp, nothing), now.get(camp, nothing)
        gained, lost = has.difference(had).area / 1e6, had.difference(has).area / 1e6
        row = rows.get(camp, changes.Row(camp, NONE, NONE))
        assert row.gained.with_nominal_km2 == pytest.approx(gained, rel=0.002, abs=5)
        assert row.lost.with_nominal_km2 == pytest.approx(lost, rel=0.002, abs=5)
    for part in ("near_km2", "with_nominal_km2", "places"):
        gained, lost = (
            sum(getattr(getattr(row, side), part) for row in rows.values())
            for side in ("gained", "lost")
        )
        assert gained == pytest.approx(lost)


def test_two_days_alike_have_no_changes(frames):
    same = changes.between(cells(AFTER, frames), cells(AFTER, frames))
    assert changes.table(same) == []
    assert set(same["look"]) == {changes.UNCHANGED}


def test_changed_ground_is_distinguished_from_ground_that_stayed(frames):
    pieces = changes.between(cells(BEFORE, frames), cells(AFTER, frames))
    melted = changes.dissolve(pieces)
    assert set(melted["look"]) == set(changes.LOOKS)
    moved = pieces[pieces["camp"] != pieces["was"]]
    drawn = melted[melted["look"] != changes.UNCHANGED]
    areas = (frame.to_crs(ground.EQUAL_AREA).area.sum() for frame in (moved, drawn))
    assert next(areas) == pytest.approx(next(areas), rel=1e-6)


def test_a_place_without_a_cell_on_the_earlier_day_had_no_record():
    square = shapely.box(13, 30, 14, 31)
    after = gpd.GeoDataFrame(
        {"place_id": ["a"], "nominal": [False], "camp": ["tripoli"], "km2": [10.0]},
        geometry=[square],
        crs=ground.WGS84,
    )
    pieces = changes.between(after.iloc[:0], after)
    assert list(pieces["was"]) == ["no_record"]
    assert changes.table(pieces) == [
        changes.Row("tripoli", Area(10.0, 10.0, 1), NONE),
        changes.Row("no_record", NONE, Area(10.0, 10.0, 1)),
    ]


def test_the_earlier_fronts_are_shown_where_they_moved(frames):
    then, now = (scene.gather(frames, day, layers.NAMES) for day in (BEFORE, AFTER))
    between = changes.between(cells(BEFORE, frames), cells(AFTER, frames))
    shown = changes.overlaid(then, now, between).layers["front_lines"]
    old = shown[shown["look"] == changes.BEFORE]
    standing = now.layers["front_lines"].geometry.union_all()
    assert len(old)
    assert old.geometry.union_all().intersection(standing).length < 1e-6
    assert set(pd.unique(old["firm"])) == {True}


def test_ground_that_stayed_is_shown_only_near_evidence(frames):
    between = changes.between(cells(BEFORE, frames), cells(AFTER, frames))
    shown = changes.cut(between, rings.of_layers(frames))
    area = shown.to_crs(ground.EQUAL_AREA).area / 1e6
    of = area.groupby(shown["look"]).sum()
    moved = between[between["camp"] != between["was"]]
    whole = of[changes.GAINED] + of[changes.GAINED_NOMINAL]
    assert whole == pytest.approx(moved["km2"].sum(), rel=1e-3)
    near = between[~between["nominal"].astype(bool)]
    stayed = near[near["camp"] == near["was"]]["km2"].sum()
    # Of a lone post no more is shown than what is close to it.
    assert 0.95 * stayed <= of[changes.UNCHANGED] < 1.1 * stayed

import datetime as dt
from dataclasses import replace
from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo import ground
from geo.errors import LayerError
from geo.layers import legend, looks
from geo.layers import read as layers
from geo.layers import select as selection
from geo.pictures import scene, window
from geo.style.layers import CAMPS, HELD
from geo.views import Box, View

DAYS = [
    dt.date(2015, 6, 15),
    dt.date(2017, 1, 1),
    dt.date(2019, 4, 1),
    dt.date(2019, 12, 19),
    dt.date(2020, 6, 10),
    dt.date(2026, 1, 31),
]
WAR = dt.date(2019, 12, 19)
TODAY = dt.date(2026, 1, 31)
AGREED, CLAIMED, WORKED_OUT = "agreed_line", "claimed_line", "worked_out"


def shown_on(frames, day=WAR, view="country", shown=layers.NAMES) -> scene.Scene:
    return scene.compose(scene.gather(frames, day, shown), window.window(view))


def cells_on(frames, day: dt.date) -> gpd.GeoDataFrame:
    return scene.cells_of(selection.select(frames, day, names=layers.HELD))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_legend_explains_just_what_is_on_the_day(frames, day):
    cells = cells_on(frames, day)
    keys = shown_on(frames, day).legend()
    assert len(keys) == len(set(keys))
    assert {key for key in keys if key in CAMPS} == set(cells["camp"])
    attacked = (cells["camp"] != "contested") & (cells["status"] == "contested")
    attacked &= ~cells["nominal"] & cells["inherited_from"].isna()
    assert ("attacked" in keys) == bool(attacked.any())
    assert ("nominal" in keys) == bool(cells["nominal"].any())
    fronts = selection.valid(frames["front_lines"], day)
    other = fronts["camps"].map(lambda camps: "other" in list(camps))
    assert ("front_firm" in keys) == bool((~other).any())
    assert ("front_minor" in keys) == bool(other.any())
    assert "routes" in keys
    assert AGREED in keys
    assert keys == sorted(keys, key=legend.ORDER.index)


def test_legend_forgets_what_lies_outside_the_view_or_is_switched_off(frames):
    kufra = shown_on(frames, view=View(24.2, 23.3, 10))
    assert AGREED not in kufra.legend()
    assert "tripoli" not in kufra.legend()
    only = shown_on(frames, shown=["tripoli_held"])
    keys = set(only.legend())
    assert "tripoli" in keys
    assert keys <= {"tripoli", "attacked", "nominal"}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_dissolved_ground_is_as_large_as_its_cells(frames, day):
    cells = cells_on(frames, day).to_crs(ground.EQUAL_AREA)
    melted = scene.gather(frames, day, HELD).ground.to_crs(ground.EQUAL_AREA)
    for camp in set(cells["camp"]):
        whole = melted[melted["camp"] == camp].area.sum()
        assert whole == pytest.approx(cells[cells["camp"] == camp].area.sum(), rel=1e-4)
    assert melted.area.sum() == pytest.approx(cells.area.sum(), rel=1e-6)


def test_dissolving_leaves_no_seam(frames):
    melted = scene.gather(frames, WAR, HELD).ground
    assert not melted.duplicated(list(scene.Ground._fields)).any()
    for shape in melted.geometry:
        for a, b in combinations(shapely.get_parts(shape), 2):
            assert shapely.intersection(a, b).length == 0


def test_ground_that_looks_unlike_is_distinguished():
    square = shapely.box(13, 30, 14, 31)
    cells = gpd.GeoDataFrame(
        {
            "camp": ["tripoli", "tripoli", "contested", "eastern", "no_record"],
            "status": ["held", "contested", "contested", "contested", None],
            "nominal": [False, False, False, True, False],
            "last_seen": ["2019-12-31", "2019-01-01", "2018-06-01", "2017-01-01", None],
        },
        geometry=[shapely.affinity.translate(square, i) for i in range(5)],
        crs=ground.WGS84,
    )
    cells[looks.COLUMN] = [
        looks.look_of("contested", cell) for cell in cells.to_dict("records")
    ]
    melted = scene.dissolve(cells)
    assert set(zip(melted.camp, melted.look, strict=True)) == {
        ("tripoli", "core"),
        ("contested", "core"),
        ("eastern", "nominal"),
        ("no_record", "core"),
    }


def test_the_legend_explains_dots_of_old_evidence_where_there_are_any(frames):
    war = shown_on(frames)
    fresh = war.places[war.places["age"] == 0]
    assert 0 < len(fresh) < len(war.places)
    for places in (war.places, fresh):
        keys = replace(war, places=places).legend()
        assert (legend.AGED in keys) == (places is war.places)


def test_places_know_who_holds_them(frames):
    war = shown_on(frames).places.set_index("place_id")
    assert war.loc["tripoli", "camp"] == "tripoli"
    assert war.loc["kufra", "camp"] == "eastern"


def test_the_legend_names_each_kind_of_line_at_sea_where_it_is(frames):
    kinds = {AGREED, CLAIMED, WORKED_OUT}
    assert kinds & set(shown_on(frames, view=Box(23, 33, 25, 34.2)).legend()) == {
        WORKED_OUT
    }
    assert kinds <= set(shown_on(frames).legend())


def test_baselines_come_with_the_sea_of_their_state(frames):
    extent = window.window("east-med")
    bare, egypts = (
        scene.compose(scene.gather(frames, TODAY, layers.NAMES, claimants), extent)
        for claimants in ((), ("egypt",))
    )
    assert "baseline" not in set(bare.maritime["role"])
    assert "baseline" in set(egypts.maritime["role"])
    lines = set(egypts.maritime.query("role == 'baseline'").geometry.to_wkb())
    assert not lines & set(bare.agreements.geometry.to_wkb())


def test_the_edge_of_an_agreed_area_follows_its_parallel(frames):
    day = scene.gather(frames, WAR, layers.NAMES, ["libya"])
    shown = scene.compose(day, window.window("benghazi"))
    (gulf,) = shown.agreements.query("agreement_id == 'ly-sidra-1973'").geometry
    (line,) = shown.maritime.query("id.str.contains('sidra')").geometry
    along = shapely.line_interpolate_point(
        line, np.linspace(0.02, 0.5, 20), normalized=True
    )
    assert shapely.distance(shapely.boundary(gulf), along).max() < 200


def test_a_scene_without_layers_shows_nothing(frames):
    assert not shown_on(frames, shown=[]).shows_any
    assert shown_on(frames, shown=["maritime_lines"]).shows_any
    assert not shown_on(frames, view="fezzan", shown=["maritime_lines"]).shows_any


def test_sources_are_those_of_what_is_seen(frames):
    country = shown_on(frames)
    region = shown_on(frames, view="tripoli")
    assert region.source_ids < country.source_ids
    assert not shown_on(frames, shown=[]).source_ids


def test_a_layer_that_was_not_handed_over_is_refused():
    with pytest.raises(LayerError, match="layer 'places' is to be shown but was not"):
        scene.gather({}, WAR, ["places"])


def test_ground_by_age_tells_how_old_its_evidence_is_and_not_who_holds_it():
    square = shapely.box(13, 30, 14, 31)
    cells = gpd.GeoDataFrame(
        {
            "camp": ["tripoli", "eastern", "eastern", "no_record"],
            "look": [
                "tripoli-core",
                "eastern-rim",
                "eastern-nominal",
                "no_record-core",
            ],
            "last_seen": ["2019-12-31", "2018-06-01", "2019-12-31", None],
        },
        geometry=[shapely.affinity.translate(square, i) for i in range(4)],
        crs=ground.WGS84,
    )
    melted = scene.dissolve(cells, dt.date(2020, 1, 1))
    assert set(zip(melted.camp, melted.look, strict=True)) == {
        ("", "age_0"),
        ("", "age_2"),
        ("no_record", "core"),
    }

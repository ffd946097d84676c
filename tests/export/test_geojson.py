"""GeoJSON, read by GDAL and as JSON."""

import datetime as dt
import json
from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from geo import export
from geo.export import geojson
from geo.inputs import own
from geo.layers import read as layers
from geo.style import PALETTE
from geo.views import Box, View
from tests.export.sample_requests import DAY, OF_THE_DAY, TRIPOLI, ids


def test_gdal_reads_the_geojson(folder, held):
    frame = gpd.read_file(folder / "atlas.geojson")
    assert frame.crs == "EPSG:4326"
    for layer, features in held.items():
        read = frame[frame["layer"] == layer]
        ids_read = read["id"].str.removeprefix(f"{layer}/")
        assert sorted(ids_read) == ids(features)
        assert shapely.equals(
            read.sort_values("id").geometry.values,
            features.sort_values("id").geometry.values,
        ).all()


@pytest.mark.filterwarnings("error")
def test_lists_are_lists_in_every_layer(folder):
    path = folder / "atlas.geojson"
    features = json.loads(path.read_bytes())["features"]
    kinds = {}
    for feature in features:
        for name, value in feature["properties"].items():
            if value is not None:
                number = isinstance(value, int | float) and not isinstance(value, bool)
                kinds.setdefault(name, set()).add(
                    "n" if number else type(value).__name__
                )
    assert {name: kind for name, kind in kinds.items() if len(kind) > 1} == {}
    gpd.read_file(path)


def test_the_geojson_is_valid_time(folder, held):
    collection = json.loads((folder / "atlas.geojson").read_bytes())
    assert collection["type"] == "FeatureCollection"
    day = DAY.isoformat()
    for feature in collection["features"]:
        properties = feature["properties"]
        if properties["layer"] != "events":
            assert properties["valid_from"] <= day
            assert properties["valid_to"] is None or properties["valid_to"] > day
    cell = next(
        f
        for f in collection["features"]
        if f["id"] == "tripoli_held/abu-grein-2016-05-19"
    )
    cells = held["tripoli_held"].set_index("id")
    assert cell["properties"]["km2"] == cells.at["abu-grein-2016-05-19", "km2"] > 0
    assert isinstance(cell["properties"]["source_ids"], list)


def test_since_adds_every_spell_between_the_two_days(world):
    request = replace(TRIPOLI, since=dt.date(2019, 4, 1), layers=layers.HELD)
    short = json.loads(export.make(world, replace(request, since=None), "geojson"))
    long = json.loads(export.make(world, request, "geojson"))
    known = {feature["id"] for feature in short["features"]}
    more = [f for f in long["features"] if f["id"] not in known]
    assert more
    assert known < {feature["id"] for feature in long["features"]}
    for feature in more:
        properties = feature["properties"]
        assert properties["valid_from"] <= "2019-12-19"
        assert properties["valid_to"] is None or properties["valid_to"] > "2019-04-01"
    listed = long["manifest"]["features"]
    assert {f"{layer}/{i}" for layer in listed for i in listed[layer]} == {
        feature["id"] for feature in long["features"]
    }


def test_a_view_of_a_web_map_and_edges_bound_a_data_file(world):
    request = replace(OF_THE_DAY, view=Box(16.0, 30.0, 17.5, 31.5), layers=("places",))
    collection = json.loads(export.make(world, request, "geojson"))
    spots = [feature["geometry"]["coordinates"] for feature in collection["features"]]
    assert spots
    assert all(16 <= lon <= 17.5 and 30 <= lat <= 31.5 for lon, lat in spots)
    around = replace(request, view=View(32.8, 13.2, 9))
    assert json.loads(export.make(world, around, "geojson"))["features"]


def test_as_known_on_leaves_out_what_came_out_later(world):
    request = replace(OF_THE_DAY, known_on=dt.date(2019, 11, 28))
    collection = json.loads(export.make(world, request, "geojson"))
    late = [
        feature["id"]
        for feature in collection["features"]
        if (feature["properties"]["known_from"] or "") > "2019-11-28"
    ]
    assert late == []
    assert max(s["date"] for s in collection["manifest"]["sources"]) <= "2019-11-28"


def test_features_are_coloured_as_on_the_map(folder):
    """By simplestyle, which viewers and our own page know."""
    features = json.loads((folder / "atlas.geojson").read_bytes())["features"]
    fills = {
        f["properties"]["camp"]: f["properties"]["fill"]
        for f in features
        if f["properties"]["layer"] in ("tripoli_held", "eastern_held")
    }
    assert fills == {camp: PALETTE[camp] for camp in ("tripoli", "eastern")}
    for feature in features:
        kind = feature["geometry"]["type"]
        style = [name for name in geojson.STYLE if name in feature["properties"]]
        if kind in geojson.POINTS:
            assert style == ["marker-color"]
        else:
            assert style == list(geojson.STYLE[: 5 if kind in geojson.AREAS else 3])
    nominal = [f["properties"] for f in features if f["properties"].get("nominal")]
    assert nominal
    assert all(0 < one["fill-opacity"] < 0.3 for one in nominal)


def test_put_on_the_page_as_a_layer_of_ones_own_it_keeps_its_colours(world):
    request = replace(OF_THE_DAY, layers=layers.HELD)
    layer = own.read("s.geojson", export.make(world, request, "geojson"))
    looks = {(f["properties"]["camp"], f["properties"]["fill"]) for f in layer.features}
    assert {(camp, PALETTE[camp]) for camp in ("tripoli", "eastern")} <= looks

"""GeoPackages, read by GDAL and SQLite; made side by side they are as made alone."""

import datetime as dt
import itertools
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import geopandas as gpd
import pyogrio
import pytest
import shapely

from geo import export
from geo.errors import ExportError, LayerError
from geo.export import geopackage
from geo.export.qml import qml
from geo.layers import read as layers
from tests.export.sample_requests import OF_THE_DAY, ids

FRAMES = {
    "places": gpd.GeoDataFrame(
        {
            "id": ["a", "b"],
            "valid_from": ["2019-01-01"] * 2,
            "source_ids": [["s"], ["s", "t"]],
            "look": ["place"] * 2,
        },
        geometry=shapely.points([(13.0, 32.0), (14.0, 31.0)]),
        crs="EPSG:4326",
    )
}


def test_files_made_by_several_threads_at_once_are_the_same_bytes():
    def made(_: int) -> bytes:
        return geopackage.write(FRAMES, "{}", "A title", "en")

    alone = made(0)
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(made, range(20))) == {alone}


def test_every_stamp_of_time_is_the_same_one():
    rows = geopackage.tables(geopackage.write(FRAMES, "{}", "A title", "en"))
    stamps = {row["last_change"] for row in rows["gpkg_contents"]}
    assert stamps == {geopackage.STAMP}


def test_gdal_reads_a_table_a_layer_of_the_geopackage(folder, ringed):
    path = folder / "atlas.gpkg"
    listed = dict(pyogrio.list_layers(path))
    filled = {name: frame for name, frame in ringed.items() if len(frame)}
    assert listed.keys() - {"layer_styles", "atlas_manifest"} == filled.keys()
    for layer, features in filled.items():
        read = gpd.read_file(path, layer=layer)
        assert read.crs == "EPSG:4326"
        assert ids(read) == ids(features)
        assert pyogrio.read_info(path, layer=layer)["dtypes"][1] == "datetime64[D]"
    metadata = pyogrio.read_info(path, layer="places")["dataset_metadata"]
    assert "manifest in table atlas_manifest" in " ".join(metadata.values())
    assert "within 50 km of a place on record" in " ".join(metadata.values())


def test_sqlite_finds_the_geopackage_sound_and_its_styles_as_defaults(folder, held):
    file = sqlite3.connect(folder / "atlas.gpkg")
    assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    styles = file.execute(
        "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML "
        "FROM layer_styles"
    ).fetchall()
    assert {name for name, *_ in styles} == {n for n, f in held.items() if len(f)}
    ((manifest,),) = file.execute("SELECT manifest FROM atlas_manifest")
    assert json.loads(manifest)["form"] == "gpkg"
    day = json.loads(manifest)["request"]["day"]
    for name, column, default, text in styles:
        assert (column, default) == ("geom", 1)
        assert text == qml(name, day)
    file.close()


def test_a_geopackage_of_nothing_is_refused(world):
    request = replace(OF_THE_DAY, layers=("no_record",))
    with pytest.raises(ExportError, match="no layer asked for has a feature then"):
        export.make(world, request, "gpkg")
    with pytest.raises(LayerError, match="'roads' is no layer"):
        replace(OF_THE_DAY, layers=("roads",))


def test_on_no_day_has_a_piece_of_ground_two_holders(world):
    """As QGIS's temporal controller plays it, which leaves a last day out."""
    request = replace(OF_THE_DAY, since=dt.date(2019, 3, 1), layers=layers.HELD)
    rows = geopackage.tables(export.make(world, request, "gpkg"))
    spells = {}
    for layer in layers.HELD:
        for row in rows.get(layer, []):
            days = row["valid_from"], row["valid_to"] or "9999"
            spells.setdefault((row["place_id"], row["ring"]), set()).add((*days, layer))
    changed = [sorted(one) for one in spells.values() if len(one) > 1]
    assert changed
    for held in changed:
        for (_, end, _), (start, _, _) in itertools.pairwise(held):
            assert end <= start

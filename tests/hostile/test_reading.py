"""What a crafted file of a reader's makes the programs do that read it: nothing."""

import contextlib
import io
import itertools
import json
import re
import sqlite3
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path
from types import SimpleNamespace

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from geo import files, inputs
from geo.bounds import child
from geo.bounds.child import DRIVERS
from geo.bounds.shapes import MOST_NESTED, from_wkb, from_wkt
from geo.bounds.uploads import Limits
from geo.errors import FileError, UploadError
from geo.inputs import marked, own
from tests.hostile.refusals import assert_refused

VRT = """<OGRVRTDataSource><OGRVRTLayer name="other">
<SrcDataSource>{}</SrcDataSource><GeometryType>wkbPoint</GeometryType>
<GeometryField encoding="PointFromColumns" x="lon" y="lat"/>
</OGRVRTLayer></OGRVRTDataSource>"""

POINT = shapely.Point(13, 32).wkb
WITHIN = {"usual": "<BII", "the other order": ">BII"}
TRACK = '<gpx><trk>{}<trkpt lat="32" lon="13"><time>2019</time></trkpt>{}</trk></gpx>'


def test_no_file_that_a_file_names_is_read(tmp_path):
    """GDAL would take it for a virtual one, whatever its name and its first tag."""
    (tmp_path / "other.csv").write_text("lon,lat,word\n13,32,secret\n")
    content = "<!--<kml >-->" + VRT.format(tmp_path / "other.csv")
    with pytest.raises(UploadError, match="Invalid root element"):
        own.read("x.kml", content.encode())


def test_gdal_knows_all_drivers_that_are_let_in():
    assert pyogrio.list_drivers().keys() >= DRIVERS


ENDLESS = """with recursive n(i) as (select 1 union all select i + 1 from n)
select i as fid, geom from t, n"""


def geopackage(path, view=""):
    """Return a GeoPackage of one point, and of a view if one is given."""
    gpd.GeoDataFrame(geometry=[shapely.Point(13, 32)], crs=4326).to_file(
        path, layer="t"
    )
    if view:
        with contextlib.closing(sqlite3.connect(path)) as base, base:
            base.execute(f"create view v as {view}")
            base.execute(
                "insert into gpkg_contents (table_name, data_type, identifier, srs_id)"
                "values ('v', 'features', 'v', 4326)"
            )
            base.execute(
                "insert into gpkg_geometry_columns values ('v','geom','POINT',4326,0,0)"
            )
    return path.read_bytes()


def test_what_never_ends_is_refused_within_the_time_of_a_file(tmp_path):
    content = geopackage(tmp_path / "a.gpkg", ENDLESS)
    assert_refused("x", content, "more than 320 MB or 1 s")


def test_what_reads_a_file_loads_nothing_else_and_keeps_to_the_memory_set(tmp_path):
    content = geopackage(tmp_path / "a.gpkg")
    # With pandas beside it even this would be too little.
    assert len(own.read("x", content, Limits(memory=120)).features) == 1
    with pytest.raises(UploadError, match="more than 60 MB or 1 s"):
        own.read("x", content, Limits(memory=60))


def test_a_workbook_is_opened_once_for_each_sheet(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    for name in ("One & a", "Two"):
        frame = pd.DataFrame({"n": [len(name)]})
        more = {"driver": "XLSX", "layer": name, "append": path.exists()}
        pyogrio.write_dataframe(frame, path, **more)
    monkeypatch.setattr(child, "_named", pytest.fail)  # reads all that is in it
    read = [(name, rows["n"].to_pylist()) for name, _, rows in layers_of(path)]
    assert read == [("One & a", [7]), ("Two", [3])]


def layers_of(path):
    return child._each_layer(str(path), ())


def test_of_a_sheet_of_charts_there_is_no_layer(tmp_path):
    path, charts = tmp_path / "a.xlsx", tmp_path / "charts.xlsx"
    pyogrio.write_dataframe(pd.DataFrame({"n": ["a"]}), path, driver="XLSX", layer="A")
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(charts, "w") as made:
        for name in read.namelist():
            sheet = b'<sheets><sheet name="C" sheetId="9" r:id="rId9"/>'
            made.writestr(name, read.read(name).replace(b"<sheets>", sheet))
    assert [name for name, *_ in layers_of(charts)] == ["A"]


def test_on_a_machine_that_does_other_things_a_file_has_its_time(monkeypatch):
    clock = SimpleNamespace(
        monotonic=itertools.count(0, 60).__next__, thread_time=time.thread_time
    )
    monkeypatch.setattr(own, "time", clock)
    assert own.read("x", table("lat,lon", "32,13", 9)).features


def test_shapes_of_readers_are_read_within_bounds_alone():
    for path in Path(inputs.__file__).parent.glob("*.py"):
        assert not re.search(r"shapely\.from_wk[bt]", path.read_text("utf-8")), path


def nested(how: str, kind: int, depth: int) -> bytes:
    order = how[0] == "<"
    return struct.pack(how, order, kind, 1) * depth + POINT


@pytest.mark.parametrize("how", WITHIN.values(), ids=WITHIN)
@pytest.mark.parametrize("kind", [7, 1007, 5007, 0xC0000007, 6, 9])
def test_binary_shapes_nested_deep_are_refused(how, kind):
    """GEOS would end the process."""
    with pytest.raises(UploadError, match="nested too deep"):
        from_wkb([POINT, None, nested(how, kind, 10**5)])


def test_a_byte_that_says_no_order_leaves_it_as_it_was():
    odd = struct.pack("<BIII", 9, 0x20000000 | 7, 4326, 1) * 10**5 + POINT
    with pytest.raises(UploadError, match="nested too deep"):
        from_wkb([odd])


def test_shapes_are_read_as_deep_as_they_may_be_nested():
    deep, large = nested("<BII", 7, MOST_NESTED - 1), shapely.MultiPoint([(1, 2)] * 99)
    holed = shapely.box(0, 0, 9, 9) - shapely.box(1, 1, 2, 2)
    several = shapely.MultiPolygon(
        [holed, *[shapely.box(20 + n, 0, 20.5 + n, 1) for n in range(30)]]
    )
    high = shapely.force_3d(several)
    found = from_wkb(
        [
            deep,
            large.wkb,
            several.wkb,
            high.wkb,
            shapely.to_wkb(high, flavor="iso"),
            POINT.hex(),
        ]
    )
    assert [one.geom_type for one in found][:2] == ["GeometryCollection", "MultiPoint"]
    assert found[2].equals(several)
    assert found[3].has_z
    assert found[4].has_z
    assert from_wkb([b"none", POINT], whole=False).tolist() == [
        None,
        shapely.Point(13, 32),
    ]
    assert from_wkt(several.wkt).equals(several)


def packed(content: bytes, times: int) -> bytes:
    for _ in range(times):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a.csv", content)
        content = stream.getvalue()
    return content


def of_members(count: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}", b"")
    return stream.getvalue()


def declared(encoding: str, text: bytes = b"<kml/>") -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + text


def table(header: str, row: str, count: int = 1) -> bytes:
    return "\n".join([header, *[row] * count, ""]).encode()


def collection_in(depth: int) -> bytes:
    one = '{"type":"GeometryCollection","geometries":['
    return (
        one * depth + json.dumps(shapely.Point(13, 32).__geo_interface__) + "]}" * depth
    ).encode()


OF_HEIGHTS = {"type": "FeatureCollection", "crs": "EPSG:5773", "features": []}
NO_KIND = "is of no kind that is read"

REFUSED = {
    "archives in archives": (packed(bytes(500_000), 60), "is an archive of a.csv"),
    "an archive of many files": (of_members(10_001), "10,001 files, at most 10,000"),
    "an encoding that takes the square": (declared("punycode", b"b9" * 10**6), NO_KIND),
    "an encoding of no text": (declared("hex"), NO_KIND),
    "an encoding that is none": (declared("undefined"), NO_KIND),
    "an encoding with other errors": (declared("idna"), NO_KIND),
    "an encoding of half characters": (
        declared("unicode_escape", rb"<kml>\ud800</kml>"),
        NO_KIND,
    ),
    "a declaration without end": (b"<?xml " + b' encoding="a"' * 10**6, "the kind ''"),
    "and in UTF-16": (
        ("\ufeff" + "<?xml" * 10**5).encode("utf-16-le"),
        "the kind ''",
    ),
    "collections in collections": (collection_in(300), "feature 1: is nested too deep"),
    "and as text": (
        table("name,wkt", f'x,"{"GEOMETRYCOLLECTION(" * 5000}"'),
        "is nested too deep",
    ),
    "a cell that is parted in many ways": (
        table("name,coordinates", f'x,"{"1 " * 60_000}"', 20),
        "has no coordinates",
    ),
    "records that each have a name of their own": (
        json.dumps([{f"p{number}": 1} for number in range(4900)]).encode(),
        "4,900 columns, at most 1,000",
    ),
    "a table of many cells": (
        table("lat,lon," + "c," * 900, "32,13," + "," * 900, 4900),
        "cells, empty ones too, at most 1,000,000",
    ),
    "a system of heights": (json.dumps(OF_HEIGHTS).encode(), "no reference system"),
    "curves": (
        table("name,wkt", 'x,"CIRCULARSTRING(13 32,14 32,14 33)"'),
        "has curves, which are not drawn",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_little_time_and_memory(name):
    assert_refused("x", *REFUSED[name])


def test_of_an_archive_in_archives_one_is_unpacked():
    content = packed(bytes(500_000), 60)
    tracemalloc.start()
    try:
        with pytest.raises(UploadError):
            own.read("x.zip", content)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_geodatabase_has_files_of_its_own_folder_alone():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("..", "x" * 300, "a b"):
            archive.writestr(f"a.gdb/{name}", b"x")
    with pytest.raises(UploadError, match=r"^x.zip: is an archive of a\.gdb"):
        own.read("x.zip", stream.getvalue())


def test_a_full_disk_is_told(monkeypatch):
    def full(*_):
        raise FileError("error.files.unread", path="here", why="No space left")

    monkeypatch.setattr(files, "write", full)
    with pytest.raises(UploadError, match=r"^x.kml: here.*No space left"):
        own.read("x.kml", b"<kml/>")


BALLOON = "<Placemark><description>{}</description></Placemark>"
STYLED = "<Placemark><styleUrl>#a</styleUrl></Placemark>"
PAIRS = "<Pair/>" * 30_000
MARKED = {
    "schemas": "<Schema/>" * 100_000,
    "tags without end": BALLOON.format("&lt;a " * 3300) * 50,
    "comments without end": BALLOON.format("&lt;!-- &gt;" * 1500) * 50,
    "pairs of a style": f"<StyleMap id='a'>{PAIRS}</StyleMap>{STYLED * 900}",
    "elements": "<a/>" * 1_000_000,
}


@pytest.mark.parametrize("name", MARKED)
def test_marks_are_added_in_little_time(name):
    content = f"<kml><Document>{MARKED[name]}</Document></kml>".encode()
    begun = time.process_time()
    marked.kml(content)
    assert time.process_time() - begun < 1


def test_a_track_of_any_form_is_marked():
    within = "<trk>" * 2000, "</trk>" * 2000
    for before, after in (("", ""), ("<x><trkseg>", "</trkseg></x>"), within):
        content = TRACK.format(before, after).encode()
        assert b"2019" in marked.gpx(content)

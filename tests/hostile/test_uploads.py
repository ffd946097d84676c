"""Hostile files put on the page: drawn within bounds, or refused within a second."""

import io
import json
import math
import random
import time
import tracemalloc
import zipfile

import geopandas as gpd
import pytest
import shapely

from geo.bounds.uploads import Limits
from geo.errors import UploadError
from geo.inputs import gdal, own
from geo.page.own import ReaderFiles
from tests.hostile.refusals import assert_refused

BOW = [[[10, 30], [12, 32], [12, 30], [10, 32], [10, 30]]]


def collection(*geometries, crs=None, **properties):
    features = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for geometry in geometries
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole | ({"crs": crs} if crs else {})).encode()


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def ring(count):
    angles = (2 * math.pi * n / count for n in range(count))
    points = [[15 + math.cos(a), 30 + math.sin(a)] for a in angles]
    return [*points, points[0]]


def comb(count):
    """Edges that slant beside each other: the boxes around all of them overlap."""
    points = [
        [10 + n / count + n % 2 * 8 / 3, 25 + n % 2 * 8] for n in range(count - 2)
    ]
    return [*points, [21, 25], points[0]]


POINT = {"type": "Point", "coordinates": [13.2, 32.9]}
HUGE = {"type": "Point", "coordinates": [10**400, 3]}
LINE = {"type": "LineString", "coordinates": [[0, 0], [1e400, 1]]}
DEEP = b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
DEEP += b'"properties":{"a":' + b"[" * 900 + b"]" * 900 + b"}}]}"
SPIKES = [
    [10 + (n * 7919) % 1000 / 100, 25 + (n * 104729) % 997 / 100] for n in range(900)
]


def archive(said=0, method=zipfile.ZIP_DEFLATED, torn=False):
    """A KMZ whose document is of another size than it says, or torn."""
    document = b"<kml>" + (random.Random(1).randbytes(3000) if torn else b" " * 10**8)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as packed:
        packed.writestr("doc.kml", document)
    data = bytearray(stream.getvalue())
    if torn:
        data[60:90] = b"\xff" * 30
    elif said:
        for at in (data.find(b"PK\3\4") + 22, data.find(b"PK\1\2") + 24):
            data[at : at + 4] = said.to_bytes(4, "little")
    return bytes(data)


def many_rows():
    """Rows of which each takes a byte or two."""
    stream = io.BytesIO()
    points = gpd.GeoSeries([shapely.Point(15, 30)] * 50_000, crs=4326)
    points.to_frame("geometry").to_parquet(stream)
    return stream.getvalue()


def many_names():
    """Properties that each have a name of their own."""
    features = [
        {"type": "Feature", "geometry": POINT, "properties": {f"p{i}": 1, f"q{i}": 1}}
        for i in range(600)
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole).encode()


REFUSED = {
    "an archive that holds more than it says": (
        archive(said=1000),
        "cannot be unpacked",
    ),
    "a torn archive": (archive(torn=True), "cannot be unpacked"),
    "a torn archive, packed as bzip2": (
        archive(torn=True, method=zipfile.ZIP_BZIP2),
        "cannot be unpacked",
    ),
    "an archive packed as LZMA": (
        archive(torn=True, method=zipfile.ZIP_LZMA),
        "cannot be unpacked",
    ),
    "a table of too many columns": (
        b"lat,lon," + b"c," * 1_000_000 + b"\n30,15",
        "1,000,003 columns, at most 1,000",
    ),
    "properties of too many names": (many_names(), "1,200 columns, at most 1,000"),
    "a number of 400 digits": (collection(HUGE), "a coordinate is no number"),
    "a number of 5,000 digits": (b'{"type":' + b"9" * 5000 + b"}", "is no JSON"),
    "a line without end": (collection(LINE), "NaN|no JSON|no number"),
    "endless, as digits": (
        collection(LINE).replace(b"Infinity", b"1e999"),
        "a coordinate is no number",
    ),
    "endless, in properties": (
        collection(POINT, n=1.0).replace(b"1.0", b"1e999"),
        "properties: a number is too large",
    ),
    "deep properties": (DEEP, "nested deeper than 20"),
    "deep JSON": (b"[" * 1_000_000, "is too large"),
    "a million points": (
        b'{"a":[' + b"[1,2]," * 1_000_000 + b"0]}",
        "at most 5,000 features and 200,000 points",
    ),
    "too many points": (
        collection({"type": "LineString", "coordinates": ring(260_000)}),
        "at most 5,000 features and 200,000 points",
    ),
    "a polygon of too many": (
        collection(polygon(ring(20_001))),
        "20,002 points, at most 20,000 of a polygon",
    ),
    "too many features": (collection(*[POINT] * 5001), "5,001 features, at most 5,000"),
    "lists and no more": (b"[]," * 6_000_000, "is too large"),
    "many crossings": (
        collection(polygon([*SPIKES, SPIKES[0]])),
        r"its edge crosses itself \(Self-intersection\[1",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_within_a_second(name):
    assert_refused("x.geojson", *REFUSED[name])


def test_a_packed_table_of_many_rows_is_refused_before_they_are_unfolded(monkeypatch):
    monkeypatch.delattr(gdal, "_readable")
    with pytest.raises(UploadError, match="50,000 features, at most 5,000"):
        own.read("x.parquet", many_rows())


def test_an_archive_that_says_less_than_it_holds_is_unpacked_no_further():
    content = archive(said=1000)
    tracemalloc.start()
    try:
        with pytest.raises(UploadError, match="cannot be unpacked"):
            own.read("x.kmz", content)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_long_text_is_not_looked_through_for_days():
    content = collection(POINT, note="2019 " * 1_000_000)
    begun = time.process_time()
    assert len(own.read("x.geojson", content).features) == 1
    assert time.process_time() - begun < 1


def test_what_takes_long_is_ended():
    slow = collection(*[polygon(comb(9_000))] * 20)
    begun = time.process_time()
    with pytest.raises(UploadError, match=r"takes longer than 1 s|crosses itself"):
        own.read("x.geojson", slow)
    assert time.process_time() - begun < 3


def test_an_edge_that_crosses_itself_is_mended_and_said():
    layer = own.read("x.geojson", collection(polygon(*BOW), POINT))
    assert layer.features[0]["geometry"]["type"] == "MultiPolygon"
    assert [str(remark) for remark in layer.remarks] == [
        "x.geojson: 1 area whose edges cross was mended: feature 1"
    ]


def test_limits_are_settings():
    limits = Limits.set_in({"LIBYA_ATLAS_UPLOAD_FEATURES": "1"})
    with pytest.raises(UploadError, match="2 features, at most 1 are read"):
        own.read("x.geojson", collection(POINT, POINT), limits)
    with pytest.raises(UploadError, match="has more than 8 points: simplify"):
        own.read("x.geojson", collection(polygon(ring(9))), Limits(points=8))
    for text in ("0", "-1", "many", "1.5", "٣"):
        with pytest.raises(UploadError, match=r"UPLOAD_POINTS: '.*' is no limit"):
            Limits.set_in({"LIBYA_ATLAS_UPLOAD_POINTS": text})


def test_the_address_of_a_layer_is_the_readers_own(tmp_path):
    one, other = (ReaderFiles(tmp_path, bytes([n]) * 32) for n in (1, 2))
    content = collection(POINT)
    names = [reader.layer_id(content) for reader in (one, other)]
    assert len({*names}) == 2
    assert all(len(name) == len("own-") + 32 for name in names)
    for name in names:
        (tmp_path / f"{name}.json").write_text("{}")
    one.sweep()
    assert [path.stem for path in tmp_path.iterdir()] == [names[1]]

"""GeoJSON as programs write it: its systems, its days, and what is none."""

import json

import pytest
import shapely

from geo.errors import UploadError
from geo.inputs import own
from tests.inputs.features import collection, crs, feature, read


def test_a_lone_feature_and_a_byte_order_mark_are_read():
    text = "\ufeff" + json.dumps(feature())
    assert own.read("mine.geojson", text.encode()).features


@pytest.mark.parametrize(
    "name",
    [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:EPSG::4326",
        "EPSG:4326",
        "4326",
        None,
        "OGC:CRS84",
    ],
)
def test_wgs84_by_name_is_read_as_it_is(name):
    crs = {"type": "name", "properties": {"name": name}}
    text = json.dumps(collection(feature(), crs=crs))
    layer = own.read("mine.geojson", text.encode())
    assert list(layer.features[0]["geometry"]["coordinates"]) == [13.2, 32.9]
    assert layer.remarks == ()


@pytest.mark.parametrize("name", ["EPSG:32633", "urn:ogc:def:crs:EPSG::32633"])
def test_another_reference_system_is_reprojected(name):
    crs = {"type": "name", "properties": {"name": name}}
    utm = {"type": "Point", "coordinates": [331650.6288, 3641637.6954]}
    text = json.dumps(collection(feature(utm), crs=crs))
    layer = own.read("mine.geojson", text.encode())
    assert layer.features[0]["geometry"]["coordinates"] == pytest.approx(
        (13.2, 32.9), abs=1e-5
    )
    assert [str(one) for one in layer.remarks] == [
        "mine.geojson: was in WGS 84 / UTM zone 33N, and is now in WGS84"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"{", "is no JSON"),
        (b"\x89PNG", "is a picture"),
        (b"[" * 100_000, "is nested too deep"),
        (b'{"type": Infinity}', "Infinity is no JSON number"),
        (b'{"type": "Point",}', r"is no JSON from line 1, column \d+ on"),
        (b" " * 20_000_001, "20 MB, at most 20 MB are read"),
    ],
)
def test_what_is_no_json_is_refused(content, message):
    with pytest.raises(UploadError, match=message):
        own.read("mine.geojson", content)


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:4326",
        {"type": "EPSG", "properties": {"code": 4326}},
        {"type": "name", "properties": {"name": "WGS 84"}},
        {"type": "name", "properties": {"name": "WGS84"}},
        {
            "type": "name",
            "properties": {"name": "http://www.opengis.net/def/crs/EPSG/0/4326"},
        },
        {
            "type": "name",
            "properties": {"name": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
        },
    ],
)
def test_wgs84_as_exporters_name_it_is_read(crs):
    (one,) = read(collection(feature(), crs=crs))
    assert list(one["geometry"]["coordinates"]) == [13.2, 32.9]


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        {"type": "Point", "coordinates": None},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": [None, None]},
        {"type": "Polygon", "coordinates": [None]},
    ],
)
def test_a_feature_that_says_it_has_no_place_is_left_out_alone(geometry):
    text = json.dumps(collection(feature(), feature(geometry), None))
    layer = own.read("mine.geojson", text.encode())
    assert len(layer.features) == 1
    told = [str(one) for one in layer.remarks]
    assert told == [
        f"mine.geojson: feature {number}: has no place, and was left out"
        for number in (2, 3)
    ]


@pytest.mark.parametrize("name", [" EPSG:4326 ", "GCS_WGS_1984", "CRS:84", "EPSG 4326"])
def test_wgs84_under_names_of_other_programs(name):
    layer = own.read(
        "mine.geojson", json.dumps(collection(feature(), crs=crs(name))).encode()
    )
    assert layer.remarks == ()


@pytest.mark.parametrize(
    "stated",
    [4326, {"type": "epsg", "properties": {"code": "4326"}}, crs(4326), {}, ""],
)
def test_wgs84_by_its_number_alone(stated):
    text = json.dumps(collection(feature(), crs=stated))
    assert own.read("mine.geojson", text.encode()).remarks == ()


def test_json_of_a_script_is_read():
    text = f"var json_camps_1 = {json.dumps(collection(feature()))};\n"
    assert own.read("camps.js", text.encode()).features


def test_days_beside_the_properties_are_read():
    span = {**feature(), "time": {"interval": ["2019-12-19T10:00:00Z", ".."]}}
    (one,) = read(collection(span))
    assert one["properties"]["valid_from"] == "2019-12-19"
    assert one["properties"]["valid_to"] is None


@pytest.mark.parametrize(
    "more",
    [
        {"when": {"timespans": [{"start": {"in": "2019"}}]}},
        {"properties": {"coordTimes": ["2019-12-19T10:00:00Z"]}},
    ],
)
def test_days_that_are_too_deep_to_be_read_are_told(more):
    content = json.dumps(collection({**feature(), **more})).encode()
    (told,) = own.read("mine.geojson", content).remarks
    assert next(iter(more.get("properties", more))) in str(told)


def test_a_place_in_a_system_of_its_own_is_read():
    place = {"type": "Point", "coordinates": [331650, 3641637]}
    crs = "http://www.opengis.net/def/crs/EPSG/0/32633"
    content = collection({**feature(None), "place": place}, coordRefSys=crs)
    (one,) = read(content)
    assert one["geometry"]["coordinates"] == pytest.approx((13.2, 32.9), abs=1e-4)


METRES = shapely.geometry.mapping(shapely.Point(331650.4, 3641637.1))
UTM = {"crs": {"type": "name", "properties": {"name": "EPSG:32633"}}}
IN_UTM = {"type": "Feature", "properties": {}, "geometry": METRES}


@pytest.mark.parametrize(
    "document",
    [
        METRES | UTM,
        IN_UTM | UTM,
        collection(IN_UTM | {"geometry": METRES | UTM}),
        collection(None, IN_UTM | UTM),
        collection(collection(IN_UTM, **UTM)),
    ],
)
def test_a_system_that_stands_within_is_read(document):
    layer = own.read("mine.geojson", json.dumps(document).encode())
    (one,) = layer.features
    assert one["geometry"]["coordinates"] == pytest.approx((13.2, 32.9), abs=1e-4)
    assert "was in WGS 84 / UTM zone 33N" in str(layer.remarks[0])


def test_systems_that_differ_within_a_file_are_refused():
    document = collection(IN_UTM | UTM, feature())
    with pytest.raises(UploadError, match="several reference systems"):
        own.read("mine.geojson", json.dumps(document).encode())

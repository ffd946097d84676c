"""A reader's own files: what is read, and the one message for what is not."""

import contextlib
import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UploadError
from geo.inputs import own
from tests.inputs.features import collection, crs, feature, read


def test_days_become_whole_and_the_rest_is_kept():
    (one,) = read(
        collection(feature(valid_from="2019-04", valid_to="2020", name="Camp", n=3))
    )
    assert one["properties"] == {
        "valid_from": "2019-04-01",
        "valid_to": "2020-01-01",
        "name": "Camp",
        "n": 3,
    }
    assert list(one["geometry"]["coordinates"]) == [13.2, 32.9]


@pytest.mark.parametrize("missing", [{}, {"valid_from": None, "valid_to": ""}])
def test_without_days_a_feature_is_always_there(missing):
    (one,) = read(collection(feature(**missing)))
    assert one["properties"] == {"valid_from": None, "valid_to": None}


def test_a_time_of_day_is_left_off():
    (one,) = read(collection(feature(valid_from="2019-04-04T13:00:00Z")))
    assert one["properties"]["valid_from"] == "2019-04-04"


def test_heights_are_left_off_and_a_multipoint_is_its_points():
    many = {"type": "MultiPoint", "coordinates": [[13, 32, 5], [14, 33, 6]]}
    points = read(collection(feature(many, name="two")))
    assert [list(f["geometry"]["coordinates"]) for f in points] == [[13, 32], [14, 33]]
    assert {f["properties"]["name"] for f in points} == {"two"}


NOWHERE = {"type": "name", "properties": {"name": "EPSG:999999"}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "must be a GeoJSON FeatureCollection, and is none"),
        ({"type": "Topic"}, "must be a GeoJSON FeatureCollection, and is Topic"),
        (collection(), "holds no feature: it needs one at least"),
        (collection(feature(), crs=NOWHERE), "crs 'EPSG:999999': is no reference"),
        (collection(feature(), crs=3), "crs '3': is no reference system"),
        (collection(feature(), crs=crs("EPSG:1")), "EPSG:1.: is no reference"),
        (collection(5), "feature 1: must be a GeoJSON Feature"),
        (collection(feature() | {"properties": 3}), "properties must be an object"),
        (collection(feature(None)), "feature 1: has no place"),
        (
            collection(feature({"type": "GeometryCollection", "geometries": []})),
            "feature 1: has no place",
        ),
        (collection(feature({"type": "Curve"})), "geometry Curve: must be one of"),
        (
            collection(feature({"type": "Polygon", "coordinates": [[[1, 2]]]})),
            "its coordinates make no Polygon",
        ),
        (
            collection(feature({"type": "Polygon"})),
            "its coordinates make no Polygon",
        ),
        (
            collection(feature({"type": "Point", "coordinates": ["a", "b"]})),
            "its coordinates make no Point",
        ),
        (
            collection(feature({"type": "LineString", "coordinates": []})),
            "feature 1: has no place",
        ),
        (
            collection(feature({"type": "Point", "coordinates": [330000, 3640000]})),
            "must be degrees, longitude first",
        ),
        (
            collection(feature(valid_from="yesterday")),
            "feature 1: valid_from: 'yesterday' is no date: write 2014, 2014-08",
        ),
        (
            collection(feature(valid_to="2019-02-30")),
            "valid_to: '2019-02-30' is no day of the calendar",
        ),
        (
            collection(feature(valid_from="2020", valid_to="2019")),
            r"valid_to: 2019-01-01, must come after valid_from \(2020-01-01\)",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(content, message):
    with pytest.raises(UploadError, match=f"^mine.geojson: .*{message}"):
        read(content)


def test_every_fault_is_reported_up_to_ten():
    broken = [feature(valid_from=f"{number}") for number in range(14)]
    with pytest.raises(UploadError) as error:
        read(collection(feature(), *broken))
    lines = str(error.value).splitlines()
    assert lines[0].startswith("mine.geojson: feature 2: valid_from: '0'")
    assert len(lines) == own.MOST_FAULTS + 1
    assert lines[-1] == "mine.geojson: 4 more"


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(json_values, json_values, json_values)
def test_whatever_the_file_it_is_read_or_refused(geometry, properties, day):
    broken = collection(
        {"type": "Feature", "geometry": geometry, "properties": properties},
        feature({"type": "Polygon", "coordinates": geometry}, valid_from=day),
    )
    with contextlib.suppress(UploadError):
        read(broken)


def test_faults_are_told_in_arabic_too():
    broken = feature({"type": "Curve"})
    content = json.dumps(collection(*[broken] * 12)).encode()
    with pytest.raises(UploadError) as caught:
        own.read("أماكن.geojson", content)
    *named, more = caught.value.text("ar").splitlines()
    assert len(named) == 10
    assert named[6].startswith("\u2068أماكن.geojson\u2069: المعلم 7: نوع الشكل الهندسي")
    assert more.endswith("وعيبان آخران")


def remarks(content, language="en"):
    layer = own.read("mine.geojson", json.dumps(content).encode())
    return [one.text(language) for one in layer.remarks]


def test_days_that_nobody_looked_for_are_told_of():
    told = remarks(collection(feature(seen_on="2019-04-04"), feature(seen_on="")))
    assert told == [
        "mine.geojson: is shown on every day: it has no column valid_from, though "
        "there are days in seen_on; call that of the first days valid_from"
    ]
    assert remarks(collection(feature(n=2019, name="Camp 2019-04"))) == []
    (told,) = remarks(
        collection(feature(valid_from="2019"), feature(start="2019-04-04"))
    )
    assert "1 feature is shown on every day: it has no column valid_from as" in told
    assert remarks(collection(feature(valid_from=None, seen_on="2019-04-04"))) == []


def test_half_open_days_under_a_name_spelt_otherwise_stay_half_open():
    (one,) = read(collection(feature(validFrom="2019-04-04", validTo="2019-04-06")))
    assert one["properties"]["valid_from"] == "2019-04-04"
    assert one["properties"]["valid_to"] == "2019-04-06"


def test_coordinates_that_look_exchanged_are_told_of_though_the_map_has_them():
    there = {"type": "Point", "coordinates": [32.9, 13.2]}
    (told,) = remarks(collection(feature(there)))
    assert "with latitude and longitude changed all would" in told
    assert "خط الطول أولًا" in remarks(collection(feature(there)), "ar")[0]
    (told,) = remarks(collection(feature(there), feature()))
    assert told.endswith("with latitude and longitude changed about: feature 1")


def test_a_file_of_metres_without_its_system_is_one_message():
    utm = {"type": "Point", "coordinates": [331650.6, 3641637.7]}
    with pytest.raises(UploadError, match="coordinates that are no degrees") as caught:
        read(collection(feature(utm), feature(utm)))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        *((f"name,{one}", "a,32.9,13.2") for one in ("lati,longi", "latitud,longitud")),
        *((f"name,{one}", "a,32.9,13.2") for one in ("العرض,الطول", "y_wgs84,x_wgs84")),
        ("name;lat;lon", "a;32°54′00″ شمالاً;13°12′00″ شرقاً"),
        ("name;lat;lon", "a;'32.9;'13.2"),
        ("name,Geo Point", 'a,"32.9, 13.2"'),
        ("name,where", 'a,"32.90, 13.20"'),
        ("name,الموقع", 'a,"32.9, 13.2"'),
        ("name,WKT_GEOM", "a,POINT(13.2 32.9)"),
        ("name,where", "a,SRID=4326;POINT(13.2 32.9)"),
    ],
)
def test_coordinates_under_the_names_of_other_offices(header, row):
    (one,) = own.read("mine.csv", f"{header}\n{row}\n".encode()).features
    assert one["geometry"]["coordinates"] == pytest.approx((13.2, 32.9))


def test_code_may_hand_over_what_has_geojson_of_its_own():
    from_code = type("Frame", (), {"__geo_interface__": collection(feature(year=1))})()
    assert len(own.handed_over("mine", from_code)["features"]) == 1


@pytest.mark.parametrize("nowhere", [["", ""], [-9999, -9999], [-9999.0, -9999.0, 0]])
def test_what_programs_write_for_no_place_is_none(nowhere):
    empty = {"type": "Point", "coordinates": nowhere}
    content = json.dumps(collection(feature(empty), feature())).encode()
    layer = own.read("mine.geojson", content)
    assert len(layer.features) == 1
    assert "feature 1: has no place" in str(layer.remarks[0])


@pytest.mark.parametrize(
    "properties",
    [
        {"period": "2019-05-04/2019-06-01"},
        {"stay": "2019-05-04 to 2019-06-01"},
        {"month": "2019-05"},
        {"times": [1554336000000, 1554422400000]},
    ],
)
def test_spans_months_and_lists_of_times_are_told_of(properties):
    (told,) = remarks(collection(feature(**properties)))
    assert f"though there are days in {next(iter(properties))};" in told


def test_features_on_no_day_of_the_map_are_counted():
    after, before = feature(valid_from="2562-12-19"), feature(valid_to="2011")
    (told,) = remarks(collection(after, before, feature()))
    assert ": 2 features are shown on no day: the map runs from 2014-05-16 to " in told
    (told,) = remarks(collection(before))
    assert "all its days are before" in told


@pytest.mark.parametrize("day", ["0019-12-19", "1398/09/28", "28/9/1398"])
def test_days_of_no_year_of_ours_are_refused(day):
    with pytest.raises(UploadError, match=r"is no date|Hijri"):
        read(collection(feature(valid_from=day)))


def test_an_empty_part_of_a_shape_is_left_off():
    ring = [[13, 32], [14, 32], [14, 33], [13, 32]]
    (one,) = read(
        collection(feature({"type": "MultiPolygon", "coordinates": [[], [ring]]}))
    )
    assert len(one["geometry"]["coordinates"]) == 1


HERE = shapely.Point(13.2, 32.9)


@pytest.mark.parametrize(
    "from_code",
    [
        feature(HERE, n=np.int64(5)),
        feature({"type": "Point", "coordinates": np.array([13.2, 32.9])}, n=5),
        gpd.GeoDataFrame({"n": [5]}, geometry=[HERE], crs=4326).to_crs(32633),
        feature(n=5, valid_from=pd.NA, valid_to=pd.NaT),
    ],
)
def test_what_code_hands_over_is_read_as_it_is_meant(from_code):
    (one,) = own.handed_over("mine", from_code)["features"]
    assert one["geometry"]["coordinates"] == pytest.approx((13.2, 32.9))
    assert one["properties"] == {"n": 5, "valid_from": None, "valid_to": None}


def circular():
    made = feature()
    made["properties"]["self"] = made
    return made


def deep():
    made = feature()
    inner = made["properties"]
    for _ in range(5000):
        inner["a"] = inner = {}
    return made


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (circular, "is no JSON: Circular reference"),
        (deep, "is nested too deep"),
        (lambda: feature() | {"properties": {(1, 2): "a"}}, "is no JSON: keys must be"),
    ],
)
def test_what_code_hands_over_and_is_no_json_gets_one_message(make, message):
    with pytest.raises(UploadError, match=f"^mine: {message}"):
        own.handed_over("mine", make())

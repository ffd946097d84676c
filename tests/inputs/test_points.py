"""Tables as offices, forms and spreadsheets write them, without GDAL."""

import json
import math

import pytest
import shapely

from geo.errors import UploadError
from geo.inputs import own, points

LAT, LON = 32.9, 13.2
POINT = shapely.Point(LON, LAT)
STATED = shapely.set_srid(POINT, 4326)
FEATURE = {"type": "Feature", "geometry": shapely.geometry.mapping(POINT)}

TABLES = {
    "KoBo": "name;_location_latitude;_location_longitude\na;32.9;13.2\n",
    "ODK": "gps-Latitude,gps-Longitude,gps-Altitude\n32.9,13.2,0\n",
    "IOM": "adm1,lat_baladiya,long_baladiya\nTripoli,32.9,13.2\n",
    "ArcGIS": "NAME,POINT_X,POINT_Y\na,13.2,32.9\n",
    "units in the names": "name,Latitude (N),Longitude (E)\na,32.9,13.2\n",
    "HXL below": "Name,Latitude,Longitude\n#loc,#geo+lat,#geo+lon\na,32.9,13.2\n",
    "HXL alone": "#loc+name,#geo+lat,#geo+lon\na,32.9,13.2\n",
    "one column": 'name,coordinates\na,"32.9, 13.2"\n',
    "KoBo's one column": "name,location\na,32.9 13.2 0 5\n",
    "Arabic, one column": 'الاسم,الإحداثيات\nأ,"٣٢٫٩، ١٣٫٢"\n',
    "WKB": f"id,geom\n1,{shapely.to_wkb(POINT, hex=True)}\n",
    "WKB of PostGIS": f"id,geom\n1,{shapely.to_wkb(STATED, hex=True)}\n",
    "GeoJSON in a cell": 'id;geom\n1;{"type":"Point","coordinates":[13.2,32.9]}\n',
    "a title above": "Incidents in Libya,,\n,,\nname,lat,lon\na,32.9,13.2\n",
    "a comment above": "# exported 2019\nname,lat,lon\na,32.9,13.2\n",
    "Excel's first line": "sep=;\nname;lat;lon\na;32,9;13,2\n",
    "bars": "name|lat|lon\na|32.9|13.2\n",
    "degrees and minutes": "name;lat;lon\na;32°54'N;13 12 0 E\n",
    "records": json.dumps([{"lat": LAT, "lon": LON}, {"lon": None}]),
    "records, one a line": '{"lat": 32.9, "lon": 13.2}\n{"lat": null}\n',
    "an answer of an interface": json.dumps({"data": [{"lat": "32.9", "lng": "13.2"}]}),
    "no number": json.dumps({**FEATURE, "properties": {"n": math.nan}}),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_field_is_read(name):
    (one,) = own.read("mine.csv", TABLES[name].encode()).features
    assert one["geometry"]["coordinates"] == pytest.approx((LON, LAT))


DAYS = {
    "milliseconds": ("1554336000000", "2019-04-04"),
    "seconds": ("1554379200", "2019-04-04"),
    "as text of a number": ("1554336000000.0", "2019-04-04"),
}


@pytest.mark.parametrize("name", DAYS)
def test_seconds_since_1970_are_a_day(name):
    written, day = DAYS[name]
    text = f"lat,lon,date\n32.9,13.2,{written}\n"
    (one,) = own.read("mine.csv", text.encode()).features
    assert one["properties"]["valid_from"] == day


def test_numbers_of_telephones_are_no_days():
    text = "lat,lon,phone\n32.9,13.2,0912345678\n"
    layer = own.read("mine.csv", text.encode())
    assert layer.remarks == ()


@pytest.mark.parametrize(
    "text",
    [
        "name,lat,lon\na,32.9,13.2,,\n",
        "'name','lat','lon'\n'a','32.9','13.2'\n",
        "name,lat,lon\n“a”,“32.9”,“13.2”\n",
        'name,"lng,lat"\na,"13.2, 32.9"\n',
        'name,الموقع\na,"خط العرض: 32.9، خط الطول: 13.2"\n',
        "name,lat,lon\na,325400N,0131200E\n",
        "name,location\na,\"{'lat': 32.9, 'lon': 13.2}\"\n",
        '[{"location": {"lat": 32.9, "lng": "13.2"}}]',
        '[{"loc": {"type": "Point", "coordinates": [13.2, 32.9]}}]',
        '{"success": true, "result": {"items": [{"lat": 32.9, "lon": 13.2}]}}',
        'callback({"type": "Point", "coordinates": [13.2, 32.9]});',
        'export default {"type": "Point", "coordinates": [13.2, 32.9]};',
        "name,lat,lon,note\na,32.9,13.2\n",
        "X,Y,lat,lon\n331650,3641637,32.9,13.2\n",
        "latitudeE7,longitudeE7\n329000000,132000000\n",
        '{"locations": [{"latitudeE7": 329000000, "longitudeE7": 132000000}]}',
        'name,map\na,"https://maps.google.com/?q=32.9,13.2&z=15"\n',
        'name,رابط الموقع\na,"geo:32.9,13.2;u=35"\n',
    ],
)
def test_a_row_is_read_as_it_is_meant(text):
    (one,) = own.read("mine.csv", text.encode()).features
    assert one["geometry"]["coordinates"] == pytest.approx((13.2, 32.9))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name^lat^lon\na^32.9^13.2\n", r"has one column, 'name\^lat\^lon': part"),
        ("الاسم؛خط العرض؛خط الطول\nأ؛32.9؛13.2\n", "has one column"),
        ('"lat;lon;n"\n"32.9;13.2;a"\n', "has one column, 'lat;lon;n': part its"),
        (",".join(f"c{n}" for n in range(99)), "its columns are c0, .*, c19, …$"),
        ("a,32.9,13.2\nb,32.8,13.1\n", "has no line that names its columns"),
        ("name;lat;lon\na,32.9,13.2\n", "feature 1: has 1 cells, the header 3"),
        ('{"type": "FeatureCollection", "features": {}}', "features are no list"),
    ],
)
def test_a_table_that_is_torn_or_nameless_is_refused_as_such(text, message):
    with pytest.raises(UploadError, match=message) as refused:
        own.read("mine.csv", text.encode())
    assert refused.value.text("ar")


TOLD = {
    "a title": (
        "Incidents\nname,lat,lon\na,32.9,13.2\n",
        "line 2 names the columns; what stands above it was left out",
    ),
    "a comma too many": (
        "name,lat,lon\na,32,9,13,2\nb,32.9,13.2\n",
        "feature 1: has 5 cells, the header 3; the row was left out",
    ),
    "days that can be read in two ways": (
        "lat,lon,date\n32.9,13.2,05/04/2019\n",
        "the days in date are not read: '05/04/2019' is no day",
    ),
    "years of the Hijra": (
        "lat,lon,date\n32.9,13.2,1440-07-28\n",
        "the days in date are not read: '1440-07-28' seems to be a day of the Hijri",
    ),
    "a row that is short": (
        "name,lat,lon,note\na,32.9,13.2\n",
        "1 row has fewer cells than the header, and is read as if those at its end",
    ),
    "a short link": (
        'name,link\na,https://maps.app.goo.gl/aB1\nb,"geo:32.9,13.2"\n',
        "feature 1: 'https://maps.app.goo.gl/aB1' is a shortened link",
    ),
    "a link with a comma": (
        "name,link\na,geo:32.9,13.2\nb,https://www.osm.org/#map=9/32.9/13.2\n",
        "feature 1: has 3 cells, the header 2; the row was left out",
    ),
    "a shape that is none": (
        "id;wkt\n1;POINT (x)\n2;POINT (13.2 32.9)\n",
        "feature 1: its shape is no Well-Known Text, as POINT (13.19 32.89); the row",
    ),
    "both in one": (
        'name,gps\na,"32.9, 13.2"\n',
        "gps is read as latitude, then longitude",
    ),
}


def test_a_row_whose_degrees_changed_places_is_told():
    text = "lat,lon\n13.2,32.9\n32.9,13.2\n32.8,13.1\n12,15\n"
    layer = own.read("mine.csv", text.encode())
    (told,) = layer.remarks
    assert str(told).endswith("latitude and longitude changed about: feature 1")


@pytest.mark.parametrize("name", TOLD)
def test_what_may_surprise_is_told(name):
    text, remark = TOLD[name]
    layer = own.read("mine.csv", text.encode())
    assert len(layer.features) == 1
    assert any(f"mine.csv: {remark}" in str(one) for one in layer.remarks)
    assert all(one.text("ar") for one in layer.remarks)


REFUSED = {
    "metres of a grid": ("easting,northing\n331650,3641637\n", "metres of a grid"),
    "metres as x and y": ("name,x,y\na,331650,3641637\n", "metres of a grid"),
    "two pairs": (
        "_start_latitude,_start_longitude,_end_latitude,_end_longitude\n1,2,3,4\n",
        "several columns that could be its lat",
    ),
    "one name twice": ("lat,lon,lat,lon\n1,2,3,4\n", "several columns"),
    "shapes of two systems": (
        "geom\nSRID=32633;POINT (331650 3641637)\nSRID=3857;POINT (1 1)\n",
        "several reference systems",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_degrees_is_refused_in_one_message(name):
    text, message = REFUSED[name]
    with pytest.raises(UploadError, match=f"^mine.csv: .*{message}") as caught:
        own.read("mine.csv", text.encode())
    assert "\n" not in str(caught.value)
    assert caught.value.text("ar")


def test_columns_of_one_name_are_both_kept():
    text = "lat,lon,note,note\n32.9,13.2,first,second\n"
    (one,) = own.read("mine.csv", text.encode()).features
    assert one["properties"]["note"] == "first"
    assert one["properties"]["note (2)"] == "second"


def test_tags_of_hxl_are_no_row_and_name_the_days():
    text = (
        "Lieu,Coord Y,Coord X,Jour\n"
        "#loc+name,#geo+lat,#geo+lon,#date+occurred\na,32.9,13.2,2019-04-04\n"
    )
    layer = own.read("mine.csv", text.encode())
    (one,) = layer.features
    assert one["properties"]["valid_to"] == "2019-04-05"
    assert [str(remark) for remark in layer.remarks] == [
        "mine.csv: #date+occurred is the one day on which each feature is shown"
    ]


def test_rows_in_which_nothing_stands_are_passed_over():
    rows = [{"lat": 32.9, "lon": 13.2}, {"lat": None, "lon": ""}]
    assert len(points.sheets([("", rows)]).rows) == 1


def test_a_line_below_a_table_takes_no_days_from_it():
    text = "name,lat,lon,date\na,32.9,13.2,2019-12-19\nTotal,,,1\n"
    layer = own.read("mine.csv", text.encode())
    (one,) = layer.features
    assert one["properties"]["valid_from"] == "2019-12-19"
    assert (
        str(layer.remarks[-1]) == "mine.csv: feature 2: has no place, and was left out"
    )


def test_a_sheet_of_texts_has_its_names_in_its_first_line():
    """GDAL takes them for no names: nothing below is a number."""
    rows = [
        {"Field1": "name", "Field2": "coordinates"},
        {"Field1": "a", "Field2": "32.9, 13.2"},
    ]
    (row,) = points.sheets([("", rows)]).rows
    assert row.properties == {"name": "a", "coordinates": "32.9, 13.2"}
    titled = [{"Field1": "Camps", "Field2": None}, {"Field1": None, "Field2": None}]
    named = [{"Field1": "lat", "Field2": "lon"}, {"Field1": "32.9", "Field2": "13.2"}]
    found = points.sheets([("", titled + named)])
    assert found.notices == (("own.header", {"number": 3}),)

"""The dot of every place in data files, beside who held it on the day."""

import datetime as dt
import io
import json
import re
import xml.etree.ElementTree as ET

import pyarrow.parquet as pq
import pytest

from geo import export, style
from geo.export import geopackage
from geo.export.verify import verify
from geo.request import Request
from tests.export.sample_requests import DAY, KML

SINCE, UNTIL = dt.date(2016, 1, 1), dt.date(2020, 6, 10)
DAYS = [SINCE, *(SINCE + dt.timedelta(days=n) for n in range(43, 1600, 173)), UNTIL]
REQUEST = Request(UNTIL, since=SINCE, layers=("places",))
"""Without any ground: a dot has its colour whatever else is shown."""


@pytest.fixture(scope="module")
def files(world):
    return {form: export.make(world, REQUEST, form) for form in ("gpkg", "kml")}


@pytest.fixture(scope="module")
def held(world):
    """The colour of who held each place, by day: that of the ground around it."""
    of_days = {}
    for day in DAYS:
        cells = world.on(day)
        of_days[day] = {
            place: style.ringed(style.FILLS[camp], style.CORE).colour
            for place, camp in zip(cells["place_id"], cells["camp"], strict=True)
        }
    shown = {colour for colours in of_days.values() for colour in colours.values()}
    assert shown == {fill.colour for fill in style.FILLS.values()}
    return of_days


def once(rows, day):
    """Return the colours of the rows of a day, (start, end, place, colour), by place.

    The end is not counted in.
    """
    shown = [
        (place, colour)
        for start, end, place, colour in rows
        if start <= day.isoformat() and (end is None or day.isoformat() < end)
    ]
    assert len(dict(shown)) == len(shown), "a place stands there twice"
    return dict(shown)


def test_qgis_shows_each_dot_once_a_day_in_its_holders_colour(files, held):
    tables = geopackage.tables(files["gpkg"])
    (styled,) = tables["layer_styles"]
    root = ET.fromstring(styled["styleQML"].split("\n", 1)[1])
    symbols = {
        symbol.get("name"): symbol.findall("layer/Option/Option[@name='color']")[-1]
        for symbol in root.iterfind("renderer-v2/symbols/symbol")
    }
    colours = {}
    for rule in root.iterfind("renderer-v2/rules/rule"):
        (look,) = re.fullmatch(r"\"look\" = '(\S+)'", rule.get("filter")).groups()
        assert look not in colours, "two rules would draw it twice"
        red, green, blue, _ = symbols[rule.get("symbol")].get("value").split(",")
        colours[look] = f"#{int(red):02X}{int(green):02X}{int(blue):02X}"
    rows = [
        (row["valid_from"], row["valid_to"], row["place_id"], colours[row["look"]])
        for row in tables["places"]
    ]
    for day in DAYS:
        assert once(rows, day) == held[day]


def test_google_earth_shows_each_dot_once_a_day_in_its_holders_colour(files, held):
    root = ET.fromstring(files["kml"])
    styles = {one.get("id"): one for one in root.iterfind(".//k:Style", KML)}
    rows = []
    for mark in root.iterfind(".//k:Placemark", KML):
        look = styles[mark.findtext("k:styleUrl", "", KML).removeprefix("#")]
        abgr = look.findtext("k:IconStyle/k:color", "", KML)
        assert look.find("k:IconStyle/k:Icon", KML) is None  # nothing from outside
        end = mark.findtext("k:TimeSpan/k:end", None, KML)
        if end is not None:
            last = dt.date.fromisoformat(end.removesuffix("T23:59:59Z"))
            end = (last + dt.timedelta(days=1)).isoformat()
        place = mark.find(".//k:Data[@name='place_id']/k:value", KML).text
        colour = f"#{abgr[6:]}{abgr[4:6]}{abgr[2:4]}".upper()
        begin = mark.findtext("k:TimeSpan/k:begin", "", KML)
        rows.append((begin, end, place, colour))
    for day in DAYS:
        assert once(rows, day) == held[day]


def test_a_manifest_names_the_claims_behind_the_dots(files, put, world):
    manifest = json.loads(export.read_manifest(files["gpkg"], "gpkg"))
    rows = geopackage.tables(files["gpkg"])["places"]
    assert sorted(row["id"] for row in rows) == manifest["features"]["places"]
    for table, column in (("control", "claim_ids"), ("sources", "source_ids")):
        named = {name for row in rows for name in row[column].split(";") if name}
        assert named == manifest["rows"][table].keys()
    camps = {world.records.actor_of[name].camp for name in manifest["rows"]["actors"]}
    assert {row["camp"] for row in rows} - {"contested", "no_record"} <= camps
    assert verify(put("gpkg", files["gpkg"]), world).same


def test_parquet_has_who_holds_each_place_and_geojson_the_places_as_published(world):
    request = Request(DAY, layers=("places",))
    data = export.make(world, request, "parquet")
    rows = pq.read_table(io.BytesIO(data)).to_pylist()
    cells = world.on(DAY)
    camps = dict(zip(cells["place_id"], cells["camp"], strict=True))
    assert {row["place_id"]: row["camp"] for row in rows} == camps
    features = json.loads(export.make(world, request, "geojson"))["features"]
    ids = [feature["properties"]["id"] for feature in features]
    assert ids == sorted(camps)
    assert "camp" not in features[0]["properties"]

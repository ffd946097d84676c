"""Layers as OGC API Features: any day, any span and any box, read by GDAL."""

import contextlib
import datetime as dt
import json
import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pyogrio
import pytest
import shapely

from geo.control.cells import spells
from geo.errors import DateError, GeoError
from geo.export import geopackage
from geo.layers import select
from geo.optional import api, provider, serving
from geo.optional.serving import GeoPackageLayers, PostgisLayers, Query, days_of
from geo.query.atlas import Atlas
from geo.records.read import load
from geo.records.store import STORE
from geo.style.layers import HELD
from tests.loops import run
from tests.postgres import PASSWORD, SMALL

ROOT = Path(__file__).parents[2]
BOX = (12.0, 31.0, 14.5, 33.5)
DAY = dt.date(2019, 12, 19)


@pytest.fixture(scope="module")
def small_world():
    return Atlas(load(SMALL))


@pytest.fixture(scope="module")
def gpkg(small_world, tmp_path_factory):
    path = tmp_path_factory.mktemp("gpkg") / "atlas.gpkg"
    path.write_bytes(geopackage.write(small_world.frames, "{}", "Atlas", "en"))
    return path


@pytest.fixture(scope="module")
def published(cluster, first_stored, small_world):
    """The address of a database with the small records and their layers."""
    url = cluster.copied("first")
    assert serving.publish(url, small_world.records, 1)
    assert not serving.publish(url, small_world.records, 1)
    return url


@pytest.fixture(scope="module", params=["gpkg", "postgis"])
def source(request):
    if request.param == "gpkg":
        return GeoPackageLayers(request.getfixturevalue("gpkg"))
    return PostgisLayers(request.getfixturevalue("published"))


def ids(source, layer, query):
    count, found = source.find(layer, query, 0, 10_000)
    assert count == len(found)
    return sorted(one["id"] for one in found)


def test_every_layer_is_served_over_its_time(source, small_world):
    served = {layer.name: layer for layer in source.layers()}
    frames = {name: one for name, one in small_world.frames.items() if len(one)}
    assert served.keys() == frames.keys()
    for name, frame in frames.items():
        assert served[name].first == frame["valid_from"].min().date()
        assert served[name].bbox == pytest.approx(frame.total_bounds, abs=1e-6)
        assert ids(source, name, Query()) == sorted(frame["id"])


def test_on_the_day_of_a_change_each_place_has_one_holder(source, small_world):
    """Half-open: the day belongs to the new holder, the day before to the old one."""
    changes = sorted(
        {spell.start for one in spells(small_world.records).values() for spell in one}
    )
    places = {row.place_id for row in small_world.records.places}
    for day in [DAY, *changes[1::40]]:
        for on in (day - dt.timedelta(1), day):
            held = [
                (one["properties"]["place_id"], one["properties"].get("nominal"))
                for name in HELD
                if name in small_world.frames and len(small_world.frames[name])
                for one in source.find(name, Query(first=on, last=on), 0, 10_000)[1]
            ]
            assert len(held) == len({*held}), on
            assert {place for place, _ in held} == places, on
            for name in HELD:
                valid = select.valid(small_world.frames[name], on)
                if len(small_world.frames[name]):
                    found = ids(source, name, Query(first=on, last=on))
                    assert found == sorted(valid["id"])


@pytest.mark.parametrize(
    "days",
    [
        (None, dt.date(2015, 6, 1)),
        (dt.date(2020, 6, 5), None),
        (DAY, DAY.replace(day=31)),
    ],
)
def test_a_span_has_all_that_was_so_on_any_of_its_days(source, small_world, days):
    first, last = days
    for name in ("eastern_held", "tripoli_held"):
        frame = small_world.frames[name]
        wanted = frame[
            (frame["valid_from"].dt.date <= (last or dt.date.max))
            & (frame["valid_to"].dt.date.fillna(dt.date.max) > (first or dt.date.min))
        ]
        assert 0 < len(wanted) < len(frame)
        assert ids(source, name, Query(first=first, last=last)) == sorted(wanted["id"])


def test_a_box_has_what_touches_it(source, small_world):
    for name in ("eastern_held", "places"):
        frame = small_world.frames[name]
        wanted = frame[frame.intersects(shapely.box(*BOX))]
        assert 0 < len(wanted) < len(frame)
        assert ids(source, name, Query(bbox=BOX)) == sorted(wanted["id"])


def test_a_box_may_go_on_beyond_180_degrees(source):
    every = ids(source, "eastern_held", Query())
    eastward = ids(source, "eastern_held", Query(bbox=(20.0, 20.0, 180.0, 35.0)))
    assert 0 < len(eastward) < len(every)
    beyond = Query(bbox=(20.0, 20.0, -170.0, 35.0))
    assert ids(source, "eastern_held", beyond) == eastward
    assert ids(source, "eastern_held", Query(bbox=(30.0, 20.0, 5.0, 35.0))) == []


def test_what_no_column_can_hold_is_found_nowhere(source):
    assert source.find("eastern_held", Query(where={"camp": "east\0"}), 0, 10) == (
        0,
        [],
    )
    assert source.one("eastern_held", "\0") is None


def test_a_box_has_finite_numbers_and_no_heights():
    assert serving.box_of(()) is None
    assert serving.box_of((12, 31, 0, 14, 33, 9)) == (12.0, 31.0, 14.0, 33.0)
    for number in ("nan", "inf", "1e400"):
        with pytest.raises(GeoError, match="four finite numbers"):
            serving.box_of((12.0, 31.0, 14.0, float(number)))


def test_pages_and_columns(source):
    query = Query(where={"camp": "eastern", "place_id": "benghazi"})
    count, every = source.find("eastern_held", query, 0, 100)
    assert count == len(every) > 1
    assert {one["properties"]["place_id"] for one in every} == {"benghazi"}
    pages = [source.find("eastern_held", query, number, 1) for number in range(count)]
    assert [one for _, (one,) in pages] == every
    one = every[0]
    assert source.one("eastern_held", one["id"]) == one
    assert source.one("eastern_held", "no-such'id") is None
    assert one["properties"]["valid_from"][4] == "-"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (None, None, None),
        ("2019-12-19", DAY, DAY),
        ("2019-12-19T00:00:00Z", DAY, DAY),
        ("2019-12-18T23:00:00-02:00", DAY, DAY),
        ("2019-12-19/2020-06-04", DAY, dt.date(2020, 6, 4)),
        ("../2019-12-19", None, DAY),
        ("2019-12-19/", DAY, None),
        ("../..", None, None),
        ("2019", dt.date(2019, 1, 1), dt.date(2019, 12, 31)),
    ],
)
def test_days_are_asked_for_as_the_standard_writes_them(text, first, last):
    assert days_of(text) == (first, last)


@pytest.mark.parametrize("text", ["2019-13", "May", "2020/2019", "2019/2020/2021"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(DateError):
        days_of(text)


@contextlib.contextmanager
def running(*arguments, **environment):
    """Serve by the command; yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "geo", "api", "--port", str(port), *arguments]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout.readline() == f"Serving at http://127.0.0.1:{port}\n"
            url = f"http://127.0.0.1:{port}"
            while process.poll() is None:
                with contextlib.suppress(OSError), urllib.request.urlopen(url):
                    break
            yield url
        finally:
            process.terminate()
            rest = process.stdout.read()
            assert "Traceback" not in rest, rest
            assert PASSWORD not in rest


def read(url, layer, **options):
    return pyogrio.read_dataframe(f"OAPIF:{url}", layer=layer, **options)


def check_by_gdal(url, world):
    assert {name for name, _ in pyogrio.list_layers(f"OAPIF:{url}")} == {
        name for name, frame in world.frames.items() if len(frame)
    }
    day = dt.date(2020, 6, 5)  # Tarhuna changed hands
    for on, layer, other in (
        (day, "tripoli_held", "eastern_held"),
        (day - dt.timedelta(1), "eastern_held", "tripoli_held"),
    ):
        found = read(url, layer, DATETIME=str(on))
        assert sorted(found["id"]) == sorted(
            select.valid(world.frames[layer], on)["id"]
        )
        assert "tarhuna" in set(found["place_id"])
        assert "tarhuna" not in set(read(url, other, DATETIME=str(on))["place_id"])
    span = read(url, "tripoli_held", DATETIME=f"{day}/..", bbox=BOX)
    frame = world.frames["tripoli_held"]
    wanted = frame[
        frame.intersects(shapely.box(*BOX))
        & ~(frame["valid_to"].dt.date <= day).astype(bool)
    ]
    assert sorted(span["id"]) == sorted(wanted["id"])
    one = span.set_index("id").geometry.iloc[0]
    same = wanted.set_index("id").loc[span["id"].iloc[0]].geometry
    assert one.equals_exact(same, 1e-6) or one.equals(same)


def status_of(url):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(url)
    return caught.value.code


def answer_of(url):
    """Return status, kind and text of what a browser that asks for a page gets."""
    page = urllib.request.Request(url, headers={"Accept": "text/html,*/*;q=0.8"})
    try:
        answer = urllib.request.urlopen(page)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.headers["Content-Type"], answer.read()


def check_that_there_are_no_pages(url):
    """Those of pygeoapi have scripts, styles and tiles from outside."""
    for path in ("", "openapi", "conformance", "collections", "collections/places"):
        for query in ("", "?f=HTML", "?f=json&f=html&lang=ar"):
            status, kind, body = answer_of(f"{url}/{path}{query}")
            assert status == (406 if query else 200)
            assert "json" in kind
            assert b"<script" not in body
            if query:
                assert "f=json" in json.loads(body)["description"]


def test_gdal_reads_any_day_from_a_geopackage(gpkg, small_world):
    with running("--gpkg", str(gpkg)) as url:
        check_by_gdal(url, small_world)
        items = f"{url}/collections/eastern_held/items?f=json"
        assert status_of(f"{items}&datetime=2020/2019") == 400
        assert status_of(f"{items}&sortby=camp") == 400
        check_that_there_are_no_pages(url)
        status, _, body = answer_of(f"{items}&date=2019-12-19&camp=eastern")
        assert status == 400
        assert "'date' means nothing here" in json.loads(body)["description"]
        assert answer_of(f"{items}&camp=eastern&limit=1&crs=")[0] == 200
        assert status_of(f"{url}/collections/eastern_held/items/none?f=json") == 404


def test_gdal_reads_any_day_from_a_database_as_it_is_edited(published, small_world):
    with running(**{STORE: published}) as url:
        check_by_gdal(url, small_world)
        with psycopg.connect(published) as connection:
            connection.execute("set local atlas.why = 'a spelling'")
            connection.execute(
                "update atlas.places set name_en = 'Tarhouna' "
                "where place_id = 'tarhuna'"
            )
        found = f"{url}/collections/places/items?f=json&name_en=Tarhouna"
        waiting = threading.Event()
        for _ in range(600):
            with urllib.request.urlopen(found) as answer:
                if b'"Tarhouna"' in answer.read():
                    break
            waiting.wait(0.1)
        else:
            pytest.fail("the edit is not served")


@pytest.mark.parametrize(
    ("asked", "unknown"),
    [
        ("/?f=json&lang=ar", None),
        ("/collections?limit=3", "limit"),
        ("/collections/places?bbox=1,2,3,4", "bbox"),
        ("/collections/places/items?datetime=2019&bbox=1,2,3,4&name_en=Sirte", None),
        ("/collections/places/items/?Datetime=2019", "Datetime"),
        ("/collections/places/items?camp=eastern", "camp"),
        ("/collections/places/items?limit=1&typo", "typo"),
        ("/collections/places/items?=1", ""),
        ("/collections/places/items/sirte?crs=x&f=json", None),
        ("/collections/places/items/sirte?name_en=Sirte", "name_en"),
        ("/collections/places/queryables?profile=x", None),
    ],
)
def test_a_name_that_means_nothing_in_a_query_is_refused(asked, unknown):
    path, query = asked.split("?")
    sent = []

    async def send(message):
        sent.append(message)

    async def served(*_):
        sent.append("served")

    scope = {"type": "http", "path": path, "headers": []}
    scope["query_string"] = query.encode()
    run(api.DataAlone(served, {"places": ["name_en"]})(scope, None, send))
    if unknown is None:
        assert sent == ["served"]
        return
    assert sent[0]["status"] == 400
    error = json.loads(sent[1]["body"])
    assert error["code"] == "InvalidParameterValue"
    assert error["description"].startswith(
        f"{unknown!r} means nothing here: use one of"
    )
    assert "f" in error["description"]


def test_what_is_configured_is_on_loopback_and_has_no_password(published, monkeypatch):
    monkeypatch.setenv(STORE, published)
    serving.source_of.cache_clear()
    config = api.configuration(STORE, "127.0.0.1", 5000, "http://127.0.0.1:5000")
    assert PASSWORD not in repr(config)
    assert published not in repr(config)
    begin = config["resources"]["eastern_held"]["extents"]["temporal"]["begin"]
    assert begin.date() == dt.date(2014, 5, 16)
    definition = config["resources"]["places"]["providers"][0] | {"type": "feature"}
    served = provider.Provider(definition)
    hits = served.query(resulttype="hits")
    assert hits["features"] == []
    assert hits["numberMatched"] > 5
    one = served.query(limit=1, select_properties=["name_en"], skip_geometry=True)
    (feature,) = one["features"]
    assert feature["geometry"] is None
    assert [*feature["properties"]] == ["name_en"]
    assert served.get(feature["id"])["id"] == feature["id"]
    serving.source_of.cache_clear()


def test_what_cannot_be_served_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(GeoError, match="nobody can listen there"):
            api.check_address(*taken.getsockname())
    with pytest.raises(GeoError, match="nobody can listen there"):
        api.check_address("127.0.0.1", 70_000)

"""Files of a reader's own on the page: they join the map, leave it, or are refused."""

import csv
import json
from types import SimpleNamespace

import pytest
import streamlit as st
from playwright.sync_api import expect
from streamlit.runtime.uploaded_file_manager import DeletedFile

from geo.layers import read as layers
from geo.page import own
from tests.chromium import (
    open_map,
    open_tab,
    save,
)
from tests.page.few import FEW
from tests.page.session import Session
from tests.test_app import wait_for_url

MINE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [14.0, 31.0]},
            "properties": {
                "valid_from": "2019-12-01",
                "valid_to": "2020-01-01",
                "name": "Depot <b>1</b>",
                "marker-color": "#ff00ff",
                "report": "see https://example.org/?id=0123456789, page 2",
            },
        },
        {"type": "Feature", "geometry": None, "properties": {"name": "nowhere"}},
    ],
}


def upload(page, name: str, content: str) -> None:
    file = {"name": name, "mimeType": "application/json", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(file)


def test_ones_own_file_runs_on_the_same_clock(page, app_url, tmp_path):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    upload(page, "depots.geojson", json.dumps(MINE))
    mine = "(atlas.layers().find(layer => layer.name === 'depots') ?? {}).count"
    frame.wait_for_function(f"{mine} === 1")
    dot = frame.locator("path[fill='#ff00ff']")
    assert dot.count() == 1
    dot.dispatch_event("click")
    assert "Depot <b>1</b>" in frame.locator(".atlas-evidence").inner_text()
    open_tab(page, "Your data")
    link = page.get_by_role("link", name="https://example.org/?id=0123456789")
    expect(link).to_have_attribute("href", "https://example.org/?id=0123456789")
    remark = "depots.geojson: feature 2: has no place, and was left out"
    expect(page.get_by_text(remark)).to_be_visible()
    frame.evaluate("atlas.setDate('2020-01-01')")
    assert dot.count() == 0
    assert frame.evaluate(mine) == 0
    wait_for_url(page, date="2020-01-01", layers=",".join(layers.SHOWN))
    count = len(layers.SHOWN) + 1
    open_tab(page, "Export")
    expect(page.get_by_text("Layers of your own go into the HTML map")).to_be_visible()
    saved = save(page, "HTML map", tmp_path)
    expect(page.get_by_text(f"Saves 2020-01-01 with {count} layers.")).to_be_visible()
    page.goto(saved.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    page.evaluate("atlas.setDate('2019-12-19')")
    assert page.evaluate(mine) == 1
    assert dot.page.locator("path[fill='#ff00ff']").count() == 1
    assert page.outside == []


def test_ones_own_file_leaves_the_map_and_a_broken_one_gets_one_message(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-19&{FEW}")
    upload(page, "depots.geojson", json.dumps(MINE))
    frame.wait_for_function("atlas.layers().some(layer => layer.name === 'depots')")
    open_tab(page, "Your data")
    page.get_by_role("button", name="Remove depots.geojson").click()
    frame.wait_for_function("!atlas.layers().some(layer => layer.name === 'depots')")
    upload(page, "depots.geojson", '{"type": "Topic"}')
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_have_text(
        "depots.geojson: must be a GeoJSON FeatureCollection, and is Topic: "
        "export it as GeoJSON"
    )
    assert len(frame.evaluate("atlas.layers()")) == len(layers.NAMES)
    assert "Traceback" not in page.content()


EVENTS = """\
event_date,latitude,longitude,note
2019-12-19,32.887,13.187,held
2019-12-20,north,13.187,no place
2019-12-20,36.0,18.0,at sea
"""


def test_a_table_of_events_comes_back_with_who_held_each_place(page, app_url, tmp_path):
    """Its rows are shown on their days; those without a place are counted and told."""
    frame = open_map(page, f"{app_url}/?date=2019-12-19&tab=own&{FEW}")
    upload(page, "events.csv", EVENTS)
    mine = "(atlas.layers().find(layer => layer.name === 'events') ?? {}).count"
    frame.wait_for_function(f"{mine} === 1")
    remark = "events.csv: feature 2: 'north' is no angle"
    expect(page.get_by_text(remark)).to_be_visible()
    counts = "events.csv: 2 of 3 rows have an answer"
    expect(page.get_by_text(counts)).to_be_visible()
    button = page.get_by_role("button", name="Save events.csv with who held each place")
    with page.expect_download() as download:
        button.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "events-libya.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [row["note"] for row in rows] == ["held", "no place", "at sea"]
    assert [row["camp"] for row in rows] == ["tripoli", "", "outside"]
    assert "north" in rows[1]["problem"]
    frame.evaluate("atlas.setDate('2019-12-20')")
    assert frame.evaluate(mine) == 1
    upload(page, "places.csv", "name,lat,lon\na,32.9,13.2\n")
    frame.wait_for_function("atlas.layers().some(layer => layer.name === 'places')")
    expect(page.get_by_text(counts)).to_be_visible()
    expect(page.get_by_text("places.csv: 1 of 1")).to_have_count(0)
    mine = json.loads(json.dumps(MINE))
    for feature in mine["features"]:
        feature["geometry"] = {"type": "Point", "coordinates": [13.187, 32.887]}
        feature["properties"]["date"] = "2019-12-19"
    upload(page, "depots.geojson", json.dumps(mine))
    expect(page.get_by_text("depots.geojson: 2 of 2")).to_contain_text("back as CSV")


def test_the_map_says_that_ones_own_file_is_gone(page, app_url):
    """As when the files of other readers have swept it from the server."""
    page.route("**/own-*.json", lambda route: route.fulfill(status=404))
    frame = open_map(page, f"{app_url}/?date=2019-12-19&{FEW}")
    upload(page, "depots.geojson", json.dumps(MINE))
    notice = frame.get_by_role("alert")
    expect(notice).to_have_text(
        "depots: the map could not read this layer. Remove the file and add it again."
    )
    page.unroute("**/own-*.json")
    open_tab(page, "Your data")
    page.get_by_role("button", name="Remove depots.geojson").click()
    expect(notice).to_be_hidden()
    upload(page, "depots.geojson", json.dumps(MINE))
    frame.wait_for_function("atlas.layers().some(layer => layer.name === 'depots')")


@pytest.fixture
def given(tmp_path, monkeypatch):
    """Return what becomes of a session that is given files."""

    def read(*files) -> Session:
        session = Session(files=[*files], own={}, own_remarks={}, worked_out={})
        session.language = "en"
        monkeypatch.setattr(st, "session_state", session)
        kept = own.ReaderFiles(tmp_path, b"secret")
        monkeypatch.setattr(own, "_reader_files", lambda world, secret: kept)
        own.read_own(SimpleNamespace(folder=SimpleNamespace(name=str(tmp_path))))
        return session

    return read


def file(name: str, content: object) -> SimpleNamespace:
    return SimpleNamespace(name=name, getvalue=lambda: json.dumps(content).encode())


def test_a_file_that_a_new_server_does_not_have_is_named_as_gone(given):
    session = given(DeletedFile("1"), file("a.geojson", MINE))
    (fault,) = session.own_faults
    assert fault.text("en").startswith("The server was started anew")
    assert [layer["name"] for layer in session.own.values()] == ["a"]


def test_one_layer_under_two_names_is_shown_once_and_told(given):
    other = MINE | {"name": "other"}
    session = given(
        *(file("a.geojson", MINE), file("b.geojson", MINE), file("a.geojson", other))
    )
    assert [layer["name"] for layer in session.own.values()] == ["a", "a (2)"]
    (told,) = session.own_twice
    assert told.text("en") == "b.geojson is the same file as a, and is shown once"

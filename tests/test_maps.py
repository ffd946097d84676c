"""The Folium map as one file: what goes in, and that it keeps to itself."""

import dataclasses
import datetime as dt
import re

import pytest

from geo import layers, maps
from geo.errors import PlaceError
from geo.payload import State

DAY = dt.date(2019, 12, 19)


@pytest.fixture(scope="module")
def frames(built):
    return {name: layers.read(name, built) for name in layers.NAMES}


@pytest.fixture(scope="module")
def page_text(frames, atlas_records):
    return maps.html(frames, atlas_records, State(DAY))


def test_asks_for_no_script_style_or_picture_from_elsewhere(page_text):
    assert "<link" not in page_text
    assert re.findall(r"<script[^>]+src", page_text) == []
    assert re.findall(r"<(?:img|iframe)[^>]+src=['\"]?http", page_text) == []
    assert re.findall(r"url\((?!#)[^)$]*\)", page_text) == []


def test_the_page_names_the_sources_of_its_base(page_text):
    for name in ("Natural Earth", "GeoNames"):
        assert name in page_text


HOSTILE = '</script><img src=x onerror="window.hacked=1">\'"\u202e<!--'


def test_hostile_text_stays_text(page, frames, atlas_records, tmp_path):
    control = atlas_records.control.assign(note=HOSTILE)
    places = atlas_records.places.assign(name_en=HOSTILE, name_ar=HOSTILE)
    sources = atlas_records.sources.assign(title=HOSTILE, url="javascript:hacked=1")
    hostile = dataclasses.replace(
        atlas_records, control=control, places=places, sources=sources
    )
    path = tmp_path / "hostile.html"
    path.write_text(maps.html(frames, hostile, State(DAY)), encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    page.evaluate("atlas.select('sirte')")
    popup = page.locator(".atlas-evidence")
    assert HOSTILE in popup.locator(".atlas-note").text_content()
    assert popup.locator("img, a").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.errors == []


def test_the_script_agrees_with_the_layers_on_every_change(
    page, frames, page_text, tmp_path
):
    path = tmp_path / "map.html"
    path.write_text(page_text, encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    days = sorted({str(day)[:10] for f in frames.values() for day in f["valid_from"]})
    days = [*days[::7], *days[::-11]]
    counted = page.evaluate(
        "days => days.map(day => {atlas.setDate(day); return atlas.layers()})", days
    )
    for day, told in zip(days, counted, strict=True):
        for layer in told:
            if layer["id"] == "places":
                continue
            frame = frames[layer["id"]]
            since = frame["valid_from"].astype(str).str[:10] <= day
            ends = frame["valid_to"].astype(str).str[:10]
            open_ended = frame["valid_to"].isna()
            valid = since & (open_ended | (ends > day))
            assert layer["count"] == int(valid.sum())
            if "nominal" in frame:
                assert layer["nominal"] == int((valid & frame["nominal"]).sum())


def test_a_step_restyles_only_what_changed(page, page_text, tmp_path):
    path = tmp_path / "map.html"
    path.write_text(page_text, encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    restyled = page.evaluate(
        """() => {
          let count = 0;
          const restyle = atlas.time._restyle;
          atlas.time._restyle = function (tracks) {
            count += tracks.length;
            restyle.call(this, tracks);
          };
          atlas.setDate('2019-12-20'); const one = count;
          count = 0; atlas.setDate('2015-01-01'); return [one, count];
        }"""
    )
    tracks = page.evaluate("atlas.time._tracks.length")
    assert restyled[0] < tracks / 5 < restyled[1]


def test_events_tell_that_a_date_is_painted(page, page_text, tmp_path):
    path = tmp_path / "map.html"
    path.write_text(page_text, encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    painted = page.evaluate(
        """() => new Promise(resolve => {
          window.addEventListener('atlas:painted', e => {
            if (e.detail.date === '2020-06-10') resolve(e.detail.date);
          });
          atlas.setDate('2020-06-10');
        })"""
    )
    assert painted == "2020-06-10"


def test_a_view_is_read_and_kept_on_the_map():
    assert maps.parse_view("32.8,13.2,8") == (32.8, 13.2, 8.0)
    assert maps.parse_view("32.8,13.2,19")[2] == maps.ZOOMS[1]


@pytest.mark.parametrize(
    "text", ["", "1,2", "a,b,c", "1,2,3,4", "95,0,5", "0,181,5", "nan,0,5"]
)
def test_a_bad_view_is_refused(text):
    with pytest.raises(
        PlaceError, match=r"view .* (is none|lies off the map): write lat,lon,zoom"
    ):
        maps.parse_view(text)

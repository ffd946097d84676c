"""The Folium map as one file: what goes in, and that it keeps to itself."""

import dataclasses
import datetime as dt
import json
import re

import attrs
import pytest
from playwright.sync_api import Error, expect

from geo.shown import Shown
from geo.web import html as maps
from tests.web.map_page import open_file

DAY = dt.date(2019, 12, 19)


def test_asks_for_no_script_style_or_picture_from_elsewhere(page_text):
    assert "<link" not in page_text
    assert re.findall(r"<script[^>]+src", page_text) == []
    assert re.findall(r"<(?:img|iframe)[^>]+src=['\"]?http", page_text) == []
    assert re.findall(r"url\((?!#)[^)$]*\)", page_text) == []


def test_the_page_names_the_sources_of_its_base(page_text):
    for name in ("Natural Earth", "GeoNames", "OpenStreetMap"):
        assert name in page_text


def test_on_a_phone_the_sources_leave_the_scale_bar_free(page, page_text, tmp_path):
    page.set_viewport_size({"width": 320, "height": 700})
    open_file(page, page_text, tmp_path / "map.html")
    scale, sources = (
        page.locator(f".leaflet-control-{name}").bounding_box()
        for name in ("scale", "attribution")
    )
    assert scale["x"] + scale["width"] < sources["x"]
    assert sources["x"] + sources["width"] <= 320


HOSTILE = '</script><img src=x onerror="window.hacked=1">\'"\u202e<!--'


def test_hostile_text_stays_text(page, frames, atlas_records, tmp_path):
    def spoilt(table, **texts):
        return tuple(attrs.evolve(row, **texts) for row in table)

    control = spoilt(atlas_records.control, note=HOSTILE)
    places = spoilt(atlas_records.places, name_en=HOSTILE, name_ar=HOSTILE)
    sources = spoilt(atlas_records.sources, title=HOSTILE, url="javascript:hacked=1")
    hostile = dataclasses.replace(
        atlas_records, control=control, places=places, sources=sources
    )
    path = tmp_path / "hostile.html"
    path.write_text(maps.html(frames, hostile, Shown(DAY)), encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    page.evaluate("atlas.select('sirte')")
    popup = page.locator(".atlas-evidence")
    assert HOSTILE in popup.locator(".atlas-note").first.text_content()
    assert popup.locator("img, a").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.errors == []


NAMES = """() => [...document.querySelectorAll('.atlas-label')].map(label => {
  const text = document.createRange();
  text.selectNodeContents(label);
  const gaps = 6;
  const drawn = text.getBoundingClientRect().width;
  return [label.className, drawn, parseFloat(label.style.width) - gaps];
})"""


def test_a_name_is_as_wide_as_it_is_thought_to_be(opened_map):
    for language in ("en", "ar"):
        opened_map.evaluate("language => atlas.setLanguage(language)", language)
        names = opened_map.evaluate(NAMES)
        assert {"atlas-label-country", "atlas-label-sea", "atlas-label-city"} <= {
            kind.split()[1] for kind, _, _ in names
        }
        for kind, drawn, thought in names:
            assert drawn == pytest.approx(thought, abs=1), (language, kind)


REFUSED = {
    "atlas.setDate('yesterday')": "yesterday is no date: write 2019-12-19",
    "atlas.setDate('2014-05-15')": "2014-05-15 is out of range: use 2014-05-16",
    "atlas.show([32.9, 13.2])": r"32.9,13.2 is no view: write \[32.9, 13.2, 9\]",
    "atlas.setLanguage('fr')": "no language fr: use en, ar",
    "atlas.setLayer('oil', true)": "oil is no layer",
    "atlas.select('atlantis')": "atlantis is no place",
}


def test_the_interface_refuses_what_it_does_not_know(opened_map):
    shown = "[atlas.date, atlas.view, atlas.language, atlas.layers()]"
    before = opened_map.evaluate(shown)
    for call, message in REFUSED.items():
        with pytest.raises(Error, match=message):
            opened_map.evaluate(call)
        assert opened_map.evaluate(shown) == before


def test_an_open_popup_follows_the_date(opened_map):
    popup = opened_map.locator(".atlas-evidence")
    opened_map.evaluate("atlas.select('sirte')")
    assert "Government of National Accord" in popup.inner_text()
    opened_map.evaluate("atlas.setDate('2016-03-01')")
    assert "Islamic State" in popup.inner_text()
    opened_map.evaluate("atlas.select(null)")
    expect(popup).to_have_count(0)


def test_events_say_that_a_date_is_painted(opened_map):
    painted = opened_map.evaluate(
        """() => new Promise(resolve => {
          window.addEventListener('atlas:painted', e => {
            if (e.detail.date === '2020-06-10') resolve(e.detail.date);
          });
          atlas.setDate('2020-06-10');
        })"""
    )
    assert painted == "2020-06-10"


def test_a_notice_says_what_went_wrong(opened_map):
    notices = opened_map.get_by_role("alert")
    expect(notices).to_be_hidden()
    opened_map.evaluate("atlas.notices.add('own-1', 'own_unreadable', 'a <b>')")
    says = {"en": "a <b>: the map could not read", "ar": "a <b>: تعذر على الخريطة"}
    for language, begins in says.items():
        opened_map.evaluate("language => atlas.setLanguage(language)", language)
        expect(notices).to_be_visible()
        assert notices.inner_text().startswith(begins)
    opened_map.evaluate("atlas.notices.remove('own-1')")
    expect(notices).to_be_hidden()


OFF = """(heading, edge) => {
  const text = document.createRange();
  text.selectNodeContents(heading);
  const sides = [heading, text].map((one) => one.getBoundingClientRect());
  const [outer, inner] = sides.map((side) => side[edge]);
  return Math.abs(outer - inner);
}"""


def test_a_popup_runs_from_where_its_language_begins(opened_map):
    opened_map.evaluate("atlas.select('sirte')")
    heading = opened_map.locator(".atlas-evidence h3")
    for language, name, edge in (("en", "Sirte", "left"), ("ar", "سرت", "right")):
        opened_map.evaluate("language => atlas.setLanguage(language)", language)
        expect(heading).to_have_text(name)
        assert heading.evaluate(OFF, edge) < 1, language


def test_what_leaflet_names_is_in_the_language_of_the_map(opened_map):
    opened_map.evaluate("atlas.setLanguage('ar')")
    opened_map.evaluate("atlas.select('sirte')")
    named = {
        name: opened_map.locator(f".leaflet-{name}").get_attribute("aria-label")
        for name in ("control-zoom-in", "control-zoom-out", "popup-close-button")
    }
    assert named == {
        "control-zoom-in": "تكبير",
        "control-zoom-out": "تصغير",
        "popup-close-button": "إغلاق",
    }
    opened_map.evaluate("atlas.setLanguage('en')")
    zoom = opened_map.locator(".leaflet-control-zoom-in")
    assert zoom.get_attribute("title") == "Zoom in"


def test_credits_are_in_the_language_of_the_map(opened_map):
    owed = opened_map.locator(".leaflet-control-attribution")
    expect(owed).to_contain_text("© OpenStreetMap contributors")
    opened_map.evaluate("atlas.setLanguage('ar')")
    expect(owed).to_contain_text("© مساهمو OpenStreetMap")
    assert owed.locator("bdi").count() == 5
    first, last = owed.locator("bdi").first, owed.locator("bdi").last
    assert first.bounding_box()["x"] > last.bounding_box()["x"]  # read from the right
    expect(owed).not_to_contain_text("contributors")


def test_the_map_of_the_page_names_the_version_of_the_data(frames, atlas_records):
    files = maps.data_files(
        frames, atlas_records, Shown(DAY), ("map.json", "more.json")
    )
    for owed in json.loads(files[0])["credits"].values():
        assert atlas_records.label.version in " ".join(owed)
    assert json.loads(files[0])["evidence"] == "more.json"

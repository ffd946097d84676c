"""Layers of a reader's own on the map: they join, are drawn, and leave."""

import pytest
from playwright.sync_api import Error

from tests.web.map_page import SQUARES


def test_a_layer_of_ones_own_joins_and_leaves(opened_map):
    opened_map.evaluate(
        "collection => atlas.addLayer({id: 'mine', name: 'Mine', collection})", SQUARES
    )
    (mine,) = [x for x in opened_map.evaluate("atlas.layers()") if x["id"] == "mine"]
    assert mine == {
        "id": "mine",
        "name": "Mine",
        "shown": True,
        "count": 1,
        "nominal": 0,
    }
    opened_map.evaluate("atlas.setDate('2019-02-10')")
    blue = opened_map.locator("path[fill='#0000ff']")
    assert blue.count() == 1
    blue.dispatch_event("click")
    assert opened_map.locator(".atlas-evidence").inner_text().startswith("Mine")
    with pytest.raises(Error, match="layer mine is there already"):
        opened_map.evaluate("c => atlas.addLayer({id: 'mine', collection: c})", SQUARES)
    opened_map.evaluate("atlas.removeLayer('mine')")
    assert blue.count() == 0
    assert opened_map.locator("[data-layer=mine]").count() == 0
    with pytest.raises(Error, match="places is a layer of the atlas: hide it"):
        opened_map.evaluate("atlas.removeLayer('places')")


def feature(properties, geometry=None):
    geometry = geometry or {"type": "Point", "coordinates": [13.2, 32.9]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"valid_from": "31/12/2019"}, "feature 1: valid_from 31/12/2019 is no date"),
        ({"valid_from": "2020", "valid_to": "2019"}, "must come after valid_from"),
    ],
)
def test_a_layer_that_is_refused_leaves_no_trace(opened_map, bad, message):
    state = "[atlas.layers(), document.querySelector('.atlas-legend').innerHTML]"
    before = opened_map.evaluate(state)
    add = "features => atlas.addLayer({id: 'mine', collection: {features}})"
    with pytest.raises(Error, match=message):
        opened_map.evaluate(add, [feature(bad)])
    assert opened_map.evaluate(state) == before
    opened_map.evaluate("atlas.setLanguage('ar'); atlas.setDate('2020-01-01')")
    opened_map.evaluate(add, [feature({"valid_from": "2019-12"})])
    assert opened_map.evaluate("atlas.layers().at(-1).count") == 1


def test_a_layer_from_outside_is_drawn_as_one_of_a_file_is(opened_map):
    points = {"type": "MultiPoint", "coordinates": [[13.2, 32.9], [20.1, 32.1]]}
    no_place = {"type": "Feature", "properties": {}, "geometry": None}
    collection = {"features": [feature(None), feature({}, points), no_place]}
    opened_map.evaluate("c => atlas.addLayer({id: 'mine', collection: c})", collection)
    assert opened_map.evaluate("atlas.layers().at(-1).count") == 3
    marks = opened_map.locator(".leaflet-atlas-own-pane path")
    assert marks.count() == 3
    marks.first.dispatch_event("click")
    assert opened_map.locator(".atlas-evidence h3").inner_text() == "mine"


OVER = """() => {
  const popup = document.querySelector('.leaflet-popup-content-wrapper');
  const [box, map] = [popup, atlas.map.getContainer()].map(
    (one) => one.getBoundingClientRect());
  const over = (inner, outer, most) => inner.left < outer.left - most
    || inner.right > outer.right + most;
  const parts = [...popup.querySelectorAll('*')];
  const within = parts.map((one) => one.getBoundingClientRect());
  return within.filter((inner) => over(inner, box, 1)).length + over(box, map, 0)
    + (box.top < map.top) + (box.bottom > map.bottom);
}"""
"""How much reaches over the edges of a popup, or of the map."""


@pytest.mark.parametrize(
    "own",
    [
        {"report": f"https://example.org/?id={'0123456789abcdef' * 40}", "note": "a b"},
        {
            "note": "مسافةطويلةبلافراغ" * 40,
            "see": "(https://example.org/?id=a).",
        },
        {"k" * 300: {"a": ["x" * 500, "https://example.org/?id=b"]}},
        {f"column {i}": "https://example.org/?id=c" for i in range(60)},
    ],
    ids=["link", "word", "name", "many"],
)
def test_what_is_long_stays_within_its_popup_and_links_are_live(opened_map, own):
    collection = {"features": [feature(own)]}
    opened_map.evaluate("c => atlas.addLayer({id: 'mine', collection: c})", collection)
    opened_map.locator(".leaflet-atlas-own-pane path").first.dispatch_event("click")
    link = opened_map.locator(".atlas-evidence a").first
    assert link.get_attribute("href").startswith("https://example.org/?id=")
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert opened_map.evaluate(OVER) == 0

"""Layers of a reader's own on the map: they join, are drawn, and leave."""

import pytest
from playwright.sync_api import Error

from tests.web.map_page import SQUARES, open_file


def test_a_layer_of_ones_own_joins_and_leaves(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")
    page.evaluate(
        "collection => atlas.addLayer({id: 'mine', name: 'Mine', collection})", SQUARES
    )
    (mine,) = [x for x in page.evaluate("atlas.layers()") if x["id"] == "mine"]
    assert mine == {
        "id": "mine",
        "name": "Mine",
        "shown": True,
        "count": 1,
        "nominal": 0,
    }
    page.evaluate("atlas.setDate('2019-02-10')")
    blue = page.locator("path[fill='#0000ff']")
    assert blue.count() == 1
    blue.dispatch_event("click")
    assert page.locator(".atlas-evidence").inner_text().startswith("Mine")
    with pytest.raises(Error, match="layer mine is there already"):
        page.evaluate("c => atlas.addLayer({id: 'mine', collection: c})", SQUARES)
    page.evaluate("atlas.removeLayer('mine')")
    assert blue.count() == 0
    assert page.locator("[data-layer=mine]").count() == 0
    with pytest.raises(Error, match="places is a layer of the atlas: hide it"):
        page.evaluate("atlas.removeLayer('places')")


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
def test_a_layer_that_is_refused_leaves_no_trace(
    page, page_text, tmp_path, bad, message
):
    open_file(page, page_text, tmp_path / "map.html")
    state = "[atlas.layers(), document.querySelector('.atlas-legend').innerHTML]"
    before = page.evaluate(state)
    add = "features => atlas.addLayer({id: 'mine', collection: {features}})"
    with pytest.raises(Error, match=message):
        page.evaluate(add, [feature(bad)])
    assert page.evaluate(state) == before
    page.evaluate("atlas.setLanguage('ar'); atlas.setDate('2020-01-01')")
    page.evaluate(add, [feature({"valid_from": "2019-12"})])
    assert page.evaluate("atlas.layers().at(-1).count") == 1


def test_a_layer_from_outside_is_drawn_as_one_of_a_file_is(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")
    points = {"type": "MultiPoint", "coordinates": [[13.2, 32.9], [20.1, 32.1]]}
    no_place = {"type": "Feature", "properties": {}, "geometry": None}
    collection = {"features": [feature(None), feature({}, points), no_place]}
    page.evaluate("c => atlas.addLayer({id: 'mine', collection: c})", collection)
    assert page.evaluate("atlas.layers().at(-1).count") == 3
    marks = page.locator(".leaflet-atlas-own-pane path")
    assert marks.count() == 3
    marks.first.dispatch_event("click")
    assert page.locator(".atlas-evidence h3").inner_text() == "mine"

"""The small map beside the country, in a real browser."""

import pytest
from playwright.sync_api import Error

from tests.web.map_page import open_file

WIDE, NARROW = {"width": 1020, "height": 860}, {"width": 390, "height": 720}
SHOWN = ".atlas-inset:not([data-away])"
FILLS = """() => [...document.querySelectorAll('.atlas-inset path')]
  .map(path => path.getAttribute('fill'))"""


@pytest.fixture(scope="module")
def opened(context, map_file):
    page = context.new_page()
    page.set_viewport_size(WIDE)
    open_file(page, map_file.read_text(encoding="utf-8"), map_file)
    yield page
    page.close()


@pytest.fixture
def wide(opened):
    opened.set_viewport_size(WIDE)
    opened.evaluate("atlas.setLanguage('en'); atlas.show(atlas.data.country.view)")
    return opened


def test_it_lies_where_nothing_is_and_names_towns(wide):
    inset = wide.locator(SHOWN)
    box, room = inset.bounding_box(), wide.locator(".folium-map").bounding_box()
    assert box["x"] + box["width"] < room["width"] / 3
    assert box["width"] * box["height"] < 0.08 * room["width"] * room["height"]
    assert "Tarhuna" in inset.locator(".atlas-label").all_inner_texts()
    assert wide.evaluate(
        "atlas.map.getBounds().pad(0.01).contains(atlas.data.country.bounds)"
    )
    covered = (
        "atlas.frame.boxes().some(b => AtlasFrame.covers(b, atlas.frame.outline()))"
    )
    assert not wide.evaluate(covered)


def test_it_follows_the_day_the_layers_and_the_language_by_the_same_data(wide):
    before = wide.evaluate(FILLS)
    wide.evaluate("atlas.setDate('2020-06-05')")
    assert wide.evaluate(FILLS) != before
    wide.evaluate("atlas.setDate('2019-12-19')")
    assert wide.evaluate(FILLS) == before
    wide.evaluate("atlas.setLayer('eastern_held', false)")
    assert not any("eastern" in str(fill) for fill in wide.evaluate(FILLS))
    wide.evaluate("atlas.setLayer('eastern_held', true)")
    wide.evaluate("atlas.setLanguage('ar')")
    inset = wide.locator(SHOWN)
    assert "ترهونة" in inset.locator(".atlas-label").all_inner_texts()
    assert inset.get_by_role("button").count() == 2
    assert wide.evaluate(
        "atlas.inset._clock.current().every(f => atlas.data.features.includes(f))"
    )


def test_ground_by_age_looks_alike_on_both_maps_and_is_in_their_state(wide):
    wide.evaluate("atlas.setGround('age')")
    assert wide.evaluate("atlas.ground") == "age"
    ages = set(wide.evaluate("atlas.data.ages"))
    assert ages & set(wide.evaluate(FILLS))
    wide.evaluate("atlas.setGround('holder')")
    assert not ages & set(wide.evaluate(FILLS))
    with pytest.raises(Error, match="use holder or age"):
        wide.evaluate("atlas.setGround('colour')")


def test_a_click_goes_there_and_a_phone_has_the_chip_alone(wide):
    wide.locator(".atlas-inset-open").click(position={"x": 60, "y": 60})
    assert wide.locator(SHOWN).count() == 0
    assert wide.evaluate("atlas.map.getZoom()") > 8
    wide.set_viewport_size(NARROW)
    wide.evaluate("atlas.show(atlas.data.country.view)")
    assert wide.locator(SHOWN).count() == 0
    assert wide.locator("[data-view=tripoli]").is_visible()


def test_closed_it_stays_closed(wide):
    wide.locator(".atlas-inset-close").click()
    wide.evaluate("atlas.show([32.9, 13.2, 9]); atlas.show(atlas.data.country.view)")
    assert wide.locator(SHOWN).count() == 0
    assert wide.evaluate("atlas.inset.wanted()") is None
    wide.reload()
    wide.wait_for_function("window.atlas !== undefined")
    assert wide.locator(SHOWN).count() == 0

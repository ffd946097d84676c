"""What keeps readers out of the map: nothing that axe-core finds, WCAG 2.2 AA."""

import re

import pytest
from playwright.sync_api import expect

from tests.axe import violations


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_saved_map_has_no_violation(opened_map, language, theme):
    opened_map.emulate_media(color_scheme=theme)
    opened_map.evaluate("theme => window.followTheme(theme)", theme)
    opened_map.evaluate("code => atlas.setLanguage(code)", language)
    opened_map.evaluate(
        "document.querySelectorAll('details').forEach(d => d.open = true)"
    )
    opened_map.evaluate("atlas.select('sirte')")
    opened_map.locator(".leaflet-popup").wait_for()
    walk = opened_map.get_by_role("listbox")
    walk.focus()
    expect(walk).to_have_css("opacity", "1")
    found = violations(opened_map)
    opened_map.emulate_media(color_scheme=theme, forced_colors="active")
    found += violations(opened_map)
    opened_map.emulate_media(forced_colors="none")
    opened_map.evaluate("window.followTheme('light')")
    assert found == []


def test_readers_may_zoom_in(page_text):
    (viewport,) = re.findall(r'<meta name="viewport"[^>]*>', page_text)
    assert "width=device-width" in viewport
    assert "maximum-scale" not in viewport
    assert "user-scalable" not in viewport


def test_the_time_comes_first_for_whoever_goes_by_the_keyboard(opened_map):
    stops = opened_map.evaluate(
        """[...document.querySelectorAll('a[href], button, input, [tabindex="0"]')]
          .filter(one => one.offsetParent && !one.disabled)
          .map(one => one.getAttribute('role'))"""
    )
    assert stops[0] == "slider"
    boxes = opened_map.evaluate(
        """['.atlas-timeline', '.folium-map'].map(
          one => document.querySelector(one).getBoundingClientRect().top)"""
    )
    assert boxes[0] > boxes[1]


SMALL = """least => [...document.querySelectorAll(
    '.atlas-legend label, .atlas-legend summary, .atlas-chip, .atlas-button,'
    + ' .atlas-home, .leaflet-bar a, .atlas-field, .atlas-pick')]
  .map(one => [one.className || one.tagName, one.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < least || box.width < least))
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""


def test_targets_are_large_enough_for_a_pointer(opened_map):
    opened_map.evaluate(
        "document.querySelectorAll('details').forEach(d => d.open = true)"
    )
    assert opened_map.evaluate(SMALL, 24) == []


def test_targets_are_large_enough_for_a_finger(phone_map):
    phone_map.evaluate(
        "document.querySelectorAll('details').forEach(d => d.open = true)"
    )
    assert phone_map.evaluate(SMALL, 44) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_arrows_lead_over_the_map_and_escape_leads_back(opened_map, language):
    """Enter opens what is known, and has the focus until it is closed."""
    opened_map.evaluate("code => atlas.setLanguage(code)", language)
    walk = opened_map.get_by_role("listbox")
    walk.focus()
    told = walk.get_by_role("option")
    opened_map.evaluate("atlas.select('sirte'); atlas.select(null)")
    opened_map.evaluate("atlas.walk._say(null); atlas.walk._go(atlas.walk._first())")
    before = told.inner_text(), told.get_attribute("id")
    at = opened_map.evaluate("atlas.walk.stop.at.lng")
    opened_map.keyboard.press("ArrowRight")
    assert before[0] != told.inner_text()
    assert before[1] != told.get_attribute("id")
    assert opened_map.evaluate("atlas.walk.stop.at.lng") > at
    opened_map.keyboard.press("Enter")
    popup = opened_map.locator(".leaflet-popup-content-wrapper")
    expect(popup).to_be_focused()
    opened_map.keyboard.press("Tab")
    opened_map.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(walk).to_be_focused()


def test_every_place_line_and_water_can_be_gone_to_and_opened(opened_map):
    found = opened_map.evaluate(
        """() => {
          const { walk, map } = atlas;
          const stops = walk.stops();
          const kinds = new Set(stops.map(({ feature }) => feature.layer));
          const is = (kind) => ({ feature }) => feature.layer === kind;
          const first = [...kinds].map((kind) => stops.find(is(kind)));
          const names = first.map((stop) => {
            map.closePopup();
            walk._go(stop);
            walk._open();
            return document.querySelector(".leaflet-popup") && walk.option.textContent;
          });
          map.closePopup();
          return [[...kinds].sort(), names];
        }"""
    )
    assert found[0] == ["disputed_maritime", "front_lines", "maritime_lines", "places"]
    assert all(found[1])
    assert "undefined" not in "".join(found[1])

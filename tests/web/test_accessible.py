"""What keeps readers out of the map: nothing that axe-core finds, WCAG 2.2 AA."""

import re

import pytest

from tests.axe import violations
from tests.chromium import new_context

TOUCH = {"width": 390, "height": 844}


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
          .map(one => one.closest('.atlas-timeline') !== null)"""
    )
    assert stops[0] is True
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


def test_targets_are_large_enough_for_a_finger(browser, map_file):
    context = new_context(browser, viewport=TOUCH, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(map_file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(SMALL, 44) == []
    context.close()

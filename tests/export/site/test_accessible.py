"""What keeps readers out of the site: nothing that axe-core finds, WCAG 2.2 AA."""

import re

import pytest

from geo.export.site.links import GROUNDS, KINDS
from tests.axe import violations
from tests.chromium import new_page
from tests.turned import turned

PAGES = (
    "index",
    "place/sirte",
    "place/index",
    "agreement/tr-ly-mou-2019",
    "line/tr-ly-2019",
    "month/2019-12",
    "actor/lna",
    "story/2019-12-19",
    "road/ras-ajdir-musaid",
    *(f"{kind}/index" for kind in KINDS if kind not in ("place", *GROUNDS)),
    "data",
)
SIZES = {"desk": (1366, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def reader(context):
    page = new_page(context)
    yield page
    page.close()


LOOKS = {
    "en": (("light", "desk"), ("dark", "phone")),
    "ar": (("dark", "phone"),),
}
"""The themes and sizes in which the pages of a language are looked at."""


@pytest.mark.parametrize("language", LOOKS)
def test_the_pages_have_no_violation_and_lose_nothing(reader, site, language):
    """Each page is loaded once, for its scripts ask for no theme, size or colours."""
    found = {}
    for name in PAGES:
        reader.goto((site / language / f"{name}.html").as_uri())
        for theme, size in LOOKS[language]:
            found |= {(name, size, *one): 1 for one in _barred(reader, theme, size)}
        found |= {(name, *one): 1 for one in _lost(reader)}
    assert list(found) == []
    assert reader.errors == []


def _barred(reader, theme, size):
    """Yield what axe-core finds, in a page's own colours and in forced ones."""
    width, height = SIZES[size]
    reader.set_viewport_size({"width": width, "height": height})
    reader.emulate_media(color_scheme=theme)
    yield from ((theme, one) for one in violations(reader))
    yield from (("turned", one) for one in turned(reader))
    reader.emulate_media(forced_colors="active")
    yield from (("forced", one) for one in violations(reader))
    reader.emulate_media(forced_colors="none")


def _lost(reader):
    """Yield what leaves a page that is 320 px wide, or has twice the size of type.

    WCAG 1.4.10 and 1.4.4: 320 px wide is 1,280 px at 400 %.
    """
    reader.emulate_media(color_scheme="light")
    for size, width in (("100%", 320), ("200%", 640)):
        reader.set_viewport_size({"width": width, "height": 800})
        reader.evaluate("size => document.documentElement.style.fontSize = size", size)
        lost = reader.evaluate(
            """() => [...document.querySelectorAll('main *, .foot *')]
              .filter(one => !one.closest('.wide, pre, svg, .unseen'))
              .filter(one => {
                const { left, right, width } = one.getBoundingClientRect();
                return width && (left < -1 || right > innerWidth + 1);
              })
              .map(one => `${one.tagName} ${one.textContent.slice(0, 40)}`)"""
        )
        yield from ((size, "lost", one) for one in lost)
        if reader.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield size, "scrolls", "sideways"


def _stops_to_time(reader):
    """How many keys it takes from the top of the page to the first button of time."""
    first = "document.activeElement.closest('.atlas-timeline') !== null"
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.className") == "skip"
    reader.keyboard.press("Enter")
    for keys in range(3, 20):
        reader.keyboard.press("Tab")
        if reader.evaluate(first):
            return keys
    return 20


@pytest.mark.parametrize(("language", "theme"), [("en", "dark"), ("ar", "light")])
def test_the_map_of_the_site_has_no_violation(reader, site, language, theme):
    """Whole and alone, on a desk and 320 px wide, in its colours and in forced ones."""
    reader.emulate_media(color_scheme=theme)
    found = {}
    for wide, query in ((1366, ""), (320, ""), (320, "?embed=1")):
        reader.set_viewport_size({"width": wide, "height": 800})
        reader.goto((site / language / "map.html").as_uri() + query)
        reader.wait_for_function("window.atlas !== undefined")
        if not query:
            assert _stops_to_time(reader) <= 8, "stops to the map's time"
        for forced in ("active", "none"):
            reader.emulate_media(forced_colors=forced)
            found[wide, query, forced] = violations(reader)
    assert {where: lines for where, lines in found.items() if lines} == {}


def test_the_search_and_the_content_are_eight_stops_away_at_most(reader, site):
    reader.set_viewport_size({"width": 1366, "height": 900})
    reader.goto((site / "en/place/sirte.html").as_uri())
    stops = []
    for _ in range(8):
        reader.keyboard.press("Tab")
        stops.append(
            reader.evaluate(
                "document.activeElement.className || document.activeElement.type"
            )
        )
    assert stops[0] == "skip"
    assert "search" in stops


def test_motion_and_forced_colours_are_heeded(site):
    style = (site / "assets/site.css").read_text(encoding="utf-8")
    moves = re.findall(
        r"[^{}]*\{[^{}]*(?:transition|animation|scroll-behavior)[^{}]*\}", style
    )
    for rule in moves:
        start = style.index(rule)
        assert "prefers-reduced-motion: no-preference" in style[:start]
    assert "@media (forced-colors: active)" in style


def test_what_is_coloured_by_camp_keeps_its_colour_where_colours_are_forced(
    reader, site
):
    reader.goto((site / "en/place/sirte.html").as_uri())
    reader.emulate_media(forced_colors="active")
    dots = reader.evaluate(
        """[...document.querySelectorAll('td i[data-camp]')].map(
          one => getComputedStyle(one).backgroundColor)"""
    )
    reader.emulate_media(forced_colors="none")
    assert len({*dots}) > 1

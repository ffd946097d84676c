"""What keeps readers out of the page: nothing that axe-core finds, WCAG 2.2 AA."""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Frame, Page, expect

from geo.page.state import TABS
from geo.words import say
from tests.article import article
from tests.axe import violations
from tests.chromium import go, new_page, open_tab, set_system
from tests.page.few import FEW
from tests.turned import turned

DESK = {"width": 1366, "height": 950}
PHONE = {"width": 320, "height": 640}
TWICE = {"width": 683, "height": 475}
"""What 1,366 px are at 200 %."""

LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
FORCED = {"forced_colors": "active"}

LOOKS = {
    "en": (
        *((PHONE, LIGHT), (DESK, LIGHT), (DESK, DARK)),
        *((DESK, DARK | FORCED), (TWICE, DARK)),
    ),
    "ar": (
        *((PHONE, DARK), (DESK, DARK), (DESK, LIGHT)),
        *((DESK, LIGHT | FORCED), (TWICE, LIGHT)),
    ),
}
"""In what window, and how the reader has set the system: there and back again.

Theme and forced colours never change at once: the page would be looked at before
Streamlit has drawn it anew."""


@pytest.fixture
def looks(app) -> Iterator[Page]:
    """The page, which is given back as it was."""
    yield app
    set_system(app)
    app.set_viewport_size(DESK)


FITS = """width => {
  const frame = document.querySelector("iframe");
  const mapped = frame.contentWindow.atlas.map.getSize().x;
  return innerWidth === width && mapped === frame.clientWidth
    && frame.clientWidth <= width && frame.clientWidth > width / 2;
}"""


def found_in(page: Page, part: Page | Frame, looks: list) -> dict[tuple, list[str]]:
    """Return what is wrong with the page, or with its map, in each of its looks."""
    found = {}
    for window, media in looks:
        set_system(page, **media)
        page.set_viewport_size(window)
        wide = window["width"]
        page.wait_for_function(FITS, arg=wide, polling=50)
        found[wide, *media.values()] = violations(part)
        if ("turned", wide) not in found:
            found["turned", wide] = turned(part)
    return {where: lines for where, lines in found.items() if lines}


@pytest.mark.parametrize("language", LOOKS)
def test_page_and_map_have_no_violation(looks, language):
    """Each tab, in every window and as every reader has set the system.

    Nor does a day or a coordinate stand the wrong way round.
    """
    there = list(LOOKS[language])
    back = there[::-1]
    address = f"?date=2019-12-19&lang={language}&place=sirte"
    go(looks, f"{address}&{FEW}")  # the map is looked at below
    found = {}
    for tab, way in zip(TABS, itertools.cycle((there, back)), strict=False):
        open_tab(looks, say(f"page.tabs.{tab}", language))
        found[tab] = found_in(looks, looks, way)
    found["map"] = found_in(looks, go(looks, address), back)
    assert {where: lines for where, lines in found.items() if lines} == {}


STOP = """() => {
  let at = document.activeElement;
  const frame = at.tagName === "IFRAME" && at.contentDocument;
  if (frame) at = frame.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (at.closest(".atlas-timeline")) return "time";
  return at.closest(".atlas-search") ? "search" : at.tagName;
}"""


def test_time_and_search_are_eight_stops_away_at_most(app):
    go(app, "?date=2019-12-19")
    app.evaluate("document.querySelector('a[href]').focus()")  # the first stop of all
    stops = [app.evaluate(STOP)]
    for _ in range(7):
        app.keyboard.press("Tab")
        stops.append(app.evaluate(STOP))
    assert stops[0] == "A"
    assert "search" in stops
    assert "time" in stops


def test_what_opens_by_a_key_has_the_focus_and_gives_it_back(app):
    """Streamlit draws it at the end of the page, fifty stops from its button."""
    frame = go(app, "?date=2019-12-19")
    button = app.get_by_test_id("stPopoverButton")
    button.press("Enter")
    stops = app.get_by_test_id("stPopoverBody").get_by_role("spinbutton")
    expect(stops.first).to_be_focused()
    app.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    app.keyboard.press("Tab")
    expect(stops.first).not_to_be_focused()
    frame.get_by_role("slider").press("Escape")  # no key of the frame reaches Streamlit
    expect(stops).to_have_count(0)
    expect(button).to_be_focused()


def test_an_article_talks_with_the_page_in_its_frame(context, app_url, tmp_path):
    """The map lies in a frame of the page, which the article has in one of its own."""
    page = new_page(context)
    page.goto(article(tmp_path, f"{app_url}/?date=2019-12-19&embed=1", 300))
    page.wait_for_function("received.length > 0")
    page.evaluate('send({ date: "2020-06-05", place: "sirte" })')
    page.wait_for_function(
        'received.at(-1).date === "2020-06-05" && received.at(-1).place === "sirte"'
    )
    shown = page.frame_locator("iframe").frame_locator("iframe").first
    expect(shown.locator(".atlas-title")).to_contain_text("5 June 2020")
    page.close()

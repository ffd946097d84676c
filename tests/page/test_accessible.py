"""What keeps readers out of the page: nothing that axe-core finds, WCAG 2.2 AA."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from geo.page.state import TABS
from geo.words import say
from tests.article import article
from tests.axe import violations
from tests.chromium import go, new_page, open_tab
from tests.turned import turned

DESK = {"width": 1366, "height": 950}
PHONE = {"width": 320, "height": 640}
TWICE = {"width": 683, "height": 475}
"""What 1,366 px are at 200 %."""

AS_EVER = {"color_scheme": "light", "forced_colors": "none"}
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
FORCED = {"forced_colors": "active"}

WINDOWS = {
    "en": ((DESK, (LIGHT, DARK, DARK | FORCED)), (PHONE, (LIGHT,)), (TWICE, (DARK,))),
    "ar": ((DESK, (DARK, LIGHT, LIGHT | FORCED)), (PHONE, (DARK,)), (TWICE, (LIGHT,))),
}
"""In what window, and how the reader has set the system."""


@pytest.fixture
def looks(app) -> Iterator[Page]:
    """The page, which is given back as it was."""
    yield app
    app.emulate_media(**AS_EVER)
    app.set_viewport_size(DESK)


@pytest.mark.parametrize("language", WINDOWS)
def test_page_and_map_have_no_violation(looks, language):
    """Each tab, in every window and as every reader has set the system.

    Nor does a day or a coordinate stand the wrong way round.
    """
    frame = go(looks, f"?date=2019-12-19&lang={language}&place=sirte")
    found = {}
    for window, settings in WINDOWS[language]:
        looks.set_viewport_size(window)
        wide = window["width"]
        for tab in TABS:
            open_tab(looks, say(f"page.tabs.{tab}", language))
            for media in settings:
                looks.emulate_media(**AS_EVER | media)
                where = (tab, wide, *media.values())
                found[where] = violations(looks)
            found["turned", tab, wide] = turned(looks)
        for media in settings:
            looks.emulate_media(**AS_EVER | media)
            found["map", wide, *media.values()] = violations(frame)
        found["map", "turned", wide] = turned(frame)
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
    go(app, "?date=2019-12-19")
    button = app.get_by_test_id("stPopoverButton")
    button.press("Enter")
    stops = app.get_by_test_id("stPopoverBody").get_by_role("spinbutton")
    expect(stops.first).to_be_focused()
    app.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    app.keyboard.press("Tab")
    expect(stops.first).not_to_be_focused()
    button.press("Escape")
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

"""What keeps readers out of the page: nothing that axe-core finds, WCAG 2.2 AA."""

import pytest
from playwright.sync_api import expect

from geo.words import say
from tests.article import article
from tests.axe import violations
from tests.chromium import go, new_page, open_tab

STREAMLITS_OWN: dict[str, str] = {}
"""Selectors of what is Streamlit's own and cannot be mended here, each with why."""

TABS = ("place", "changes", "agreements", "events", "stories", "export")


def found(app, frame) -> list[str]:
    leave = tuple(STREAMLITS_OWN)
    return [*violations(app, leave), *violations(frame)]


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ar", "dark")])
def test_page_and_map_have_no_violation(app, language, theme):
    app.emulate_media(color_scheme=theme)
    frame = go(app, f"?date=2019-12-19&lang={language}&place=sirte")
    assert found(app, frame) == []
    for tab in TABS:
        open_tab(app, say(f"page.tabs.{tab}", language))
        assert violations(app, tuple(STREAMLITS_OWN)) == [], tab
    app.emulate_media(color_scheme="light")


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


def test_an_article_talks_with_the_page_in_its_frame(context, app_url, tmp_path):
    """The map lies in a frame of the page, which the article has in one of its own."""
    page = new_page(context)
    page.goto(article(tmp_path, f"{app_url}/?date=2019-12-19&embed=1", 300))
    page.wait_for_function("heard.length > 0")
    page.evaluate('send({ date: "2020-06-05", place: "sirte" })')
    page.wait_for_function(
        'heard.at(-1).date === "2020-06-05" && heard.at(-1).place === "sirte"'
    )
    shown = page.frame_locator("iframe").frame_locator("iframe").first
    expect(shown.locator(".atlas-title")).to_contain_text("5 June 2020")
    page.close()

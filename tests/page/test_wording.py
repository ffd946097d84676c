import re
from pathlib import Path

import streamlit
from playwright.sync_api import expect

from geo.words import SOURCE, say, texts
from tests.chromium import go, open_tab
from tests.page.few import FEW

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
PUT_TOGETHER = {
    *("add", "choose_date_in", "error_of", "option_found", "options_found", "per_file"),
    *("enter", "ctrl_enter", "command_enter", "legend_of", "line_legend_of"),
    *("area", "areas", "groups", "rects", "rules", "symbols", "texts"),
}
"""Messages that Streamlit and what it builds on put together of parts."""

SEEN = ".stMain :not(style, [data-testid=stIconMaterial])"
ENGLISH = """(seen) => [...document.querySelectorAll(seen)].flatMap((one) => [
  ...["aria-label", "aria-valuetext", "placeholder"].map((of) => one.getAttribute(of)),
  ...[...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data),
]).filter((text) => /[a-z]{3}/i.test(text ?? "") && !/[\u0600-\u06ff]/.test(text))"""
"""What of the page's document, its own components apart, has no Arabic letter."""

KEPT = re.compile(r"English$| ?• GEOJSON")
"""The name of a language, and endings of files."""


def english(page):
    return [text for text in page.evaluate(ENGLISH, SEEN) if not KEPT.match(text)]


def test_every_message_is_one_of_streamlit():
    """Else a newer Streamlit says something that is not translated."""
    files = (path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))
    theirs = "\n".join(files)
    for name, text in texts("streamlit", SOURCE).items():
        parts = [] if name in PUT_TOGETHER else re.split(r"\{\w+\}", text)
        assert all(part.strip() in theirs for part in parts), name


def test_what_streamlit_says_itself_is_in_the_language_of_the_page(app):
    go(app, f"?date=2019-12-19&lang=ar&{FEW}")
    open_tab(app, say("page.tabs.own", "ar"))
    upload = app.locator(".stFileUploader")
    expect(upload).to_contain_text(say("streamlit.upload", "ar"))
    expect(upload).to_contain_text(say("streamlit.per_file", "ar", size="20"))
    assert english(app) == []
    open_tab(app, say("page.tabs.changes", "ar"))
    app.get_by_test_id("stDateInputCalendarButton").first.click()
    calendar = app.get_by_test_id("stDateInputCalendar")
    expect(calendar.locator("th").first).to_have_text("ح")
    expect(calendar.locator("[aria-label^='الأحد']")).not_to_have_count(0)
    app.keyboard.press("Escape")
    assert english(app) == []
    go(app, f"?date=2019-12-19&{FEW}")
    open_tab(app, say("page.tabs.own", "en"))
    expect(upload).to_contain_text("20MB per file")
    expect(upload.get_by_role("button", name="Upload", exact=True)).to_be_visible()

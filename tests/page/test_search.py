"""The search box of the page, by mouse and keyboard, in both languages."""

import pytest
from playwright.sync_api import expect

from tests.chromium import go, wait_for_rerun
from tests.page.few import FEW


def search(page, text: str):
    """Type into the search box, and return what is listed."""
    wait_for_rerun(page)
    page.locator(".atlas-search input").blur()  # where the test before may have left it
    page.keyboard.press("/")
    page.keyboard.type(text)
    return page.get_by_role("option")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Sebha", "Sabha"),
        ("en", "سبها", "Sabha"),
        ("ar", "Sabhah", "سبها"),
        ("ar", "مصراته", "مصراتة"),
    ],
)
def test_a_place_is_found_by_any_spelling(app, language, text, name):
    frame = go(app, f"?lang={language}&date=2019-12-19&{FEW}")
    hits = search(app, text)
    expect(hits.first.locator("b")).to_have_text(name)
    app.keyboard.press("Enter")
    app.wait_for_function("location.search.includes('place=')")
    expect(app.locator(".atlas-panel h4").first).to_contain_text(name)
    assert frame.evaluate("atlas.selected") is not None
    assert app.errors == []


def test_the_arrows_choose_and_escape_closes(app):
    go(app, f"?{FEW}")
    hits = search(app, "tripoli")
    expect(hits.nth(0)).to_have_attribute("aria-selected", "true")
    app.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_have_attribute("aria-selected", "true")
    app.keyboard.press("Escape")
    expect(hits.first).to_be_hidden()


def test_a_coordinate_is_gone_to(app):
    frame = go(app, f"?{FEW}")
    expect(search(app, "32.9N 13.2E")).to_have_count(1)
    app.keyboard.press("Enter")
    frame.wait_for_function("atlas.map.getBounds().contains([32.9, 13.2])")
    frame.wait_for_function("atlas.map.getZoom() === 9")


def test_an_agreement_opens_in_its_tab(app):
    go(app, f"?date=2019-12-19&{FEW}")
    hits = search(app, "Turkey-Libya MoU")
    expect(hits.first).to_be_visible()
    app.get_by_role("option", name="MoU on delimitation of maritime").first.click()
    tab = app.get_by_role("radio", name="Agreements", exact=True)
    expect(tab).to_be_checked()


def test_what_nothing_is_called_is_said(app):
    go(app, f"?{FEW}")
    search(app, "qqqqxxxx")
    expect(app.get_by_text("Nothing on record is called so")).to_be_visible()


def test_a_coordinate_of_no_point_is_told_in_the_list(app):
    go(app, f"?{FEW}")
    search(app, "99N 200E")
    none = app.locator(".atlas-search .none")
    expect(none).to_contain_text("use -90 to 90 degrees north")
    expect(app.locator(".stException")).to_have_count(0)

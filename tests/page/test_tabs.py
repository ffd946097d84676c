"""The panel beside the map: its tabs, and links that open them."""

from playwright.sync_api import expect

from tests.chromium import go, open_tab, wait_for_date, wait_for_rerun
from tests.page.few import FEW


def test_map_and_panel_share_one_window(app):
    go(app, "?tab=agreements&date=2019-12-19")
    box = app.locator("iframe").first.bounding_box()
    panel = app.locator(".st-key-beside").bounding_box()
    window = app.viewport_size
    assert box["y"] + box["height"] <= window["height"]
    assert panel["x"] >= box["x"] + box["width"]
    app.evaluate("document.querySelector('.stMain').scrollTop = 50")
    assert app.evaluate("document.querySelector('.stMain').scrollTop") == 0


def test_a_link_to_a_place_on_a_day_opens_its_card(app):
    frame = go(app, f"?date=2020-05-01&place=tarhuna&{FEW}")
    card = app.locator(".atlas-panel").last
    expect(card.locator("h4").first).to_have_text("Tarhuna – 2020-05-01")
    expect(card).to_contain_text("Held since about 5 April 2019")
    assert frame.evaluate("atlas.map.getBounds().contains([32.43, 13.63])")


def test_a_click_on_the_strip_goes_to_its_day(app):
    frame = go(app, f"?date=2020-05-01&place=sirte&{FEW}")
    piece = app.locator(".atlas-panel [data-pick^='day:']").nth(1)
    day = piece.get_attribute("data-pick").removeprefix("day:")
    piece.dispatch_event("click")
    wait_for_date(frame, day)
    expect(app.locator(".atlas-panel h4").first).to_have_text(f"Sirte – {day}")


def test_what_changed_in_a_month_is_listed(app):
    frame = go(app, f"?date=2020-07-01&{FEW}")
    open_tab(app, "Changes")
    listed = app.locator(".atlas-panel article")
    expect(listed.first).to_be_visible()
    assert listed.count() > 25
    expect(app.get_by_text("changed hands from 1 June 2020")).to_be_visible()
    app.locator('article[data-id="tarhuna"]').get_by_role("button").click()
    frame.wait_for_function("atlas.selected === 'tarhuna'")
    expect(app.locator(".atlas-panel h4").first).to_contain_text("Tarhuna")


def test_areas_follow_the_day(app):
    frame = go(app, f"?tab=areas&date=2019-12-19&{FEW}")
    head = app.locator(".atlas-panel h4").first
    expect(head).to_contain_text("19 December 2019")
    expect(app.locator(".stVegaLiteChart svg, .stVegaLiteChart canvas")).to_have_count(
        1
    )
    frame.evaluate("atlas.setDate('2016-03-01')")
    expect(head).to_contain_text("1 March 2016")
    assert app.errors == []


def test_the_tab_stands_in_the_address(app):
    go(app, f"?{FEW}")
    open_tab(app, "Areas")
    app.wait_for_function("location.search.includes('tab=areas')")
    open_tab(app, "Place")
    app.wait_for_function("!location.search.includes('tab=')")
    wait_for_rerun(app)

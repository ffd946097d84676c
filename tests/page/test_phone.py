"""The page on a phone, in Arabic: a sheet, fingers, and what a tap says."""

import pytest
from playwright.sync_api import expect

from tests.chromium import PHONE, go, wait_for_rerun

HEIGHT = PHONE["viewport"]["height"]
LEAST_PX = 44
"""What a finger hits."""

TOP = "document.querySelector('.st-key-beside').getBoundingClientRect().top"


@pytest.fixture
def opened(phone):
    """The page on a day, with all of the map in sight."""
    phone.frame = go(phone, "?date=2019-12-19&lang=ar")
    phone.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
    return phone


def test_the_document_is_arabic_and_the_sheet_peeks_under_the_map(opened):
    frame = opened.frame
    expect(opened).to_have_title("من يسيطر على ماذا في ليبيا، 19 ديسمبر 2019")
    assert opened.locator("html").get_attribute("dir") == "rtl"
    assert opened.locator("html").get_attribute("lang") == "ar"
    assert opened.locator("#atlas-skeleton").count() == 0
    assert frame.evaluate("atlas.map.getSize().y") >= 0.53 * HEIGHT
    assert 0.8 * HEIGHT < opened.evaluate(TOP) < HEIGHT - LEAST_PX
    small = """least => [...document.querySelectorAll('.atlas-button, .atlas-chip')]
      .map(button => button.getBoundingClientRect())
      .filter(({ width }) => width)
      .filter(({ width, height }) => width < least || height < least).length"""
    assert frame.evaluate(small, LEAST_PX) == 0


def test_one_finger_is_the_pages_and_is_told_so(opened):
    frame = opened.frame
    assert not frame.evaluate("atlas.map.dragging.enabled()")
    view = frame.evaluate("atlas.view")
    fingers = opened.context.new_cdp_session(opened)

    def touch(kind: str, *points: tuple[int, int]) -> None:
        at = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (300, 330))
    for y in range(320, 280, -10):
        touch("touchMove", (300, y))
    expect(frame.locator(".atlas-hint")).to_have_text("حرك الخريطة بإصبعين")
    touch("touchEnd")
    assert frame.evaluate("atlas.view") == view
    touch("touchStart", (150, 300), (250, 300))
    for y in range(310, 390, 10):
        touch("touchMove", (150, y), (250, y))
    touch("touchEnd")
    frame.wait_for_function("view => atlas.view !== view", arg=view)


def test_a_tap_opens_the_sheet_on_who_holds_the_place(opened):
    frame = opened.frame
    expect(frame.locator(".atlas-hint")).to_be_hidden()  # it lies over the map
    wait_for_rerun(opened)
    frame.wait_for_function(
        "!atlas.map._animatingZoom && (atlas.map.setView([27.04, 14.43], 7,"
        " {animate: false}), atlas.map.getZoom() === 7)"
    )
    wait_for_rerun(opened)
    box = opened.locator("iframe").first.bounding_box()
    x, y = frame.evaluate(
        "(() => {const p = atlas.map.latLngToContainerPoint([27.04, 14.43]);"
        "return [p.x, p.y]})()"
    )
    frame.wait_for_function(
        "([x, y]) => document.elementFromPoint(x, y)?.matches('.leaflet-interactive')",
        arg=[x, y],
    )
    opened.touchscreen.tap(box["x"] + x, box["y"] + y)
    card = opened.locator(".atlas-panel").locator("h3, h4").first
    expect(card).to_contain_text("سبها")
    opened.wait_for_function(f"{TOP} < {0.6 * HEIGHT}")
    expect(opened.locator(".atlas-panel").last).to_contain_text(
        "السيطرة منذ 24 يناير 2019"
    )
    assert card.bounding_box()["y"] < HEIGHT - 3 * LEAST_PX
    assert frame.locator(".leaflet-popup:visible").count() == 0
    wait_for_rerun(opened)
    opened.locator(".st-key-handle button").click()
    opened.wait_for_function(f"{TOP} < 20")


CUT = """() => [...document.querySelectorAll('.st-key-languages [role=radio]')]
  .filter((one) => {
    const text = document.createRange();
    text.selectNodeContents(one);
    const [inner, outer] = [text, one].map((each) => each.getBoundingClientRect());
    return inner.left < outer.left || inner.right > outer.right
      || outer.left < 0 || outer.right > innerWidth;
  }).map((one) => one.textContent)"""


def test_on_a_tablet_both_names_of_the_languages_can_be_read(app):
    """Held upright, or at 200 %: whoever looks for the other language finds it."""
    go(app, "?date=2019-12-19")
    names = app.locator(".st-key-languages [role=radio]")
    expect(names).to_have_text(["English", "العربية"])
    try:
        for width in (641, 683, 768, 900):
            app.set_viewport_size({"width": width, "height": 900})
            app.wait_for_function(f"innerWidth === {width}")
            app.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
            expect(names.last).to_be_in_viewport()
            assert app.evaluate(CUT) == [], width
    finally:
        app.set_viewport_size({"width": 1366, "height": 950})

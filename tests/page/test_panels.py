"""The panels and stories in a real browser, with every outside host blocked."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from geo.layers import read as layers
from geo.query import stories
from geo.words import say
from tests.chromium import (
    go,
    map_frame,
    open_map,
    open_tab,
    rerunning,
    set_view,
    shown,
    wait_for_date,
)
from tests.page.few import FEW
from tests.test_app import (
    keep_window,
    parameters,
    same_window,
    wait_for_rerun,
    wait_for_url,
)


def show_as(page, way: str, language: str = "en") -> None:
    """Open the agreements in one of their ways, which no address knows."""
    ways = page.locator(".st-key-agreements_as")
    name = say(f"panel.ways.{way}", language)
    with rerunning(page):
        ways.get_by_role("radio", name=name, exact=True).click()


def wait_for_rest(page) -> None:
    """Wait until the page has run and scrolled: then a click meets what it aims at."""
    wait_for_rerun(page)
    page.wait_for_function(
        """() => {
          const { top } = document.querySelector("iframe").getBoundingClientRect();
          const still = top === window.topBefore;
          window.topBefore = top;
          return still;
        }"""
    )


def card(page, which: str):
    return page.locator(f'article[data-id="{which}"]')


def unfold(page, which: str):
    """Unfold the line of an agreement or event; return it."""
    one = card(page, which)
    one.locator("summary").first.click()
    return one


def choose(page, label: str, option: str) -> None:
    wait_for_rerun(page)  # a list closes when the page's script runs
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()


@pytest.mark.parametrize(
    ("day", "wanted", "unwanted"),
    [
        (
            "2019-11-28",
            [r"signed since 2019-11-27, by Turkey"],
            ["annulled", "for Turkey"],
        ),
        (
            "2019-12-15",
            [
                r"in force since 2019-12-08, for Turkey, Government of National",
                r"opposed since 2019-11-28, by Egypt, Greece, Cyprus",
            ],
            ["not in force", "annulled"],
        ),
        (
            "2021-02-01",
            [
                r"in force since 2019-12-08, for Turkey, Government of National",
                r"annulled since 2021-01-27, by Court of Appeal in Bayda",
            ],
            ["not in force"],
        ),
    ],
)
def test_the_memorandum_on_three_dates(app, day, wanted, unwanted):
    go(app, f"?date={day}&tab=agreements&{FEW}")
    memorandum = card(app, "tr-ly-mou-2019")
    for words in wanted:
        expect(memorandum).to_contain_text(re.compile(words))
    for words in unwanted:
        expect(memorandum).not_to_contain_text(words)
    assert memorandum.locator('a[href^="http"]').count() >= 2


def test_the_list_follows_the_timeline_and_the_filters(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-07&tab=agreements&{FEW}")
    memorandum = card(page, "tr-ly-mou-2019")
    expect(memorandum).to_contain_text("signed since 2019-11-27")
    frame.get_by_role("slider").press("ArrowRight")
    wait_for_date(frame, "2019-12-08")
    expect(memorandum).to_contain_text("in force since 2019-12-08, for Turkey")
    choose(page, "Kind", "Military accord")
    expect(memorandum).to_have_count(0)
    expect(card(page, "tr-ly-sec-2019")).to_be_visible()
    choose(page, "Party", "Italy")
    expect(page.get_by_text("No agreement on record fits")).to_be_visible()


def test_the_list_is_of_what_is_in_force_and_in_view_unless_more_is_wanted(
    page, app_url
):
    frame = open_map(page, f"{app_url}/?date=2019-12-19&tab=agreements&{FEW}")
    expect(card(page, "tr-ly-mou-2019")).to_be_visible()
    unfold(page, "tr-ly-mou-2019")
    for which in ("unscr-1973", "lpa-2015"):
        assert card(page, which).count() == 0
    choose(page, "Standing", "Also those that ended")
    expect(card(page, "unscr-1973")).to_contain_text("expired")
    folded = card(page, "tr-ly-mou-2019").locator("details")
    expect(folded).to_have_attribute("open", "")
    set_view(frame, 24.2, 23.3, 9)
    page.mouse.move(5, 5)
    frame.evaluate("window.dispatchEvent(new Event('blur'))")
    expect(folded).to_have_count(0)
    expect(card(page, "unscr-1970")).to_be_visible()
    page.get_by_text("Only what touches").click()
    expect(folded).to_have_count(1)
    choose(page, "Standing", "In force, or of the last year")
    page.get_by_role("textbox", name="Search by name").fill("skhirat")
    page.keyboard.press("Enter")
    expect(card(page, "tr-ly-mou-2019")).to_have_count(0)
    expect(card(page, "lpa-2015")).to_contain_text("signed")
    assert page.errors == []


def test_a_click_on_an_agreement_flies_to_it(app):
    frame = go(app, "?date=2019-12-19&tab=agreements")
    keep_window(app)
    unfold(app, "tr-ly-mou-2019").get_by_role("button").click()
    frame.wait_for_function("atlas.map.getBounds().contains([34.21, 26.49])")
    assert frame.evaluate("atlas.date") == "2019-12-19"
    expect(app.locator("iframe").first).to_be_in_viewport(ratio=0.8)
    app.wait_for_function("location.search.includes('view=34.')")
    wait_for_rest(app)
    unfold(app, "unscr-1970").get_by_role("button").click()
    frame.wait_for_function("atlas.map.getBounds().contains([[20, 10], [33, 25]])")
    assert same_window(app)


def test_a_flight_is_not_flown_again(app):
    """What the page asks for later leaves the reader's view alone."""
    frame = go(app, "?date=2019-12-19")
    open_tab(app, "Events")
    unfold(app, "decisive-battle-2019-12-12").get_by_role("button").click()
    frame.wait_for_function("atlas.map.getZoom() === 9")
    wait_for_rerun(app)
    set_view(frame, 27, 14, 7)
    app.get_by_text("العربية").click()
    frame.wait_for_function("atlas.language === 'ar'")
    assert frame.evaluate("atlas.view") == "27.0000,14.0000,7"


def test_a_click_on_an_event_goes_to_its_day_and_place(app):
    frame = go(app, "?date=2019-12-19")
    open_tab(app, "Events")
    expect(app.get_by_text("events from 2019-11-19 to 2019-12-19")).to_be_visible()
    event = unfold(app, "decisive-battle-2019-12-12")
    assert event.locator("a").count() >= 1
    event.get_by_role("button").click()
    wait_for_date(frame, "2019-12-12")
    frame.wait_for_function("atlas.map.getZoom() === 9")
    assert frame.evaluate("atlas.map.getBounds().contains([32.88, 13.18])")
    wait_for_url(app, date="2019-12-12")
    expect(app.get_by_text("from 2019-11-12 to 2019-12-12")).to_be_visible()
    choose(app, "Kind", "Battle")
    expect(event).to_have_count(0)


def test_who_backs_whom_on_two_dates(app):
    frame = go(app, f"?date=2019-12-19&tab=agreements&{FEW}")
    show_as(app, "relations")
    row = app.get_by_role("row").filter(has=app.get_by_role("rowheader", name="Turkey"))
    expect(row).to_contain_text("Arms, since 2019-05-18")
    expect(row).not_to_contain_text("Personnel")
    row.locator("summary").first.click()
    assert row.locator("a:visible").count() >= 1
    frame.evaluate("atlas.setDate('2020-02-01')")
    expect(row).to_contain_text("Personnel, since 2020-01-05")
    expect(app.get_by_text("between Government of National Accord")).to_be_visible()
    show_as(app, "list")


def test_a_click_on_a_lane_goes_to_its_day(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2021-02-01&tab=agreements&{FEW}")
    keep_window(page)
    show_as(page, "lanes")
    drawing = page.locator(".stVegaLiteChart svg")
    expect(drawing).to_contain_text("Cairo Declaration")
    choose(page, "Kind", "Maritime delimitation")
    expect(drawing).not_to_contain_text("Cairo Declaration")
    choose(page, "Party", "Turkey")
    expect(drawing).not_to_contain_text("Libya-Malta")
    expect(drawing).to_contain_text("Turkey-Libya MoU on delimitation of maritime")
    bar = drawing.locator(
        "path[aria-roledescription='rect mark'][aria-label*='2021-01-27 – ']"
    ).first
    bar.dispatch_event("click")  # it is as narrow as its few days
    wait_for_date(frame, "2021-01-27")
    wait_for_url(page, date="2021-01-27")
    expect(page.get_by_text("the line stands at 2021-01-27")).to_be_visible()
    mark = page.locator(
        ".stVegaLiteChart path[aria-roledescription='point']"
        "[aria-label*='registered'][aria-label*='2020-09-30']"
    ).first
    mark.click()
    wait_for_date(frame, "2020-09-30")
    assert same_window(page)
    assert page.outside == []
    assert page.errors == []


AT_VIEW = """([lat, lon, zoom]) => {
  const { map } = atlas;
  const wanted = map._limitCenter(L.latLng(lat, lon), zoom, map.options.maxBounds);
  const { lat: y, lng: x } = map.getCenter();
  return map.getZoom() === zoom && Math.hypot(y - wanted.lat, x - wanted.lng) < 0.1;
}"""
"""Whether the map shows a view, as far as it goes that far."""


def test_the_story_from_its_first_step_to_its_last(app, atlas_records):
    story = stories.story(atlas_records, "2019-12-19")
    frame = go(app, "?story=2019-12-19")
    keep_window(app)
    count = len(story.steps)
    for number, step in enumerate(story.steps, 1):
        expect(app.get_by_text(f"Step {number} of {count}")).to_be_visible()
        expect(app.get_by_text(step.text["en"])).to_be_visible()
        wait_for_date(frame, step.date.isoformat())
        frame.wait_for_function(AT_VIEW, arg=list(step.view))
        assert set(shown(frame)) == set(step.layers) & set(layers.NAMES)
        wait_for_url(
            app, story="2019-12-19", step=str(number), date=step.date.isoformat()
        )
        wait_for_rerun(app)
        box = app.locator(".st-key-story")
        assert box.locator("a").count() == len(step.source_ids)
        if number < count:
            box.get_by_role("button", name="Next").click()
    expect(box.get_by_role("button", name="Next")).to_be_disabled()
    box.get_by_role("button", name="Back").click()
    expect(app.get_by_text(f"Step {count - 1} of {count}")).to_be_visible()
    box.get_by_role("button", name="Close").click()
    expect(box).to_have_count(0)
    app.wait_for_function("!location.search.includes('story=')")
    assert same_window(app)
    assert map_frame(app) == frame
    assert app.outside == []
    assert app.errors == []


def test_a_story_opens_from_the_page_and_a_key_leads_to_its_step_and_back(app):
    frame = go(app, "?date=2019-12-19")
    keep_window(app)
    open_tab(app, "Stories")
    opener = app.get_by_role("button", name="19 December 2019: Tripoli puts")
    opener.press("Enter")
    wait_for_date(frame, "2014-08-25")
    wait_for_url(app, story="2019-12-19")
    assert same_window(app)
    step = app.get_by_role("region", name="Tripoli puts")
    expect(step).to_be_focused()
    expect(step).to_contain_text("Step 1 of 10")
    app.locator(".st-key-story_close").get_by_role("button").press("Enter")
    expect(opener).to_be_focused()


def test_the_readers_own_date_stays_while_a_story_is_open(app, page):
    frame = go(app, "?story=2019-12-19&step=9")
    wait_for_date(frame, "2019-12-19")
    frame.get_by_role("slider").press("ArrowRight")
    wait_for_url(app, date="2019-12-20", story="2019-12-19")
    wait_for_rerun(app)
    assert frame.evaluate("atlas.date") == "2019-12-20"
    expect(app.get_by_text("Step 9 of 10")).to_be_visible()
    again = open_map(page, app.url)
    wait_for_date(again, "2019-12-20")
    expect(page.get_by_text("Step 9 of 10")).to_be_visible()


def test_arabic_panels_run_from_right_to_left(app):
    go(app, f"?lang=ar&date=2021-02-01&tab=agreements&{FEW}")
    memorandum = card(app, "tr-ly-mou-2019")
    expect(memorandum).to_contain_text("نافذ منذ 2019-12-08، بالنسبة إلى تركيا")
    expect(memorandum).to_contain_text("ملغى منذ 2021-01-27، من جانب محكمة استئناف")
    assert app.locator(".atlas-panel").last.get_attribute("dir") == "rtl"
    name = memorandum.locator(".name").bounding_box()
    day = memorandum.locator("summary bdi").bounding_box()
    assert name["x"] > day["x"]
    show_as(app, "relations", "ar")
    expect(app.get_by_role("rowheader", name="تركيا")).to_be_visible()
    show_as(app, "lanes", "ar")
    expect(app.locator(".stVegaLiteChart")).to_contain_text("إعلان القاهرة")
    show_as(app, "list", "ar")
    go(app, "?lang=ar&story=2019-12-19&step=2")
    expect(app.get_by_text("الخطوة 2 من 10")).to_be_visible()


def test_the_lanes_are_as_light_or_dark_as_the_page(app):
    app.emulate_media(color_scheme="dark")
    go(app, f"?date=2019-12-19&tab=agreements&{FEW}")
    show_as(app, "lanes")
    name = app.locator(".stVegaLiteChart text").filter(has_text="Cairo Declaration")
    expect(name).to_have_attribute("fill", "#F2F2F4")
    app.emulate_media(color_scheme="light")
    expect(name).to_have_attribute("fill", "#2B2F36")
    wait_for_rerun(app)
    show_as(app, "list")


def test_a_date_sends_one_message_with_a_panel_open(app):
    frame = go(app, f"?date=2019-12-19&tab=agreements&{FEW}")
    wait_for_rerun(app)
    before = len(app.sent)
    frame.get_by_role("slider").press("ArrowRight")
    day = (dt.date(2019, 12, 19) + dt.timedelta(days=1)).isoformat()
    expect(app.get_by_text(f"agreements on {day}")).to_be_visible()
    wait_for_rerun(app)
    assert len(app.sent) == before + 1
    assert parameters(app)["date"] == day

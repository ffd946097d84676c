"""The timeline under the map, in a real browser: every control, key and mark."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from geo import dates
from geo.query import who as query
from geo.words import long_day

DAY = dt.date(2019, 12, 19)


@pytest.fixture
def atlas(quiet_map):
    return quiet_map


def track(page):
    return page.get_by_role("slider")


def date_of(page) -> str:
    return page.evaluate("atlas.date")


def wait_until_settled(page, times: int = 1) -> list[str]:
    page.wait_for_function("times => settled.length >= times", arg=times)
    return page.evaluate("settled")


def x_of(page, iso: str) -> tuple[float, float]:
    """Return where a day lies on the page: its x, and the middle of the strip."""
    return page.evaluate(
        """iso => {
          const { timeline } = atlas;
          const box = timeline.track.getBoundingClientRect();
          return [box.left + timeline.strip.x(AtlasTime.toDay(iso)), box.top + 40];
        }""",
        iso,
    )


def test_a_new_day_and_what_changed_on_it_are_told_to_who_hears_the_map(atlas):
    status = atlas.get_by_role("status").and_(atlas.locator(".atlas-status"))
    atlas.evaluate("atlas.setDate('2020-06-05')")
    day = long_day(dt.date(2020, 6, 5), "en")
    expect(status).to_have_text(re.compile(rf"^{day}; .+: [1-9]\d*$"))
    atlas.evaluate("atlas.setDate('2020-07-02')")
    expect(status).to_have_text(re.compile(r"^2 July 2020"))


KEYS = {
    "ArrowRight": "2019-12-20",
    "ArrowUp": "2019-12-20",
    "ArrowLeft": "2019-12-18",
    "ArrowDown": "2019-12-18",
    "PageUp": "2020-01-19",
    "PageDown": "2019-11-19",
    "Home": dates.SPAN_START.isoformat(),
}


def test_keys_move_the_date_and_notify_once(atlas):
    days = []
    for key, day in KEYS.items():
        track(atlas).press(key)
        assert date_of(atlas) == day, key
        days.append(day)
        assert wait_until_settled(atlas, len(days)) == days
        atlas.evaluate("day => atlas.setDate(day)", DAY.isoformat())
        days.append(DAY.isoformat())
        assert wait_until_settled(atlas, len(days)) == days


def test_end_is_today_and_says_that_evidence_ended(atlas):
    today = atlas.evaluate("new Date().toISOString().slice(0, 10)")
    track(atlas).press("End")
    assert date_of(atlas) == today
    assert "After the newest record" in atlas.locator(".atlas-title").inner_text()


def test_latest_goes_to_the_newest_evidence(atlas, atlas_records):
    newest = atlas_records.newest
    latest = atlas.get_by_role("button", name="Latest", exact=True)
    assert latest.get_attribute("title") == f"Newest evidence: {long_day(newest, 'en')}"
    latest.focus()
    latest.press("Enter")
    assert date_of(atlas) == newest.isoformat()
    assert wait_until_settled(atlas) == [newest.isoformat()]
    assert latest.is_disabled()
    assert "After the newest record" not in atlas.locator(".atlas-title").inner_text()
    track(atlas).press("ArrowRight")
    assert "After the newest record" in atlas.locator(".atlas-title").inner_text()
    assert latest.is_enabled()


def test_home_leads_back_to_the_country(atlas):
    where = "atlas.view.split(',').map(Number)"
    home = atlas.evaluate(where)
    atlas.evaluate("atlas.show([41.9, 12.5, 9])")
    atlas.evaluate("atlas.select('tripoli')")
    atlas.evaluate("atlas.setLanguage('ar')")
    atlas.get_by_role("button", name="البداية: كل ليبيا").press("Space")
    assert atlas.evaluate(where) == pytest.approx(home, abs=0.05)
    expect(atlas.locator(".atlas-evidence")).to_have_count(0)


def test_on_touch_every_button_is_large_enough(phone_map):
    buttons = phone_map.locator(".atlas-button, .atlas-home, .leaflet-control-zoom a")
    for button in buttons.all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_shift_and_an_arrow_go_to_the_neighbouring_changes(atlas, atlas_records):
    days = query.change_days(atlas_records)
    track(atlas).press("Shift+ArrowRight")
    later = next(day for day in days if day > DAY)
    assert date_of(atlas) == later.isoformat()
    track(atlas).press("Shift+ArrowLeft")
    earlier = max(day for day in days if day < later)
    assert date_of(atlas) == earlier.isoformat()


def test_the_strip_knows_every_change(atlas, atlas_records):
    days = atlas.evaluate("atlas.timeline.changeDays.map(AtlasTime.toIso)")
    assert days == [day.isoformat() for day in query.change_days(atlas_records)]
    later = sum(claim.start > dates.SPAN_START for claim in atlas_records.control)
    assert atlas.evaluate("atlas.timeline.strip.changes.length") == later


def test_a_step_is_as_long_as_chosen(atlas):
    steps = {"week": "2019-12-26", "month": "2020-01-19", "day": "2019-12-20"}
    for step, day in steps.items():  # at last as it was
        atlas.get_by_label("Length of a step").select_option(step)
        atlas.get_by_role("button", name="One step ahead").click()
        assert date_of(atlas) == day
        atlas.get_by_role("button", name="One step back").click()
        assert date_of(atlas) == "2019-12-19"


def test_a_month_from_the_31st_ends_with_the_month(atlas):
    atlas.evaluate("atlas.setDate('2019-01-31')")
    track(atlas).press("PageUp")
    assert date_of(atlas) == "2019-02-28"


def test_the_change_buttons_end_with_the_changes(atlas, atlas_records):
    days = query.change_days(atlas_records)
    for name, day in (("Previous change", days[0]), ("Next change", days[-1])):
        button = atlas.get_by_role("button", name=name)
        assert button.is_enabled()
        atlas.evaluate("day => atlas.setDate(day)", day.isoformat())
        assert button.is_disabled()


def test_the_date_field_takes_a_date_and_refuses_what_is_out_of_range(atlas):
    field = atlas.get_by_label("Date", exact=True).and_(atlas.locator("input"))
    field.fill("2015-06-15")
    assert date_of(atlas) == "2015-06-15"
    field.fill("1999-01-01")
    assert date_of(atlas) == "2015-06-15"
    assert field.evaluate("field => field.validationMessage") != ""
    field.blur()
    assert field.input_value() == "2015-06-15"


def test_space_plays_and_the_page_hears_of_it_once(atlas):
    atlas.get_by_label("Speed of play").select_option("365")
    atlas.evaluate(
        "window.frames = [];"
        "addEventListener('atlas:painted', e => frames.push(e.detail.date))"
    )
    track(atlas).press("Space")
    assert atlas.get_by_role("button", name="Pause").is_visible()
    atlas.wait_for_function("frames.length > 20")
    assert atlas.evaluate("settled") == []
    track(atlas).press("Space")
    stopped = date_of(atlas)
    assert wait_until_settled(atlas) == [stopped]
    played = atlas.evaluate("frames")
    assert played == sorted(played)
    assert len(set(played)) > 10
    assert atlas.get_by_role("button", name="Play").is_visible()


def test_play_stops_where_the_evidence_ends(atlas, atlas_records):
    newest = atlas_records.newest
    start = (newest - dt.timedelta(days=40)).isoformat()
    atlas.evaluate("day => atlas.setDate(day)", start)
    atlas.get_by_label("Speed of play").select_option("365")
    atlas.get_by_role("button", name="Play").click()
    atlas.wait_for_function(
        "newest => atlas.date === newest && !atlas.timeline.playing",
        arg=newest.isoformat(),
    )


def drag(page, days: list[str]) -> None:
    page.mouse.move(*x_of(page, days[0]))
    page.mouse.down()
    for day in days:
        page.mouse.move(*x_of(page, day))
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => done()))")


def test_a_drag_shows_every_day_on_its_way_and_notifies_once(atlas):
    atlas.evaluate(
        "window.frames = [];"
        "addEventListener('atlas:painted', e => frames.push(e.detail.date))"
    )
    way = ["2016-01-10", "2016-06-10", "2017-01-10", "2018-01-10"]
    drag(atlas, way)
    assert atlas.evaluate("settled") == []
    atlas.mouse.up()
    (settled,) = wait_until_settled(atlas)
    assert abs(dt.date.fromisoformat(settled) - dt.date(2018, 1, 10)).days <= 4
    atlas.wait_for_function("day => atlas.date === day", arg=settled)
    assert {day[:4] for day in atlas.evaluate("frames")} >= {"2016", "2017", "2018"}


def test_all_that_is_dated_follows_while_dragging(atlas):
    counts = "JSON.stringify(atlas.layers().map(layer => [layer.id, layer.count]))"
    drag(atlas, ["2014-08-20", "2015-10-01"])
    held = atlas.evaluate(counts)
    date = date_of(atlas)
    colours = "[...document.querySelectorAll('path.leaflet-interactive')].length"
    drawn = atlas.evaluate(colours)
    atlas.mouse.up()
    atlas.evaluate("atlas.setDate('2026-01-01')")
    assert atlas.evaluate(counts) != held
    atlas.evaluate("day => atlas.setDate(day)", date)
    assert atlas.evaluate(counts) == held
    assert atlas.evaluate(colours) == drawn


def test_touch_drags_too(phone_map):
    client = phone_map.context.new_cdp_session(phone_map)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        client.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    touch("touchStart", x_of(phone_map, "2016-01-10"))
    for day in ("2016-07-01", "2017-01-10", "2017-07-01"):
        touch("touchMove", x_of(phone_map, day))
    phone_map.wait_for_function("atlas.date.startsWith('2017-0')")
    touch("touchEnd")
    assert phone_map.evaluate("scrollX + scrollY") == 0


def test_it_is_a_slider_with_a_value_in_words(atlas):
    slider = track(atlas)
    read = "(slider, name) => slider.getAttribute(name)"
    assert slider.evaluate(read, "aria-valuetext") == "19 December 2019"
    low, now, high = (
        int(slider.evaluate(read, f"aria-value{name}"))
        for name in ("min", "now", "max")
    )
    assert low < now < high
    slider.focus()
    atlas.keyboard.press("ArrowRight")
    assert slider.evaluate(read, "aria-valuetext") == "20 December 2019"
    outline = "slider => getComputedStyle(slider).outlineStyle"
    assert slider.evaluate(outline) == "solid"


def test_every_control_has_a_name_in_both_languages(atlas):
    names = """[...document.querySelectorAll(
      '.atlas-timeline :is(button, input, select, [role=slider])'
    )].map(e => e.getAttribute('aria-label') || e.textContent)"""
    english = atlas.evaluate(names)
    atlas.evaluate("atlas.setLanguage('ar')")
    arabic = atlas.evaluate(names)
    assert len(english) == len(arabic) == 12
    assert all(english)
    assert not set(english) & set(arabic)


MARKED = """() => {
  const day = AtlasTime.toDay('2017-03-03');
  const title = {en: 'A <b>signed</b> accord', ar: 'اتفاق'};
  const { strip } = atlas.timeline;
  window.unmarked ??= strip.marks;
  strip.marks = [{day, kind: 'agreement', title}];
  atlas.timeline.draw();
}"""
UNMARKED = "atlas.timeline.strip.marks = unmarked; atlas.timeline.draw()"


def test_marks_explain_on_hover_and_go_there_on_click(atlas):
    atlas.evaluate(MARKED)
    x, y = x_of(atlas, "2017-03-03")
    atlas.mouse.move(x + 2, y - 34)
    tip = atlas.get_by_role("tooltip")
    assert tip.inner_text() == "3 March 2017\nA <b>signed</b> accord"
    atlas.mouse.click(x + 2, y - 34)
    assert date_of(atlas) == "2017-03-03"
    assert wait_until_settled(atlas) == ["2017-03-03"]
    atlas.evaluate(UNMARKED)


def test_hover_gives_the_date_and_where_evidence_ends(atlas, atlas_records):
    after = atlas_records.newest + dt.timedelta(days=90)
    atlas.mouse.move(*x_of(atlas, after.isoformat()))
    assert "evidence ends here" in atlas.get_by_role("tooltip").inner_text()
    assert atlas.locator(".atlas-end-text").count() == 0  # it would lie over the bars
    unknown = atlas.locator(".atlas-unknown").bounding_box()
    assert unknown["width"] > 10


LIGHTNESS = """bar => getComputedStyle(bar).backgroundColor
  .match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3"""


def test_from_disk_it_is_as_light_or_dark_as_the_system(atlas, page, map_file):
    assert atlas.locator(".atlas-timeline").evaluate(LIGHTNESS) > 200
    page.emulate_media(color_scheme="dark")
    page.goto(map_file.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    assert page.locator(".atlas-timeline").evaluate(LIGHTNESS) <= 200
    assert page.outside == []
    assert page.errors == []

"""The page in a real browser, with every outside host blocked."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.layers import read as layers
from geo.words import long_day
from tests.chromium import (
    map_frame,
    open_map,
    rerunning,
    set_view,
    shown,
    wait_for_date,
    wait_for_rerun,
)


def parameters(page) -> dict[str, str]:
    return {key: cell[0] for key, cell in parse_qs(urlsplit(page.url).query).items()}


def wait_for_url(page, **wanted: str) -> None:
    for key, value in wanted.items():
        page.wait_for_function(
            "([key, value]) => new URL(location).searchParams.get(key) === value",
            arg=[key, value],
        )


def slider(frame):
    return frame.get_by_role("slider")


def click_on(page, frame, lat: float, lng: float) -> None:
    """Click the map where a coordinate is drawn, with the real mouse."""
    box = page.locator("iframe").first.bounding_box()
    x, y = frame.evaluate(
        "([lat, lng]) => {const p = atlas.map.latLngToContainerPoint([lat, lng]);"
        "return [p.x, p.y]}",
        [lat, lng],
    )
    page.mouse.click(box["x"] + x, box["y"] + y)


def test_opens_on_the_newest_evidence(page, app_url, atlas_records):
    frame = open_map(page, app_url)
    newest = atlas_records.newest
    assert frame.evaluate("atlas.date") == newest.isoformat()
    assert frame.locator(".atlas-date").inner_text() == long_day(newest, "en")
    assert frame.get_by_role("button", name="Latest").is_disabled()
    wait_for_url(page, date=newest.isoformat())


def test_a_date_in_the_address_shows_features_of_at_least_four_layers(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    assert frame.evaluate("atlas.date") == "2019-12-19"
    counts = shown(frame)
    assert set(counts) == set(layers.SHOWN)
    assert sum(count > 0 for count in counts.values()) >= 4
    assert frame.locator("path.leaflet-interactive").count() > 100
    assert frame.locator(".atlas-date").inner_text() == "19 December 2019"


def test_asks_nothing_of_the_outside_world(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    next_change(frame)
    click_on(page, frame, 27.04, 14.43)
    frame.locator(".atlas-evidence").wait_for()
    wait_for_rerun(page)
    assert page.outside == []
    assert page.errors == []


def next_change(frame) -> None:
    before = frame.evaluate("atlas.date")
    frame.get_by_role("button", name="Next change").click()
    frame.wait_for_function("before => atlas.date !== before", arg=before)


def pick_place(page, name: str) -> None:
    wait_for_rerun(page)
    page.keyboard.press("/")
    page.keyboard.type(name)
    first = page.get_by_role("option").first
    expect(first).to_contain_text(name)
    page.keyboard.press("Enter")


def test_panel_and_url_follow_the_timeline(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    pick_place(page, "Sirte")
    expect(page.get_by_text("Sirte – 2019-12-19")).to_be_visible()
    slider(frame).press("ArrowRight")
    wait_for_date(frame, "2019-12-20")
    expect(page.get_by_text("Sirte – 2019-12-20")).to_be_visible()
    wait_for_url(page, date="2019-12-20")
    frame.evaluate("atlas.setDate('2016-03-01')")
    expect(page.get_by_text("Sirte – 2016-03-01")).to_be_visible()
    wait_for_url(page, date="2016-03-01")
    panel = page.locator(".atlas-panel").filter(has_text="Sirte – 2016-03-01")
    assert "Islamic State" in panel.inner_text()


def test_a_drag_notifies_the_page_once(page, app_url):
    sent = frames_sent(page)
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    wait_for_rerun(page)
    box = frame.locator(".atlas-track").bounding_box()
    y = box["y"] + 30
    before = len(sent)
    page.mouse.move(box["x"] + 100, y)
    page.mouse.down()
    for x in range(100, 300, 20):
        page.mouse.move(box["x"] + x, y)
    frame.wait_for_function("atlas.date < '2019-01-01'")
    assert sent[before:] == []
    assert parameters(page)["date"] == "2019-12-19"
    with rerunning(page):
        page.mouse.up()
    wait_for_url(page, date=frame.evaluate("atlas.date"))
    assert len(sent) == before + 1


NEXT_CHANGES = """async count => {
  const next = document.querySelector('[aria-label^="Next change"]');
  const days = [];
  for (let n = 1; n <= count; n++) {
    const event = n % 5 ? 'atlas:painted' : 'atlas:settled';
    const shown = new Promise(done => {
      addEventListener(event, ({ detail }) => done(detail.date), { once: true });
    });
    next.click();
    days.push(await shown);
  }
  return days;
}"""
"""Goes on by so many changes; every fifth is sent to the page."""


def test_fifty_dates_never_remount_the_map(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    frame.evaluate("atlas.map.setView([32.7, 13.2], 9, {animate: false})")
    frame.evaluate("window.born = 'once'")
    page.evaluate("window.first = document.querySelector('iframe').contentWindow")
    assert len({*frame.evaluate(NEXT_CHANGES, 50)}) == 50
    wait_for_url(page, date=frame.evaluate("atlas.date"))
    wait_for_rerun(page)
    assert frame.evaluate("[window.born, atlas.view]") == ["once", "32.7000,13.2000,9"]
    assert page.evaluate("first === document.querySelector('iframe').contentWindow")
    assert map_frame(page) == frame
    assert parameters(page)["view"] == "32.7000,13.2000,9"


def frames_sent(page) -> list[bytes]:
    """Return a list that fills with what the page tells the server."""
    sent: list[bytes] = []

    def listen(socket):
        # Playwright cannot take a bound builtin as a listener.
        socket.on("framesent", lambda payload: sent.append(payload))  # noqa: PLW0108

    page.on("websocket", listen)
    return sent


def test_a_pan_and_a_zoom_rerun_nothing_and_stand_in_the_url(page, app_url):
    sent = frames_sent(page)
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    wait_for_rerun(page)
    before = len(sent)
    start = frame.evaluate("atlas.view")
    box = page.locator("iframe").first.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 420, box["y"] + 340, steps=4)
    page.mouse.up()
    page.wait_for_function(
        """start => {
          const { atlas } = document.querySelector("iframe").contentWindow;
          const view = new URL(location).searchParams.get("view");
          return view !== start && view === atlas.view;
        }""",
        arg=start,
    )
    zoom = frame.evaluate("atlas.map.getZoom()")
    page.mouse.wheel(0, -400)
    page.wait_for_function(
        """zoom => {
          const { atlas } = document.querySelector("iframe").contentWindow;
          const view = new URL(location).searchParams.get("view");
          return atlas.map.getZoom() > zoom && view === atlas.view;
        }""",
        arg=zoom,
    )
    assert sent[before:] == []


def test_a_toggle_hides_its_layer_and_stands_in_the_url(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    paths = frame.locator("path.leaflet-interactive")
    before = paths.count()
    frame.locator("[data-layer=eastern_held]").uncheck()
    frame.wait_for_function(
        "atlas.layers().some(l => l.id === 'eastern_held' && !l.shown)"
    )
    assert 0 < paths.count() < before
    rest = ",".join(name for name in layers.SHOWN if name != "eastern_held")
    wait_for_url(page, layers=rest)
    next_change(frame)
    wait_for_rerun(page)
    assert "eastern_held" not in shown(frame)
    frame.locator("[data-layer=eastern_held]").check()
    wait_for_url(page, layers=",".join(layers.SHOWN))


def test_a_click_shows_the_evidence(page, app_url, atlas_records):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    set_view(frame, 24.20, 23.29, 8)
    kufra = atlas_records.place_of["kufra"]
    click_on(page, frame, kufra.lat + 0.02, kufra.lon + 0.02)
    popup = frame.locator(".atlas-evidence")
    popup.wait_for()
    line = r"Kufra\n+.*Held since .*\d{4}.*\n+Evidence in"
    assert re.search(line, popup.inner_text())
    page.get_by_text("Kufra – 2019-12-19").wait_for()
    wait_for_rerun(page)
    day = dt.date(2019, 12, 19)
    (now,) = [
        claim
        for claim in atlas_records.control
        if claim.place_id == "kufra"
        and claim.start <= day
        and (claim.end is None or day < claim.end)
    ]
    for source_id in now.source_ids:
        url = atlas_records.source_of[source_id].url
        assert page.locator(f'.atlas-panel a[href="{url}"]').count() >= 1
    assert popup.locator("a").count() == 0


def test_a_place_chosen_from_the_list_opens_on_the_map(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    wait_for_rerun(page)
    pick_place(page, "Kufra")
    popup = frame.locator(".atlas-evidence")
    popup.wait_for()
    assert popup.locator("h3").inner_text() == "Kufra"
    expect(page.get_by_text("Kufra – 2019-12-19")).to_be_visible()


def test_a_copied_link_opens_the_same_picture(page, app_url, browser):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    set_view(frame, 31.2, 16.6, 8)
    frame.evaluate("atlas.setLayer('places', false)")
    slider(frame).press("ArrowLeft")
    wait_for_date(frame, "2019-12-18")
    wait_for_rerun(page)
    wait_for_url(page, view="31.2000,16.6000,8", date="2019-12-18")
    picture = "[atlas.date, atlas.view, atlas.layers(), atlas.language]"
    first = frame.evaluate(picture)
    again = open_map(page, page.url)
    again.wait_for_function("atlas.date === '2019-12-18'")
    assert again.evaluate(picture) == first


def test_the_map_takes_the_language_of_the_page_and_gives_it(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    page.get_by_text("العربية").click()
    frame.wait_for_function("atlas.language === 'ar'")
    wait_for_url(page, lang="ar")
    expect(page.locator("h1")).to_contain_text("أطلس")
    frame.evaluate("atlas.setLanguage('en')")
    expect(page.locator("h1")).to_have_text("Libya Control Atlas")
    wait_for_url(page, lang="en")


def test_the_page_takes_the_selection_of_the_map_and_lets_it_go(page, app_url):
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    frame.evaluate("atlas.select('sirte')")
    expect(page.get_by_text("Sirte – 2019-12-19")).to_be_visible()
    frame.evaluate("atlas.select(null)")
    expect(page.get_by_text("Sirte – 2019-12-19")).to_have_count(0)


def test_what_python_wants_does_not_undo_what_came_after(page, app_url):
    """A date of the map's own stays, whatever the page asks for beside it."""
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    for _ in range(3):
        slider(frame).press("PageUp")
    pick_place(page, "Kufra")
    expect(page.get_by_text("Kufra – 2020-03-19")).to_be_visible()
    assert frame.evaluate("atlas.date") == "2020-03-19"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_timeline_is_as_light_or_dark_as_the_page(page, app_url, scheme):
    page.emulate_media(color_scheme=scheme)
    frame = open_map(page, f"{app_url}/?date=2019-12-19")
    frame.wait_for_function(
        "scheme => document.documentElement.dataset.theme === scheme", arg=scheme
    )
    lightness = """element => getComputedStyle(element).backgroundColor
      .match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3"""
    assert (page.get_by_test_id("stApp").evaluate(lightness) > 128) == (
        scheme == "light"
    )
    assert (frame.locator(".atlas-timeline").evaluate(lightness) > 128) == (
        scheme == "light"
    )


def test_arabic_turns_the_page_and_the_map(page, app_url):
    frame = open_map(page, f"{app_url}/?lang=ar")
    assert frame.locator(".atlas-legend").get_attribute("dir") == "rtl"
    assert "طرابلس" in frame.locator(".atlas-labels").inner_text()
    assert "أطلس السيطرة" in page.locator("h1").inner_text()

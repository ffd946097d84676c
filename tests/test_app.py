"""The page in a real browser, with every outside host blocked."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.layers import read as layers
from geo.words import long_day
from tests.chromium import (
    go,
    map_frame,
    new_page,
    open_map,
    rerunning,
    set_view,
    shown,
    wait_for_date,
    wait_for_rerun,
)
from tests.page.few import FEW


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


@pytest.fixture(scope="module")
def loaded(context, app_url):
    """A page that began with an address."""
    page = new_page(context)
    open_map(page, f"{app_url}/?date=2019-12-19")
    yield page
    page.close()


def test_a_date_in_the_address_shows_features_of_at_least_four_layers(loaded):
    frame = map_frame(loaded)
    assert frame.evaluate("atlas.date") == "2019-12-19"
    counts = shown(frame)
    assert set(counts) == set(layers.SHOWN)
    assert sum(count > 0 for count in counts.values()) >= 4
    assert frame.locator("path.leaflet-interactive").count() > 100
    assert frame.locator(".atlas-date").inner_text() == "19 December 2019"


def test_asks_nothing_of_the_outside_world(loaded):
    frame = map_frame(loaded)
    next_change(frame)
    click_on(loaded, frame, 27.04, 14.43)
    frame.locator(".atlas-evidence").wait_for()
    wait_for_rerun(loaded)
    assert loaded.outside == []
    assert loaded.errors == []


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


def test_panel_and_url_follow_the_timeline(app):
    frame = go(app, f"?date=2019-12-19&{FEW}")
    pick_place(app, "Sirte")
    expect(app.get_by_text("Sirte – 2019-12-19")).to_be_visible()
    slider(frame).press("ArrowRight")
    wait_for_date(frame, "2019-12-20")
    expect(app.get_by_text("Sirte – 2019-12-20")).to_be_visible()
    wait_for_url(app, date="2019-12-20")
    frame.evaluate("atlas.setDate('2016-03-01')")
    expect(app.get_by_text("Sirte – 2016-03-01")).to_be_visible()
    wait_for_url(app, date="2016-03-01")
    panel = app.locator(".atlas-panel").filter(has_text="Sirte – 2016-03-01")
    assert "Islamic State" in panel.inner_text()


def test_a_drag_notifies_the_page_once(app):
    frame = go(app, "?date=2019-12-19")
    wait_for_rerun(app)
    box = frame.locator(".atlas-track").bounding_box()
    y = box["y"] + 30
    before = len(app.sent)
    app.mouse.move(box["x"] + 100, y)
    app.mouse.down()
    for x in range(100, 300, 20):
        app.mouse.move(box["x"] + x, y)
    frame.wait_for_function("atlas.date < '2019-01-01'")
    assert app.sent[before:] == []
    assert parameters(app)["date"] == "2019-12-19"
    with rerunning(app):
        app.mouse.up()
    wait_for_url(app, date=frame.evaluate("atlas.date"))
    assert len(app.sent) == before + 1


def keep_window(page) -> None:
    """Mark the map's window, so that `same_window` tells whether it is the same."""
    page.evaluate(
        "window.first = document.querySelector('iframe').contentWindow;"
        "window.first.born = 'once'"
    )


def same_window(page) -> bool:
    return page.evaluate(
        "first === document.querySelector('iframe').contentWindow"
        " && first.born === 'once'"
    )


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


def test_fifty_dates_never_remount_the_map(app):
    frame = go(app, "?date=2019-12-19")
    set_view(frame, 32.7, 13.2, 9)
    keep_window(app)
    assert len({*frame.evaluate(NEXT_CHANGES, 50)}) == 50
    wait_for_url(app, date=frame.evaluate("atlas.date"))
    wait_for_rerun(app)
    assert frame.evaluate("atlas.view") == "32.7000,13.2000,9"
    assert same_window(app)
    assert map_frame(app) == frame
    assert parameters(app)["view"] == "32.7000,13.2000,9"


def test_a_pan_and_a_zoom_rerun_nothing_and_stand_in_the_url(app):
    frame = go(app, "?date=2019-12-19")
    wait_for_rerun(app)
    before = len(app.sent)
    start = frame.evaluate("atlas.view")
    box = app.locator("iframe").first.bounding_box()
    app.mouse.move(box["x"] + 300, box["y"] + 300)
    app.mouse.down()
    app.mouse.move(box["x"] + 420, box["y"] + 340, steps=4)
    app.mouse.up()
    app.wait_for_function(
        """start => {
          const { atlas } = document.querySelector("iframe").contentWindow;
          const view = new URL(location).searchParams.get("view");
          return view !== start && view === atlas.view;
        }""",
        arg=start,
    )
    zoom = frame.evaluate("atlas.map.getZoom()")
    app.mouse.wheel(0, -400)
    app.wait_for_function(
        """zoom => {
          const { atlas } = document.querySelector("iframe").contentWindow;
          const view = new URL(location).searchParams.get("view");
          return atlas.map.getZoom() > zoom && view === atlas.view;
        }""",
        arg=zoom,
    )
    assert app.sent[before:] == []


def test_a_toggle_hides_its_layer_and_stands_in_the_url(app):
    frame = go(app, "?date=2019-12-19")
    paths = frame.locator("path.leaflet-interactive")
    before = paths.count()
    frame.locator("[data-layer=eastern_held]").uncheck()
    frame.wait_for_function(
        "atlas.layers().some(l => l.id === 'eastern_held' && !l.shown)"
    )
    assert 0 < paths.count() < before
    rest = ",".join(name for name in layers.SHOWN if name != "eastern_held")
    wait_for_url(app, layers=rest)
    next_change(frame)
    wait_for_rerun(app)
    assert "eastern_held" not in shown(frame)
    frame.locator("[data-layer=eastern_held]").check()
    wait_for_url(app, layers=",".join(layers.SHOWN))


def test_a_click_shows_the_evidence(app, atlas_records):
    frame = go(app, "?date=2019-12-19")
    set_view(frame, 24.20, 23.29, 8)
    kufra = atlas_records.place_of["kufra"]
    click_on(app, frame, kufra.lat + 0.02, kufra.lon + 0.02)
    popup = frame.locator(".atlas-evidence")
    popup.wait_for()
    line = r"Kufra\n+.*Held since .*\d{4}.*\n+Evidence in"
    assert re.search(line, popup.inner_text())
    app.get_by_text("Kufra – 2019-12-19").wait_for()
    wait_for_rerun(app)
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
        assert app.locator(f'.atlas-panel a[href="{url}"]').count() >= 1
    assert popup.locator("a").count() == 0


def test_a_place_chosen_from_the_list_opens_on_the_map(app):
    frame = go(app, f"?date=2019-12-19&{FEW}")
    wait_for_rerun(app)
    pick_place(app, "Kufra")
    popup = frame.locator(".atlas-evidence")
    popup.wait_for()
    assert popup.locator("h3").inner_text() == "Kufra"
    expect(app.get_by_text("Kufra – 2019-12-19")).to_be_visible()


def test_a_copied_link_opens_the_same_picture(app, page):
    frame = go(app, "?date=2019-12-19")
    set_view(frame, 31.2, 16.6, 8)
    frame.evaluate("atlas.setLayer('places', false)")
    slider(frame).press("ArrowLeft")
    wait_for_date(frame, "2019-12-18")
    wait_for_rerun(app)
    wait_for_url(app, view="31.2000,16.6000,8", date="2019-12-18")
    picture = "[atlas.date, atlas.view, atlas.layers(), atlas.language]"
    first = frame.evaluate(picture)
    again = open_map(page, app.url)
    again.wait_for_function("atlas.date === '2019-12-18'")
    assert again.evaluate(picture) == first


def test_the_map_takes_the_language_of_the_page_and_gives_it(app):
    frame = go(app, f"?date=2019-12-19&{FEW}")
    app.get_by_text("العربية").click()
    frame.wait_for_function("atlas.language === 'ar'")
    wait_for_url(app, lang="ar")
    expect(app.locator("h1")).to_contain_text("أطلس")
    frame.evaluate("atlas.setLanguage('en')")
    expect(app.locator("h1")).to_have_text("Libya Control Atlas")
    wait_for_url(app, lang="en")


def test_the_page_takes_the_selection_of_the_map_and_lets_it_go(app):
    frame = go(app, f"?date=2019-12-19&{FEW}")
    frame.evaluate("atlas.select('sirte')")
    expect(app.get_by_text("Sirte – 2019-12-19")).to_be_visible()
    frame.evaluate("atlas.select(null)")
    expect(app.get_by_text("Sirte – 2019-12-19")).to_have_count(0)


def test_what_python_wants_does_not_undo_what_came_after(app):
    """A date of the map's own stays, whatever the page asks for beside it."""
    frame = go(app, f"?date=2019-12-19&{FEW}")
    for _ in range(3):
        slider(frame).press("PageUp")
    pick_place(app, "Kufra")
    expect(app.get_by_text("Kufra – 2020-03-19")).to_be_visible()
    assert frame.evaluate("atlas.date") == "2020-03-19"


def test_the_timeline_is_as_light_or_dark_as_the_page(app):
    frame = go(app, "?date=2019-12-19")
    lightness = """element => getComputedStyle(element).backgroundColor
      .match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3"""
    for scheme in ("dark", "light"):  # other tests go on in the light
        app.emulate_media(color_scheme=scheme)
        frame.wait_for_function(
            "scheme => document.documentElement.dataset.theme === scheme", arg=scheme
        )
        wait_for_rerun(app)
        for part in (app.get_by_test_id("stApp"), frame.locator(".atlas-timeline")):
            assert (part.evaluate(lightness) > 128) == (scheme == "light")


def test_arabic_turns_the_page_and_the_map(app):
    frame = go(app, "?lang=ar")
    assert frame.locator(".atlas-legend").get_attribute("dir") == "rtl"
    assert "طرابلس" in frame.locator(".atlas-labels").inner_text()
    assert "أطلس السيطرة" in app.locator("h1").inner_text()

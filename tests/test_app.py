"""The page in a real browser, with every outside host blocked."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from chromium import map_frame, open_map, shown, wait_for_date
from PIL import Image
from playwright.sync_api import expect

from geo import layers, query


def parameters(page) -> dict[str, str]:
    return {key: cell[0] for key, cell in parse_qs(urlsplit(page.url).query).items()}


def wait_for_url(page, **wanted: str) -> None:
    for key, value in wanted.items():
        page.wait_for_function(
            "([key, value]) => new URL(location).searchParams.get(key) === value",
            arg=[key, value],
        )


def date_field(page):
    return page.get_by_test_id("stDateInput").get_by_role("group", name="Date")


def wait_for_rerun(page) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def click_on(page, frame, lat: float, lng: float) -> None:
    """Click the map where a coordinate is drawn, with the real mouse."""
    box = page.locator("iframe").bounding_box()
    x, y = frame.evaluate(
        "([lat, lng]) => {const p = atlas.map.latLngToContainerPoint([lat, lng]);"
        "return [p.x, p.y]}",
        [lat, lng],
    )
    page.mouse.click(box["x"] + x, box["y"] + y)


def test_opens_on_19_december_2019_with_features_of_at_least_four_layers(page, app_url):
    frame = open_map(page, app_url)
    assert frame.evaluate("atlas.date") == "2019-12-19"
    counts = shown(frame)
    assert set(counts) == set(layers.NAMES)
    assert sum(count > 0 for count in counts.values()) >= 4
    assert frame.locator("path.leaflet-interactive").count() > 100
    assert frame.locator(".atlas-date").inner_text() == "19 December 2019"


def test_asks_nothing_of_the_outside_world(page, app_url):
    frame = open_map(page, app_url)
    page.get_by_role("button", name="Next change").click()
    frame.wait_for_function("atlas.date !== '2019-12-19'")
    click_on(page, frame, 27.04, 14.43)
    frame.locator(".atlas-evidence").wait_for()
    wait_for_rerun(page)
    assert page.outside == []
    assert page.errors == []


def test_the_slider_moves_the_date_by_keyboard(page, app_url):
    frame = open_map(page, app_url)
    page.get_by_role("slider").press("ArrowRight")
    wait_for_date(frame, "2019-12-20")
    wait_for_url(page, date="2019-12-20")
    expect(date_field(page)).to_have_text("2019-12-20")


def test_the_date_field_moves_the_date(page, app_url):
    frame = open_map(page, app_url)
    date_field(page).get_by_role("spinbutton").first.click()
    page.keyboard.type("20150615")
    page.locator("h1").click()
    wait_for_date(frame, "2015-06-15")
    wait_for_url(page, date="2015-06-15")


def test_the_change_buttons_go_to_the_neighbouring_changes(
    page, app_url, atlas_records
):
    days = query.change_days(atlas_records)
    later = next(day for day in days if day.isoformat() > "2019-12-19")
    frame = open_map(page, app_url)
    page.get_by_role("button", name="Next change").click()
    wait_for_date(frame, later.isoformat())
    page.get_by_role("button", name="Previous change").click()
    earlier = max(day for day in days if day < later)
    wait_for_date(frame, earlier.isoformat())


def test_the_map_keeps_its_view_and_frame_over_date_changes(page, app_url):
    frame = open_map(page, app_url)
    frame.evaluate("atlas.map.setView([32.7, 13.2], 9, {animate: false})")
    frame.evaluate("window.born = 'once'")
    for _ in range(10):
        before = frame.evaluate("atlas.date")
        page.get_by_role("button", name="Next change").click()
        frame.wait_for_function("before => atlas.date !== before", arg=before)
        wait_for_rerun(page)
    assert frame.evaluate("[window.born, atlas.view]") == ["once", "32.7000,13.2000,9"]
    assert map_frame(page) == frame
    assert parameters(page)["view"] == "32.7000,13.2000,9"


def test_a_pan_reruns_nothing_and_stands_in_the_url(page, app_url):
    sent = []

    def listen(socket):
        # Playwright cannot take a bound builtin as a listener.
        socket.on("framesent", lambda payload: sent.append(payload))  # noqa: PLW0108

    page.on("websocket", listen)
    frame = open_map(page, app_url)
    wait_for_rerun(page)
    before = len(sent)
    start = frame.evaluate("atlas.view")
    box = page.locator("iframe").bounding_box()
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
    assert sent[before:] == []


def test_a_toggle_hides_its_layer_and_stands_in_the_url(page, app_url):
    frame = open_map(page, app_url)
    paths = frame.locator("path.leaflet-interactive")
    before = paths.count()
    hidden = shown(frame)["eastern_held"]
    frame.locator("[data-layer=eastern_held]").uncheck()
    frame.wait_for_function(
        "atlas.layers().some(l => l.id === 'eastern_held' && !l.shown)"
    )
    assert paths.count() == before - hidden
    rest = ",".join(name for name in layers.NAMES if name != "eastern_held")
    wait_for_url(page, layers=rest)
    page.get_by_role("button", name="Next change").click()
    frame.wait_for_function("atlas.date !== '2019-12-19'")
    wait_for_rerun(page)
    assert "eastern_held" not in shown(frame)
    frame.locator("[data-layer=eastern_held]").check()
    wait_for_url(page, layers=",".join(layers.NAMES))


def test_a_click_shows_the_evidence(page, app_url, atlas_records):
    frame = open_map(page, app_url)
    frame.evaluate("atlas.map.setView([27.04, 14.43], 8, {animate: false})")
    click_on(page, frame, 27.0, 14.6)
    popup = frame.locator(".atlas-evidence")
    popup.wait_for()
    assert "Eastern-based authority" in popup.inner_text()
    assert re.search(r"Since .*\d{4}-\d\d-\d\d", popup.inner_text())
    panel = page.get_by_text("Sabha –").first
    panel.wait_for()
    wait_for_rerun(page)
    claims = atlas_records.control[atlas_records.control["place_id"] == "sabha"]
    now = claims[(claims["start"] <= "2019-12-19") & ~(claims["end"] <= "2019-12-19")]
    sources = atlas_records.sources.set_index("source_id")["url"]
    for source_id in now["source_ids"].iloc[0]:
        link = page.locator(f'[data-testid=stHtml] a[href="{sources[source_id]}"]')
        assert link.count() >= 1
        assert frame.locator(f'a[href="{sources[source_id]}"]').count() == 1


def test_a_place_chosen_from_the_list_opens_on_the_map(page, app_url):
    frame = open_map(page, app_url)
    wait_for_rerun(page)
    page.get_by_role("combobox", name="Place").click()
    page.keyboard.type("Kufra")
    page.get_by_role("option", name="Kufra", exact=True).click()
    popup = frame.locator(".atlas-evidence")
    popup.wait_for()
    assert popup.locator("h3").inner_text() == "Kufra"
    expect(page.get_by_text("Kufra – 2019-12-19")).to_be_visible()


def test_a_copied_link_opens_the_same_picture(page, app_url, browser):
    frame = open_map(page, app_url)
    frame.evaluate("atlas.map.setView([31.2, 16.6], 8, {animate: false})")
    frame.locator("[data-layer=places]").uncheck()
    page.get_by_role("slider").press("ArrowLeft")
    wait_for_date(frame, "2019-12-18")
    wait_for_rerun(page)
    wait_for_url(page, view="31.2000,16.6000,8", date="2019-12-18")
    picture = "[atlas.date, atlas.view, atlas.layers(), atlas.language]"
    first = frame.evaluate(picture)
    again = open_map(page, page.url)
    again.wait_for_function("atlas.date === '2019-12-18'")
    assert again.evaluate(picture) == first


@pytest.mark.parametrize(
    ("parameter", "value", "message"),
    [
        ("date", "yesterday", "'yesterday' is no date"),
        ("date", "2019-12", "'2019-12' is a month"),
        ("date", "1999-01-01", "date 1999-01-01 is out of range: use 2014-05-16 to"),
        ("layers", "tripoli_held,oil", "no layer oil: use tripoli_held"),
        ("view", "here", "view 'here' is none: write lat,lon,zoom"),
        ("view", "95,13,8", "lies off the map"),
        ("view", "nan,13,8", "lies off the map"),
        ("lang", "fr", "no language fr: use en, ar"),
        ("lang", "![x](http://x.test/x.png)", "no language ![x](http://x.test/x.png)"),
    ],
)
def test_a_bad_url_gets_one_clear_message(page, app_url, parameter, value, message):
    frame = open_map(page, f"{app_url}/?{parameter}={value}")
    alerts = page.get_by_test_id("stAlert")
    assert alerts.count() == 1
    assert message in alerts.inner_text()
    assert page.outside == []
    assert "Traceback" not in page.content()
    assert sum(shown(frame).values()) > 0


def test_arabic_turns_the_page_and_the_map(page, app_url):
    frame = open_map(page, f"{app_url}/?lang=ar")
    assert frame.locator(".atlas-legend").get_attribute("dir") == "rtl"
    assert "طرابلس" in frame.locator(".atlas-labels").inner_text()
    assert "أطلس السيطرة" in page.locator("h1").inner_text()


def test_the_map_downloads_as_html_that_works_from_disk(
    page, app_url, tmp_path, browser
):
    frame = open_map(page, f"{app_url}/?date=2016-06-20&view=31.5,16,7")
    wait_for_date(frame, "2016-06-20")
    wait_for_rerun(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Map as HTML").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "libya-2016-06-20.html"
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    assert page.evaluate("[atlas.date, atlas.view]") == [
        "2016-06-20",
        "31.5000,16.0000,7",
    ]
    assert page.evaluate("atlas.layers()") == frame_layers(page)
    page.evaluate("atlas.setDate('2017-01-01'); atlas.select('sirte')")
    assert "Sirte" in page.locator(".atlas-evidence").inner_text()
    assert page.outside == []
    assert page.errors == []


def frame_layers(page):
    counts = page.evaluate("atlas.layers()")
    assert sum(layer["count"] > 0 for layer in counts) >= 4
    return counts


def test_the_map_downloads_as_png(page, app_url, tmp_path):
    open_map(page, app_url)
    wait_for_rerun(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Map as PNG").click()
    path = tmp_path / "map.png"
    download.value.save_as(path)
    picture = Image.open(io.BytesIO(path.read_bytes()))
    assert picture.format == "PNG"
    assert picture.width >= 1200
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 100

"""The sea on the map and on the page: clicks, claimants, tables of points."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page, expect

from geo.layers import read as layers
from geo.pictures import render as snapshot
from geo.pictures import scene, waters, window
from geo.request import Request
from geo.shown import Shown
from geo.views import View
from geo.web import html as maps
from tests.chromium import Kept, go, wait_for_date
from tests.web.conftest import as_first_opened, keeping
from tests.web.map_page import open_file

DAY = dt.date(2025, 7, 1)
EAST = View(34.0, 25.0, 6.0)
HOSTILE = '</script><img src=x onerror="window.hacked=1">\'"\u202e<!--'


@pytest.fixture(scope="module")
def page_text(frames, atlas_records):
    return maps.html(frames, atlas_records, Shown(DAY, view=EAST))


@pytest.fixture(scope="module")
def kept_sea(context, page_text, tmp_path_factory) -> Iterator[Kept]:
    path = tmp_path_factory.mktemp("sea") / "map.html"
    path.write_text(page_text, encoding="utf-8")
    with keeping(context, path) as kept:
        yield kept


@pytest.fixture
def at_sea(kept_sea, request) -> Iterator[Page]:
    """A map of the sea that is loaded once, as it was when it was opened."""
    with as_first_opened(kept_sea, request.session) as page:
        yield page


def click(page, lat, lng):
    """Click the map where a coordinate is drawn, with the real mouse."""
    page.mouse.click(
        *page.evaluate(
            "([lat, lng]) => {const p = atlas.map.latLngToContainerPoint([lat, lng]);"
            "return [p.x, p.y]}",
            [lat, lng],
        )
    )


def listed_ids(page):
    """Return the ids of all that the popup tells of."""
    page.wait_for_selector(".atlas-at-sea")
    return page.eval_on_selector_all(
        ".atlas-at-sea", "all => all.map(one => one.dataset.id)"
    )


def drawn(page, layer):
    return set(
        page.evaluate(
            """layer => atlas.time._tracks
            .filter(t => t.now?.layer === layer && atlas.map.hasLayer(t.path))
            .map(t => t.now.id)""",
            layer,
        )
    )


# ---- clicks


def test_a_click_on_a_line_gives_all_that_lies_there(at_sea):
    click(at_sea, 34.2113, 26.486)
    ids = listed_ids(at_sea)
    assert "tr-ly-2019" in ids
    assert any(i.startswith("tr-ly-mou-2019.") for i in ids)
    part = at_sea.locator('.atlas-at-sea[data-id="tr-ly-2019"]')
    for text in (
        "By treaty · boundary",
        "Turkey, Libya (Government of National Accord)",
        "17.97",
        "33.28",
        "points as published",
        "2019-12-12\u2069 opposed: European Union",
        "34°16'13.720\"N",
    ):
        expect(part).to_contain_text(text)
    assert part.locator(".atlas-sources a").count() >= 5
    assert at_sea.evaluate("atlas.line") == "tr-ly-2019"
    assert at_sea.errors == []


def test_a_click_gives_the_past_of_a_line_and_folds_its_future(at_sea):
    at_sea.evaluate("atlas.setDate('2019-11-28')")
    click(at_sea, 34.2113, 26.486)
    part = at_sea.locator('.atlas-at-sea[data-id="tr-ly-2019"]')
    now = part.locator("> div > .atlas-stages")
    later = part.locator("details", has_text="After this day")
    expect(now.last).to_contain_text("opposed: Egypt, Greece, Cyprus")
    assert not now.get_by_text("European Union").count()
    expect(later).to_contain_text("opposed: European Union")
    at_sea.evaluate("atlas.setDate('2019-12-12')")
    expect(now.last).to_contain_text("opposed: European Union")
    expect(later).not_to_contain_text("opposed: European Union")


def test_a_step_known_to_the_month_is_reported_once_while_the_month_lasts(at_sea):
    at_sea.evaluate("atlas.setDate('2025-09-10')")
    lat, lng = at_sea.evaluate(
        """() => {const t = atlas.time._tracks.find(t => t.now?.id === 'ly-shelf-2025');
        const line = t.path.getLatLngs().flat(); const p = line[line.length >> 1];
        return [p.lat, p.lng]}"""
    )
    click(at_sea, lat, lng)
    part = at_sea.locator('.atlas-at-sea[data-id="ly-shelf-2025"]')
    now = part.locator("> div > .atlas-stages").last
    later = part.locator("details", has_text="After this day")
    expect(now).to_contain_text("2025-09-08\u2069 opposed: Egypt")
    expect(now).not_to_contain_text("Malta")
    expect(later).to_contain_text("2025-09\u2069 opposed: Malta")
    expect(later).not_to_contain_text("Egypt")


def test_a_computed_line_opens_its_base_points(at_sea):
    lat, lng = at_sea.evaluate(
        """() => {const t = atlas.time._tracks.find(t => t.now?.id === 'gr-ly-median');
        const line = t.path.getLatLngs().flat(); const p = line[line.length >> 1];
        return [p.lat, p.lng]}"""
    )
    click(at_sea, lat, lng)
    assert "gr-ly-median" in listed_ids(at_sea)
    part = at_sea.locator('.atlas-at-sea[data-id="gr-ly-median"]')
    part.locator("summary", has_text="Base points").click()
    expect(part).to_contain_text("Libya (mainland)")


def test_a_click_on_disputed_water_gives_both_sides(at_sea):
    click(at_sea, 34.0, 25.0)
    assert "greece-2020.libya-2025" in listed_ids(at_sea)
    part = at_sea.locator('.atlas-at-sea[data-id="greece-2020.libya-2025"]')
    for text in ("Greece – Libya", "km²", "Known since", "Libya, since", "1977-05-24"):
        expect(part).to_contain_text(text)
    at_sea.evaluate("atlas.setLanguage('ar')")
    expect(part).to_contain_text("اليونان – ليبيا")
    expect(part).to_contain_text("معروف منذ")


def test_an_open_popup_follows_the_date(at_sea):
    click(at_sea, 34.0, 25.0)
    assert "greece-2020.libya-2025" in listed_ids(at_sea)
    at_sea.evaluate("atlas.setDate('2015-01-01')")
    gone = at_sea.locator('.atlas-at-sea[data-id="greece-2020.libya-2025"]')
    expect(gone).to_have_count(0)


def test_hostile_text_of_the_sea_stays_text(page, frames, atlas_records, tmp_path):
    hostile = dict.fromkeys(("name_en", "name_ar", "note"), HOSTILE)
    broken = frames | {
        name: frames[name].assign(**hostile)
        for name in ("maritime_lines", "claimed_maritime")
    }
    state = Shown(DAY, layers.NAMES, EAST, claimants=("greece",))
    open_file(page, maps.html(broken, atlas_records, state), tmp_path / "map.html")
    click(page, 35.8, 22.0)
    assert listed_ids(page) == ["greece-2020"]
    popup = page.locator(".atlas-evidence")
    assert HOSTILE in popup.text_content()
    assert popup.locator("img").count() == 0
    assert page.evaluate("window.hacked") is None


# ---- claimants


def test_the_switch_draws_one_sea_or_two(at_sea):
    every = drawn(at_sea, "maritime_lines")
    assert drawn(at_sea, "claimed_maritime") == set()
    at_sea.locator("[data-group=sea] > summary").click()
    at_sea.locator('[data-claimant="1"]').select_option("greece")
    assert drawn(at_sea, "claimed_maritime") == {"greece-2020"}
    lines = drawn(at_sea, "maritime_lines")
    assert {"gr-ly-median", "gr-eg-2020"} <= lines < every
    assert all("greece" in i for i in drawn(at_sea, "disputed_maritime"))
    at_sea.locator('[data-claimant="2"]').select_option("libya")
    assert at_sea.evaluate("atlas.claimants") == ["greece", "libya"]
    assert drawn(at_sea, "claimed_maritime") == {"greece-2020", "libya-2025"}
    assert drawn(at_sea, "disputed_maritime") == {"greece-2020.libya-2025"}
    fills = at_sea.evaluate(
        """atlas.time._tracks.filter(t => t.now?.layer === 'claimed_maritime' &&
        atlas.map.hasLayer(t.path)).map(t => t.path._path.getAttribute('fill'))"""
    )
    assert len(set(fills)) == 2
    at_sea.locator('[data-claimant="1"]').select_option("")
    assert at_sea.evaluate("atlas.claimants") == []
    assert drawn(at_sea, "maritime_lines") == every
    assert drawn(at_sea, "claimed_maritime") == set()


def test_what_the_legend_has_open_stays_so_as_it_is_drawn_anew(at_sea):
    fold = """() => {
      const fold = () => document.querySelector("[data-group=sea]");
      const open = (fold().open = !fold().open);
      atlas.setClaimants(open ? ["greece"] : []);  // before the fold has told
      return fold().open === open;
    }"""
    assert at_sea.evaluate(fold)
    assert at_sea.evaluate(fold)


def test_an_agreement_goes_with_its_line(at_sea):
    at_sea.evaluate("atlas.setClaimants(['greece'])")
    kept = {i.rsplit(".", 1)[0] for i in drawn(at_sea, "agreements")}
    assert "it-gr-1977" in kept
    assert not kept & {"ly-mt-1986", "eg-cy-2003", "eg-595-2022"}


@pytest.mark.parametrize("states", [["spain"], ["greece", "libya", "egypt"]])
def test_the_map_refuses_other_claimants(at_sea, states):
    with pytest.raises(Error, match="RangeError"):
        at_sea.evaluate("states => atlas.setClaimants(states)", states)


def test_a_file_opens_with_the_sea_chosen(page, frames, atlas_records, tmp_path):
    state = Shown(DAY, layers.NAMES, EAST, claimants=("greece", "turkey"))
    open_file(page, maps.html(frames, atlas_records, state), tmp_path / "map.html")
    assert page.evaluate("atlas.claimants") == ["greece", "turkey"]
    assert drawn(page, "claimed_maritime") == {"greece-2020", "turkey-2019"}


def test_a_picture_draws_the_sea_chosen(frames):
    day = scene.gather(frames, DAY, layers.NAMES, ("greece", "libya"))
    compose = scene.compose(day, window.window("country"))
    signs = {"sea_of_greece", "sea_of_libya", "disputed_maritime"}
    assert set(waters.keys(compose.waters)) == signs
    assert signs <= set(compose.legend())
    ids = {i.rsplit(".", 1)[0] for i in compose.agreements["id"]}
    assert "ly-mt-1986" in ids
    assert "eg-cy-2003" not in ids
    one, two = (
        snapshot.render(frames, Request(DAY, claimants=c, dpi=72), "png")
        for c in ((), ("greece", "libya"))
    )
    assert one != two


# ---- the page


def test_the_address_and_the_page_know_the_claimants(app):
    frame = go(app, "?date=2025-07-01&claimants=greece,libya")
    wait_for_date(frame, "2025-07-01")
    assert frame.evaluate("atlas.claimants") == ["greece", "libya"]
    assert "claimed_maritime" in frame.evaluate(
        "atlas.layers().filter(l => l.shown).map(l => l.id)"
    )
    frame.evaluate("atlas.setClaimants(['turkey'])")
    app.wait_for_url("**claimants=turkey**")
    frame.evaluate("atlas.setClaimants([])")
    app.wait_for_url(lambda url: "claimants" not in url)


def test_a_line_clicked_is_chosen_and_saved_as_tables(app):
    frame = go(app, "?date=2025-07-01&view=34.2,26.5,7")
    box = app.locator("iframe").first.bounding_box()
    x, y = frame.evaluate(
        "() => {const p = atlas.map.latLngToContainerPoint([34.2113, 26.486]);"
        "return [p.x, p.y]}"
    )
    app.mouse.click(box["x"] + x, box["y"] + y)
    chosen = app.get_by_role("combobox", name="Points of a line at sea")
    expect(chosen).to_have_value("Turkey-Libya memorandum line (A-B)")
    saved = {}
    for form in ("CSV", "GEOJSON", "DMS", "S121"):
        with app.expect_download() as download:
            app.get_by_role("button", name=form, exact=True).click()
        saved[download.value.suggested_filename] = download.value.path().read_text(
            encoding="utf-8"
        )
    ends = ("csv", "geojson", "txt", "s121.csv")
    assert set(saved) == {f"tr-ly-2019.{end}" for end in ends}
    assert saved["tr-ly-2019.txt"].startswith("A\t34°16'13.720\"N\t")
    assert len(json.loads(saved["tr-ly-2019.geojson"])["features"]) == 2

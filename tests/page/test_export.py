"""The page's export panel in a real browser."""

import datetime as dt
import io
import re

from PIL import Image
from playwright.sync_api import expect

from geo import export
from geo.export import forms
from geo.export.verify import verify
from geo.page.choices import form_name
from geo.request import Request
from geo.views import COUNTRY, View
from geo.words import say
from tests.chromium import (
    choose,
    go,
    open_map,
    rerunning,
    save,
    set_view,
    wait_for_date,
    wait_for_preview,
    wait_for_rerun,
)
from tests.page.few import FEW


def test_the_exports_follow_a_pan(app, tmp_path):
    frame = go(app, f"?date=2019-12-19&{FEW}")
    wait_for_rerun(app)
    box = app.locator("iframe").first.bounding_box()
    app.mouse.move(box["x"] + 300, box["y"] + 300)
    with rerunning(app):
        set_view(frame, 31.2, 16.6, 8)
        app.mouse.move(box["x"] + box["width"] + 40, box["y"] + 300)
    saved = save(app, "GeoJSON", tmp_path)
    manifest = export.manifests.parse(
        export.read_manifest(saved.read_bytes(), "geojson")
    )
    assert View(**manifest["request"]["view"]) == View(31.2, 16.6, 8)


def test_the_map_downloads_as_html_that_works_from_disk(app, page, tmp_path):
    frame = go(app, "?date=2016-06-20&view=31.5,16,7")
    wait_for_date(frame, "2016-06-20")
    wait_for_rerun(app)
    path = save(app, "HTML map", tmp_path)
    shown = Request(dt.date(2016, 6, 20), view=View(31.5, 16, 7))
    assert path.name == forms.file_name(shown, "html")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    assert page.evaluate("[atlas.date, atlas.view]") == [
        "2016-06-20",
        "31.5000,16.0000,7",
    ]
    assert page.evaluate("atlas.layers()") == frame_layers(page)
    page.get_by_role("slider").press("Home")
    assert page.evaluate("atlas.date") == "2014-05-16"
    page.evaluate("atlas.setDate('2017-01-01'); atlas.select('sirte')")
    assert "Sirte" in page.locator(".atlas-evidence").inner_text()
    assert page.outside == []
    assert page.errors == []


def frame_layers(page):
    counts = page.evaluate("atlas.layers()")
    assert sum(layer["count"] > 0 for layer in counts) >= 4
    return counts


def test_every_form_is_saved_and_is_the_same_when_made_again(app, world, tmp_path):
    names = ("tripoli_held", "eastern_held", "places")
    go(app, f"?date=2020-06-10&view=32.6,13.2,8&layers={','.join(names)}")
    shown = Request(dt.date(2020, 6, 10), names, view=View(32.6, 13.2, 8))
    for form in [kind.name for kind in forms.TABLE if not kind.is_film]:
        path = save(app, form_name(form, "en"), tmp_path)
        assert path.name == forms.file_name(shown, form)
        report = verify(path, world)
        assert report.same, str(report)
        if form == "png":
            picture = Image.open(path)
            assert picture.format == "PNG"
            assert picture.width >= 1200
            assert len(picture.convert("RGB").getcolors(1 << 24)) > 100
    assert app.errors == []


def test_options_shape_the_picture(page, app_url, world, tmp_path):
    open_map(page, f"{app_url}/?date=2020-06-10&{FEW}&tab=export")
    page.get_by_text(say("export.options", "en")).click()
    page.get_by_text(say("export.cite", "en")).click()
    choose(page, "What it shows", "Sirte and Jufra")
    choose(page, "Paper or screen", "A5")
    choose(page, "Orientation", "portrait")
    choose(page, "Dots per inch", "100")
    page.get_by_text("Dark", exact=True).click()
    expect(page.get_by_role("switch", name="Dark")).to_be_checked()
    wait_for_rerun(page)
    title = page.get_by_role("textbox", name="Title")
    title.fill("A title of one's own")
    title.press("Enter")
    cited = page.get_by_test_id("stCode").first
    expect(cited).to_contain_text("A title of one's own")
    path = save(page, "PNG picture", tmp_path)
    assert Image.open(io.BytesIO(path.read_bytes())).size == (583, 827)
    manifest = export.manifests.parse(export.read_manifest(path.read_bytes(), "png"))
    request = manifest["request"]
    assert request["view"] == "sirte-jufra"
    assert (request["paper"], request["orientation"]) == ("a5", "portrait")
    assert (request["dark"], request["title"]) == (True, "A title of one's own")
    assert verify(path, world).same


def test_a_day_that_cannot_be_compared_gets_one_clear_message(page, app_url):
    open_map(page, f"{app_url}/?date=2019-12-19&{FEW}&tab=export")
    page.get_by_text(say("export.options", "en")).click()
    page.get_by_role("combobox", name="Export").wait_for()
    wait_for_preview(page)
    type_day(page, say("export.against", "en"), "2020-06-10")
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_have_text(
        "2020-06-10 is not before 2019-12-19: use an earlier day"
    )
    expect(page.locator(".st-key-save")).to_have_count(0)
    type_day(page, say("export.against", "en"), "2019-04-03")
    expect(alert).to_have_count(0)
    expect(page.locator(".st-key-save button")).to_be_enabled()


def type_day(page, label: str, day: str) -> None:
    field = page.get_by_test_id("stDateInput").filter(has_text=label)
    for part, number in zip(("year", "month", "day"), day.split("-"), strict=True):
        spin = field.get_by_role("spinbutton", name=re.compile(f"^{part},"))
        spin.press_sequentially(number)
    page.keyboard.press("Escape")
    page.locator("h1").click()


def test_the_citation_and_the_description_follow_the_day(app, world):
    frame = go(app, "?date=2019-12-19&tab=export")
    app.get_by_text(say("export.cite", "en")).click()
    expect(app.get_by_text("Map of Libya on 19 December 2019.")).to_be_visible()
    citation = app.get_by_test_id("stCode").first
    expect(citation).to_contain_text(
        "Libya Control Atlas: state on 2019-12-19, version"
    )
    frame.evaluate("atlas.setDate('2020-06-10')")
    expect(app.get_by_text("Map of Libya on 10 June 2020.")).to_be_visible()
    request = Request(dt.date(2020, 6, 10), view=COUNTRY)
    expect(app.get_by_text(export.alt_text(request, world.frames))).to_be_visible()
    citation.focus()
    app.keyboard.press("Tab")
    expect(citation.get_by_role("button")).to_be_focused()  # to copy it
    app.get_by_text(say("export.cite", "en")).click()


def test_the_panel_speaks_arabic(app):
    go(app, f"?lang=en&{FEW}&tab=export")
    expect(app.get_by_role("combobox", name=say("export.form", "en"))).to_be_visible()
    fold = app.locator("summary", has_text=say("export.options", "en"))
    fold.click()
    go(app, f"?lang=ar&{FEW}&tab=export")
    fold = app.locator("summary", has_text=say("export.options", "ar"))
    expect(fold.locator("..")).to_have_attribute("open", "")  # as it was left
    fold.click()
    field = app.get_by_role("combobox", name=say("export.form", "ar"))
    names = [re.escape(form_name(form, "ar")) for form in forms.FORMS]
    expect(field).to_have_value(re.compile(f"^({'|'.join(names)})$"))
    cite = app.get_by_text(say("export.cite", "ar"))
    cite.click()
    expect(app.get_by_text(say("export.alt", "ar"))).to_be_visible()
    cite.click()


def test_in_arabic_a_date_still_runs_from_its_year(app):
    go(app, f"?lang=ar&date=2020-01-10&tab=changes&{FEW}")
    field = app.get_by_role("group", name=say("answers.since", "ar"))
    year, month, day = (
        field.locator(f"[data-type={part}]").bounding_box()["x"]
        for part in ("year", "month", "day")
    )
    assert year < month < day

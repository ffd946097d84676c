"""The page with hostile records, files, messages and addresses."""

import datetime as dt
import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from geo.errors import StoryError, UploadError
from geo.inputs import own
from geo.query import stories
from geo.shown import Shown, from_address
from geo.words import say
from tests.chromium import (
    map_frame,
    open_map,
    open_tab,
    rerunning,
    save,
    wait_for_rerun,
)
from tests.hostile import texts as hostile
from tests.hostile.conftest import assert_quiet
from tests.hostile.test_saved_map import open_saved, own_file
from tests.serving import serving


@pytest.fixture(scope="module")
def hostile_url(site, evil):
    with serving(str(site / "app.py"), folder=site) as url:
        yield url


def assert_hostile_text(page, lines) -> None:
    """Assert that a panel shows some of the hostile texts as they were typed."""
    shown = page.locator(".atlas-panel").last
    typed = [line for line in lines if len(line) > 9]
    expect(shown).to_contain_text(re.compile("|".join(map(re.escape, typed))))


def test_the_page_shows_hostile_records_as_text(page, hostile_url, evil, lines):
    page.on("dialog", lambda dialog: page.errors.append(dialog.message))
    frame = open_map(page, f"{hostile_url}/?story=2019-12-19&step=3")
    (text,) = [
        step.text_en
        for step in evil.records.story_steps
        if (step.story_id, step.seq) == ("2019-12-19", 3)
    ]
    assert text in page.locator(".st-key-story").text_content()
    for tab in ("agreements", "events", "changes"):
        open_tab(page, say(f"page.tabs.{tab}", "en"))
        assert_hostile_text(page, lines)
        if tab == "agreements":
            for way in ("lanes", "relations"):
                name = say(f"panel.ways.{way}", "en")
                with rerunning(page):
                    page.get_by_role("radio", name=name, exact=True).click()
            assert_hostile_text(page, lines)
    sirte = evil.records.place_of["sirte"]
    frame.evaluate("atlas.select('sirte')")
    page.locator("h4", has_text=sirte.name_en).first.wait_for()
    assert page.locator("[data-testid=stMain] img").count() == 0
    assert page.evaluate("window.hacked") is None
    assert frame.evaluate("window.hacked") is None
    assert [url for url in page.outside if "hostile" in url] == []
    assert page.errors == []


def test_a_hostile_file_on_the_page_is_text_in_the_map_saved_from_it(
    page, app_url, strict, lines, tmp_path
):
    """As it was tried: a feature's name ran on the server when the map was saved."""
    # What is drawn beside the file, before it is saved, is none of its subject.
    frame = open_map(page, f"{app_url}/?layers=places&view=tripoli")
    name = "{{7*7}} <img src=x onerror=window.hacked=1> $(touch ran).geojson"
    content = own_file(lines)
    file = {"name": name, "mimeType": "application/json", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    stem = name.removesuffix(".geojson")
    frame.wait_for_function("n => atlas.layers().some(l => l.name === n)", arg=stem)
    saved = save(page, "HTML map", tmp_path)
    open_saved(strict, saved)
    assert stem in strict.locator(".atlas-legend").text_content()
    assert_quiet(strict)
    assert page.evaluate("window.hacked") is None
    assert page.outside == page.errors == []


def test_half_a_character_in_a_file_is_refused():
    for half in hostile.HALVES:
        with pytest.raises(UploadError, match=r"feature 1: .* half of a character"):
            own.read("x.geojson", own_file([half]))


def test_the_page_shows_messages_and_addresses_as_typed(page, site, lines):
    """Every text, through Markdown, as a warning; some of them in an address too."""
    script = site / "messages.py"
    script.write_text(
        "import json, pathlib, streamlit as st\n"
        "from geo.page.state import plain\n"
        "path = pathlib.Path(__file__).with_suffix('.json')\n"
        "for text in json.loads(path.read_text()):\n"
        "    st.warning(plain(text))\n"
    )
    script.with_suffix(".json").write_text(json.dumps(lines))
    with serving(str(script), folder=site) as url:
        page.goto(url)
        wait_for_rerun(page)
        alerts = page.get_by_test_id("stAlert")
        alerts.nth(len(lines) - 1).wait_for()
        shown = alerts.all_inner_texts()
    # Streamlit sets a space after an emoji; the joiner keeps two signs apart.
    parted = [re.sub(r"[\s\u2060]", "", text) for text in shown]
    assert parted == [re.sub(r"\s", "", text) for text in lines]
    assert page.locator("[data-testid=stAlert] :is(img, script, iframe)").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.outside == page.errors == []


PARSED = ("date", "layers", "view", "lang", "claimants", "ground", "as_known_on")
OPENED = ("story", "place", "road", "agreement", "line", "against", "tab")


@pytest.mark.parametrize("start", range(0, 36, 12))
def test_a_hostile_address_is_shown_as_typed(page, app_url, lines, start):
    values = [*lines[start::36], *hostile.UNFIT[start // 12 :: 9]]
    query = "&".join(
        f"{name}={quote(value, safe='')}"
        for name, value in zip((*PARSED, *OPENED), values, strict=False)
    )
    page.goto(f"{app_url}/?{query}")
    map_frame(page)
    wait_for_rerun(page)
    assert page.get_by_test_id("stAlert").count() >= 1
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.outside == page.errors == []


def test_every_text_gets_one_message_for_each_parameter(lines, atlas_records):
    """The page shows these, as a test above asks of every text."""
    usual = Shown(dt.date(2019, 12, 19))
    for text in [*lines, *hostile.UNFIT, *hostile.HALVES]:
        _, faults = from_address(dict.fromkeys(PARSED, text), usual)
        if text == "2019-12-19":  # a day, and the name of a story
            assert len(faults) == len(PARSED) - 2
            continue
        assert len(faults) == len(PARSED), text
        with pytest.raises(StoryError):
            stories.story(atlas_records, text)

"""The site as a reader has it: opened from a folder, without any server."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo.export.site import search
from geo.query import folding
from tests.article import article
from tests.chromium import new_context, new_page
from tests.serving import ROOT

SPELLINGS = list(
    csv.DictReader(
        (ROOT / "tests/query/spellings.csv").open(encoding="utf-8", newline="")
    )
)


@pytest.fixture(scope="module")
def reader(browser):
    """A page whose policy is in force, which asks for nothing but files."""
    context = new_context(browser, viewport={"width": 1366, "height": 900})
    page = new_page(context)
    page.said = []
    page.on("console", lambda one: page.said.append(one.text))
    yield page
    assert page.errors == []
    assert page.outside == []
    assert [one for one in page.said if "Security" in one or "rror" in one] == []
    context.close()


def test_a_name_in_any_spelling_leads_to_its_page(reader, site):
    for language, typed in (("en", "سرت"), ("ar", "Surt"), ("en", "Sidra gulf")):
        reader.goto((site / language / "data.html").as_uri())
        reader.keyboard.press("/")
        box = reader.get_by_role("combobox")
        expect(box).to_be_focused()
        box.fill(typed)
        expect(reader.get_by_role("option").first).to_be_visible()
        if typed == "Sidra gulf":
            continue
        reader.keyboard.press("Enter")
        reader.wait_for_url(f"**/{language}/place/sirte.html")
    box.fill("xqzw")
    expect(reader.locator(".status")).to_have_text("Nothing by that name.")
    reader.keyboard.press("Escape")
    expect(reader.locator(".status")).to_be_empty()


def most(reader, page: Path, parts: str, measure: str) -> int:
    """Return the most that parts of a page of the site measure on a phone."""
    reader.set_viewport_size({"width": 320, "height": 700})
    reader.goto(page.as_uri())
    return max(reader.locator(parts).evaluate_all(f"all => all.map({measure})"))


def test_all_that_is_said_of_a_file_is_in_sight_on_a_phone(reader, site):
    wide = "one => one.scrollWidth"
    assert most(reader, site / "ar/data.html", "main table", wide) <= 320


def test_a_day_of_a_sentence_is_whole(reader, site):
    high = "one => one.getClientRects().length"
    assert most(reader, site / "ar/place/tarhuna.html", ".lead bdi", high) == 1


def test_the_page_folds_and_finds_names_as_the_atlas_does(reader, site, atlas):
    """All spellings of the list, by the index of all records."""
    reader.goto((site / "en/data.html").as_uri())
    _, script = search.index(atlas.records)
    held = json.loads(script.partition(" = ")[2].rstrip(";\n"))
    typed = [row["spelling"] for row in SPELLINGS]
    texts = [*typed, "straße", "ﻟﻴﺒﻴﺎ", "İzmir", "a", "", "ʿAyn", "Élan ÑANDÚ"]
    folded, first = reader.evaluate(
        """([held, texts, typed]) => {
          const finder = new SiteNames.Finder(held);
          return [
            texts.map(text => [finder.folding.keys(text),
                               finder.folding.skeleton(finder.folding.keys(text).join(""))]),
            typed.map(text => finder.find(text)[0]?.id ?? null),
          ];
        }""",
        [held, texts, typed],
    )
    assert [tuple(one) for one in folded] == [
        (folding.keys(text), folding.skeleton("".join(folding.keys(text))))
        for text in texts
    ]
    missed = {
        row["spelling"]: found
        for row, found in zip(SPELLINGS, first, strict=True)
        if found != row["place_id"]
    }
    assert missed == {}


def test_the_map_opens_as_its_address_says_and_writes_it(reader, site):
    page = (site / "ar/map.html").as_uri()
    reader.goto(f"{page}?date=2019-12-19&place=sirte&layers=places,tripoli_held")
    reader.locator(".atlas-timeline").wait_for()
    assert reader.evaluate("[atlas.date, atlas.selected, atlas.language]") == [
        *("2019-12-19", "sirte", "ar")
    ]
    assert {*reader.evaluate("atlas.shownLayers()")} == {"places", "tripoli_held"}
    # A click opens evidence that is no part of the page.
    expect(reader.locator(".leaflet-popup")).to_contain_text("سرت")
    reader.goto(f"{page}?date=٢٠٢٠-٠٦-٣٠).&amp;against=٢٠٢٠-٠٦-٠١&view=٣٢٫٨،١٣٫٢،٨")
    reader.locator(".atlas-timeline").wait_for()
    assert reader.evaluate("[atlas.date, atlas.against, atlas.view]") == [
        *("2020-06-30", "2020-06-01", "32.8000,13.2000,8")
    ]
    reader.goto(f"{page}?view=60,13,8&plase=sirte&utm_source=mail")
    reader.locator(".atlas-timeline").wait_for()
    told = reader.locator(".atlas-notices")
    expect(told).to_contain_text("view=60,13,8")
    expect(told).to_contain_text("plase")
    expect(told).not_to_contain_text("utm_source")
    reader.goto(f"{page}?date=1999-99-99&place=nowhere")
    reader.locator(".atlas-timeline").wait_for()
    notice = reader.get_by_text("1999-99-99")
    expect(notice).to_contain_text("nowhere")


@pytest.mark.parametrize("width", [300, 700])
def test_an_article_shows_the_map_alone_and_talks_with_it(
    reader, site, tmp_path, width
):
    src = (site / "en/map.html").as_uri() + "?embed=1&date=2019-12-19"
    reader.goto(article(tmp_path, src, width))
    reader.wait_for_function("received.length > 0")
    frame = reader.frame_locator("iframe")
    expect(frame.locator(".atlas-timeline")).to_be_visible()
    expect(frame.locator("header.top")).to_be_hidden()
    credit = frame.get_by_role("link", name="Libya Control Atlas: open the whole page")
    expect(credit).to_be_in_viewport()
    assert "embed" not in credit.get_attribute("href")
    reader.evaluate('send({ date: "2020-06-05", place: "sirte", language: "ar" })')
    reader.wait_for_function('received.at(-1).date === "2020-06-05"')
    assert reader.evaluate("received.at(-1)") == {
        **{"date": "2020-06-05", "place": "sirte", "language": "ar"}
    }
    for wrong in (
        '{ date: "2020-13-05" }',
        '{ place: "nowhere" }',
        '{ language: "xx" }',
        '{ day: "2020-06-10" }',
        '{ date: "2020-06-10", places: "sirte" }',
        '"2020-06-10"',
        '["2020-06-10"]',
        "null",
    ):
        count = reader.evaluate("received.length")
        reader.evaluate(f"send({wrong})")
        reader.wait_for_function(f"received.length > {count}")
        last = reader.evaluate("received.at(-1)")
        assert last.pop("error")
        assert last == {"date": "2020-06-05", "place": "sirte", "language": "ar"}
    count = reader.evaluate("received.length")
    reader.evaluate("send({})")
    reader.wait_for_function(f"received.length > {count}")
    assert reader.evaluate("received.at(-1)") == last
    reader.evaluate('send({ date: "٢٠٢٠-٠٦-١٠" })')
    reader.wait_for_function('received.at(-1).date === "2020-06-10"')
    reader.evaluate("send({ place: null })")
    reader.wait_for_function("received.at(-1).place === null")


def test_the_first_page_leads_to_the_language_chosen_last(reader, site):
    reader.goto((site / "index.html").as_uri())
    reader.wait_for_url("**/en/index.html")  # as the browser is English
    reader.get_by_role("link", name="العربية").click()
    reader.wait_for_url("**/ar/index.html")
    reader.goto((site / "index.html").as_uri())
    reader.wait_for_url("**/ar/index.html")
    reader.goto((site / "index.html").as_uri() + "?lang=en")
    reader.wait_for_url("**/en/index.html")


def test_without_scripts_all_is_there_but_the_map(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "en/place/sirte.html").as_uri())
    expect(page.get_by_role("heading", name="Sirte", exact=True)).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
    context.close()
    text = (site / "en/map.html").read_text(encoding="utf-8")
    assert "<noscript><p>The map needs JavaScript." in text

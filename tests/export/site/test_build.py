"""All files of the site: every thing has its page, and every link leads to a file."""

import datetime as dt
import io
import json
import posixpath
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html import unescape
from urllib.parse import unquote, urlsplit

import duckdb
import pyarrow.parquet as pq
import pytest
from PIL import Image

from geo.export import verify
from geo.export.site import build, links, search
from geo.export.site.stories import page
from geo.query import districts, folding, stories
from geo.query.place import card
from geo.words import LANGUAGES, named
from tests.export.site.conftest import ADDRESS
from tests.serving import ROOT

LINK = re.compile(r'<(?:a|link|script|img)\b[^>]*?\s(?:href|src|data-index)="([^"]*)"')


def test_everything_has_a_page_in_every_language(few, texts):
    records = few.records
    wanted = {
        "place": [one.place_id for one in records.places],
        "agreement": [one.agreement_id for one in records.agreements],
        "line": [one.line_id for one in records.maritime_lines],
        "story": [one.story_id for one in records.stories],
        "actor": [one.actor_id for one in records.actors],
        "district": [one.district_id for one in districts.every()],
        "road": [one.route_id for one in records.routes],
        "month": [links.month_of(first) for first, _ in links.months(records.newest)],
    }
    assert {*wanted} == {*links.KINDS}
    for language in LANGUAGES:
        for kind, ids in wanted.items():
            assert {links.page(language, kind, one) for one in ["", *ids]} <= {*texts}
    for place in records.places:
        for language in LANGUAGES:
            text = texts[links.page(language, "place", place.place_id)]
            assert f"<h1>{named(place, language)}</h1>" in unescape(text)


def test_every_link_leads_to_a_file_whatever_the_folder_is_called(site, texts):
    """So it works from a folder, a sub-path and a CDN alike."""
    dead = []
    for path, text in texts.items():
        for link in set(LINK.findall(text)):
            parts = urlsplit(unescape(link))
            if parts.scheme or link.startswith("#"):
                assert parts.scheme in ("", "https", "http"), link
                continue
            to = posixpath.join(posixpath.dirname(path), unquote(parts.path))
            to = posixpath.normpath(to)
            if to.startswith("..") or not (site / to).is_file():
                dead.append((path, link))
    assert dead == []


def test_a_page_asks_nothing_of_others_and_runs_no_code_of_its_own(texts):
    for path, text in texts.items():
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert "default-src 'none'; script-src 'self'" in policy[1], path
        assert "unsafe" not in policy[1]
        assert not re.search(r"<script(?![^>]* src=)", text), path
        bare = re.sub(r'="[^"]*"', "", text.partition("<body>")[2])
        assert not re.search(r"<[^>]*\s(style|on\w+)\b", bare), path
        loaded = re.findall(r'<(?:script|img|iframe)\b[^>]*src="([^"]*)"', text)
        loaded += re.findall(
            r'<link rel="(?:stylesheet|icon)"[^>]*href="([^"]*)"', text
        )
        assert [one for one in loaded if urlsplit(one).scheme] == [], path


def test_a_page_says_where_it_is_and_what_it_is_in_other_languages(texts):
    text = texts["ar/place/sirte.html"]
    assert '<html lang="ar" dir="rtl">' in text
    assert f'rel="canonical" href="{ADDRESS}ar/place/sirte.html"' in text
    assert f'href="{ADDRESS}en/place/sirte.html" hreflang="en"' in text
    assert f'content="{ADDRESS}assets/social-ar.png"' in text


def test_a_place_tells_its_holders_evidence_events_and_what_is_not_known(few, texts):
    text = unescape(texts["en/place/sirte.html"])
    found = card(few, "sirte", few.records.newest)
    assert len(found.history) > 3
    assert text.count('role="rowheader"') >= len(found.history)
    for state in found.history:
        assert state.note in text
        for source in state.sources:
            assert source.title in text
    for event in found.events:
        assert event.title_en in text
    bare = next(one for one in few.records.places if one.population is None)
    assert "Not on record" in texts[f"en/place/{bare.place_id}.html"]


@pytest.mark.parametrize("day", ["2014-05-16", "2019-12-19", "2020-06-05"])
def test_the_file_of_a_day_says_what_the_atlas_answers(few, site, day):
    held = json.loads((site / f"{links.API}/{day}.json").read_text())
    assert held["date"] == day
    when = dt.date.fromisoformat(day)
    for place in few.records.places:
        answer = few.places.answers(place.place_id).on(when)
        cells = held["places"].get(place.place_id)
        row = dict(zip(held["columns"], cells or [], strict=bool(cells)))
        assert row.get("camp", "no_record") == answer.camp, place.place_id
        if answer.since:
            assert row["since"] == answer.since
            path = site / f"{links.API}/place/{place.place_id}.json"
            states = json.loads(path.read_text())["states"]
            assert answer.since in [state["since"] for state in states]


def test_there_is_a_file_for_every_day_of_the_map(few, site):
    index = json.loads((site / f"{links.API}/index.json").read_text())
    first, last = (dt.date.fromisoformat(index[name]) for name in ("first", "last"))
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    for form in ("json", "parquet"):
        files = {path.stem for path in (site / links.API).glob(f"????-??-??.{form}")}
        assert files == {day.isoformat() for day in days}
    assert {*index["changed_on"]} <= files
    assert {*index["places"]} == {one.place_id for one in few.records.places}


def test_tables_say_who_held_what_as_the_files_do(few, site):
    table = pq.read_table(site / f"{links.API}/control.parquet").to_pylist()
    day = dt.date(2019, 12, 19)
    found = {
        row["place_id"]: row["camp"]
        for row in table
        if row["valid_from"] <= day and (row["valid_to"] or dt.date.max) > day
    }
    held = json.loads((site / f"{links.API}/{day}.json").read_text())["places"]
    assert found == {place: cells[0] for place, cells in held.items()}
    by_name = pq.read_table(site / f"{links.API}/{day}.parquet").to_pylist()
    assert {row["place_id"]: row["camp"] for row in by_name} == found
    whole = {(row["place_id"], row["valid_from"]): row for row in table}
    assert len(whole) == len(table)
    for row in by_name:
        assert row.items() <= whole[row["place_id"], row["valid_from"]].items()
    assert len(table) == sum(len(spells) for spells in few.spells.values())
    events = pq.read_table(site / f"{links.API}/events.parquet")
    assert events.num_rows == len(few.records.events)


def test_the_queries_of_the_guide_answer(site, monkeypatch):
    monkeypatch.chdir(site)
    guide = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    (queries,) = re.findall(r"```sql\n(.*?)```", guide, re.DOTALL)
    of_day, of_months = filter(str.strip, queries.split(";"))
    rows = duckdb.sql(of_day).fetchall()
    assert len(rows) == pq.read_table(f"{links.API}/2019-12-19.parquet").num_rows
    months = duckdb.sql(of_months).fetchall()
    camps = {day: camp for day, camp, _ in months}
    assert len(camps) == len(months)
    assert camps[dt.date(2015, 9, 1)] == "islamic_state"


def test_districts_and_roads_have_pages_that_their_places_lead_to(few, site, texts):
    sirte = texts["en/place/sirte.html"]
    assert 'href="../../en/district/sirte.html"' in sirte
    assert 'href="../../en/place/sirte.html"' in texts["en/district/sirte.html"]
    assert (
        'href="../../en/road/ras-ajdir-musaid.html"' in texts["en/district/sirte.html"]
    )
    road = texts["ar/road/ras-ajdir-musaid.html"]
    (route,) = (one for one in few.records.routes if one.route_id == "ras-ajdir-musaid")
    places = re.findall(r'<th scope="row".*?href="../../ar/place/([a-z-]+).html"', road)
    assert tuple(places) == route.place_ids
    assert "road=ras-ajdir-musaid" in road
    held = json.loads((site / f"{links.API}/district/sirte.json").read_text())
    assert held["places"] == ["sirte"]
    held = json.loads((site / f"{links.API}/road/{route.route_id}.json").read_text())
    assert held["place_ids"] == list(route.place_ids)
    assert held["sources"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_is_shown_with_a_picture_in_its_language_and_of_its_story(
    few, site, texts, language
):
    (story,) = few.records.stories
    of_story = links.picture(language, story.story_id)
    story_page = texts[links.page(language, "story", story.story_id)]
    assert f'property="og:image" content="{ADDRESS}{of_story}"' in story_page
    assert ADDRESS + links.picture(language) in texts[f"{language}/place/sirte.html"]
    drawn = [(site / links.picture(one)).read_bytes() for one in LANGUAGES]
    drawn += [
        (site / links.picture(one, story.story_id)).read_bytes() for one in LANGUAGES
    ]
    assert len({*drawn}) == 2 * len(LANGUAGES)
    for data in drawn:
        assert len(data) < 600_000
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.size == (1200, 675)


def test_downloads_are_files_that_prove_themselves(few, site):
    path = site / links.DOWNLOADS / "libya-control-atlas.parquet"
    assert verify.verify(path, few).differs == ()


def test_feeds_and_lists_of_pages_are_sound(few, site, texts):
    atom = "{http://www.w3.org/2005/Atom}"
    for language in LANGUAGES:
        feed = ET.parse(site / language / links.FEED).getroot()
        entries = feed.findall(f"{atom}entry")
        assert entries
        ids = [entry.findtext(f"{atom}id") for entry in entries]
        assert len({*ids}) == len(ids)
        days = [entry.findtext(f"{atom}updated") for entry in entries]
        assert days == sorted(days, reverse=True)
        for entry in entries:
            href = entry.find(f"{atom}link").get("href")
            assert f"{language}/{href}" in texts
    listed = ET.parse(site / "sitemap.xml").getroot()
    locations = [url[0].text for url in listed]
    assert {*locations} == {ADDRESS + path for path in texts if path != "index.html"}


def test_a_page_answers_to_who_wants_to_show_it(site, texts):
    answer = json.loads((site / "ar/place/sirte.oembed.json").read_text())
    assert (answer["type"], answer["version"]) == ("rich", "1.0")
    assert f'src="{ADDRESS}ar/map.html?date=' in answer["html"]
    assert "place=sirte" in unescape(answer["html"])
    assert "embed=1" in answer["html"]
    name = f"{ADDRESS}ar/place/sirte.oembed.json"
    assert 'type="application/json+oembed"' in texts["ar/place/sirte.html"]
    assert name in texts["ar/place/sirte.html"]


def test_without_an_address_nothing_names_one(few):
    site = build.Site("", "", few.records.newest)
    page = build.maps.page_of(site, "en")
    assert "canonical" not in build.document(page, site)
    assert "oembed" not in build.document(page, site)


def test_the_index_of_names_has_every_page_by_its_key(few, site):
    _, script = search.index(few.records)
    assert (site / links.SEARCH_INDEX).read_text(encoding="utf-8") == script
    held = json.loads(script.partition(" = ")[2].rstrip(";\n"))
    sirte = next(one for one in held["entries"] if one["id"] == "sirte")
    assert folding.keys("Surt") in [keys for _, keys, _ in sirte["spelt"]]


def test_a_step_after_the_last_month_of_the_records_leads_to_no_page_of_it(few):
    story = stories.story(few.records, stories.story_ids(few.records)[0])
    later = few.records.newest + dt.timedelta(days=40)
    steps = [replace(story.steps[0], date=day) for day in (few.records.newest, later)]
    body = page(few, replace(story, steps=tuple(steps)), "en").body
    assert body.count("../../en/month/2") == 1

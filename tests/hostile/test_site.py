"""Pages of the site made of hostile records: every text stays a text."""

import xml.etree.ElementTree as ET

from geo.agreements import standings_on
from geo.export.site import (
    actors,
    agreements,
    build,
    feeds,
    home,
    months,
    places,
    sea,
    search,
    shell,
    stories,
)
from geo.query import stories as told
from geo.query.brief import brief
from geo.query.place import card
from geo.words import LANGUAGES
from tests.hostile.conftest import assert_quiet

FEW = 4
"""So many pages of each kind hold every column of their table."""


def pages(evil):
    """Yield some pages of each kind, in every language."""
    records = evil.records
    newest = records.newest
    standings = {one.agreement_id: one for one in standings_on(records, newest)}
    known, held = sea.facts(evil), actors.held_by(evil)
    every = months.every(evil)
    for language in LANGUAGES:
        for place in records.places[:FEW]:
            yield places.page(evil, card(evil, place.place_id, newest), language)
        for row in records.agreements[:FEW]:
            standing = standings.get(row.agreement_id)
            yield agreements.page(evil, row, standing, language)
        for line in records.maritime_lines[:FEW]:
            yield sea.page(evil, line, known.get(line.line_id), language)
        for actor in records.actors[:FEW]:
            yield actors.page(evil, actor, held, language)
        story = told.story(records, told.story_ids(records)[0])
        yield stories.page(evil, story, language)
        words = brief(evil, every[70].last, language)
        yield months.page(evil, every[70], words, (every[69], every[71]))
        yield home.home(evil, words, every, [story])


def test_hostile_records_run_nothing_on_the_site(evil, strict, lines, tmp_path):
    site = shell.Site("https://a.example/", "1", evil.records.newest)
    for path, content in build._assets(evil):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        target.write_bytes(data)
    shown = 0
    for page in pages(evil):
        target = tmp_path / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(shell.document(page, site), encoding="utf-8")
        strict.goto(target.as_uri())
        text = strict.locator("main").text_content()
        shown += sum(line in text for line in lines if len(line) > 9)
        assert strict.locator("main :is(img, iframe, script, form, base)").count() == 0
    assert shown > 50
    box = strict.get_by_role("combobox")
    box.fill("script")
    strict.get_by_role("option").first.wait_for()
    assert strict.locator(".find :is(img, iframe, script)").count() == 0
    assert_quiet(strict)


def test_hostile_records_leave_feeds_and_scripts_whole(evil):
    site = shell.Site("https://a.example/", "1", evil.records.newest)
    for language in LANGUAGES:
        _, feed = feeds.feed(site, months.every(evil)[-24:], language)
        ET.fromstring(feed)
    _, script = search.index(evil.records)
    assert "</script" not in script.casefold()

"""Hostile records in what answers: panels, charts, tables, code to embed."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from geo.cli.main import main
from geo.errors import GeoError
from geo.export import certificates, embed
from geo.page import links, share
from geo.query import atlas as atlases
from geo.query import stories
from geo.query.agreements import EVERY, Wanted
from geo.query.brief import brief
from geo.query.changes import changes
from geo.query.events import events
from geo.query.relations import relations_on
from geo.query.revised import revised
from geo.query.roads import road
from geo.query.stats import stats
from geo.records import columns
from geo.request import MOST_LETTERS, Request
from geo.sea import point_table
from geo.shown import read_value
from geo.web import answers, areas_chart, place, roads
from geo.web.panels import Cards
from geo.words import LANGUAGES
from tests.hostile import texts as hostile

DAY = dt.date(2019, 12, 19)
TAGS = {
    *("a", "article", "b", "bdi", "br", "button", "details", "div", "figure", "h4"),
    *("h5", "hr", "i", "li", "ol", "p", "section", "span", "summary", "ul"),
    *("table", "tbody", "td", "th", "thead", "tr"),
    *("svg", "path", "circle", "g", "line", "rect", "small", "text", "title"),
}
"""What panels are made of: nothing that loads or runs anything."""


class Markup(HTMLParser):
    """The tags, attributes and texts of HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def assert_is_text(markup: str) -> str:
    """Assert that HTML loads and runs nothing; return what is read of it."""
    parsed = Markup(markup)
    assert parsed.tags <= TAGS, parsed.tags - TAGS
    for name, value in parsed.attributes:
        assert not name.startswith("on")
        assert name not in {"src", "srcset", "srcdoc", "action", "formaction"}
        if name == "href":
            assert value.startswith(("https://", "http://"))
        if name == "style":
            assert not {*value} & {*"<{(\"'"}, value
    shown = [value for name, value in parsed.attributes if name in {"title", "alt"}]
    return " ".join(["".join(parsed.texts), *shown])


@pytest.fixture(scope="module")
def cards(evil):
    return Cards(evil, evil.frames["agreements"])


def panels(evil, cards, language: str) -> Iterator[str]:
    first, newest = dt.date(2019, 4, 4), evil.records.newest
    yield cards.agreements_on(newest, language, Wanted(EVERY))
    yield cards.relations_on(DAY, language)
    yield cards.lanes_key(DAY, language)
    yield cards.events(events(evil, first, newest), first, newest, language)
    yield cards.step(stories.story(evil.records, "2019-12-19"), 3, language)
    yield answers.brief(brief(evil, DAY, language), language)
    yield answers.changes(changes(evil, first, DAY), first, DAY, language)
    yield answers.areas(stats(evil, DAY), language)
    yield roads.card(road(evil, "misrata,sabha", DAY), language)
    for row in evil.records.places[:6]:
        yield place.card(evil, row.place_id, DAY, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_panel_shows_them_as_typed(evil, cards, lines, language):
    read = "\n".join(assert_is_text(one) for one in panels(evil, cards, language))
    missing = [line for line in lines if line not in read]
    assert missing == []


def test_what_was_revised_is_text(evil, cards):
    known_on = dt.date(2020, 1, 1)
    found = revised(evil, DAY, known_on)
    assert found
    assert_is_text(answers.revised(found, DAY, known_on, "en"))


def drawn(spec: object, data: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a chart, each with whether it is data."""
    if isinstance(spec, str):
        yield spec, data
    elif isinstance(spec, dict):
        for name, value in spec.items():
            assert name not in {"href", "url"}
            yield from drawn(value, data or name in {"values", "datasets"})
    elif isinstance(spec, list):
        for value in spec:
            yield from drawn(value, data)


def test_charts_have_them_as_data_alone(evil, cards, lines):
    lanes = cards.lanes(DAY, "en", dark=False).to_dict()
    areas = areas_chart.draw([stats(evil, DAY)], "near_km2", DAY, "en", dark=False)
    texts = [*drawn(lanes), *drawn(areas)]
    names = {text for text, data in texts if data}
    assert names & {*lines}
    typed = {line for line in lines if len(line) > 9}
    assert not [one for one, data in texts if not data and any(t in one for t in typed)]
    assert relations_on(evil.records, DAY)
    assert_is_text(cards.backing(DAY, "en"))


TABLES = (
    ("agreements", "--date", "2019-12-19"),
    ("events", "2019-12-01", "2019-12-31"),
    ("relations", "--date", "2019-12-19"),
    ("changes", "2019-12-01", "2019-12-31"),
    ("revised", "--as-known-on", "2020-01-01", "--date", "2019-12-19"),
    ("place", "sirte", "--date", "2019-12-19"),
    ("stats", "--date", "2019-12-19"),
    ("find", "Sirte"),
)


@pytest.mark.parametrize("command", TABLES, ids=lambda words: words[0])
def test_tables_hold_no_formula_and_json_is_json(evil, command, monkeypatch, capsys):
    monkeypatch.setattr(atlases, "load", lambda *_: evil)
    made = {}
    for form in ("--csv", "--json"):
        assert main([*command, form]) == 0, capsys.readouterr().err
        made[form] = capsys.readouterr().out
    head, *rows = csv.reader(io.StringIO(made["--csv"]))
    assert rows
    for row in rows:
        assert len(row) == len(head)
        for cell in row:
            if cell.startswith(columns.FORMULA_SIGNS):
                float(cell)
    assert [*map(json.loads, made["--json"].splitlines())]
    assert main([*command]) == 0
    assert not {*capsys.readouterr().out} & {*"\x00\x07\x1b\u2028\u202e"}


def test_points_are_text_in_every_form(evil):
    sea, line_id = evil.sea, "gr-eg-2020"
    labels = {p.label for p in evil.records.maritime_points if p.line_id == line_id}
    for form in ("csv", "s121"):
        cells = [*csv.reader(io.StringIO(point_table(sea, line_id, form)))]
        assert labels <= {cell for row in cells for cell in row}
        assert {len(row) for row in cells} == {len(cells[0])}
    for form in ("geojson", "json"):
        made = json.loads(point_table(sea, line_id, form))
        assert all(json.dumps(label)[1:-1] in json.dumps(made) for label in labels)
    text = point_table(sea, line_id, "dms")
    assert all(label in text for label in labels)


def test_code_to_embed_is_one_frame_and_quotes_what_it_names(lines):
    for text in lines:
        title = text[:MOST_LETTERS].strip()
        code = embed.frame(Request(DAY, title=title), text)
        parsed = Markup(code)
        assert parsed.tags == {"iframe"}
        attributes = dict(parsed.attributes)
        assert {*attributes} <= {"src", "title", "width", "height", "style", "loading"}
        assert attributes["src"] == text
        assert attributes["title"].startswith(title)
    more = hostile.WITH_MORE_THAN_A_PATH
    for site in (one for one in hostile.STRANGE_ADDRESSES if one not in more):
        code = embed.frame(Request(DAY), embed.address(Request(DAY, site=site)))
        assert dict(Markup(code).attributes)["src"].startswith(site)


def test_the_text_in_place_of_a_picture_is_text(lines, monkeypatch):
    """It names cities, and the page shows it as HTML."""
    monkeypatch.setattr(share, "direction", lambda: "ltr")
    for text in lines:
        assert text in assert_is_text(share.described(Request(DAY), text))


def test_no_text_is_what_an_address_opens(evil, cards, lines):
    """What `geo.shown.from_address` reads of one is tried beside the page."""
    world = SimpleNamespace(atlas=evil, cards=cards)
    for name, read in links._READ.items():
        for text in [*lines, *hostile.UNFIT, *hostile.HALVES]:
            if (name, text) == ("against", DAY.isoformat()):
                continue
            with pytest.raises(GeoError) as refused:
                read_value(text, partial(read, world))
            assert refused.value.text("ar"), (name, text)


def test_no_text_is_a_coast_of_a_certificate(evil, lines):
    for text in lines[::9]:
        wanted = certificates.MedianRequest(text, "malta")
        with pytest.raises(GeoError) as refused:
            certificates.make(wanted, evil.records)
        assert len(str(refused.value)) < 2000

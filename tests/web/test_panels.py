"""What the panels say, as HTML and as a chart."""

import dataclasses
import datetime as dt
import json
import re
from html.parser import HTMLParser

import attrs
import pytest

from geo import agreements, views
from geo.dates import SPAN_START
from geo.layers import read as layers
from geo.query import stories
from geo.query.agreements import EVERY, Wanted
from geo.query.atlas import Atlas
from geo.query.events import events
from geo.records.tables import agreements as agreement_tables
from geo.style.page import DARK_LANES, LANES
from geo.web import chart, held, lanes, pieces
from geo.web.panels import Cards, kinds, state_as_html
from geo.words import say

ARTICLE = dt.date(2019, 12, 19)
EVIL = '<script>alert("x")</script>'
TAGS = {"svg", "path", "circle", "button", "a", "article", "details", "summary"}
TAGS |= {"p", "b", "bdi", "div", "span", "ul", "li", "h5", "hr", "section"}
TAGS |= {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "g",
    "line",
    "text",
    "title",
    "figure",
}


class Tags(HTMLParser):
    """Collects the tags of a text, and what is left open."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags, self.open = set(), []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def atlas(atlas_records):
    return Atlas(atlas_records)


@pytest.fixture(scope="module")
def cards(atlas, built):
    return Cards(atlas, layers.read("agreements", built))


def events_of(cards, day, language):
    """Return the events of the month up to a day as the panel has them."""
    first = day - dt.timedelta(days=30)
    return cards.events(events(cards._atlas, first, day), first, day, language)


def panels(cards, day, language):
    yield cards.agreements_on(day, language, Wanted(EVERY))
    yield cards.relations_on(day, language)
    yield events_of(cards, day, language)
    yield cards.lanes_key(day, language)


def text(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup)).replace(" ,", ",")


def of_agreement(markup: str, agreement_id: str) -> str:
    """Return the text of one agreement's card."""
    match = re.search(
        rf'<article [^>]*data-id="{agreement_id}">(.*?)</article>', markup, re.DOTALL
    )
    return text(match[1]) if match else ""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("day", [SPAN_START, ARTICLE, dt.date(2025, 6, 1)])
def test_html_is_whole_and_of_known_tags(cards, day, language):
    for markup in panels(cards, day, language):
        parsed = Tags(markup)
        assert parsed.tags <= TAGS
        assert parsed.open == []


def test_every_text_of_the_records_is_escaped(atlas_records, built):
    def spoilt(table, *columns):
        evil = dict.fromkeys(columns, EVIL)
        return tuple(attrs.evolve(row, **evil) for row in table)

    records = dataclasses.replace(
        atlas_records,
        actors=spoilt(atlas_records.actors, "name_en", "name_ar"),
        agreements=spoilt(atlas_records.agreements, "name_en", "name_ar"),
        events=spoilt(atlas_records.events, "title_en", "title_ar", "note"),
        places=spoilt(atlas_records.places, "name_en", "name_ar"),
        relations=spoilt(atlas_records.relations, "note"),
        sources=spoilt(atlas_records.sources, "title", "publisher", "url"),
        story_steps=spoilt(atlas_records.story_steps, "text_en", "text_ar"),
        stories=spoilt(atlas_records.stories, "name_en", "name_ar"),
    )
    cards = Cards(Atlas(records), layers.read("agreements", built))
    story = stories.story(records, "2019-12-19")
    markups = [*panels(cards, ARTICLE, "en"), cards.step(story, 3, "en")]
    for markup in markups:
        assert "<script" not in markup
        assert '"x"' not in markup
    assert sum("&lt;script&gt;" in markup for markup in markups) == 4


def test_a_state_of_a_place_is_escaped_and_cites(atlas):
    state = next(s for s in atlas.history("sirte") if s.holds_on(dt.date(2016, 3, 1)))
    markup = state_as_html(state, "en")
    assert "Islamic State" in markup
    assert pieces.escape(held.held(state.holding, "en")) in markup
    assert "last seen 17 months ago" in state_as_html(
        dataclasses.replace(state, last_seen=dt.date(2016, 3, 1)),
        "en",
        dt.date(2017, 8, 5),
    )
    assert f'href="{pieces.escape(state.sources[0].url)}"' in markup
    spoilt = dataclasses.replace(state, note=EVIL, actor={"en": EVIL, "ar": EVIL})
    assert "<script" not in state_as_html(spoilt, "en")


def test_a_note_is_reported_in_the_readers_language_or_marked_as_english(atlas):
    state = atlas.history("sirte")[0]
    twin = dataclasses.replace(state, note="A note.", note_ar="ملاحظة.")
    assert pieces.note(twin, "ar") == '<p lang="ar" dir="rtl">ملاحظة.</p>'
    assert pieces.note(twin, "en") == '<p lang="en" dir="ltr">A note.</p>'
    alone = dataclasses.replace(twin, note_ar="")
    assert pieces.note(alone, "ar") == '<p lang="en" dir="ltr">A note.</p>'
    assert ">ملاحظة.</p>" in state_as_html(twin, "ar")


@pytest.mark.parametrize(
    ("day", "wanted", "unwanted"),
    [
        (
            dt.date(2019, 11, 28),
            [
                "signed since 2019-11-27, by Turkey, Government of Nat",
                "opposed since 2019-11-28, by Egypt, Greece, Cyprus",
            ],
            ["for Turkey", "annulled"],
        ),
        (
            dt.date(2019, 12, 15),
            [
                "in force since 2019-12-08, for Turkey, Government of National Accord",
                "opposed since 2019-11-28, by Egypt, Greece, Cyprus",
            ],
            ["not in force", "annulled"],
        ),
        (
            dt.date(2021, 2, 1),
            [
                "in force since 2019-12-08, for Turkey, Government of National Accord",
                "annulled since 2021-01-27, by Court of Appeal in Bayda",
            ],
            ["not in force"],
        ),
    ],
)
def test_the_memorandum_has_all_its_standings_at_once(cards, day, wanted, unwanted):
    markup = cards.agreements_on(day, "en", Wanted())
    shown = of_agreement(markup, "tr-ly-mou-2019")
    for words in wanted:
        assert re.sub(r"\s", "", words) in re.sub(r"\s", "", shown)
    for words in unwanted:
        assert words not in shown


def test_every_status_cites_a_source(cards):
    markup = cards.agreements_on(ARTICLE, "en", Wanted(EVERY))
    for line in re.findall(r"<li data-status.*?</li>", markup):
        assert 'href="http' in line


def ids(markup: str) -> set[str]:
    return set(re.findall(r'data-id="([^"]*)"', markup))


def test_choices_are_named_and_sorted(cards):
    names = list(cards.parties("en").values())
    assert names == sorted(names, key=str.casefold)
    assert "تركيا" in cards.parties("ar").values()
    assert tuple(kinds("ar")) == agreement_tables.AGREEMENT_KINDS


def test_who_backs_whom_changes_with_the_day(cards):
    before = text(cards.relations_on(ARTICLE, "en"))
    after = text(cards.relations_on(dt.date(2020, 2, 1), "en"))
    troops = "Personnel, since 2020-01-05"
    assert troops not in before
    assert troops in after
    assert "Arms, since 2019-05-18" in before
    assert "Mediation" not in before
    assert "Germany between Government of National Accord" in after
    assert "none is on record" in before


def test_a_day_without_relations_or_events_says_so(cards):
    long_ago = dt.date(2005, 1, 1)
    assert say("panel.no_relations", "ar") in cards.relations_on(long_ago, "ar")
    assert "No event on record" in events_of(cards, long_ago, "en")


def test_events_are_those_of_thirty_days_newest_first(cards, atlas_records):
    listed = re.findall(r'data-id="([^"]*)"', events_of(cards, ARTICLE, "en"))
    event_of = atlas_records.event_of
    starts = [event_of[one].start for one in listed]
    assert starts == sorted(starts, reverse=True)
    assert max(starts) <= ARTICLE
    first = ARTICLE - dt.timedelta(days=30)
    assert all(event_of[one].end > first for one in listed)
    assert {"memoranda-2019-11-27", "decisive-battle-2019-12-12"} <= set(listed)


def test_each_line_has_a_name_a_standing_and_a_day(cards):
    markup = cards.agreements_on(dt.date(2021, 2, 1), "en", Wanted())
    (head,) = re.findall(
        r'data-id="tr-ly-mou-2019"><details><summary>(.*?)</summary>', markup
    )
    assert 'class="chip approved"' in head
    assert "in force" in head
    assert "2019-12-08" in head
    assert 'aria-label="registered' not in head
    assert 'aria-label="annulled, disputed, opposed"' in head
    assert markup.count("<details>") == markup.count("data-pick=") > 20


def test_what_touches_a_view_is_found(cards):
    east = cards.within(views.View(34.5, 27, 7))
    assert {"tr-ly-mou-2019", "unscr-1970"} <= east
    tripoli = cards.within(views.View(32.9, 13.2, 9))
    assert "tr-ly-mou-2019" not in tripoli
    assert {"unscr-1970", "decisive-battle-2019-12-12"} <= tripoli
    assert "decisive-battle-2019-12-12" not in east


def test_an_event_has_a_day_and_a_view(cards):
    assert cards.event("decisive-battle-2019-12-12")[0] == dt.date(2019, 12, 12)
    day, (lat, lon, zoom) = cards.event("gaddafi-killed-2011-10-20")
    assert day == SPAN_START
    assert (round(lat), round(lon), zoom) == (31, 17, 9)


def test_an_agreement_is_seen_where_it_applies(cards):
    lat, lon, zoom = cards.view_of_agreement("tr-ly-mou-2019")
    assert 33 < lat < 36
    assert 25 < lon < 28
    assert 4 <= zoom <= 7
    assert cards.view_of_agreement("unscr-1970") is None


def test_a_step_gives_its_number_day_and_sources(cards, atlas_records):
    story = stories.story(atlas_records, "2019-12-19")
    markup = cards.step(story, 4, "en")
    assert "Step 4 of 10" in markup
    assert "2019-11-28" in markup
    assert markup.count("<a ") == len(story.steps[3].source_ids)
    assert "الخطوة 4 من 10" in cards.step(story, 4, "ar")


@pytest.fixture(scope="module", params=["en", "ar"])
def drawn(cards, request):
    return cards.lanes(ARTICLE, request.param).to_dict()


def values(spec):
    """Return the rows of every layer of a chart."""
    return [
        row
        for layer in spec["layer"]
        for row in layer["data"].get("values")
        or spec["datasets"][layer["data"]["name"]]
    ]


def test_the_lanes_show_every_agreement_with_its_whole_name(
    drawn, atlas_records, request
):
    names = {
        re.sub(r"[\u2066-\u2069]", "", row["text"]).replace("\n", " ")
        for row in values(drawn)
        if "text" in row
    }
    english = {row.name_en for row in atlas_records.agreements}
    arabic = {row.name_ar for row in atlas_records.agreements}
    assert english <= names or arabic <= names


def test_a_click_on_the_lanes_goes_to_a_day_of_the_map(drawn, atlas_records):
    days = {row["day"] for row in values(drawn) if "day" in row}
    assert min(days) == SPAN_START.isoformat()
    assert max(days) <= max(ARTICLE, atlas_records.newest).isoformat()
    assert {one["name"] for one in drawn["params"]} == set(chart.PICKS)
    assert json.loads(json.dumps(drawn)) == drawn


def test_lanes_of_a_group_follow_their_first_stage(cards):
    spec = cards.lanes(ARTICLE, "en", kind="un_resolution").to_dict()
    names = [row["text"] for row in values(spec) if row.get("head") is False]
    numbers = [int(re.search(r"Resolution (\d+)", name)[1]) for name in names]
    assert numbers == sorted(numbers)
    assert cards.lanes(ARTICLE, "en", kind="un_resolution", party="turkey") is None


def test_what_is_both_in_force_and_annulled_has_both_on_its_lane(cards):
    spec = cards.lanes(ARTICLE, "en", kind="delimitation", party="turkey").to_dict()
    rows = values(spec)
    bars = [row for row in rows if "MoU" in row.get("name", "") and "to" in row]
    assert any("in force" in row["what"] and "annulled" in row["what"] for row in bars)
    dashes = {tuple(row["dash"]) for row in rows if "dash" in row}
    assert len(dashes) == 2


def test_every_stage_and_status_has_a_shape():
    assert set(lanes.GROUP_OF_STAGE) == set(agreement_tables.STAGES)
    assert set(agreements.STATUSES) <= set(lanes.GROUP_OF_STAGE)
    assert set(pieces.MARKS) == set(lanes.SHAPES) == set(lanes.GROUPS)
    assert set(pieces.BARS) == {*lanes.BARS, *lanes.TRACKS}


@pytest.mark.parametrize("dark", [False, True])
def test_the_colours_of_the_lanes_stand_out(dark):
    def light(colour):
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in channels
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    colours = DARK_LANES if dark else LANES
    ground = light(colours["ground"])
    for name in ("ink", "holds", "doubt", "day", "quiet"):
        low, high = sorted((light(colours[name]), ground))
        assert (high + 0.05) / (low + 0.05) >= 3

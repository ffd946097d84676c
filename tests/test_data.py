"""The real records, one test a fact, so that a failure names the record."""

import csv
import datetime as dt
import re

import pytest

from geo.dates import parse_span
from geo.query.who import Atlas
from geo.records import read as records
from geo.records import schema
from geo.records.columns import split_list

SEEN_SHARE = 0.95
ARABIC = re.compile(r"[\u0600-\u06ff]")


def rows(table: str):
    """Yield one case a row, named by the row's key."""
    path = records.RECORDS / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    key = schema.key_of(table)
    return [pytest.param(row, id=row[key]) for row in found]


SOURCES = {case.values[0]["source_id"]: case.values[0] for case in rows("sources")}
PLACES = {case.values[0]["place_id"]: case.values[0] for case in rows("places")}
CITED = {
    source_id
    for table in schema.TABLES
    for column, target in schema.references(table)
    if target == "sources"
    for case in csv.DictReader(
        (records.RECORDS / f"{table}.csv").open(encoding="utf-8", newline="")
    )
    for source_id in split_list(case[column])
}


def cited_by(claim: dict[str, str]) -> list[dict[str, str]]:
    return [SOURCES[i] for i in split_list(claim["source_ids"])]


def test_there_are_enough_records(atlas_records):
    with_holder = atlas_records.control.query("actor_id != 'no-record'")
    assert len(atlas_records.places.query("inherits == 'no'")) >= 150
    assert len(with_holder) >= 600


def test_the_records_reach_close_to_now(atlas_records):
    assert atlas_records.newest >= dt.date(2026, 1, 1)
    assert atlas_records.newest <= dt.date.today()


@pytest.mark.parametrize("source", rows("sources"))
def test_a_source_is_used_and_told_apart(source):
    assert source["source_id"] in CITED, "no record cites it"
    assert source["title"] != source["url"]
    if source["published"]:
        span = parse_span(source["published"])
        assert dt.date(1950, 1, 1) <= span.start <= dt.date.today()
    if source["published"] and source["accessed"]:
        assert (
            parse_span(source["accessed"]).last >= parse_span(source["published"]).start
        )


@pytest.mark.parametrize("actor", rows("actors"))
def test_an_actor_is_named_in_both_scripts(actor):
    assert ARABIC.search(actor["name_ar"])
    assert not ARABIC.search(actor["name_en"])


@pytest.mark.parametrize("place", rows("places"))
def test_a_place_is_named_in_both_scripts(place):
    assert ARABIC.search(place["name_ar"])
    assert not ARABIC.search(place["name_en"])


@pytest.mark.parametrize("place", rows("places"))
def test_a_coordinate_has_the_digits_that_its_accuracy_asks_for(place):
    decimals = [len(place[column].partition(".")[2]) for column in ("lat", "lon")]
    assert max(decimals) <= 6
    if float(place["location_accuracy_km"]) < 5:
        assert max(decimals) >= 2


@pytest.mark.parametrize("place", rows("places"))
def test_population_comes_from_geonames(place):
    assert place["geonames_id"] or not place["population"]


@pytest.mark.parametrize("claim", rows("control"))
def test_a_claim_id_begins_with_its_place(claim):
    assert claim["claim_id"].startswith(claim["place_id"])


@pytest.mark.parametrize("claim", rows("control"))
def test_a_claim_tells_its_evidence(claim):
    assert len(claim["note"]) >= 10
    assert claim["last_seen"] <= dt.date.today().isoformat()
    if claim["confidence"] == "high":
        assert cited_by(claim), "high without a source"


@pytest.mark.parametrize("claim", rows("control"))
def test_a_disputed_claim_has_two_sources(claim):
    if "disputed" in claim["note"].lower():
        assert len(cited_by(claim)) >= 2


@pytest.mark.parametrize("claim", rows("control"))
def test_what_only_background_knowledge_says_is_low(claim):
    if "background knowledge" in claim["note"].lower():
        assert claim["confidence"] == "low"


def test_nearly_every_claim_has_a_source_that_was_seen():
    claims = [case.values[0] for case in rows("control")]
    claims = [claim for claim in claims if claim["actor_id"] != schema.NO_RECORD]
    unseen = [
        claim["claim_id"]
        for claim in claims
        if not claim["source_ids"] or "background knowledge" in claim["note"].lower()
    ]
    assert len(unseen) <= (1 - SEEN_SHARE) * len(claims), unseen


@pytest.fixture(scope="module")
def atlas(atlas_records):
    return Atlas(atlas_records)


PUBLISHED = [
    ("Tripoli", (32.8872, 13.1913), "2019-12-19", "tripoli"),
    ("Benghazi", (32.1167, 20.0667), "2019-12-19", "eastern"),
    ("Gharyan", (32.1722, 13.0203), "2019-05-15", "eastern"),
    ("Gharyan", (32.1722, 13.0203), "2019-08-01", "tripoli"),
    ("Sirte", (31.2089, 16.5887), "2020-01-01", "tripoli"),
    ("Sirte", (31.2089, 16.5887), "2020-01-10", "eastern"),
    ("Tarhuna", (32.4350, 13.6332), "2020-05-01", "eastern"),
    ("Tarhuna", (32.4350, 13.6332), "2020-06-10", "tripoli"),
]


@pytest.mark.parametrize(("name", "where", "day", "camp"), PUBLISHED)
def test_published_truths(atlas, name, where, day, camp):
    answer = atlas.who(*where, dt.date.fromisoformat(day))
    assert answer.camp == camp, f"{name} on {day}: {answer}"
    assert answer.sources


STAGES = {
    case.values[0]["stage_id"]: case.values[0] for case in rows("agreement_stages")
}


@pytest.mark.parametrize("agreement", rows("agreements"))
def test_an_agreement_is_named_in_both_scripts_and_told(agreement):
    assert ARABIC.search(agreement["name_ar"])
    assert not ARABIC.search(agreement["name_en"])
    assert len(agreement["note"]) >= 15


@pytest.mark.parametrize("stage", rows("agreement_stages"))
def test_a_stage_says_what_happened_and_who_says_so(stage):
    assert stage["stage_id"].startswith(stage["agreement_id"] + "-")
    assert split_list(stage["by"])
    assert cited_by(stage)
    assert len(stage["note"]) >= 15
    assert "from memory" not in stage["note"]
    assert parse_span(stage["date"]).start <= dt.date.today()


STRONG = {"un", "court", "treaty", "agency", "party", "think_tank"}


@pytest.mark.parametrize("row", rows("agreement_stages") + rows("events"))
def test_high_rests_on_two_sources_or_a_strong_one(row):
    if row["confidence"] == "high":
        cited = cited_by(row)
        assert len(cited) >= 2 or cited[0]["kind"] in STRONG


def test_there_are_enough_agreements_events_and_relations(atlas_records):
    assert len(atlas_records.agreements) >= 61
    assert len(atlas_records.agreement_stages) >= 155
    assert len(atlas_records.events) >= 500
    assert len(atlas_records.relations) >= 25


@pytest.mark.parametrize("event", rows("events"))
def test_an_event_is_told_in_both_scripts(event):
    assert ARABIC.search(event["title_ar"])
    assert not ARABIC.search(event["title_en"])
    assert event["event_id"].endswith(event["start"])
    assert event["start"] <= dt.date.today().isoformat()


NAMING = re.compile(
    r"\b(warlord|renegade|terrorists?|rebels?|regime|liberated|puppet|so-called"
    r"|self-styled|militia|invasion|occupation|coup)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("agreements", "name_en"),
        ("events", "title_en"),
        ("story_steps", "text_en"),
        ("stories", "name_en"),
    ],
)
def test_labels_take_no_side(atlas_records, table, column):
    labels = getattr(atlas_records, table)[column]
    assert [label for label in labels if NAMING.search(label)] == []


DECEMBER = "2019-12-19"
"""The story that retells an article of that day."""

SENTENCE = re.compile(r"[.!?؟](?:\s|$)")


def test_a_step_is_two_sentences_in_both_languages(atlas_records):
    for step in atlas_records.story_steps.itertuples():
        assert len(SENTENCE.findall(step.text_en)) == 2, step.text_en
        assert len(SENTENCE.findall(step.text_ar)) == 2, step.text_ar
        assert ARABIC.search(step.text_ar)


def test_a_story_is_told_in_eight_to_ten_steps_of_growing_days(atlas_records):
    assert len(atlas_records.stories) >= 9
    for story in atlas_records.stories.itertuples():
        steps = atlas_records.story_steps.query("story_id == @story.story_id")
        assert 8 <= len(steps) <= 10, story.story_id
        assert steps["date"].is_monotonic_increasing, story.story_id
        assert ARABIC.search(story.name_ar)


def test_a_step_tells_of_what_has_happened_by_its_day(atlas_records):
    begun = atlas_records.events.set_index("event_id")["start"]
    for step in atlas_records.story_steps.itertuples():
        late = [i for i in step.event_ids if begun[i] > step.date]
        assert late == [], f"{step.story_id} {step.seq}"


def test_the_story_of_december_2019_rests_on_sources_of_its_own(atlas_records):
    story = next(atlas_records.stories.query(f"story_id == '{DECEMBER}'").itertuples())
    steps = atlas_records.story_steps.query("story_id == @story.story_id")
    for step in steps.itertuples():
        assert set(step.source_ids) - set(story.source_ids)
        assert step.event_ids or step.stage_ids


ARTICLE = [
    ("dawn-tripoli-2014-08-23", "2014-08-23"),
    ("hor-tobruk-2014-08-04", "2014-08-04"),
    ("gna-tripoli-2016-03-30", "2016-03-30"),
    ("advance-on-tripoli-2019-04-04", "2019-04-04"),
    ("memoranda-2019-11-27", "2019-11-27"),
    ("objections-2019-11-28", "2019-11-28"),
    ("decisive-battle-2019-12-12", "2019-12-12"),
    ("no-request-2019-12-14", "2019-12-14"),
    ("kremlin-2019-12-17", "2019-12-17"),
    ("erdogan-ready-2019-12-18", "2019-12-18"),
    ("gna-activates-2019-12-19", "2019-12-19"),
    ("putin-press-2019-12-19", "2019-12-19"),
    ("formal-request-2019-12-26", "2019-12-26"),
    ("mandate-2020-01-02", "2020-01-02"),
]


@pytest.mark.parametrize(("event_id", "day"), ARTICLE)
def test_what_the_article_tells_is_on_its_day(atlas_records, event_id, day):
    event = atlas_records.events.set_index("event_id").loc[event_id]
    story = next(atlas_records.stories.query(f"story_id == '{DECEMBER}'").itertuples())
    assert event["start"].date().isoformat() == day
    assert set(event["source_ids"]) - set(story.source_ids)


DATES = [
    "unscr-541 adopted 1983-11-18",
    "unscr-550 adopted 1984-05-11",
    "unscr-1970 adopted 2011-02-26",
    "unscr-1973 adopted 2011-03-17",
    "const-2011 adopted 2011-08-03",
    "unscr-2009 adopted 2011-09-16",
    "unscr-1973 expired 2011-10-31",
    "unscr-2009 extended 2013-03-14",
    "eg-cy-2003 in_force 2013-03-07",
    "unscr-2146 adopted 2014-03-19",
    "oil-ports-2014 signed 2014-04-06",
    "unscr-2174 adopted 2014-08-27",
    "hor-2014 ruled 2014-11-06",
    "western-region-2015 signed 2015-06-16",
    "unscr-2009 extended 2015-09-10",
    "unscr-2240 adopted 2015-10-09",
    "warshefana-zawiya-2015 signed 2015-11-12",
    "ubari-2015 signed 2015-11-23",
    "lpa-2015 signed 2015-12-17",
    "unscr-2259 adopted 2015-12-23",
    "unscr-2292 adopted 2016-06-14",
    "lpa-2015 disputed 2016-08-22",
    "it-ly-2017 signed 2017-02-02",
    "it-ly-2017 annulled 2017-02-08",
    "celle-2017 declared 2017-07-25",
    "paris-2018 declared 2018-05-29",
    "ndjamena-2018 signed 2018-05-31",
    "oil-ports-2018 declared 2018-07-11",
    "zawiya-2018 signed 2018-09-04",
    "palermo-2018 declared 2018-11-13",
    "abu-dhabi-2019 declared 2019-02-27",
    "tr-a74550 declared 2019-11-13",
    "tr-ly-mou-2019 signed 2019-11-27",
    "tr-ly-sec-2019 signed 2019-11-27",
    "tr-ly-mou-2019 opposed 2019-11-28",
    "tr-ly-mou-2019 ratified 2019-12-05",
    "tr-ly-mou-2019 published 2019-12-07",
    "tr-ly-mou-2019 in_force 2019-12-08",
    "tr-ly-mou-2019 opposed 2019-12-09",
    "tr-ly-mou-2019 submitted 2019-12-11",
    "tr-ly-mou-2019 opposed 2019-12-12",
    "tr-ly-sec-2019 activated 2019-12-19",
    "tr-ly-sec-2019 ratified 2019-12-21",
    "tr-ly-sec-2019 requested 2019-12-26",
    "tr-mandate adopted 2020-01-02",
    "tr-ly-mou-2019 annulled 2020-01-04",
    "tr-ly-mou-2019 opposed 2020-01-08",
    "moscow-2020 declared 2020-01-12",
    "moscow-2020 failed 2020-01-14",
    "berlin-1 adopted 2020-01-19",
    "unscr-2510 adopted 2020-02-12",
    "tr-a74757 declared 2020-03-18",
    "eu-irini adopted 2020-03-31",
    "cairo-2020 declared 2020-06-06",
    "it-gr-2020 signed 2020-06-09",
    "sirte-jufra declared 2020-06-20",
    "sirte-jufra ratified 2020-07-20",
    "gr-eg-2020 signed 2020-08-06",
    "gr-eg-2020 opposed 2020-08-06",
    "gr-eg-2020 ratified 2020-08-18",
    "ceasefire-aug2020 declared 2020-08-21",
    "gr-eg-2020 ratified 2020-08-27",
    "gr-eg-2020 in_force 2020-09-02",
    "oildeal-2020 declared 2020-09-18",
    "tr-ly-mou-2019 registered 2020-09-30",
    "ceasefire-oct2020 signed 2020-10-23",
    "lpdf-roadmap adopted 2020-11-15",
    "tr-mandate extended 2020-12-22",
    "tr-ly-mou-2019 annulled 2021-01-27",
    "lpdf-roadmap implemented 2021-02-05",
    "gnu-2021 adopted 2021-03-10",
    "gnu-2021 in_force 2021-03-15",
    "unscr-2570 adopted 2021-04-16",
    "berlin-2 adopted 2021-06-23",
    "gnu-2021 withdrawn 2021-09-21",
    "action-plan-2021 signed 2021-10-08",
    "it-gr-2020 in_force 2021-11-08",
    "paris-2021 adopted 2021-11-12",
    "gns-2022 adopted 2022-03-01",
    "tr-ly-hc-2022 signed 2022-10-03",
    "eg-595-2022 declared 2022-12-11",
    "eni-noc-2023 signed 2023-01-28",
    "eu-irini extended 2023-03-20",
    "electoral-laws-2023 adopted 2023-06-06",
    "tr-mandate extended 2023-11-30",
    "ly-cz-2023 declared 2023-12-05",
    "tr-ly-hc-2022 annulled 2024-02-19",
    "central-bank-2024 signed 2024-09-26",
    "eu-irini extended 2025-03-11",
    "ly-shelf-2025 declared 2025-05-27",
    "tpao-noc-2025 signed 2025-06-25",
    "ly-shelf-2025 opposed 2025-08-05",
    "ly-shelf-2025 opposed 2025-09-03",
    "unscr-2009 extended 2025-10-31",
    "development-2025 signed 2025-11-18",
    "tr-mandate extended 2025-12-22",
    "gr-crete-blocks submitted 2026-03-02",
    "gr-crete-blocks ratified 2026-03-12",
    "principles-2026 declared 2026-06-18",
    "tripoli-roadmap-2026 signed 2026-08-30",
]
"""Dates of agreements as published."""


@pytest.mark.parametrize("published", DATES)
def test_published_dates(published):
    agreement_id, stage, date = published.split()
    found = [
        row["date"]
        for row in STAGES.values()
        if (row["agreement_id"], row["stage"]) == (agreement_id, stage)
    ]
    assert date in found


PAX = """
    237 728 1370 1427 1512 1566 1892 1951 1952 1953 1954 1955 1956 1973 2011
    2012 2013 2076 2078 2079 2102 2136 2137 2138 2139 2140 2141 2142 2143 2175
    2216 2217 2219 2220 2221 2222 2223 2224 2229 2230 2320 2399 2433 2462 2488
    2495 2496 2515 2540 2735 2736
"""
"""Numbers of the texts that PA-X, version 10 (April 2026), counts for Libya."""


@pytest.mark.parametrize("number", PAX.split())
def test_every_libyan_text_of_pax_is_on_record(atlas_records, number):
    notes = [*atlas_records.agreements["note"], *atlas_records.agreement_stages["note"]]
    told = (re.findall(r"PA-X ([\d, ]+)", note) for note in notes)
    assert number in {
        found for texts in told for text in texts for found in re.findall(r"\d+", text)
    }

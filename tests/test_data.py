"""The real records, one test a fact, so that a failure names the record."""

import csv
import datetime as dt
import re

import pytest

from geo import records, schema
from geo.columns import split_list
from geo.dates import parse_span
from geo.query import Atlas

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

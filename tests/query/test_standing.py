"""How an agreement stands is put in words that fit its kind."""

import re

import pytest

from geo import agreements
from geo.query.standing import key, remark
from geo.records.tables.agreements import AGREEMENT_KINDS
from geo.words import LANGUAGES, SOURCE, say, texts


@pytest.mark.parametrize("kind", ["delimitation", "military", "hydrocarbons"])
def test_a_step_that_is_not_on_record_is_reported_as_such(kind):
    awaited = remark("signed", kind, ["signed", "opposed"])
    assert say(awaited, "en").endswith("not on record")
    assert "سجل" in say(awaited, "ar")
    for force in ("in_force", "in_force_in_part"):
        assert remark("signed", kind, ["signed", force]) is None


def test_it_is_reported_once():
    several = ["signed", "ratified", "opposed"]
    listed = [remark(status, "delimitation", several) for status in several]
    assert listed == ["standing.delimitation.awaiting", None, None]


@pytest.mark.parametrize("kind", ["political", "ceasefire", "conference"])
def test_an_accord_that_is_no_treaty_has_no_entry_into_force(kind):
    assert say(key("signed", kind), "en") == "signed"
    assert remark("signed", kind, ["signed"]) is None


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("political", "in_force", "in effect"),
        ("ceasefire", "declared", "announced"),
        ("un_resolution", "in_force", "adopted, in force"),
        ("mandate", "in_force", "granted, in force"),
        ("ruling", "ruled", "judgment given"),
        ("hydrocarbons", "adopted", "granted"),
        ("maritime_claim", "declared", "claim declared"),
        ("delimitation", "in_force", "in force"),
    ],
)
def test_each_kind_has_its_words(kind, status, words):
    assert say(key(status, kind), "en") == words
    assert re.search("[\u0600-\u06ff]", say(key(status, kind), "ar"))


def test_words_are_of_kinds_and_statuses_that_there_are():
    for kind, words in texts("standing", SOURCE).items():
        assert kind in AGREEMENT_KINDS
        assert set(words) <= {*agreements.STATUSES, "awaiting"}
        assert all(
            say(f"standing.{kind}.{word}", code) for word in words for code in LANGUAGES
        )

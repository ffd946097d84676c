"""Fights among the events, on days on which their place is shown calm."""

import pytest

from geo.records import schema
from geo.records.check import Tables, fights
from tests.records.check import small

FIGHT = {
    "kind": "unrest",
    "title_en": "Armed groups fight in Gharyan",
    "start": "2024-02-10",
    "end": "2024-02-12",
    "place_id": "gharyan",
}
CALM = ("held", "2014-05-16", "")


def empty(table: str) -> dict[str, str]:
    return dict.fromkeys(schema.TABLES[table].columns, "")


def faults_of(*spans: tuple[str, str, str], place: str = "gharyan", **event) -> list:
    """Return the faults of an event with claims of (status, start, end)."""
    claims = [
        {"place_id": place, "status": status, "start": start, "end": end}
        for status, start, end in spans
    ]
    cells = {
        table: small.cells(table, [empty(table) | row for row in rows])
        for table, rows in (("control", claims), ("events", [FIGHT | event]))
    }
    tables = Tables(cells)
    return [str(fault) for rule in fights.RULES for fault in rule(tables)]


def test_a_fight_in_a_calm_place_is_named():
    assert faults_of(CALM) == [
        "events.csv 2 start: '2024-02-10', gharyan is not contested on any day of this "
        "fight: add the claim, or say in the note where it was, as 'near it'"
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-02-10", "2024-02-11"),
        ("2024-02-11", "2024-02-12"),
        ("2024-02-01", "2024-02-11"),
        ("2024-02-11", ""),
    ],
)
def test_a_place_contested_on_one_of_its_days_is_enough(start, end):
    assert faults_of(CALM, ("contested", start, end)) == []


@pytest.mark.parametrize(
    ("start", "end"), [("2024-02-09", "2024-02-10"), ("2024-02-12", "2024-02-13")]
)
def test_the_day_before_or_after_is_not(start, end):
    assert len(faults_of(("contested", start, end))) == 1


@pytest.mark.parametrize("kind", ["battle", "unrest"])
def test_a_battle_needs_no_word_in_its_title(kind):
    calls = faults_of(CALM, kind=kind, title_en="An attack is held off")
    assert len(calls) == (kind == "battle")


@pytest.mark.parametrize(
    "event",
    [
        {"title_en": "Armed groups fight near Gharyan"},
        {"note": "Some 17 kilometres south of the town."},
        {"note": "The sign stands on Gharyan."},
        {"claim_ids": "gharyan-2024-02-10"},
        {"kind": "attack"},
        {"place_id": "", "lat": "32", "lon": "13"},
        {"start": "2014-05-01", "end": "2014-05-02"},
    ],
    ids=str,
)
def test_what_is_no_fight_in_the_place_passes(event):
    assert faults_of(CALM, **event) == []


def test_a_place_without_claims_of_its_own_passes():
    assert faults_of(CALM, place="yafran") == []

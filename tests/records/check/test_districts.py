"""Cities and their districts, contested on different days."""

import pytest

from geo.records import schema
from geo.records.check import Tables, districts
from tests.records.check import small

CITY, PART = "sirte", "sirte-dollar"


def claims(place_id: str, *spans: tuple[str, str, str], note: str = "") -> list[dict]:
    """Return claims of a place from (status, first day, first day after) of each."""
    return [
        {
            "place_id": place_id,
            "status": status,
            "start": start,
            "end": end,
            "note": note,
        }
        for status, start, end in spans
    ]


def empty(table: str) -> dict[str, str]:
    return dict.fromkeys(schema.TABLES[table].columns, "")


def faults_of(rows: list[dict]) -> list[str]:
    places = [
        {"place_id": CITY, "kind": "city"},
        {"place_id": PART, "kind": "district"},
        {"place_id": f"{CITY}-port", "kind": "port"},
        {"place_id": "sabaa", "kind": "district"},
    ]
    cells = {
        table: small.cells(table, [empty(table) | row for row in of])
        for table, of in (("places", places), ("control", rows))
    }
    tables = Tables(cells)
    return [str(fault) for rule in districts.RULES for fault in rule(tables)]


FIGHT = ("contested", "2016-05-12", "2016-12-06")


def test_a_city_and_a_district_contested_on_the_same_days_agree():
    assert faults_of([*claims(CITY, FIGHT), *claims(PART, FIGHT)]) == []


def test_a_city_may_be_contested_in_two_claims():
    first = ("contested", "2016-05-12", "2016-08-01")
    second = ("contested", "2016-08-01", "2016-12-06")
    assert faults_of([*claims(CITY, second, first), *claims(PART, FIGHT)]) == []


def test_a_contested_city_with_calm_districts_is_named():
    calm = ("held", "2014-05-16", "")
    (line,) = faults_of([*claims(CITY, FIGHT), *claims(PART, calm)])
    assert line.startswith(
        "control.csv 2 status: 'contested', none of its districts is contested on "
        "2016-05-12: add the claim, or say in the note"
    )


def test_the_first_day_without_a_contested_district_is_named():
    short = ("contested", "2016-05-12", "2016-08-01")
    (line,) = faults_of([*claims(CITY, FIGHT), *claims(PART, short)])
    assert "none of its districts is contested on 2016-08-01: " in line


@pytest.mark.parametrize(
    "note",
    [
        "In no district on record.",
        "No district is named.",
        "In the centre, in no named district.",
        "In al-Qurda, for which no place is on record.",
    ],
)
def test_a_note_may_say_that_it_was_in_no_district(note):
    assert faults_of(claims(CITY, FIGHT, note=note)) == []


def test_a_contested_district_of_a_calm_city_is_named():
    calm = ("held", "2014-05-16", "")
    (line,) = faults_of(
        [*claims(CITY, calm), *claims(PART, FIGHT, note="No district.")]
    )
    assert line == (
        "control.csv 3 status: 'contested', sirte is not contested on 2016-05-12: "
        "it must be when a district of it is"
    )


def test_a_fight_without_an_end_is_a_fight_to_this_day():
    open_end = ("contested", "2016-05-12", "")
    (line,) = faults_of([*claims(CITY, FIGHT), *claims(PART, open_end)])
    assert "sirte is not contested on 2016-12-06: " in line


def test_a_port_and_a_district_elsewhere_are_no_districts_of_it():
    fights = [*claims(f"{CITY}-port", FIGHT), *claims("sabaa", FIGHT)]
    assert faults_of([*claims(CITY, ("held", "2014-05-16", "")), *fights]) == []

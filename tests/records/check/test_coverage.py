import datetime as dt

import pytest

from geo.records.check.coverage import (
    GAPS,
    LEAST,
    PAX,
    coverage,
    independent,
    missing_rows,
    missing_texts,
    short,
    witnessed,
)
from geo.records.tables.agreements import EVENT_KINDS, Event
from geo.records.tables.control import Source
from tests.rows import row

FIRST, LAST = dt.date(2014, 5, 16), dt.date(2015, 2, 10)


def events(*rows: tuple[str, str, str]) -> list[Event]:
    """Return events as (kind, first day, first day after it)."""
    day = dt.date.fromisoformat
    return [
        row(Event, kind=kind, start=day(start), end=day(end))
        for kind, start, end in rows
    ]


ALL_KINDS = [(kind, "2014-06-01", "2015-01-02") for kind in EVENT_KINDS]


def test_a_month_without_an_event_is_reported():
    gaps = coverage(events(("battle", "2014-05-20", "2015-01-02")), FIRST, LAST)
    assert gaps.months == (dt.date(2015, 2, 1),)


def test_the_first_day_after_an_event_is_no_part_of_it():
    gaps = coverage(events(("battle", "2014-05-20", "2014-06-01")), FIRST, LAST)
    assert gaps.months[0] == dt.date(2014, 6, 1)
    assert len(gaps.months) == 9


def test_the_months_of_both_ends_count_whole():
    rows = [("battle", "2014-05-01", "2014-05-02"), ("oil", "2015-02-28", "2015-03-01")]
    gaps = coverage(events(*rows), FIRST, LAST)
    assert (gaps.first, gaps.last) == (dt.date(2014, 5, 1), dt.date(2015, 2, 1))
    assert not {gaps.first, gaps.last} & set(gaps.months)


def test_a_kind_that_a_year_lacks_is_reported_for_that_year():
    rows = [row for row in ALL_KINDS if row[0] != "oil"]
    gaps = coverage(events(*rows, ("oil", "2015-01-01", "2015-01-02")), FIRST, LAST)
    assert gaps.kinds == {2014: ("oil",)}


def test_nothing_is_reported_of_years_with_every_kind():
    assert coverage(events(*ALL_KINDS), FIRST, LAST).kinds == {}


def test_an_event_outside_the_span_fills_no_hole():
    gaps = coverage(events(("battle", "2011-10-20", "2011-10-21")), FIRST, LAST)
    assert len(gaps.months) == 10
    assert gaps.kinds == {2014: EVENT_KINDS, 2015: EVENT_KINDS}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ALL_KINDS,
            "2014-05 to 2015-02: 10 months; without an event: 2014-05, 2015-02",
        ),
        (
            [
                *((kind, "2014-05-01", "2015-03-01") for kind in EVENT_KINDS[:-2]),
                (EVENT_KINDS[-2], "2015-01-01", "2015-03-01"),
                (EVENT_KINDS[-1], "2014-05-01", "2014-06-01"),
            ],
            "2014-05 to 2015-02: 10 months; without an event: none\n"
            "2014: no mass_grave: none found in any page read\n"
            "2015: no disaster: not explained",
        ),
    ],
)
def test_it_prints_as_lines(rows, expected):
    assert str(coverage(events(*rows), FIRST, LAST)) == expected


def test_the_real_events_leave_no_month_open(atlas_records):
    last = max(event.start for event in atlas_records.events)
    gaps = coverage(atlas_records.events, FIRST, last)
    assert gaps.months == ()


def test_texts_are_read_from_notes_one_or_several_at_a_time():
    first, second, third, *others = PAX
    notes = [f"PA-X {first}, {second}: the accord.", f"See PA-X {third}.", "None."]
    assert missing_texts(notes) == tuple(others)


def test_a_table_with_too_few_rows_is_reported():
    assert short({"stories": 7, "events": 500, "relations": 24}) == {
        "stories": 2,
        "relations": 1,
    }


def test_missing_rows_are_reported_in_words():
    texts, *tables = missing_rows([], {"events": 3})
    assert str(texts).startswith(f"PA-X: {len(PAX)} texts on Libya; not on record: ")
    assert tables == [
        f"events.csv: {LEAST['events'] - 3} rows fewer than the "
        f"{LEAST['events']} wanted"
    ]


def source(publisher: str, title: str, kind: str = "paper") -> Source:
    return row(Source, publisher=publisher, title=title, kind=kind)


REUTERS = source("Reuters", "Town falls", "agency")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (source("Libya Herald", "Army in town"), True),
        (source("The Paper / Reuters", "Town is taken"), False),
        (source("Libya Herald", "Town falls"), False),
        (source("Wikipedia", "History of the town", "wiki"), False),
    ],
)
def test_reposts_and_encyclopedias_are_no_second_source(other, expected):
    assert independent([REUTERS, other]) is expected
    assert not independent([REUTERS])


def test_half_of_all_claims_rest_on_two_sources_that_look_independent(atlas_records):
    share = int(witnessed(atlas_records).rpartition("(")[2].split()[0])
    assert share >= 50


def test_every_kind_that_a_year_lacks_is_explained_and_no_other(atlas_records):
    last = max(event.start for event in atlas_records.events)
    kinds = coverage(atlas_records.events, FIRST, last).kinds
    assert {(year, kind) for year in kinds for kind in kinds[year]} == {*GAPS}

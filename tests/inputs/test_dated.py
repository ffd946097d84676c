"""The columns that hold the days of features, and the days of each."""

import pytest

from geo.errors import UploadError
from geo.inputs.dated import Columns, columns, life, unread, unused

OURS = Columns()


def days(where=OURS, **properties):
    found, one_day = life(properties, where)
    return found["valid_from"], found["valid_to"], one_day


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2019-12-19", "2019-12-21", ("2019-12-19", "2019-12-21", False)),
        ("2019-12-19", "2019-12-21T00:00:00Z", ("2019-12-19", "2019-12-21", False)),
        ("2019-12-19", "2019-12-21 00:00", ("2019-12-19", "2019-12-21", False)),
        ("2019-12-19T08", "2019-12-19T18:00", ("2019-12-19", "2019-12-20", False)),
        ("2019-12-19T08", "2019-12-20 09:30", ("2019-12-19", "2019-12-21", False)),
        ("19 Dec 2019", "20 Dec 2019 18:00", ("2019-12-19", "2019-12-21", False)),
        ("20191219", "20191220180000", ("2019-12-19", "2019-12-21", False)),
        ("2019-12-19", "ongoing", ("2019-12-19", None, False)),
        ("2019-12-19", "2019-12-19", ("2019-12-19", "2019-12-20", True)),
        ("2019", "2019", ("2019-01-01", "2020-01-01", True)),
        ("2019-12-19", None, ("2019-12-19", None, False)),
        ("", "2019-12-19", (None, "2019-12-19", False)),
        (None, "9999-12-31", (None, None, False)),
    ],
)
def test_an_end_is_the_first_day_after_but_with_a_time_of_day(start, end, wanted):
    assert days(valid_from=start, valid_to=end) == wanted


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("2019-12-19", "2019-12-21", ("2019-12-19", "2019-12-22", False)),
        ("2019", "2020", ("2019-01-01", "2021-01-01", False)),
        ("2019-12-19", "", ("2019-12-19", None, False)),
    ],
)
def test_the_last_day_of_others_counts_in(first, last, wanted):
    where = Columns("start_date", "end_date", counts_in=True)
    assert days(where, start_date=first, end_date=last) == wanted


def test_the_day_of_an_event_is_that_one_day():
    where = Columns("event_date", "event_date", counts_in=True)
    assert days(where, event_date="2019-12-19") == ("2019-12-19", "2019-12-20", False)
    assert days(where, event_date="2019-12") == ("2019-12-01", "2020-01-01", False)


def test_an_end_before_the_start_is_refused():
    with pytest.raises(UploadError, match="valid_to: 2019-01-01, must come after"):
        days(valid_from="2020", valid_to="2019")


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([{"start_date": "2019", "end_date": ""}], [("start_date", "end_date")]),
        ([{"Event_Date": "2019-04-04"}], [("Event_Date", "Event_Date")]),
        ([{"valid_from": None, "event_date": "2019"}], [("valid_from", "valid_to")]),
        ([{"date": "2019"}, {"date": "last spring"}], []),
        ([{"start": 5, "end": 9}], []),
        ([{"since": 2019, "until": "present"}], [("since", "until")]),
        ([{"start_year": 2019, "end_year": 2020}], [("start_year", "end_year")]),
        ([{"البدء": "2019", "الانتهاء": ""}], [("البدء", "الانتهاء")]),
        ([{"valid_from": "2019", "valid_until": ""}], [("valid_from", "valid_until")]),
        ([{"valid_from": "2019", "until": "2020"}], [("valid_from", "valid_to")]),
        ([{"from": "Sirte", "to": "Sabha"}], []),
        ([{"StartDate": "2019", "EndDate": ""}], [("StartDate", "EndDate")]),
        ([{"Start Time": "2019", "End Time": ""}], [("Start Time", "End Time")]),
        ([{"VALID_FROM": "2019", "validTo": ""}], [("VALID_FROM", "validTo")]),
        ([{"التاريخ": "2019-04-04"}], [("التاريخ", "التاريخ")]),
        ([{"event_date": ""}], []),
        ([{"name": "2019"}], []),
        (
            [{"begin": "2019", "end": None}, {"timestamp": "2019-04-04"}],
            [("begin", "end"), ("timestamp", "timestamp")],
        ),
        (
            [{"date": "2019-04-04", "end_date": ""}],
            [("date", "end_date"), ("date", "date")],
        ),
        (
            [{"valid_from": "2019", "valid_unti": "2020"}],
            [("valid_from", "valid_unti")],
        ),
        (
            [{"start_date": "2019", "end_date": "2020"}, {"event_date": "2019"}],
            [("start_date", "end_date"), ("event_date", "event_date")],
        ),
    ],
)
def test_days_are_looked_for_under_the_names_of_other_tools(rows, wanted):
    assert [(one.first, one.last) for one in columns(rows)] == wanted


def test_years_that_nobody_named_are_told_and_other_numbers_are_not():
    assert unused([{"Year": 2019, "count": 2019}, {"Year": None}]) == ["Year"]
    assert unused([{"year": 12}]) == []


def test_rows_without_our_columns_are_dated_by_those_they_have():
    rows = [{"valid_from": "2019-12-19"}, {"valid_from": ""}, {"date": "2019-12-20"}]
    assert columns(rows) == (OURS, Columns("date", "date", counts_in=True))


def test_a_column_of_dates_that_cannot_be_read_is_told():
    rows = [{"survey date": "Dec-19", "last_update": "x", "candidate": "y"}]
    assert [name for name, _ in unread(rows)] == ["survey date"]

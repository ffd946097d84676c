"""The days of features, as programs write and name them."""

import datetime as dt

import pandas as pd
import pytest

from geo.dates import Span
from geo.errors import DateError, UploadError
from geo.inputs.days import Columns, columns, life, span

DAY = Span(dt.date(2019, 6, 26), dt.date(2019, 6, 27), "day")


@pytest.mark.parametrize(
    "cell",
    [
        *("2019-06-26", "2019/06/26", "20190626", 20190626, 20190626.0),
        *("2019-06-26T13:00:00Z", "2019-06-26 00:00:00", "2019-06-26 13:00:00+02:00"),
        *("٢٠١٩-٠٦-٢٦", " 2019-06-26 ", dt.date(2019, 6, 26)),
        *(dt.datetime(2019, 6, 26, 13), pd.Timestamp(2019, 6, 26)),
        *(1561507200, 1561554000000, "1561507200000.0", "1561507200000000000"),
        *("Wed, 26 Jun 2019 00:00:00 GMT", "Wed Jun 26 2019 13:00:00 GMT+0200"),
    ],
)
def test_a_day_is_read_as_programs_write_it(cell):
    assert span(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "start", "precision"),
    [
        *((month, dt.date(2019, 6, 1), "month") for month in ("2019-06", "2019/06")),
        *((year, dt.date(2019, 1, 1), "year") for year in ("2019", 2019, 2019.0)),
        ("2019.0", dt.date(2019, 1, 1), "year"),
    ],
)
def test_a_coarse_date_keeps_its_precision(cell, start, precision):
    found = span(cell)
    assert (found.start, found.precision) == (start, precision)


@pytest.mark.parametrize(
    "cell",
    [
        *(None, "", "  ", float("nan"), pd.NaT, "NaT", "null", "infinity"),
        *("9999-12-31", "9999-12-31T23:59:59Z", "0000-00-00"),
        *(253402214400000, 253402300799),
    ],
)
def test_no_day_and_the_end_of_time_are_open(cell):
    assert span(cell) is None


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("31/12/2019", "is no date: write 2014, 2014-08 or 2014-08-27"),
        ("04/05/2019", "is no date"),
        ("26.06.2019", "is no date"),
        ("2019-6-31", "is no day of the calendar"),
        ("2019-06/26", "is no date"),
        ("soon", "is no date"),
        (True, "is no date"),
        ("2019-02-30", "is no day of the calendar"),
        (12345678, "is no day of the calendar"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused(cell, message):
    with pytest.raises(DateError, match=message):
        span(cell)


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
    "cell",
    [
        *("2019-6-26", "2019.06.26", "26 Jun 2019", "June 26, 2019", "26-JUN-2019"),
        *("٢٠١٩/٦/٢٦", "٢٦ يونيو ٢٠١٩", "26 حزيران 2019", "\u200f2019-06-26"),
    ],
)
def test_a_day_that_can_be_read_in_one_way_is_read(cell):
    assert span(cell).start.isoformat() == "2019-06-26"
    assert span(cell).precision == "day"


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([{"start_date": "2019", "end_date": ""}], [("start_date", "end_date")]),
        ([{"Event_Date": "2019-04-04"}], [("Event_Date", "Event_Date")]),
        ([{"valid_from": None, "event_date": "2019"}], [("valid_from", "valid_to")]),
        ([{"date": "2019"}, {"date": "last spring"}], []),
        ([{"start": 5, "end": 9}], []),
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
            [{"start_date": "2019", "end_date": "2020"}, {"event_date": "2019"}],
            [("start_date", "end_date"), ("event_date", "event_date")],
        ),
    ],
)
def test_days_are_looked_for_under_the_names_of_other_tools(rows, wanted):
    assert [(one.first, one.last) for one in columns(rows)] == wanted

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import dates
from geo.dates import Span, parse_day, parse_span
from geo.errors import DateError

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2014", dt.date(2014, 1, 1), dt.date(2015, 1, 1), "year"),
        ("2014-08", dt.date(2014, 8, 1), dt.date(2014, 9, 1), "month"),
        ("2014-12", dt.date(2014, 12, 1), dt.date(2015, 1, 1), "month"),
        ("2016-02-29", dt.date(2016, 2, 29), dt.date(2016, 3, 1), "day"),
    ],
)
def test_parse_span(text, start, end, precision):
    assert parse_span(text) == Span(start, end, precision)


@given(DAYS)
def test_a_day_round_trips(day):
    span = parse_span(day.isoformat())
    assert (span.start, span.last, span.precision) == (day, day, "day")


@given(DAYS, DAYS, DAYS)
def test_a_day_lies_in_one_of_two_times_that_meet(start, change, day):
    inside = (
        dates.covers(start, change, day),
        dates.covers(max(start, change), None, day),
    )
    assert sum(inside) == (day >= start)


@given(DAYS)
def test_day_lies_in_its_month_and_the_month_in_its_year(day):
    span = parse_span(day.isoformat())
    month, year = parse_span(day.isoformat()[:7]), parse_span(day.isoformat()[:4])
    assert year.start <= month.start <= span.start < span.end <= month.end <= year.end
    assert month.start.day == month.end.day == 1
    assert {month.start.month, month.last.month} == {day.month}
    assert {year.start.year, year.last.year} == {day.year}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14",
        "2014-8",
        "2014-08-27T10:00",
        " 2014-08-27",
        "2014-08-27\n",
        "27.08.2014",
        "2014/08/27",
        "summer 2014",
        "٢٠١٤-٠٨-٢٧",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(DateError, match="is no date: write 2014, 2014-08 or 2014-08"):
        parse_span(text)


@pytest.mark.parametrize(
    "text", ["2015-02-29", "2014-13", "2014-00", "2014-04-31", "0000", "9999-12-31"]
)
def test_days_off_the_calendar_are_refused(text):
    with pytest.raises(DateError, match="is no day of the calendar"):
        parse_span(text)


def test_parse_day_wants_a_whole_day():
    assert parse_day("2019-12-19") == dt.date(2019, 12, 19)
    with pytest.raises(DateError, match="'2019-12' is a month: write a day as"):
        parse_day("2019-12")
    with pytest.raises(DateError, match="'2019' is a year: write a day as"):
        parse_day("2019")
    with pytest.raises(DateError, match="'yesterday' is no date: write a day as 2014"):
        parse_day("yesterday")


@pytest.fixture(params=["Etc/GMT+12", "Etc/GMT-14"])
def zone(request, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


def test_today_is_the_same_day_everywhere(zone):
    before, day, after = dt.datetime.now(dt.UTC), dates.today(), dt.datetime.now(dt.UTC)
    assert before.date() <= day <= after.date()


def test_days_off_the_map_are_refused():
    today, one = dates.today(), dt.timedelta(days=1)
    for day in (dates.SPAN_START, today):
        dates.check_day(day)
        dates.check_known_on(day)
    for day in (dates.SPAN_START - one, today + one):
        with pytest.raises(DateError, match=f"use 2014-05-16 to {today}"):
            dates.check_day(day)
    dates.check_known_on(dates.SPAN_START - one)
    with pytest.raises(DateError, match=r"known on .* is still to come"):
        dates.check_known_on(today + one)

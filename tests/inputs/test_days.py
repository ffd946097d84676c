"""The days of features, as programs write and name them."""

import datetime as dt

import pandas as pd
import pytest

from geo.dates import Span
from geo.errors import DateError
from geo.inputs.days import goes_on, span

DAY = Span(dt.date(2019, 6, 26), dt.date(2019, 6, 27), "day")


@pytest.mark.parametrize(
    "cell",
    [
        *("2019-06-26", "2019/06/26", "20190626", 20190626, 20190626.0),
        *("20190626130000", "2019-06-26Z", "2019-06-26+02:00", "2019-06-26 1:00 PM"),
        *("26Jun2019", "2019-Jun-26", "2019-06-26T13:00[Africa/Tripoli]", 1561554000.5),
        *("2019-06-26T13:00:00Z", "2019-06-26 00:00:00", "2019-06-26 13:00:00+02:00"),
        *("٢٠١٩-٠٦-٢٦", " 2019-06-26 ", dt.date(2019, 6, 26)),
        *(dt.datetime(2019, 6, 26, 13), pd.Timestamp(2019, 6, 26)),
        *(1561507200, 1561554000000, "1561507200000.0", "1561507200000000000"),
        *("26th June 2019", "June 26th, 2019", "26 of June, 2019"),
        *("/Date(1561507200000)/", "26 حزيران/يونيو 2019", "26 جوان 2019"),
        *("الأربعاء، 26 يونيو 2019م", "2019/06/26م"),
        *("Wed, 26 Jun 2019 00:00:00 GMT", "Wed Jun 26 2019 13:00:00 GMT+0200"),
    ],
)
def test_a_day_is_read_as_programs_write_it(cell):
    assert span(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "start", "precision"),
    [
        *(
            (month, dt.date(2019, 6, 1), "month")
            for month in ("2019-06", "2019/06", "2019-6", "2019-06-00")
        ),
        *((text, dt.date(2019, 6, 1), "month") for text in ("Jun 2019", "حزيران 2019")),
        *(
            (year, dt.date(2019, 1, 1), "year")
            for year in ("2019", 2019, 2019.0, "2019,0", "2019-00-00", "2019م")
        ),
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
        *("9999-12-31", "9999-12-31T23:59:59Z", "0000-00-00", "0001-01-01"),
        *("31/12/9999", "12/31/9999", "31-DEC-9999", "Dec 31, 9999", "31.12.9999"),
        *("1900-01-00", "1899-12-30 00:00:00", "..", "unknown", "غير معروف", "#VALUE!"),
        *("n/a", "NA", "<NA>", "-", "—", "\\N", "+Infinity"),
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
        ("١٩/١٢/٢٠١٩", "^'١٩/١٢/٢٠١٩' is no date"),
        (43818, r"as spreadsheets count them \(2019-12-19, if from 1900\)"),
        *((day, "of the Hijri calendar") for day in ("1441-04-22", "22 شعبان 1441")),
        ("١٤٤١/٠٤/٢٢ هـ", "^'١٤٤١/٠٤/٢٢ هـ' seems to be a day of the Hijri calendar"),
        ("26.06.2019", "is no date"),
        ("2019-6-31", "is no day of the calendar"),
        ("2019-06/26", "is no date"),
        ("2019-12-19 to 1441", "is no date"),
        ("soon", "is no date"),
        ("2019-12-19 to 2019-12-25", "is no date"),
        ("2019-12-19 - 2019-12-25", "is no date"),
        ("2019-12-19 10:00 - 12:00", "is no date"),
        ("2019-12-19 or so", "is no date"),
        ("4713-01-01 BC", "is no date"),
        ("31/12/9998", "is no date"),
        (True, "is no date"),
        ("2019-02-30", "is no day of the calendar"),
        (12345678, "is no day of the calendar"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused(cell, message):
    with pytest.raises(DateError, match=message):
        span(cell)


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
    "text", ["present", "Ongoing", "until now", "حتى الآن", "مستمر"]
)
def test_an_end_that_has_not_come_is_known_and_is_no_day(text):
    assert goes_on(text)
    with pytest.raises(DateError):
        span(text)

import datetime as dt

import pytest

from geo.dates import number_of
from geo.errors import GeoError
from geo.query.written import (
    DAY_FIRST,
    MONTH_FIRST,
    columns,
    days,
    degrees,
    written_day,
)

ACLED = ["event_id_cnty", "event_date", "year", "latitude", "longitude", "timestamp"]
GED = ["id", "latitude", "longitude", "date_prec", "date_start", "date_end"]
GDELT = [
    "SQLDATE",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "ActionGeo_Lat",
    "ActionGeo_Long",
]


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2019-12-19", "iso", dt.date(2019, 12, 19)),
        ("2019/3/4", "iso", dt.date(2019, 3, 4)),
        ("2019-12-19T10:00:00Z", DAY_FIRST, dt.date(2019, 12, 19)),
        ("2019-12-19 00:00:00.000", "iso", dt.date(2019, 12, 19)),
        ("4/3/2019", DAY_FIRST, dt.date(2019, 3, 4)),
        ("4.3.2019", DAY_FIRST, dt.date(2019, 3, 4)),
        ("4/3/2019", MONTH_FIRST, dt.date(2019, 4, 3)),
        ("20191219", "iso", dt.date(2019, 12, 19)),
        ("19 December 2019", "iso", dt.date(2019, 12, 19)),
        ("19-Dec-2019", MONTH_FIRST, dt.date(2019, 12, 19)),
        ("Sept. 4, 2019", "iso", dt.date(2019, 9, 4)),
        (
            "\u0662\u0660\u0661\u0669-\u0661\u0662-\u0661\u0669",
            "iso",
            dt.date(2019, 12, 19),
        ),
    ],
)
def test_a_day_is_read_as_it_is_written(text, order, day):
    assert written_day(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "message"),
    [
        ("19/12/2019", "iso", "may begin with the day or the month"),
        ("19/12/2019", MONTH_FIRST, "is no day of the calendar"),
        ("20191301", "iso", "is no day of the calendar"),
        ("31 June 2019", "iso", "is no day of the calendar"),
        ("19 Brumaire 2019", "iso", "is no date"),
        ("43818", "iso", "as spreadsheets count them"),
        ("2019-12", "iso", "is a month"),
        (" ", "iso", "date is empty"),
    ],
)
def test_what_is_no_day_is_refused(text, order, message):
    with pytest.raises(GeoError, match=message):
        written_day(text, order)


def test_days_come_as_texts_numbers_and_dates():
    moments = [
        dt.date(2019, 12, 19),
        dt.datetime(2019, 12, 19, 23),
        20191219,
        20191219.0,
    ]
    found, problems = days([*moments, "2019-12-19", None, float("nan"), "\ud800"])
    assert set(found[:5].tolist()) == {number_of(dt.date(2019, 12, 19))}
    assert [str(problems[i]) for i in (5, 6)] == ["date is empty"] * 2
    assert set(problems) == {5, 6, 7}


def test_degrees_come_as_texts_and_numbers():
    cells = [32.5, "32.5", "32,5", " 32.5 ", "32\N{DEGREE SIGN}30'N", 1e3, "x", None]
    found, problems = degrees([*cells, float("nan"), "inf"], "lat")
    assert found[:5].tolist() == [32.5] * 5
    texts = {i: str(problem) for i, problem in problems.items()}
    assert texts.keys() == {5, 6, 7, 8, 9}
    assert texts[5].startswith("latitude 1000 is none")
    assert texts[7] == texts[8] == "lat is empty"
    assert texts[9].startswith("latitude inf is none")


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (ACLED, {"lat": 3, "lon": 4, "date": 1}),
        (GED, {"lat": 1, "lon": 2, "date": 4, "until": 5}),
        (GDELT, {"lat": 3, "lon": 4, "date": 0}),
        (["Lat", " LNG", "Date"], {"lat": 0, "lon": 1, "date": 2}),
    ],
)
def test_the_columns_of_known_tables_are_found(header, found):
    assert columns(header) == found


def test_columns_may_be_named():
    header = ["lat", "lon", "date", "to", "Y"]
    chosen = {"lat": "y", "lon": "lon", "date": "date", "until": "to"}
    assert columns(header, chosen) == {"lat": 4, "lon": 1, "date": 2, "until": 3}


@pytest.mark.parametrize(
    ("header", "chosen", "message"),
    [
        (
            ["lon", "date"],
            {},
            "^t: no column is called lat: use one of actiongeo_lat, ",
        ),
        (
            ["lat", "y", "lon", "date"],
            {},
            "^t: two columns are called lat: use one of ",
        ),
        (
            ["a", "lon", "date"],
            {"lat": "b"},
            "^t: no column is called b: there are a, ",
        ),
        (["a", "a", "lon", "date"], {"lat": "a"}, "^t: several columns are called a: "),
    ],
)
def test_a_column_that_is_missing_or_there_twice_is_named(header, chosen, message):
    with pytest.raises(GeoError, match=message):
        columns(header, chosen, "t")


def test_rows_that_are_points_need_no_columns_for_them():
    assert columns(["date", "geometry"], located=True) == {"date": 0}
    with pytest.raises(GeoError, match="no column is called lon"):
        columns(["lat", "date"], located=True)

import datetime as dt
import doctest

import pytest

from geo.errors import GeoError
from geo.query import annotate as module
from geo.query.annotate import (
    COLUMNS,
    DAY_FIRST,
    MONTH_FIRST,
    annotate,
    read_table,
    written_day,
)

HEAD = "id,lat,lon,date\n"


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2019-12-19", "iso", dt.date(2019, 12, 19)),
        ("2019/3/4", "iso", dt.date(2019, 3, 4)),
        ("2019-12-19T10:00:00Z", DAY_FIRST, dt.date(2019, 12, 19)),
        ("4/3/2019", DAY_FIRST, dt.date(2019, 3, 4)),
        ("4.3.2019", DAY_FIRST, dt.date(2019, 3, 4)),
        ("4/3/2019", MONTH_FIRST, dt.date(2019, 4, 3)),
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
        ("43818", "iso", "is no date"),
        ("2019-12", "iso", "is a month"),
        (" ", "iso", "date is empty"),
    ],
)
def test_what_is_no_day_is_refused(text, order, message):
    with pytest.raises(GeoError, match=message):
        written_day(text, order)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_may_be_parted_by_commas_semicolons_or_tabs(atlas, delimiter):
    text = f"{HEAD}7,32.887,13.187,2019-12-19\n".replace(",", delimiter)
    table = read_table(text)
    (row,) = annotate(atlas.places, table)
    assert (table.delimiter, row.answer.camp) == (delimiter, "tripoli")
    assert len(row.appended()) == len(COLUMNS)


def test_lines_without_a_header_are_no_table():
    assert read_table("32.887,13.187,2019-12-19\n") is None
    assert read_table("a,b\n") is None
    assert read_table("") is None


def test_a_table_of_the_three_columns_alone_is_bare():
    assert read_table("lat,lon,date\n").bare
    assert not read_table("lon,lat,date\n").bare
    assert not read_table(HEAD).bare


def test_quoted_cells_keep_their_commas_and_lines(atlas):
    table = read_table(f'{HEAD}"a, b\nc",32.887,13.187,2019-12-19\n')
    (row,) = annotate(atlas.places, table)
    assert row.cells[0] == "a, b\nc"
    assert row.answer is not None


def test_every_row_stays_whatever_is_wrong_with_it(atlas):
    rows = "1,95,13,2019-12-19\n2,x,13,2019-12-19\n3,32,13,2019-12-19,more\n"
    annotated = list(annotate(atlas.places, read_table(HEAD + rows)))
    assert [one.cells[0] for one in annotated] == ["1", "2", "3"]
    assert [one.answer for one in annotated] == [None] * 3
    assert "latitude 95 is none" in str(annotated[0].problem)
    assert "is no angle" in str(annotated[1].problem)
    assert str(annotated[2].problem) == "has 5 cells, the header 4"


def test_what_was_known_on_a_day_counts(atlas):
    table = read_table(f"{HEAD}1,32.887,13.187,2019-12-19\n")
    (row,) = annotate(atlas.places, table, known_on=dt.date(2010, 1, 1))
    assert row.answer.camp == "no_record"


def test_its_examples_hold():
    assert doctest.testmod(module).failed == 0

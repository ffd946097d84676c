import datetime as dt
from typing import Annotated

import attrs
import pytest

from geo.records import columns
from geo.records.rows import Row


def accepts(column, cell: str) -> bool:
    return column.holds(cell)


TEXT = columns.text("t")
CHOICE = columns.choice("t", ("yes", "no"))
CHOICES = columns.choice_list("t", ("a", "b"))
CODE = columns.match("t", "[a-z]{2}", "two letters")
ADDRESS = columns.address("t")
KEY = columns.key("t")
REFERENCE = columns.reference("t", "sources")
LIST = columns.reference_list("t", "sources")
DAY = columns.day("t")
DATE = columns.date("t")
NUMBER = columns.number("t", -90, 90, "degrees north")
COUNT = columns.count("t", 1, 999, "count")

GOOD = [
    (TEXT, ["word", "two words", "قصر بن غشير", 'a "quote", and a comma', "\u200fسرت"]),
    (CHOICE, ["yes", "no"]),
    (CHOICES, ["a", "a;b", "b; a"]),
    (CODE, ["en", "ar"]),
    (ADDRESS, ["https://un.org", "http://a.org/b?c=d#e", "https://ar.org/سرت"]),
    (KEY, ["sirte", "bani-walid", "s-2019-150"]),
    (REFERENCE, ["a-b"]),
    (LIST, ["a", "a;b-c", "a; b"]),
    (DAY, ["2014-08-27"]),
    (DATE, ["2014", "2014-08", "2014-08-27"]),
    (NUMBER, ["0", "-90", "32.8872", "90"]),
    (COUNT, ["1", "999"]),
]
BAD = [
    (
        TEXT,
        [
            "",
            " word",
            "word ",
            "two\nlines",
            "two\rlines",
            "a\x00b",
            "a\u2028b",
            "a\u2029b",
        ],
    ),
    (CHOICE, ["", "maybe", "Yes", "yes "]),
    (CHOICES, ["", "c", "a;c", "a;a", "a;", "a,b"]),
    (CODE, ["", "eng", "EN", "en\n"]),
    (ADDRESS, ["", "un.org", "ftp://un.org", "https://", "https://a b", "http://[::1"]),
    (ADDRESS, ["https://a\x00b", "javascript:alert(1)", "https:/un.org"]),
    (KEY, ["", "Sirte", "bani_walid", "bani--walid", "-a", "a-", "سرت", "a;b"]),
    (REFERENCE, ["", "a;b"]),
    (LIST, ["", ";", "a;", "a;;b", "a;a", "a,b", "A"]),
    (DAY, ["", "2014-08", "2014", "2014-02-30", " 2014-08-27", "٢٠١٤-٠٨-٢٧"]),
    (DATE, ["", "2014-13", "about 2014"]),
    (NUMBER, ["", "95", "-90.1", "1e1", "nan", "inf", "32,5", "٣٢", "1_0", "+1", " 1"]),
    (COUNT, ["", "0", "1000", "1.5", "-1", "٣", "²"]),
]


def _cells(table):
    return [
        pytest.param(column, cell, id=f"{str(column.expected)[:20]}-{cell!r}")
        for column, cells in table
        for cell in cells
    ]


@pytest.mark.parametrize(("column", "cell"), _cells(GOOD))
def test_sound_cells_pass(column, cell):
    assert accepts(column, cell)


@pytest.mark.parametrize(("column", "cell"), _cells(BAD))
def test_unsound_cells_are_refused(column, cell):
    assert not accepts(column, cell)


@pytest.mark.parametrize(
    "column",
    [
        columns.text("t", empty=True),
        columns.reference_list("t", "sources", empty=True),
        columns.day("t", empty=True),
        columns.date("t", empty=True),
        columns.count("t", 1, 9, "count", empty=True),
    ],
)
def test_a_cell_may_be_empty_where_the_column_says_so(column):
    assert accepts(column, "")
    assert column.empty is True


def test_only_a_key_stands_once():
    assert KEY.unique
    assert not REFERENCE.unique


@attrs.frozen
class Siege(Row):
    """A made-up row with a column of each kind."""

    siege_id: Annotated[str, KEY]
    by: Annotated[tuple[str, ...], LIST]
    start: Annotated[dt.date, DAY]
    end: Annotated[dt.date | None, columns.day("t", empty=True)]
    reported: Annotated[str, DATE]
    lat: Annotated[float, NUMBER]
    dead: Annotated[int | None, columns.count("t", 0, 9, "persons", empty=True)]


SIEGES = columns.Table("Sieges.", Siege)
CELLS = ["a", "gna; lna", "2014-05-16", "", "2014", "32.5", ""]


def test_a_row_has_the_values_of_its_cells():
    start = dt.date(2014, 5, 16)
    whole = SIEGES.whole(CELLS)
    assert whole == Siege("a", ("gna", "lna"), start, None, "2014", 32.5, None)
    assert SIEGES.whole([*CELLS[:-1], "7"]).dead == 7
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        whole.start = start


def test_a_row_lacks_what_is_no_value():
    cells = [*CELLS[:2], "soon", *CELLS[3:]]
    columns_of = zip(SIEGES.columns.values(), cells, strict=True)
    part = SIEGES.part(cells, [column.holds(cell) for column, cell in columns_of])
    assert (part.siege_id, part.end, part.lat) == ("a", None, 32.5)
    with pytest.raises(AttributeError):
        part.start  # noqa: B018


def test_columns_stand_in_the_order_of_the_fields():
    assert list(SIEGES.columns) == [field.name for field in attrs.fields(Siege)]
    assert SIEGES.columns["start"] is DAY


@pytest.mark.parametrize("sign", list("\n\x01\x7f\x9f\u2028\ud800\udcff\ufffe\uffff"))
def test_what_no_line_has(sign):
    assert columns.unfit(f"a{sign}b\n") == sign


def test_a_line_may_have_marks_of_direction_and_any_letter():
    assert columns.unfit("ليبيا \u200f\u200e\u200d <&> \U0001f5fa ~") == ""


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\ufeff", "\u2060", "\U000e0041"])
def test_no_mark_turns_a_line_round_or_hides_in_it(sign):
    assert columns.unfit(f"a{sign}b") == sign


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_text_begins_like_a_formula(cell):
    assert not accepts(TEXT, cell)
    assert accepts(TEXT, f"x{cell}")


def test_split_list():
    assert columns.split_list("a; b ;c") == ["a", "b", "c"]
    assert columns.split_list("") == []

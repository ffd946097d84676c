"""The kinds of column that a record table may have, and the rows that they make.

The fields of a row class are annotated with the type of their values and with the
column that they come from::

    start: Annotated[dt.date, day("First day of this state.")]
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import attrs

from geo.dates import parse_span
from geo.errors import DateError, Text
from geo.records.rows import Row

_is_id = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch


@dataclass(frozen=True)
class Column:
    """A column of a record table, as declared.

    Attributes
    ----------
    description : str
        For the codebook.
    kind : str
        ``text``, ``list``, ``number``, ``count``, ``day`` or ``date``: see `VALUES`.
    expected : Text
        What a cell holds, in words.
    holds : callable
        Tells whether a cell, as text, is as declared.
    empty : bool
        Whether a cell may be empty.
    unique : bool
        Whether no two rows may have the same.
    references : str
        The table whose ids it holds, or empty.
    """

    description: str
    kind: str
    expected: Text
    holds: Callable[[str], bool]
    empty: bool = False
    unique: bool = False
    references: str = ""

    @property
    def value(self) -> Callable[[str], object]:
        """Return the function that converts a sound cell to a value."""
        return VALUES[self.kind]


@dataclass(frozen=True)
class Table:
    """A record table, as declared: it takes no other columns than its row's."""

    description: str
    row: type[Row]

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Return the columns by name, in the order of the row's fields."""
        columns: dict[str, Column] = {}
        for field in attrs.fields(self.row):
            (columns[field.name],) = field.type.__metadata__
        return columns

    @cached_property
    def _values(self) -> list[tuple[int, Callable[[str], object]]]:
        """Return the places of the columns that are converted, and how."""
        return [
            (place, column.value)
            for place, column in enumerate(self.columns.values())
            if column.value is not str
        ]

    def whole(self, cells: Sequence[str]) -> Any:
        """Return the row of cells that are all as declared."""
        values: list[object] = list(cells)
        for place, value in self._values:
            values[place] = value(cells[place])
        return self.row(*values)

    def part(self, cells: Sequence[str], sound: Sequence[bool]) -> Any:
        """Return the row of cells of which some are not: it lacks these attributes."""
        row = object.__new__(self.row)
        for (name, column), cell, is_sound in zip(
            self.columns.items(), cells, sound, strict=True
        ):
            if is_sound:
                object.__setattr__(row, name, column.value(cell))
        return row


def split_list(cell: str) -> list[str]:
    """Return the items of a ``;``-separated cell."""
    return [item.strip() for item in cell.split(";") if item.strip()]


def _list(cell: str) -> tuple[str, ...]:
    return tuple(split_list(cell))


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _count(cell: str) -> int | None:
    return int(cell) if cell else None


def _day(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell) if cell else None


VALUES: Mapping[str, Callable[[str], object]] = {
    "text": str,
    "date": str,
    "list": _list,
    "number": _number,
    "count": _count,
    "day": _day,
}
"""What a cell of each kind becomes. An empty text or date (which may be as coarse as a
year) stays an empty text; an empty number, count or day is None."""


class _Cell(NamedTuple):
    """What a cell that is not empty holds."""

    kind: str
    expected: Text
    test: Callable[[str], object]


_ID = _Cell("text", Text("fault.cells.id"), _is_id)


def _column(
    description: str,
    cell: _Cell,
    *,
    empty: bool = False,
    key: bool = False,
    references: str = "",
) -> Column:
    """Declare a column whose cells, as text, pass the kind's test or may be empty."""

    def holds(text: str) -> bool:
        return empty if text == "" else bool(cell.test(text))

    return Column(
        description,
        cell.kind,
        cell.expected,
        holds,
        empty=empty,
        unique=key,
        references=references,
    )


def text(description: str, *, empty: bool = False) -> Column:
    """Declare a column of text."""
    cell = _Cell("text", LINE_OF_TEXT, lambda cell: _is_line(cell) and not _runs(cell))
    return _column(description, cell, empty=empty)


LINE_OF_TEXT = Text("fault.cells.text")
"""What a column of text holds."""

FORMULA_SIGNS = ("=", "+", "-", "@")
"""A spreadsheet takes a cell that begins with one for a formula, and runs it."""

_NO_TEXT = ("Cc", "Cs", "Zl", "Zp")
_SEEN_FORMATS = frozenset("\xad\u200c\u200d\u200e\u200f\u061c\u06dd\u070f\u08e2") | {
    chr(code) for code in range(0x600, 0x606)
}
"""Marks of format (Unicode's ``Cf``) that writing needs; others turn lines round, such
as U+202E, or hide what is there."""


def _is_line(cell: str) -> bool:
    return cell == cell.strip() and not unfit(cell)


def _runs(cell: str) -> bool:
    return cell.startswith(FORMULA_SIGNS)


def unfit(text: str) -> str:
    r"""Return the first character that a one-line text may not hold, or an empty text.

    Examples
    --------
    >>> unfit("one\ntwo")
    '\n'
    >>> unfit("مصراتة")
    ''
    """
    return "" if text.isprintable() else next(filter(_is_unfit, text), "")


def _is_unfit(sign: str) -> bool:
    category = unicodedata.category(sign)
    return (
        category in _NO_TEXT
        or (category == "Cf" and sign not in _SEEN_FORMATS)
        or ord(sign) & 0xFFFE == 0xFFFE
        or "\ufdd0" <= sign <= "\ufdef"
    )


def match(
    description: str, pattern: str, expected: Text, *, empty: bool = False
) -> Column:
    """Declare a column of text that matches a pattern from end to end."""
    whole = re.compile(pattern).fullmatch
    return _column(description, _Cell("text", expected, whole), empty=empty)


def address(description: str, *, empty: bool = False) -> Column:
    """Declare a column of web addresses."""
    expected = Text("fault.cells.address")
    return _column(description, _Cell("text", expected, is_address), empty=empty)


def is_address(cell: str) -> bool:
    """Return whether a text is a whole web address."""
    try:
        parts = urlsplit(cell)
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and parts.netloc != ""
    return whole and _is_line(cell) and " " not in cell


def choice(description: str, allowed: tuple[str, ...]) -> Column:
    """Declare a column that holds one of a few words."""
    expected = Text("fault.cells.one_of", known=list(allowed))
    return _column(description, _Cell("text", expected, allowed.__contains__))


def choice_list(description: str, allowed: tuple[str, ...]) -> Column:
    """Declare a column that holds several of a few words."""

    def test(cell: str) -> bool:
        items = [item.strip() for item in cell.split(";")]
        return len(set(items)) == len(items) and set(items) <= set(allowed)

    expected = Text("fault.cells.some_of", known=list(allowed))
    return _column(description, _Cell("list", expected, test))


def key(description: str) -> Column:
    """Declare the column of ids by which a table's rows are named."""
    return _column(description, _ID, key=True)


def reference(description: str, references: str, *, empty: bool = False) -> Column:
    """Declare a column that holds an id of another table."""
    return _column(description, _ID, empty=empty, references=references)


def reference_list(description: str, references: str, *, empty: bool = False) -> Column:
    """Declare a column that holds several ids of another table."""
    cell = _Cell("list", Text("fault.cells.ids"), _is_id_list)
    return _column(description, cell, empty=empty, references=references)


def _is_id_list(cell: str) -> bool:
    items = [item.strip() for item in cell.split(";")]
    once = len(set(items)) == len(items)
    return once and all(_is_id(item) for item in items)


def day(description: str, *, empty: bool = False) -> Column:
    """Declare a column of days."""
    expected = Text("fault.cells.day")
    return _column(description, _Cell("day", expected, _is_day), empty=empty)


def _is_day(cell: str) -> bool:
    return _is_date(cell) and parse_span(cell).precision == "day"


def date(description: str, *, empty: bool = False) -> Column:
    """Declare a column of dates that may be as coarse as a year."""
    expected = Text("fault.cells.date")
    return _column(description, _Cell("date", expected, _is_date), empty=empty)


def _is_date(cell: str) -> bool:
    try:
        parse_span(cell)
    except DateError:
        return False
    return True


def number(
    description: str, low: float, high: float, unit: str, *, empty: bool = False
) -> Column:
    """Declare a column of decimal numbers."""

    def test(cell: str) -> bool:
        return _is_decimal(cell) is not None and low <= float(cell) <= high

    expected = Text("fault.cells.number", low=low, high=high, unit=_unit(unit))
    return _column(description, _Cell("number", expected, test), empty=empty)


def _unit(name: str) -> Text:
    return Text(f"fault.units.{name.casefold().replace(' ', '_')}")


_is_decimal = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch


def count(
    description: str, low: int, high: int, unit: str, *, empty: bool = False
) -> Column:
    """Declare a column of whole numbers."""

    def test(cell: str) -> bool:
        return cell.isascii() and cell.isdigit() and low <= int(cell) <= high

    expected = Text("fault.cells.count", low=low, high=high, unit=_unit(unit))
    return _column(description, _Cell("count", expected, test), empty=empty)

"""The record tables as the rules see them, and how they name a fault."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from geo import dates
from geo.errors import Fault, Text
from geo.records import schema
from geo.records.rows import Row, grouped

FIRST_ROW = 2
"""Row of a table's first record, as a spreadsheet numbers it."""

SomeRow = TypeVar("SomeRow", bound=Row)


class Cells:
    """The cells of one table: as text, what is wrong with them, and their rows.

    Parameters
    ----------
    table : str
        Name of a table of `geo.records.schema.TABLES`.
    text : sequence of sequence of str
        The cells of each row, in the order of the declared columns.
    """

    def __init__(self, table: str, text: Sequence[Sequence[str]]) -> None:
        self.table = table
        self.text = text
        self.declared = schema.TABLES[table]

    @cached_property
    def _unsound(self) -> dict[str, set[int]]:
        """Return in which rows a cell of each column is at fault."""
        rows: dict[str, set[int]] = {}
        for place, (name, column) in enumerate(self.declared.columns.items()):
            cells = [row[place] for row in self.text]
            kept = {cell: column.holds(cell) for cell in set(cells)}
            rows[name] = {i for i, cell in enumerate(cells) if not kept[cell]}
            rows[name].update(self._shared.get(name, ()))
        return rows

    @cached_property
    def _shared(self) -> dict[str, set[int]]:
        """Return the rows that have an id of another row, by unique column."""
        shared_rows: dict[str, set[int]] = {}
        for name, column in self.declared.columns.items():
            if column.unique:
                rows = grouped(enumerate(self.column(name)), lambda pair: pair[1])
                shared = [pair for same in rows.values() if same[1:] for pair in same]
                shared_rows[name] = {index for index, _ in shared}
        return shared_rows

    @cached_property
    def faults(self) -> list[Fault]:
        """Return what is wrong with single cells."""
        file, faults = f"{self.table}.csv", []
        for place, (name, column) in enumerate(self.declared.columns.items()):
            for index in self._unsound[name]:
                cell = self.text[index][place]
                where = file, index + FIRST_ROW, name, cell
                if not column.holds(cell):
                    faults.append(
                        Fault(
                            *where,
                            Text("fault.cells.must_be", expected=column.expected),
                        )
                    )
                if index in self._shared.get(name, ()):
                    faults.append(Fault(*where, Text("fault.cells.unique")))
        return faults

    @cached_property
    def rows(self) -> list[Row]:
        """Return the rows; one lacks the attributes whose cells are at fault."""
        rows: list[Row] = []
        bad = {index for column in self._unsound.values() for index in column}
        for index, cells in enumerate(self.text):
            if index in bad:
                sound = [index not in column for column in self._unsound.values()]
                rows.append(self.declared.part(cells, sound))
            else:
                rows.append(self.declared.whole(cells))
        return rows

    def as_declared(self) -> list[Row]:
        """Return the rows of cells that are known to be as declared, unlooked at."""
        return [self.declared.whole(cells) for cells in self.text]

    def column(self, name: str) -> list[str]:
        """Return the cells of a column as text."""
        place = list(self.declared.columns).index(name)
        return [row[place] for row in self.text]

    def sound(self, columns: Sequence[str]) -> list[int]:
        """Return the rows whose cells in some columns are sound, by their place."""
        bad = {index for name in columns for index in self._unsound[name]}
        return [index for index in range(len(self.text)) if index not in bad]


class Tables:
    """The record tables as text, and those of their rows that are sound.

    Parameters
    ----------
    cells : mapping of str to Cells
        Every table of `geo.records.schema.TABLES`.
    today : datetime.date, optional
        The day after which nothing on record can have happened; that of the clock
        (UTC) if left out.
    """

    def __init__(
        self, cells: Mapping[str, Cells], today: dt.date | None = None
    ) -> None:
        self.cells = cells
        self.today = today or dates.today()

    def rows(self, row: type[SomeRow], *columns: str) -> list[tuple[int, SomeRow]]:
        """Return the rows of a table whose cells in some columns are sound.

        Parameters
        ----------
        row : type
            The class of its rows, as `geo.records.tables.control.Claim`.
        *columns : str
            The columns wanted; any other may be missing from a row.

        Returns
        -------
        list of (int, row)
            Each with its place in the table, counted from 0.
        """
        cells = self.cells[schema.NAMES[row]]
        rows = []
        for index in cells.sound(columns):
            one = cells.rows[index]
            assert isinstance(one, row)
            rows.append((index, one))
        return rows

    def text(self, table: str, column: str) -> list[str]:
        """Return the cells of a column as text, sound or not."""
        return self.cells[table].column(column)

    def fault(
        self, table: str, index: int, column: str, expected: Text, value: str = ""
    ) -> Fault:
        """Return a fault at a row; the value is the cell's unless given."""
        value = value or self.text(table, column)[index]
        return Fault(f"{table}.csv", index + FIRST_ROW, column, value, expected)


Rule = Callable[[Tables], Iterator[Fault]]
"""Yields every fault against itself."""


def repeated(values: Iterable[object]) -> Iterator[int]:
    """Yield the places of values that came before.

    Examples
    --------
    >>> list(repeated(["a", "b", "a", "a"]))
    [2, 3]
    """
    seen = set()
    for place, value in enumerate(values):
        if value in seen:
            yield place
        seen.add(value)


def nearest(value: str, allowed: list[str]) -> Text:
    """Return a hint which known word was meant."""
    close = difflib.get_close_matches(value, allowed, n=1, cutoff=0.5)
    if close:
        return Text("fault.hints.nearest", close=close[0])
    if 0 < len(allowed) <= 20:
        return Text("fault.hints.one_of", known=allowed)
    return Text("fault.hints.none")

"""The record tables as the rules see them, and how they name a fault."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterator

import pandas as pd

from geo import dates
from geo.errors import Fault
from geo.records import schema

FIRST_ROW = 2
"""Row of a table's first record, as a spreadsheet numbers it."""


class Tables:
    """The record tables as text, and those of their rows that are sound.

    Parameters
    ----------
    text : dict of str to pandas.DataFrame
        Every table of `geo.records.schema.TABLES`, all cells text.
    faults : list of Fault
        What is known to be wrong with single cells.
    today : datetime.date, optional
        The day after which nothing on record can have happened; that of the clock
        (UTC) if left out.
    """

    def __init__(
        self,
        text: dict[str, pd.DataFrame],
        faults: list[Fault],
        today: dt.date | None = None,
    ) -> None:
        self.text = text
        self.today = today or dates.today()
        self._bad: dict[tuple[str, str], set[int]] = {}
        for fault in faults:
            rows = self._bad.setdefault((fault.file, fault.column), set())
            rows.add(fault.row - FIRST_ROW)

    def typed(self, table: str, *columns: str) -> pd.DataFrame:
        """Return the rows whose cells in some columns are sound, with their types.

        Parameters
        ----------
        table : str
            Name of the table.
        *columns : str
            The columns wanted.

        Returns
        -------
        pandas.DataFrame
            Those columns; the index is that of the text.
        """
        bad: set[int] = set()
        for column in columns:
            bad |= self._bad.get((f"{table}.csv", column), set())
        frame = self.text[table]
        return schema.typed(table, frame.loc[~frame.index.isin(bad), list(columns)])

    def fault(
        self, table: str, index: int, column: str, expected: str, value: str = ""
    ) -> Fault:
        """Return a fault at a row; the value is the cell's unless given."""
        value = value or str(self.text[table].loc[index, column])
        return Fault(f"{table}.csv", index + FIRST_ROW, column, value, expected)


Rule = Callable[[Tables], Iterator[Fault]]
"""Yields every fault against itself."""


def nearest(value: str, known: list[str]) -> str:
    """Return a hint which known word was meant."""
    close = difflib.get_close_matches(value, known, n=1, cutoff=0.5)
    if close:
        return f"nearest is {close[0]}"
    return (
        f"use one of {', '.join(known)}" if 0 < len(known) <= 20 else "nothing is near"
    )

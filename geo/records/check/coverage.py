"""What the records leave open: months without an event, kinds, texts, rows, twins."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from geo.dates import SPAN_START
from geo.errors import Text
from geo.records.check.twins import TWINNED, lacking
from geo.records.read import Records
from geo.records.tables.agreements import EVENT_KINDS

NONE = Text("error.none")

LEAST = {
    "places": 150,
    "control": 600,
    "agreements": 61,
    "agreement_stages": 155,
    "events": 500,
    "relations": 25,
    "stories": 9,
}
"""So many rows the atlas has at least, by table."""

_PAX = """
    237 728 1370 1427 1512 1566 1892 1951 1952 1953 1954 1955 1956 1973 2011
    2012 2013 2076 2078 2079 2102 2136 2137 2138 2139 2140 2141 2142 2143 2175
    2216 2217 2219 2220 2221 2222 2223 2224 2229 2230 2320 2399 2433 2462 2488
    2495 2496 2515 2540 2735 2736
"""
PAX = tuple(_PAX.split())
"""Numbers of the texts that PA-X, version 10 (April 2026), counts for Libya."""


class Happening(Protocol):
    """What coverage looks at of a `geo.records.tables.agreements.Event`."""

    @property
    def kind(self) -> str:
        """Return its kind."""

    @property
    def start(self) -> dt.date:
        """Return its first day."""

    @property
    def end(self) -> dt.date:
        """Return the first day after it."""


@dataclass(frozen=True)
class Coverage:
    """What no event tells of.

    Attributes
    ----------
    first, last : datetime.date
        First day of the first and of the last month looked at.
    months : tuple of datetime.date
        First days of the months without any event, in order.
    kinds : dict of int to tuple of str
        The kinds of event that a year lacks, by year; a year that lacks none is left
        out.
    """

    first: dt.date
    last: dt.date
    months: tuple[dt.date, ...]
    kinds: dict[int, tuple[str, ...]]

    def __str__(self) -> str:
        return "\n".join(map(str, self.lines()))

    def lines(self) -> list[Text]:
        """Return a line on the months, and one for each year that lacks a kind."""
        months = Text(
            "coverage.months",
            first=f"{self.first:%Y-%m}",
            last=f"{self.last:%Y-%m}",
            count=len(_months(self.first, self.last)),
            missing=[f"{month:%Y-%m}" for month in self.months] or NONE,
        )
        kinds = self.kinds.items()
        return [
            months,
            *(
                Text("coverage.year", year=year, kinds=list(lacks))
                for year, lacks in kinds
            ),
        ]


def coverage(events: Iterable[Happening], first: dt.date, last: dt.date) -> Coverage:
    """Find the months and the kinds of a year of which no event tells.

    An event that lasts counts in each month and year that it touches.

    Parameters
    ----------
    events : iterable of Happening
        Events as in `geo.records.read.Records.events`.
    first, last : datetime.date
        The days between which to look; their whole months and years count.

    Returns
    -------
    Coverage

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> days = {"start": dt.date(2019, 4, 4), "end": dt.date(2019, 4, 5)}
    >>> told = [SimpleNamespace(kind="battle", **days)]
    >>> coverage(told, dt.date(2019, 4, 1), dt.date(2019, 5, 1)).months
    (datetime.date(2019, 5, 1),)
    """
    months: set[dt.date] = set()
    kinds_of: dict[int, set[str]] = {}
    for event in events:
        for month in _months(event.start, event.end - dt.timedelta(days=1)):
            months.add(month)
            kinds_of.setdefault(month.year, set()).add(event.kind)
    years = range(first.year, last.year + 1)
    lacking = {
        year: tuple(
            kind for kind in EVENT_KINDS if kind not in kinds_of.get(year, set())
        )
        for year in years
    }
    looked_at = _months(first, last)
    return Coverage(
        first=looked_at[0],
        last=looked_at[-1],
        months=tuple(month for month in looked_at if month not in months),
        kinds={year: kinds for year, kinds in lacking.items() if kinds},
    )


def missing_texts(notes: Iterable[str]) -> tuple[str, ...]:
    """Return the Libyan texts of PA-X that no note names.

    Parameters
    ----------
    notes : iterable of str
        Notes of agreements and of their stages.

    Returns
    -------
    tuple of str
        Their numbers, in order.

    Examples
    --------
    >>> "237" in missing_texts(["PA-X 237, 728: the accord."])
    False
    """
    named = {
        number
        for note in notes
        for numbers in re.findall(r"PA-X ([\d, ]+)", note)
        for number in re.findall(r"\d+", numbers)
    }
    return tuple(number for number in PAX if number not in named)


def short(counts: Mapping[str, int]) -> dict[str, int]:
    """Return how many rows are wanting to the least that the atlas has.

    Parameters
    ----------
    counts : mapping of str to int
        Rows by table.

    Returns
    -------
    dict of str to int
        Rows wanting by table; a table that has enough is left out.

    Examples
    --------
    >>> short({"stories": 7, "events": 600})
    {'stories': 2}
    """
    wanting = {table: LEAST[table] - count for table, count in counts.items()}
    return {table: count for table, count in wanting.items() if count > 0}


def report(records: Records) -> list[Text]:
    """Return line by line what the records leave open, up to their newest day."""
    newest = max(records.newest, *(event.start for event in records.events))
    notes = [row.note for row in records.agreements]
    notes += [row.note for row in records.agreement_stages]
    counts = {table: len(getattr(records, table)) for table in LEAST}
    covered = coverage(records.events, SPAN_START, newest)
    return [*covered.lines(), *missing_rows(notes, counts), missing_twins(records)]


def missing_rows(notes: Iterable[str], counts: Mapping[str, int]) -> list[Text]:
    """Return in words which texts of PA-X and how many rows are missing.

    Parameters
    ----------
    notes, counts
        As for `missing_texts` and `short`.
    """
    missing = list(missing_texts(notes)) or NONE
    return [
        Text("coverage.texts", count=len(PAX), missing=missing),
        *(
            Text("coverage.rows", file=f"{table}.csv", count=count, least=LEAST[table])
            for table, count in short(counts).items()
        ),
    ]


def missing_twins(records: Records) -> Text:
    """Return in words how many notes are not yet in Arabic, by table."""
    parts = []
    for table in TWINNED:
        notes = ((row.note, row.note_ar) for row in getattr(records, table))
        wanting, count = lacking(notes)
        values = {"table": table, "wanting": wanting, "count": count}
        parts.append(Text("coverage.twins_of", **values))
    return Text("coverage.twins", tables=parts)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the first day of every month from one day to another."""

    def each() -> Iterator[dt.date]:
        month = first.replace(day=1)
        while month <= last:
            yield month
            month = (month + dt.timedelta(days=31)).replace(day=1)

    return list(each())

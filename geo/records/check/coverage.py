"""Gaps in the records: months and kinds without events, texts, rows, translations."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from geo.dates import SPAN_START
from geo.errors import Text
from geo.records.read import Records
from geo.records.tables.agreements import EVENT_KINDS
from geo.records.tables.control import NO_RECORD, Source

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
"""The least number of rows that the atlas has, by table."""

_PAX = """
    237 728 1370 1427 1512 1566 1892 1951 1952 1953 1954 1955 1956 1973 2011
    2012 2013 2076 2078 2079 2102 2136 2137 2138 2139 2140 2141 2142 2143 2175
    2216 2217 2219 2220 2221 2222 2223 2224 2229 2230 2320 2399 2433 2462 2488
    2495 2496 2515 2540 2735 2736
"""
PAX = tuple(_PAX.split())
"""Numbers of the texts that PA-X, version 10 (April 2026), counts for Libya."""


NONE_READ = "none_read"
GAPS: Mapping[tuple[int, str], str] = {
    (2014, "mass_grave"): NONE_READ,
    (2015, "mass_grave"): "graves_of_2015",
    (2022, "air_strike"): "strikes_of_2022",
    (2024, "air_strike"): NONE_READ,
    (2026, "capture"): "captures_of_2026",
}
"""Why a year has no event of a kind, for those that are known to have none.

Ends of keys of messages, ``coverage.gap.…``.
"""

INDIRECT = ("wiki", "gazetteer")
"""Kinds of source that retell others, and so bear no witness of their own."""


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
    """Gaps in the table of events.

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
        """Return a line on the months, and one for each kind that a year lacks."""
        months = Text(
            "coverage.months",
            first=f"{self.first:%Y-%m}",
            last=f"{self.last:%Y-%m}",
            count=len(_months(self.first, self.last)),
            missing=[f"{month:%Y-%m}" for month in self.months] or NONE,
        )
        lacking = ((year, kind) for year, kinds in self.kinds.items() for kind in kinds)
        return [months, *(_lack(*one) for one in lacking)]


def _lack(year: int, kind: str) -> Text:
    why = Text(f"coverage.gap.{GAPS.get((year, kind), 'unexplained')}")
    return Text("coverage.lack", year=year, kind=kind, why=why)


def coverage(events: Iterable[Happening], first: dt.date, last: dt.date) -> Coverage:
    """Find the months without an event, and the kinds that a year lacks.

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
    >>> events = [SimpleNamespace(kind="battle", **days)]
    >>> coverage(events, dt.date(2019, 4, 1), dt.date(2019, 5, 1)).months
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
    """Return how many rows are missing to the least that the atlas has.

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
    return [
        *covered.lines(),
        *missing_rows(notes, counts),
        witnessed(records),
    ]


def independent(sources: Iterable[Source]) -> bool:
    """Return whether two of some sources look independent, by a rule of thumb.

    Two do if nobody had a hand in both, neither as publisher nor as the one whose text
    it is (after a slash), if their titles differ, and if neither retells others.

    Parameters
    ----------
    sources : iterable of geo.records.tables.control.Source

    Examples
    --------
    >>> from types import SimpleNamespace as Row
    >>> agency = Row(publisher="Reuters", title="Town falls", kind="agency")
    >>> repost = Row(publisher="The Paper / Reuters", title="Falls", kind="paper")
    >>> independent([agency, repost])
    False
    """
    direct = [
        ({name.strip().lower() for name in row.publisher.split("/")}, row.title.lower())
        for row in sources
        if row.kind not in INDIRECT
    ]
    return any(
        not hands & others and title != another
        for (hands, title), (others, another) in combinations(direct, 2)
    )


def witnessed(records: Records) -> Text:
    """Return in words how many claims rest on two sources that look independent."""
    claims = [row for row in records.control if row.actor_id != NO_RECORD]
    source_of = records.source_of
    count = sum(
        independent(source_of[name] for name in claim.source_ids) for claim in claims
    )
    share = round(100 * count / max(len(claims), 1))
    values = {"count": count, "of": len(claims), "share": share}
    return Text("coverage.independent", **values)


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


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the first day of every month from one day to another."""

    def each() -> Iterator[dt.date]:
        month = first.replace(day=1)
        while month <= last:
            yield month
            month = (month + dt.timedelta(days=31)).replace(day=1)

    return list(each())

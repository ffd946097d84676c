"""Which columns of a file hold the days of its features, and the days of each."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from geo.dates import Span
from geo.errors import DateError, Localized, Text, UploadError
from geo.errors.typed import plain
from geo.inputs.days import LONGEST, goes_on, has_time, span, text_of
from geo.query import axes
from geo.query.written import moment

FROM, TO = "valid_from", "valid_to"
"""The first day of a feature, and the first day after it."""

_ENDS = (
    *(("start", "end"), ("begin", "end"), ("from", "to"), ("start", "stop")),
    *(("start", "finish"), ("from", "until"), ("since", "until"), ("started", "ended")),
    *(("début", "fin"), ("debut", "fin"), ("البداية", "النهاية")),
    *(("البدء", "الانتهاء"), ("من", "إلى"), ("من", "الى"), ("بداية", "نهاية")),
)
_BESIDE = ("", "date", "time", "datetime", "year", "dt", "at", "day", "event", "تاريخ")
_LAST = ("enddate", "dateend", "eventenddate", "eventdateend", "dateto", "todate")
LAST_DAY = tuple(
    dict.fromkeys(
        (
            *(("startdate", "enddate"), ("datestart", "dateend")),
            *((f"{one}{a}", f"{one}{b}") for one in _BESIDE for a, b in _ENDS),
            *((f"{a}{one}", f"{b}{one}") for one in _BESIDE for a, b in _ENDS),
            *(("validfrom", f"valid{b}") for b in ("until", "till", "thru", "end")),
            *(("validfrom", "validthrough"), ("validstart", "validend")),
            *(("validsince", "validuntil"), ("validfrom", "validunti")),
            ("validfrom", "validthro"),  # as Shapefiles cut them
            *((one, end) for one in ("date", "eventdate") for end in _LAST),
        )
    )
)
"""What others call the first and the last day, as `_bare` has it: both count in."""

ONE_DAY = (
    *("eventdate", "timestamp", "datetime", "date", "day", "time", "sqldate"),
    *("timestampms", "when", "acqdate", "incidentdate", "dateofincident"),
    *("تاريخ", "التاريخ"),
)
"""What others call the day of an event."""

OF_DAYS = frozenset(("date", "dates", "تاريخ", "التاريخ"))
"""Words in the names of columns that are to hold days."""

MOST_DEEP = 4
"""So deep days are sought in lists and objects: times of tracks, spans of features."""

FEW_CELLS, MOST_NAMED = 20, 10
"""Of columns that nobody named, those that begin with so many days are looked through,
and so many of them."""

_YEARS = re.compile(r"(?:year|years|yr|annee|année|jahr|سنة|السنة|عام|العام)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0+)?(?:-01-01.*)?", re.ASCII)
_DATED = re.compile(r"date|time|year|month|day|valid|event|تاريخ|شهر")
_BETWEEN = re.compile(r"(?<=\d)(?:/(?=\d{4})| (?:-|–|to|until|إلى|الى|حتى) )(?=\d)")
"""Between the ends of a span in one cell."""

_TIMES = ("times", "timestamps", "coordtimes")
_TAG = re.compile(r"#(date)(?:.*\+(start|end)\b)?(?:[+ ].*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Which columns of a file hold its days.

    Attributes
    ----------
    first, last : str
        None: empty.
    counts_in : bool
        Whether the last day counts in; else it is the first after.
    """

    first: str = FROM
    last: str = TO
    counts_in: bool = False

    @property
    def are_named(self) -> bool:
        """Return whether they bear the names of this map."""
        return (self.first, self.last) == (FROM, TO)

    def remark(self, name: str) -> Text | None:
        """Return what a reader should know of where the days of a file stand."""
        if self.are_named or not self.counts_in:
            return None
        if self.first == self.last:
            return Text("own.one_day", name=name, column=self.first)
        return Text("own.columns", name=name, first=self.first, last=self.last)

    def fill(self, properties: Mapping[str, Any]) -> bool:
        """Return whether a feature has anything in them."""
        cells = (properties.get(name) for name in (self.first, self.last))
        return any(cell is not None and cell != "" for cell in cells)


def columns(rows: Iterable[Mapping[str, Any]]) -> tuple[Columns, ...]:
    """Return which columns hold the days of rows.

    Parameters
    ----------
    rows : iterable of mapping
        The properties of features.

    Returns
    -------
    tuple of Columns
        ``valid_from`` and ``valid_to`` alone of rows that have either; of others those
        of `LAST_DAY`, then of `ONE_DAY`, that hold days in every row that fills them.
        The first that a row fills are its own.

    Examples
    --------
    >>> [one.first for one in columns([{"event_date": "2019-04-04"}, {"day": ""}])]
    ['event_date']
    >>> columns([{"date": "last spring"}])
    ()
    """
    rows = list(rows)
    named = {names: _has_own(names) for names in {tuple(row) for row in rows}}
    if len({*named.values()}) > 1:  # sheets and layers of one file
        own, others = (
            [row for row in rows if named[tuple(row)] is one] for one in (True, False)
        )
        return (*columns(own), *columns(others))
    names = sorted({*chain.from_iterable(rows)})
    spelled = {_bare(name): name for name in names}
    first, last = (
        name if name in names else spelled.get(_bare(name), "") for name in (FROM, TO)
    )
    pairs: Iterable[tuple[str, str]] = LAST_DAY
    if first and not last:
        pairs = (pair for pair in LAST_DAY if pair[0] == _bare(FROM))
    elif first or last:
        are_named = FROM in names or TO in names
        return (Columns() if are_named else Columns(first, last),)
    else:
        pairs = (*LAST_DAY, *((name, name) for name in ONE_DAY))
    found = []
    for one, other in pairs:
        if one in spelled and other in spelled:
            pair = spelled[one], spelled[other]
            if one in ONE_DAY and not any({*pair} <= row.keys() for row in rows):
                continue
            counts = [_days_in(rows, *pair[:1]), _days_in(rows, pair[1], is_end=True)]
            if None not in counts and any(counts):
                found.append(Columns(*pair, counts_in=True))
    if first and not found:
        return (Columns(first, TO),)
    return tuple(found)


def _has_own(names: Iterable[str]) -> bool:
    """Return whether a row has a column of this map's names, be it empty."""
    return not {_bare(FROM), _bare(TO)}.isdisjoint(map(_bare, names))


def _bare(name: str) -> str:
    """Return the name of a column in small letters, without separators of words.

    Of a tag of HXL (``#date+occurred``) that is its kind, and which end it is.
    """
    if match := _TAG.fullmatch(name.strip()):
        name = match[1] + (match[2] or "")
    return re.sub(r"[\W_]", "", name.casefold())


def without(
    rows: list[Mapping[str, Any]], known: Iterable[Columns]
) -> list[Mapping[str, Any]]:
    """Return the rows that have none of the columns of days.

    Examples
    --------
    >>> without([{"valid_from": "2019"}, {"start": "2019-04-04"}], [Columns()])
    [{'start': '2019-04-04'}]
    """
    names = {name for one in known for name in (one.first, one.last)}
    return [row for row in rows if names.isdisjoint(row)]


def unused(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the columns that hold whole days and nothing else, or years, in order.

    Examples
    --------
    >>> unused([{"seen_on": "2019-04-04", "year": 2019, "n": 2019}, {"seen_on": ""}])
    ['seen_on', 'year']
    """
    rows = list(rows)
    names = dict.fromkeys(chain.from_iterable(rows))
    filled = {name: _filled(rows, name) for name in names}
    likely = [
        name for name in names if _are_days(islice(filled[name], FEW_CELLS), name)
    ]
    return [
        name for name in likely[:MOST_NAMED] if _are_days(_filled(rows, name), name)
    ]


def unread(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, Localized]]:
    """Return columns that are called as those of days are, and hold something else.

    Returns
    -------
    list of tuple of (str, Localized)
        Each column, and why its first cell that is no day is none.

    Examples
    --------
    >>> [(name, why)] = unread([{"survey_date": "Dec-19"}, {"survey_date": "2019-04"}])
    >>> name, str(why)[:40]
    ('survey_date', "'Dec-19' is no day that can be read in o")
    """
    rows = list(rows)
    ends = {name for pair in LAST_DAY for name in pair if _DATED.search(name)}
    found = []
    for name in dict.fromkeys(chain.from_iterable(rows)):
        if _bare(name) in (*ONE_DAY, *ends) or OF_DAYS & {*axes.spaced(name).split()}:
            faults = (_fault(row.get(name)) for row in rows)
            if fault := next(filter(None, faults), None):
                found.append((name, fault))
    return found


def _fault(cell: object) -> Localized | None:
    """Return why a cell is no day that can be read in one way; None: it is one."""
    try:
        if not goes_on(cell):
            span(cell)
    except DateError as error:
        if error.key in ("error.dates.none", "error.dates.no_day"):
            return Text("error.dates.one_way", text=str(cell))
        return error
    return None


def _filled(rows: Iterable[Mapping[str, Any]], name: str) -> Iterator[Any]:
    """Yield the cells of a column, but empty ones; of lists and objects their parts."""
    for row in rows:
        parts = [row.get(name)]
        for _ in range(MOST_DEEP):
            if not any(isinstance(one, dict | list) for one in parts):
                break
            parts = [part for one in parts for part in _parts(one)]
        yield from (part for part in parts if part not in (None, ""))


def _parts(cell: Any) -> Iterable[Any]:
    if isinstance(cell, dict):
        return cell.values()
    return cell if isinstance(cell, list) else (cell,)


def _are_days(cells: Iterable[Any], name: str) -> bool:
    """Return whether cells are days written as text, and there is one.

    Years count where their column is named so: elsewhere they may be any number.
    """
    filled = [*cells]
    if not filled:
        return False
    if _YEARS.fullmatch(_bare(name)) and all(
        _YEAR.fullmatch(text_of(cell)) for cell in filled
    ):
        return True
    if _bare(name) in _TIMES and all(moment(plain(str(cell))) for cell in filled):
        return True
    least = len("2014-08") - bool(_DATED.search(_bare(name)))
    try:
        return all(_is_written_day(cell, least) for cell in filled)
    except DateError:
        return False


def _is_written_day(cell: Any, least: int) -> bool:
    """Return whether a cell is a text of some length that is a day, or a span of them.

    Raises
    ------
    DateError
        If it is something else.
    """
    if not isinstance(cell, str) or not least < len(cell) <= LONGEST:
        return False
    ends = _BETWEEN.split(cell, maxsplit=1)
    return all(moment(plain(end)) is None and span(end) is not None for end in ends)


def _days_in(
    rows: list[Mapping[str, Any]], name: str, *, is_end: bool = False
) -> int | None:
    """Return how many days a column holds; None if it holds anything else."""
    try:
        cells = (row.get(name) for row in rows)
        return sum(
            span(one) is not None for one in cells if not (is_end and goes_on(one))
        )
    except DateError:
        return None


def life(
    properties: Mapping[str, Any], where: Columns
) -> tuple[dict[str, str | None], bool]:
    """Return the half-open days of a feature.

    Parameters
    ----------
    properties : mapping
        Of the feature.
    where : Columns
        Which of them hold its days.

    Returns
    -------
    dict of str to str or None
        ISO days under ``valid_from`` and ``valid_to``; open: None.
    bool
        Whether it ends on the day on which it begins: it is that one day then.

    Raises
    ------
    UploadError
        If a cell is no date, or it ends before it begins.

    Examples
    --------
    >>> life({"valid_from": "2019-04", "valid_to": "2019-06-26 09:30"}, Columns())
    ({'valid_from': '2019-04-01', 'valid_to': '2019-06-27'}, False)
    """
    found: dict[str, Span | None] = {}
    for name in (where.first, where.last):
        cell = properties.get(name)
        try:
            found[name] = None if name == where.last and goes_on(cell) else span(cell)
        except DateError as error:
            raise UploadError("error.own.column", column=name, error=error) from None
    first, last = found[where.first], found[where.last]
    start = first.start if first else None
    end = None
    if last:
        # An end with a time of day lies within its day, which counts in then.
        within = where.counts_in or has_time(properties.get(where.last))
        end = last.end if within else last.start
    one_day = bool(first and start == end)
    if first and one_day:
        end = first.end
    if start and end and end < start:
        raise UploadError("error.own.ends", end=end, start=start)
    days = {FROM: start.isoformat() if start else None}
    return days | {TO: end.isoformat() if end else None}, one_day

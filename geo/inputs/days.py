"""Reads the days of features in the columns and formats of many programs."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from geo.dates import Span, parse_span
from geo.errors import DateError, PlaceError, Text, UploadError
from geo.errors.typed import plain
from geo.query.written import moment, written_day

FROM, TO = "valid_from", "valid_to"
"""The first day of a feature, and the first day after it."""

LAST_DAY = (
    *(("startdate", "enddate"), ("datestart", "dateend"), ("begindate", "enddate")),
    *(("begin", "end"), ("start", "end"), ("from", "to"), ("fromdate", "todate")),
    *(("datefrom", "dateto"), ("starttime", "endtime"), ("begintime", "endtime")),
    ("تاريخالبداية", "تاريخالنهاية"),
)
"""What others call the first and the last day, as `_bare` has it: both count in."""

ONE_DAY = (
    *("eventdate", "timestamp", "datetime", "date", "day", "time", "sqldate"),
    *("acqdate", "incidentdate", "dateofincident", "تاريخ", "التاريخ"),
)
"""What others call the day of an event."""

OPEN_YEAR = 9999
"""A year of databases that stands for no end."""

OPEN = ("infinity", "-infinity", "nat", "nan", "none", "null")
"""What programs write for a day that there is none of."""

FEW_CELLS, MOST_NAMED = 20, 10
"""Of columns that nobody named, those that begin with so many days are looked through,
and so many of them."""

LONGEST = 200
"""A longer text is no day, and not looked through for one."""

_DAY = re.compile(
    r"(?P<day>\d{4}(?P<by>[-/]?)\d{2}(?P=by)\d{2}|\d{4}(?:[-/]\d{2})?)"
    r"(?P<decimal>\.0+)?(?:[T ](?P<time>.+))?",
    re.ASCII,
)
_END_OF_TIME = re.compile(r"253[34]\d{8}(?:\d{3})?(?:\.0+)?", re.ASCII)
"""The year 9999 in seconds or milliseconds since 1970."""

_TAG = re.compile(r"#(date)(?:.*\+(start|end)\b)?(?:[+ ].*)?", re.IGNORECASE)
_MIDNIGHT = re.compile(r"(0{1,2}:?)?(00:?)?(00)?([.,]0*)?\s*(Z|[+-][\d:]*)?", re.ASCII)


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
        ``valid_from`` and ``valid_to`` alone if there is either; else those of
        `LAST_DAY`, then of `ONE_DAY`, that hold days in every row that fills them. The
        first that a row fills are its own.

    Examples
    --------
    >>> [one.first for one in columns([{"event_date": "2019-04-04"}, {"day": ""}])]
    ['event_date']
    >>> columns([{"date": "last spring"}])
    ()
    """
    rows = list(rows)
    names = sorted({name for row in rows for name in row})
    if FROM in names or TO in names:
        return (Columns(),)
    spelled = {_bare(name): name for name in names}
    first, last = (spelled.get(_bare(name), "") for name in (FROM, TO))
    if first or last:
        return (Columns(first, last),)
    found = []
    for first, last in (*LAST_DAY, *((name, name) for name in ONE_DAY)):
        if first in spelled and last in spelled:
            pair = spelled[first], spelled[last]
            counts = [_days_in(rows, name) for name in pair]
            if None not in counts and any(counts):
                found.append(Columns(*pair, counts_in=True))
    return tuple(found)


def _bare(name: str) -> str:
    """Return the name of a column in small letters, without separators of words.

    Of a tag of HXL (``#date+occurred``) that is its kind, and which end it is.
    """
    if match := _TAG.fullmatch(name.strip()):
        name = match[1] + (match[2] or "")
    return re.sub(r"[\W_]", "", name.casefold())


def unused(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the columns that hold whole days and nothing else, in order.

    Examples
    --------
    >>> unused([{"seen_on": "2019-04-04", "year": 2019}, {"seen_on": ""}])
    ['seen_on']
    """
    rows = list(rows)
    names = dict.fromkeys(name for row in rows for name in row)
    filled = {name: _filled(rows, name) for name in names}
    likely = [name for name in names if _are_days(islice(filled[name], FEW_CELLS))]
    return [name for name in likely[:MOST_NAMED] if _are_days(_filled(rows, name))]


def unread(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return columns that are called as those of days are, and hold something else.

    Returns
    -------
    list of tuple of str
        Each column with the first cell that is no day that can be read in one way.

    Examples
    --------
    >>> unread([{"date": "13/04/2019"}, {"date": "2019-04-04"}])
    [('date', '13/04/2019')]
    """
    rows = list(rows)
    ends = {name for pair in LAST_DAY for name in pair if len(name) > len("begin")}
    found = []
    for name in dict.fromkeys(name for row in rows for name in row):
        if _bare(name) in (*ONE_DAY, *ends):
            cells = (row.get(name) for row in rows)
            wrong = next((cell for cell in cells if not _is_day(cell)), None)
            if wrong is not None:
                found.append((name, str(wrong)))
    return found


def _is_day(cell: object) -> bool:
    try:
        span(cell)
    except DateError:
        return False
    return True


def _filled(rows: Iterable[Mapping[str, Any]], name: str) -> Iterator[Any]:
    """Yield the cells of a column, but empty ones."""
    cells = (row.get(name) for row in rows)
    return (cell for cell in cells if cell not in (None, ""))


def _are_days(cells: Iterable[Any]) -> bool:
    """Return whether cells are days written as text, and there is one."""
    filled = [*cells]
    try:
        return bool(filled) and all(
            isinstance(cell, str)
            and len("2014-08") < len(cell) <= LONGEST
            and moment(plain(cell)) is None
            and span(cell) is not None
            for cell in filled
        )
    except DateError:
        return False


def _days_in(rows: list[Mapping[str, Any]], name: str) -> int | None:
    """Return how many days a column holds; None if it holds anything else."""
    try:
        return sum(span(row.get(name)) is not None for row in rows)
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
        try:
            found[name] = span(properties.get(name))
        except DateError as error:
            raise UploadError("error.own.column", column=name, error=error) from None
    first, last = found[where.first], found[where.last]
    start = first.start if first else None
    end = None
    if last:
        # An end with a time of day lies within its day, which counts in then.
        within = where.counts_in or _has_time(properties.get(where.last))
        end = last.end if within else last.start
    one_day = bool(first and start == end)
    if first and one_day:
        end = first.end
    if start and end and end < start:
        raise UploadError("error.own.ends", end=end, start=start)
    days = {FROM: start.isoformat() if start else None}
    return days | {TO: end.isoformat() if end else None}, one_day


def span(cell: object) -> Span | None:
    """Return the days that a cell stands for.

    Parameters
    ----------
    cell : object
        A day, or a text or number as programs write it: ``2014``, ``2014-08``,
        ``2014-08-27``, ``2014/08/27``, ``20140827``, each with a time of day after a
        ``T`` or a blank, ``2014.0``, or as seconds or milliseconds since 1970; digits
        may be Arabic.

    Returns
    -------
    Span or None
        None where there is no day: an empty cell, or the end of time of a database.

    Raises
    ------
    DateError
        If it is none of these, or no day of the calendar.

    Examples
    --------
    >>> span("2019/06/26 00:00:00").start, span(2019.0).precision, span("9999-12-31")
    (datetime.date(2019, 6, 26), 'year', None)
    """
    if isinstance(cell, str) and len(cell) > LONGEST:
        raise DateError("error.dates.none", text=cell)
    text = _text(cell)
    if text == "" or text.lower() in OPEN or _END_OF_TIME.fullmatch(text):
        return None
    match = _DAY.fullmatch(text)
    if match is None:
        return _written(text)
    day = match["day"].replace("/", "-")
    if len(day) == len("20140827"):
        day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if int(day[:4]) >= OPEN_YEAR or int(day[:4]) == 0:
        return None
    return parse_span(day)


def _written(text: str) -> Span:
    """Return a day as tables of events write it, where there is one way to read it."""
    try:
        day = written_day(text)
    except PlaceError:
        raise DateError("error.dates.none", text=text) from None
    except DateError as error:
        key = str(error.key).replace("not_a_day", "none")
        raise DateError(key, text=text) from None
    return Span(day, day + dt.timedelta(days=1), "day")


def _text(cell: object) -> str:
    """Return a cell as text in ASCII digits; no number and no day: empty."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    text = plain(str(cell))
    since = moment(text)
    return since.isoformat() if since else text


def _has_time(cell: object) -> bool:
    """Return whether a cell has a time of day after midnight."""
    match = _DAY.fullmatch(_text(cell))
    time = match["time"] if match else None
    return time is not None and _MIDNIGHT.fullmatch(time) is None

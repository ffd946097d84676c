"""A table of points and days, given back with who held each."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo import angles
from geo.dates import check_day, parse_day
from geo.errors import GeoError, PlaceError, Spoken, Text
from geo.query.coordinates import near_libya
from geo.query.who import OUTSIDE, Answer, Places, urls
from geo.words import SOURCE

HEADERS = {
    "lat": ("lat", "latitude", "y", "خط العرض", "دائرة العرض"),
    "lon": ("lon", "lng", "long", "longitude", "x", "خط الطول"),
    "date": ("date", "day", "event_date", "datetime", "timestamp", "التاريخ", "تاريخ"),
}
"""What the columns of a table may be called, whatever the case."""

DELIMITERS = (",", ";", "\t")

ISO, DAY_FIRST, MONTH_FIRST = "iso", "day-first", "month-first"
ORDERS = (ISO, DAY_FIRST, MONTH_FIRST)
"""Ways to write a day: 2019-12-19, 19/12/2019 or 12/19/2019."""

COLUMNS = (
    "camp",
    "actor",
    "status",
    "since",
    "until",
    "held_since",
    "camp_since",
    "last_seen",
    "place",
    "distance_km",
    "confidence",
    "source_urls",
    "problem",
)
"""What is appended to a table."""

PREFIX = "atlas_"
"""Before each of `COLUMNS`, if the table has one of them already."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?")


@dataclass(frozen=True)
class Table:
    """A table as it was read.

    Attributes
    ----------
    header : list of str
    rows : list of (int, list of str)
        Line at which each ends, as the file counts, and its cells.
    delimiter : str
        One of `DELIMITERS`.
    marked : bool
        Whether the text begins with a byte order mark, as spreadsheets write.
    columns : dict of str to int
        Where ``lat``, ``lon`` and ``date`` stand.
    """

    header: list[str]
    rows: list[tuple[int, list[str]]]
    delimiter: str
    marked: bool
    columns: dict[str, int]

    @property
    def bare(self) -> bool:
        """Return whether it has no other columns than those three, in their order."""
        return list(self.columns.values()) == list(range(len(self.header)))


@dataclass(frozen=True)
class Annotated:
    """A row of a table with its answer.

    Attributes
    ----------
    cells : list of str
        As they were, as many as the header has.
    answer : geo.query.who.Answer or None
        None: the row is no question.
    problem : Spoken, optional
        Why it is none, or what looks wrong about it.
    """

    cells: list[str]
    answer: Answer | None
    problem: Spoken | None = None

    def appended(self, language: str = SOURCE) -> list[object]:
        """Return the values of `COLUMNS`, with the problem in a language."""
        problem = self.problem.text(language) if self.problem else None
        if self.answer is None:
            return [None] * (len(COLUMNS) - 1) + [problem]
        values = self.answer.as_json()
        values["source_urls"] = urls(self.answer.sources)
        values["problem"] = problem
        return [values[name] for name in COLUMNS]


def read_table(text: str) -> Table | None:
    r"""Return a text as a table, if its first line names columns.

    Parameters
    ----------
    text : str
        CSV with commas, semicolons or tabs.

    Returns
    -------
    Table or None
        None: a cell of the first line begins with a number, it has fewer than three,
        or there is none.

    Raises
    ------
    PlaceError
        If columns are named, but not those of a point and a day, or one twice.

    Examples
    --------
    >>> read_table("lat,lon,date\n32.9,13.2,2019-12-19\n").header
    ['lat', 'lon', 'date']
    >>> read_table("32.9,13.2\n") is None
    True
    """
    marked = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        raise PlaceError(
            "error.table.unread", number=reader.line_num, error=error
        ) from None
    if not lines or len(lines[0][1]) < 3 or any(map(_begins_with_number, lines[0][1])):
        return None
    header = lines[0][1]
    return Table(header, lines[1:], delimiter, marked, _columns(header))


def header(table: Table) -> list[str]:
    r"""Return the columns of a table with those that are appended, as they are called.

    Examples
    --------
    >>> header(read_table("lat,lon,date,camp\n"))[3:5]
    ['camp', 'atlas_camp']
    """
    taken = {name.strip().casefold() for name in table.header}
    prefix = PREFIX if taken & {*COLUMNS} else ""
    return [*table.header, *(f"{prefix}{name}" for name in COLUMNS)]


def _begins_with_number(cell: str) -> bool:
    return bool(re.match(r"\s*[-+]?\d", cell.translate(_DIGITS)))


def _columns(header: Sequence[str]) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in header]
    columns = {}
    for wanted, headers in HEADERS.items():
        places = [i for i, name in enumerate(names) if name in headers]
        if len(places) != 1:
            key = "error.table.two_columns" if places else "error.table.no_column"
            raise PlaceError(key, wanted=wanted, known=list(headers))
        columns[wanted] = places[0]
    return columns


def annotate(
    places: Places, table: Table, order: str = ISO, known_on: dt.date | None = None
) -> Iterator[Annotated]:
    r"""Yield the rows of a table with who held each point on its day.

    Parameters
    ----------
    places : geo.query.who.Places
    table : Table
    order : str
        One of `ORDERS`: how its days are written. A year first is always read.
    known_on : datetime.date, optional
        As for `geo.query.who.Places.who`.

    Yields
    ------
    Annotated
        In the order of the table; what is no question stays, and says why.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> table = read_table("lat,lon,date\n32.9,13.2,2019-12-19\n")
    >>> [row.answer.camp for row in annotate(load().places, table)]
    ['tripoli']
    """
    count = len(table.header)
    for _, row in table.rows:
        cells = (row + [""] * count)[:count]
        try:
            if len(row) != count:
                raise PlaceError("error.table.cells", cells=len(row), count=count)
            lat, lon, day = _question(cells, table.columns, order)
            answer = places.who(lat, lon, day, known_on)
        except GeoError as error:
            yield Annotated(cells, None, error)
            continue
        yield Annotated(cells, answer, _doubt(answer, lat, lon))


def _doubt(answer: Answer, lat: float, lon: float) -> Text | None:
    """Return what looks wrong about a point outside Libya."""
    if answer.camp == OUTSIDE and not near_libya(lat, lon) and near_libya(lon, lat):
        return Text("error.table.exchanged")
    return None


def _question(
    cells: Sequence[str], columns: dict[str, int], order: str
) -> tuple[float, float, dt.date]:
    lat, lon = (_degrees(cells[columns[axis]], axis) for axis in ("lat", "lon"))
    angles.check_coordinate(lat, lon)
    day = written_day(cells[columns["date"]], order)
    check_day(day)
    return lat, lon, day


def _degrees(cell: str, axis: str) -> float:
    text = cell.translate(_DIGITS).strip()
    if not text:
        raise PlaceError("error.table.empty", axis=axis)
    try:
        return float(text)
    except ValueError:
        return angles.parse_dms(text, axis)


def written_day(text: str, order: str = ISO) -> dt.date:
    """Return the day that a cell names.

    Parameters
    ----------
    text : str
        A day with the year first, or as `order` says; a time of day is left out.
    order : str
        One of `ORDERS`.

    Returns
    -------
    datetime.date

    Raises
    ------
    DateError
        If it is no day, or one that can be read in two ways.
    PlaceError
        If it is empty.

    Examples
    --------
    >>> written_day("2019/12/19 10:00")
    datetime.date(2019, 12, 19)
    >>> written_day("4/3/2019", DAY_FIRST)
    datetime.date(2019, 3, 4)
    """
    plain = text.translate(_DIGITS).strip()
    if not plain:
        raise PlaceError("error.table.no_date")
    match = _YEAR_FIRST.fullmatch(plain)
    if match:
        year, month, day = match.groups()
        return parse_day(f"{year}-{month:>02}-{day:>02}")
    match = _YEAR_LAST.fullmatch(plain)
    if match is None:
        return parse_day(plain)
    first, second, year = match.groups()
    if order == ISO:
        raise PlaceError(
            "error.table.order",
            text=text.strip(),
            day_first=DAY_FIRST,
            month_first=MONTH_FIRST,
        )
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    return parse_day(f"{year}-{month:>02}-{day:>02}")

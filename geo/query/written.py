"""Degrees and days as tables of events write them."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from geo import angles
from geo.dates import month_named, number_of, parse_day
from geo.errors import GeoError, Localized, PlaceError
from geo.errors.typed import plain
from geo.query import axes, eras
from geo.query.coordinates import lettered

Problems = dict[int, Localized]
"""What is wrong, by row."""

NAMES: Mapping[str, Sequence[tuple[str, ...]]] = {
    "lat": (
        ("actiongeo_lat",),
        ("lat", "latitude", "y", "خط العرض", "دائرة العرض"),
    ),
    "lon": (
        ("actiongeo_long",),
        ("lon", "lng", "long", "longitude", "x", "خط الطول"),
    ),
    "date": (
        ("event_date", "sqldate", "date_start"),
        ("date", "day", "التاريخ", "تاريخ"),
        ("datetime", "timestamp"),
    ),
    "until": (("date_end",),),
}
"""What the columns of a table may be called, whatever the case: those of the first line
that a table has. ACLED, UCDP GED and GDELT have names of their own."""

ISO, DAY_FIRST, MONTH_FIRST = "iso", "day-first", "month-first"
ORDERS = (ISO, DAY_FIRST, MONTH_FIRST)
"""Ways to write a day: 2019-12-19, 19/12/2019 or 12/19/2019."""

_ZONE = (
    r" ?(?:[A-Z]{1,5})?(?:[+-]\d{1,2}(?::?\d{2})?)?(?: ?\[[\w/+-]+\]| ?\([\w +-]+\))?"
)
TIME = (
    r"(?P<time>\d{1,2}(?:[:.h]?\d{2}){0,2}(?:[.,]\d+)?h?(?: ?[ap]\.?m\.?| ?[صم])?)"
    rf"(?:{_ZONE})"
)
"""A pattern for a time of day with its zone; what else follows a day is none of it."""

_AFTER = rf"(?:[T ]{TIME}|Z|[+-]\d{{2}}:\d{{2}})?"
_AFTER_NAME = rf"(?:,? (?=\d{{1,2}}:){TIME})?"
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:-(?=\d+-)|/(?=\d+/)|\.(?=\d+\.))(\d{1,2})[-/.](\d{1,2})" + _AFTER,
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _AFTER, re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_COMPACT_TIME = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{4}|\d{6})")
_MONTH = r"([a-z]{3,9}|[\u0621-\u064a /]{2,27})"
_NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH}\.?,?[ -]?(\d{{4}})"
    + _AFTER_NAME,
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(
    rf"([a-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? ?(\d{{4}}){_AFTER_NAME}",
    re.IGNORECASE,
)
_YEAR_NAME = re.compile(r"(\d{4})[ -]([a-z]{3,9})[ -](\d{1,2})", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
    r"|(?:يوم )?ال(?:[أا]حد|[إا]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة|سبت)),? ",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{10})(\d{3}){0,3}(?:\.\d+)?", re.ASCII)
"""Seconds since 1970, from 2001 on, or thousandths and smaller parts of them."""

_MOST = 50_000
"""The number of texts of days whose reading is cached."""


def columns(
    header: Iterable[object],
    chosen: Mapping[str, str | None] | None = None,
    where: Localized | str = "",
    *,
    located: bool = False,
) -> dict[str, int]:
    """Return where a table has its points and days.

    Parameters
    ----------
    header : iterable of str
    chosen : mapping of str to str, optional
        Names of columns, by the keys of `NAMES`.
    where : str or Text, optional
        What the table is called in messages.
    located : bool
        Whether its rows are points without columns for these.

    Returns
    -------
    dict of str to int
        ``lat``, ``lon`` (neither, of rows that are points and name none), ``date``, and
        ``until`` if there is one.

    Raises
    ------
    PlaceError
        If one is missing, or there are several.

    Examples
    --------
    >>> columns(["id", "event_date", "latitude", "longitude", "timestamp"])
    {'lat': 2, 'lon': 3, 'date': 1}
    """
    header = [*header]
    exact = [str(name).strip() for name in header]
    names = [name.casefold() for name in exact]
    found: dict[str, int] = {}
    for wanted, tiers in NAMES.items():
        if name := (chosen or {}).get(wanted):
            places = [i for i, one in enumerate(exact) if one == name]
            places = places or [i for i, one in enumerate(names) if one == name.lower()]
            if len(places) != 1:
                key = "two_named" if places else "no_named"
                raise PlaceError(
                    f"error.table.{key}", where=where, name=name, known=exact
                )
        else:
            places = called(header, wanted)
        optional = wanted == "until" or (located and wanted in angles.LIMITS)
        if len(places) > 1 or not (places or optional):
            key = "error.table.two_columns" if places else "error.table.no_column"
            known = [name for tier in tiers for name in tier]
            raise PlaceError(key, where=where, wanted=wanted, known=known)
        found.update(zip([wanted], places, strict=False))
    if located and len(found.keys() & angles.LIMITS.keys()) == 1:
        return columns(header, chosen, where)  # which raises: one is missing
    return found


def called(header: Sequence[object], wanted: str) -> list[int]:
    """Return the columns that are called as one of `NAMES`; several: none is it alone.

    Latitudes and longitudes may bear longer names, where there is one pair.

    Examples
    --------
    >>> called(["gps-Latitude", "gps-Longitude"], "lon")
    [1]
    """
    names = axes.of_degrees([str(name).strip().casefold() for name in header])
    for tier in NAMES[wanted]:
        if places := [i for i, name in enumerate(names) if name in tier]:
            return places
    if wanted not in angles.LIMITS:
        return []
    return [pair[wanted] for pair in axes.pairs([*map(str, header)])]


def degrees(
    values: Iterable[Any], axis: str
) -> tuple[npt.NDArray[np.float64], Problems]:
    """Return cells as degrees.

    Parameters
    ----------
    values : iterable
        Texts, numbers, or None for nothing.
    axis : str
        ``lat`` or ``lon``.

    Returns
    -------
    numpy.ndarray of float
        NaN where there is a problem.
    dict of int to Localized

    Examples
    --------
    >>> degrees(["32.9", "32,9", "32°54'N", ""], "lat")[0].tolist()
    [32.9, 32.9, 32.9, nan]
    """
    problems: Problems = {}
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        array = values.astype(np.float64)
    else:
        array = _numbers(values, axis, problems)
    for i in np.flatnonzero(~(np.abs(array) <= angles.LIMITS[axis])).tolist():
        if i not in problems:
            problems[i] = _refused(array[i], axis)
            array[i] = np.nan
    return array, problems


def _numbers(
    values: Iterable[Any], axis: str, problems: Problems
) -> npt.NDArray[np.float64]:
    """Return cells as numbers, and put down which are none."""
    result: list[float] = []
    for i, value in enumerate(values):
        try:
            number = float(value)
        except (TypeError, ValueError):
            try:
                number = _degrees(value, axis)
            except GeoError as error:
                problems[i], number = error, np.nan
        result.append(number)
    return np.array(result, dtype=np.float64)


def _refused(number: float, axis: str) -> GeoError:
    if np.isnan(number):
        return PlaceError("error.table.empty", axis=axis)
    try:
        angles.check_angle(number, axis)
    except GeoError as error:
        return error
    raise AssertionError(number)


_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|[“”«][^“”«»]*[“”»]")


def _degrees(value: Any, axis: str) -> float:
    text = "" if value is None else plain(str(value))
    if not text:
        raise PlaceError("error.table.empty", axis=axis)
    try:
        return float(text.replace(",", "."))
    except ValueError:
        text = text[1:-1] if _QUOTED.fullmatch(text) else text
        typed = text if text.isascii() else lettered(text)
        return angles.parse_dms(typed.removeprefix("'"), axis)


def days(
    values: Iterable[Any], order: str = ISO
) -> tuple[npt.NDArray[np.int64], Problems]:
    """Return cells as days, counted as `geo.dates.number_of` does.

    Parameters
    ----------
    values : iterable
        Texts, numbers such as 20191219, days, or None for nothing.
    order : str
        As for `written_day`.

    Returns
    -------
    numpy.ndarray of int
        0 where there is a problem.
    dict of int to Localized

    Examples
    --------
    >>> days(["1970-01-03", "2 Jan 1970", 19700102, ""])[0].tolist()
    [2, 1, 1, 0]
    """
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return _counted(values)
    seen: dict[Any, int | Localized] = {}
    result: list[int] = []
    problems: Problems = {}
    for i, value in enumerate(values):
        if (number := seen.get(value)) is None:
            if len(seen) > _MOST:
                seen.clear()
            number = seen[value] = _number(value, order)
        if not isinstance(number, int):
            problems[i], number = number, 0
        result.append(number)
    return np.array(result, dtype=np.int64), problems


def _counted(values: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int64], Problems]:
    """Return days of NumPy as `days` does."""
    numbers = values.astype("datetime64[D]").astype(np.int64)
    problems: Problems = {}
    wrong = (numbers < number_of(dt.date.min)) | (numbers > number_of(dt.date.max))
    for i in np.flatnonzero(wrong).tolist():
        text = "" if np.isnat(values[i]) else str(values[i])
        found = _number(text, ISO)
        assert not isinstance(found, int)
        problems[i], numbers[i] = found, 0
    return numbers, problems


def _number(value: Any, order: str) -> int | Localized:
    try:
        if isinstance(value, dt.date):  # a time of day too
            return number_of(value)
        empty = value is None or (isinstance(value, float) and np.isnan(value))
        return _number_of_text("" if empty else str(value), order)
    except GeoError as error:
        return error


def moment(text: str) -> dt.datetime | None:
    """Return when a number of seconds since 1970, or of parts of them, is: UTC.

    Examples
    --------
    >>> moment("1554336000000"), moment("1554336000"), moment("20190404")
    (datetime.datetime(2019, 4, 4, 0, 0), datetime.datetime(2019, 4, 4, 0, 0), None)
    """
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    return dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(match[1]))


@lru_cache(_MOST)
def _number_of_text(text: str, order: str) -> int:
    return number_of(written_day(text, order))


def written_day(text: str, order: str = ISO) -> dt.date:
    """Return the day that a cell names.

    Parameters
    ----------
    text : str
        A day with the year first, with the month by its English name, or as `order`
        says, or seconds or milliseconds since 1970; a time of day is left out.
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
    >>> written_day("04 March 2019"), written_day("20190304")
    (datetime.date(2019, 3, 4), datetime.date(2019, 3, 4))
    """
    typed = eras.of_ours(plain(text))
    if not typed:
        raise PlaceError("error.table.no_date")
    eras.check(typed, text.strip())
    match = _YEAR_FIRST.fullmatch(typed) or _COMPACT.fullmatch(typed)
    match = match or _COMPACT_TIME.fullmatch(typed)
    if match:
        year, month, day = match.groups()[:3]
        return parse_day(f"{year}-{month:>02}-{day:>02}")
    if found := _with_name(typed):
        return found
    match = _YEAR_LAST.fullmatch(typed)
    if match is None:
        since = moment(typed)
        return since.date() if since else parse_day(text.strip())
    first, second, year = match.groups()[:3]
    if order == ISO:
        raise PlaceError(
            "error.table.order",
            text=text.strip(),
            day_first=DAY_FIRST,
            month_first=MONTH_FIRST,
        )
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    return parse_day(f"{year}-{month:>02}-{day:>02}")


def _with_name(text: str) -> dt.date | None:
    """Return a day whose month is named, as ACLED's tables have it, or in Arabic."""
    text = text[begun.end() :] if (begun := _WEEKDAY.match(text)) else text
    if match := _NAMED.fullmatch(text):
        day, name, year = match.groups()[:3]
    elif match := _NAME_FIRST.fullmatch(text):
        name, day, year = match.groups()[:3]
    elif match := _YEAR_NAME.fullmatch(text):
        year, name, day = match.groups()
    else:
        return None
    month = month_named(name)
    return parse_day(f"{year}-{month:02}-{day:>02}") if month else None

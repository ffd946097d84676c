"""Reads days as many programs write them."""

import datetime as dt
import math
import re
from contextlib import suppress

from geo.dates import Span, month_named, parse_span
from geo.errors import DateError, GeoError, PlaceError
from geo.errors.typed import is_nothing, plain
from geo.query import eras
from geo.query.written import ORDERS, TIME, moment, written_day

OPEN_YEARS = (9999, 0, 1)
"""Years of databases that stand for no day."""

LEAST_YEAR = 1000
"""An earlier one has lost its century."""

OPEN = (
    *("infinity", "-infinity", "+infinity", "inf", "-inf", "+inf", ".."),
    *("unbounded", "unknown", "unk", "?", "tbd", "غير معروف", "غير محدد", "مجهول"),
)
"""What is written for a day that there is none of, besides nothing."""

GOES_ON = (
    *("present", "ongoing", "on-going", "now", "today", "current", "currently"),
    *("to date", "to present", "till now", "until now", "continuing", "open"),
    *("open-ended", "indefinite", "until further notice", "en cours", "present day"),
    *("till date", "till present", "until today", "until present", "up to now"),
    *(
        "مستمر حتى الآن",
        "مستمرة حتى الآن",
        "لا يزال مستمرا",
        "لا تزال مستمرة",
        "لم ينته",
    ),
    *("مستمر", "مستمرة", "الان", "الآن", "حتى الان", "حتى الآن", "حاليا", "حتى اليوم"),
    *("إلى الآن", "الى الان", "إلى اليوم", "الى اليوم", "حتى تاريخه", "إلى تاريخه"),
    *("جار", "جارٍ", "جاري", "جارية", "قائم", "قائمة"),
)
"""What people write for an end that has not come."""

LONGEST = 200
"""A longer text is no day, and not looked through for one."""

_DAY = re.compile(
    r"(?P<day>\d{4}(?P<by>[-/]?)\d{2}(?P=by)\d{2}|\d{4}(?:[-/]\d{1,2})?)"
    rf"(?P<decimal>[.,]0*)?(?:[T ]{TIME}|Z|[+-]\d{{2}}:\d{{2}})?",
    re.ASCII | re.IGNORECASE,
)
_WITH_TIME = re.compile(r"^((?:19|20)\d{6})(\d{4}|\d{6})$", re.ASCII)
_CLOCK = re.compile(rf"[ T](?=\d{{1,2}}:){TIME}$", re.IGNORECASE)
_MONTH = re.compile(r"(\D{2,27}?)[ .,-]{1,2}(\d{4})")
_YEAR_AND_MONTH = re.compile(r"(\d{4})[ -]([^\W\d]{3,9})\.?")
_END_OF_TIME = re.compile(r"253[34]\d{8}(?:\d{3})?(?:\.0+)?", re.ASCII)
"""The year 9999 in seconds or milliseconds since 1970."""

_PARTS_UNKNOWN = re.compile(
    r"(\d{4}(?:-(?!00)\d\d)?)(?:-00){1,2}(?:[T ][0:]+)?", re.ASCII
)
"""A month or a year, its other parts zero."""

_NET = re.compile(r"/Date\((\d+)(?:[+-]\d{4})?\)/", re.ASCII)
_MIDNIGHT = re.compile(r"[0:.,h]+|12[0:]* ?(?:a\.?m\.?|ص)", re.ASCII | re.IGNORECASE)


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
    written = str(cell).strip()
    if isinstance(cell, str) and len(cell) > LONGEST:
        raise DateError("error.dates.none", text=cell)
    text = text_of(cell)
    if (
        is_nothing(text)
        or text.startswith(eras.ZERO)
        or text.lower() in OPEN
        or _END_OF_TIME.fullmatch(text)
    ):
        return None
    match = _DAY.fullmatch(text)
    if match is None:
        return None if _is_no_year(text) else _written(text, written)
    day = match["day"].replace("/", "-")
    if len(day) == len("20140827"):
        day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if int(day[:4]) in OPEN_YEARS:
        return None
    if int(day[:4]) < LEAST_YEAR:
        raise DateError("error.dates.none", text=written)
    eras.check(text, written)
    try:
        return parse_span("-".join(part.zfill(2) for part in day.split("-")))
    except DateError:
        raise DateError("error.dates.no_day", text=written) from None


def _is_no_year(text: str) -> bool:
    """Return whether a text is a day of a year that stands for none: 31/12/9999."""
    for year in OPEN_YEARS:
        other = text.replace(f"{year:04}", "2000")
        if other != text:
            for order in ORDERS:
                with suppress(GeoError):
                    written_day(other, order)
                    return True
    return False


def goes_on(cell: object) -> bool:
    """Return whether a cell says that its end has not come.

    Examples
    --------
    >>> goes_on("Present"), goes_on("2019-12-19")
    (True, False)
    """
    return isinstance(cell, str) and plain(cell).lower() in GOES_ON


def _month(text: str) -> Span | None:
    """Return a month whose name is written; None: it is none."""
    if match := _MONTH.fullmatch(text):
        name, year = match.groups()
    elif match := _YEAR_AND_MONTH.fullmatch(text):
        year, name = match.groups()
    else:
        return None
    number = month_named(name)
    return parse_span(f"{year}-{number:02}") if number else None


def _written(text: str, cell: str) -> Span:
    """Return a day as tables of events write it, where there is one way to read it.

    In messages it stands as the cell has it.
    """
    eras.check(text, cell)
    if month := _month(text):
        return month
    try:
        day = written_day(text)
    except PlaceError:
        raise DateError("error.dates.none", text=cell) from None
    except DateError as error:
        key = str(error.key).replace("not_a_day", "none")
        raise DateError(key, text=cell) from None
    return Span(day, day + dt.timedelta(days=1), "day")


def text_of(cell: object) -> str:
    """Return a cell as text in ASCII digits; no number and no day: empty.

    Examples
    --------
    >>> text_of(float("nan")), text_of("٢٠١٩"), text_of("1554336000")
    ('', '2019', '2019-04-04T00:00:00')
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    text = plain(str(cell)).removeprefix("'")  # with which spreadsheets mark a text
    text = eras.of_ours(_WITH_TIME.sub(r"\1 \2", text))
    if match := _PARTS_UNKNOWN.fullmatch(text) or _NET.fullmatch(text):
        text = text if text.startswith(eras.ZERO) else match[1]
    since = moment(text)
    return since.isoformat() if since else text


def has_time(cell: object) -> bool:
    """Return whether a cell has a time of day after midnight.

    Examples
    --------
    >>> has_time("2019-12-19 00:00"), has_time("19 Dec 2019 18:00")
    (False, True)
    """
    text = text_of(cell)
    match = _DAY.fullmatch(text) or _CLOCK.search(text)
    time = match["time"] if match else None
    return time is not None and _MIDNIGHT.fullmatch(time) is None

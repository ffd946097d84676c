"""Dates of any precision as half-open spans of days; the days that the map has."""

import datetime as dt
import re
from dataclasses import dataclass

from geo.errors import DateError
from geo.errors.typed import plain

SPAN_START = dt.date(2014, 5, 16)
"""First day on the map: the launch of Operation Dignity in Benghazi."""

RECENT_DAYS = 30
"""What changed within so many days counts as news, unless a reader asks otherwise."""

MONTHS = {
    "January": "يناير",
    "February": "فبراير",
    "March": "مارس",
    "April": "أبريل",
    "May": "مايو",
    "June": "يونيو",
    "July": "يوليو",
    "August": "أغسطس",
    "September": "سبتمبر",
    "October": "أكتوبر",
    "November": "نوفمبر",
    "December": "ديسمبر",
}
"""The months in English, and as papers in Libya name them."""

_MONTHS = tuple(month.lower() for month in MONTHS)
_ALIF = str.maketrans("أإآ", "ااا")
_ARABIC_MONTHS = (
    *(month.translate(_ALIF) for month in MONTHS.values()),
    *("كانون الثاني", "شباط", "اذار", "نيسان", "ايار", "حزيران", "تموز", "اب"),
    *("ايلول", "تشرين الاول", "تشرين الثاني", "كانون الاول"),
    *("جانفي", "فيفري", "مارس", "افريل", "ماي", "جوان", "جويلية", "اوت"),
    *("سبتمبر", "اكتوبر", "نوفمبر", "ديسمبر"),
    *("يناير", "فبراير", "مارس", "ابريل", "مايو", "يونيه", "يوليه", "اغسطس"),
)
"""In Libya and Egypt, in the Levant, in Tunisia, and as Egypt also spells them: the
twelve of each, alif without its mark."""

_EPOCH = dt.date(1970, 1, 1).toordinal()
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Span:
    """A half-open span of days, ``start <= day < end``.

    Attributes
    ----------
    start, end : datetime.date
        First day inside and first day after the span.
    precision : str
        ``day``, ``month`` or ``year``: how finely the source dates it.
    """

    start: dt.date
    end: dt.date
    precision: str

    @property
    def last(self) -> dt.date:
        """Return the last day inside the span.

        Examples
        --------
        >>> parse_span("2016-02").last
        datetime.date(2016, 2, 29)
        """
        return self.end - dt.timedelta(days=1)


def parse_span(text: str) -> Span:
    """Return the days that ``2014``, ``2014-08`` or ``2014-08-27`` stands for.

    Parameters
    ----------
    text : str
        A year, a month or a day in ISO 8601.

    Returns
    -------
    Span

    Raises
    ------
    DateError
        If the text is none of the three, or no day of the calendar.

    Examples
    --------
    >>> parse_span("2014-08").end
    datetime.date(2014, 9, 1)
    """
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise DateError("error.dates.none", text=text)
    year, month, day = match.groups()
    try:
        start = dt.date(int(year), int(month or 1), int(day or 1))
        if day:
            return Span(start, start + dt.timedelta(days=1), "day")
        if month:
            following = (start + dt.timedelta(days=31)).replace(day=1)
            return Span(start, following, "month")
        return Span(start, dt.date(start.year + 1, 1, 1), "year")
    except (ValueError, OverflowError):
        raise DateError("error.dates.no_day", text=text) from None


def month_named(name: str) -> int | None:
    """Return the number of a month; None: that is no name of one.

    Examples
    --------
    >>> month_named("Dec"), month_named("كانون الأول/ديسمبر"), month_named("spring")
    (12, 12, None)
    """
    if "/" in name:  # in the Levant and in Egypt, as the United Nations write it
        numbers = {month_named(one) for one in name.split("/")}
        return numbers.pop() if len(numbers) == 1 else None
    if (arabic := name.strip().translate(_ALIF)) in _ARABIC_MONTHS:
        return _ARABIC_MONTHS.index(arabic) % 12 + 1
    typed = name.lower()
    months = enumerate(_MONTHS, 1)
    return next((number for number, month in months if month.startswith(typed)), None)


def parse_day(text: str) -> dt.date:
    """Return the one day that a text names.

    Parameters
    ----------
    text : str
        A day as ``2014-08-27`` or ``2014/08/27``, in digits of any script.

    Returns
    -------
    datetime.date

    Raises
    ------
    DateError
        If the text is no date, or names a month or a year.

    Examples
    --------
    >>> parse_day("2019-12-19"), parse_day("٢٠١٩/١٢/١٩")
    (datetime.date(2019, 12, 19), datetime.date(2019, 12, 19))
    """
    day = plain(text)
    day = day if "-" in day else day.replace("/", "-")
    if _PARTIAL.fullmatch(day) is None:
        raise DateError("error.dates.not_a_day", text=text)
    span = parse_span(day)
    if span.precision != "day":
        raise DateError(f"error.dates.a_{span.precision}", text=text)
    return span.start


def covers(since: dt.date, until: dt.date | None, day: dt.date) -> bool:
    """Return whether a day lies in a half-open time, ``since <= day < until``.

    Parameters
    ----------
    since : datetime.date
        First day inside.
    until : datetime.date or None
        First day after it; without an end: None.
    day : datetime.date

    Returns
    -------
    bool

    Examples
    --------
    >>> first, after = dt.date(2019, 4, 4), dt.date(2020, 6, 5)
    >>> covers(first, after, first), covers(first, after, after)
    (True, False)
    >>> covers(first, None, dt.date(2026, 1, 1))
    True
    """
    return since <= day and (until is None or day < until)


def number_of(day: dt.date) -> int:
    """Return the number of days from 1 January 1970 to a day, as Arrow stores dates.

    Examples
    --------
    >>> number_of(dt.date(1970, 1, 2))
    1
    """
    return day.toordinal() - _EPOCH


def day_of(number: int) -> dt.date:
    """Return the day of a number of days since 1 January 1970.

    Examples
    --------
    >>> day_of(1)
    datetime.date(1970, 1, 2)
    """
    return dt.date.fromordinal(int(number) + _EPOCH)


def today() -> dt.date:
    """Return today in UTC, wherever the reader is.

    Examples
    --------
    >>> today() >= SPAN_START
    True
    """
    return dt.datetime.now(dt.UTC).date()


def check_day(day: dt.date) -> None:
    """Raise `DateError` unless a day lies between the first on record and today.

    Examples
    --------
    >>> check_day(dt.date(2019, 12, 19))
    >>> check_day(dt.date(2014, 5, 15))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    geo.errors.DateError: 2014-05-15 is out of range: use 2014-05-16 to ...
    """
    last = today()
    if not SPAN_START <= day <= last:
        raise DateError("error.dates.range", day=day, first=SPAN_START, last=last)


def check_past(day: dt.date, key: str = "error.dates.future") -> None:
    """Raise `DateError` if a day lies in the future.

    Parameters
    ----------
    day : datetime.date
    key : str
        Of the message that says so.

    Examples
    --------
    >>> check_past(dt.date(2020, 6, 5))
    """
    last = today()
    if day > last:
        raise DateError(key, day=day, last=last)


def check_known_on(day: dt.date) -> None:
    """Raise `DateError` if the day of knowledge lies in the future.

    Examples
    --------
    >>> check_known_on(dt.date(2010, 1, 1))
    """
    check_past(day, "error.dates.known_future")

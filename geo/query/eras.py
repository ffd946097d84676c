"""Days of other calendars and counts, which cannot be read for certain."""

import datetime as dt
import re

from geo.errors import DateError

ZERO = ("1900-01-00", "1899-12-30")
"""The day of a spreadsheet's zero: an empty cell that became a day."""

SERIAL = range(20_000, 60_000)
"""Days since `ZERO`, as spreadsheets store a day: of 1954 to 2064."""

_SERIAL = re.compile(r"(\d{5})(?:\.\d*)?", re.ASCII)
_OUR_ERA = re.compile(r"(?<=\d) ?(?:م|ميلادية?|ميلاديا)\.?$")
_HIJRI = re.compile(
    r"(?:\bه|هـ|\dه|هجرية?|هجريا|\bAH)\.?$"
    r"|محرم|صفر|ربيع (?:ال)?[أا]و?ل|ربيع (?:ال)?[اآث]|جماد[ىي]|رجب|شعبان|رمضان|شوال"
    r"|ذ[ويى] ال[قح]"
)
_HIJRI_YEAR = re.compile(r"1[34]\d\d(?:[-/.]|$)|.*[-/.]1[34]\d\d$", re.ASCII)
"""Of our time in the other calendar, by the moon or by the sun."""


def of_ours(text: str) -> str:
    """Return a day without the letter that says it is one of our era.

    Examples
    --------
    >>> of_ours("2019-12-19م"), of_ours("10:00 م")
    ('2019-12-19', '10:00 م')
    """
    return text if ":" in text else _OUR_ERA.sub("", text)  # م is the afternoon too


def check(text: str, cell: str) -> None:
    """Raise `DateError` if a day is of the Hijri calendar, or a spreadsheet's number.

    Parameters
    ----------
    text : str
        As `geo.errors.typed.plain` has it.
    cell : str
        As it is written, for the message.

    Examples
    --------
    >>> check("2019-12-19", "2019-12-19")
    >>> check("1441-04-22", "١٤٤١/٠٤/٢٢")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    geo.errors.DateError: '١٤٤١/٠٤/٢٢' seems to be a day of the Hijri calendar: ...
    """
    if _HIJRI_YEAR.match(text) or _HIJRI.search(text):
        raise DateError("error.dates.hijri", text=cell)
    serial = _SERIAL.fullmatch(text)
    if serial and int(serial[1]) in SERIAL:
        day = dt.date.fromisoformat(ZERO[1]) + dt.timedelta(days=int(serial[1]))
        raise DateError("error.dates.serial", text=cell, day=day)

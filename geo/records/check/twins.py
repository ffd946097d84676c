"""Rules on Arabic notes: every note has one, in its script, with the same numbers."""

import re
from collections.abc import Iterator

from geo.dates import MONTHS
from geo.errors import Fault, Text
from geo.records import schema
from geo.records.check.labels import ARABIC, ISO_DAY
from geo.records.check.tables import Rule, Tables

TWINNED = tuple(
    name for name, table in schema.TABLES.items() if "note" in table.columns
)
"""Tables whose notes are to be in Arabic too: all that have notes."""

PARTISAN = re.compile(r"داعش|مي?ليشي|إرهابي|انقلابي")
"""Words by which one side names another, and for which docs/arabic.md has others."""

_MONTH = "|".join(MONTHS)
_DAY_OF = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?= (?:(?:to|and|or) \d{{1,2}} )?(?:{_MONTH})\b)"
)
_DATED = re.compile(rf"(?<=\d )({_MONTH})\b|\b({_MONTH})(?= \d)")
_NAMED = re.compile(rf"\b({_MONTH})\b")
_ARABIC_MONTH = re.compile(rf"(?<!\w)[وبفل]?({'|'.join(MONTHS.values())})(?!\w)")
_SPAN = re.compile(r"\b((?:19|20))(\d\d)[-–](\d\d)\b(?!-)")
_LONG = 100
"""A number from here on is written in digits in both languages."""


def numbers(note: str) -> set[int]:
    """Return the whole numbers that stand in a note in digits.

    Parameters
    ----------
    note : str

    Returns
    -------
    set of int
        A span such as 2014-15 counts as its two years, 47,000 as one number; what
        stands after a decimal point is a number of its own.

    Examples
    --------
    >>> sorted(numbers("In 2014-15 some 47,000 of 5+5."))
    [5, 2014, 2015, 47000]
    """
    whole = _SPAN.sub(r"\1\2 \1\3", re.sub(r"(?<=\d),(?=\d{3})", "", note))
    return {int(digits) for digits in re.findall(r"\d+", whole)}


def differing(english: str, arabic: str) -> list[str]:
    """Return the numbers and months that only one of two notes has.

    Parameters
    ----------
    english, arabic : str
        A note and its twin.

    Returns
    -------
    list of str
        As the English note names them. A number below a hundred that is no day of a
        month may be written out in Arabic.

    Examples
    --------
    >>> differing("Held since 4 April 2019.", "تحت السيطرة منذ 4 أبريل 2020.")
    ['2019', '2020']
    """
    own, twin = numbers(english), numbers(arabic)
    days = {int(day) for day in _DAY_OF.findall(english)}
    owed = {number for number in own if number >= _LONG} | days
    unlike = sorted((owed - twin) | (twin - own))
    dated = {first or second for first, second in _DATED.findall(english)}
    named = set(_NAMED.findall(english))
    arabic_months = set(_ARABIC_MONTH.findall(arabic))
    named_months = {
        english_name for english_name, name in MONTHS.items() if name in arabic_months
    }
    months = (dated - named_months) | (named_months - named)
    return [*map(str, unlike), *(name for name in MONTHS if name in months)]


def _twins(tables: Tables) -> Iterator[Fault]:
    """Yield notes without a twin, and twins that are none or say other numbers."""
    for table in TWINNED:
        notes = zip(
            tables.text(table, "note"), tables.text(table, "note_ar"), strict=True
        )
        for index, (note, twin) in enumerate(notes):
            if not note and not twin:
                continue
            if not twin:
                expected = Text("fault.twins.none")
            elif not note:
                expected = Text("fault.twins.no_note")
            elif not ARABIC.search(twin):
                expected = Text("fault.labels.arabic")
            elif day := ISO_DAY.search(twin):
                expected = Text("fault.labels.turned", day=day[0])
            elif word := PARTISAN.search(twin):
                expected = Text("fault.twins.side", word=word[0])
            elif unlike := differing(note, twin):
                expected = Text("fault.twins.numbers", known=unlike)
            else:
                continue
            yield tables.fault(table, index, "note_ar", expected)


RULES: tuple[Rule, ...] = (_twins,)

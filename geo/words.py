"""Every sentence, date, number and list, in each language that has a catalogue.

Messages are known by keys such as ``held.since``; one that a catalogue of
`geo.errors.catalogue` lacks is noted in `SOURCE`.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from geo.errors.catalogue import CATALOGUES, LANGUAGES, SOURCE, catalogue
from geo.errors.catalogue import template as _template
from geo.errors.text import ISOLATE, ISOLATED

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

__all__ = [
    "CATALOGUES",
    "CATEGORIES",
    "LANGUAGES",
    "SOURCE",
    "age",
    "direction",
    "every",
    "has",
    "language_of",
    "listed",
    "long_day",
    "long_month",
    "month_day",
    "name_of",
    "named",
    "number",
    "say",
    "texts",
    "writing",
]

_TURNED = re.compile(r"[-+]?\d[\d.,:]*(?:[-_/+]|[.,]? ?[A-Za-z]|, [-+]?\d| \(\d+-)")
"""Begins with a number that Arabic before it turns: after it a hyphen parts digits from
right to left, so that 2026-11-29 would be read as 29-11-2026."""

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""Plural categories (CLDR) in the order in which a catalogue has a language's own."""


@cache
def _locale(language: str) -> "Locale":
    # Whoever says nothing, such as `--help`, starts without Babel.
    from babel import Locale  # noqa: PLC0415

    return Locale.parse(catalogue(language).locale)


def language_of(text: str) -> str:
    """Return the language that a code names, whatever country stands behind it.

    Returns
    -------
    str
        One of `LANGUAGES`; none: empty.

    Examples
    --------
    >>> language_of("ar-LY"), language_of("ar_LY.UTF-8"), language_of("fr")
    ('ar', 'ar', '')
    """
    code = re.split("[-_.]", text.strip().casefold())[0]
    return code if code in LANGUAGES else ""


def say(key: str, language: str, **values: Any) -> str:
    """Return a message with its gaps filled.

    Parameters
    ----------
    key : str
        Of a message in the catalogue of `SOURCE`.
    language : str
        One of `LANGUAGES`.
    **values
        What stands in each gap. Days are written out, numbers as `number` writes them;
        a text such as an ISO day or a coordinate is isolated where letters around it
        would turn it. ``count`` chooses the form of a message that has several.

    Returns
    -------
    str

    Raises
    ------
    KeyError
        If there is no such message, or no value for a gap.

    Examples
    --------
    >>> say("map.ages.month", "en", count=17)
    '17 months'
    """
    message = _template(key, language, values.get("count"))
    written = {name: _written(value, language) for name, value in values.items()}
    return message.format(**written)


def _written(value: object, language: str) -> object:
    if isinstance(value, dt.date):
        return long_day(value, language)
    if isinstance(value, str) and _TURNED.match(value) and direction(language) == "rtl":
        return f"{ISOLATE}{value}{ISOLATED}"
    return number(value, language) if isinstance(value, int | float) else value


def every(key: str, **values: Any) -> dict[str, str]:
    """Return a message in every language."""
    return {language: say(key, language, **values) for language in LANGUAGES}


def has(key: str) -> bool:
    """Return whether there is such a message."""
    return key in catalogue(SOURCE).messages


def texts(prefix: str, language: str, **values: Any) -> dict[str, Any]:
    """Return all messages whose keys have a prefix, for a script that fills them in.

    Parameters
    ----------
    prefix : str
        Up to a dot, such as ``map``.
    language : str
        One of `LANGUAGES`.
    **values
        What is known beforehand; other gaps stay as they are.

    Returns
    -------
    dict
        Texts by the rest of their keys, nested at each dot; a message of several forms
        is a dict of texts by plural category (CLDR).
    """
    filled = _Known(
        {name: str(_written(value, language)) for name, value in values.items()}
    )
    messages = {**catalogue(SOURCE).messages, **catalogue(language).messages}
    tree: dict[str, Any] = {}
    for key, forms in messages.items():
        if not key.startswith(f"{prefix}."):
            continue
        *groups, last = key.removeprefix(f"{prefix}.").split(".")
        place = tree
        for group in groups:
            place = place.setdefault(group, {})
        written = [text.format_map(filled) for text in forms]
        place[last] = written[0]
        if len(forms) > 1:
            own = language if key in catalogue(language).messages else SOURCE
            place[last] = dict(zip(_categories(own), written, strict=True))
    return tree


def _categories(language: str) -> list[str]:
    """Return the plural categories of a language, in the order of its forms."""
    own = {*_locale(language).plural_form.tags, "other"}
    return [name for name in CATEGORIES if name in own]


class _Known(dict[str, str]):
    """Values by name; a gap for which there is none stays."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def named(row: object, language: str, column: str = "name") -> str:
    """Return a row's ``name_CODE``; that of `SOURCE` where it has no such column."""
    fallback = getattr(row, f"{column}_{SOURCE}")
    name: str = getattr(row, f"{column}_{language}", fallback)
    return name


def columns(name: str) -> tuple[str, ...]:
    """Return the names of the columns that hold a text in each language.

    Examples
    --------
    >>> columns("name")[:2]
    ('name_en', 'name_ar')
    """
    return tuple(f"{name}_{language}" for language in LANGUAGES)


def by_column(name: str, texts: Mapping[str, str]) -> dict[str, str | None]:
    """Return a text by the names of its columns; None where there is none.

    Examples
    --------
    >>> by_column("name", {"en": "Sirte"})["name_ar"] is None
    True
    """
    return {f"{name}_{code}": texts.get(code) or None for code in LANGUAGES}


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language; in that of `SOURCE` where it has none.

    Examples
    --------
    >>> in_language({"en": "Sirte"}, "ar")
    'Sirte'
    """
    return texts.get(language) or texts[SOURCE]


def from_columns(values: Mapping[str, Any], name: str, language: str) -> str:
    """Return a text that stands in columns, such as `columns` names.

    Examples
    --------
    >>> from_columns({"name_en": "Sirte"}, "name", "ar")
    'Sirte'
    """
    text = values.get(f"{name}_{language}") or values[f"{name}_{SOURCE}"]
    return str(text)


@cache
def direction(language: str) -> str:
    """Return in which direction a language runs, as HTML names it: ltr or rtl."""
    return str(_locale(language).text_direction)


def name_of(language: str) -> str:
    """Return the name of a language in that language."""
    return str(_locale(language).language_name)


def writing(language: str) -> dict[str, str]:
    """Return how a browser writes a language: direction, locale and digits.

    Parameters
    ----------
    language : str
        One of `LANGUAGES`.

    Returns
    -------
    dict
        ``direction`` as HTML names it; ``locale`` for days and numbers (BCP 47), with
        digits that all read.
    """
    tag = str(_locale(language)).replace("_", "-")
    return {"direction": direction(language), "locale": f"{tag}-u-nu-latn"}


@lru_cache(maxsize=8192)
def long_day(day: dt.date, language: str) -> str:
    """Return a day in full, such as ``19 December 2019``."""
    return _dated("yMMMMd", day, language)


def month_day(day: dt.date, language: str) -> str:
    """Return a day without its year, such as ``19 December``."""
    return _dated("MMMMd", day, language)


def long_month(day: dt.date, language: str) -> str:
    """Return a month and its year, such as ``December 2019``."""
    return _dated("yMMMM", day, language)


def _dated(parts: str, day: dt.date, language: str) -> str:
    from babel.dates import format_skeleton  # noqa: PLC0415 (as for `_locale`)

    return format_skeleton(parts, day, locale=_locale(language))


def number(value: float, language: str, decimals: int = 3) -> str:
    """Return a number with so many decimals at most, such as ``12,345.6``."""
    return str(_pattern(decimals).apply(value, _locale(language)))


@cache
def _pattern(decimals: int) -> "NumberPattern":
    from babel.numbers import parse_pattern  # noqa: PLC0415 (as for `_locale`)

    return parse_pattern("#,##0." + "#" * decimals)


def age(days: int, language: str) -> str:
    """Return a number of days as an age, in whole years, months or else days.

    Examples
    --------
    >>> [age(days, "en") for days in (7, 180, 730)]
    ['7 days', '6 months', '2 years']
    """
    unit, count = "day", days
    if days and days % 365 == 0:
        unit, count = "year", days // 365
    elif days and days % 30 == 0:
        unit, count = "month", days // 30
    return say(f"map.ages.{unit}", language, count=count)


def listed(
    items: Iterable[str],
    language: str,
    style: Literal["commas", "semicolons", "and", "or"] = "commas",
) -> str:
    """Return items as a list.

    Parameters
    ----------
    items : iterable of str
    language : str
        One of `LANGUAGES`.
    style : str
        What stands between them: commas, semicolons where items may hold commas, or
        commas and an ``and`` or ``or`` before the last.

    Returns
    -------
    str

    Examples
    --------
    >>> listed(["Libya", "Malta", "Italy"], "en", "and")
    'Libya, Malta and Italy'
    """
    if style == "commas":
        return say("map.comma", language).join(items)
    if style == "semicolons":
        return say("map.semicolon", language).join(items)
    from babel.lists import format_list  # noqa: PLC0415 (as for `_locale`)

    kind: Literal["standard", "or"] = "standard" if style == "and" else "or"
    return format_list(list(items), kind, _locale(language))

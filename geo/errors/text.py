"""Sentences that are written out when it is known in which language."""

from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any, Protocol, Self, TypeGuard
from unicodedata import bidirectional

from geo.errors.catalogue import SOURCE, template

ISOLATE, ISOLATED = "\u2068", "\u2069"
"""What stands between them keeps its direction, and does not move its neighbours
(Unicode's FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE)."""


class Localized(Protocol):
    """What has a text in every language: a `Text`, an error, a fault."""

    def text(self, language: str) -> str:
        """Return it in a language."""


MOST_LETTERS = 400
"""Of a value in a message of an error: who reads it knows the rest."""


def shortened(text: str) -> str:
    """Return a text, or the beginning and the end of one that is too long to read.

    Examples
    --------
    >>> len(shortened(10_000 * "a")) <= MOST_LETTERS
    True
    """
    if len(text) <= MOST_LETTERS:
        return text
    half = MOST_LETTERS // 2 - 2
    return f"{text[:half]} … {text[-half:]}"


class Either(tuple[Any, ...]):
    """Values of which a sentence says that one will do."""

    __slots__ = ()


class Both(tuple[Any, ...]):
    """Values that a sentence names together, the last after an ``and``."""

    __slots__ = ()


class Semicolons(tuple[Any, ...]):
    """Values with a semicolon between them, for they may hold commas."""

    __slots__ = ()


def in_language(text: "Localized | str", language: str) -> str:
    """Return a text in a language, or as it is if it has but one."""
    return (
        text
        if isinstance(text, str) and not isinstance(text, Text)
        else text.text(language)
    )


def _is_localized(value: object) -> TypeGuard[Localized]:
    """Return whether a value has texts: a syntax error has one text, of its source."""
    return callable(getattr(value, "text", None))


class Text(str):
    """A sentence that is a text in `SOURCE`, and knows itself in every language.

    Parameters
    ----------
    key : str
        Of a message of the catalogues.
    **values
        What stands in each gap. Lists become lists, texts of a language are in that
        language, all else is as Python writes it.

    Examples
    --------
    >>> print(Text("error.dates.range", day="2013", first="2014", last="2026"))
    2013 is out of range: use 2014 to 2026
    """

    key: str
    values: Mapping[str, Any]

    def __new__(cls, key: str, /, **values: Any) -> Self:
        """Write the sentence in `SOURCE`."""
        made = super().__new__(cls, filled(key, SOURCE, values))
        made.key, made.values = key, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, Any]]:
        return (self.key,), self.values

    def text(self, language: str) -> str:
        """Return it in one of `geo.words.LANGUAGES`."""
        return filled(self.key, language, self.values)


def filled(key: str, language: str, values: Mapping[str, Any]) -> str:
    """Return a message with its gaps filled.

    Values are isolated in a text that runs from right to left, for most are not of its
    script: names of files and columns, days, what somebody wrote.

    Parameters
    ----------
    key : str
    language : str
    values : mapping of str to object
        As for `Text`; ``count`` chooses the form of a message that has several.
    """
    text = template(key, language, values.get("count"))
    return _Writer(language, isolates=_runs_left(text)).vformat(text, (), values)


@cache
def _runs_left(text: str) -> bool:
    return any(bidirectional(sign) in ("R", "AL") for sign in text)


class _Writer(Formatter):
    """Writes values into the gaps of a text."""

    def __init__(self, language: str, *, isolates: bool) -> None:
        self.language = language
        self.isolates = isolates

    def convert_field(self, value: Any, conversion: Any) -> Any:
        """Return a value as its conversion has it."""
        if conversion and isinstance(value, Text):
            value = value.text(self.language)
        return super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value as it stands in its gap."""
        if _is_localized(value):
            return value.text(self.language)
        if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
            parts = [self.format_field(item, format_spec) for item in value]
            comma = template("map.comma", self.language)
            if isinstance(value, Either | Both) and len(parts) > 1:
                *before, last = parts
                key = "error.or" if isinstance(value, Either) else "error.and"
                return comma.join(before) + template(key, self.language) + last
            if isinstance(value, Semicolons):
                comma = template("map.semicolon", self.language)
            return comma.join(parts)
        written = format(value, format_spec)
        if self.isolates and written and not isinstance(value, int):
            return f"{ISOLATE}{written}{ISOLATED}"
        return written

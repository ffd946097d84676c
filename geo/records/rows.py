"""What every row of a record table is, and how rows are put together."""

from collections.abc import Callable, Hashable, Iterable
from typing import Protocol, TypeVar

import attrs

from geo.words import LANGUAGES, SOURCE, named


@attrs.frozen
class Row:
    """A row of a record table."""


@attrs.frozen
class Sourced(Row):
    """A row that names the sources on which it rests."""

    source_ids: tuple[str, ...]


class Named(Protocol):
    """Anything with a name in each language."""

    @property
    def name_en(self) -> str:
        """Return its English name."""

    @property
    def name_ar(self) -> str:
        """Return its Arabic name."""


def names_of(row: Named) -> dict[str, str]:
    """Return the names of a row by language."""
    return {language: named(row, language) for language in LANGUAGES}


def texts_of(row: object, column: str) -> dict[str, str]:
    """Return the texts of a row by language, such as its titles.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> texts_of(SimpleNamespace(title_en="Landing"), "title")["ar"]
    'Landing'
    """
    return {language: named(row, language, column) for language in LANGUAGES}


def notes_of(row: object) -> dict[str, str]:
    """Return the notes of a row by language; one in which it has none is left out.

    Parameters
    ----------
    row : object
        Has ``note``, in English, and may have twins of it, such as ``note_ar``.

    Returns
    -------
    dict of str to str
        The English note is always there, if empty.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> notes_of(SimpleNamespace(note="Since 2014.", note_ar="منذ 2014."))
    {'en': 'Since 2014.', 'ar': 'منذ 2014.'}
    >>> notes_of(SimpleNamespace(note="Since 2014.", note_ar=""))
    {'en': 'Since 2014.'}
    """
    twins = {code: getattr(row, f"note_{code}", None) for code in LANGUAGES}
    notes = {SOURCE: getattr(row, "note", None) or ""}
    return notes | {code: note for code, note in twins.items() if note}


Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Return items by what they have in common, each group in their order.

    Examples
    --------
    >>> grouped(["sirte", "sabha", "tripoli"], lambda name: name[0])
    {'s': ['sirte', 'sabha'], 't': ['tripoli']}
    """
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups

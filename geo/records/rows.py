"""What every row of a record table is, and how rows are put together."""

from collections.abc import Callable, Hashable, Iterable
from typing import Protocol, TypeVar

import attrs

from geo.words import LANGUAGES, named


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


Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Return items by what they have in common, each group in their order.

    Examples
    --------
    >>> grouped(["sirte", "sabha", "tripoli"], lambda name: name[0])
    {'s': ['sirte', 'sabha'], 't': ['tripoli']}
    """
    found: dict[Key, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found

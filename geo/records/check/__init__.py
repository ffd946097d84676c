"""The rules that rows keep among each other, beyond what each cell may hold."""

from collections.abc import Iterable

from geo.errors import Fault
from geo.records.check import (
    agreements,
    control,
    districts,
    events,
    evidence,
    fights,
    labels,
    sea,
    stories,
    twins,
)
from geo.records.check import rows as records
from geo.records.check.rows import normal_url
from geo.records.check.tables import FIRST_ROW, Cells, Rule, Tables, nearest

__all__ = [
    "EDITORIAL",
    "FIRST_ROW",
    "RULES",
    "Cells",
    "Tables",
    "broken",
    "nearest",
    "normal_url",
]

RULES = (
    *records.RULES,
    *control.RULES,
    *sea.RULES,
    *agreements.RULES,
    *events.RULES,
)
"""What rows must keep for the map to be drawn rightly."""

EDITORIAL = (
    *evidence.RULES,
    *labels.RULES,
    *stories.RULES,
    *twins.RULES,
    *districts.RULES,
    *fights.RULES,
)
"""What records owe their readers besides: evidence, names, words for all sides,
notes that say the same in both languages, and fights that the map shows as such."""


def broken(tables: Tables, rules: Iterable[Rule] = RULES) -> list[Fault]:
    """Return every fault against some rules.

    Parameters
    ----------
    tables : Tables
    rules : iterable of Rule
        By default those without which the map cannot be drawn rightly.

    Returns
    -------
    list of Fault
    """
    return [fault for rule in rules for fault in rule(tables)]

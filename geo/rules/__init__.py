"""The rules that rows keep among each other, beyond what each cell may hold."""

from geo.errors import Fault
from geo.rules import agreements, chronicle, control, records, sea
from geo.rules.records import normal_url
from geo.rules.tables import FIRST_ROW, SPAN_START, Tables, nearest

__all__ = [
    "FIRST_ROW",
    "RULES",
    "SPAN_START",
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
    *chronicle.RULES,
)


def broken(tables: Tables) -> list[Fault]:
    """Return every fault against every rule.

    Parameters
    ----------
    tables : Tables

    Returns
    -------
    list of Fault
    """
    return [fault for rule in RULES for fault in rule(tables)]

"""The rules that rows keep among each other, beyond what each cell may hold."""

from geo.errors import Fault
from geo.records.check import agreements, control, sea
from geo.records.check import events as chronicle
from geo.records.check import rows as records
from geo.records.check.rows import normal_url
from geo.records.check.tables import FIRST_ROW, SPAN_START, Tables, nearest

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

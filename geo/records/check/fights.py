"""The rule that a place is contested while an event is a fight in it."""

import datetime as dt
import re
from collections.abc import Iterator

from geo.dates import SPAN_START
from geo.errors import Fault, Text
from geo.records.check.tables import Rule, Tables
from geo.records.rows import grouped
from geo.records.tables.agreements import Event
from geo.records.tables.control import CONTESTED, Claim

FIGHT = re.compile(r"\b(?:fight|fights|fighting|clash|clashes)\b", re.IGNORECASE)
"""How the title of an event of kind `unrest` says that shots were exchanged."""

ELSEWHERE = re.compile(
    r"\b(?:near|around|between|edge of|across the border|(?:north|east|south|west) of"
    r"|sign stands|shown at)\b",
    re.IGNORECASE,
)
"""How a title or a note says that the fight was not in the place itself."""


def is_fight_in(kind: str, title: str, note: str) -> bool:
    """Return whether an event is a fight in its place, and not beside it.

    Parameters
    ----------
    kind, title, note : str
        As in ``events.csv``; the English ones.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_fight_in("unrest", "Armed groups fight in Gharyan", "")
    True
    >>> is_fight_in("battle", "Heavy fighting breaks out south of Gharyan", "")
    False
    >>> is_fight_in("unrest", "Protests in Tripoli", "")
    False
    """
    fights = kind == "battle" or (kind == "unrest" and FIGHT.search(title) is not None)
    return fights and not ELSEWHERE.search(f"{title} {note}")


def _shown(tables: Tables) -> Iterator[Fault]:
    """Yield fights on none of whose days their place is contested.

    One that brought about a claim may have been over on its first day.
    """
    claims = tables.rows(Claim, "place_id", "status", "start", "end")
    claims_of = grouped((claim for _, claim in claims), lambda claim: claim.place_id)
    wanted = ("kind", "title_en", "start", "end", "place_id", "claim_ids")
    notes = tables.text("events", "note")
    for index, event in tables.rows(Event, *wanted):
        own = claims_of.get(event.place_id, [])
        if (
            own
            and event.start >= SPAN_START
            and not event.claim_ids
            and is_fight_in(event.kind, event.title_en, notes[index])
            and not any(_contested(claim, event.start, event.end) for claim in own)
        ):
            expected = Text("fault.fights.calm", place=event.place_id)
            yield tables.fault("events", index, "start", expected)


def _contested(claim: Claim, start: dt.date, end: dt.date) -> bool:
    """Return whether a claim is contested on a day of a half-open span."""
    meets = claim.start < end and (claim.end is None or start < claim.end)
    return claim.status == CONTESTED and meets


RULES: tuple[Rule, ...] = (_shown,)

"""The rule that a city is contested when a district of it is, and the reverse."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from geo.errors import Fault, Text
from geo.records.check.tables import Rule, Tables
from geo.records.rows import grouped
from geo.records.tables.control import Claim, Place

NO_DISTRICT = re.compile(
    r"\bno (?:named )?district\b|\bno place is on record\b", re.IGNORECASE
)
"""How a claim to a city says that the fight was in no district on record."""


def districts(kinds: Mapping[str, str]) -> dict[str, str]:
    """Return the city of each district.

    A district of a city bears the city's id before its own, as ``sirte-dollar``.

    Parameters
    ----------
    kinds : mapping of str to str
        Kind of each place, by its id.

    Returns
    -------
    dict of str to str
        City by district, both as ids of places.

    Examples
    --------
    >>> part, port = {"sirte-dollar": "district"}, {"sirte-port": "port"}
    >>> districts({"sirte": "city", "sabaa": "district"} | part | port)
    {'sirte-dollar': 'sirte'}
    """
    city_of = {}
    for place_id in (
        place_id for place_id, kind in kinds.items() if kind == "district"
    ):
        words = place_id.split("-")
        starts = ("-".join(words[:count]) for count in range(len(words) - 1, 0, -1))
        city = next((start for start in starts if start in kinds), "")
        if city:
            city_of[place_id] = city
    return city_of


def _agree(tables: Tables) -> Iterator[Fault]:
    """Yield days on which a city is contested and none of its districts, or reverse."""
    places = tables.rows(Place, "place_id", "kind")
    city_of = districts({place.place_id: place.kind for _, place in places})
    notes = tables.text("control", "note")
    sound = tables.rows(Claim, "place_id", "status", "start", "end")
    contested = [pair for pair in sound if pair[1].status == "contested"]
    own_of = grouped(contested, lambda pair: pair[1].place_id)
    parts_of = grouped(contested, lambda pair: city_of.get(pair[1].place_id, ""))
    for city in sorted(set(city_of.values())):
        own, parts = own_of.get(city, []), parts_of.get(city, [])
        for index, claim in own:
            day = _uncovered(claim, parts)
            if day is not None and not NO_DISTRICT.search(notes[index]):
                expected = Text("fault.districts.none", day=day)
                yield tables.fault("control", index, "status", expected)
        for index, claim in parts:
            day = _uncovered(claim, own)
            if day is not None:
                expected = Text("fault.districts.city", city=city, day=day)
                yield tables.fault("control", index, "status", expected)


def _uncovered(claim: Claim, others: list[tuple[int, Claim]]) -> dt.date | None:
    """Return the first day of a claim that no other one covers."""
    day = claim.start
    for other in sorted((one for _, one in others), key=lambda one: one.start):
        if other.start > day:
            break
        day = max(day, other.end or dt.date.max)
    return day if day < (claim.end or dt.date.max) else None


RULES: tuple[Rule, ...] = (_agree,)

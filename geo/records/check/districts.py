"""A city is contested when a district of it is, and the other way round."""

import re
from collections.abc import Iterator

import pandas as pd

from geo.errors import Fault
from geo.records.check.tables import Rule, Tables

NO_DISTRICT = re.compile(
    r"\bno (?:named )?district\b|\bno place is on record\b", re.IGNORECASE
)
"""How a claim to a city says that the fight was in no district on record."""


def districts(places: pd.DataFrame) -> dict[str, str]:
    """Return the city of each district.

    A district of a city bears the city's id before its own, as ``sirte-dollar``.

    Parameters
    ----------
    places : pandas.DataFrame
        With ``place_id`` and ``kind``.

    Returns
    -------
    dict of str to str
        City by district, both as ids of places.

    Examples
    --------
    >>> ids = ["sirte", "sirte-dollar", "sirte-port", "sabaa"]
    >>> kinds = ["city", "district", "port", "district"]
    >>> districts(pd.DataFrame({"place_id": ids, "kind": kinds}))
    {'sirte-dollar': 'sirte'}
    """
    known = set(places["place_id"])
    found = {}
    for place_id in places.loc[places["kind"] == "district", "place_id"]:
        words = place_id.split("-")
        starts = ("-".join(words[:count]) for count in range(len(words) - 1, 0, -1))
        city = next((start for start in starts if start in known), "")
        if city:
            found[place_id] = city
    return found


def _agree(tables: Tables) -> Iterator[Fault]:
    """Yield days on which a city is contested and none of its districts, or reverse."""
    city_of = districts(tables.typed("places", "place_id", "kind"))
    columns = ("place_id", "status", "start", "end")
    claims = tables.typed("control", *columns)
    claims["note"] = tables.text["control"]["note"]
    claims["end"] = claims["end"].fillna(pd.Timestamp("9999-12-31"))
    contested = claims[claims["status"] == "contested"]
    for city in sorted(set(city_of.values())):
        own = contested[contested["place_id"] == city]
        parts = contested[contested["place_id"].map(city_of) == city]
        for claim in own.itertuples():
            day = _uncovered(claim.start, claim.end, parts)
            if day is not None and not NO_DISTRICT.search(claim.note):
                expected = f"none of its districts is contested on {day.date()}: "
                expected += "add the claim, or say in the note 'in no district on "
                expected += "record'"
                yield tables.fault("control", claim.Index, "status", expected)
        for claim in parts.itertuples():
            day = _uncovered(claim.start, claim.end, own)
            if day is not None:
                expected = f"{city} is not contested on {day.date()}: it must be when "
                expected += "a district of it is"
                yield tables.fault("control", claim.Index, "status", expected)


def _uncovered(
    start: pd.Timestamp, end: pd.Timestamp, claims: pd.DataFrame
) -> pd.Timestamp | None:
    """Return the first day of a span that no claim covers."""
    day = start
    for claim in claims.sort_values("start").itertuples():
        if claim.start > day:
            break
        day = max(day, claim.end)
    return day if day < end else None


RULES: tuple[Rule, ...] = (_agree,)

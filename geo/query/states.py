"""The state of every place on a day, and which places follow that of another."""

import datetime as dt
from collections.abc import Iterable, Sequence

from geo.control.cells import Spell
from geo.query.atlas import Atlas
from geo.records.tables.agreements import Event

PARTS = ("district",)
"""Kinds of place whose people are counted with the city that they are part of."""


def on(atlas: Atlas, day: dt.date) -> dict[str, Spell]:
    """Return the spell of every place that has one on a day, by its id.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> on(load(), dt.date(2019, 12, 19))["tripoli"].camp
    'tripoli'
    """
    return {spell.place_id: spell for spell in atlas.spans.on(day)}


def at(spells: Sequence[Spell], day: dt.date) -> Spell | None:
    """Return which of the spells of a place holds on a day.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> at(load().spells["tarhuna"], dt.date(2019, 12, 19)).camp
    'eastern'
    """
    for spell in spells:
        if spell.start <= day and (spell.end is None or day < spell.end):
            return spell
    return None


def between(spells: Sequence[Spell], first: dt.date, last: dt.date) -> list[Spell]:
    """Return the spells of a place that hold from one day to another, in order.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> spells = load().spells["tarhuna"]
    >>> [one.camp for one in between(spells, dt.date(2020, 6, 4), dt.date(2020, 6, 5))]
    ['eastern', 'tripoli']
    """
    return [
        spell
        for spell in spells
        if spell.start <= last and (spell.end is None or first < spell.end)
    ]


def followers(atlas: Atlas) -> dict[str, list[str]]:
    """Return the places that take the state of each place with claims of its own.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> atlas = load()
    >>> all(atlas.donors[one] == "sirte" for one in followers(atlas)["sirte"])
    True
    """
    places: dict[str, list[str]] = {
        place_id: [] for place_id, donor in atlas.donors.items() if donor == place_id
    }
    for place_id, donor in atlas.donors.items():
        if donor != place_id:
            places[donor].append(place_id)
    return places


def ground_of(atlas: Atlas, place_ids: Iterable[str]) -> tuple[float, float]:
    """Return the km² of places near evidence, and with nominal ground.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> near, most = ground_of(load(), ["kufra"])
    >>> near < most
    True
    """
    near = most = 0.0
    for place_id in place_ids:
        own = atlas.km2[place_id]
        near += own[0]
        most += own[1]
    return round(near, 1), round(most, 1)


def people_in(atlas: Atlas, place_ids: Iterable[str]) -> int | None:
    """Return the inhabitants on record of places; none where there is no number.

    Those of a district of a city are counted with the city.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> people_in(load(), ["tarhuna"]) > 50_000
    True
    """
    places = [atlas.records.place_of[place_id] for place_id in place_ids]
    counts = [
        place.population
        for place in places
        if place.population is not None and place.kind not in PARTS
    ]
    return sum(counts) if counts else None


def event_of(atlas: Atlas, claim_id: str) -> Event | None:
    """Return the event that brought a claim about, the latest if there are several.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> atlas = load()
    >>> claim = at(atlas.spells["tarhuna"], dt.date(2020, 6, 5)).claim
    >>> event_of(atlas, claim.claim_id).kind
    'capture'
    """
    events = atlas.events_of_claim.get(claim_id, ())
    return max(events, key=lambda event: event.start) if events else None

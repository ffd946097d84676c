"""What happened from one day to another, of a kind or at a place."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from geo.errors import DateError
from geo.query.atlas import Atlas
from geo.records.rows import names_of, notes_of, texts_of
from geo.records.tables.agreements import Event
from geo.words import by_column, columns

ONE_DAY = dt.timedelta(days=1)

COLUMNS = (
    "event_id",
    "kind",
    *columns("title"),
    "start",
    "last",
    "place_id",
    *columns("place"),
    "lat",
    "lon",
    "claim_ids",
    "stage_ids",
    "confidence",
    *columns("note"),
    "source_ids",
)
"""Of events as a table, see `as_json`, which has their ``sources`` besides."""


def events(
    atlas: Atlas,
    first: dt.date,
    last: dt.date,
    kinds: tuple[str, ...] = (),
    place_id: str | None = None,
) -> list[Event]:
    """Return the events that lasted on any day from one to another.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    first, last : datetime.date
    kinds : tuple of str
        Only those of these kinds, of `geo.records.tables.agreements.EVENT_KINDS`;
        none: all.
    place_id : str, optional
        Only those at this place.

    Returns
    -------
    list of Event
        In the order of time.

    Raises
    ------
    DateError
        If the days stand in the wrong order.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> day = dt.date(2020, 6, 5)
    >>> [one.place_id for one in events(load(), day, day, ("capture",), "tarhuna")]
    ['tarhuna']
    """
    if first > last:
        raise DateError("error.dates.after", first=first, last=last)
    matches = [
        event
        for event in atlas.records.events
        if event.start <= last
        and event.end > first
        and (not kinds or event.kind in kinds)
        and (place_id is None or event.place_id == place_id)
    ]
    return sorted(matches, key=lambda event: (event.start, event.event_id))


def head_of(event: Event) -> dict[str, Any]:
    """Return what an event is and on which days it was, as plain values.

    Examples
    --------
    >>> from geo.records.read import load
    >>> head_of(load().event_of["tarhuna-gna-2020-06-05"])["last"]
    '2020-06-05'
    """
    return {
        "event_id": event.event_id,
        "kind": event.kind,
        **by_column("title", texts_of(event, "title")),
        "start": event.start.isoformat(),
        "last": (event.end - ONE_DAY).isoformat(),
    }


def as_json(atlas: Atlas, event: Event) -> dict[str, Any]:
    """Return an event as plain values, with the names of its place.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> atlas = load()
    >>> event = atlas.records.event_of["tarhuna-gna-2020-06-05"]
    >>> as_json(atlas, event)["place_en"]
    'Tarhuna'
    """
    place = atlas.records.place_of[event.place_id] if event.place_id else None
    return head_of(event) | {
        "place_id": event.place_id or None,
        **by_column("place", names_of(place) if place else {}),
        "lat": place.lat if place else event.lat,
        "lon": place.lon if place else event.lon,
        "claim_ids": list(event.claim_ids),
        "stage_ids": list(event.stage_ids),
        "confidence": event.confidence,
        **by_column("note", notes_of(event)),
        "source_ids": list(event.source_ids),
        "sources": [asdict(source) for source in atlas.sources(event.source_ids)],
    }

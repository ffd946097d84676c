"""A place on a day: who holds it, since when, how sure that is, and what happened."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

import shapely

from geo import agreements, ground
from geo.control.cells import Spell
from geo.dates import check_day
from geo.errors import PlaceError
from geo.query import states
from geo.query.answer import Source, State
from geo.query.atlas import Atlas
from geo.query.coordinates import parse_point
from geo.query.districts import District
from geo.query.events import events, head_of
from geo.records.disputed import Disagreement, disagreement
from geo.records.rows import names_of, notes_of
from geo.records.tables.agreements import Event
from geo.records.tables.control import SOURCE_KINDS, Place
from geo.words import by_column

SURE = 80.0
"""From this score on a name means the first place that is found."""

ORDER = ("court", "treaty", "un", "ngo", "think_tank", "agency", "paper", "gazetteer")
"""Kinds of source, the strongest first; the others are weak."""


@dataclass(frozen=True)
class Cited:
    """A source of a statement.

    Attributes
    ----------
    source : geo.query.answer.Source
    source_id, kind, stance : str
        As in the table.
    weak : bool
        Whether it is a party, a wiki or a blog, or gains by what is stated.
    """

    source: Source
    source_id: str
    kind: str
    stance: str
    weak: bool

    def as_json(self) -> dict[str, Any]:
        """Return all as plain values."""
        return {
            "source_id": self.source_id,
            "kind": self.kind,
            "stance": self.stance,
            "weak": self.weak,
            **asdict(self.source),
        }


@dataclass(frozen=True)
class Hold:
    """A time over which one side had a place.

    Attributes
    ----------
    camp : str
        One of `geo.style.layers.CAMPS`.
    actor : dict of str to str or None
        By language.
    since : datetime.date
    until : datetime.date or None
        First day after it; no later record: None.
    precision : str
        How exactly `since` is known.
    source_ids : tuple of str
        Of the record that begins it.
    """

    camp: str
    actor: dict[str, str] | None
    since: dt.date
    until: dt.date | None
    precision: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """All that is on record about a place on a day.

    Attributes
    ----------
    place : geo.records.tables.control.Place
    day : datetime.date
    district : geo.query.districts.District
    state : geo.query.answer.State or None
        On the day; as known on a day before anything was: None.
    age_days : int or None
        From the last day for which a source shows that state to the day asked for.
    follows : geo.records.tables.control.Place or None
        The place whose state it takes, if it has no claims of its own.
    history : tuple of geo.query.answer.State
        Its states over the years, without gaps; none before anything was known.
    holds : tuple of Hold
        Who had it over the years, without gaps; what is not on record is one too.
    events : tuple of Event
        At this place up to the day, the newest first.
    agreements : tuple of geo.agreements.Standing
        Those that had begun and whose area or point holds it, or that an event here
        brought about.
    cited : tuple of Cited
        Of the state, the strongest first.
    located_by : tuple of Cited
        Of the coordinate.
    disputed : geo.records.disputed.Disagreement or None
        Where sources differ on the state.
    """

    place: Place
    day: dt.date
    district: District
    state: State | None
    age_days: int | None
    follows: Place | None
    history: tuple[State, ...]
    holds: tuple[Hold, ...]
    events: tuple[Event, ...]
    agreements: tuple[agreements.Standing, ...]
    cited: tuple[Cited, ...]
    located_by: tuple[Cited, ...]
    disputed: Disagreement | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the card as plain lists and dicts."""
        place = self.place
        return {
            "place_id": place.place_id,
            **by_column("name", names_of(place)),
            "kind": place.kind,
            "date": self.day.isoformat(),
            "lat": place.lat,
            "lon": place.lon,
            "location_accuracy_km": place.location_accuracy_km,
            "disputed": self.disputed.as_json() if self.disputed else None,
            "located_by": [cited.as_json() for cited in self.located_by],
            "population": place.population,
            "district": self.district.district_id,
            "follows": self.follows.place_id if self.follows else None,
            **self._state(),
            "age_days": self.age_days,
            "sources": [cited.as_json() for cited in self.cited],
            "holds": [_hold(hold) for hold in self.holds],
            "events": [
                head_of(event) | {"source_ids": list(event.source_ids)}
                for event in self.events
            ],
            "agreements": [standing.as_json() for standing in self.agreements],
        }

    def _state(self) -> dict[str, Any]:
        state = self.state
        holding = state.holding if state else None
        values: dict[str, Any] = {"camp": state.camp if state else None}
        values |= by_column("actor", (state.actor or {}) if state else {})
        for name in ("actor_since", "camp_since"):
            moment = getattr(holding, name) if holding else None
            key = "held_since" if name == "actor_since" else name
            values[key] = moment.day.isoformat() if moment else None
            values[f"{key}_precision"] = moment.precision if moment else None
        return values | {
            "attacked": state.attacked if state else None,
            "attacks": [
                {
                    "since": attack.start.day.isoformat(),
                    "until": attack.end.day.isoformat() if attack.end else None,
                }
                for attack in (holding.attacks if holding else ())
            ],
            "since": state.since.isoformat() if state else None,
            "until": state.until.isoformat() if state and state.until else None,
            "last_seen": state.last_seen.isoformat() if state else None,
            "confidence": state.confidence if state else None,
            **by_column("note", notes_of(state) if state else {}),
        }


def _hold(hold: Hold) -> dict[str, Any]:
    return {
        "camp": hold.camp,
        **by_column("actor", hold.actor or {}),
        "since": hold.since.isoformat(),
        "until": hold.until.isoformat() if hold.until else None,
        "precision": hold.precision,
        "source_ids": list(hold.source_ids),
    }


def place_named(atlas: Atlas, text: str) -> Place:
    """Return the place that a text means: an id, a name in any spelling, a coordinate.

    Raises
    ------
    PlaceError
        If there is none; the message names those that are spelt alike.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> place_named(load(), "Tarhouna").place_id
    'tarhuna'
    """
    if text in atlas.records.place_of:
        return atlas.records.place_of[text]
    point = parse_point(text)
    if point is not None:
        place_id = atlas.places.place_at(point.lat, point.lon)
        if place_id is None:
            raise PlaceError("error.query.outside", text=text.strip())
        return atlas.records.place_of[place_id]
    hits = atlas.finder.find(text, ("place",), 3)
    if hits and hits[0].score >= SURE:
        return atlas.records.place_of[hits[0].item_id]
    if not hits:
        raise PlaceError("error.query.place", text=text)
    alike = [hit.item_id for hit in hits]
    raise PlaceError("error.query.place_alike", text=text, alike=alike)


def card(atlas: Atlas, place_id: str, day: dt.date) -> Card:
    """Return all that is on record about a place on a day.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    place_id : str
    day : datetime.date

    Returns
    -------
    Card

    Raises
    ------
    PlaceError
        If there is no such place.
    DateError
        If the day is not on the map.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> card(load(), "tarhuna", dt.date(2020, 5, 1)).state.camp
    'eastern'
    """
    check_day(day)
    history = atlas.history(place_id)
    place = atlas.records.place_of[place_id]
    state = next((one for one in history if one.holds_on(day)), None)
    spell = states.at(atlas.spells[place_id], day)
    grounds = spell.claim.source_ids if spell else ()
    donor = atlas.donors[place_id]
    happened = events(atlas, dt.date.min, day, place_id=place_id)
    return Card(
        place=place,
        day=day,
        district=atlas.districts[place_id],
        state=state,
        age_days=max(0, (day - state.last_seen).days) if state else None,
        follows=atlas.records.place_of[donor] if donor != place_id else None,
        history=tuple(history),
        holds=_holds(history, atlas.spells[place_id]),
        events=tuple(reversed(happened)),
        agreements=_agreements(atlas, place, day, happened),
        cited=cited(atlas, grounds, spell.camp if spell else None),
        located_by=cited(atlas, place.source_ids),
        disputed=disagreement(atlas.records, spell.claim) if spell else None,
    )


def _holds(history: Iterable[State], spells: Iterable[Spell]) -> tuple[Hold, ...]:
    """Return the states of a place, joined while its holder stays the same."""
    holds: list[Hold] = []
    for state, spell in zip(history, spells, strict=True):
        last = holds[-1] if holds else None
        if last and (last.camp, last.actor) == (state.camp, state.actor):
            holds[-1] = replace(last, until=state.until)
            continue
        holds.append(
            Hold(
                state.camp,
                state.actor,
                state.since,
                state.until,
                state.holding.record.start.precision,
                spell.claim.source_ids,
            )
        )
    return tuple(holds)


def _agreements(
    atlas: Atlas, place: Place, day: dt.date, happened: Iterable[Event]
) -> tuple[agreements.Standing, ...]:
    """Return the agreements that concern a place, the newest first."""
    stages = {stage_id for event in happened for stage_id in event.stage_ids}
    here = {atlas.records.stage_of[stage_id].agreement_id for stage_id in stages}
    areas = ground.areas().set_index("area_id").geometry
    point = shapely.Point(place.lon, place.lat)
    for row in atlas.records.agreements:
        inside = bool(row.area_id and shapely.covers(areas[row.area_id], point))
        if inside or atlas.sites.get(row.agreement_id) == place.place_id:
            here.add(row.agreement_id)
    standings = [
        one
        for one in agreements.standings_on(atlas.records, day, atlas.lives)
        if one.agreement_id in here
    ]
    return tuple(sorted(standings, key=lambda one: one.statuses[0].since, reverse=True))


def cited(
    atlas: Atlas, source_ids: Iterable[str], camp: str | None = None
) -> tuple[Cited, ...]:
    """Return sources with their kind, the strongest first.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    source_ids : iterable of str
    camp : str, optional
        The camp that the statement is in favour of: what speaks for it is weak.

    Returns
    -------
    tuple of Cited

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> cited(load(), [])
    ()
    """
    order = [*ORDER, *(kind for kind in SOURCE_KINDS if kind not in ORDER)]
    ids = list(source_ids)
    sources = []
    for source_id, source in zip(ids, atlas.sources(ids), strict=True):
        row = atlas.records.source_of[source_id]
        partial = camp is not None and row.stance == camp
        weak = row.kind not in ORDER or partial
        sources.append(Cited(source, source_id, row.kind, row.stance, weak))
    return tuple(sorted(sources, key=lambda one: (one.weak, order.index(one.kind))))

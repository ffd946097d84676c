"""Who held a point on a day, on which days anything changed, and who backed whom."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd
import shapely
from pyproj import Geod

from geo import angles, ground
from geo.control import cells as zones
from geo.control import kept
from geo.dates import parse_span
from geo.errors import DateError, PlaceError
from geo.records import known, schema
from geo.records.read import SPAN_START, Records

OUTSIDE = "outside"
LANGUAGES = ("en", "ar")
_GEOD = Geod(ellps="WGS84")

check_coordinate = angles.check_coordinate


@dataclass(frozen=True)
class Source:
    """A publication, as an answer cites it."""

    title: str
    publisher: str
    date: str
    url: str


@dataclass(frozen=True)
class Answer:
    """Who held a point on a day.

    Attributes
    ----------
    camp : str
        One of `geo.records.schema.CAMPS`, ``contested`` (only where nobody held it),
        ``no_record`` or ``outside`` (sea or abroad).
    actor : str or None
        Name of the holder; of a contested place the parties.
    status : str or None
        ``held``, or ``contested`` where the holder kept it under attack or nobody had
        it; None where nothing is on record.
    since, until : str or None
        First day of the state and first day after it, ISO; no later record: None.
    place : str or None
        The place on record whose cell holds the point.
    distance_km : float or None
        From the point to that place. Beyond `geo.control.cells.EVIDENCE_KM` the answer
        is nominal.
    confidence : str or None
        One of `geo.records.schema.CONFIDENCES`; None where nothing is on record.
    sources : tuple of Source
    """

    camp: str
    actor: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    distance_km: float | None = None
    confidence: str | None = None
    sources: tuple[Source, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain lists and dicts."""
        return {**asdict(self), "sources": [asdict(source) for source in self.sources]}


@dataclass(frozen=True)
class State:
    """One state of a place, with its evidence, in both languages.

    Attributes
    ----------
    camp : str
        As in `Answer`.
    actor : dict of str to str or None
        Name of the holder (of a contested place the parties) by language.
    attacked : bool
        Whether the holder kept the place under attack.
    since, until : datetime.date or None
        Half-open; no later record: None.
    confidence : str or None
        As in `Answer`.
    note : str
    sources : tuple of Source
    """

    camp: str
    actor: dict[str, str] | None
    attacked: bool
    since: dt.date
    until: dt.date | None
    confidence: str | None
    note: str
    sources: tuple[Source, ...]

    def holds_on(self, day: dt.date) -> bool:
        """Return whether this is the state on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Relation:
    """One way in which one actor backed others, or mediated between them.

    Attributes
    ----------
    relation_id, kind, confidence, note : str
        As in the table.
    backer : str
        Id of the actor that backs, or mediates.
    backed : tuple of str
        Ids of those whom; of a mediation those between whom.
    since : datetime.date
        The day by which it had begun.
    until : datetime.date or None
        The day by which it was over; no later record: None.
    last_seen : datetime.date
        Last day for which a source shows it.
    source_ids : tuple of str
    """

    relation_id: str
    kind: str
    backer: str
    backed: tuple[str, ...]
    since: dt.date
    until: dt.date | None
    last_seen: dt.date
    confidence: str
    source_ids: tuple[str, ...]
    note: str

    def holds_on(self, day: dt.date) -> bool:
        """Return whether it had begun by a day and was not over."""
        return self.since <= day and (self.until is None or day < self.until)


class Atlas:
    """Answers questions about places and days.

    Parameters
    ----------
    records : geo.records.read.Records
    """

    def __init__(self, records: Records) -> None:
        self.records = records
        self._places = records.places.set_index("place_id")
        self._sources = records.sources.set_index("source_id")
        self._actors = records.actors.set_index("actor_id")
        self._claims_known: dict[dt.date, pd.DataFrame] = {}
        self._donors = zones.donors(records.places)
        self._spells: dict[str, list[zones.Spell]] = {}
        cells = kept.cells(records.places)
        self._cell_places: list[str] = list(cells["place_id"])
        cells = cells.to_crs(ground.EQUAL_AREA)
        self._tree = shapely.STRtree(cells.geometry.values)

    def who(
        self,
        lat: float,
        lon: float,
        day: dt.date,
        as_known_on: dt.date | None = None,
    ) -> Answer:
        """Return who held a point on a day.

        Parameters
        ----------
        lat, lon : float
            Degrees, WGS84.
        day : datetime.date
            A day from `geo.records.read.SPAN_START` to today.
        as_known_on : datetime.date, optional
            Use only what a source had published by then, see
            `geo.records.known.as_known_on`.

        Returns
        -------
        Answer

        Raises
        ------
        PlaceError
            If the coordinate is none on Earth.
        DateError
            If the day is before the first on record, or still to come.
        """
        check_coordinate(lat, lon)
        check_day(day)
        place_id = self._place_at(lat, lon)
        if place_id is None:
            return Answer(OUTSIDE)
        place = self._places.loc[place_id]
        _, _, metres = _GEOD.inv(lon, lat, place["lon"], place["lat"])
        where = {"place": str(place["name_en"]), "distance_km": round(metres / 1000, 1)}
        spell = self._spell(place_id, day, as_known_on)
        if spell is None:
            return Answer(zones.NO_RECORD_CAMP, **where)
        on_record = spell.camp != zones.NO_RECORD_CAMP
        holder = self._holder(spell)
        return Answer(
            camp=spell.camp,
            actor=holder["en"] if holder else None,
            status=str(spell.claim["status"]) if on_record else None,
            since=spell.start.date().isoformat(),
            until=None if pd.isna(spell.end) else spell.end.date().isoformat(),
            confidence=str(spell.claim["confidence"]) if on_record else None,
            sources=self.sources(spell.claim["source_ids"]),
            **where,
        )

    def place_names(self, language: str) -> dict[str, str]:
        """Return the name of every place by its id, sorted by name."""
        names = self._places[f"name_{language}"].to_dict()
        return dict(sorted(names.items(), key=lambda item: str(item[1]).casefold()))

    def history(self, place_id: str) -> list[State]:
        """Return every state of a place, in order of time.

        Parameters
        ----------
        place_id : str

        Returns
        -------
        list of State
            Without gap or overlap from the first day on the map.

        Raises
        ------
        PlaceError
            If there is no such place.
        """
        if place_id not in self._donors:
            raise PlaceError(f"{place_id!r} is no place on record")
        return [self._state(spell) for spell in self._spells_of(place_id)]

    def _spells_of(self, place_id: str) -> list[zones.Spell]:
        """Return the spells of a place, worked out when they are first needed."""
        if place_id not in self._spells:
            one = {place_id: self._donors[place_id]}
            self._spells |= zones.spells(self.records, one)
        return self._spells[place_id]

    def _state(self, spell: zones.Spell) -> State:
        claim = spell.claim
        holder = self._holder(spell)
        return State(
            camp=spell.camp,
            actor=holder,
            attacked=bool(zones.attacked(claim["status"], spell.camp)),
            since=spell.start.date(),
            until=None if pd.isna(spell.end) else spell.end.date(),
            confidence=claim["confidence"] if holder else None,
            note=claim["note"],
            sources=self.sources(claim["source_ids"]),
        )

    def sources(self, source_ids: Iterable[str]) -> tuple[Source, ...]:
        """Return publications by their ids."""
        rows = [self._sources.loc[source_id] for source_id in source_ids]
        return tuple(
            Source(row["title"], row["publisher"], row["published"], row["url"])
            for row in rows
        )

    def _place_at(self, lat: float, lon: float) -> str | None:
        point = ground.project_points([lon], [lat])
        if not ground.in_libya(point)[0]:
            return None
        return self._cell_places[int(self._tree.nearest(point.iloc[0]))]

    def _spell(
        self, place_id: str, day: dt.date, as_known_on: dt.date | None
    ) -> zones.Spell | None:
        """Return the spell of a place on a day."""
        spells = self._spells_of(place_id)
        if as_known_on is not None:
            spells = self._spells_known(place_id, as_known_on)
        i = bisect_right(spells, pd.Timestamp(day), key=lambda spell: spell.start) - 1
        return spells[i] if i >= 0 else None

    def _spells_known(self, place_id: str, day: dt.date) -> list[zones.Spell]:
        """Return the spells of a place that were known on a day."""
        if day not in self._claims_known:
            claims = known.claims(self.records, day)
            self._claims_known[day] = claims.set_index("claim_id", drop=False)
        claims = self._claims_known[day]
        return [
            replace(
                spell,
                end=claims.at[spell.claim_id, "end"],
                claim=claims.loc[spell.claim_id],
            )
            for spell in self._spells_of(place_id)
            if spell.claim_id in claims.index
        ]

    def _holder(self, spell: zones.Spell) -> dict[str, str] | None:
        """Return by language who held a place; of a contested one its parties."""
        actor_id = spell.claim["actor_id"]
        if actor_id == schema.NO_RECORD:
            return None
        contested = actor_id == schema.CONTESTED
        names = self._actors.loc[
            list(spell.claim["parties"]) if contested else [actor_id]
        ]
        return {
            language: " / ".join(names[f"name_{language}"]) for language in LANGUAGES
        }


def check_day(day: dt.date) -> None:
    """Raise `DateError` unless a day lies between the first on record and today."""
    today = dt.date.today()
    if not SPAN_START <= day <= today:
        raise DateError(f"{day} is out of range: use {SPAN_START} to {today}")


def check_known_on(day: dt.date) -> None:
    """Raise `DateError` if what is known on a day cannot be told yet."""
    if day > dt.date.today():
        raise DateError(
            f"known on {day} is still to come: use a day up to {dt.date.today()}"
        )


def change_days(records: Records) -> list[dt.date]:
    """Return the days on which any place changed its state, in order.

    Parameters
    ----------
    records : geo.records.read.Records

    Returns
    -------
    list of datetime.date
        Without the first day on the map, on which nothing changes.
    """
    starts = records.control["start"].drop_duplicates().sort_values()
    return [start.date() for start in starts if start.date() > SPAN_START]


def previous_change(days: list[dt.date], day: dt.date) -> dt.date | None:
    """Return the last change before a day, if there is one."""
    i = bisect_left(days, day)
    return days[i - 1] if i else None


def next_change(days: list[dt.date], day: dt.date) -> dt.date | None:
    """Return the first change after a day, if there is one."""
    i = bisect_right(days, day)
    return days[i] if i < len(days) else None


def relations_on(records: Records, day: dt.date) -> list[Relation]:
    """Return who backed whom on a day.

    Parameters
    ----------
    records : geo.records.read.Records
    day : datetime.date

    Returns
    -------
    list of Relation
        In the order of the table. A date of a month or year counts from its last day
        for a beginning, from its first for an end: a relation is told only while it
        held whatever the day was.
    """
    return [relation for relation in _relations(records) if relation.holds_on(day)]


def _relations(records: Records) -> Iterator[Relation]:
    for row in records.relations.itertuples():
        yield Relation(
            relation_id=row.relation_id,
            kind=row.kind,
            backer=row.backer,
            backed=tuple(row.backed),
            since=parse_span(row.start).last,
            until=parse_span(row.end).start if row.end else None,
            last_seen=parse_span(row.last_seen).last,
            confidence=row.confidence,
            source_ids=tuple(row.source_ids),
            note=row.note,
        )

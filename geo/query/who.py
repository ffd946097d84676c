"""Who held a point on a day, since when, and on which days anything changed."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

import shapely
from pyproj import Geod

from geo import angles, ground
from geo.cache import Recent
from geo.control import cells as control_cells
from geo.control import kept
from geo.control.holding import Holding, Moment, holdings
from geo.dates import SPAN_START, check_day, covers
from geo.errors import PlaceError
from geo.records import known
from geo.records.read import Records
from geo.records.rows import names_of
from geo.records.tables.control import CONTESTED, NO_RECORD, Claim
from geo.words import LANGUAGES, SOURCE, named

OUTSIDE = "outside"
KEPT = 16
"""The claims known on so many days are kept."""
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Source:
    """A publication, as an answer cites it."""

    title: str
    publisher: str
    date: str
    url: str


def urls(sources: Iterable[Source]) -> str:
    """Return the addresses of publications as a cell of a table holds them.

    Examples
    --------
    >>> urls([Source("Town falls", "Reuters", "2020-06-05", "https://a.example/1")])
    'https://a.example/1'
    """
    return " ".join(source.url for source in sources)


@dataclass(frozen=True)
class Answer:
    """Who held a point on a day.

    Attributes
    ----------
    camp : str
        One of `geo.records.tables.control.CAMPS`, ``contested`` (only where nobody
        held it), ``no_record`` or ``outside`` (sea or abroad).
    actor : str or None
        Name of the holder; of a contested place the parties.
    status : str or None
        ``held``, or ``contested`` where the holder kept it under attack or nobody had
        it; None where nothing is on record.
    since, until : str or None
        First day of the record and first day after it, ISO; no later record: None.
    holding : geo.control.holding.Holding or None
        Since when the actor and its camp have held it, and when it was attacked.
    place : str or None
        The place on record whose cell holds the point.
    distance_km : float or None
        From the point to that place. Beyond `geo.control.cells.EVIDENCE_KM` the answer
        is nominal.
    last_seen : str or None
        Last day for which a source shows it, ISO; None where nothing is on record.
    confidence : str or None
        One of `geo.records.tables.agreements.CONFIDENCES`; None where nothing is on
        record.
    sources : tuple of Source
    names : mapping of str to mapping of str to str
        By language the names of ``place`` and ``actor``.
    """

    camp: str
    actor: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    holding: Holding | None = None
    place: str | None = None
    distance_km: float | None = None
    last_seen: str | None = None
    confidence: str | None = None
    sources: tuple[Source, ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain lists and dicts.

        Returns
        -------
        dict
            The attributes, without ``names``, and for ``holding``: ``held_since`` and
            ``camp_since`` (ISO; None where nobody holds the place) and ``attacks``,
            spans with ``since`` and ``until``.
        """
        values: dict[str, Any] = {}
        for name in (item.name for item in fields(self) if item.name != "names"):
            values |= (
                _holding_as_json(self.holding)
                if name == "holding"
                else {name: getattr(self, name)}
            )
        return values | {"sources": [asdict(source) for source in self.sources]}


def _holding_as_json(holding: Holding | None) -> dict[str, Any]:
    def day(moment: Moment | None) -> str | None:
        return moment.day.isoformat() if moment else None

    return {
        "held_since": day(holding.actor_since) if holding else None,
        "camp_since": day(holding.camp_since) if holding else None,
        "attacks": [
            {"since": day(attack.start), "until": day(attack.end)}
            for attack in (holding.attacks if holding else ())
        ],
    }


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
        Of the record, half-open; no later record: None.
    holding : geo.control.holding.Holding
        As in `Answer`.
    last_seen : datetime.date
        Last day for which a source shows it.
    confidence : str or None
        As in `Answer`.
    note, note_ar : str
    sources : tuple of Source
    names : mapping of str to mapping of str to str
        By language the names of ``place`` and ``actor``.
    """

    camp: str
    actor: dict[str, str] | None
    attacked: bool
    since: dt.date
    until: dt.date | None
    holding: Holding
    last_seen: dt.date
    confidence: str | None
    note: str
    sources: tuple[Source, ...]
    note_ar: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Return whether this is the state on a day."""
        return covers(self.since, self.until, day)


class Places:
    """Answers questions about places and days.

    Parameters
    ----------
    records : geo.records.read.Records
    """

    def __init__(self, records: Records) -> None:
        self.records = records
        self._claims_known = Recent(self._claims_known_on, KEPT)
        self._claims_from = control_cells.claims_from(records.places)
        self._spells: dict[str, list[control_cells.Spell]] = {}
        self._holdings: dict[str, list[Holding]] = {}
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
            A day from `geo.dates.SPAN_START` to today.
        as_known_on : datetime.date, optional
            Use only what was published by then: `geo.records.known.as_known_on`.

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
        angles.check_coordinate(lat, lon)
        check_day(day)
        place_id = self.place_at(lat, lon)
        if place_id is None:
            return Answer(OUTSIDE)
        place = self.records.place_of[place_id]
        _, _, metres = _GEOD.inv(lon, lat, place.lon, place.lat)
        nowhere = Answer(
            control_cells.NO_RECORD_CAMP,
            place=place.name_en,
            distance_km=round(metres / 1000, 1),
            names={"place": names_of(place)},
        )
        if (state := self._spell(place_id, day, as_known_on)) is None:
            return nowhere
        spell, holding = state
        on_record = spell.camp != control_cells.NO_RECORD_CAMP
        holder = self.holder(spell)
        return replace(
            nowhere,
            camp=spell.camp,
            actor=holder[SOURCE] if holder else None,
            status=spell.claim.status if on_record else None,
            since=spell.start.isoformat(),
            until=spell.end.isoformat() if spell.end else None,
            holding=holding,
            last_seen=spell.claim.last_seen.isoformat() if on_record else None,
            confidence=spell.claim.confidence if on_record else None,
            sources=self.sources(spell.claim.source_ids),
            names={**nowhere.names, "actor": holder or {}},
        )

    def place_names(self, language: str) -> dict[str, str]:
        """Return the name of every place by its id, sorted by name."""
        names = {
            place.place_id: named(place, language) for place in self.records.places
        }
        return dict(sorted(names.items(), key=lambda item: item[1].casefold()))

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
        if place_id not in self._claims_from:
            raise PlaceError("error.query.place_id", place_id=place_id)
        spells = self._spells_of(place_id)
        return list(map(self._state, spells, self._holdings_of(place_id)))

    def _spells_of(self, place_id: str) -> list[control_cells.Spell]:
        """Return the spells of a place, worked out when they are first needed."""
        if place_id not in self._spells:
            one = {place_id: self._claims_from[place_id]}
            self._spells |= control_cells.spells(self.records, one)
        return self._spells[place_id]

    def _state(self, spell: control_cells.Spell, holding: Holding) -> State:
        claim = spell.claim
        holder = self.holder(spell)
        return State(
            camp=spell.camp,
            actor=holder,
            attacked=bool(control_cells.attacked(claim.status, spell.camp)),
            since=spell.start,
            until=spell.end,
            holding=holding,
            last_seen=claim.last_seen,
            confidence=claim.confidence if holder else None,
            note=claim.note,
            note_ar=claim.note_ar,
            sources=self.sources(claim.source_ids),
        )

    def sources(self, source_ids: Iterable[str]) -> tuple[Source, ...]:
        """Return publications by their ids."""
        rows = [self.records.source_of[source_id] for source_id in source_ids]
        return tuple(
            Source(row.title, row.publisher, row.published, row.url) for row in rows
        )

    def place_at(self, lat: float, lon: float) -> str | None:
        """Return the place whose cell holds a point; outside Libya: None."""
        point = ground.project_points([lon], [lat])
        if not ground.in_libya(point)[0]:
            return None
        return self._cell_places[int(self._tree.nearest(point.iloc[0]))]

    def _spell(
        self, place_id: str, day: dt.date, as_known_on: dt.date | None
    ) -> tuple[control_cells.Spell, Holding] | None:
        """Return the spell of a place on a day, and since when it was held."""
        spells = self._spells_of(place_id)
        if as_known_on is not None:
            spells = self._spells_known(place_id, as_known_on)
        i = bisect_right(spells, day, key=lambda spell: spell.start) - 1
        if i < 0:
            return None
        as_known = as_known_on is not None
        held = holdings(spells) if as_known else self._holdings_of(place_id)
        return spells[i], held[i]

    def _holdings_of(self, place_id: str) -> list[Holding]:
        """Return the holdings of a place, spell by spell."""
        if place_id not in self._holdings:
            self._holdings[place_id] = holdings(self._spells_of(place_id))
        return self._holdings[place_id]

    def _spells_known(self, place_id: str, day: dt.date) -> list[control_cells.Spell]:
        """Return the spells of a place that were known on a day."""
        claims = self._claims_known(day)
        return [
            replace(
                spell,
                end=claims[spell.claim_id].end,
                claim=claims[spell.claim_id],
            )
            for spell in self._spells_of(place_id)
            if spell.claim_id in claims
        ]

    def _claims_known_on(self, day: dt.date) -> dict[str, Claim]:
        claims = known.claims(self.records, day)
        return {claim.claim_id: claim for claim in claims}

    def holder(self, spell: control_cells.Spell) -> dict[str, str] | None:
        """Return by language who held a place; of a contested one its parties."""
        claim = spell.claim
        if claim.actor_id == NO_RECORD:
            return None
        ids = claim.parties if claim.actor_id == CONTESTED else (claim.actor_id,)
        names = [names_of(self.records.actor_of[actor_id]) for actor_id in ids]
        return {
            language: " / ".join(name[language] for name in names)
            for language in LANGUAGES
        }


def change_days(records: Records) -> list[dt.date]:
    """Return the days on which any place changed its state, in order.

    Parameters
    ----------
    records : geo.records.read.Records

    Returns
    -------
    list of datetime.date
        Without the first day on the map, on which nothing changes.

    Examples
    --------
    >>> from geo.records.read import load
    >>> dt.date(2020, 6, 5) in change_days(load())
    True
    """
    starts = {claim.start for claim in records.control}
    return sorted(start for start in starts if start > SPAN_START)

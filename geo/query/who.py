"""Who held a point on a day, since when, and on which days anything changed."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import repeat

from geo import angles
from geo.control import cached
from geo.control import cells as control_cells
from geo.control.holding import Holding, holdings
from geo.control.points import NOWHERE, Cells
from geo.dates import SPAN_START, check_day
from geo.errors import PlaceError
from geo.files.cache import Recent
from geo.ground import GEOD
from geo.query.answer import OUTSIDE, Answer, Source, State
from geo.records import known
from geo.records.read import Records
from geo.records.rows import names_of
from geo.records.tables.control import CONTESTED, NO_RECORD, Claim
from geo.words import LANGUAGES, SOURCE, named

KEPT = 16
"""The claims known on so many days are kept."""

"""On which distances are measured."""


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
        self._answers: Recent[dt.date | None, dict[str, Answers]] = Recent(
            lambda _: {}, KEPT
        )
        self.cells = Cells(cached.cells(records.places))

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
        _, _, metres = GEOD.inv(lon, lat, place.lon, place.lat)
        answer = vars(self.answers(place_id, as_known_on).on(day))
        return Answer(**{**answer, "distance_km": round(metres / 1000, 1)})

    def answers(self, place_id: str, as_known_on: dt.date | None = None) -> "Answers":
        """Return the answers at a place for all days; as for `who`."""
        known = self._answers(as_known_on)
        if place_id not in known:
            known[place_id] = self._answers_of(place_id, as_known_on)
        return known[place_id]

    def _answers_of(self, place_id: str, as_known_on: dt.date | None) -> "Answers":
        place = self.records.place_of[place_id]
        nowhere = Answer(
            control_cells.NO_RECORD_CAMP,
            place=place.name_en,
            names={"place": names_of(place)},
        )
        spells, held = self.states(place_id, as_known_on)
        answers = map(self._answer, spells, held, repeat(nowhere))
        return Answers([spell.start for spell in spells], [nowhere, *answers])

    def _answer(
        self, spell: control_cells.Spell, holding: Holding, nowhere: Answer
    ) -> Answer:
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
            Source(row.title, row.publisher, row.published, row.url, row.archived)
            for row in rows
        )

    def place_at(self, lat: float, lon: float) -> str | None:
        """Return the place whose cell holds a point; outside Libya: None."""
        cell = self.cells.one(lon, lat)
        return None if cell == NOWHERE else self.cells.place_ids[cell]

    def states(
        self, place_id: str, as_known_on: dt.date | None = None
    ) -> tuple[list[control_cells.Spell], list[Holding]]:
        """Return the spells of a place, and since when it was held in each.

        Parameters
        ----------
        place_id : str
        as_known_on : datetime.date, optional
            As for `who`; the time before the first that was known has no spell.

        Returns
        -------
        list of geo.control.cells.Spell
            In order of time.
        list of geo.control.holding.Holding
        """
        if as_known_on is None:
            return self._spells_of(place_id), self._holdings_of(place_id)
        spells = self._spells_known(place_id, as_known_on)
        return spells, holdings(spells)

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


@dataclass(frozen=True)
class Answers:
    """The answers at a place, without the distance.

    Attributes
    ----------
    starts : list of datetime.date
        Of its spells.
    answers : list of Answer
        One more: the first holds before any spell.
    """

    starts: list[dt.date]
    answers: list[Answer]

    def on(self, day: dt.date) -> Answer:
        """Return what is answered on a day."""
        return self.answers[bisect_right(self.starts, day)]


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

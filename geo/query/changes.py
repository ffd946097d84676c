"""Which places changed hands between two days, how, and on whose word."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from geo.control.cells import Spell
from geo.control.holding import Moment
from geo.dates import RECENT_DAYS, SPAN_START, check_day
from geo.errors import DateError, PlaceError
from geo.query import states
from geo.query.atlas import Atlas
from geo.query.sides import Sided, first_columns, side
from geo.records.rows import grouped, names_of, notes_of, texts_of
from geo.style.layers import CAMPS
from geo.words import SOURCE, by_column, columns

SIDES = ("from", "to")

COLUMNS = (
    *first_columns(*SIDES),
    "day",
    "precision",
    "steps",
    "returned",
    "confidence",
    "near_km2",
    "with_nominal_km2",
    "people",
    "following",
    "event_id",
    *columns("cause"),
    "source_ids",
    "source_urls",
)
"""Of changes as a table, see `Change.as_row`."""


@dataclass(frozen=True, kw_only=True)
class Change(Sided):
    """A place that changed hands between two days.

    Its sides are those of the earlier and of the later day, of one camp where it was
    retaken in between. Its sources are those of the record, then of the event.

    Attributes
    ----------
    moment : geo.control.holding.Moment
        Since when the camp of the later day has had it, and how exactly that is known.
    steps : int
        How often it changed camp between the days.
    near_km2, with_nominal_km2 : float
        Ground within evidence of places, and with nominal ground, as
        `geo.query.areas.Area`; of this place and those that take its state.
    people : int or None
        Inhabitants on record of these places; None where no number is on record.
    event_id : str or None
        The event that brought it about, if one is on record.
    cause : dict of str to str
        Title of the event, else the note of the record, by language; a language in
        which there is none is left out, but English never.
    """

    moment: Moment
    steps: int
    near_km2: float
    with_nominal_km2: float
    people: int | None
    event_id: str | None
    cause: dict[str, str]

    @property
    def returned(self) -> bool:
        """Return whether it changed hands and was retaken by the later day."""
        return self.before.camp == self.after.camp

    def as_json(self) -> dict[str, Any]:
        """Return the attributes as plain values, with each of its ``sources``."""
        return self._first_as_json(*SIDES) | {
            "day": self.moment.day.isoformat(),
            "precision": self.moment.precision,
            "steps": self.steps,
            "returned": self.returned,
            "confidence": self.confidence,
            "near_km2": self.near_km2,
            "with_nominal_km2": self.with_nominal_km2,
            "people": self.people,
            "following": list(self.following),
            "event_id": self.event_id,
            **by_column("cause", self.cause),
            **self._sources_as_json(),
        }


def check_days(first: dt.date, last: dt.date) -> None:
    """Raise `DateError` unless two days are on the map, the earlier one first.

    Examples
    --------
    >>> check_days(dt.date(2020, 5, 1), dt.date(2020, 6, 5))
    """
    check_day(first)
    check_day(last)
    if first >= last:
        raise DateError("error.dates.not_before", first=first, last=last)


def usual_days(atlas: Atlas) -> tuple[dt.date, dt.date]:
    """Return the days between which changes are listed unless others are given.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> first, last = usual_days(load())
    >>> (last - first).days == RECENT_DAYS
    True
    """
    last = max(atlas.records.newest, SPAN_START + dt.timedelta(days=1))
    return max(last - dt.timedelta(days=RECENT_DAYS), SPAN_START), last


def changes(
    atlas: Atlas,
    first: dt.date,
    last: dt.date,
    camp: str | None = None,
    district: str | None = None,
) -> list[Change]:
    """Return the places that changed hands after one day, up to another.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    first, last : datetime.date
        The days that are compared; what began on `first` had changed already.
    camp : str, optional
        Only those that this camp, of `geo.style.layers.CAMPS`, lost or gained.
    district : str, optional
        Only those in the district of this id.

    Returns
    -------
    list of Change
        In the order of time, then of names. Places without claims of their own are
        listed with those whose state they take. Between actors of one camp a place
        does not change hands.

    Raises
    ------
    DateError
        If a day is not on the map, or they stand in the wrong order.
    PlaceError
        If there is no such camp.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> days = dt.date(2020, 6, 4), dt.date(2020, 6, 5)
    >>> "tarhuna" in [one.place_id for one in changes(load(), *days)]
    True
    """
    check_days(first, last)
    if camp is not None and camp not in CAMPS:
        raise PlaceError("error.query.camp", camp=camp, known=list(CAMPS))
    matches = [
        change
        for change in _every(atlas, first, last)
        if (camp is None or camp in (change.before.camp, change.after.camp))
        and (district is None or change.district.district_id == district)
    ]
    return sorted(matches, key=lambda one: (one.moment.day, one.name[SOURCE]))


def _every(atlas: Atlas, first: dt.date, last: dt.date) -> Iterator[Change]:
    followers = states.followers(atlas)
    for place_id, following in followers.items():
        spells = atlas.spells[place_id]
        met = states.between(spells, first, last)
        turns = [
            spell for earlier, spell in pairwise(met) if earlier.camp != spell.camp
        ]
        if turns:
            yield _change(atlas, [met[0], met[-1]], turns, following)


def _change(
    atlas: Atlas, ends: Sequence[Spell], turns: Sequence[Spell], following: list[str]
) -> Change:
    spell = turns[-1]
    claim = spell.claim
    place = atlas.records.place_of[spell.place_id]
    before, after = (side(atlas, end) for end in ends)
    event = states.event_of(atlas, claim.claim_id)
    source_ids = claim.source_ids + (event.source_ids if event else ())
    source_ids = tuple(dict.fromkeys(source_ids))
    near, most = states.ground_of(atlas, [place.place_id, *following])
    return Change(
        place_id=place.place_id,
        kind=place.kind,
        name=names_of(place),
        lat=place.lat,
        lon=place.lon,
        district=atlas.districts[place.place_id],
        before=before,
        after=after,
        moment=Moment(spell.start, claim.start_precision),
        steps=len(turns),
        confidence=claim.confidence,
        near_km2=near,
        with_nominal_km2=most,
        people=states.people_in(atlas, [place.place_id, *following]),
        following=tuple(following),
        event_id=event.event_id if event else None,
        cause=texts_of(event, "title") if event else notes_of(claim),
        source_ids=source_ids,
        sources=atlas.sources(source_ids),
    )


def totals(gains: Sequence[Change]) -> dict[str, tuple[float, float]]:
    """Return the ground that each camp gained for good, less what it lost.

    Parameters
    ----------
    gains : sequence of Change

    Returns
    -------
    dict of str to (float, float)
        By camp: km² near places, and with nominal ground; without those for which
        nothing changed.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> gains = changes(load(), dt.date(2020, 6, 4), dt.date(2020, 6, 5))
    >>> near, most = totals(gains)["tripoli"]
    >>> 0 < near < most
    True
    """
    by_camp = grouped(
        [
            (camp, sign * change.near_km2, sign * change.with_nominal_km2)
            for change in gains
            if not change.returned
            for camp, sign in ((change.before.camp, -1), (change.after.camp, 1))
        ],
        lambda gain: gain[0],
    )
    return {
        camp: (sum(g[1] for g in by_camp[camp]), sum(g[2] for g in by_camp[camp]))
        for camp in CAMPS
        if camp in by_camp
    }

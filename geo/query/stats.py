"""How much each camp held on a day: ground, places, people and sites."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any

import numpy as np

from geo.control.cells import NO_RECORD_CAMP, Spell, attacked
from geo.dates import check_day
from geo.errors import DateError
from geo.query import areas, states
from geo.query.atlas import Atlas
from geo.records.tables import control
from geo.records.tables.control import Place
from geo.style.layers import CAMPS
from geo.words import say

TOWN_OF = 50_000
"""A town counts as one of the large ones from more inhabitants than this on."""

TOWN_KINDS = ("city", "town")

SITES = {
    "oil_terminals": "oil_terminal",
    "oil_fields": "oil_field",
    "refineries": "refinery",
    "ports": "port",
    "air_bases": "air_base",
    "crossings": "border_crossing",
}
"""What is counted by its kind of place."""

KM2 = ("near_km2", "with_nominal_km2")
"""Figures that are no counts."""

FIGURES = (*KM2, "places", "towns", "people", *SITES)
"""What is counted, in this order."""

COLUMNS = ("date", "camp", "figure", "low", "best", "high")
"""Of figures as a table, see `Stats.rows`."""

MOST_DAYS = 10_000
"""The most days of a series."""


def name_of(figure: str, language: str) -> str:
    """Return what readers call a figure.

    Examples
    --------
    >>> name_of("towns", "en")
    'towns over 50,000'
    """
    return say(f"stats.figures.{figure}", language, town_of=TOWN_OF)


@dataclass(frozen=True)
class Range:
    """A figure that is known within bounds.

    Attributes
    ----------
    low : float
        What the camp held unattacked, at places with claims of their own.
    best : float
        What it held on record: with places under attack, and those that take the state
        of a place beside them.
    high : float
        That, and what it fought for (contested or attacked by an actor of it) and what
        nothing is on record for.
    """

    low: float = 0.0
    best: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class Stats:
    """What each camp held on a day.

    Attributes
    ----------
    day : datetime.date
    camps : dict of str to dict of str to Range
        By camp, in the order of `geo.style.layers.CAMPS`, each of `FIGURES`; without
        camps that held nothing. What no side held (``contested``) and what is not on
        record (``no_record``) are no range: the three are one.
    """

    day: dt.date
    camps: Mapping[str, Mapping[str, Range]]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row for each camp and figure, as a table has it."""
        for camp, figures in self.camps.items():
            for name, figure in figures.items():
                yield {
                    "date": self.day.isoformat(),
                    "camp": camp,
                    "figure": name,
                    **asdict(figure),
                }

    def rounded(self, camp: str) -> dict[str, Range]:
        """Return the figures of a camp as readers see them.

        Its areas end at one place, that to which `geo.query.areas.rounded` rounds the
        best of those near places on record; counts are as they are.
        """
        figures = self.camps[camp]
        decimals = areas.decimals(figures[KM2[0]].best)
        return {
            name: Range(*(round(bound, decimals) for bound in astuple(figure)))
            if name in KM2
            else figure
            for name, figure in figures.items()
        }

    def as_json(self) -> dict[str, Any]:
        """Return the day and the figures of each camp as plain values."""
        camps = {
            camp: {name: asdict(figure) for name, figure in figures.items()}
            for camp, figures in self.camps.items()
        }
        return {"date": self.day.isoformat(), "camps": camps}


def stats(atlas: Atlas, day: dt.date) -> Stats:
    """Return how much each camp held on a day, as low, best and high.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    day : datetime.date

    Returns
    -------
    Stats
        ``near_km2`` and ``with_nominal_km2`` as `geo.query.areas.areas` has them (their
        best), in km²; ``towns`` are those of more than `TOWN_OF` inhabitants,
        ``people`` those of all places for which a number is on record, without the
        districts of cities; the other figures count places.

    Raises
    ------
    DateError
        If the day is not on the map.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> places = stats(load(), dt.date(2019, 12, 19)).camps["tripoli"]["places"]
    >>> places.low < places.best < places.high
    True
    """
    return _Counted(atlas).on(day)


class _Counted:
    """What each place adds to each figure, for any number of days."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        places = atlas.records.places
        self._row_of = {place.place_id: i for i, place in enumerate(places)}
        counts = [[*_counts(atlas, place).values()] for place in places]
        self._counts = np.array(counts, dtype=float).reshape(len(places), len(FIGURES))

    def on(self, day: dt.date) -> Stats:
        """Return what each camp held on a day, see `stats`."""
        check_day(day)
        spells = states.on(self._atlas, day)
        present = {spell.camp for spell in spells.values()} & set(control.CAMPS)
        rows: dict[str, tuple[list[int], list[int], list[int]]] = {}
        for place_id, spell in spells.items():
            own = self._atlas.donors[place_id] == place_id
            row = self._row_of[place_id]
            for camp, bounds in _bounds(self._atlas, spell, present, own=own).items():
                of_camp = rows.setdefault(camp, ([], [], []))
                for among, counted in zip(of_camp, bounds, strict=True):
                    if counted:
                        among.append(row)
        return Stats(
            day,
            {
                camp: self._figures(rows[camp])
                for camp in CAMPS
                if rows.get(camp, _NO)[1]
            },
        )

    def _figures(self, rows: Sequence[list[int]]) -> dict[str, Range]:
        sums = np.array([self._counts[among].sum(axis=0) for among in rows]).tolist()
        return {
            name: _range(name, bounds)
            for name, bounds in zip(FIGURES, zip(*sums, strict=True), strict=True)
        }


_NO: tuple[list[int], list[int], list[int]] = ([], [], [])


def _range(name: str, bounds: Sequence[float]) -> Range:
    """Return bounds as they are published: km² with a decimal, counts without."""
    if name in KM2:
        return Range(*(round(bound, 1) for bound in bounds))
    return Range(*(int(bound) for bound in bounds))


def _counts(atlas: Atlas, place: Place) -> dict[str, float]:
    """Return what a place adds to each figure."""
    near, most = atlas.km2.get(place.place_id, (0.0, 0.0))
    people = place.population or 0
    town = place.kind in TOWN_KINDS and people > TOWN_OF
    counts: dict[str, float] = {
        "near_km2": near,
        "with_nominal_km2": most,
        "places": 1,
        "towns": town,
        "people": states.people_in(atlas, [place.place_id]) or 0,
    }
    return counts | {name: place.kind == kind for name, kind in SITES.items()}


def _bounds(
    atlas: Atlas, spell: Spell, present: set[str], *, own: bool
) -> dict[str, tuple[bool, bool, bool]]:
    """Return to whose low, best and high a place counts."""
    camp = spell.camp
    if camp not in control.CAMPS:
        bounds = {camp: (True, True, True)}
    else:
        under_attack = bool(attacked(spell.claim.status, camp))
        bounds = {camp: (own and not under_attack, True, True)}
    claimants = present
    if camp != NO_RECORD_CAMP:
        actors = (atlas.records.actor_of[i].camp for i in spell.claim.parties)
        claimants = {other for other in actors if other in control.CAMPS}
    for other in claimants - {camp}:
        bounds[other] = (False, False, True)
    return bounds


def series(
    atlas: Atlas, first: dt.date, last: dt.date, step_days: int
) -> Iterator[Stats]:
    """Yield what each camp held, day after day.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    first, last : datetime.date
        The first day, and the last on which a day may fall.
    step_days : int
        From one day to the next.

    Raises
    ------
    DateError
        If a day is not on the map, they stand in the wrong order, or are too many.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> days = dt.date(2019, 4, 1), dt.date(2019, 4, 21)
    >>> [one.day.day for one in series(load(), *days, 10)]
    [1, 11, 21]
    """
    check_day(first)
    check_day(last)
    if first > last:
        raise DateError("error.dates.after", first=first, last=last)
    count = (last - first).days // step_days + 1
    if count > MOST_DAYS:
        raise DateError("error.query.days", count=count)
    counted = _Counted(atlas)
    for number in range(count):
        yield counted.on(first + dt.timedelta(days=number * step_days))

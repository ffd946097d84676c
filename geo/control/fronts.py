"""Fronts: the edges that cells of unlike camps share, as far as both are known."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo.control.cells import DECIMALS, EVIDENCE_KM, NO_RECORD_CAMP, Spell
from geo.records.tables.control import CONTESTED, FrontName, Place

FRONT_KM = EVIDENCE_KM
"""A front runs no farther than this from either of its two places: beyond, where it
runs is not known, and a line would end in bare desert."""

END_M = 2_500.0
"""So near the sea or a border a front ends there, and is not drawn to fade."""


@dataclass(frozen=True)
class Front:
    """One edge shared by two cells while their camps are unlike.

    Attributes
    ----------
    left, right : tuple of Spell
        The spells of the two sides meanwhile, in order of time; `left` is first by
        place id. All spells of a side are of one camp.
    start : datetime.date
    end : datetime.date or None
        The first day after it; no later record: None.
    firm : bool
        Whether both sides have evidence of their own within `EVIDENCE_KM` of the edge.
    geometry : shapely LineString or MultiLineString
        The edge in WGS84 (EPSG:4326).
    """

    left: tuple[Spell, ...]
    right: tuple[Spell, ...]
    start: dt.date
    end: dt.date | None
    firm: bool
    geometry: BaseGeometry

    @property
    def place_ids(self) -> list[str]:
        """Return its two places, the left one first."""
        return [side[0].place_id for side in (self.left, self.right)]

    def over(self, start: dt.date, end: dt.date | None) -> list[list[Spell]]:
        """Return the spells of its sides that have a day from `start` before `end`."""
        last = end or dt.date.max
        return [
            [s for s in side if s.start < last and (s.end is None or s.end > start)]
            for side in (self.left, self.right)
        ]


def shared_edges(shapes: np.ndarray) -> dict[tuple[int, int], BaseGeometry]:
    """Return the line along which each two polygons of a coverage touch.

    Parameters
    ----------
    shapes : numpy.ndarray of shapely (Multi)Polygon
        A valid coverage: neighbours share their vertices.

    Returns
    -------
    dict of (int, int) to shapely geometry
        By positions in `shapes`, the lower first; merged to as few lines as possible.

    Examples
    --------
    >>> squares = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> shared_edges(squares)
    {(0, 1): <LINESTRING (1 0, 1 1)>}
    """
    parts, part_owner = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    ring_owner = part_owner[part_of_ring]
    first: dict[tuple[tuple[float, ...], tuple[float, ...]], int] = {}
    shared: dict[tuple[int, int], list[list[tuple[float, ...]]]] = defaultdict(list)
    for ring, i in zip(rings, ring_owner.tolist(), strict=True):
        for a, b in pairwise(map(tuple, shapely.get_coordinates(ring).tolist())):
            segment = (a, b) if a <= b else (b, a)
            j = first.setdefault(segment, i)
            if j != i:
                shared[min(i, j), max(i, j)].append(list(segment))
    return {
        pair: shapely.normalize(
            shapely.line_merge(shapely.multilinestrings(shared[pair]))
        )
        for pair in sorted(shared)
    }


def fronts(
    cell_frame: gpd.GeoDataFrame,
    of_place: dict[str, list[Spell]],
    places: Sequence[Place],
) -> Iterator[Front]:
    """Yield every front, sorted by its two cells and its start.

    Ground without record has no side, so it makes no front; nor has a contested place,
    within which the front runs.

    Parameters
    ----------
    cell_frame : geopandas.GeoDataFrame
        As `cells` returns it.
    of_place : dict of str to list of Spell
        As `spells` returns it.
    places : sequence of Place
        Those of the cells.

    Yields
    ------
    Front

    Examples
    --------
    >>> from geo.control.cells import cells, spells
    >>> from geo.records.read import load
    >>> places = [load().place_of[name] for name in ("tarhuna", "tripoli")]
    >>> lines = fronts(cells(places), spells(load()), places)
    >>> sorted(next(lines).place_ids)
    ['tarhuna', 'tripoli']
    """
    place_ids = list(cell_frame["place_id"])
    nominal = list(cell_frame["nominal"])
    reach = _reaches(places)
    for (i, j), line in shared_edges(cell_frame.geometry.to_numpy()).items():
        if place_ids[i] == place_ids[j]:
            continue
        near = _near(line, reach[place_ids[i]], reach[place_ids[j]])
        if near.is_empty:
            continue
        sides = of_place[place_ids[i]], of_place[place_ids[j]]
        inherited = any(
            spell.claim.place_id != spell.place_id for side in sides for spell in side
        )
        firm = not (nominal[i] or nominal[j] or inherited)
        for left, right, start, end in _unlike(*sides):
            yield Front(left, right, start, end, firm, near)


def named(
    front: Front, names: Iterable[FrontName]
) -> Iterator[tuple[dt.date, dt.date | None, FrontName | None]]:
    """Yield the spans of a front over which it has one name, or none.

    Parameters
    ----------
    front : Front
    names : iterable of FrontName

    Yields
    ------
    start : datetime.date
    end : datetime.date or None
        The first day after it; no later record: None.
    name : FrontName or None

    Examples
    --------
    >>> from geo.control.cells import cells, spells
    >>> from geo.records.read import load
    >>> places = [load().place_of[name] for name in ("tarhuna", "tripoli")]
    >>> lines = fronts(cells(places), spells(load()), places)
    >>> start, end, name = next(named(next(lines), []))
    >>> name is None
    True
    """
    places = set(front.place_ids)
    start, last = front.start, front.end or dt.date.max
    own = [row for row in names if places <= {*row.place_ids}]
    for row in sorted(own, key=lambda row: row.valid_from):
        first = max(start, row.valid_from)
        end = min(last, row.valid_to or dt.date.max)
        if first >= end:
            continue
        if first > start:
            yield start, first, None
        yield first, None if end == dt.date.max else end, row
        start = end
    if start < last:
        yield start, front.end, None


def _reaches(places: Sequence[Place]) -> dict[str, BaseGeometry]:
    """Return what lies within `FRONT_KM` of each place, in WGS84."""
    lons, lats = [p.lon for p in places], [p.lat for p in places]
    reach = base.project_points(lons, lats).buffer(FRONT_KM * 1000)
    ids = [place.place_id for place in places]
    return dict(zip(ids, reach.to_crs(base.WGS84), strict=True))


def _near(line: BaseGeometry, *reaches: BaseGeometry) -> BaseGeometry:
    """Return the part of a line within some shapes, with its vertices unchanged."""
    if all(shapely.covers(reach, line) for reach in reaches):
        return line
    for reach in reaches:
        line = shapely.intersection(line, reach)
    parts = [
        part
        for part in shapely.get_parts(line)
        if part.geom_type == "LineString" and not part.is_empty
    ]
    merged: BaseGeometry = shapely.line_merge(shapely.MultiLineString(parts))
    rounded = shapely.transform(merged, lambda xy: xy.round(DECIMALS))
    # What is shorter than its digits is no line.
    lines = [part for part in shapely.get_parts(rounded) if part.length]
    return shapely.normalize(shapely.line_merge(shapely.MultiLineString(lines)))


def _unlike(
    left: list[Spell], right: list[Spell]
) -> Iterator[tuple[tuple[Spell, ...], tuple[Spell, ...], dt.date, dt.date | None]]:
    """Yield the longest spans in which two places have the same two unlike camps."""
    for camps, group in groupby(_meetings(left, right), key=_camps):
        if camps is None:
            continue
        met = list(group)
        yield (
            tuple(dict.fromkeys(a for a, _ in met)),
            tuple(dict.fromkeys(b for _, b in met)),
            max(spell.start for spell in met[0]),
            _earlier(met[-1][0].end, met[-1][1].end),
        )


def _meetings(left: list[Spell], right: list[Spell]) -> list[tuple[Spell, Spell]]:
    """Return the pairs of spells that share a day, in order of time."""
    met = [
        (a, b)
        for a in left
        for b in right
        if (a.end is None or b.start < a.end) and (b.end is None or a.start < b.end)
    ]
    return sorted(met, key=lambda pair: max(pair[0].start, pair[1].start))


def _camps(pair: tuple[Spell, Spell]) -> tuple[str, str] | None:
    """Return the two camps if they make a front."""
    camps = pair[0].camp, pair[1].camp
    sided = camps[0] != camps[1] and not {NO_RECORD_CAMP, CONTESTED} & {*camps}
    return camps if sided else None


def _earlier(a: dt.date | None, b: dt.date | None) -> dt.date | None:
    """Return the earlier of two ends, where none is later than every day."""
    return min((day for day in (a, b) if day is not None), default=None)

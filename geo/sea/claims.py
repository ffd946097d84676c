"""The sea as each state sees it, and the water that two of them claim."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import SeaError
from geo.records.tables.sea import MaritimeClaim
from geo.sea import coasts, limits, paths
from geo.sea.lines import Drawn
from geo.sea.space import Array
from geo.views import CLAIMS_END

AREA = shapely.box(9.0, 30.25, 36.3, CLAIMS_END)
"""The waters in which claims are drawn: those between Tunisia and the Levant."""

ACCEPTED = ":accepted"
"""Follows a claim's id in that of its position as others accept it."""

GRID_DEGREES = 0.06
SLIVER_KM2 = 20.0
"""Water in dispute that is smaller comes of two ways to draw one line."""

MARGIN = 1.25
"""How much wider than the water between a line and equidistance its corridor is."""


@dataclass(frozen=True)
class Overlap:
    """Water that two states claim for a time.

    Attributes
    ----------
    first, second : str
        Ids of the two claims.
    valid_from : datetime.date
    valid_to : datetime.date or None
        While both were claimed; no later record: None.
    shape : shapely.Geometry
        Polygon in WGS84 (EPSG:4326).
    km2 : float
        On the ellipsoid.
    """

    first: str
    second: str
    valid_from: dt.date
    valid_to: dt.date | None
    shape: BaseGeometry
    km2: float


def waters(
    claims: Iterable[MaritimeClaim],
    lines: Mapping[str, Drawn],
    straight: coasts.Baselines,
) -> dict[str, BaseGeometry]:
    """Return the water of each claim.

    Parameters
    ----------
    claims : iterable of MaritimeClaim
        As in `geo.records.read.Records.maritime_claims`.
    lines : mapping of str to Drawn
        Every line on record, where it is.
    straight : tuple of (state, points)
        The straight baselines on record.

    Returns
    -------
    dict of str to shapely.Geometry
        By claim id, and by claim id and `ACCEPTED` where others accept less; polygons
        in WGS84 (EPSG:4326), within `AREA`.

    Raises
    ------
    SeaError
        If a claim cannot be drawn.
    """
    found = {}
    for claim in claims:
        found[claim.claim_id] = water(claim, claim.own, lines, straight)
        if claim.accepted_own:
            less = water(claim, claim.accepted_own, lines, straight)
            found[claim.claim_id + ACCEPTED] = less
    return found


def water(
    claim: MaritimeClaim,
    own: str,
    lines: Mapping[str, Drawn],
    straight: coasts.Baselines,
) -> BaseGeometry:
    """Return the water of one claim, measured from a coast.

    Parameters
    ----------
    claim : MaritimeClaim
    own : str
        Its ``own``, or what others accept.
    lines, straight
        As in `waters`.

    Returns
    -------
    shapely.Geometry

    Raises
    ------
    SeaError
        If it cannot be drawn.
    """
    try:
        return _water(claim, own, lines, straight)
    except SeaError as error:
        raise SeaError(
            "error.sea.claim", claim_id=claim.claim_id, error=error
        ) from error


def _water(
    claim: MaritimeClaim,
    own: str,
    lines: Mapping[str, Drawn],
    straight: coasts.Baselines,
) -> BaseGeometry:
    found = _area()
    if claim.ring_ids:
        ring = [lines[line_id] for line_id in claim.ring_ids]
        found = shapely.intersection(found, _enclosed(ring))
    if claim.against:
        nearest, edges = _nearer(own, claim.against, straight)
        found = shapely.intersection(found, nearest)
        for line_id in claim.bound_ids:
            found = _moved(found, lines[line_id], edges, claim.claimant)
    for left in filter(None, claim.leaves.split("; ")):
        state, miles = left.split()
        found = shapely.difference(found, _territorial_sea(state, float(miles)))
    return _polygons(found)


@cache
def _area() -> BaseGeometry:
    area: BaseGeometry = shapely.intersection(coasts.sea(), AREA)
    return area


@cache
def _territorial_sea(state: str, miles: float) -> BaseGeometry:
    return limits.zone(coasts.select(state), miles, _area())


@cache
def _nearer(
    own: str, against: str, straight: coasts.Baselines
) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the water nearer to a coast than to others, and the lines around it."""
    one, others = (coasts.select(name, "full", straight) for name in (own, against))
    edges = limits.edges(one, others, _area(), GRID_DEGREES)
    found = limits.enclosed(edges, limits.Nearer(one, others), _area())
    return found, shapely.union_all(edges)


def _enclosed(ring: Sequence[Drawn]) -> BaseGeometry:
    """Return what lines enclose that follow each other, each way round."""
    parts = [shapely.get_coordinates(line.shape) for line in ring]
    path = parts[0]
    if len(parts) > 1 and _gap(path[0], parts[1]) < _gap(path[-1], parts[1]):
        path = path[::-1]
    for part in parts[1:]:
        ahead = np.hypot(*(part[0] - path[-1])) <= np.hypot(*(part[-1] - path[-1]))
        path = np.vstack([path, part if ahead else part[::-1]])
    return shapely.make_valid(shapely.Polygon(path))


def _gap(end: Array, part: Array) -> float:
    return float(min(np.hypot(*(part[0] - end)), np.hypot(*(part[-1] - end))))


def _moved(
    water: BaseGeometry, line: Drawn, edges: BaseGeometry, own: str
) -> BaseGeometry:
    """Return a water whose edge follows a line as far as that line goes."""
    if not isinstance(line.shape, shapely.LineString):
        raise SeaError("error.sea.one_piece")
    spots = shapely.points(shapely.get_coordinates(line.shape))
    away = float(shapely.distance(edges, spots).max()) * 111_000
    strips = [
        limits.beside(line.shape, side, max(away, 2_000.0) * MARGIN)
        for side in ("left", "right")
    ]
    middles = np.vstack([shapely.get_coordinates(strip.centroid) for strip in strips])
    ours, theirs = np.argsort(coasts.select(own).rough_m(middles))
    gained = shapely.intersection(strips[ours], _area())
    if len(line.between) == 2:
        both = shapely.union_all([_equidistant_sea(state) for state in line.between])
        # A line agreed over the heads of nearer states gains at their expense.
        if shapely.intersects(both, line.shape):
            gained = shapely.intersection(gained, both)
    kept: BaseGeometry = shapely.difference(
        shapely.union(water, gained), strips[theirs]
    )
    return kept


def _equidistant_sea(state: str) -> BaseGeometry:
    """Return the water nearer to a state, islands included, than to any other."""
    others = sorted({s.state for s in coasts.all_stretches()} - {state})
    return _nearer(state, "+".join(others), ())[0]


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape, without specks."""
    parts = [
        part
        for part in shapely.get_parts(shapely.make_valid(shape))
        if part.geom_type == "Polygon" and part.area > 1e-5
    ]
    return shapely.union_all(parts)


def overlaps(
    claims: Iterable[MaritimeClaim], found: dict[str, BaseGeometry]
) -> Iterator[Overlap]:
    """Yield the water that two states claim at the same time.

    Parameters
    ----------
    claims : iterable of MaritimeClaim
        As in `geo.records.read.Records.maritime_claims`.
    found : dict of str to shapely.Geometry
        The water of each claim.

    Yields
    ------
    Overlap
        Of `SLIVER_KM2` at least, for each pair of claims that meet in time.
    """
    rows = sorted(claims, key=lambda claim: claim.claim_id)
    for i, one in enumerate(rows):
        for two in rows[i + 1 :]:
            start = max(one.valid_from, two.valid_from)
            ends = [end for end in (one.valid_to, two.valid_to) if end]
            end = min(ends, default=None)
            if one.claimant == two.claimant or (end and end <= start):
                continue
            shared = shapely.intersection(found[one.claim_id], found[two.claim_id])
            shape = _wide(_polygons(shared))
            km2 = paths.area_km2(shape) if not shape.is_empty else 0.0
            if km2 >= SLIVER_KM2:
                yield Overlap(one.claim_id, two.claim_id, start, end, shape, km2)


def _wide(shape: BaseGeometry) -> BaseGeometry:
    """Return the parts of a shape that are no slivers along a common edge."""
    parts = shapely.get_parts(shape)
    wide = shapely.area(parts) / np.maximum(shapely.length(parts), 1e-9) > 2e-3
    return shapely.union_all(parts[wide])

"""The sea as each state sees it, and the water that two of them claim."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import SeaError
from geo.records.tables.sea import MaritimeClaim
from geo.sea import cached, coasts, evens, limits, paths
from geo.sea.lines import Drawn
from geo.sea.space import Array
from geo.sea.waters import sea
from geo.views import CLAIMS_END

AREA = shapely.box(9.0, 30.25, 36.3, CLAIMS_END)
"""The waters in which claims are drawn: those between Tunisia and the Levant."""

ACCEPTED = ":accepted"
"""Follows a claim's id in that of its position as others accept it."""

GRID_DEGREES = 0.06
SLIVER_KM2 = 20.0
"""Water in dispute that is smaller comes of two ways to draw one line."""

SAME_DEGREES = 1e-9
"""Edges that are no farther apart are one: those that two claims have in common."""

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
    shapes = {}
    for claim in claims:
        shapes[claim.claim_id] = water(claim, claim.own, lines, straight)
        if claim.accepted_own:
            less = water(claim, claim.accepted_own, lines, straight)
            shapes[claim.claim_id + ACCEPTED] = less
    return shapes


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
        behind = [lines[i] for i in (*claim.ring_ids, *claim.bound_ids)]
        parts = [
            *(AREA, own, straight, claim.claimant, claim.against, claim.leaves),
            len(claim.ring_ids),
            *(part for line in behind for part in (line.shape, line.between)),
        ]
        return cached.shape(parts, lambda: _water(claim, own, lines, straight))
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
    shape = _area()
    if claim.ring_ids:
        ring = [lines[line_id] for line_id in claim.ring_ids]
        shape = shapely.intersection(shape, _enclosed(ring))
    if claim.against:
        nearest, edges = _nearer(own, claim.against, straight)
        shape = shapely.intersection(shape, nearest)
        for line_id in claim.bound_ids:
            shape = _moved(shape, lines[line_id], edges, claim.claimant)
    for left in filter(None, claim.leaves.split("; ")):
        state, miles = left.split()
        shape = shapely.difference(shape, _territorial_sea(state, float(miles)))
    return _polygons(shape)


@cache
def _area() -> BaseGeometry:
    area: BaseGeometry = shapely.intersection(sea(), AREA)
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
    measure = limits.Nearer(one, others)
    edges = limits.edges(measure, _area(), GRID_DEGREES)
    shape = limits.enclosed(edges, measure, _area())
    return shapely.difference(shape, evens.even(one, others)), shapely.union_all(edges)


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
        both = _shared_sea(line.shape, line.between, gained)
        # A line agreed over the heads of nearer states gains at their expense.
        if shapely.intersects(both, line.shape):
            gained = shapely.intersection(gained, both)
    kept: BaseGeometry = shapely.difference(
        shapely.union(water, gained), strips[theirs]
    )
    return kept


@cache
def _shared_sea(
    line: BaseGeometry, between: tuple[str, ...], around: BaseGeometry
) -> BaseGeometry:
    """Return the water nearer to the two states of a line than to any other."""
    others = sorted({s.state for s in coasts.all_stretches()} - {*between})
    both, rest = (coasts.select("+".join(x)) for x in (between, others))
    bounds = shapely.total_bounds([line, around])
    water = shapely.intersection(_area(), shapely.box(*(bounds + limits.WIDER)))
    return limits.nearer(both, rest, water, GRID_DEGREES)


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape, without specks."""
    parts = [
        part
        for part in shapely.get_parts(shapely.make_valid(shape))
        if part.geom_type == "Polygon" and part.area > 1e-5
    ]
    return shapely.union_all(parts)


def overlaps(
    claims: Iterable[MaritimeClaim], shapes: dict[str, BaseGeometry]
) -> list[Overlap]:
    """Return the water that two states claim at the same time.

    Parameters
    ----------
    claims : iterable of MaritimeClaim
        As in `geo.records.read.Records.maritime_claims`.
    shapes : dict of str to shapely.Geometry
        The water of each claim.

    Returns
    -------
    list of Overlap
        Of `SLIVER_KM2` at least, for each pair of claims that meet in time.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> life = {"valid_from": dt.date(2020, 1, 1), "valid_to": None}
    >>> one = SimpleNamespace(claim_id="a", claimant="greece", **life)
    >>> two = SimpleNamespace(claim_id="b", claimant="libya", **life)
    >>> shapes = {"a": shapely.box(20, 33, 22, 34), "b": shapely.box(21, 33, 23, 34)}
    >>> [shared.shape.bounds for shared in overlaps([one, two], shapes)]
    [(21.0, 33.0, 22.0, 34.0)]
    """
    rows = sorted(claims, key=lambda claim: claim.claim_id)
    parts = [
        part
        for row in rows
        for part in (
            *(row.claim_id, row.claimant, row.valid_from, row.valid_to),
            shapes[row.claim_id],
        )
    ]
    return cached.cached(parts, lambda: list(_overlaps(rows, shapes)), _dump, _load)


def _overlaps(
    rows: Sequence[MaritimeClaim], shapes: dict[str, BaseGeometry]
) -> Iterator[Overlap]:
    for i, one in enumerate(rows):
        for two in rows[i + 1 :]:
            start = max(one.valid_from, two.valid_from)
            ends = [end for end in (one.valid_to, two.valid_to) if end]
            end = min(ends, default=None)
            if one.claimant == two.claimant or (end and end <= start):
                continue
            shared = shapely.intersection(
                *(shapes[one.claim_id], shapes[two.claim_id]), grid_size=SAME_DEGREES
            )
            shape = _wide(_polygons(shared))
            km2 = paths.area_km2(shape) if not shape.is_empty else 0.0
            if km2 >= SLIVER_KM2:
                yield Overlap(one.claim_id, two.claim_id, start, end, shape, km2)


def _dump(overlaps: list[Overlap]) -> bytes:
    """Return overlaps as bytes, to the last bit."""
    rows = [
        [
            *(one.first, one.second, one.valid_from.isoformat()),
            one.valid_to and one.valid_to.isoformat(),
            *(shapely.to_wkb(one.shape, hex=True), one.km2),
        ]
        for one in overlaps
    ]
    return json.dumps(rows).encode()


def _load(data: bytes) -> list[Overlap]:
    return [
        Overlap(
            *(first, second, dt.date.fromisoformat(start)),
            *(end and dt.date.fromisoformat(end), shapely.from_wkb(shape), km2),
        )
        for first, second, start, end, shape, km2 in json.loads(data)
    ]


def _wide(shape: BaseGeometry) -> BaseGeometry:
    """Return the parts of a shape that are no slivers along a common edge."""
    parts = shapely.get_parts(shape)
    wide = shapely.area(parts) / np.maximum(shapely.length(parts), 1e-9) > 2e-3
    return shapely.union_all(parts[wide])

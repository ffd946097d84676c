"""Water off the shared end of two coasts, which is equally near to both."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground import GEOD
from geo.sea import waters
from geo.sea.coasts import Coast, Stretch
from geo.sea.paths import Point
from geo.sea.space import Array
from geo.sea.tracing import runs

REACH_M = 400_000.0
"""How far from a shared end coasts are looked at."""

SPARSE_M, DENSE_M = 2_000.0, 50.0
"""How densely, at first and then."""

AT_END_M = 0.01
LEAST_DEGREES = 1e-4
"""Root of the area below which there is no such water."""

SETTLED_M = 0.5
SMOOTH_M = 2_000.0
"""How long an edge may be before its ends are placed on the ellipsoid."""


@cache
def even(one: Coast, other: Coast) -> BaseGeometry:
    """Return the water nearest to the shared ends of two coasts.

    There no line parts the two: each point is as far from the one as from the other.

    Parameters
    ----------
    one, other : Coast

    Returns
    -------
    shapely.Geometry
        Polygons in WGS84 (EPSG:4326); empty if the coasts do not meet at sea.

    Examples
    --------
    >>> from geo.sea import coasts
    >>> west = coasts.from_points([(15.0, 33.0), (16.0, 33.0)])
    >>> east = coasts.from_points([(16.0, 33.0), (17.0, 32.0)])
    >>> wedge = even(west, east)
    >>> wedge.contains(shapely.Point(16.3, 34.0)), even(west, west).is_empty
    (True, True)
    """
    if one is other:
        return shapely.Polygon()
    ends = sorted(_ends(one) & _ends(other))
    stretches = [*one.stretches, *other.stretches]
    return shapely.union_all([_nearest(end, stretches) for end in ends])


def _ends(coast: Coast) -> set[Point]:
    return {end for stretch in coast.stretches for end in _ends_of(stretch)}


def _ends_of(stretch: Stretch) -> list[Point]:
    return [tuple(stretch.path[i].tolist()) for i in (0, -1)]


def _nearest(end: Point, stretches: list[Stretch]) -> BaseGeometry:
    """Return the sea nearer to an end of coasts than to all else of them."""
    meeting = [s for s in stretches if end in _ends_of(s)]
    cell = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * REACH_M
    cell = _bounded(cell, np.vstack([*_around(end, meeting, 2 * REACH_M, SPARSE_M)]))
    wet = shapely.intersection(_placed(end, cell), waters.sea())
    if shapely.area(wet) < LEAST_DEGREES**2:
        return shapely.Polygon()
    west, south, east, north = shapely.total_bounds(_flat(end, wet))
    cell = np.array([(west, south), (east, south), (east, north), (west, north)])
    # What lies farther off than twice as far as the cell goes does not bound it.
    reach = 2 * np.hypot(*cell.T).max() + SPARSE_M
    cell = _bounded(cell, np.vstack([*_around(end, stretches, reach, DENSE_M)]))
    return shapely.intersection(_placed(end, cell), waters.sea())


def _placed(end: Point, cell: Array) -> BaseGeometry:
    """Return a polygon given in metres east and north of an end, in degrees."""
    if len(cell) < 3:
        return shapely.Polygon()
    edge = shapely.segmentize(shapely.linearrings(cell), SMOOTH_M)
    east, north = shapely.get_coordinates(edge).T
    lons, lats = np.full((2, len(east)), np.array(end)[:, None])
    angle = np.degrees(np.arctan2(east, north))
    lon, lat, _ = GEOD.fwd(lons, lats, angle, np.hypot(east, north))
    return shapely.make_valid(shapely.Polygon(np.column_stack([lon, lat])))


def _flat(end: Point, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape in metres east and north of an end, true in distance from it."""

    def moved(points: Array) -> Array:
        lons, lats = np.full((2, len(points)), np.array(end)[:, None])
        azimuth, _, metres = GEOD.inv(lons, lats, *points.T)
        angle, size = np.radians(np.asarray(azimuth)), np.asarray(metres)
        return np.column_stack([size * np.sin(angle), size * np.cos(angle)])

    return shapely.transform(shape, moved)


def _around(
    end: Point, stretches: list[Stretch], reach: float, dense: float
) -> Iterator[Array]:
    """Yield points along coasts around an end, in metres east and north of it."""
    reach_degrees = np.array([1 / np.cos(np.radians(end[1])), 1.0]) * reach / 110_000
    for stretch in stretches:
        near = (np.abs(stretch.path - end) < reach_degrees).all(axis=1)
        for run in runs(np.asarray(near)):
            path = stretch.path[max(run[0] - 1, 0) : run[-1] + 2]
            line = _flat(end, shapely.LineString(path))
            spots = shapely.get_coordinates(line)
            yield shapely.get_coordinates(shapely.segmentize(line, dense))
            # A piece that begins in the end holds all that is not behind the end.
            touching = np.hypot(*spots.T) < AT_END_M
            yield spots[1:][touching[:-1]] * AT_END_M / 1_000
            yield spots[:-1][touching[1:]] * AT_END_M / 1_000


def _bounded(cell: Array, feet: Array) -> Array:
    """Return the part of a convex polygon that is nearer to 0, 0 than to some feet."""
    away = np.hypot(*feet.T)
    feet, away = feet[away > AT_END_M / 1e6], away[away > AT_END_M / 1e6]
    toward = feet / away[:, None]
    while len(cell):
        beyond = (cell @ toward.T - away / 2).max(axis=0)
        worst = int(beyond.argmax())
        if beyond[worst] < SETTLED_M:
            break
        cell = _cut(cell, toward[worst], away[worst] / 2)
    return cell


def _cut(cell: Array, toward: Array, halfway: float) -> Array:
    """Return the part of a convex polygon behind a line across a direction."""
    beyond = cell @ toward - halfway
    kept = []
    for here, there, a, b in zip(
        *(cell, np.roll(cell, -1, 0), beyond, np.roll(beyond, -1)), strict=True
    ):
        if a <= 0:
            kept.append(here)
        if (a < 0 < b) or (b < 0 < a):
            kept.append(here + (there - here) * (a / (a - b)))
    return np.array(kept).reshape(-1, 2)

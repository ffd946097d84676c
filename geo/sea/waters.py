"""The sea between the coasts on record, and what straight baselines cut off of it."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground
from geo.ground import prepared
from geo.sea import coasts
from geo.sea.space import Array

OPEN_SEA = shapely.Point(18.0, 34.0)
FRAME = shapely.difference(
    shapely.box(-6.0, 30.25, 42.0, 47.5), shapely.box(-7.0, 42.3, 1.2, 48.0)
)
"""The window in which the coasts are whole: the Mediterranean and the Black Sea."""

ASHORE_DEGREES = 0.1
"""A straight baseline that ends within this of the coast is taken to end on it."""


def internal_waters(coast: coasts.Coast) -> BaseGeometry:
    """Return the sea that a state's straight baselines cut off, in WGS84 (EPSG:4326).

    Parameters
    ----------
    coast : Coast
        With the baselines, as `geo.sea.coasts.select` returns it.

    Returns
    -------
    shapely.Geometry
        Polygon; empty if the coast has no baselines or they cut nothing off.

    Examples
    --------
    >>> internal_waters(coasts.select("malta")).is_empty
    True
    """
    drawn = [
        shapely.LineString(stretch.path)
        for stretch in coast.stretches
        if stretch.part == "baseline" and stretch.state in coasts.names()
    ]
    if not drawn:
        return shapely.Polygon()
    shore = sea().boundary
    ends = shapely.points([line.coords[i] for line in drawn for i in (0, -1)])
    steps = shapely.get_coordinates(shapely.shortest_line(ends, shore))
    start, stop = steps.reshape(-1, 2, 2).transpose(1, 0, 2)
    near = np.hypot(*(stop - start).T) < ASHORE_DEGREES
    # On past the shore: a line that ends on another may by rounding fall short of it.
    ashore = shapely.linestrings(np.stack([start, 2 * stop - start], 1)[near])
    noded = shapely.union_all([shore, *drawn, *ashore])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    wet = shapely.contains(sea(), shapely.point_on_surface(faces))
    return shapely.union_all(faces[wet & ~shapely.contains(faces, OPEN_SEA)])


@cache
def sea() -> BaseGeometry:
    """Return the sea between the coasts, islands cut out, in WGS84 (EPSG:4326).

    Examples
    --------
    >>> sea().contains(shapely.Point(18.0, 34.0))
    True
    """
    paths = [s.path for s in coasts.all_stretches()]
    lines = _each(shapely.linestrings, paths)
    edge = FRAME.boundary
    apart = shapely.is_ring(lines) & ~shapely.intersects(lines, edge)
    noded = shapely.union_all([*lines[~apart], edge])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    around: BaseGeometry = next(face for face in faces if face.contains(OPEN_SEA))
    first = shapely.get_point(lines[apart], 0)
    whole = [path for path, alone in zip(paths, apart, strict=True) if alone]
    islands = _each(shapely.linearrings, whole)
    islands = islands[shapely.contains(prepared(around), first)]
    rings = shapely.get_rings(around)
    made: BaseGeometry = shapely.polygons(rings[0], [*rings[1:], *islands])
    return made


def _each(make: Callable[..., Any], paths: Sequence[Array]) -> Array:
    """Return what is made of each of some paths, at one go."""
    which = np.repeat(np.arange(len(paths)), [len(path) for path in paths])
    return np.asarray(make(np.vstack(paths), indices=which))


@cache
def land() -> BaseGeometry:
    """Return the countries on the map, farther than the coasts, in WGS84 (EPSG:4326).

    Examples
    --------
    >>> land().contains(shapely.Point(18.0, 28.0))
    True
    """
    whole = shapely.union_all(ground.countries().geometry.to_numpy())
    return shapely.buffer(whole, SEAM_DEGREES)


SEAM_DEGREES = 0.02
"""Between neighbours on the map there are seams, narrower than this."""


@cache
def known() -> BaseGeometry:
    """Return the area for which the data tell land from sea, in WGS84 (EPSG:4326).

    Examples
    --------
    >>> known().contains(shapely.Point(-20.0, 40.0))
    False
    """
    return shapely.union(FRAME, land())

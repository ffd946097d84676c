"""Limits at a distance from a coast, and the waters that lines enclose."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import SeaError
from geo.ground import prepared
from geo.sea import evens, measures, tracing, waters
from geo.sea.coasts import Coast
from geo.sea.paths import NM

FINE_DEGREES = 0.02
"""Width of the grid that finds limits: every islet's own circle of 6 miles shows."""

WIDER = np.array([-0.1, -0.1, 0.1, 0.1])
"""Of bounds: lines must cross the edge of a water, not end on it."""

LEAST_NM, MOST_NM = 1.0, 1000.0
"""Between which distances limits are drawn."""


class Within(measures.Measure):
    """Distance to a coast less a fixed one: negative within it.

    Parameters
    ----------
    coast : Coast
    metres : float
    """

    def __init__(self, coast: Coast, metres: float) -> None:
        super().__init__([(coast, 1.0)], metres)


class Nearer(measures.Measure):
    """Distance to one coast less that to the nearest of others: negative if nearer.

    Parameters
    ----------
    own, other : Coast
    """

    def __init__(self, own: Coast, other: Coast) -> None:
        super().__init__([(own, 1.0), (other, -1.0)])


def limit(coast: Coast, nautical_miles: float) -> list[shapely.LineString]:
    """Return the line at a distance from a coast: the envelope of arcs around it.

    Parameters
    ----------
    coast : Coast
    nautical_miles : float
        Such as 12, 24, 62 or 200.

    Returns
    -------
    list of shapely.LineString
        WGS84 (EPSG:4326), on land too where the distance reaches across it, but not
        inside straight baselines; vertices lie at the distance to decimetres.

    Raises
    ------
    SeaError
        If the distance is none.

    Examples
    --------
    >>> from geo.sea import coasts
    >>> island = coasts.from_points([(15.0, 34.0), (15.1, 34.0)])
    >>> (line,) = limit(island, 12)
    >>> line.is_ring
    True
    """
    lines = envelope(coast, nautical_miles)
    return [shapely.LineString(line.points) for line in lines]


def check_distance(nautical_miles: float) -> None:
    """Raise if no limit is drawn at a distance.

    Examples
    --------
    >>> check_distance(12)
    """
    if not LEAST_NM <= nautical_miles <= MOST_NM:
        raise SeaError(
            "error.sea.limit", miles=nautical_miles, least=LEAST_NM, most=MOST_NM
        )


def check_apart(coast: Coast, third: Coast) -> None:
    """Raise if a coast that is to cut a line of another is part of that one.

    Examples
    --------
    >>> from geo.sea import coasts
    >>> check_apart(coasts.select("malta"), coasts.select("crete"))
    """
    if {*third.stretches} & {*coast.stretches}:
        raise SeaError("error.sea.own_coast", third=third.name, coast=coast.name)


def envelope(coast: Coast, nautical_miles: float) -> list[tracing.Trace]:
    """Return what `limit` does, with what controls each vertex.

    Examples
    --------
    >>> from geo.sea import coasts
    >>> island = coasts.from_points([(15.0, 34.0), (15.1, 34.0)])
    >>> (line,) = envelope(island, 12)
    >>> metres = island.nearest(line.points).metres
    >>> bool(abs(metres - 12 * NM).max() < 2)
    True
    """
    check_distance(nautical_miles)
    metres = nautical_miles * NM
    (west, south), (east, north) = coast.samples.min(0), coast.samples.max(0)
    up = metres / 110_000 + 0.1
    across = up / np.cos(np.radians(min(max(abs(south), abs(north)) + up, 89)))
    box = (west - across, south - up, east + across, north + up)
    fine = min(FINE_DEGREES * max(1.0, nautical_miles / 24), metres / 220_000)
    lines = tracing.trace(Within(coast, metres), box, fine)
    inside = waters.internal_waters(coast)
    if inside.is_empty:
        return lines
    return [part for line in lines for part in tracing.kept(line, _outside(inside))]


def _outside(shape: BaseGeometry) -> measures.Margin:
    """Return the margin that is positive outside a shape, WGS84."""
    within = tracing.within(shape)
    return lambda points: -within(points)


def zone(
    coast: Coast,
    nautical_miles: float,
    water: BaseGeometry | None = None,
    lines: Sequence[shapely.LineString] | None = None,
) -> BaseGeometry:
    """Return the water within a distance of a coast, such as its territorial sea.

    Parameters
    ----------
    coast : Coast
    nautical_miles : float
    water : shapely.Geometry, optional
        Where it may lie, WGS84; the sea between the coasts on record if left out.
    lines : sequence of shapely.LineString, optional
        What `limit` returns, if it is at hand.

    Returns
    -------
    shapely.Geometry
        Polygon in WGS84 (EPSG:4326). An island apart has an enclave of its own; waters
        inside straight baselines are internal and no part of it.

    Raises
    ------
    SeaError
        If the distance is none.

    Examples
    --------
    >>> from geo.sea import coasts, paths
    >>> island = coasts.from_points([(15.0, 34.0), (15.1, 34.0)])
    >>> round(paths.area_km2(zone(island, 12)), -1)
    1960.0
    """
    lines = limit(coast, nautical_miles) if lines is None else lines
    water = waters.sea() if water is None else water
    inside = waters.internal_waters(coast)
    if not inside.is_empty:
        water = shapely.difference(water, inside)
    if lines:
        bounds = shapely.total_bounds(np.array(lines)) + WIDER
        water = shapely.intersection(water, shapely.box(*bounds))
    return enclosed(lines, Within(coast, nautical_miles * NM), water)


def nearer(
    own: Coast,
    other: Coast,
    water: BaseGeometry | None = None,
    grid_degrees: float = tracing.GRID_DEGREES,
) -> BaseGeometry:
    """Return the water nearer to one coast than to any of others.

    Water off the end that two coasts share, as near to both, is neither's.

    Parameters
    ----------
    own, other : Coast
    water : shapely.Geometry, optional
        Where it may lie, WGS84; the sea between the coasts on record if left out.
    grid_degrees : float
        As in `geo.sea.tracing.trace`.

    Returns
    -------
    shapely.Geometry
        Polygon in WGS84 (EPSG:4326).

    Examples
    --------
    >>> from geo.sea import coasts
    >>> south = coasts.from_points([(15.0, 33.0), (16.0, 33.0)])
    >>> north = coasts.from_points([(15.0, 35.0), (16.0, 35.0)])
    >>> water = shapely.box(15, 33, 16, 35)
    >>> nearer(south, north, water).contains(shapely.Point(15.5, 33.5))
    True
    """
    water = waters.sea() if water is None else water
    measure = Nearer(own, other)
    # On land behind the end that two coasts share all is as near to both: a line that
    # is followed there turns up in thousands of pieces.
    lines = edges(measure, water, grid_degrees, tracing.within(water))
    shape = enclosed(lines, measure, water)
    return shapely.difference(shape, evens.even(own, other))


def edges(
    measure: measures.Measure,
    water: BaseGeometry,
    grid_degrees: float,
    wanted: measures.Margin | None = None,
) -> list[shapely.LineString]:
    """Return the lines, across land too, on which a measure is zero.

    Parameters
    ----------
    measure : geo.sea.measures.Measure
        Such as `Nearer`.
    water : shapely.Geometry
        Around which they are sought, WGS84.
    grid_degrees, wanted
        As in `geo.sea.tracing.trace`.

    Returns
    -------
    list of shapely.LineString
        WGS84 (EPSG:4326).

    Examples
    --------
    >>> from geo.sea import coasts
    >>> south = coasts.from_points([(15.0, 33.0), (16.0, 33.0)])
    >>> north = coasts.from_points([(15.0, 35.0), (16.0, 35.0)])
    >>> len(edges(Nearer(south, north), shapely.box(15, 33, 16, 35), 0.1))
    1
    """
    west, south, east, north = water.bounds + WIDER
    box = (west, south, east, north)
    traces = tracing.trace(measure, box, grid_degrees, wanted=wanted)
    return [shapely.LineString(line.points) for line in traces]


def enclosed(
    lines: Sequence[BaseGeometry], measure: measures.Measure, water: BaseGeometry
) -> BaseGeometry:
    """Return the parts of a water that lines cut off and where a measure is negative.

    Parameters
    ----------
    lines : sequence of shapely.LineString
    measure : geo.sea.measures.Measure
    water : shapely.Geometry
        Polygon in WGS84.

    Returns
    -------
    shapely.Geometry
        Polygon in WGS84 (EPSG:4326).

    Examples
    --------
    >>> from geo.sea import coasts
    >>> island = coasts.from_points([(15.0, 34.0), (15.1, 34.0)])
    >>> water = shapely.box(14, 33, 16, 35)
    >>> within = enclosed(limit(island, 12), Within(island, 12 * NM), water)
    >>> within.covers(shapely.Point(15.05, 34.1))
    True
    """
    drawn = shapely.union_all([water.boundary, *lines])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(drawn)))
    spots = shapely.point_on_surface(faces)
    wet = shapely.contains(prepared(water), spots)
    faces, spots = faces[wet], spots[wet]
    if not len(faces):
        return shapely.Polygon()
    negative = measure.read(shapely.get_coordinates(spots)).metres < 0
    return shapely.union_all(faces[negative])


def beside(line: shapely.LineString, side: str, width_m: float) -> BaseGeometry:
    """Return the corridor along one side of a line, square at its ends.

    Parameters
    ----------
    line : shapely.LineString
        WGS84.
    side : str
        ``left`` or ``right``, looking along the line.
    width_m : float

    Returns
    -------
    shapely.Geometry
        Polygon in WGS84 (EPSG:4326); its far edge is true to a few per cent.

    Examples
    --------
    >>> line = shapely.LineString([(15.0, 34.0), (16.0, 34.0)])
    >>> beside(line, "left", 1000.0).bounds[1]
    34.0
    """
    lat = shapely.get_coordinates(line)[:, 1].mean()
    stretch = np.array([np.cos(np.radians(lat)), 1.0])
    flat = shapely.transform(line, lambda xy: xy * stretch)
    signed = width_m / 111_000 * (1 if side == "left" else -1)
    strip = shapely.buffer(flat, signed, single_sided=True, join_style="mitre")
    return shapely.make_valid(shapely.transform(strip, lambda xy: xy / stretch))

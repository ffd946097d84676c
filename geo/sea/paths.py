"""Lines of each type drawn where they are, and their lengths and areas."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.transformer import AreaOfInterest, TransformerGroup
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geo.angles import check_coordinate
from geo.errors import PlaceError, SeaError, Text
from geo.ground import GEOD

NM = 1852.0
"""Metres in an international nautical mile."""

STEP_M = 5_000.0
"""Longest piece of a drawn line: a straight piece this long on a Mercator map strays
less than a metre from the geodesic."""

DATUMS = {"WGS84": 4326, "ED50": 4230, "WGS72": 4322}
"""EPSG codes of the datums in which positions are printed."""

UNSTATED = "unknown"
"""A datum or line type that the text does not state."""

Point = tuple[float, float]
"""Longitude and latitude, degrees."""


def checked(points: Sequence[Point], what: str | Text, least: int = 2) -> list[Point]:
    """Return points as floats, or raise saying which of them is none.

    Parameters
    ----------
    points : sequence of (lon, lat)
    what : str
        What errors call what the points make.
    least : int
        How many are needed.

    Returns
    -------
    list of (lon, lat)

    Raises
    ------
    SeaError
        If there are too few, if one is no pair of degrees on Earth, or if two that
        follow each other lie on either side of the antimeridian.

    Examples
    --------
    >>> checked([(13, 33), ("14", "34")], "a baseline")
    [(13.0, 33.0), (14.0, 34.0)]
    """
    path: list[Point] = []
    for number, point in enumerate(points, 1):
        try:
            lon, lat = map(float, point)
        except (TypeError, ValueError):
            raise SeaError(
                "error.sea.point", number=number, what=what, point=point
            ) from None
        try:
            check_coordinate(lat, lon)
        except PlaceError as error:
            raise SeaError(
                "error.sea.of_point", number=number, what=what, error=error
            ) from None
        if path and abs(lon - path[-1][0]) > 180:
            raise SeaError(
                "error.sea.antimeridian",
                what=what,
                before=path[-1][0],
                lon=lon,
                number=number,
            )
        path.append((lon, lat))
    if len(path) < least:
        counts = {1: Text("error.sea.one_point"), 2: Text("error.sea.two_points")}
        raise SeaError(
            "error.sea.few_points", what=what, least=counts[least], found=len(path)
        )
    return path


def geodesic(points: Sequence[Point]) -> LineString:
    """Return the geodesic through points, dense enough to be drawn straight.

    Parameters
    ----------
    points : sequence of (lon, lat)
        Two points or more, degrees, WGS84.

    Returns
    -------
    shapely.LineString
        WGS84 (EPSG:4326), with a vertex every `STEP_M` metres at least.

    Raises
    ------
    SeaError
        If there are fewer than two points, or one is none.

    Examples
    --------
    Between two points of one latitude it bends poleward.

    >>> round(geodesic([(20, 34), (24, 34)]).bounds[3], 3)
    34.016
    """
    return _joined(points, _geodesic_between)


def loxodrome(points: Sequence[Point]) -> LineString:
    """Return the line of constant bearing from each point to the next.

    Parameters
    ----------
    points : sequence of (lon, lat)
        Two points or more, degrees, WGS84.

    Returns
    -------
    shapely.LineString
        WGS84 (EPSG:4326), with a vertex every `STEP_M` metres at least.

    Raises
    ------
    SeaError
        If there are fewer than two points, or one is none.

    Examples
    --------
    >>> bearing_line = loxodrome([(20, 34), (24, 34)])
    >>> round(length_m(bearing_line) - length_m(geodesic([(20, 34), (24, 34)])))
    23
    """
    return _joined(points, _loxodrome_between)


def parallel(points: Sequence[Point]) -> LineString:
    """Return the line along the parallel of latitude that points share.

    Parameters
    ----------
    points : sequence of (lon, lat)
        Two points or more of one latitude, degrees, WGS84.

    Returns
    -------
    shapely.LineString
        WGS84 (EPSG:4326), with a vertex every `STEP_M` metres at least.

    Raises
    ------
    SeaError
        If there are fewer than two points, or they differ in latitude.

    Examples
    --------
    >>> line = parallel([(9, 32.5), (21, 32.5)])
    >>> {round(lat, 9) for _, lat in line.coords}
    {32.5}
    """
    points = checked(points, Text("error.sea.a_line"))
    latitudes = {round(lat, 9) for _, lat in points}
    if len(latitudes) > 1:
        raise SeaError(
            "error.sea.no_parallel", south=min(latitudes), north=max(latitudes)
        )
    return loxodrome(points)


LINE_TYPES: dict[str, Callable[[Sequence[Point]], LineString]] = {
    "geodesic": geodesic,
    "loxodrome": loxodrome,
    "parallel": parallel,
    UNSTATED: geodesic,
}
"""How lines of each type are drawn; those of unstated type as geodesics."""


def drawn(points: Sequence[Point], line_type: str) -> LineString:
    """Return a line of a type, dense enough to be drawn straight.

    Parameters
    ----------
    points : sequence of (lon, lat)
        Two points or more, degrees, WGS84.
    line_type : str
        One of `LINE_TYPES`.

    Returns
    -------
    shapely.LineString
        WGS84 (EPSG:4326), with a vertex every `STEP_M` metres at least.

    Raises
    ------
    SeaError
        If there is no such type, or the points are not fit for it.

    Examples
    --------
    >>> drawn([(15.0, 34.0), (20.0, 34.0)], "loxodrome").bounds
    (15.0, 34.0, 20.0, 34.0)
    """
    if line_type not in LINE_TYPES:
        raise SeaError(
            "error.sea.line_type", line_type=line_type, known=list(LINE_TYPES)
        )
    return LINE_TYPES[line_type](points)


def _joined(
    points: Sequence[Point], between: Callable[[Point, Point], list[Point]]
) -> LineString:
    points = checked(points, Text("error.sea.a_line"))
    path = [points[0]]
    for start, end in pairwise(points):
        path += [*between(start, end), end]
    return LineString(path)


def _geodesic_between(start: Point, end: Point) -> list[Point]:
    count = int(distance_m(start, end) // STEP_M)
    return list(GEOD.npts(*start, *end, count)) if count else []


def _isometric(lat: float | np.ndarray) -> np.ndarray:
    """Return isometric latitudes: on their scale every loxodrome is straight."""
    phi = np.radians(lat)
    e = math.sqrt(GEOD.es)
    return np.arcsinh(np.tan(phi)) - e * np.arctanh(e * np.sin(phi))


def _loxodrome_between(start: Point, end: Point) -> list[Point]:
    count = int(distance_m(start, end) // STEP_M)
    if not count:
        return []
    lats = np.linspace(start[1], end[1], count + 2)[1:-1]
    low, high = _isometric(start[1]), _isometric(end[1])
    if abs(end[1] - start[1]) < 1e-9:
        shares = np.linspace(0, 1, count + 2)[1:-1]
    else:
        shares = (_isometric(lats) - low) / (high - low)
    lons = start[0] + shares * (end[0] - start[0])
    return list(zip(lons.tolist(), lats.tolist(), strict=True))


def to_wgs84(points: Sequence[Point], datum: str) -> list[Point]:
    """Return positions printed in a datum as WGS84.

    Parameters
    ----------
    points : sequence of (lon, lat)
        Degrees in that datum.
    datum : str
        One of `DATUMS`, or ``unknown``: then nothing can be moved.

    Returns
    -------
    list of (lon, lat)
        Degrees, WGS84. All points go through the transformation that the EPSG registry
        has for the region of their middle, or nearest to it.

    Raises
    ------
    SeaError
        If the datum is unknown, or no way from it to WGS84; or if a point is none.

    Examples
    --------
    >>> [(lon, lat)] = to_wgs84([(15, 34)], "ED50")
    >>> round(distance_m((15, 34), (lon, lat)))
    143
    """
    if datum not in DATUMS and datum != UNSTATED:
        known = [*DATUMS, UNSTATED]
        raise SeaError("error.sea.datum", datum=datum, known=known)
    points = checked(points, Text("error.sea.a_line"), 0)
    if datum in ("WGS84", UNSTATED) or not points:
        return points
    lons, lats = zip(*points, strict=True)
    lon, lat = sum(lons) / len(lons), sum(lats) / len(lats)
    moved = _mover(datum, lon, lat).transform(lons, lats)
    return list(zip(*moved, strict=True))


def _mover(datum: str, lon: float, lat: float) -> Transformer:
    """Return the transformation of the region nearest to a place.

    Out at sea the EPSG registry has regions for some waters only; without one PROJ
    would leave ED50 positions where they are.
    """
    for reach in (0.1, 0.5, 1.0, 2.0, 4.0, 8.0):
        area = AreaOfInterest(lon - reach, lat - reach, lon + reach, lat + reach)
        transformers = TransformerGroup(
            CRS.from_epsg(DATUMS[datum]),
            CRS.from_epsg(4326),
            always_xy=True,
            area_of_interest=area,
            allow_ballpark=False,
        ).transformers
        if transformers:
            return transformers[0]
    raise SeaError("error.sea.datum_around", datum=datum, spot=f"{lat:.1f}, {lon:.1f}")


def length_m(points: Sequence[Point] | LineString) -> float:
    """Return the length of a line along geodesics on WGS84, in metres.

    Examples
    --------
    >>> round(length_m([(15, 33), (15, 34)]))
    110913
    """
    coords = points.coords if isinstance(points, LineString) else points
    lons, lats = zip(*coords, strict=True)
    return float(GEOD.line_length(lons, lats))


def area_km2(shape: BaseGeometry) -> float:
    """Return the area of a WGS84 shape on the ellipsoid, in square kilometres.

    Its edges are taken as straight on the map, as they are drawn.

    Examples
    --------
    >>> round(area_km2(shapely.box(15, 33, 16, 34)))
    10306
    """
    dense = shapely.segmentize(shape, 0.05)
    oriented = shapely.orient_polygons(dense, exterior_cw=False)
    return float(GEOD.geometry_area_perimeter(oriented)[0]) / 1e6


def distance_m(a: Point, b: Point) -> float:
    """Return the geodesic distance of two points on WGS84, in metres.

    Examples
    --------
    >>> round(distance_m((15, 33), (16, 33)) / NM, 1)
    50.5
    """
    return float(GEOD.inv(*a, *b)[2])

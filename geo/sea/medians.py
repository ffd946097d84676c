"""Equidistance lines, with their turning points and the base points behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import SeaError
from geo.ground import GEOD
from geo.sea import coasts, measures, paths, tracing, waters
from geo.sea.coasts import Coast
from geo.sea.limits import Nearer, check_apart
from geo.sea.paths import NM, Point
from geo.sea.space import Array

REACH_M = 200 * NM
"""How far from either coast a median is drawn: no state claims more."""


@dataclass(frozen=True)
class BasePoint:
    """A point of a coast that controls a stretch of a median.

    Attributes
    ----------
    lon, lat : float
        Degrees, WGS84.
    state : str
        Whose coast.
    place : str
        The island it lies on, ``mainland`` or ``baseline``; empty for an unnamed islet.
    place_ar : str
        The island's Arabic name; empty where it has none.
    """

    lon: float
    lat: float
    state: str
    place: str
    place_ar: str


@dataclass(frozen=True)
class Stretch:
    """A stretch of a median that one pair of base points controls.

    Attributes
    ----------
    points : tuple of (lon, lat)
        From one turning point to the next; degrees, WGS84.
    base : tuple of BasePoint
        One of each coast, at the stretch's middle. Where islands count half, one of
        each coast with islands, and then those without where they are others.
    distance_nm : float
        From there to both; where islands count half, the mean of that with islands and
        that without, which is the same for both coasts.
    """

    points: tuple[Point, ...]
    base: tuple[BasePoint, ...]
    distance_nm: float


@dataclass(frozen=True)
class Median:
    """An equidistance line.

    Attributes
    ----------
    lines : list of shapely.LineString
        WGS84 (EPSG:4326), westernmost start first.
    stretches : list of list of Stretch
        Of each line, in order; their ends are its turning points.
    length_nm : float
        Of all lines together.
    """

    lines: list[shapely.LineString]
    stretches: list[list[Stretch]]
    length_nm: float


def between(
    first: Coast,
    second: Coast,
    water: BaseGeometry | None = None,
    third: Coast | None = None,
) -> Median:
    """Return the line whose every point is as far from one coast as from another.

    Parameters
    ----------
    first, second : Coast
    water : shapely.Geometry, optional
        Where to draw it, WGS84; the sea between the coasts on record if left out.
    third : Coast, optional
        Cut the line where this one is nearer than both: there it ends in tripoints.

    Returns
    -------
    Median
        Within 200 nautical miles of both coasts. Vertices are equidistant to
        a metre, pieces stray two metres at most from the true line.

    Raises
    ------
    SeaError
        If the coasts overlap, cross or touch other than end to end, or if they nowhere
        lie within 400 nautical miles of each other.

    Examples
    --------
    >>> south = coasts.from_points([(15.0, 33.0), (16.0, 33.0)])
    >>> north = coasts.from_points([(15.0, 35.0), (16.0, 35.0)])
    >>> line = between(south, north, shapely.box(15, 33, 16, 35)).lines[0]
    >>> round(line.centroid.y, 1)
    34.0
    """
    _check_apart(first, second)
    return _median(Nearer(first, second), [(first, second)], water, third)


def named(
    first: str,
    second: str,
    islands: str = "full",
    apart: str = "",
    baselines: coasts.Baselines = (),
) -> Median:
    """Return the median of two named coasts.

    Parameters
    ----------
    first, second : str
        As in `geo.sea.coasts.select`.
    islands : str
        ``full``: islands count as the mainland does. ``none``: not at all. ``half``:
        the line lies where the distances with and without islands, averaged, agree;
        that is half-way between the two lines.
    apart : str
        Cut the line where this coast is nearer than both; empty: nowhere.
    baselines : tuple of (state, points)
        The straight baselines on record.

    Returns
    -------
    Median

    Raises
    ------
    SeaError
        As in `between`, or if a name or an effect is unknown.

    Examples
    --------
    >>> named("malta", "kerkennah").length_nm > 0
    True
    """
    if islands not in coasts.EFFECTS:
        raise SeaError("error.sea.islands", islands=islands, known=list(coasts.EFFECTS))

    def pair(effect: str) -> tuple[Coast, Coast]:
        one, two = (coasts.select(n, effect, baselines) for n in (first, second))
        _check_apart(one, two)
        return one, two

    third = None
    if apart:
        third = coasts.select(apart, islands.replace("half", "full"), baselines)
        for coast in pair("none" if islands == "none" else "full"):
            check_apart(coast, third)
    if islands != "half":
        return between(*pair(islands), None, third)
    full, none = pair("full"), pair("none")
    return _median(_half(full, none), [full, none], None, third)


def _half(full: tuple[Coast, Coast], none: tuple[Coast, Coast]) -> measures.Measure:
    """Return the mean of what two pairs of coasts measure: islands with half effect."""
    (one, two), (bare_one, bare_two) = full, none
    return measures.Measure(
        [(one, 0.5), (two, -0.5), (bare_one, 0.5), (bare_two, -0.5)]
    )


def _median(
    measure: measures.Measure,
    pairs: Sequence[tuple[Coast, Coast]],
    water: BaseGeometry | None,
    third: Coast | None,
) -> Median:
    """Return the zero of a measure between two coasts, or two versions of them."""
    first, second = pairs[0]
    water = waters.sea() if water is None else water

    def reach(points: Array) -> Array:
        metres = (coast.nearest(points).metres for coast in (first, second))
        return np.asarray(REACH_M - np.maximum(*metres))

    def near(points: Array) -> Array:
        metres = (coast.rough_m(points) for coast in (first, second))
        far = REACH_M + 1_000.0 - np.maximum(*metres)
        return np.asarray(np.minimum(wet(points), far))

    wet = tracing.within(water)
    margins = [wet, reach]
    if third is not None:
        margins.append(_farther(third, first))
    window = _window(first, second, water)
    pieces = tracing.trace(measure, window, wanted=near)
    for margin in margins:
        pieces = [p for piece in pieces for p in tracing.kept(piece, margin, measure)]
    for spot in _meetings(first, second):
        pieces = [p for piece in pieces for p in _to_meeting(piece, spot, measure)]
    pieces = [_eastward(piece) for piece in pieces]
    if not pieces:
        raise _no_median(first, second, third)
    pieces.sort(key=lambda piece: (piece.points[0, 0], piece.points[0, 1]))
    lines = [shapely.LineString(piece.points) for piece in pieces]
    return Median(
        lines=lines,
        stretches=[list(_stretches(piece, pairs)) for piece in pieces],
        length_nm=sum(paths.length_m(line) for line in lines) / NM,
    )


def _meetings(first: Coast, second: Coast) -> list[Point]:
    """Return where two coasts meet end to end."""
    ends = [
        {tuple(s.path[i].tolist()) for s in coast.stretches for i in (0, -1)}
        for coast in (first, second)
    ]
    return sorted(ends[0] & ends[1])


def _to_meeting(
    line: tracing.Trace, spot: Point, measure: measures.Measure
) -> Iterator[tracing.Trace]:
    """Yield a line, led straight on to where the coasts meet if that is nearest to it.

    Off a cape that is a border all water is as far from both, as far as the cape is
    nearest: any line in it were one of equidistance, and the shortest is drawn.
    """
    lons, lats = line.points.T
    away = np.asarray(GEOD.inv(lons, lats, *np.full_like(line.points, spot).T)[2])
    if away[[0, -1]].min() > REACH_M:
        yield line
        return
    nearest = [coast.nearest(line.points).metres for coast, _ in measure.terms]
    flat = (away < np.min(nearest, axis=0) + FLAT_M) & (away > FLAT_M)
    if not flat[[0, -1]].any():
        yield line
        return
    sloping = np.flatnonzero(~flat)
    if not len(sloping):
        return
    points, key, corner = line.points, line.key, line.corner
    first, last = max(sloping[0] - 1, 0), min(sloping[-1] + 1, len(flat) - 1)
    points, key, corner = (part[first : last + 1] for part in (points, key, corner))
    for at, is_flat in ((0, flat[0]), (len(points), flat[-1])):
        if is_flat:
            where = at if at == 0 else len(points)
            points = np.insert(points, where, spot, axis=0)
            key = np.insert(key, where, key[min(where, len(key) - 1)], axis=0)
            corner = np.insert(corner, where, False)
            corner[1 if where == 0 else -2] = True
    yield tracing.Trace(points, key, corner)


FLAT_M = 0.1
"""How much nearer than the border something else may be where the border is nearest."""


def _window(
    first: Coast, second: Coast, water: BaseGeometry
) -> tuple[float, float, float, float]:
    """Return the box in which both coasts are within reach."""
    if water.is_empty:
        raise _no_median(first, second, None)
    boxes = [water.bounds]
    for coast in (first, second):
        (west, south), (east, north) = coast.samples.min(0), coast.samples.max(0)
        high = max(abs(south), abs(north))
        up = REACH_M / 110_500
        across = up / max(np.cos(np.radians(min(high + up, 89))), 0.02)
        boxes.append((west - across, south - up, east + across, north + up))
    west, south = np.max([box[:2] for box in boxes], axis=0).tolist()
    east, north = np.min([box[2:] for box in boxes], axis=0).tolist()
    if west >= east or south >= north:
        raise _no_median(first, second, None)
    return west, south, east, north


def _farther(third: Coast, first: Coast) -> measures.Margin:
    """Return the margin that is positive where one coast is farther than another."""

    def margin(points: Array) -> Array:
        far, near = third.nearest(points), first.nearest(points)
        return np.asarray(far.metres - near.metres)

    return margin


def _no_median(first: Coast, second: Coast, third: Coast | None) -> SeaError:
    reach = round(REACH_M / NM)
    names = {"first": first.name, "second": second.name, "miles": reach}
    if third is None:
        return SeaError("error.sea.no_median", **names)
    return SeaError("error.sea.no_median_by", **names, third=third.name)


def _eastward(line: tracing.Trace) -> tracing.Trace:
    """Return a line from its western end to its eastern one."""
    if line.points[0, 0] <= line.points[-1, 0]:
        return line
    return tracing.Trace(line.points[::-1], line.key[::-1], line.corner[::-1])


def _stretches(
    line: tracing.Trace, pairs: Sequence[tuple[Coast, Coast]]
) -> Iterator[Stretch]:
    """Yield the stretches of a line, each with its base points."""
    ends = [0, *np.flatnonzero(line.corner).tolist(), len(line.points) - 1]
    runs = [(a, b) for a, b in pairwise(ends) if b > a]
    middles = np.array([_middle(line.points[a : b + 1]) for a, b in runs])
    readings = [(coast, coast.nearest(middles)) for pair in pairs for coast in pair]
    metres = np.mean([reading.metres for _, reading in readings[::2]], axis=0)
    for i, (a, b) in enumerate(runs):
        base = [_base_point(coast, reading, i) for coast, reading in readings]
        yield Stretch(
            points=tuple(map(tuple, line.points[a : b + 1].tolist())),
            base=tuple(dict.fromkeys(base)),
            distance_nm=float(metres[i]) / NM,
        )


def _middle(points: Array) -> Point:
    """Return the point half-way along a line."""
    flat = points * (np.cos(np.radians(points[0, 1])), 1.0)
    gone = np.append(0.0, np.cumsum(np.hypot(*np.diff(flat, axis=0).T)))
    half = gone[-1] / 2
    lon, lat = (float(np.interp(half, gone, column)) for column in points.T)
    return lon, lat


def _base_point(coast: Coast, reading: coasts.Nearest, i: int) -> BasePoint:
    stretch = coast.stretches[int(reading.stretch[i])]
    place = stretch.name_en or ("" if stretch.part == "island" else stretch.part)
    lon, lat = reading.foot[i].tolist()
    return BasePoint(lon, lat, stretch.state, place, stretch.name_ar)


def _check_apart(first: Coast, second: Coast) -> None:
    """Raise unless two coasts are apart, or neighbours that meet end to end."""
    shapes = [
        shapely.MultiLineString([s.path for s in coast.stretches])
        for coast in (first, second)
    ]
    meeting = shapely.intersection(shapes[0], shapes[1])
    if meeting.is_empty:
        return
    ends = _meetings(first, second)
    parts = shapely.get_parts(meeting)
    for part in parts:
        spot = part.coords[0]
        if part.geom_type != "Point" or spot not in ends:
            raise SeaError(
                "error.sea.touch",
                first=first.name,
                second=second.name,
                spot=f"{spot[1]:.4f}, {spot[0]:.4f}",
            )

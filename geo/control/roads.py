"""Where roads run between their places: straight, or along the shore of a bay."""

from collections.abc import Hashable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import combinations, pairwise
from typing import TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground

INLAND_M = 600.0
"""A road that would leave the land keeps so far from the shore."""

FINE_M = 250.0
"""Bends of the shore that are finer do not matter to a road."""

AROUND_M = 60_000.0
"""So far around a straight line a way on land is looked for."""

Knot = TypeVar("Knot", bound=Hashable)


def line(stops: Sequence[shapely.Point]) -> shapely.LineString:
    """Return the line of a road through places.

    Parameters
    ----------
    stops : sequence of shapely.Point
        In WGS84 (EPSG:4326), two at least.

    Returns
    -------
    shapely.LineString
        In WGS84. All stops are vertices of it. From one to the next it runs straight
        where that is Libyan ground, else the shortest way on such ground: no source
        says where the road bends, but it is no bridge.

    Examples
    --------
    >>> line([shapely.Point(13, 32), shapely.Point(13, 31)]).wkt
    'LINESTRING (13 32, 13 31)'
    """
    xy = [shapely.get_coordinates(stops[0])[0].tolist()]
    for first, last in pairwise(stops):
        bends = _bends(first, last)
        xy += [*bends, shapely.get_coordinates(last)[0].tolist()]
    return shapely.LineString(xy)


def stages(
    road: BaseGeometry, stops: Sequence[shapely.Point]
) -> list[shapely.LineString]:
    """Return the stages of a road, from each place to the next.

    Parameters
    ----------
    road : shapely.LineString
        As `line` returns it.
    stops : sequence of shapely.Point

    Examples
    --------
    >>> stops = [shapely.Point(0, 0), shapely.Point(2, 0), shapely.Point(3, 0)]
    >>> road = shapely.LineString([(0, 0), (1, 1), (2, 0), (3, 0)])
    >>> [len(stage.coords) for stage in stages(road, stops)]
    [3, 2]
    """
    xy = shapely.get_coordinates(road)
    at, ends = 0, []
    for stop in shapely.get_coordinates(stops):
        at += int(np.argmax((xy[at:] == stop).all(axis=1)))
        ends.append(at)
    return [shapely.LineString(xy[i : k + 1]) for i, k in pairwise(ends)]


def shortest(
    lengths: Mapping[Knot, Mapping[Knot, float]], first: Knot, last: Knot
) -> list[Knot] | None:
    """Return the shortest way through a net, if there is one (Dijkstra's algorithm).

    Parameters
    ----------
    lengths : mapping
        How far each knot lies from those next to it.
    first, last : hashable
        Knots.

    Examples
    --------
    >>> shortest({"a": {"b": 1, "c": 4}, "b": {"c": 1}, "c": {}}, "a", "c")
    ['a', 'b', 'c']
    """
    before: dict[Knot, Knot] = {}
    ahead: list[tuple[float, int, Knot, Knot]] = [(0.0, 0, first, first)]
    tried = 0
    while ahead:
        far, _, here, came_from = heappop(ahead)
        if here in before:
            continue
        before[here] = came_from
        if here == last:
            break
        for there, length in lengths.get(here, {}).items():
            if there not in before:
                tried += 1
                heappush(ahead, (far + length, tried, there, here))
    if last not in before:
        return None
    way = [last]
    while way[-1] != first:
        way.append(before[way[-1]])
    return way[::-1]


def _bends(first: shapely.Point, last: shapely.Point) -> list[list[float]]:
    """Return where a way between two points bends so as to stay on land, in degrees."""
    ends = ground.metric_points(*shapely.get_coordinates([first, last]).T)
    straight = shapely.LineString(ends)
    libya = ground.projected_libya()
    if shapely.covers(libya, straight):
        return []
    near = shapely.intersection(libya, shapely.buffer(straight, AROUND_M))
    inland = shapely.simplify(shapely.buffer(near, -INLAND_M), FINE_M)
    if inland.is_empty:
        return []
    entered = [shapely.shortest_line(inland, end).coords[0] for end in ends]
    knots = [*entered, *map(tuple, shapely.get_coordinates(inland).tolist())]
    knots = [*dict.fromkeys((round(x), round(y)) for x, y in knots)]
    pairs = [*combinations(knots, 2)]
    ways = np.array([shapely.LineString(pair) for pair in pairs], dtype=object)
    open_ = shapely.covers(ground.prepared(shapely.buffer(inland, 2.0)), ways)
    lengths: dict[tuple[int, int], dict[tuple[int, int], float]] = {}
    for (one, other), km, free in zip(pairs, shapely.length(ways), open_, strict=True):
        if free:
            lengths.setdefault(one, {})[other] = float(km)
            lengths.setdefault(other, {})[one] = float(km)
    from_, to = ((round(x), round(y)) for x, y in entered)
    way = shortest(lengths, from_, to) or []
    bends = [spot for spot in way if _apart(spot, ends)]
    if not bends:
        return []
    degrees = ground.in_degrees(shapely.MultiPoint(bends))
    return [[round(x, 4), round(y, 4)] for x, y in shapely.get_coordinates(degrees)]


def _apart(spot: tuple[int, int], ends: np.ndarray) -> bool:
    """Return whether a spot is not one of two ends itself."""
    return bool((shapely.distance(ends, shapely.Point(spot)) > 1.0).all())

"""The parts of a limit at sea, and of its zone, that lie nearer to other states."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground import GEOD, prepared
from geo.sea import cached, coasts, limits, tracing, waters
from geo.sea.coasts import Coast
from geo.sea.measures import Margin
from geo.sea.paths import NM
from geo.sea.space import Array

HAIR_M = 0.1
"""By how much others must be nearer, so that what is as near to both is not theirs."""

OFF_M = 25_000.0
"""No point of a coast lies so far from its nearest vertex."""


@dataclass(frozen=True)
class Part:
    """A part of a limit at sea, or on land, where no coast is compared.

    Attributes
    ----------
    line : shapely.LineString
        WGS84 (EPSG:4326).
    nearer_to : str
        The state whose coast is nearer there; empty if none is.
    on_land : bool
    """

    line: shapely.LineString
    nearer_to: str
    on_land: bool


@dataclass(frozen=True)
class Zone:
    """A limit, and the water within.

    Attributes
    ----------
    parts : list of Part
    water : shapely.Geometry
        WGS84 (EPSG:4326).
    km2_beyond : float
        How much of the water lies nearer to other states.
    """

    parts: list[Part]
    water: BaseGeometry
    km2_beyond: float


def zone(
    name: str, nautical_miles: float, apart: str = "", straight: coasts.Baselines = ()
) -> Zone:
    """Return a limit and the water within, from the cache where it can.

    Parameters
    ----------
    name, apart : str
        The coast, and one that cuts its limit, as `geo.sea.coasts.select` names them.
    nautical_miles : float
    straight : tuple of (state, points)
        The straight baselines on record.

    Returns
    -------
    Zone

    Raises
    ------
    SeaError
        If a coast or the distance is none, or a coast were to cut its own limit.

    Examples
    --------
    >>> round(zone("malta", 1).km2_beyond)
    0
    """
    shore = coasts.select(name, "full", straight)
    other = coasts.select(apart, "full", straight) if apart else None
    if other:
        limits.check_apart(shore, other)
    limits.check_distance(nautical_miles)
    key = ("limit", name, apart, float(nautical_miles), straight)
    return cached.cached(key, lambda: _zone(shore, nautical_miles, other), _dump, _load)


def _zone(shore: Coast, nautical_miles: float, third: Coast | None) -> Zone:
    traces = limits.envelope(shore, nautical_miles)
    found = parts(shore, nautical_miles, third, traces)
    water = limits.zone(shore, nautical_miles, None, list(map(_line, traces)))
    beyond = 0.0
    if third:
        found = [part for part in found if not part.nearer_to]
        water = limits.nearer(shore, third, water, limits.FINE_DEGREES)
    if third or any(part.nearer_to for part in found):
        beyond = nearer_to_others(shore, nautical_miles, water)
    return Zone(found, water, beyond)


def _dump(found: Zone) -> bytes:
    about = [[part.nearer_to, part.on_land] for part in found.parts]
    shapes = [found.water, *(part.line for part in found.parts)]
    head = json.dumps([found.km2_beyond, about]).encode()
    return head + b"\n" + shapely.to_wkb(shapely.GeometryCollection(shapes))


def _load(data: bytes) -> Zone:
    head, _, shapes = data.partition(b"\n")
    km2, about = json.loads(head)
    water, *lines = shapely.get_parts(shapely.from_wkb(shapes))
    found = [Part(line, *part) for line, part in zip(lines, about, strict=True)]
    return Zone(found, water, km2)


def parts(
    coast: Coast,
    nautical_miles: float,
    others: Coast | None = None,
    lines: Sequence[tracing.Trace] | None = None,
) -> list[Part]:
    """Return a limit in parts: at sea, on land, and where other coasts are nearer.

    Parameters
    ----------
    coast : Coast
    nautical_miles : float
    others : Coast, optional
        The coasts to compare with; those of all other states if left out.
    lines : sequence of geo.sea.tracing.Trace, optional
        What `geo.sea.limits.envelope` returns, if it is at hand.

    Returns
    -------
    list of Part

    Raises
    ------
    SeaError
        If the distance is none.

    Examples
    --------
    >>> island = coasts.from_points([(15.0, 34.0), (15.1, 34.0)])
    >>> [(part.nearer_to, part.on_land) for part in parts(island, 12)]
    [('', False)]
    """
    metres = nautical_miles * NM
    near = others_near(coast, metres) if others is None else others
    wet, framed = tracing.within(waters.sea()), tracing.within(waters.FRAME)
    result = []
    for line in limits.envelope(coast, nautical_miles) if lines is None else lines:
        inside = (framed(line.points) > 0).all()
        known = framed if inside else tracing.within(waters.known())
        dry = tracing.kept(line, _ashore(wet, known))
        result += [Part(_line(part), "", True) for part in dry]
        for part in tracing.kept(line, wet):
            result += _by_state(part, near, metres)
    return result


def _ashore(wet: Margin, known: Margin) -> Margin:
    def margin(points: Array) -> Array:
        return np.minimum(-wet(points), known(points))

    return margin


def _by_state(line: tracing.Trace, others: Coast | None, metres: float) -> list[Part]:
    """Return a limit at sea in parts: where other coasts are nearer, and the rest."""
    if others is None:
        return [Part(_line(line), "", False)]

    whole = others.nearest(line.points).metres - metres

    def free(points: Array) -> Array:
        if points is line.points:
            return whole
        return np.asarray(others.nearest(points).metres - metres)

    result = [Part(_line(part), "", False) for part in tracing.kept(line, free)]
    for beyond in tracing.kept(line, lambda points: -free(points) - 0.01):
        middle = beyond.points[[len(beyond.points) // 2]]
        stretch = others.stretches[int(others.nearest(middle).stretch[0])]
        result.append(Part(_line(beyond), stretch.state, False))
    return result


def _line(trace: tracing.Trace) -> shapely.LineString:
    return shapely.LineString(trace.points)


@cache
def others_near(coast: Coast, metres: float) -> Coast | None:
    """Return all coasts of other states that may be nearer within a distance.

    Parameters
    ----------
    coast : Coast
    metres : float

    Returns
    -------
    Coast or None
        None if there is none.

    Examples
    --------
    >>> near = others_near(coasts.select("malta"), 60_000)
    >>> {stretch.state for stretch in near.stretches}
    {'italy'}
    """
    own = {stretch.state for stretch in coast.stretches}
    others = [s for s in coasts.all_stretches() if s.state not in own]
    # What is nearer to a point lies no farther off than twice its distance.
    vertices = np.vstack([stretch.path for stretch in others])
    reached = coast.reaches(vertices, 2 * metres + OFF_M)
    begins = np.cumsum([0, *(len(stretch.path) for stretch in others[:-1])])
    wanted = np.logical_or.reduceat(reached, begins)
    near = [s for s, good in zip(others, wanted, strict=True) if good]
    return Coast(near, "others") if near else None


def nearer_to_others(coast: Coast, nautical_miles: float, water: BaseGeometry) -> float:
    """Return how much of a coast's zone lies nearer to other states, in square km.

    Summed over cells, cut in four as long as an edge may run through them. A traced
    edge will not do: off the end that two coasts share, wide water is as near to both,
    and nothing leads to where it ends.

    Examples
    --------
    >>> island = coasts.from_points([(18.0, 34.0), (18.1, 34.0)])
    >>> nearer_to_others(island, 12, limits.zone(island, 12))
    0.0
    """
    others = others_near(coast, nautical_miles * NM)
    if others is None:
        return 0.0
    km2, level = 0.0, 0
    size = CELL_DEGREES * max(1.0, nautical_miles / 12)
    west, south, east, north = water.bounds
    rows, columns = np.arange(south, north, size), np.arange(west, east, size)
    cells = np.stack(np.meshgrid(columns, rows), 2).reshape(-1, 2) + size / 2
    near = nautical_miles * NM + size * 111_700
    cells = cells[others.reaches(cells, near)]
    while len(cells):
        metres = others.nearest(cells).metres - coast.nearest(cells).metres
        # Across half a cell both distances change by no more than the way.
        reach = 2 * size / 2**0.5 * 111_700
        some = metres <= reach
        cells, metres = cells[some], metres[some]
        if level == 0:
            around = shapely.union_all(_boxes(cells, size))
            water = prepared(shapely.intersection(water, around))
        wet = shapely.intersects(_boxes(cells, size), water)
        cells, metres = cells[wet], metres[wet]
        sure = reach if level < LEVELS else HAIR_M
        km2 += _km2_within(cells[metres < -sure], size, water)
        if level == LEVELS:
            break
        cells = cells[np.abs(metres) <= reach]
        level, size = level + 1, size / 2
        quarters = np.array([(-1, -1), (-1, 1), (1, -1), (1, 1)]) * size / 2
        cells = (cells[:, None] + quarters).reshape(-1, 2)
    return km2


CELL_DEGREES, LEVELS = 0.1, 5
"""Width of cells for a zone of 12 miles, and how often they are cut: to 350 m."""


def _boxes(cells: Array, size: float) -> Array:
    (lon, lat), half = cells.T, size / 2
    boxes = shapely.box(lon - half, lat - half, lon + half, lat + half)
    return np.asarray(boxes)


def _km2_within(cells: Array, size: float, water: BaseGeometry) -> float:
    """Return how much of some cells lies in a water, in square km."""
    boxes = _boxes(cells, size)
    share = np.ones(len(cells))
    cut = ~shapely.covers(water, boxes)
    share[cut] = shapely.area(shapely.intersection(boxes[cut], water)) / size**2
    lat = np.radians(cells[:, 1])
    curved = 1 - GEOD.es * np.sin(lat) ** 2
    square = GEOD.a**2 * (1 - GEOD.es) / curved**2 * np.cos(lat) * np.radians(size) ** 2
    return float(np.sum(share * square)) / 1e6

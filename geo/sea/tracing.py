"""Traces the line on which a measure of position is zero, exact to metres."""

from collections.abc import Iterator
from dataclasses import dataclass

import contourpy
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground import GEOD, prepared
from geo.sea import joining, marching
from geo.sea.measures import SETTLED_M, Chain, Margin, Measure, Reading, moved
from geo.sea.space import Array

STRAIGHT_M = 2.0
"""How far a traced line may stray from the true one between two vertices."""

SHORTEST_M = 5.0
"""Pieces shorter than this are not cut again: a corner lies within them."""

GRID_DEGREES = 0.04


@dataclass(frozen=True)
class Trace:
    """A traced line.

    Attributes
    ----------
    points : numpy.ndarray
        Longitudes and latitudes, one row a vertex.
    key : numpy.ndarray
        What controls the measure at each vertex, as in `Reading`.
    corner : numpy.ndarray
        Whether a vertex is a turning point: there what controls the line changes.
    """

    points: Array
    key: Array
    corner: Array


def trace(
    measure: Measure,
    box: tuple[float, float, float, float],
    grid_degrees: float = GRID_DEGREES,
    straight_m: float = STRAIGHT_M,
    wanted: Margin | None = None,
) -> list[Trace]:
    """Return the lines in a box on which a measure is zero.

    A grid finds where the lines run; every vertex is then moved onto its line, and
    vertices are added until no piece strays from it.

    Parameters
    ----------
    measure : Measure
    box : (west, south, east, north)
        Degrees.
    grid_degrees : float
        Width of the grid; what is much smaller may be missed.
    straight_m : float
        How far a piece may stray from the true line.
    wanted : callable, optional
        Positive at points where lines are needed, as in `kept`; far from there they may
        be missing.

    Returns
    -------
    list of Trace

    Examples
    --------
    >>> from geo.sea import coasts
    >>> island = coasts.from_points([(15.0, 34.0), (15.1, 34.0)])
    >>> (line,) = trace(Measure([(island, 1.0)], 10_000.0), (14, 33, 16, 35))
    >>> (line.points[0] == line.points[-1]).all().item()
    True
    """
    west, south, east, north = box
    lons = np.linspace(west, east, max(2, round((east - west) / grid_degrees) + 1))
    lats = np.linspace(south, north, max(2, round((north - south) / grid_degrees) + 1))
    values = _on_grid(measure, lons, lats)
    lines = contourpy.contour_generator(lons, lats, values).lines(0.0)
    followed = []
    for line in map(np.asarray, lines):
        for run in runs(_around(line, wanted)):
            points, good, read = _settle(measure, line[run])
            if good.sum() > 1:
                chain = _chain(points[good], read.key[good], read.slope[good])
                followed.append(_refined(measure, chain, straight_m))
    chains = joining.join(measure, followed, marching.Bounds(box, wanted), straight_m)
    refined = [_refined(measure, chain, straight_m) for chain in chains]
    traces = [_tidy(chain, straight_m) for chain in refined]
    return [made for made in traces if made is not None]


AROUND = 2
"""How many vertices of a grid's line are kept beyond where it is wanted."""


def _around(line: Array, wanted: Margin | None) -> Array:
    """Return which vertices of a line are where it is wanted, or next to those."""
    if wanted is None:
        return np.ones(len(line), bool)
    spread = np.ones(2 * AROUND + 1)
    return np.convolve(wanted(line) >= 0, spread, "same")[: len(line)] > 0


COARSE = 5
"""Every so many-th line of a grid is read first."""


ROUGH_M = 400.0
"""By how much a rough distance may be wrong, where two are compared."""


def _on_grid(measure: Measure, lons: Array, lats: Array) -> Array:
    """Return a measure on a grid, exact in sign; where it is far from zero, roughly.

    No measure changes by more than the way one goes times its weights, so most of the
    grid need not be read.
    """
    rows = np.minimum(np.round(np.arange(len(lats)) / COARSE) * COARSE, len(lats) - 1)
    columns = np.minimum(
        np.round(np.arange(len(lons)) / COARSE) * COARSE, len(lons) - 1
    )
    rows, columns = rows.astype(int), columns.astype(int)
    some_rows, at_row = np.unique(rows, return_inverse=True)
    some_columns, at_column = np.unique(columns, return_inverse=True)
    coarse = _rough(measure, lons[some_columns][None, :], lats[some_rows][:, None])
    values = coarse[np.ix_(at_row, at_column)]
    step = np.hypot(lons[1] - lons[0], lats[1] - lats[0]) * 111_700
    near = np.abs(values) <= measure.steepest * (step * (COARSE / 2 + 2) + 1_000)
    row, column = np.nonzero(near)
    values[near] = _rough(measure, lons[column], lats[row])
    row, column = np.nonzero(np.abs(values) <= measure.steepest * ROUGH_M)
    if len(row):
        close = np.column_stack([lons[column], lats[row]])
        values[row, column] = measure.read(close).metres
    return values


def _rough(measure: Measure, lons: Array, lats: Array) -> Array:
    lons, lats = np.broadcast_arrays(lons, lats)
    points = np.column_stack([lons.ravel(), lats.ravel()])
    return np.asarray(measure.rough(points)).reshape(lons.shape)


def runs(good: Array) -> list[Array]:
    """Return the runs of neighbours that are good, as indices.

    Examples
    --------
    >>> [run.tolist() for run in runs(np.array([True, True, False, True]))]
    [[0, 1], [3]]
    """
    if not good.any():
        return []
    turns = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(np.int8), [0]])))
    return [np.arange(*ends) for ends in turns.reshape(-1, 2)]


def _settle(measure: Measure, points: Array) -> tuple[Array, Array, Reading]:
    """Return points moved onto the line, whether each got there, and their reading."""
    points = points.copy()
    read = measure.read(points)
    moving = np.arange(len(points))
    for attempt in range(24):
        moving = moving[np.abs(read.metres[moving]) > SETTLED_M]
        if not len(moving):
            break
        metres, slope = read.metres[moving], read.slope[moving]
        steep = np.einsum("ij,ij->i", slope, slope)
        step = slope * (-metres / np.maximum(steep, 1e-4))[:, None]
        # Where two base points alternate a full step may overshoot for ever.
        step *= 1.0 if attempt < 8 else 0.6
        points[moving] = moved(points[moving], step)
        again = measure.read(points[moving])
        read.metres[moving], read.slope[moving] = again.metres, again.slope
        read.key[moving] = again.key
    return points, np.abs(read.metres) <= SETTLED_M * 10, read


def _middles(points: Array, edges: Array) -> tuple[Array, Array]:
    """Return the middle of some edges along the geodesic, and their lengths."""
    (lons, lats), (lons_to, lats_to) = points[edges].T, points[edges + 1].T
    azimuth, _, lengths = GEOD.inv(lons, lats, lons_to, lats_to)
    metres = np.asarray(lengths)
    lon, lat, _ = GEOD.fwd(lons, lats, np.asarray(azimuth), metres / 2)
    return np.column_stack([lon, lat]), metres


def _chain(points: Array, key: Array, slope: Array) -> Chain:
    """Return points as a line none of whose pieces is known to follow it."""
    unknown = np.zeros(len(points) - 1, bool)
    return Chain(points, key, np.zeros(len(points), bool), slope, unknown)


def _refined(measure: Measure, chain: Chain, straight_m: float) -> Chain:
    """Return a line with vertices added until it is straight and has its corners."""
    points, key, helper = chain.points, chain.key, chain.helper
    slope, sound = chain.slope, chain.sound.copy()
    fresh = ~sound
    for _ in range(16):
        edges = np.flatnonzero(fresh)
        if not len(edges):
            break
        middle, length = _middles(points, edges)
        sound[edges[length <= SHORTEST_M]] = True
        longer = length > SHORTEST_M
        edges, middle, length = edges[longer], middle[longer], length[longer]
        if not len(edges):
            break
        spot, good, read = _settle(measure, middle)
        off = np.asarray(GEOD.inv(*middle.T, *spot.T)[2])
        bent = off > straight_m
        changes = (key[edges] != key[edges + 1]).any(axis=1)
        sound[edges] = good & ~bent & ~changes
        cut = good & (bent | changes) & (off < 2 * length)
        at = edges[cut]
        if not len(at):
            break
        points = np.insert(points, at + 1, spot[cut], axis=0)
        key = np.insert(key, at + 1, read.key[cut], axis=0)
        slope = np.insert(slope, at + 1, read.slope[cut], axis=0)
        helper = np.insert(helper, at + 1, ~bent[cut])
        sound = np.insert(sound, at, False)
        fresh = np.zeros(len(points) - 1, bool)
        inserted = at + 1 + np.arange(len(at))
        fresh[inserted - 1] = fresh[inserted] = True
    return Chain(points, key, helper, slope, sound)


def _needed(points: Array, needed: Array, straight_m: float) -> Array:
    """Return which vertices a line needs so as not to stray from the rest of them."""
    needed = needed.copy()
    needed[[0, -1]] = True
    fixed = np.flatnonzero(needed)
    spare = np.flatnonzero(~needed)
    after = np.searchsorted(fixed, spare)
    a, b = points[fixed[after - 1]], points[fixed[after]]
    flat = np.column_stack([np.cos(np.radians(a[:, 1])), np.ones(len(a))]) * 111_400
    along, offset = (b - a) * flat, (points[spare] - a) * flat
    length = np.maximum(np.hypot(*along.T), 1e-9)
    aside = np.abs(along[:, 0] * offset[:, 1] - along[:, 1] * offset[:, 0]) / length
    strays = np.unique(after[aside > straight_m / 2])
    needed[spare[np.isin(after, strays)]] = True
    return needed


def _tidy(chain: Chain, straight_m: float) -> Trace | None:
    """Return a line without the vertices that only helped to find its corners."""
    points, key, helper = chain.points, chain.key, chain.helper
    corner = np.zeros(len(points), bool)
    changes = (key[1:] != key[:-1]).any(axis=1)
    corner[1:] = changes
    corner[[0, -1]] = False
    turns = np.flatnonzero(corner)
    (lons, lats), (lons_to, lats_to) = points[turns[:-1]].T, points[turns[1:]].T
    apart = np.asarray(GEOD.inv(lons, lats, lons_to, lats_to)[2])
    # On a corner itself what controls the line is a toss-up, and may change to and fro.
    corner[turns[:-1][apart < SHORTEST_M]] = False
    needed = _needed(points, corner | ~helper, straight_m)
    points, key, corner = points[needed], key[needed], corner[needed]
    # Of vertices in one place the last says what controls the line from there on.
    last = np.ones(len(points), bool)
    last[:-1] = (np.abs(np.diff(points, axis=0)) > 1e-9).any(axis=1)
    if last.sum() < 2:
        return None
    corner = np.logical_or.reduceat(corner, np.append(0, np.flatnonzero(last)[:-1] + 1))
    return Trace(points[last], key[last], corner)


def kept(
    line: Trace, margin: Margin, measure: Measure | None = None
) -> Iterator[Trace]:
    """Yield the parts of a line where a margin is positive, cut where it is zero.

    Parameters
    ----------
    line : Trace
    margin : callable
        Takes longitudes and latitudes, one row a point.
    measure : geo.sea.measures.Measure, optional
        Zero on the line: the new ends are moved there.

    Yields
    ------
    Trace
        Of two vertices at least, in the direction of the line.

    Examples
    --------
    >>> points = np.array([[0.0, 0.5], [2.0, 0.5]])
    >>> line = Trace(points, np.zeros((2, 1)), np.zeros(2, bool))
    >>> (inside,) = kept(line, within(shapely.box(-1, 0, 1, 1)))
    >>> inside.points[:, 0].round(2).tolist()
    [0.0, 1.0]
    """
    good = margin(line.points) >= 0
    if good.all():
        yield line
        return
    if len(good) > 2 and (line.points[0] == line.points[-1]).all() and good[0]:
        line = _begun_at(line, int(np.argmin(good)))
        good = margin(line.points) >= 0
    for run in runs(good):
        points, key = line.points[run], line.key[run]
        corner = line.corner[run].copy()
        corner[[0, -1]] = False
        for at, beyond in ((0, run[0] - 1), (-1, run[-1] + 1)):
            if 0 <= beyond < len(good):
                end = _edge(points[at], line.points[beyond], margin)
                if measure is not None:
                    end = _settled_end(measure, end)
                where = 0 if at == 0 else len(points)
                points = np.insert(points, where, end, axis=0)
                key = np.insert(key, where, key[at], axis=0)
                corner = np.insert(corner, where, False)
        if len(points) > 1:
            yield Trace(points, key, corner)


def _begun_at(ring: Trace, first: int) -> Trace:
    """Return a closed line that begins and ends at another of its vertices."""
    points, key = (
        np.vstack([part[first:-1], part[: first + 1]])
        for part in (ring.points, ring.key)
    )
    corner = np.concatenate([ring.corner[first:-1], ring.corner[: first + 1]])
    corner[len(ring.points) - 1 - first] = True  # where it began
    return Trace(points, key, corner)


def _edge(good: Array, bad: Array, margin: Margin) -> Array:
    """Return the point between two, a metre from where a margin turns negative."""
    for _ in range(12):
        middle = (good + bad) / 2
        if margin(middle[None])[0] >= 0:
            good = middle
        else:
            bad = middle
    return good


def _settled_end(measure: Measure, end: Array) -> Array:
    """Return an end of a line moved onto it, unless that is far."""
    spot, good, _ = _settle(measure, end[None])
    near = GEOD.inv(*end, *spot[0])[2] < 2 * STRAIGHT_M
    return spot[0] if good[0] and near else end


def within(water: BaseGeometry) -> Margin:
    """Return the margin that is positive in a water, WGS84.

    Examples
    --------
    >>> inside = within(shapely.box(0, 0, 1, 1))
    >>> inside(np.array([[0.5, 0.5], [2.0, 0.5]])).tolist()
    [1.0, -1.0]
    """
    water = prepared(water)

    def margin(points: Array) -> Array:
        return np.where(shapely.contains_xy(water, points), 1.0, -1.0)

    return margin

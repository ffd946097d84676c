"""Checks a median by other means than it was drawn by: sample after sample.

Nothing of `geo.sea` measures here: only its frame is read. Distances are those to
points that lie densely along each coast, found in space by a tree and then measured by
geodesics; the few nearest pieces between them are looked at for a nearer foot.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import shapely
from pyproj import Geod
from scipy.spatial import cKDTree

from geo.sea.waters import FRAME

GEOD = Geod(ellps="WGS84")
DENSE_M = 100.0
EVERY_M = 1_000.0
"""How densely coasts and medians are sampled."""

UNEQUAL_M = 5.0
"""A piece may stray two metres from the line, which the difference doubles at most."""

UNCONTROLLED_M = 10.0
"""A turning point lies within five metres of where it should, which may double too."""

ASHORE_M, REACH_M = 30.0, 200 * 1852.0
SHARPEST_DEGREES = 177.0
TWICE_M, APART_M = 1.0, 60.0
"""Points of a line this close, though this far from each other along it, lie twice."""


class Shore(NamedTuple):
    """A coast as dense points in space, and which follow each other on one line."""

    lonlat: np.ndarray
    xyz: np.ndarray
    follows: np.ndarray
    corner: np.ndarray
    tree: cKDTree


def in_space(lonlat):
    """Return points of the ellipsoid in space, in metres."""
    lon, lat = np.radians(np.asarray(lonlat, float)).T
    n = GEOD.a / np.sqrt(1 - GEOD.es * np.sin(lat) ** 2)
    ring = n * np.cos(lat)
    z = n * (1 - GEOD.es) * np.sin(lat)
    return np.column_stack([ring * np.cos(lon), ring * np.sin(lon), z])


def densely(path, every_m):
    """Return a path with points every so many metres at least."""
    path = np.asarray(path, float)
    metres = np.asarray(GEOD.inv(*path[:-1].T, *path[1:].T)[2])
    counts = np.maximum(np.ceil(metres / every_m).astype(int), 1)
    piece = np.repeat(np.arange(len(counts)), counts)
    share = np.concatenate([np.arange(n) / n for n in counts])[:, None]
    points = path[piece] + share * (path[piece + 1] - path[piece])
    return np.vstack([points, path[-1]])


def _fine(path):
    """Return a path with points of the geodesic in its long pieces.

    There the geodesic lies metres off the straight line of longitudes and latitudes.
    """
    path = np.asarray(path, float)
    metres = np.asarray(GEOD.inv(*path[:-1].T, *path[1:].T)[2])
    parts, begin = [], 0
    for i in np.flatnonzero(metres >= 2_000):
        count = int(metres[i] // 2_000)
        between = np.array(GEOD.npts(*path[i], *path[i + 1], count))
        parts += [path[begin : i + 1], between]
        begin = i + 1
    return np.vstack([*parts, path[begin:]])


@cache
def _stretch(stretch):
    """Return a stretch of a coast as dense points: most are part of several coasts."""
    return densely(_fine(stretch.path), DENSE_M)


@cache
def shore(coast) -> Shore:
    """Return a `geo.sea.coasts.Coast` as dense points."""
    parts = [_stretch(stretch) for stretch in coast.stretches]
    lonlat = np.vstack(parts)
    last = np.cumsum([len(part) for part in parts]) - 1
    follows = np.ones(len(lonlat), bool)
    follows[last] = False
    xyz = in_space(lonlat)
    corners = np.vstack([stretch.path for stretch in coast.stretches])
    corner = np.isin(lonlat @ (1, 1j), corners @ (1, 1j))
    return Shore(lonlat, xyz, follows, corner, quick_tree(xyz))


def quick_tree(xyz):
    """Return a tree that is halved by space: points of a line bunch."""
    return cKDTree(xyz, compact_nodes=False, balanced_tree=False)


def metres_to(coast, points):
    """Return the geodesic distance of points from a coast."""
    shoreline = shore(coast)
    xyz = in_space(points)
    _, near = shoreline.tree.query(xyz, k=4)
    near = near.T
    starts = np.vstack([near, np.maximum(near - 1, 0)])
    ends = np.minimum(starts + 1, len(shoreline.xyz) - 1)
    ends = np.where(shoreline.follows[starts], ends, starts)
    return np.min(
        [
            metres_to_piece(shoreline, xyz, points, a, b)
            for a, b in zip(starts, ends, strict=True)
        ],
        0,
    )


def metres_to_piece(shoreline, xyz, points, a, b):
    """Return how far points lie from the piece of a coast between two dense points."""
    along = shoreline.xyz[b] - shoreline.xyz[a]
    size = np.maximum(np.sum(along**2, axis=1), 1e-12)
    share = np.clip(np.sum((xyz - shoreline.xyz[a]) * along, axis=1) / size, 0, 1)[
        :, None
    ]
    foot = shoreline.lonlat[a] + share * (shoreline.lonlat[b] - shoreline.lonlat[a])
    foot = np.broadcast_to(foot, points.shape)
    return np.asarray(GEOD.inv(*points.T, *foot.T)[2])


def faults(median, coasts, shores) -> list[str]:
    """Return what is wrong with a median of two coasts, each with its place.

    Parameters
    ----------
    median : geo.sea.medians.Median
    coasts : pair of geo.sea.coasts.Coast
    shores : geo.sea.coasts.Coast
        Every coast: there lines may end.

    Returns
    -------
    list of str
    """
    texts = []
    for line, stretches in zip(median.lines, median.stretches, strict=True):
        path = np.array(line.coords)
        texts += [*_unequal(path, coasts), *_sharp(path), *_twice(path)]
        texts += _loose(path, coasts, shores)
        texts += _uncontrolled(stretches, coasts)
    return texts


def _at(point) -> str:
    return f"{point[1]:.5f} N {point[0]:.5f} E"


def _unequal(path, coasts):
    samples = densely(path, EVERY_M)
    one, two = (metres_to(coast, samples) for coast in coasts)
    off = np.abs(one - two)
    for i in np.flatnonzero(off > UNEQUAL_M)[:3]:
        yield f"{off[i]:.1f} m nearer to one coast at {_at(samples[i])}"


def _loose(path, coasts, shores):
    """Yield ends of a line that lie in open water, within reach of both coasts."""
    if np.allclose(path[0], path[-1]):
        return
    ends = path[[0, -1]]
    ashore = metres_to(shores, ends) < ASHORE_M
    far = np.max([metres_to(coast, ends) for coast in coasts], axis=0) > REACH_M - 50
    cut = shapely.distance(FRAME.boundary, shapely.points(ends)) < 0.02
    meeting = _near_meeting(ends, coasts)
    for i in np.flatnonzero(~ashore & ~far & ~cut & ~meeting):
        yield f"ends in open water at {_at(ends[i])}"


MEETING_M = 2_500.0
"""How near to the border of two neighbours a line may end: in the mouth of a river or
off a cape that is the border, all water is as far from both."""


def _near_meeting(points, coasts):
    """Return which points lie near a place where two coasts meet end to end."""
    ends = [
        {tuple(s.path[i].tolist()) for s in coast.stretches for i in (0, -1)}
        for coast in coasts
    ]
    near = np.zeros(len(points), bool)
    for spot in ends[0] & ends[1]:
        away = GEOD.inv(*points.T, *np.full_like(points, spot).T)[2]
        near |= np.asarray(away) < MEETING_M
    return near


def _sharp(path):
    metres = np.asarray(GEOD.inv(*path[:-1].T, *path[1:].T)[2])
    keep = np.append(True, metres > 0.1)
    path = path[keep]
    azimuth, back, _ = GEOD.inv(*path[:-1].T, *path[1:].T)
    turns = np.abs(
        (np.asarray(azimuth)[1:] - np.asarray(back)[:-1] - 180 + 180) % 360 - 180
    )
    for i in np.flatnonzero(turns > SHARPEST_DEGREES):
        yield f"turns by {turns[i]:.1f} degrees at {_at(path[i + 1])}"


def _twice(path):
    samples = densely(path, EVERY_M / 8)
    gone = np.append(0, np.cumsum(GEOD.inv(*samples[:-1].T, *samples[1:].T)[2]))
    whole = gone[-1] if np.allclose(path[0], path[-1]) else np.inf
    tree = quick_tree(in_space(samples))
    a, b = tree.query_pairs(TWICE_M, output_type="ndarray").T
    between = np.abs(gone[a] - gone[b])
    double = np.minimum(between, whole - between) > APART_M
    for i in a[double][:3]:
        yield f"runs twice past {_at(samples[i])}"


def _uncontrolled(stretches, coasts):
    """Yield places along stretches that are nearer to something else than their base.

    A base point on a vertex holds for its whole stretch; one between two vertices moves
    along that piece of coast.
    """
    for n, coast in enumerate(coasts):
        shoreline = shore(coast)
        samples = [densely(stretch.points, EVERY_M) for stretch in stretches]
        nearest = np.split(
            metres_to(coast, np.vstack(samples)), np.cumsum([len(x) for x in samples])
        )
        for stretch, points, least in zip(stretches, samples, nearest, strict=False):
            base = np.array([[stretch.base[n].lon, stretch.base[n].lat]])
            first, last = _piece(shoreline, base)
            xyz = in_space(points)
            away = [
                metres_to_piece(shoreline, xyz, points, [a], [min(a + 1, last)])
                for a in range(first, max(last, first + 1))
            ]
            off = np.min(away, axis=0) - least
            if off.max() > UNCONTROLLED_M:
                at = _at(points[off.argmax()])
                yield f"base point of {coast.name} is {off.max():.1f} m off at {at}"


def _piece(shoreline, base):
    """Return the vertices of the piece of coast that holds a base point."""
    xyz = in_space(base)
    away, near = shoreline.tree.query(xyz[0], k=6)
    if away[0] < 0.01 and shoreline.corner[near[0]]:
        return near[0], near[0]
    starts = [a for a in {*near, *(near - 1)} if a >= 0 and shoreline.follows[a]]
    metres = [metres_to_piece(shoreline, xyz, base, [a], [a + 1])[0] for a in starts]
    at = starts[int(np.argmin(metres))]
    first, last = at, at + 1
    while not shoreline.corner[first]:
        first -= 1
    while not shoreline.corner[last]:
        last += 1
    return first, last

"""Geocentric coordinates, in which nearest neighbours are found fast."""

from typing import TYPE_CHECKING

import numpy as np

from geo.ground import GEOD

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

Array = np.ndarray


def columns(*parts: Array) -> Array:
    """Return arrays as the columns of one, as `numpy.column_stack` does, but faster.

    Examples
    --------
    >>> columns(np.array([1.0, 2.0]), np.array([3.0, 4.0])).tolist()
    [[1.0, 3.0], [2.0, 4.0]]
    """
    whole = np.empty((len(parts[0]), len(parts)))
    for n, part in enumerate(parts):
        whole[:, n] = part
    return whole


def geocentric(points: Array) -> Array:
    """Return points of the WGS84 ellipsoid as x, y, z in metres.

    Parameters
    ----------
    points : numpy.ndarray, shape (n, 2)
        Longitude and latitude, degrees.

    Returns
    -------
    numpy.ndarray, shape (n, 3)
        From the centre of the Earth (EPSG:4978).

    Examples
    --------
    >>> geocentric([(0, 0), (90, 0)]).round().tolist()
    [[6378137.0, 0.0, 0.0], [0.0, 6378137.0, 0.0]]
    """
    lon, lat = np.radians(np.asarray(points, float)).T
    n = GEOD.a / np.sqrt(1 - GEOD.es * np.sin(lat) ** 2)
    x, y = n * np.cos(lat) * np.cos(lon), n * np.cos(lat) * np.sin(lon)
    return columns(x, y, n * (1 - GEOD.es) * np.sin(lat))


def tree(xyz: Array, *, bunched: bool = False) -> "cKDTree":
    """Return a tree of points in space for queries of the nearest.

    Parameters
    ----------
    xyz : numpy.ndarray, shape (n, 3)
        Metres, as of `geocentric`.
    bunched : bool
        Whether many lie along few lines: halved by space, not by number, they are found
        in a quarter of the time, and ones as near in no certain order.

    Examples
    --------
    >>> tree(geocentric([(0, 0), (90, 0)])).query(geocentric([(80, 0)]))[1].tolist()
    [1]
    """
    # Most commands read what is drawn already, and SciPy takes long to import.
    from scipy.spatial import cKDTree  # noqa: PLC0415

    return cKDTree(xyz, compact_nodes=not bunched, balanced_tree=not bunched)


def geodetic(xyz: Array) -> Array:
    """Return the longitude and latitude of points on the ellipsoid.

    Parameters
    ----------
    xyz : numpy.ndarray, shape (n, 3)
        Metres, as of `geocentric`; at most millimetres off the ellipsoid.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        Degrees, WGS84.

    Examples
    --------
    >>> geodetic(geocentric([(13.18, 32.89)])).round(6).tolist()
    [[13.18, 32.89]]
    """
    x, y, z = xyz.T
    lat = np.arctan2(z, (1 - GEOD.es) * np.hypot(x, y))
    return columns(np.degrees(np.arctan2(y, x)), np.degrees(lat))


def foot_on(xyz: Array, a: Array, b: Array) -> tuple[Array, Array]:
    """Return the nearest point of each segment from a to b, as a share and a point.

    Parameters
    ----------
    xyz, a, b : numpy.ndarray, shape (n, 3)
        Points and the ends of the segments, in metres.

    Returns
    -------
    share : numpy.ndarray, shape (n,)
        How far along the segment, from 0 at a to 1 at b.
    foot : numpy.ndarray, shape (n, 3)

    Examples
    --------
    >>> a, b = np.zeros((1, 3)), np.array([[4.0, 0, 0]])
    >>> share, foot = foot_on(np.array([[1.0, 9, 0]]), a, b)
    >>> share.tolist(), foot.tolist()
    ([0.25], [[1.0, 0.0, 0.0]])
    """
    along = b - a
    size = np.einsum("ij,ij->i", along, along)
    share = np.einsum("ij,ij->i", xyz - a, along) / np.where(size > 0, size, 1)
    share = np.clip(share, 0, 1)
    return share, a + share[:, None] * along


def away(points: Array, feet: Array) -> tuple[Array, Array]:
    """Return how far points lie from others, and unit vectors away from these.

    Parameters
    ----------
    points, feet : numpy.ndarray, shape (n, 2)
        Longitude and latitude, degrees, WGS84.

    Returns
    -------
    metres : numpy.ndarray, shape (n,)
        Along geodesics.
    outward : numpy.ndarray, shape (n, 2)
        East and north, at each of `points`.

    Examples
    --------
    >>> metres, outward = away(np.array([[15.0, 34]]), np.array([[15.0, 33]]))
    >>> metres.round().tolist(), (outward.round(9) + 0.0).tolist()
    ([110913.0], [[0.0, 1.0]])
    """
    azimuth, _, metres = GEOD.inv(*points.T, *feet.T)
    angle = np.radians(np.asarray(azimuth))
    return np.asarray(metres), -columns(np.sin(angle), np.cos(angle))

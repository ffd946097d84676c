"""Points of the ellipsoid in space, where the nearest is found fast."""

import numpy as np

from geo.sea.paths import GEOD

Array = np.ndarray


def geocentric(points: Array) -> Array:
    """Return points of the ellipsoid as x, y, z in metres."""
    lon, lat = np.radians(np.asarray(points, float)).T
    n = GEOD.a / np.sqrt(1 - GEOD.es * np.sin(lat) ** 2)
    x, y = n * np.cos(lat) * np.cos(lon), n * np.cos(lat) * np.sin(lon)
    return np.column_stack([x, y, n * (1 - GEOD.es) * np.sin(lat)])


def geodetic(xyz: Array) -> Array:
    """Return the longitude and latitude of points millimetres off the ellipsoid."""
    x, y, z = xyz.T
    lat = np.arctan2(z, (1 - GEOD.es) * np.hypot(x, y))
    return np.column_stack([np.degrees(np.arctan2(y, x)), np.degrees(lat)])


def foot_on(xyz: Array, a: Array, b: Array) -> tuple[Array, Array]:
    """Return where on a piece from a to b lies nearest, as a share and a point."""
    along = b - a
    size = np.einsum("ij,ij->i", along, along)
    share = np.einsum("ij,ij->i", xyz - a, along) / np.where(size > 0, size, 1)
    share = np.clip(share, 0, 1)
    return share, a + share[:, None] * along


def away(points: Array, feet: Array) -> tuple[Array, Array]:
    """Return how far points lie from others, and unit vectors away from these."""
    azimuth, _, metres = GEOD.inv(*points.T, *feet.T)
    angle = np.radians(np.asarray(azimuth))
    return np.asarray(metres), -np.column_stack([np.sin(angle), np.cos(angle)])

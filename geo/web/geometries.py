"""The geometries that a map draws, each sent once and no finer than it is seen."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Array = npt.NDArray[np.float64]

DRAWN_DEGREES = 0.0001
"""Eleven metres: less than a pixel of the map at its nearest."""


def drawn(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape (WGS84) no finer than it is drawn, to `DRAWN_DEGREES`.

    Areas that share a vertex go on sharing it. Lines lose the vertices that lie within
    `DRAWN_DEGREES` of what is drawn without them, which on a map in Mercator's
    projection is straight.

    Examples
    --------
    >>> drawn(shapely.Point(13.187123, 32.887234)).wkt
    'POINT (13.1871 32.8872)'
    >>> drawn(shapely.LineString([(12, 33), (13, 33.00001), (14, 33)])).wkt
    'LINESTRING (12 33, 14 33)'
    """
    if shape.geom_type in ("LineString", "MultiLineString"):
        flat = shapely.transform(shape, _to_mercator)
        shape = shapely.transform(flat.simplify(DRAWN_DEGREES), _from_mercator)
    decimals = round(-math.log10(DRAWN_DEGREES))
    return shapely.transform(shape, lambda xy: np.round(xy, decimals))


def _to_mercator(lon_lat: Array) -> Array:
    lon, lat = np.radians(lon_lat).T
    return np.asarray(np.degrees(np.column_stack([lon, np.arcsinh(np.tan(lat))])))


def _from_mercator(xy: Array) -> Array:
    x, y = np.radians(xy).T
    return np.asarray(np.degrees(np.column_stack([x, np.arctan(np.sinh(y))])))


class Pool:
    """Geometries, each held once."""

    def __init__(self) -> None:
        self.geometries: list[dict[str, Any]] = []
        self._positions: dict[bytes, int] = {}

    def position(self, shape: BaseGeometry) -> int:
        """Return where a geometry stands, after adding it if it is new."""
        key = shapely.to_wkb(shape)
        if key not in self._positions:
            self._positions[key] = len(self.geometries)
            self.geometries.append(shapely.geometry.mapping(shape))
        return self._positions[key]

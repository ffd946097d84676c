"""The geometries that a map draws, each sent once and no finer than it is seen."""

import math
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

DRAWN_DEGREES = 0.0001
"""Eleven metres: less than a pixel of the map at its nearest."""


def drawn(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape (WGS84) with its coordinates to `DRAWN_DEGREES`.

    Shapes that share a vertex go on sharing it.

    Examples
    --------
    >>> drawn(shapely.Point(13.187123, 32.887234)).wkt
    'POINT (13.1871 32.8872)'
    """
    decimals = round(-math.log10(DRAWN_DEGREES))
    return shapely.transform(shape, lambda xy: np.round(xy, decimals))


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

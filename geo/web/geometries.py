"""The geometries that a map draws, each sent once and no finer than it is seen."""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.style import CORE

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


class Packed:
    """Geometries, each held once and as short as can be: the map's script unpacks them.

    Parameters
    ----------
    rings : geopandas.GeoDataFrame
        Of the cells, as `geo.layers.rings.of_layers` returns them.
    no_side : geopandas.GeoDataFrame
        Of those that no side holds on some day, as `geo.control.rings.rounded` returns
        them: they have their whole core beneath the round one, as `CORNER`.
    """

    def __init__(self, rings: gpd.GeoDataFrame, no_side: gpd.GeoDataFrame) -> None:
        self.geometries: list[Any] = []
        self._positions: dict[Hashable, int] = {}
        shapes = shapely.coverage_simplify(
            np.asarray(rings.geometry), RING_DEGREES, simplify_boundary=False
        )
        self._rings: dict[Hashable, dict[str, Any]] = defaultdict(dict)
        cells = zip(rings["place_id"], rings["nominal"], rings["ring"], strict=True)
        for (place_id, nominal, ring), shape in zip(cells, shapes, strict=True):
            self._rings[place_id, bool(nominal)][ring] = _parts(shape)
        cores = no_side[no_side["ring"] == CORE]
        for place_id, shape in zip(cores["place_id"], cores.geometry, strict=True):
            whole = self._rings[place_id, False]
            smooth = _parts(shapely.simplify(shape, RING_DEGREES / 4))
            self._rings[place_id, False] = (
                {CORNER: whole[CORE]} | whole | {CORE: smooth}
            )

    def position(self, feature: Mapping[str, Any]) -> int:
        """Return where the geometry of a feature stands, after adding it if it is new.

        That of a cell is the rings of it, by their names.
        """
        key: Hashable = (feature.get("place_id"), feature.get("nominal"))
        geometry: Any = self._rings.get(key)
        if geometry is None:
            shape = drawn(feature["geometry"])
            key, geometry = shapely.to_wkb(shape), packed(shape)
        if key not in self._positions:
            self._positions[key] = len(self.geometries)
            self.geometries.append(geometry)
        return self._positions[key]


CORNER = "corner"
"""The whole core of a cell, beneath the core that it has while no side holds it."""

RING_DEGREES = 0.002
"""How far the edge of a ring may be drawn from where it is: some two hundred metres."""


def _parts(shape: BaseGeometry) -> Any:
    """Return the packed parts of an area."""
    return packed(shapely.MultiPolygon(list(shapely.get_parts(drawn(shape)))))[1]


def packed(shape: BaseGeometry) -> list[Any]:
    """Return a shape (WGS84) as its kind and whole numbers of `DRAWN_DEGREES`.

    Each vertex but the first of a line or ring is held as the step from the one before
    it: longitude, latitude, and so on, as `digits` writes them. Of polygons each part
    is a list of its rings.

    Examples
    --------
    >>> packed(shapely.LineString([(12, 33), (13, 33.5)]))
    ['LineString', 'gsqHgxkUgxTw4J']
    """
    kind = shape.geom_type
    if not kind.startswith("Multi"):
        return [kind, _steps(shape)]
    return [kind, [_steps(part) for part in shapely.get_parts(shape)]]


def _steps(part: BaseGeometry) -> Any:
    if isinstance(part, shapely.Polygon):
        return [_steps(ring) for ring in (part.exterior, *part.interiors)]
    whole = np.rint(shapely.get_coordinates(part) / DRAWN_DEGREES).astype(int)
    return digits(np.diff(whole, axis=0, prepend=[[0, 0]]).ravel().tolist())


DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Of a number to base 32, the lowest first: from the 33rd on, another follows."""


def digits(numbers: Iterable[int]) -> str:
    """Return whole numbers as a text, a tenth shorter than with commas, compressed.

    Of each the double, or of one below zero the double of its amount less one, so that
    small numbers have few digits.

    Examples
    --------
    >>> digits([0, -1, 1, 16, -1000])
    'ABCgBv-B'
    """
    text = []
    for number in numbers:
        rest = 2 * number if number >= 0 else -2 * number - 1
        while rest >= 32:
            text.append(DIGITS[32 + rest % 32])
            rest //= 32
        text.append(DIGITS[rest])
    return "".join(text)

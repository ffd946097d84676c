"""The window on the Earth that a picture opens, and the bare ground within it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import cos, radians, sqrt

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo.views import COUNTRY, VIEWS, WINDOW_PX, Box, View

WIDE_M = 1_250_000.0
"""A map as large as a square of this side shows only what stands out."""

STEPS_DEG = (5, 2, 1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01)
"""How far apart meridians and parallels may be."""

CLOSEST_ZOOM = 14.0
"""A closer view is drawn as this one: nothing on record is finer."""

ALIKE = 0.3
"""Share of all that two views show that both show, if they are of the same place."""

_LAKE_DEG2 = 1.0
"""A smaller gap in the land is the seam of a border that was drawn twice."""

_SEGMENT_DEG = 0.1
"""Longest straight piece of a border, so that it runs as it should when projected."""


@dataclass(frozen=True)
class Window:
    """The part of the Earth that a picture shows.

    Attributes
    ----------
    crs : pyproj.CRS
        Equal-area around the middle of the picture, in metres.
    box : tuple of float
        West, south, east and north edge in `crs`.
    """

    crs: CRS
    box: tuple[float, float, float, float]

    @property
    def width(self) -> float:
        """Width in metres."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """Height in metres."""
        return self.box[3] - self.box[1]

    @property
    def wide(self) -> bool:
        """Whether it shows so much that only important places have room."""
        return sqrt(self.width * self.height) >= WIDE_M

    @cached_property
    def edges(self) -> Box:
        """What it shows, in degrees (WGS84)."""
        frame = shapely.segmentize(shapely.box(*self.box), self.width / 40)
        moved = gpd.GeoSeries([frame], crs=self.crs).to_crs(base.WGS84)
        return Box(*(float(edge) for edge in moved.total_bounds))

    def project(self, shapes: gpd.GeoSeries | Sequence[BaseGeometry]) -> np.ndarray:
        """Return WGS84 shapes in `crs`, cut off a little outside the box."""
        moved = gpd.GeoSeries(shapes, crs=base.WGS84).to_crs(self.crs)
        by = 0.03 * self.width
        west, south, east, north = self.box
        cut = shapely.clip_by_rect(
            moved.values, west - by, south - by, east + by, north + by
        )
        return np.asarray(cut)

    def extended(self, aspect: float) -> "Window":
        """Return the smallest window of an aspect around this one."""
        west, south, east, north = self.box
        width = max(self.width, self.height * aspect)
        height = max(self.height, self.width / aspect)
        x, y = (west + east) / 2, (south + north) / 2
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        return Window(self.crs, box)

    def outline(self, other: "Window") -> BaseGeometry:
        """Return this window's frame as another window's projection shows it."""
        frame = shapely.segmentize(shapely.box(*self.box), self.width / 20)
        moved: BaseGeometry = (
            gpd.GeoSeries([frame], crs=self.crs).to_crs(other.crs).iloc[0]
        )
        return moved

    def points(self, points: gpd.GeoSeries) -> list[tuple[float, float]]:
        """Return WGS84 points as coordinates in `crs`, wherever they lie."""
        moved = gpd.GeoSeries(points, crs=base.WGS84).to_crs(self.crs)
        return list(zip(moved.x, moved.y, strict=True))

    def shows(self, shapes: np.ndarray) -> np.ndarray:
        """Return of which projected shapes any part lies within the box."""
        shown: np.ndarray = ~shapely.is_empty(shapely.clip_by_rect(shapes, *self.box))
        return shown


def window(view: str | View | Box, aspect: float | None = None) -> Window:
    """Return the smallest window that holds a view.

    Parameters
    ----------
    view : str, geo.views.View or geo.views.Box
        A name of `geo.views.VIEWS`; or what a web map of `geo.views.WINDOW_PX`
        shows, which is the country where that holds it; or edges in degrees (WGS84).
    aspect : float, optional
        Width by height to extend it to.

    Returns
    -------
    Window
        In Lambert's equal-area projection around the middle of the view.
    """
    result = _screen(view) if isinstance(view, View) else _holding(view)
    return result if aspect is None else result.extended(aspect)


@lru_cache(maxsize=16)
def nearest_name(view: str | View | Box) -> str | None:
    """Return the named view that shows much the same as a view; None: none does.

    Parameters
    ----------
    view : str, geo.views.View or geo.views.Box
        As for `window`.

    Returns
    -------
    str or None
        Of `geo.views.VIEWS`: of those that share `ALIKE` of all that the two show, the
        one that shares most.

    Examples
    --------
    >>> nearest_name(View(32.6, 13.3, 9.5))
    'tripoli'
    >>> nearest_name(View(25.0, 20.0, 9)) is None
    True
    """
    if isinstance(view, str):
        return view
    shown = shapely.box(*window(view).edges)
    shares: dict[str, float] = {}
    for name, box in VIEWS.items():
        other = shapely.box(*box)
        shares[name] = shown.intersection(other).area / shown.union(other).area
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= ALIKE else None


def _holding(view: str | Box) -> Window:
    box = VIEWS[view] if isinstance(view, str) else view
    crs = _equal_area((box.south + box.north) / 2, (box.west + box.east) / 2)
    outline = shapely.segmentize(shapely.box(*box), (box.east - box.west) / 40)
    moved = gpd.GeoSeries([outline], crs=base.WGS84).to_crs(crs)
    west, south, east, north = (float(edge) for edge in moved.total_bounds)
    return Window(crs, (west, south, east, north))


def _screen(view: View) -> Window:
    metres = 156_543.034 * cos(radians(view.lat)) / 2 ** min(view.zoom, CLOSEST_ZOOM)
    screen = around(view.lat, view.lon, *(metres * px for px in WINDOW_PX))
    country = _holding(COUNTRY)
    whole = country.outline(screen) if screen.width < 2e7 else None
    if whole is None or shapely.box(*screen.box).contains(whole):
        return country
    return screen


def around(lat: float, lon: float, width: float, height: float) -> Window:
    """Return a window of a width and height in metres around a point."""
    box = (-width / 2, -height / 2, width / 2, height / 2)
    return Window(_equal_area(lat, lon), box)


def _equal_area(lat: float, lon: float) -> CRS:
    return CRS.from_proj4(
        f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m +no_defs"
    )


@cache
def _ground() -> gpd.GeoDataFrame:
    frame = base.countries()
    dense = shapely.segmentize(frame.geometry.values, _SEGMENT_DEG)
    return frame.set_geometry(gpd.GeoSeries(dense, frame.index, crs=base.WGS84))


@cache
def _shores() -> tuple[BaseGeometry, BaseGeometry]:
    """Return the coast of all land, and the seams between the countries.

    Two countries' drawings of one border lie up to 3 km apart, and what is between them
    is land as well. Where the base map ends there is no coast either.
    """
    whole = shapely.get_parts(shapely.union_all(base.countries().geometry.values))
    holes = shapely.polygons([ring for part in whole for ring in part.interiors])
    seams = shapely.multipolygons(holes[shapely.area(holes) < _LAKE_DEG2])
    lakes = holes[shapely.area(holes) >= _LAKE_DEG2]
    shores = [*shapely.get_exterior_ring(whole), *shapely.get_exterior_ring(lakes)]
    edge = shapely.box(*base.countries().total_bounds).boundary.buffer(1e-6)
    return shapely.difference(shapely.multilinestrings(shores), edge), seams


@lru_cache(maxsize=16)
def ground(window: Window) -> tuple[gpd.GeoDataFrame, BaseGeometry]:
    """Return the countries in a window, and the coast, both projected."""
    frame = _ground()
    shapes = window.project(frame.geometry)
    shown = window.shows(shapes)
    series = gpd.GeoSeries(shapes[shown], frame.index[shown], crs=window.crs)
    moved = frame[shown].set_geometry(series)
    return moved, window.project([_shores()[0]])[0]


@lru_cache(maxsize=16)
def frontier(window: Window) -> BaseGeometry:
    """Return Libya's borders on land, projected."""
    dense = shapely.segmentize(base.frontier(), _SEGMENT_DEG)
    shape: BaseGeometry = window.project([dense])[0]
    return shape


@lru_cache(maxsize=16)
def seams(window: Window) -> BaseGeometry:
    """Return the land that lies between two countries' drawings of their border."""
    shape: BaseGeometry = window.project([_shores()[1]])[0]
    return shape


@lru_cache(maxsize=16)
def beyond(window: Window) -> BaseGeometry:
    """Return what a window shows of the world beyond the base map: nothing is known."""
    edges = shapely.segmentize(shapely.box(*base.countries().total_bounds), 0.5)
    (whole,) = gpd.GeoSeries([edges], crs=base.WGS84).to_crs(window.crs)
    shape: BaseGeometry = shapely.box(*window.box).difference(whole)
    return shape


@lru_cache(maxsize=16)
def water(window: Window) -> BaseGeometry:
    """Return the sea as far as a window shows it."""
    land = [*ground(window)[0].geometry, seams(window), beyond(window)]
    dry = shapely.union_all(shapely.make_valid(land), grid_size=1.0)
    return shapely.box(*window.box).difference(dry)


@lru_cache(maxsize=16)
def graticule(window: Window) -> list[tuple[str, float, BaseGeometry]]:
    """Return meridians and parallels through a window.

    Parameters
    ----------
    window : Window

    Returns
    -------
    list of (str, float, shapely geometry)
        ``lon`` or ``lat``, degrees, and the projected line.
    """
    frame = gpd.GeoSeries([shapely.box(*window.box)], crs=window.crs)
    edges = shapely.segmentize(frame.values, window.width / 20)
    west, south, east, north = (
        gpd.GeoSeries(edges, crs=window.crs).to_crs(base.WGS84).total_bounds
    )
    step = next(s for s in STEPS_DEG if (east - west) / s > 3 or s == STEPS_DEG[-1])
    along = np.linspace(0, 1, 60)
    lines = []
    for lon in np.arange(np.ceil(west / step), np.floor(east / step) + 1) * step:
        lats = south + (north - south) * along
        lines.append(("lon", lon, np.column_stack([np.full(60, lon), lats])))
    for lat in np.arange(np.ceil(south / step), np.floor(north / step) + 1) * step:
        lons = west + (east - west) * along
        lines.append(("lat", lat, np.column_stack([lons, np.full(60, lat)])))
    moved = gpd.GeoSeries(
        [shapely.LineString(line) for _, _, line in lines], crs=base.WGS84
    ).to_crs(window.crs)
    cut = shapely.clip_by_rect(moved.values, *window.box)
    return [
        (kind, float(degrees), shape)
        for (kind, degrees, _), shape in zip(lines, cut, strict=True)
        if not shape.is_empty
    ]

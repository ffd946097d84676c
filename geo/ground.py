"""The ground that never changes: Libya's outline, its districts, its neighbours."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Geod, Transformer
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    import geopandas as gpd

Degrees = npt.ArrayLike


def _data() -> Path:
    """Return the folder of the data: within an installed package, else beside it."""
    packed = Path(__file__).parent / "_data"
    return packed if packed.is_dir() else Path(__file__).parents[1] / "data"


DATA = _data()
WGS84 = CRS.from_epsg(4326)
GEOD = Geod(ellps="WGS84")
"""Distances and areas on its ellipsoid."""
MIDDLE = (27, 17)
"""Latitude and longitude of the middle of Libya, in degrees."""

EQUAL_AREA = CRS.from_proj4(
    "+proj=laea +lat_0={} +lon_0={} +datum=WGS84 +units=m +no_defs".format(*MIDDLE)
)
"""Lambert azimuthal equal-area around the middle of Libya: areas are true, distances
within it are off by less than 0.5 %."""

OFFSHORE_M = 5000.0
"""How far out at sea a point still counts as Libyan: harbours, moles and terminals
stand beyond the coast as drawn, and published coordinates for them more so."""

OUTLINE_TOLERANCE_M = 2000.0
"""How far a point may lie outside the drawn outline and still count as Libyan: Natural
Earth at 1:10m cuts off capes, moles and border posts by about that much."""

CUT_BY = ("countries", "districts")
"""The base files from which cells are cut."""

BOUNDS = (-25.0, 2.0, 62.0, 49.0)
"""West, south, east and north of the base map, in degrees (WGS84)."""

NEIGHBOURS = ("Algeria", "Chad", "Egypt", "Niger", "Sudan", "Tunisia")


def _frame(name: str) -> "gpd.GeoDataFrame":
    # Many commands need no table, and GeoPandas takes long to import.
    import geopandas as gpd  # noqa: PLC0415

    return gpd.read_file(DATA / "base" / f"{name}.geojson")


@cache
def countries() -> "gpd.GeoDataFrame":
    """Return the countries around Libya and the Mediterranean.

    Returns
    -------
    geopandas.GeoDataFrame
        ``name_en``, ``name_ar`` and polygons in WGS84 (EPSG:4326). The nameless
        row is all land farther away.

    Examples
    --------
    >>> "Libya" in set(countries()["name_en"])
    True
    """
    return _frame("countries")


@cache
def country_names() -> dict[str, dict[str, str]]:
    """Return the names of countries by language, without their shapes.

    Returns
    -------
    dict
        By the English name, lower-case.

    Examples
    --------
    >>> country_names()["libya"]["en"]
    'Libya'
    """
    path = DATA / "base" / "countries.geojson"
    rows = [
        feature["properties"]
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
    ]
    return {
        row["name_en"].lower(): {"en": row["name_en"], "ar": row["name_ar"]}
        for row in reversed(rows)
    }


@cache
def districts() -> "gpd.GeoDataFrame":
    """Return Libya's 22 districts, which tile it.

    Returns
    -------
    geopandas.GeoDataFrame
        ``name_en``, ``name_ar`` and polygons in WGS84 (EPSG:4326).

    Examples
    --------
    >>> len(districts())
    22
    """
    return _frame("districts")


@cache
def areas() -> "gpd.GeoDataFrame":
    """Return the areas that agreements name.

    Returns
    -------
    geopandas.GeoDataFrame
        ``area_id``, ``name_en``, ``name_ar``, how each was drawn (``made_from``), and
        polygons in WGS84 (EPSG:4326).

    Examples
    --------
    >>> "sirte-jufra" in set(areas()["area_id"])
    True
    """
    return _frame("areas")


@cache
def names() -> "gpd.GeoDataFrame":
    """Return where the names of countries and seas stand on the map.

    Returns
    -------
    geopandas.GeoDataFrame
        ``name_en``, ``name_ar``, ``style`` (country or sea), the web zooms at which the
        name stands (``zoom_from``, ``zoom_to``), and points in WGS84 (EPSG:4326).

    Examples
    --------
    >>> "style" in names()
    True
    """
    return _frame("names")


def libya() -> BaseGeometry:
    """Return Libya's outline in WGS84 (EPSG:4326).

    Examples
    --------
    >>> libya().contains(shapely.Point(13.19, 32.88))
    True
    """
    frame = countries()
    outline: BaseGeometry = frame.loc[frame["name_en"] == "Libya", "geometry"].iloc[0]
    return outline


SEAM_DEGREES = 0.05
"""Two countries' drawings of one border lie up to half of that apart."""


@cache
def frontier() -> BaseGeometry:
    """Return Libya's borders on land in WGS84 (EPSG:4326), without the coast.

    Examples
    --------
    >>> bool(shapely.dwithin(frontier(), shapely.Point(25, 25), 0.1))
    True
    >>> bool(shapely.dwithin(frontier(), shapely.Point(20, 31), 0.5))
    False
    """
    frame = countries()
    abroad = frame.loc[frame["name_en"].isin(NEIGHBOURS), "geometry"].union_all()
    outline = shapely.boundary(libya())
    near: BaseGeometry = shapely.intersection(
        outline, shapely.buffer(abroad, SEAM_DEGREES)
    )
    return shapely.line_merge(near)


@cache
def projected_libya() -> BaseGeometry:
    """Return Libya's outline in `EQUAL_AREA`, in metres.

    Examples
    --------
    >>> round(projected_libya().area / 1e6, -4)
    1620000.0
    """
    return projected(libya())


def projected(shape: BaseGeometry) -> BaseGeometry:
    """Return a WGS84 shape in `EQUAL_AREA`, in metres.

    Examples
    --------
    >>> round(projected(shapely.box(15, 30, 16, 31)).area / 1e6)
    10642
    """
    return _moved(shape, WGS84, EQUAL_AREA)


def in_degrees(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape in `EQUAL_AREA` in WGS84.

    Examples
    --------
    >>> spot = shapely.Point(13.19, 32.88)
    >>> bool(shapely.dwithin(in_degrees(projected(spot)), spot, 1e-6))
    True
    """
    return _moved(shape, EQUAL_AREA, WGS84)


def _moved(shape: BaseGeometry, crs: CRS, to: CRS) -> BaseGeometry:
    import geopandas as gpd  # noqa: PLC0415 (as in `_frame`)

    moved: BaseGeometry = gpd.GeoSeries([shape], crs=crs).to_crs(to).iloc[0]
    return moved


@cache
def _prepared_libya() -> BaseGeometry:
    """Return `projected_libya`, prepared for many predicates."""
    return shared(projected(libya()))


@cache
def projected_neighbours() -> BaseGeometry:
    """Return the land of Libya's neighbours in `EQUAL_AREA`, in metres.

    Examples
    --------
    >>> projected_neighbours().geom_type
    'MultiPolygon'
    """
    frame = countries()
    abroad = frame[frame["name_en"].isin(NEIGHBOURS)]
    # Long edges may cross where degrees become metres.
    return shared(shapely.make_valid(projected(abroad.union_all())))


def prepared(shape: BaseGeometry) -> BaseGeometry:
    """Return a copy of a shape prepared for many predicates, for one thread.

    A prepared shape builds its indices as they are first needed. Where two threads do
    so with the same shape at once, GEOS ends the process.

    Examples
    --------
    >>> inside = prepared(shapely.box(0, 0, 1, 1))
    >>> bool(shapely.contains(inside, shapely.Point(0.5, 0.5)))
    True
    """
    copied: BaseGeometry = shapely.from_wkb(shapely.to_wkb(shape))
    shapely.prepare(copied)
    return copied


def shared(shape: BaseGeometry) -> BaseGeometry:
    """Return a prepared shape that threads may share: its point index is built.

    Examples
    --------
    >>> bool(shapely.intersects(shared(shapely.box(0, 0, 1, 1)), shapely.Point(1, 0)))
    True
    """
    shape = prepared(shape)
    spot = shapely.Point(0, 0)
    shapely.intersects(shape, spot)
    shapely.dwithin(shape, spot, 1.0)
    return shape


@cache
def _to_metres() -> Transformer:
    return Transformer.from_crs(WGS84, EQUAL_AREA, always_xy=True)


def in_metres(
    lons: Degrees, lats: Degrees
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return coordinates in `EQUAL_AREA`, in metres, from WGS84 degrees.

    Examples
    --------
    >>> x, y = in_metres([17, 17], [27, 28])
    >>> (abs(x) < 1e-6).tolist(), (y > 110_000).tolist()
    ([True, True], [False, True])
    """
    x, y = _to_metres().transform(np.asarray(lons, float), np.asarray(lats, float))
    return np.asarray(x), np.asarray(y)


def metric_points(lons: Degrees, lats: Degrees) -> npt.NDArray[np.object_]:
    """Return points in `EQUAL_AREA`, in metres, from WGS84 degrees, without a frame.

    Examples
    --------
    >>> a, b = metric_points([13, 14], [32, 32])
    >>> 94_000 < a.distance(b) < 96_000
    True
    """
    return np.asarray(shapely.points(*in_metres(lons, lats)), dtype=object)


def project_points(lons: Degrees, lats: Degrees) -> "gpd.GeoSeries":
    """Return points in `EQUAL_AREA`, in metres, from WGS84 degrees.

    Examples
    --------
    >>> a, b = project_points([13, 14], [32, 32])
    >>> 94_000 < a.distance(b) < 96_000
    True
    """
    import geopandas as gpd  # noqa: PLC0415 (as in `_frame`)

    return gpd.GeoSeries(metric_points(lons, lats), crs=EQUAL_AREA)


def outside_by(points: "gpd.GeoSeries") -> list[float]:
    """Return how many metres each point lies outside Libya's outline.

    Parameters
    ----------
    points : geopandas.GeoSeries
        Points in `EQUAL_AREA`.

    Returns
    -------
    list of float
        0 for a point inside.

    Examples
    --------
    >>> outside_by(project_points([17.0], [27.0]))
    [0.0]
    """
    return [float(d) for d in shapely.distance(projected_libya(), points.values)]


def in_libya(points: "gpd.GeoSeries") -> list[bool]:
    """Return for each point whether it counts as Libyan.

    Parameters
    ----------
    points : geopandas.GeoSeries
        Points in `EQUAL_AREA`.

    Returns
    -------
    list of bool
        True within `OUTLINE_TOLERANCE_M` of the outline; at sea within `OFFSHORE_M`.

    Examples
    --------
    >>> in_libya(project_points([13.19, 31.24], [32.89, 30.04]))  # Tripoli, Cairo
    [True, False]
    """
    return [bool(one) for one in are_libyan(np.asarray(points.values))]


def are_libyan(points: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
    """Return for each point whether it counts as Libyan, as `in_libya` does.

    Examples
    --------
    >>> are_libyan(metric_points([13.19, 31.24], [32.89, 30.04])).tolist()
    [True, False]
    """
    libya, neighbours = _prepared_libya(), projected_neighbours()
    near = np.asarray(shapely.dwithin(libya, points, OFFSHORE_M))
    at_border = np.flatnonzero(near)
    at_border = at_border[shapely.intersects(neighbours, points[at_border])]
    near[at_border] = shapely.dwithin(libya, points[at_border], OUTLINE_TOLERANCE_M)
    return near

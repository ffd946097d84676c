"""Which columns of a table have its places, and the places that stand there."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

import shapely
from shapely import Point
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.bounds.shapes import from_wkb, from_wkt
from geo.errors import Localized, PlaceError, Text, UploadError
from geo.errors.typed import is_nothing
from geo.inputs import grids
from geo.inputs.layer import Notice, Row, Table
from geo.inputs.pairs import pair, point_of
from geo.inputs.shapes import Projection, read_shape
from geo.query import axes, written
from geo.query.maplinks import is_shortened

SHAPES = (
    *("wkt", "geometry", "geom", "the_geom", "geojson", "wkb_geometry", "wkb"),
    *("st_astext", "st_asgeojson", "geom_wkt"),
)
"""What a column of shapes may be called: Well-Known Text or Binary, or GeoJSON."""

BOTH = (
    *("coordinates", "coordinate", "coords", "gps", "gps coordinates", "geopoint"),
    *("latlon", "latlong", "latlng", "lat lon", "lat long", "position", "point"),
    *("location", "geolocation", "_geolocation", "الإحداثيات", "إحداثيات"),
    *("الاحداثيات", "احداثيات", "الموقع الجغرافي"),
    *("geo point", "geo point 2d", "coordonnées", "coordinates lat lon", "الموقع"),
    *("إحداثيات الموقع", "احداثيات الموقع"),
    *("map", "map link", "maps", "google maps", "google maps link", "link", "url"),
    *("osm", "openstreetmap", "رابط", "الرابط", "رابط الموقع", "الخريطة"),
    *("mgrs", "usng", "utm", "utm coordinates", "grid reference", "grid ref"),
)
"""What a column may be called that has latitudes and longitudes, in this order."""

LON_FIRST = (
    *("lonlat", "longlat", "lnglat", "lon lat", "long lat", "lng lat", "xy", "x y"),
    *("longitude latitude", "خط الطول خط العرض", "الطول العرض", "خط الطول والعرض"),
)
"""Likewise, of longitudes and latitudes."""

_BAND = re.compile(r"(?:UTM )?\d{1,2} ?[C-HJ-NP-X]\b|\d{1,2} ?[C-X] ?[A-Z]{2}", re.I)
"""How a point of UTM or MGRS begins."""

_GRID = re.compile(r"easting|northing|\bmgrs\b|\butm\b", re.IGNORECASE)
_SHAPE = re.compile(
    r"\s*(?:SRID=\d+;\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b"
    r"|\s*\{\s*\"type\"\s*:\s*\"(?:Multi)?(?:Point|LineString|Polygon)\"",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"\d[.,٫]\d{2}|[°º]|\d ?[NS]\b|\b\d{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2}"
)
"""How shapes begin, and what shows that two numbers are degrees."""

UNNAMED = re.compile(r"Field\d+")
"""What GDAL calls a column where it took no line for that of the names."""

_PARTS = re.compile(r"[\s^~:؛،/*#;,|]+")
"""What may stand between names of columns in one cell."""

FEW_CELLS = 20
"""So many cells show what a column holds whose name says nothing of it."""

MOST_DEGREES = 180


@dataclass(frozen=True)
class Where:
    """The columns of a table that have its places.

    Attributes
    ----------
    shape, both : str
        One of shapes; one of latitudes and longitudes.
    lon_first : bool
        Whether the longitude comes first in `both`.
    lat, lon : str
    grid : grids.Grid, optional
        Those of metres.
    """

    shape: str = ""
    both: str = ""
    lat: str = ""
    lon: str = ""
    grid: grids.Grid | None = None
    lon_first: bool = False

    @property
    def columns(self) -> list[str]:
        """Return their names."""
        if self.grid:
            return self.grid.columns
        return [name for name in (self.shape, self.both, self.lat, self.lon) if name]

    @property
    def parts(self) -> int:
        """Return into how many parts a degree is cut, of which `lat` and `lon` are."""
        return axes.parts(self.lat)


def located(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Where | None:
    """Return which columns have the places of a table, by their names and cells.

    Raises
    ------
    UploadError
        If several could be.

    Examples
    --------
    >>> located(["id", "Lat/Long"], [{"id": "1", "Lat/Long": "32.9, 13.2"}]).both
    'Lat/Long'
    """
    where = of(header) or of_both(header, rows)
    return in_metres(header, rows, where) or _by_cells(header, rows)


def of(header: Sequence[str]) -> Where | None:
    """Return which columns have the places of a table, by their names.

    Raises
    ------
    UploadError
        If several could be.

    Examples
    --------
    >>> of(["name", "_gps_latitude", "_gps_longitude"]).lat
    '_gps_latitude'
    >>> of(["name", "remarks"]) is None
    True
    """
    known = {name.strip().casefold(): name for name in reversed(header)}
    shape = next((known[name] for name in SHAPES if name in known), None)
    return Where(shape=shape) if shape is not None else of_degrees(header)


def of_degrees(header: Sequence[str]) -> Where | None:
    """Return the columns of latitudes and longitudes, as `of`."""
    found = {axis: written.called(header, axis) for axis in ("lat", "lon")}
    if not all(found.values()):
        found = {axis: [] for axis in found}
        for found_pair in axes.pairs(header):
            for axis, place in found_pair.items():
                found[axis].append(place)
    for axis, columns in found.items():
        if len(columns) > 1:
            names = [header[place] for place in columns]
            raise UploadError("error.own.columns", axis=axis, known=names)
    if not all(found.values()):
        return None
    return Where(lat=header[found["lat"][0]], lon=header[found["lon"][0]])


def of_both(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Where | None:
    """Return which column has latitudes and longitudes, as its cells show."""
    for name in header:
        lon_first = axes.spaced(name) in LON_FIRST
        if lon_first or name.strip().casefold() in BOTH or axes.spaced(name) in BOTH:
            cells = [row[name] for row in rows if not is_nothing(row[name])]
            count = sum(
                bool(pair(cell, lon_first=lon_first)) or is_shortened(str(cell))
                for cell in cells
            )
            if cells and count * 2 >= len(cells):
                return Where(both=name, lon_first=lon_first)
    return None


def _by_cells(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Where | None:
    """Return a column of any name whose first cells all are points, or shapes."""
    for name in header:
        filled = (row[name] for row in rows if not is_nothing(row[name]))
        cells = [_text(cell) for cell in islice(filled, FEW_CELLS)]
        if cells and all(map(_SHAPE.match, cells)):
            return Where(shape=name)
        if cells and all(_POINT.search(cell) and pair(cell) for cell in cells):
            return Where(both=name)
    return None


def _text(cell: Any) -> str:
    return json.dumps(cell) if isinstance(cell, Mapping) else str(cell)


def in_metres(
    header: Sequence[str], rows: Sequence[Mapping[str, Any]], where: Where | None
) -> Where | None:
    """Return which columns have metres of UTM, where those found hold no degrees."""
    grid = grids.of(header)
    if grid is None or (where and (where.shape or not _are_metres(where, rows))):
        return where
    return Where(grid=grid)


def missing(header: Sequence[str]) -> UploadError:
    """Return the notice of a table without places."""
    if grid := metres(header):
        return UploadError("error.own.grid", known=grid)
    if len(header) == 1 and axes.pairs(_PARTS.split(header[0])):
        return UploadError("error.own.delimiter", text=header[0])
    numbers = [name for name in header if _number(name) is not None]
    if len(numbers) > 1 or (header and all(map(UNNAMED.fullmatch, header))):
        return UploadError("error.own.no_header")
    known = [name for name in header if name]
    more = ["…"] * (len(known) > FEW_CELLS)
    return UploadError("error.own.no_column", known=known[:FEW_CELLS] + more)


def metres(header: Sequence[str]) -> list[str]:
    """Return the columns that are called as those of a grid."""
    return [name for name in header if _GRID.search(name.replace("_", " "))]


def read(where: Where, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return rows with the places that columns have.

    Raises
    ------
    UploadError
        If a shape cannot be read, or they are in several systems.
    """
    if not where.shape:
        if _are_metres(where, rows):
            raise UploadError("error.own.grid", known=[where.lon, where.lat])
        return Table([*_points(where, rows)], notices=tuple(_of_points(where, rows)))
    shaped = [*_shapes(where.shape, rows)]
    systems = {system for _, system in shaped if system}
    if len(systems) > 1:
        raise UploadError("error.own.systems")
    return Table([row for row, _ in shaped], "".join(systems))


def _of_points(where: Where, rows: Sequence[Mapping[str, Any]]) -> Iterator[Notice]:
    """Yield how points are read that are no columns of degrees."""
    if where.grid:
        yield "own.grid", {"columns": where.grid.columns}
    elif where.both:
        cells = (row[where.both] for row in rows if not is_nothing(row[where.both]))
        is_grid = any(_BAND.match(str(cell).strip()) for cell in cells)
        if is_grid:
            yield "own.grid", {"columns": [where.both]}
        else:
            key = "own.both_turned" if where.lon_first else "own.both"
            yield key, {"column": where.both}


def _points(where: Where, rows: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    found = points(where, rows)
    for number, (row, one) in enumerate(zip(rows, found, strict=True), 1):
        if isinstance(one, tuple):
            lat, lon = one
            point = {"type": "Point", "coordinates": [lon, lat]}
            yield Row(number, row, point)
        else:
            yield Row(number, row, None, one and Text("own.row_left", error=one))


def points(
    where: Where, rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[float, float] | Localized | None]:
    """Yield the latitude and longitude (WGS84) of each row, or why it has none.

    None: nothing is written there, or it is no point.
    """
    if where.grid:
        yield from grids.points(where.grid, rows)
    elif where.shape:
        for row in rows:
            yield _of_shape(row[where.shape])
    elif where.both:
        for row in rows:
            cell = row[where.both]
            if is_shortened(str(cell)):
                yield PlaceError("error.query.shortened", text=str(cell).strip())
            else:
                yield pair(cell, lon_first=where.lon_first)
    else:
        for row in rows:
            both = row[where.lat], row[where.lon]
            yield point_of(*(_whole(cell, where.parts) for cell in both))


def _whole(cell: Any, parts: int) -> Any:
    """Return a cell of parts of a degree as degrees, if it is a number."""
    number = None if parts == 1 else _number(cell)
    return cell if number is None else number / parts


def _of_shape(cell: Any) -> tuple[float, float] | Localized | None:
    """Return the point that a shape is, if it is one."""
    if is_nothing(cell):
        return None
    try:
        shape, system = _shape(cell)
        one_ = read_shape(shape) if isinstance(shape, Mapping) else shape
        if one_ is None or one_.geom_type != "Point" or one_.is_empty:
            return None
        point = cast(Point, Projection(system).to_wgs84(one_))
    except (ShapelyError, ValueError, RecursionError):
        return UploadError("error.own.wkt")
    except UploadError as error:
        return error
    return (point.y, point.x)


def _are_metres(where: Where, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether no row has degrees, but a grid's metres."""
    if where.parts > 1:
        return False
    cells = [row[name] for row in rows for name in (where.lat, where.lon) if name]
    numbers = [number for number in map(_number, cells) if number is not None]
    return bool(numbers) and all(abs(number) > MOST_DEGREES for number in numbers)


def _number(cell: Any) -> float | None:
    try:
        return float(cell)
    except (TypeError, ValueError):
        return None


def _shapes(
    column: str, rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Row, str]]:
    """Yield rows with their shapes, and the system that each states, or none."""
    for number, row in enumerate(rows, 1):
        rest = {name: value for name, value in row.items() if name != column}
        shape, system, problem = None, "", None
        if not is_nothing(row[column]):
            try:
                shape, system = _shape(row[column])
            except (ShapelyError, ValueError, RecursionError):
                problem = Text("own.row_left", error=UploadError("error.own.wkt"))
        yield Row(number, rest, shape, problem), system


def _shape(cell: Any) -> tuple[BaseGeometry | Mapping[str, Any] | None, str]:
    if isinstance(cell, Mapping):
        return cell, ""
    text = str(cell).strip()
    if text.startswith("{"):
        parsed = json.loads(text)
        return (parsed if isinstance(parsed, dict) else None), ""
    if re.fullmatch(r"0[01][0-9a-fA-F]+", text):
        (shape,) = from_wkb([bytes.fromhex(text)])
        return shape, _system(int(shapely.get_srid(shape)))
    stated = re.match(r"SRID=(\d+)\s*;", text, re.IGNORECASE)
    return from_wkt(text.split(";", 1)[-1]), _system(int(stated[1]) if stated else 0)


def _system(code: int) -> str:
    return f"EPSG:{code}" if code not in (0, 4326) else ""

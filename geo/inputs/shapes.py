"""Shapes that can be drawn: whole, flat, in WGS84, on this map."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError, ProjError
from shapely import MultiPolygon
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.bounds.shapes import MOST_NESTED
from geo.bounds.uploads import REPAIRED_POINTS, Limits
from geo.errors import PlaceError, Text, UploadError
from geo.views import BOUNDS, COUNTRY, VIEWS

DEPTHS = {
    **{"Point": 0, "MultiPoint": 1, "LineString": 1},
    **{"MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3},
}
"""The kinds that are drawn, and how deep the coordinates of each are nested."""

COLLECTION = "GeometryCollection"
KINDS = (*DEPTHS, COLLECTION)

NOWHERE = (-9999, 9999, -999, 999, -99999, 99999)
"""What programs write for a number that they have not, in both of a point."""

MAP = shapely.box(*BOUNDS)
LIBYA = shapely.box(*VIEWS[COUNTRY])

WGS84 = pyproj.CRS("EPSG:4326")
_BEGINS = r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?"
_EPSG = re.compile(
    rf"(?:{_BEGINS}(?:EPSG|ESRI)[:/ ](?:[\d.]*[:/]){{0,2}})?(\d{{4,6}})"
    r"(?:\+\d{4,5})?",
    re.IGNORECASE,
)
_CRS84 = re.compile(
    rf"{_BEGINS}OGC[:/](?:[\d.]*[:/])?CRS84h?|World Geodetic System 1984"
    r"|(?:CRS:?|(?:GCS_)?WGS[ _]?(?:19)?)[ _]?84",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\bEPSG[:/ ]+(\d{4,6})\b", re.IGNORECASE)
"""A code that stands within a text: ``WGS 84 (EPSG:4326)``, ``+init=epsg:4326``."""

_UTM = re.compile(
    r"WGS[ _]?(?:19)?84[ _/]*UTM[ _,]*zone[ _]?(\d{1,2})([NS]?)", re.IGNORECASE
)
_MERCATOR = re.compile(
    r"(?:WGS[ _]?(?:19)?84[ _/]*)?(?:Pseudo|Web)[- _]Mercator"
    r"(?:[ _]Auxiliary[ _]Sphere)?",
    re.IGNORECASE,
)
_PROJ = re.compile(
    r"\+proj=(?:longlat|latlong|utm|merc|lcc|laea|aea|tmerc)(?:\s+\+(?:"
    r"(?:zone|datum|ellps|units|lat_[012]|lat_ts|lon_0|k|k_0|x_0|y_0|a|b|type|towgs84|pm)"
    r"=[\w.,-]{1,100}|nadgrids=@null|no_defs|south|wktext|over)){0,20}\s*",
    re.ASCII,
)
"""PROJ's own text, but for what would have it read a file."""


@dataclass(frozen=True)
class Drawn:
    """A shape that can be drawn.

    Attributes
    ----------
    parts : list of shapely.geometry.base.BaseGeometry
        WGS84, flat; a shape of several kinds is one a kind, points one a point.
    is_repaired : bool
        Whether its edges crossed.
    number : int
        Of its feature in the file.
    """

    parts: list[BaseGeometry]
    is_repaired: bool = False
    number: int = 0

    @property
    def points(self) -> int:
        """Return how many points it has."""
        return int(sum(map(shapely.get_num_coordinates, self.parts)))

    @property
    def is_on_map(self) -> bool:
        """Return whether any of it lies where the map can be."""
        return any(part.intersects(MAP) for part in self.parts)

    @property
    def is_by_libya(self) -> bool:
        """Return whether any of it lies in Libya or by its coast."""
        return any(part.intersects(LIBYA) for part in self.parts)

    @property
    def is_swapped(self) -> bool:
        """Return whether it would lie by Libya with latitude and longitude changed."""
        turned = (
            shapely.transform(part, lambda xy: xy[:, ::-1]) for part in self.parts
        )
        return any(part.intersects(LIBYA) for part in turned)


class Projection:
    """Takes shapes from the reference system of a file to WGS84.

    Parameters
    ----------
    crs : str
        As the file states it: by its EPSG code, or as Well-Known Text; none: empty.

    Raises
    ------
    UploadError
        If it is no reference system that is known.
    """

    def __init__(self, crs: str) -> None:
        self._transformer: pyproj.Transformer | None = None
        try:
            source = _stated(crs).to_2d()
            if not (source.is_geographic or source.is_projected):
                raise CRSError(crs)  # of heights, or of the whole Earth
            if not source.equals(WGS84, ignore_axis_order=True):
                self._transformer = pyproj.Transformer.from_crs(
                    source, WGS84, always_xy=True
                )
            self.name = source.name if source.name != "unknown" else crs
        except (CRSError, ProjError):
            raise UploadError("error.own.crs", crs=crs) from None

    @property
    def is_needed(self) -> bool:
        """Return whether the file has another system than WGS84."""
        return self._transformer is not None

    def to_wgs84(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape in degrees, longitude first."""
        if self._transformer is None:
            return shape
        change = self._transformer.transform
        return shapely.transform(
            shape, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1]))
        )


def _stated(crs: str) -> pyproj.CRS:
    """Return the reference system that a file states; it names no file in its turn."""
    typed = crs.strip()
    if not typed or _CRS84.fullmatch(typed):
        return WGS84
    short = "" if "[" in typed else typed
    if code := _EPSG.fullmatch(typed) or _WITHIN.search(short):
        return pyproj.CRS.from_epsg(int(code[1]))
    if zone := _UTM.fullmatch(typed):
        south = zone[2].upper() == "S"
        return pyproj.CRS.from_epsg((32700 if south else 32600) + int(zone[1]))
    if _MERCATOR.fullmatch(typed):
        return pyproj.CRS.from_epsg(3857)
    if _PROJ.fullmatch(typed):
        return pyproj.CRS.from_proj4(typed)
    return pyproj.CRS.from_wkt(crs)


def drawn(
    geometry: Mapping[str, Any] | BaseGeometry | None,
    projection: Projection,
    limits: Limits,
) -> Drawn:
    """Return a geometry as it can be drawn.

    Parameters
    ----------
    geometry : mapping or shapely.geometry.base.BaseGeometry or None
        GeoJSON's, or a shape; heights are left off.
    projection : Projection
        Of its file.
    limits : geo.bounds.uploads.Limits

    Raises
    ------
    PlaceError
        If it has no place: it is none, or empty.
    UploadError
        If it cannot be drawn.
    """
    if geometry is None or (isinstance(geometry, Mapping) and _is_nowhere(geometry)):
        raise PlaceError("own.no_place")
    shape = geometry if isinstance(geometry, BaseGeometry) else read_shape(geometry)
    if shape.is_empty:
        raise PlaceError("own.no_place")
    parts = list(_of_one_kind(shapely.force_2d(shape), MOST_NESTED))
    for part in parts:
        count = int(shapely.get_num_coordinates(part))
        if part.geom_type.endswith("Polygon") and count > limits.polygon_points:
            counts = {"count": count, "most": limits.polygon_points}
            raise UploadError("error.own.polygon_points", **counts)
    parts = [_parted(projection.to_wgs84(part)) for part in parts]
    for part in parts:
        _check_degrees(part)
    mended = [_mended(part) for part in parts]
    return Drawn(mended, any(a is not b for a, b in zip(parts, mended, strict=True)))


def _parted(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape that crosses the 180th meridian in two, as RFC 7946 has it.

    It may leap from one side of a map to the other, or count degrees on beyond 180.
    """
    degrees = shapely.get_coordinates(shape)[:, 0]
    if shape.geom_type == "Point" or not np.isfinite(degrees).all():
        return shape
    leaps = np.abs(np.diff(degrees))
    within = ((leaps > 180) & (leaps < 360)).any() and shape.geom_type in _OF_ONE_PART
    beyond = degrees.max() > 180 and degrees.max() - degrees.min() < 360
    if not (within or beyond) or degrees.min() < -180 or degrees.max() > 540:
        return shape

    def whole(xy: Any) -> Any:
        return np.column_stack((np.unwrap(xy[:, 0], period=360), xy[:, 1]))

    shape = shapely.transform(shape, whole) if within else shape
    west, _, east, _ = shape.bounds
    turns = range(math.floor((west + 180) / 360), math.ceil((east + 180) / 360))
    return shapely.union_all([_turned(shape, 360 * turn) for turn in turns])


def _turned(shape: BaseGeometry, degrees: int) -> BaseGeometry:
    """Return what of a shape lies on the map that is so many degrees to the east."""
    there = shapely.box(degrees - 180, -90, degrees + 180, 90)
    return shapely.transform(shape.intersection(there), lambda xy: xy - (degrees, 0))


_OF_ONE_PART = ("LineString", "Polygon")
"""Kinds whose points follow one another."""


def _is_nowhere(geometry: Mapping[str, Any]) -> bool:
    """Return whether a geometry of GeoJSON says in another way that there is none.

    Programs leave it empty, or have no numbers in it.
    """
    if not geometry:
        return True
    if geometry.get("type") not in DEPTHS or "coordinates" not in geometry:
        return False
    coordinates = geometry["coordinates"]
    if coordinates is None:
        return True
    if not isinstance(coordinates, list):
        return False
    pair = coordinates[:2]
    unknown = len(pair) == 2 and pair[0] == pair[1] and pair[0] in NOWHERE
    return unknown or all(one is None or one == "" for one in coordinates)


def _mended(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape whose edge does not cross itself, if it is not too long."""
    if not shape.geom_type.endswith("Polygon") or shape.is_valid:
        return shape
    if shapely.get_num_coordinates(shape) <= REPAIRED_POINTS:
        valid = shapely.get_parts(shapely.make_valid(shape, method="structure"))
        areas = [p for p in valid if p.geom_type == "Polygon" and p.area]
        if areas:
            return areas[0] if len(areas) == 1 else MultiPolygon(areas)
    where = shapely.is_valid_reason(shape)
    raise UploadError("error.own.crosses", where=where)


def read_shape(geometry: Mapping[str, Any], depth: int = MOST_NESTED) -> BaseGeometry:
    """Return the shape of a GeoJSON geometry, nested no deeper than it may be."""
    if not depth:
        raise UploadError("error.own.nested")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind == COLLECTION:
        members = geometry.get("geometries")
        if not isinstance(members, list):
            raise UploadError("error.own.shape", kind=kind)
        return shapely.GeometryCollection(
            [read_shape(one, depth - 1) for one in members if one is not None]
        )
    if kind not in DEPTHS:
        raise UploadError(
            "error.own.kind", kind=kind or Text("error.none"), known=list(KINDS)
        )
    try:
        flat = _flat(geometry["coordinates"], DEPTHS[kind])
        if kind.startswith("Multi"):
            flat = [part for part in flat if part and part != [[]]]
        return shapely.geometry.shape({"type": kind, "coordinates": flat})
    except OverflowError:  # an integer of hundreds of digits
        raise UploadError("error.own.no_number") from None
    except (ShapelyError, ValueError, TypeError, LookupError, AttributeError):
        raise UploadError("error.own.shape", kind=kind) from None


def _flat(coordinates: Any, depth: int) -> Any:
    """Return coordinates without heights: some points of a track have none."""
    if not isinstance(coordinates, list | tuple):
        raise TypeError
    if depth:
        return [_flat(inner, depth - 1) for inner in coordinates]
    if any(isinstance(number, bool) for number in coordinates[:2]):
        raise TypeError
    return [float(number) for number in coordinates[:2]]


def _check_degrees(shape: BaseGeometry) -> None:
    west, south, east, north = shape.bounds
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        raise UploadError("error.own.no_number")
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise UploadError(
            "error.own.degrees",
            start=f"{west:g},{south:g}",
            end=f"{east:g},{north:g}",
        )


def _of_one_kind(shape: BaseGeometry, depth: int) -> Iterator[BaseGeometry]:
    """Yield what a shape is made of, each of a kind that a map draws."""
    if not depth:
        raise UploadError("error.own.nested")
    if shape.geom_type in (COLLECTION, "MultiPoint"):
        for part in shapely.get_parts(shape):
            yield from _of_one_kind(part, depth - 1)
    elif shape.geom_type == "LinearRing":
        yield shapely.LineString(shape.coords)
    elif shape.geom_type in DEPTHS:
        yield shape
    else:
        raise UploadError("error.own.kind", kind=shape.geom_type, known=list(KINDS))

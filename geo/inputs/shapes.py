"""Shapes that can be drawn: whole, flat, in WGS84, on this map."""

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

MAP = shapely.box(*BOUNDS)
LIBYA = shapely.box(*VIEWS[COUNTRY])

WGS84 = pyproj.CRS("EPSG:4326")
_BEGINS = r"(?:urn:ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?"
_EPSG = re.compile(
    rf"(?:{_BEGINS}(?:EPSG|ESRI)[:/ ](?:[\d.]*[:/])?)?(\d{{4,6}})", re.IGNORECASE
)
_CRS84 = re.compile(
    rf"{_BEGINS}OGC[:/](?:[\d.]*[:/])?CRS84|(?:CRS:?|(?:GCS_)?WGS[ _]?(?:19)?)[ _]?84",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Drawn:
    """A shape that can be drawn.

    Attributes
    ----------
    parts : list of shapely.geometry.base.BaseGeometry
        WGS84, flat; a shape of several kinds is one a kind, points one a point.
    is_repaired : bool
        Whether its edges crossed.
    """

    parts: list[BaseGeometry]
    is_repaired: bool = False

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
            self.name = source.name
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
    if code := _EPSG.fullmatch(typed):
        return pyproj.CRS.from_epsg(int(code[1]))
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
    parts = [projection.to_wgs84(part) for part in parts]
    for part in parts:
        _check_degrees(part)
    mended = [_mended(part) for part in parts]
    return Drawn(mended, any(a is not b for a, b in zip(parts, mended, strict=True)))


def _is_nowhere(geometry: Mapping[str, Any]) -> bool:
    """Return whether a geometry of GeoJSON says in another way that there is none.

    Programs leave it empty, or have no numbers in it.
    """
    if not geometry:
        return True
    if geometry.get("type") not in DEPTHS or "coordinates" not in geometry:
        return False
    coordinates = geometry["coordinates"]
    return coordinates is None or (
        isinstance(coordinates, list) and all(one is None for one in coordinates)
    )


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

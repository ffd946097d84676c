"""Reads a reader's own layer: valid-time GeoJSON, or a message why it is none."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from pyproj.exceptions import ProjError
from shapely import MultiPolygon
from shapely.errors import ShapelyError

from geo.bounds.uploads import REPAIRED_POINTS, Limits
from geo.dates import parse_span
from geo.errors import DateError, Text, UploadError

MOST_FAULTS = 10
"""Most faults reported; a file that is no layer at all has one in every feature."""

KINDS = (
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
)
WGS84 = 4326
_EPSG = re.compile(r"(?:urn:ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})", re.IGNORECASE)
_CRS84 = re.compile(r"urn:ogc:def:crs:OGC:[\d.]*:CRS84|OGC:CRS84", re.IGNORECASE)


@dataclass
class Upload:
    """A reader's own layer.

    Attributes
    ----------
    features : list of dict
        GeoJSON Features whose days are ISO texts or None; a MultiPoint has become one
        feature a point, for each is a mark of its own on the map.
    notes : list of Text
        What was changed to have it drawn, for the reader to know.
    """

    features: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def read(name: str, content: bytes, limits: Limits | None = None) -> Upload:
    """Return a GeoJSON file as features with whole days.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    content : bytes
        A GeoJSON FeatureCollection or Feature (RFC 7946: WGS84, longitude first), or
        with a member ``crs`` that names another system of the EPSG.
        Features may carry ``valid_from`` and ``valid_to``, half-open, as 2014, 2014-08
        or 2014-08-27; a coarse date counts from its first day. Missing or empty: open.
    limits : geo.bounds.uploads.Limits, optional
        By default those of the server's environment.

    Returns
    -------
    Upload

    Raises
    ------
    UploadError
        If the file cannot be used; it names the features at fault and what would be
        right.
    """
    limits = limits or Limits.set_in()
    document = _document(name, content, limits)
    end = time.monotonic() + limits.seconds
    listed = _features(name, document)
    if len(listed) > limits.features:
        counts = {"count": len(listed), "most": limits.features}
        raise UploadError("error.own.features", name=name, **counts)
    reader = _Reader(limits, _code_of(name, document))
    upload = Upload()
    faults: list[Text] = []
    for number, feature in enumerate(listed, 1):
        if time.monotonic() > end:
            seconds = limits.seconds
            raise UploadError("error.own.slow", name=name, seconds=seconds)
        try:
            upload.features += reader.read(feature)
        except UploadError as error:
            found_here = {"name": name, "number": number, "error": error}
            faults.append(Text("error.own.of_feature", **found_here))
        if reader.points > limits.points:
            raise UploadError("error.own.points", name=name, most=limits.points)
    if faults:
        more = len(faults) - MOST_FAULTS
        lines = faults[:MOST_FAULTS]
        if more > 0:
            lines.append(Text("error.own.more", name=name, count=more))
        raise UploadError.of_lines(lines)
    if reader.code != WGS84:
        upload.notes.append(Text("error.own.moved", name=name, code=reader.code))
    if reader.repaired:
        count = reader.repaired
        upload.notes.append(Text("error.own.repaired", name=name, count=count))
    return upload


def _document(name: str, content: bytes, limits: Limits) -> Any:
    """Return the JSON of a file that is small enough to be read."""
    if len(content) > limits.megabytes * 1_000_000:
        megabytes = {"size": len(content) / 1e6, "most": limits.megabytes}
        raise UploadError("error.own.size", name=name, **megabytes)
    if not limits.hold(content):
        most = {"features": limits.features, "points": limits.points}
        raise UploadError("error.own.signs", name=name, **most)
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise UploadError("error.own.utf8", name=name) from None
    except (ValueError, RecursionError) as error:
        raise UploadError("error.own.json", name=name, error=error) from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")


def _features(name: str, document: Any) -> list[Any]:
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Feature":
        return [document]
    if kind != "FeatureCollection" or not isinstance(document.get("features"), list):
        raise UploadError(
            "error.own.collection", name=name, kind=kind or Text("error.none")
        )
    if not document["features"]:
        raise UploadError("error.own.empty", name=name)
    return list(document["features"])


def _crs_name(crs: Any) -> str:
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name", "")) if isinstance(properties, dict) else ""


def _code_of(name: str, document: Any) -> int:
    """Return the code of the system in which a file has its coordinates."""
    crs = document.get("crs")
    stated = _crs_name(crs)
    if crs is None or _CRS84.fullmatch(stated):
        return WGS84
    code = _EPSG.fullmatch(stated)
    try:
        if code is None or not _transformer(int(code[1])):
            raise UploadError("error.own.crs", name=name, crs=stated or crs)
    except ProjError:
        raise UploadError("error.own.crs", name=name, crs=stated) from None
    return int(code[1])


@lru_cache(maxsize=8)
def _transformer(code: int) -> Transformer:
    return Transformer.from_crs(code, WGS84, always_xy=True)


@dataclass
class _Reader:
    """Reads the features of a file, and counts what it holds.

    Attributes
    ----------
    limits : geo.bounds.uploads.Limits
    code : int
        Of the EPSG: the system of the file's coordinates.
    points, repaired : int
        How many points there were, and polygons whose edges crossed themselves.
    """

    limits: Limits
    code: int
    points: int = 0
    repaired: int = 0

    def read(self, feature: Any) -> list[dict[str, Any]]:
        """Return a feature with whole days; a MultiPoint as its points."""
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise UploadError("error.own.feature")
        properties = feature.get("properties")
        if properties is not None and not isinstance(properties, dict):
            raise UploadError("error.own.properties")
        if _is_deeper(properties, self.limits.depth):
            raise UploadError("error.own.deep", most=self.limits.depth)
        _check_text(properties)
        days = _life(properties or {})
        geometry = self._repaired(self._geometry(feature.get("geometry")))
        parts = geometry.geoms if geometry.geom_type == "MultiPoint" else [geometry]
        return [
            {
                "type": "Feature",
                "properties": {**(properties or {}), **days},
                "geometry": shapely.geometry.mapping(part),
            }
            for part in parts
        ]

    def _geometry(self, geometry: Any) -> Any:
        """Return a geometry in degrees, within the limits."""
        shape = _shape(geometry)
        count = int(shapely.get_num_coordinates(shape))
        self.points += count
        polygon_points = self.limits.polygon_points
        if shape.geom_type.endswith("Polygon") and count > polygon_points:
            counts = {"count": count, "most": polygon_points}
            raise UploadError("error.own.polygon_points", **counts)
        if self.code != WGS84:
            shape = shapely.transform(shape, self._moved)
        _check_degrees(shape)
        return shape

    def _moved(self, coordinates: Any) -> Any:
        return np.column_stack(_transformer(self.code).transform(*coordinates.T))

    def _repaired(self, shape: Any) -> Any:
        """Return a polygon without crossings of its edge, if there are not too many."""
        if not shape.geom_type.endswith("Polygon") or shape.is_valid:
            return shape
        where = shapely.is_valid_reason(shape)
        if shapely.get_num_coordinates(shape) <= REPAIRED_POINTS:
            parts = shapely.get_parts(shapely.make_valid(shape, method="structure"))
            polygons = [p for p in parts if p.geom_type == "Polygon" and p.area]
            if polygons:
                self.repaired += 1
                return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
        raise UploadError("error.own.crosses", where=where)


def _is_deeper(value: Any, most: int) -> bool:
    """Return whether lists and objects are nested deeper than they may be."""
    level = [value]
    for _ in range(most + 1):
        inner = [one for one in level if isinstance(one, dict | list)]
        level = [
            part
            for one in inner
            for part in (one.values() if isinstance(one, dict) else one)
        ]
    return any(isinstance(one, dict | list) for one in level)


def _check_text(value: Any) -> None:
    """Raise `UploadError` if a value has half a character, or a number without end."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise UploadError("error.own.infinite") from None
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UploadError("error.own.half", sign=text[error.start]) from None


def _life(properties: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the half-open days of a feature."""
    days: dict[str, str | None] = {}
    for column in ("valid_from", "valid_to"):
        cell = properties.get(column)
        if cell is None or cell == "":
            days[column] = None
            continue
        try:
            # A time of day, as many programs export, says nothing of a day.
            days[column] = parse_span(str(cell).split("T")[0]).start.isoformat()
        except DateError as error:
            raise UploadError("error.own.column", column=column, error=error) from None
    start, end = days["valid_from"], days["valid_to"]
    if start and end and end <= start:
        raise UploadError("error.own.ends", end=end, start=start)
    return days


def _shape(geometry: Any) -> Any:
    """Return a geometry of two dimensions."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in KINDS:
        raise UploadError(
            "error.own.kind", kind=kind or Text("error.none"), known=list(KINDS)
        )
    try:
        shape = shapely.geometry.shape(geometry)
    except (ShapelyError, ValueError, TypeError, LookupError, AttributeError):
        raise UploadError("error.own.shape", kind=kind) from None
    except OverflowError:  # an integer of hundreds of digits
        raise UploadError("error.own.no_number") from None
    if shape.is_empty:
        raise UploadError("error.own.no_geometry")
    return shapely.force_2d(shape)


def _check_degrees(shape: Any) -> None:
    west, south, east, north = shape.bounds
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        raise UploadError("error.own.no_number")
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise UploadError(
            "error.own.degrees",
            start=f"{west:g},{south:g}",
            end=f"{east:g},{north:g}",
        )

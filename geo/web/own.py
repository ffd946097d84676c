"""Reads a reader's own layer: valid-time GeoJSON, or a message why it is none."""

import json
import math
from collections.abc import Mapping
from typing import Any

import shapely
from shapely.errors import ShapelyError

from geo.dates import parse_span
from geo.errors import DateError, Text, UploadError

MOST_BYTES = 20_000_000
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
WGS84_NAMES = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326")


def read(name: str, content: bytes) -> dict[str, Any]:
    """Return a GeoJSON file as features with whole days.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    content : bytes
        A GeoJSON FeatureCollection or Feature (RFC 7946: WGS84, longitude first).
        Features may carry ``valid_from`` and ``valid_to``, half-open, as 2014, 2014-08
        or 2014-08-27; a coarse date counts from its first day. Missing or empty: open.

    Returns
    -------
    dict
        A FeatureCollection whose days are ISO texts or None; a MultiPoint has become
        one feature a point, for each is a mark of its own on the map.

    Raises
    ------
    UploadError
        If the file cannot be used; it names the features at fault and what would be
        right.
    """
    if len(content) > MOST_BYTES:
        megabytes = {"size": len(content) / 1e6, "most": MOST_BYTES / 1e6}
        raise UploadError("error.own.size", name=name, **megabytes)
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise UploadError("error.own.utf8", name=name) from None
    except (ValueError, RecursionError) as error:
        raise UploadError("error.own.json", name=name, error=error) from None
    features: list[dict[str, Any]] = []
    faults: list[Text] = []
    for number, feature in enumerate(_features(name, document), 1):
        try:
            features += _checked(feature)
        except UploadError as error:
            found_here = {"name": name, "number": number, "error": error}
            faults.append(Text("error.own.of_feature", **found_here))
    if faults:
        more = len(faults) - MOST_FAULTS
        lines = faults[:MOST_FAULTS]
        if more > 0:
            lines.append(Text("error.own.more", name=name, count=more))
        raise UploadError.of_lines(lines)
    return {"type": "FeatureCollection", "features": features}


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
    crs = document.get("crs")
    if crs is not None and _crs_name(crs) not in WGS84_NAMES:
        raise UploadError("error.own.crs", name=name, crs=_crs_name(crs) or crs)
    if not document["features"]:
        raise UploadError("error.own.empty", name=name)
    return list(document["features"])


def _crs_name(crs: Any) -> str:
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name", "")) if isinstance(properties, dict) else ""


def _checked(feature: Any) -> list[dict[str, Any]]:
    """Return a feature with whole days; a MultiPoint as its points."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise UploadError("error.own.feature")
    properties = feature.get("properties")
    if properties is not None and not isinstance(properties, dict):
        raise UploadError("error.own.properties")
    _check_text(properties)
    days = _life(properties or {})
    geometry = _geometry(feature.get("geometry"))
    parts = geometry.geoms if geometry.geom_type == "MultiPoint" else [geometry]
    return [
        {
            "type": "Feature",
            "properties": {**(properties or {}), **days},
            "geometry": shapely.geometry.mapping(part),
        }
        for part in parts
    ]


def _check_text(value: Any) -> None:
    """Raise `UploadError` if there is half a character somewhere in a value."""
    text = json.dumps(value, ensure_ascii=False)
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


def _geometry(geometry: Any) -> Any:
    """Return a geometry that can be drawn."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in KINDS:
        raise UploadError(
            "error.own.kind", kind=kind or Text("error.none"), known=list(KINDS)
        )
    try:
        shape = shapely.geometry.shape(geometry)
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise UploadError("error.own.shape", kind=kind) from None
    if shape.is_empty:
        raise UploadError("error.own.no_geometry")
    shape = shapely.force_2d(shape)
    west, south, east, north = shape.bounds
    if not all(math.isfinite(edge) for edge in shape.bounds):
        raise UploadError("error.own.no_number")
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise UploadError(
            "error.own.degrees",
            start=f"{west:g},{south:g}",
            end=f"{east:g},{north:g}",
        )
    return shape

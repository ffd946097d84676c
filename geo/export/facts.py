"""Compares the facts of data files, where other builds make other bytes."""

import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from html import unescape
from math import isclose
from typing import Any, Literal

import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from geo.bounds import first_of, much_larger
from geo.errors import ExportError, GeoError, Text
from geo.export import geopackage
from geo.export import kmz as packed
from geo.export.geojson import STYLE
from geo.export.parquet import read_table

Facts = dict[str, dict[str, Any]]
"""Columns of each feature, by layer and id; `SHAPE` holds its geometry."""

Reader = Callable[[bytes], Iterator[tuple[str, dict[str, Any]]]]
"""Yields the name of each feature of a file, and its columns."""

SHAPE = "geometry"
NEAR_DEGREES = 0.01
"""How far apart two builds may draw an edge: about a kilometre."""

NEAR = 0.01
"""By what share a number computed by two builds may differ."""


TIMES_POINTS, FEW_POINTS = 2, 100
"""An edge may have so many times the points of the other, and a few."""


def unlike_facts(given: bytes, made: bytes, form: str, read: Reader) -> list[str]:
    """Return where the facts of two files differ, whatever build made them.

    Parameters
    ----------
    given, made : bytes
        The file, and what it should be.
    form : str
        What a reader calls it.
    read : callable
        Yields the facts of a file of that form.

    Returns
    -------
    list of str
        Features, and their columns, whose facts are not the same. Geometries may lie
        `NEAR_DEGREES` apart and numbers differ by the share `NEAR`: libraries round
        each in their way. Columns that one of the two has not are left out.
    """
    if much_larger(len(given), len(made)):
        return [Text("differ.bytes", count=len(given), wanted=len(made))]
    try:
        ours, theirs = (dict(read(data)) for data in (given, made))
    except (
        GeoError,
        OSError,
        LookupError,
        TypeError,
        ValueError,
        SyntaxError,
        sqlite3.Error,
        pa.ArrowException,
        shapely.errors.ShapelyError,
    ) as error:
        return [Text("differ.unread", form=form, error=error)]
    return [*first_of(_unlike(ours, theirs))]


def _unlike(ours: Facts, theirs: Facts) -> Iterator[str]:
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            yield Text("differ.feature_extra", name=name)
        elif name not in ours:
            yield Text("differ.feature_missing", name=name)
        else:
            for column in ours[name].keys() & theirs[name].keys():
                if not _same(ours[name][column], theirs[name][column]):
                    yield Text("differ.feature", name=name, column=column)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, BaseGeometry) and isinstance(other, BaseGeometry):
        return _near(one, other)
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_same(one[name], other[name]) for name in one.keys() & other.keys())
    if isinstance(one, list) and isinstance(other, list):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(_same(*pair) for pair in pairs)
    numbers = [
        isinstance(value, int | float) and not isinstance(value, bool)
        for value in (one, other)
    ]
    if all(numbers):
        return isclose(one, other, rel_tol=NEAR)
    return bool(one == other)


def _near(one: BaseGeometry, other: BaseGeometry) -> bool:
    if one.geom_type != other.geom_type or one.is_empty or other.is_empty:
        return bool(one.is_empty and other.is_empty)
    if one.equals_exact(other, 1e-6):
        return True
    ours, theirs = (shapely.get_num_coordinates(shape) for shape in (one, other))
    if ours > TIMES_POINTS * theirs + FEW_POINTS:
        return False  # To compare them takes the product of their numbers.
    if not shapely.hausdorff_distance(one, other) <= NEAR_DEGREES:
        return False
    if one.area:
        return isclose(one.area, other.area, rel_tol=NEAR)
    return True


def geojson(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the features of a GeoJSON file; how they are coloured is no fact."""
    for feature in _once(json.loads(data)["features"], lambda one: one["id"]):
        shape = shapely.geometry.shape(feature["geometry"])
        columns = feature["properties"].items()
        facts = {name: value for name, value in columns if name not in STYLE}
        feature["id"].encode()  # half a character, which nobody prints, is an error
        yield feature["id"], {**facts, SHAPE: shape}


def _once(rows: list[Any], name: Callable[[Any], str]) -> Iterator[Any]:
    """Yield rows, or raise `ValueError` where two bear one name."""
    seen: set[str] = set()
    for row in rows:
        if name(row) in seen:
            raise ExportError("error.export.twice", name=name(row))
        seen.add(name(row))
        yield row


def parquet(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the features of a GeoParquet file."""
    rows = read_table(data).to_pylist()
    for row in _once(rows, lambda one: f"{one['layer']}/{one['id']}"):
        shape = _shape(row[SHAPE])
        yield f"{row['layer']}/{row['id']}", {**row, SHAPE: shape}


def gpkg(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the features of a GeoPackage file."""
    tables = geopackage.tables(data)
    for named in tables["gpkg_geometry_columns"]:
        layer = named["table_name"]
        for row in _once(tables[layer], lambda one: one["id"]):
            shape = _shape(_wkb(row.pop("geom")))
            row.pop("fid", None)
            yield f"{layer}/{row['id']}", {**row, SHAPE: shape}


def _wkb(blob: bytes) -> bytes:
    """Return the WKB behind the header of a geometry in a GeoPackage."""
    if blob[:2] != b"GP":
        raise ExportError("error.export.no_geometry")
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    return blob[8 + envelope :]


POINT, LINE, POLYGON, MULTIPOLYGON = 1, 2, 3, 6


def _shape(wkb: bytes) -> BaseGeometry:
    """Return a geometry; GEOS ends the process at one that is nested too deep."""
    if _end_of(wkb, 0, MULTIPOLYGON) != len(wkb):
        raise ExportError("error.export.no_geometry")
    return shapely.from_wkb(wkb)


def _end_of(wkb: bytes, at: int, most: int) -> int:
    """Return where a geometry of two dimensions ends; -1 if it is none.

    `most` is the last kind that it may be of: parts of a geometry have no parts.
    """

    def number() -> int:
        nonlocal at
        at += 4
        order: Literal["little", "big"] = "little" if little else "big"
        return int.from_bytes(wkb[at - 4 : at], order)

    little = wkb[at : at + 1] == b"\1"
    at += 1
    kind = number()
    if not POINT <= kind <= most:
        return -1
    if kind == POINT:
        return at + 16
    for _ in range(1 if kind == LINE else number()):
        if kind <= POLYGON:
            count = number()
            at += 16 * count
        else:
            at = _end_of(wkb, at, POLYGON)
        if not 0 <= at <= len(wkb):
            return -1
    return at


_KML = {"k": "http://www.opengis.net/kml/2.2"}
_LINE = re.compile(r"<b>(\w+)</b>: (.*)", re.DOTALL)


def kml(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the features of a KML file."""
    if b"<!DOCTYPE" in data:
        raise ExportError("error.export.own_type")
    marks = list(ET.fromstring(data).iterfind(".//k:Placemark", _KML))
    for mark in _once(marks, lambda one: one.attrib["id"]):
        facts: dict[str, Any] = {
            data.attrib["name"]: "".join(data.itertext())
            for data in mark.iterfind(".//k:Data", _KML)
        }
        for name in ("name", "begin", "end"):
            facts[f"{name} shown"] = mark.findtext(f".//k:{name}", None, _KML)
        balloon = mark.findtext("k:description", "", _KML)
        for line in filter(None, map(_LINE.fullmatch, balloon.split("<br>"))):
            facts[f"{line[1]} in the balloon"] = unescape(line[2])
        xy = [
            [float(axis) for axis in pair.split(",")]
            for part in mark.iterfind(".//k:coordinates", _KML)
            for pair in (part.text or "").split()
        ]
        shape = shapely.Point(xy[0]) if len(xy) == 1 else shapely.LineString(xy)
        yield mark.attrib["id"], {**facts, SHAPE: shape}


def kmz(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the features of a KMZ file; the pictures of signs are no facts."""
    yield from kml(packed.document(data))

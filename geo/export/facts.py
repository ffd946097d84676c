"""The facts that a data file holds, compared where its bytes cannot be the same."""

import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from math import isclose
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import ExportError, GeoError, Text
from geo.export import geopackage
from geo.export.geojson import STYLE

Facts = dict[str, dict[str, Any]]
"""Columns of each feature, by layer and id; `SHAPE` holds its geometry."""

Reader = Callable[[bytes], Iterator[tuple[str, dict[str, Any]]]]
"""Yields the name of each feature of a file, and its columns."""

SHAPE = "geometry"
NEAR_DEGREES = 0.01
"""So far two builds may draw an edge apart: about a kilometre."""

NEAR = 0.01
"""So much, as a share, a number worked out by two builds may differ."""


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
    return [*_unlike(ours, theirs)]


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
    rows = pq.read_table(io.BytesIO(data)).to_pylist()
    for row in _once(rows, lambda one: f"{one['layer']}/{one['id']}"):
        shape = shapely.from_wkb(row[SHAPE])
        yield f"{row['layer']}/{row['id']}", {**row, SHAPE: shape}


def gpkg(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the features of a GeoPackage file."""
    with closing(sqlite3.connect(":memory:")) as file:
        file.deserialize(data)
        layers = file.execute("SELECT table_name FROM gpkg_geometry_columns").fetchall()
    tables = geopackage.tables(data)
    for (layer,) in layers:
        for row in _once(tables[layer], lambda one: one["id"]):
            shape = shapely.from_wkb(_wkb(row.pop("geom")))
            row.pop("fid", None)
            yield f"{layer}/{row['id']}", {**row, SHAPE: shape}


def _wkb(blob: bytes) -> bytes:
    """Return what follows the header of a geometry in a GeoPackage."""
    if blob[:2] != b"GP":
        raise ExportError("error.export.no_geometry")
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    return blob[8 + envelope :]


_KML = {"k": "http://www.opengis.net/kml/2.2"}
_LINE = re.compile(r"<b>(\w+)</b>: (.*?)(?=<br>|$)")


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
        for name, value in _LINE.findall(balloon):
            facts[f"{name} in the balloon"] = unescape(value)
        xy = [
            [float(axis) for axis in pair.split(",")]
            for part in mark.iterfind(".//k:coordinates", _KML)
            for pair in (part.text or "").split()
        ]
        shape = shapely.Point(xy[0]) if len(xy) == 1 else shapely.LineString(xy)
        yield mark.attrib["id"], {**facts, SHAPE: shape}

"""Workbooks and GeoJSON as CSV, which can be given back with answers."""

import csv
import io
from pathlib import Path
from typing import Any, cast

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo import files
from geo.bounds.uploads import Limits
from geo.errors import PlaceError, UploadError
from geo.inputs import delimited, formats
from geo.inputs.layer import Row
from geo.inputs.shapes import Projection, read_shape
from geo.records.columns import FORMULA_SIGNS

WORKBOOKS = (".xlsx",)
FEATURES = (".geojson", ".json", ".geojsonl", ".geojsons")

ENDINGS = (*WORKBOOKS, *FEATURES)
"""What the names of such files end with."""

Columns = dict[str, str | None]
"""As of `geo.inputs.answers.Options`."""


def is_sheet(name: str) -> bool:
    """Return whether a file is a workbook or GeoJSON by its name.

    Examples
    --------
    >>> is_sheet("Events.XLSX"), is_sheet("events.csv")
    (True, False)
    """
    return Path(name).suffix.lower() in ENDINGS


def as_csv(name: str, content: bytes, limits: Limits) -> tuple[bytes, Columns]:
    """Return the rows of a file as CSV, and which of its columns have the points.

    Parameters
    ----------
    name : str
        Of the file, which ends with one of `ENDINGS`.
    content : bytes
    limits : geo.bounds.uploads.Limits

    Returns
    -------
    bytes
        With a mark by which spreadsheets know UTF-8. What one would take for a formula
        has an apostrophe before it.
    dict
        Of a workbook none: its own columns have them.

    Raises
    ------
    GeoError
        If the file cannot be read, or is one of other shapes than points.

    Examples
    --------
    >>> text = '{"type": "Point", "coordinates": [13.2, 32.9]}'
    >>> as_csv("a.geojson", text.encode(), Limits())[0].decode("utf-8-sig").split()
    ['latitude,longitude', '32.9,13.2']
    """
    table = formats.table(content, limits)
    header = [*dict.fromkeys(name for row in table.rows for name in row.properties)]
    added: Columns = {}
    if Path(name).suffix.lower() in FEATURES:
        for axis, usual in (("lat", "latitude"), ("lon", "longitude")):
            taken = {one.strip().casefold() for one in header}
            while usual in taken:
                usual = f"point_{usual}"  # noqa: PLW2901
            added[axis] = usual
    projection = Projection(table.crs)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n" if not added else "\n")
    writer.writerow([*map(_cell, header), *added.values()])
    for row in table.rows:
        cells = [_cell(row.properties.get(one)) for one in header]
        point = _point(name, row, projection) if added else ()
        writer.writerow([*cells, *point])
    marked = delimited.MARK + text.getvalue()
    return marked.encode("utf-8", "backslashreplace"), added


def _cell(value: Any) -> str:
    text = files.cell(value)
    runs = isinstance(value, str) and text.lstrip().startswith(FORMULA_SIGNS)
    return f"'{text}" if runs and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _point(name: str, row: Row, projection: Projection) -> tuple[object, object]:
    """Return the latitude and longitude of a row; empty: it has none."""
    found = row.geometry
    if found is None:
        return "", ""
    try:
        point = found if isinstance(found, BaseGeometry) else read_shape(found)
    except UploadError:  # of which the reader was told when it was read
        return "", ""
    if not isinstance(point, Point):
        raise PlaceError("error.table.no_points", where=name)
    point = cast(Point, projection.to_wgs84(point))
    return ("", "") if point.is_empty else (point.y, point.x)

"""The rows of a table with coordinates: CSV, or the first sheet of a workbook."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.bounds.uploads import Limits
from geo.errors import PlaceError, Spoken, Text, UploadError
from geo.inputs import delimited
from geo.inputs.layer import Row, Table
from geo.query import written

WELL_KNOWN = ("wkt", "geometry", "geom", "the_geom")
"""What a column of shapes as Well-Known Text may be called."""


def table(text: str, limits: Limits) -> Table:
    r"""Return the rows of CSV.

    Parameters
    ----------
    text : str
        With a header, and a column each of latitudes and longitudes, or one of shapes
        as Well-Known Text.
    limits : geo.bounds.uploads.Limits

    Raises
    ------
    UploadError
        If it has no such columns.

    Examples
    --------
    >>> text = "name;lat;lon\nCamp;32,9;13,2"
    >>> table(text, Limits()).rows[0].geometry["coordinates"]
    [13.2, 32.9]
    """
    first = next(io.StringIO(text), "")
    limits.check_columns(max(map(first.count, delimited.DELIMITERS)) + 1)
    try:
        read = delimited.Table(io.StringIO(text, newline=""), Text("own.table"))
        batch = next(read.batches(limits.features + 1), delimited.Batch())
    except PlaceError as error:
        raise UploadError("error.own.csv", error=error) from None
    rows = [dict(zip(read.header, row, strict=True)) for row in batch.cells]
    return Table(list(_rows(read.header, rows)))


def sheet(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the rows of a sheet, as of `table`."""
    cells = [{name: _cell(value) for name, value in row.items()} for row in rows]
    return Table(list(_rows([*rows[0]], cells)))


def _cell(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _rows(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    known = {name.strip().casefold(): name for name in header}
    shape = next((known[name] for name in WELL_KNOWN if name in known), None)
    if shape is not None:
        for number, row in enumerate(rows, 1):
            rest = {name: value for name, value in row.items() if name != shape}
            yield Row(number, rest, _well_known(row[shape], number))
        return
    lat, lon = (_column(known, axis) for axis in ("lat", "lon"))
    for number, row in enumerate(rows, 1):
        point, problem = _point(row[lat], row[lon])
        yield Row(number, row, point, problem)


def _column(known: Mapping[str, str], axis: str) -> str:
    """Return which of the columns of a table holds its latitudes or longitudes."""
    wanted = [name for tier in written.NAMES[axis] for name in tier]
    for name in wanted:
        if name in known:
            return known[name]
    raise UploadError("error.own.no_column", wanted=wanted, known=[*known.values()])


def _well_known(cell: Any, number: int) -> BaseGeometry | None:
    if not cell or not str(cell).strip():
        return None
    try:
        shape: BaseGeometry = shapely.from_wkt(str(cell).split(";", 1)[-1])
    except ShapelyError:
        error = UploadError("error.own.wkt")
        raise UploadError("error.own.one_feature", number=number, error=error) from None
    return shape


def _point(lat: Any, lon: Any) -> tuple[dict[str, Any] | None, Spoken | None]:
    """Return a point as GeoJSON, or why a row has none; None: nothing is written."""
    if any(cell is None or not str(cell).strip() for cell in (lat, lon)):
        return None, None
    numbers = []
    for axis, cell in (("lon", lon), ("lat", lat)):
        found, problems = written.degrees([cell], axis)
        if problems:
            return None, Text("own.row_left", error=problems[0])
        numbers.append(float(found[0]))
    return {"type": "Point", "coordinates": numbers}, None

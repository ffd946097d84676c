"""The rows of files that GDAL opens, in a process of its own.

It opens none but files of kinds that are known by their bytes, each under a name of
ours in a folder of its own: no file names another one, or an address, that is read in
its turn, and none takes more memory or time than it may.
"""

import datetime as dt
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import geopandas as gpd
import pyarrow as pa
import pyarrow.compute as pc

from geo import files
from geo.bounds import sandbox
from geo.bounds.shapes import from_wkb
from geo.bounds.uploads import Limits
from geo.errors import ExportError, Localized, Text, UploadError
from geo.inputs import points
from geo.inputs.layer import Notice, Row, Table
from geo.inputs.shapes import WGS84

UNPACKED_BYTES = 100_000_000
"""The most bytes that a packed file may hold, or that GDAL may read of a file."""

POINT_BYTES = 21
"""Of a point as WKB; no shape has less."""

JSON = (str, int, float, bool, list, dict)
"""What JSON can hold; of other values there is no word in a popup."""


@dataclass(frozen=True)
class Part:
    """A layer as Arrow has it.

    Attributes
    ----------
    table : pyarrow.Table
    column : str
        That of its shapes, as WKB.
    crs : str
        Its reference system as Well-Known Text, or an EPSG code; none: empty.
    name : str
    """

    table: pa.Table
    column: str
    crs: str
    name: str = ""


def opened(
    content: bytes, name: str, limits: Limits, only: tuple[str, ...] = ()
) -> Table:
    """Return the rows of a file, under a name that tells GDAL what it is."""
    return read_folder({name: content}, [name], limits, only)


def read_folder(
    parts: Mapping[str, bytes],
    names: Iterable[str],
    limits: Limits,
    only: tuple[str, ...] = (),
    called: Mapping[str, str] | None = None,
) -> Table:
    """Return the rows of files that GDAL reads, beside the parts that they have.

    Parameters
    ----------
    parts : mapping of str to bytes
        Files by their names.
    names : iterable of str
        Of those that GDAL opens.
    limits : geo.bounds.uploads.Limits
    only : tuple of str
        Which layers; none: all.
    called : mapping of str to str, optional
        What layers are called in messages.

    Raises
    ------
    UploadError
        If they cannot be read.
    """
    with files.folder() as folder:
        for parent in {(folder / part).parent for part in parts} - {folder}:
            files.make_folder(parent)
        for part, data in parts.items():
            files.write(folder / part, data)
        paths = [str(folder / name) for name in names]
        argument = json.dumps({"paths": paths, "only": only})
        try:
            answer = sandbox.read(
                "layers",
                b"",
                UNPACKED_BYTES,
                argument,
                memory=limits.memory * 1_000_000,
                seconds=limits.seconds,
            )
        except ExportError as error:
            raise refused("error.own.gdal", error, f"{folder}/") from None
    found = []
    for table in _streams(cast(bytes, answer)):
        metadata = table.schema.metadata or {}
        column, crs, layer = (
            metadata.get(key, b"").decode() for key in (b"shape", b"crs", b"layer")
        )
        found.append(Part(table, column, crs, (called or {}).get(layer, layer)))
    return rows_of(found, limits)


def refused(key: str, error: ExportError, path: str = "") -> UploadError:
    """Return why a file cannot be read, without the name that it had here."""
    why = error.values.get("why")
    if why is None:
        return UploadError(key, error=error)
    text = str(why).replace(path, "").partition(".;")[0]
    return UploadError(key, error=text.strip(" :'"))


def _streams(answer: bytes) -> Iterator[pa.Table]:
    """Yield the tables of an answer, each after the number of its bytes."""
    rest = memoryview(answer)
    while rest:
        size = int.from_bytes(rest[:8], "big")
        yield arrow(bytes(rest[8 : 8 + size]))
        rest = rest[8 + size :]


def arrow(stream: bytes) -> pa.Table:
    """Return a table that was sent as Arrow's stream."""
    with pa.ipc.open_stream(stream) as reader:
        return reader.read_all()


def rows_of(found: Iterable[Part], limits: Limits) -> Table:
    """Return the rows of layers, one after another, in the system of the first.

    Raises
    ------
    UploadError
        If they are too many, before any of them is unfolded.
    """
    filled = [one for one in found if one.table.num_rows]
    limits.check_features(sum(one.table.num_rows for one in filled))
    for one in filled:
        limits.check_columns(one.table.num_columns)
    limits.check_cells(
        sum(one.table.num_rows * one.table.num_columns for one in filled)
    )
    shaped = [one for one in filled if one.column in one.table.column_names]
    if not shaped:
        sheets = [(one.name, _cells(one.table)) for one in filled]
        return points.sheets(sheets) if sheets else Table([])
    crs = shaped[0].crs
    rows: list[Row] = []
    for one in shaped:
        binary = one.table[one.column].to_pylist()
        shapes = gpd.GeoSeries(from_wkb(binary, whole=False))
        if one.crs != crs:
            shapes = shapes.set_crs(one.crs or WGS84).to_crs(crs or WGS84)
        cells = _cells(_readable(one.table.drop_columns([one.column])))
        cells = cells or [{} for _ in binary]
        rows += [
            Row(len(rows) + i, properties, shape, _torn(shape, wkb))
            for i, (properties, shape, wkb) in enumerate(
                zip(cells, shapes, binary, strict=True), 1
            )
        ]
    names = [*dict.fromkeys(one.name for one in shaped)]
    notices: list[Notice] = [("own.layers", {"names": names})] if len(names) > 1 else []
    left = [one.name for one in filled if one.column not in one.table.column_names]
    if left:
        notices.append(("own.sheets_left", {"names": left}))
    return Table(rows, crs, tuple(notices))


def _torn(shape: Any, binary: bytes | None) -> Localized | None:
    """Return what is to be told of what is written as a shape and makes none."""
    if shape is not None or binary is None:
        return None
    return Text("own.row_left", error=Text("error.own.shape", kind="WKB"))


def _readable(table: pa.Table) -> pa.Table:
    """Return a table whose texts are UTF-8, whatever they were said to be."""
    for number, field in enumerate(table.schema):
        if not pa.types.is_string(field.type):
            continue
        try:
            table[number].validate(full=True)
        except pa.ArrowInvalid:
            cells = table[number].cast(pa.binary()).to_pylist()
            texts = [cell and cell.decode(errors="replace") for cell in cells]
            table = table.set_column(number, field.name, pa.array(texts, pa.string()))
    return table


def _cells(table: pa.Table) -> list[dict[str, Any]]:
    """Return rows as JSON has them; days and times as ISO texts."""
    columns = [_column(column) for column in table.columns]
    return [
        dict(zip(table.column_names, row, strict=True))
        for row in zip(*columns, strict=True)
    ]


def _column(column: pa.ChunkedArray) -> list[Any]:
    cells: list[Any] = column.to_pylist()
    is_plain = any(is_one(column.type) for is_one in _PLAIN) or (
        pa.types.is_floating(column.type) and pc.all(pc.is_finite(column)).as_py()
    )
    return cells if is_plain else [_cell(value) for value in cells]


_PLAIN = (pa.types.is_string, pa.types.is_integer, pa.types.is_boolean)
"""Values of these are as JSON has them."""


def _cell(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    if isinstance(value, bytes) and value[:1] in (b"\0", b"\1"):  # it may be a shape
        return value.hex() if len(value) >= POINT_BYTES else None
    return value if isinstance(value, JSON) else None

"""GeoParquet: the features of all layers in one table."""

import io
import json
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo import ground
from geo.bounds import MOST_MANIFEST_BYTES, MOST_TABLE_BYTES, sandbox
from geo.errors import ExportError
from geo.export import cells
from geo.layers.read import DAYS

KEY = b"atlas_manifest"
"""Key of the file's metadata under which the manifest stands."""


def write(frames: Mapping[str, gpd.GeoDataFrame], manifest: str) -> bytes:
    """Return features as GeoParquet 1.0.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Features by layer; WGS84.
    manifest : str
        JSON text.

    Returns
    -------
    bytes
        A row a feature; ``layer`` says where it belongs, and a column that its layer
        has not is empty. Days are dates, ids are lists, and lists of objects
        (``statuses``, ``stages``, ``points`` …) JSON text.
    """
    frame = together(frames)
    stream = io.BytesIO()
    frame.to_parquet(stream, index=False, schema_version="1.0.0")
    stream.seek(0)
    table = pq.read_table(stream)
    # What pandas notes about types of its own keeps others from reading the file.
    geo = (table.schema.metadata or {})[b"geo"]
    metadata = {b"geo": geo, KEY: manifest.encode()}
    stream = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), stream)
    return stream.getvalue()


def together(frames: Mapping[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return the features of all layers in one frame, by layer and id."""
    rows, shapes = [], []
    for layer, frame in frames.items():
        for feature, shape in cells.rows(frame):
            rows.append({"layer": layer, **feature})
            shapes.append(shape)
    columns = dict.fromkeys(name for row in rows for name in row)
    typed = {name: _column(name, [row.get(name) for row in rows]) for name in columns}
    return gpd.GeoDataFrame(typed, geometry=shapes, crs=ground.WGS84)


def _column(name: str, values: list[Any]) -> pd.Series:
    """Return cells as a column of one type."""
    if name in DAYS:
        days = [None if day is None else pd.Timestamp(day).date() for day in values]
        return pd.Series(days, dtype=pd.ArrowDtype(pa.date32()))
    filled = [value for value in values if value is not None]
    if any(
        isinstance(value, list) and value and not isinstance(value[0], str)
        for value in filled
    ):
        values = [
            None if v is None else json.dumps(v, ensure_ascii=False) for v in values
        ]
        return pd.Series(values, dtype=pd.ArrowDtype(pa.string()))
    if any(isinstance(value, list) for value in filled):
        return pd.Series(values, dtype=pd.ArrowDtype(pa.list_(pa.string())))
    kinds = {type(value) for value in filled}
    kind = {
        frozenset([bool]): pa.bool_(),
        frozenset([int]): pa.int64(),
        frozenset([float]): pa.float64(),
        frozenset([int, float]): pa.float64(),
    }.get(frozenset(kinds), pa.string())
    return pd.Series(values, dtype=pd.ArrowDtype(kind))


def read_manifest(data: bytes) -> str | None:
    """Return the manifest of a file that `write` made; None if it has none.

    Raises
    ------
    ExportError
        If it is no Parquet.
    """
    try:
        footer = sandbox.read("footer", data, 2 * MOST_MANIFEST_BYTES) or b""
        metadata = pa.ipc.read_schema(pa.BufferReader(footer)).metadata or {}
        manifest = metadata.get(KEY)
        return manifest.decode() if manifest is not None else None
    except (pa.ArrowException, OSError, ValueError, ExportError) as error:
        raise ExportError("error.export.no_parquet", error=error) from error


def read_table(data: bytes) -> pa.Table:
    """Return the table of a file that anybody may have made.

    Raises
    ------
    ExportError
        If it is no Parquet, or would take too much memory or time to read.
    """
    unpacked = sandbox.read("table", data, MOST_TABLE_BYTES) or b""
    try:
        table = pa.ipc.open_stream(unpacked).read_all()
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ExportError("error.export.no_parquet", error=error) from error
    return table

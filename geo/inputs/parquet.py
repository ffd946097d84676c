"""Parquet and GeoParquet as they come, with columns appended."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from geo import ground
from geo.bounds.shapes import from_wkb
from geo.errors import FileError, GeoError, PlaceError, UploadError
from geo.errors.system import reason
from geo.query.frames import Cells, cells

ROWS = 65_536
"""Of a batch."""

BUFFER = 1 << 20
"""Bytes of a column that are read at a time, however large its row groups are."""

_NOT_SO = (AttributeError, TypeError, ProjError)
"""What JSON of another shape, or of no coordinate system, comes to."""

GEO = b"geo"
"""Key of the metadata in which GeoParquet describes its geometry."""


def described(schema: pa.Schema) -> tuple[str, Any]:
    """Return the column of the geometry of GeoParquet, and its reference system.

    Returns
    -------
    str
    object
        As the description has it; None where none is stated.

    Raises
    ------
    LookupError, ValueError, AttributeError, TypeError
        If it is described in another way, or not at all.
    """
    try:
        geo = json.loads((schema.metadata or {})[GEO])
    except RecursionError as error:
        raise ValueError(error) from None
    name = geo["primary_column"]
    return name, geo["columns"][name].get("crs")


class Table:
    """A table, read as it is needed.

    Parameters
    ----------
    path : pathlib.Path

    Attributes
    ----------
    header : list of str
    schema : pyarrow.Schema
    rows : int
    located : bool
        Whether it has a geometry.

    Raises
    ------
    GeoError
        If it is no Parquet, or cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = pq.ParquetFile(path, pre_buffer=False, buffer_size=BUFFER)
        except OSError as error:
            raise _unread(path, error) from error
        except pa.ArrowException as error:
            raise GeoError("error.table.no_parquet", path=path, error=error) from error
        self.schema: pa.Schema = self._file.schema_arrow
        self.header: list[str] = list(self.schema.names)
        self.rows: int = self._file.metadata.num_rows
        self.located = GEO in (self.schema.metadata or {})

    @cached_property
    def _described(self) -> tuple[int, Transformer | None]:
        """Return the column of the geometry, and what makes degrees of it."""
        try:
            name, crs = described(self.schema)
            column = self.header.index(name)
            if crs is None:
                return column, None
            return column, Transformer.from_crs(
                CRS.from_user_input(crs), ground.WGS84, always_xy=True
            )
        except (ValueError, LookupError, *_NOT_SO) as error:
            raise GeoError("error.table.crs", path=self.path, error=error) from error

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows, `ROWS` at a time."""
        try:
            yield from self._file.iter_batches(batch_size=ROWS)
        except OSError as error:
            raise _unread(self.path, error) from error
        except pa.ArrowException as error:
            raise GeoError(
                "error.table.no_parquet", path=self.path, error=error
            ) from error

    def values(
        self,
        batch: pa.RecordBatch,
        columns: Mapping[str, int],
        *,
        located: bool = True,
    ) -> dict[str, Cells]:
        """Return the cells of some columns of a batch, and of its points, by name.

        Not `located`: columns have the points in another way than as degrees.
        """
        values: dict[str, Cells] = {
            name: cells(batch.column(i), self.header[i]) for name, i in columns.items()
        }
        if located and "lat" not in columns:
            values |= self._points(batch)
        return values

    def _points(self, batch: pa.RecordBatch) -> dict[str, Cells]:
        """Return the degrees of points, NaN where there is none."""
        position, to_degrees = self._described
        column = batch.column(position)
        if pa.types.is_struct(column.type):  # Points as Arrow has them.
            parts = [column.field(axis).cast(pa.float64()) for axis in ("x", "y")]
            there = column.is_valid().to_numpy(zero_copy_only=False)
            x, y = (
                np.where(there, part.to_numpy(zero_copy_only=False), np.nan)
                for part in parts
            )
        else:
            try:
                shapes = from_wkb(column.to_numpy(zero_copy_only=False))
            except (
                TypeError,
                ValueError,
                shapely.errors.ShapelyError,
                UploadError,
            ) as error:
                raise GeoError(
                    "error.table.no_parquet", path=self.path, error=error
                ) from error
            if not np.isin(shapely.get_type_id(shapes), (-1, 0)).all():
                raise PlaceError("error.table.no_points", where=self.path)
            shapes[shapely.is_empty(shapes)] = None
            x, y = shapely.get_x(shapes), shapely.get_y(shapes)
        if to_degrees is not None:
            x, y = to_degrees.transform(x, y)
        return {"lon": np.asarray(x), "lat": np.asarray(y)}


def _unread(path: Path, error: OSError) -> FileError:
    return FileError("error.files.unread", path=path, why=reason(error))


def appended(batch: pa.RecordBatch, columns: Mapping[str, pa.Array]) -> pa.RecordBatch:
    """Return a batch with columns appended; its schema keeps its metadata.

    Examples
    --------
    >>> batch = pa.record_batch({"id": [1]})
    >>> appended(batch, {"camp": pa.array(["tripoli"])}).to_pylist()
    [{'id': 1, 'camp': 'tripoli'}]
    """
    schema = batch.schema
    for name, values in columns.items():
        schema = schema.append(pa.field(name, values.type))
    return pa.RecordBatch.from_arrays(
        [*batch.columns, *columns.values()], schema=schema
    )

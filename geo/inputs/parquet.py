"""Parquet and GeoParquet as they come, with columns appended."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from geo import ground
from geo.bounds.shapes import from_wkb
from geo.errors import GeoError, PlaceError, UploadError
from geo.files.system import unread
from geo.query.frames import Cells, cells, plain

ROWS = 65_536
"""Of a batch."""

BUFFER = 1 << 20
"""Bytes of a column that are read at a time, however large its row groups are."""

_NOT_SO = (AttributeError, TypeError, ProjError)
"""What JSON of another shape, or of no coordinate system, comes to."""

GEO = b"geo"
"""Key of the metadata in which GeoParquet describes its geometry."""

ARROW = b"ARROW:schema"
"""Key of the metadata in which Arrow keeps the types as which columns are read."""

WIDTHS = {"INT32": 4, "FLOAT": 4, "INT64": 8, "DOUBLE": 8, "INT96": 12}
"""Bytes of a number by its type in Parquet."""


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
            raise unread(path, error) from error
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
            raise unread(self.path, error) from error
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

    @contextmanager
    def writing(
        self, target: IO[bytes], empty: Mapping[str, pa.Array]
    ) -> Iterator[Callable[[pa.RecordBatch, Mapping[str, pa.Array]], object]]:
        """Yield what writes batches with columns appended.

        Texts are written by their dictionaries, which saves to look for them anew; they
        are read as plain texts all the same.

        Parameters
        ----------
        target : binary file
        empty : mapping of str to pyarrow.Array
            The columns, without rows.
        """
        none = pa.RecordBatch.from_pylist([], schema=self.schema)
        read = appended(none, {name: plain(of) for name, of in empty.items()}).schema
        made = appended(none, _written(empty)).schema
        kept = {**(read.metadata or {}), ARROW: b64encode(read.serialize())}
        # Answers are in no order: the least and the most of a lot help nobody.
        plainly = [name for name, of in empty.items() if pa.types.is_string(of.type)]
        lists = {name for name in empty if pa.types.is_list(read.field(name).type)}
        added = [f"{name}.list.element" if name in lists else name for name in empty]
        with pq.ParquetWriter(
            target,
            made,
            store_schema=False,
            use_dictionary=[*self._repeating(), *added],
            write_statistics=[*self._paths(), *plainly],
        ) as writer:
            writer.add_key_value_metadata(kept)
            yield lambda batch, columns: writer.write_batch(
                appended(batch, _written(columns))
            )

    def _repeating(self) -> list[str]:
        """Return the columns that are kept as dictionaries, and the smaller for it."""
        facts = self._file.metadata
        if not facts.num_row_groups:
            return []
        columns = map(facts.row_group(0).column, range(facts.num_columns))
        return [
            one.path_in_schema
            for one in columns
            if one.has_dictionary_page
            and one.total_uncompressed_size
            < WIDTHS.get(one.physical_type, np.inf) * one.num_values
        ]

    def _paths(self) -> list[str]:
        """Return what its columns are called in Parquet, the parts of a nested too."""
        schema = self._file.schema
        return [schema.column(i).path for i in range(len(schema))]

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


def _written(columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """Return columns as they are written: a dictionary is one of texts."""
    made = dict(columns)
    for name, of in columns.items():
        if not (pa.types.is_dictionary(of.type) and of.type.value_type == pa.string()):
            made[name] = plain(of)
        elif len(of.dictionary) > len(of):  # else few rows get all that there is
            made[name] = plain(of).dictionary_encode()
    return made


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

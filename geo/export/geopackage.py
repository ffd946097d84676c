"""GeoPackage for QGIS: a table a layer, with its style, its time and the manifest."""

import json
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from geo import files
from geo.bounds import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MANIFEST_BYTES,
    MOST_STATEMENTS,
    READ_SECONDS,
    much_larger,
)
from geo.errors import ExportError
from geo.export.cells import ordered
from geo.export.parquet import together
from geo.export.qml import qml
from geo.layers.looks import COLUMN
from geo.query import areas
from geo.web.payload import layer_name

STAMP = "2000-01-01T00:00:00.000Z"
"""Stands for the time of every change: files made of the same are the same."""

MANIFEST = "atlas_manifest"
STYLES = "layer_styles"

_TABLES = f"""
CREATE TABLE {MANIFEST} (id INTEGER PRIMARY KEY, manifest TEXT NOT NULL);
CREATE TABLE {STYLES} (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
    description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
);
CREATE TABLE IF NOT EXISTS gpkg_metadata (
    id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
    md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
    mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (
    reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
    row_id_value INTEGER, timestamp DATETIME NOT NULL, md_file_id INTEGER NOT NULL,
    md_parent_id INTEGER,
    CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
    CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id)
);
"""
_EXTENSION = (
    "gpkg_metadata",
    "http://www.geopackage.org/spec120/#extension_metadata",
    "read-write",
)


def write(
    frames: Mapping[str, gpd.GeoDataFrame], manifest: str, title: str, language: str
) -> bytes:
    """Return features as a GeoPackage.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Features by layer; WGS84.
    manifest : str
        JSON text; the one row of the table ``atlas_manifest``. ``gpkg_metadata`` says
        in short what the file is, where that stands and what nominal ground is.
    title, language : str
        Of the file, and of the names of its layers.

    Returns
    -------
    bytes
        A table a layer that has features. Ids are texts joined by ``;``, lists of
        objects JSON text; ``look`` names how a feature looks, of `geo.style.looks`.
        ``layer_styles`` holds a QGIS style for each, its default, with the time over
        which each feature is valid.

    Raises
    ------
    ExportError
        If there is no feature to write: such a file could not be opened. If there is
        no room to make it.
    """
    filled = {name: frame for name, frame in frames.items() if len(frame)}
    if not filled:
        raise ExportError("error.export.nothing")
    with files.folder() as folder:
        path = folder / "atlas.gpkg"
        try:
            _write_layers(path, filled, language)
            with closing(sqlite3.connect(path)) as file:
                _write_rest(file, list(filled), manifest, title, language)
        except (*_FAILURES, sqlite3.Error) as error:
            why, *_ = str(error).splitlines()
            raise ExportError("error.export.no_room", folder=folder, why=why) from error
        return _written_once(path.read_bytes())


def _written_once(data: bytes) -> bytes:
    """Return a GeoPackage whose header says that it was written once.

    How often GDAL writes to a file may differ by one while other threads make theirs.
    """
    header = bytearray(data[:100])
    for place in WRITTEN:
        header[place] = (1).to_bytes(4, "big")
    return bytes(header) + data[100:]


_FAILURES = (DataLayerError, DataSourceError, FeatureError)


def _write_layers(
    path: Path, filled: Mapping[str, gpd.GeoDataFrame], language: str
) -> None:
    for layer, frame in filled.items():
        _write_layer(path, layer, frame, language)


def _write_layer(
    path: Path, layer: str, frame: gpd.GeoDataFrame, language: str
) -> None:
    flat = together({layer: frame}).drop(columns="layer")
    for name in flat.columns.drop("geometry"):
        kind = getattr(flat[name].dtype, "pyarrow_dtype", None)
        if str(kind).startswith("list"):
            joined = [
                None if ids is None else ";".join(ids)
                for ids in flat[name].array.tolist()
            ]
            flat[name] = pd.Series(joined, dtype="object")
    flat[COLUMN] = ordered(frame)[COLUMN].to_numpy()
    pyogrio.write_dataframe(
        flat,
        path,
        layer=layer,
        driver="GPKG",
        append=path.exists(),
        geometry_type=_kind(frame),
        promote_to_multi=_kind(frame).startswith("Multi"),
        use_arrow=True,
        layer_options={
            "IDENTIFIER": layer_name(layer)[language],
            "GEOMETRY_NAME": "geom",
        },
    )


def _kind(frame: gpd.GeoDataFrame) -> str:
    """Return the one kind of geometry that a layer's table holds."""
    dimensions = {int(n) for n in shapely.get_dimensions(frame.geometry.values)}
    if len(dimensions) > 1:
        return "Unknown"
    return ("Point", "MultiLineString", "MultiPolygon")[dimensions.pop()]


def _write_rest(
    file: sqlite3.Connection,
    layers: list[str],
    manifest: str,
    title: str,
    language: str,
) -> None:
    """Write the tables beside the layers: manifest, metadata and styles."""
    file.executescript(_TABLES)
    # GDAL can be given a time of its own for a whole process only, threads and all.
    file.execute("UPDATE gpkg_contents SET last_change = ?", [STAMP])
    file.execute(f"INSERT INTO {MANIFEST} VALUES (1, ?)", [manifest])
    for name, content in ((MANIFEST, title), (STYLES, "")):
        file.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, "
            "description, last_change, srs_id) VALUES (?, 'attributes', ?, ?, ?, 0)",
            [name, name, content, STAMP],
        )
    note = (
        f"{title}. Made by the Libya Control Atlas; manifest in table {MANIFEST}. "
        f"{areas.method(language)}"
    )
    file.execute(
        "INSERT INTO gpkg_metadata VALUES (1, 'dataset', ?, 'text/plain', ?)",
        ["http://www.geopackage.org/spec120/#extension_metadata", note],
    )
    file.execute(
        "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, "
        "?, 1, NULL)",
        [STAMP],
    )
    for table in ("gpkg_metadata", "gpkg_metadata_reference"):
        file.execute(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, ?)",
            [table, *_EXTENSION],
        )
    day = json.loads(manifest).get("request", {}).get("day", "")
    for layer in layers:
        file.execute(
            f"INSERT INTO {STYLES} (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, "
            "description, owner, ui, update_time) "
            "VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', NULL, ?)",
            [layer, layer, qml(layer, day), "Libya Control Atlas", STAMP],
        )
    file.commit()
    file.execute("VACUUM")


def read_manifest(data: bytes) -> str | None:
    """Return the manifest of a file that `write` made; None if it has none.

    Raises
    ------
    ExportError
        If it is no GeoPackage.
    """
    rows = tables(data).get(MANIFEST)
    manifest = rows[0].get("manifest") if rows else None
    return None if manifest is None else str(manifest)


def tables(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return every table of a GeoPackage, row by row.

    Nothing of the file is run: views and triggers are not read, and functions,
    recursion, tables of a module's own and columns that are worked out are refused.

    Raises
    ------
    ExportError
        If it is no GeoPackage, or would take too much memory or time to read.
    """
    with _opened(data) as file:
        schema = file.execute("SELECT type, name, sql FROM sqlite_master")
        names = sorted(_stored(schema.fetchall()))
        rest = _Rest(MOST_CELLS, MOST_TIMES * len(data))
        return {name: rest.take(_rows(file, name)) for name in names}


def _whole(data: bytes) -> dict[str, Any]:
    """Return all that a GeoPackage holds, its indexes of space and its schema too."""
    with _opened(data) as file:
        schema = file.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
        known = sorted(row for row in schema if row[2] not in STATISTICS)
        rest = _Rest(MOST_CELLS, MOST_TIMES * len(data))
        plain = [
            name
            for kind, name, _, sql in known
            if kind == "table" and not _VIRTUAL.match(str(sql))
        ]
        return {
            "": [*map(str, known)],
            **{name: rest.take(_rows(file, name)) for name in plain},
        }


@contextmanager
def _opened(data: bytes) -> Iterator[sqlite3.Connection]:
    if not data.startswith(b"SQLite format 3\0"):
        raise ExportError("error.export.no_sqlite")
    statements = _CREATE.finditer(data)  # all of which SQLite reads at once
    if next(islice(statements, MOST_STATEMENTS, None), None):
        raise ExportError("error.bounds.statements", most=MOST_STATEMENTS)
    # Who left it in the midst of writing has a log beside it, which is not here.
    data = data[:18] + b"\1\1" + data[20:]
    with closing(sqlite3.connect(":memory:")) as file:
        file.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_MANIFEST_BYTES)
        file.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, MOST_COLUMNS)
        end = time.monotonic() + READ_SECONDS
        file.set_progress_handler(lambda: time.monotonic() > end, 100_000)
        try:
            file.deserialize(data)
            file.execute("PRAGMA trusted_schema = OFF")
            file.execute("PRAGMA cell_size_check = ON")
            file.set_authorizer(_allowed)
            yield file
        except (sqlite3.Error, UnicodeDecodeError, MemoryError) as error:
            raise ExportError("error.export.no_geopackage", error=error) from error


WRITTEN = (slice(24, 28), slice(92, 96))
"""Where a file's header says how often it was written to."""

KIND = slice(68, 72)
"""Where it says that this is a GeoPackage."""

STATISTICS = ("sqlite_stat1", "sqlite_stat3", "sqlite_stat4")

COUNTERS = (slice(18, 20), *WRITTEN, slice(96, 100))
"""The same, and how and by which SQLite it was opened last."""


def untouched(given: bytes, made: bytes) -> bytes:
    """Return a GeoPackage as it was before a program opened it and changed nothing.

    QGIS opens each file as if to edit it, and SQLite counts that in the header. What
    tidies a file up lays it out anew, and leaves how often each value occurs.

    Parameters
    ----------
    given, made : bytes
        The file, and what it should be, whose counters it gets.
    """
    if much_larger(len(given), len(made)):
        return given  # which is told, and would be held twice
    header, counted = bytearray(given[:100]), made[:100]
    if len(header) == len(counted):
        for place in COUNTERS:
            header[place] = counted[place]
    closed = bytes(header) + memoryview(given)[100:]
    return made if closed != made and _rewritten(given, made) else closed


def _rewritten(given: bytes, made: bytes) -> bool:
    """Return whether SQLite has but laid out anew what a file holds (``VACUUM``)."""
    if given[KIND] != made[KIND]:
        return False
    try:
        return _whole(given) == _whole(made)
    except ExportError:
        return False


_CREATE = re.compile(rb"create\b", re.IGNORECASE)

ROW_CELLS = 3
"""A row takes as much memory as so many cells, beside its own."""

MOST_TIMES = 4
"""The cells of a file have no more bytes than this times its own."""

_VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL", re.IGNORECASE)

_READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)


def _allowed(action: int, name: str | None, *_: object) -> int:
    """Authorize SQLite to read tables and their declarations, and nothing else."""
    known = action == sqlite3.SQLITE_PRAGMA and name == "table_xinfo"
    return sqlite3.SQLITE_OK if known or action in _READING else sqlite3.SQLITE_DENY


def _stored(schema: list[tuple[Any, ...]]) -> Iterator[str]:
    """Yield the names of tables, but for the indexes of space that GDAL keeps."""
    for kind, name, sql in schema:
        if kind != "table" or str(name).lower().startswith("rtree_"):
            continue
        if _VIRTUAL.match(str(sql)):
            raise ExportError("error.bounds.virtual", table=name)
        yield str(name)


def _rows(file: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    quoted = '"' + table.replace('"', '""') + '"'
    for _, column, *_, hidden in file.execute(f"PRAGMA table_xinfo({quoted})"):
        if hidden:
            raise ExportError("error.bounds.computed", table=table, column=column)
    rows = file.execute(f"SELECT * FROM {quoted}")
    columns = [name for name, *_ in rows.description]
    for row in rows:
        yield dict(zip(columns, row, strict=True))


@dataclass
class _Rest:
    """How many cells and bytes may still be read of a file."""

    cells: int
    size: int

    def take(self, rows: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return rows, or raise `ExportError` if there are too many."""
        taken = []
        for row in rows:
            self.cells -= len(row) + ROW_CELLS
            cells = (cell for cell in row.values() if isinstance(cell, str | bytes))
            self.size -= sum(map(len, cells))
            if min(self.cells, self.size) < 0:
                raise ExportError("error.bounds.cells", most=MOST_CELLS)
            taken.append(row)
        return taken

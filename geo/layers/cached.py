"""Layers as they were read, from the cache: GDAL takes four times as long."""

import io
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import shapely

from geo import style
from geo.files import cache
from geo.layers import read as reading

KIND = "frames"

MOST = 3
"""The number of sets of layers kept, of some three megabytes each."""

_READ_BY = ("geopandas", "pyogrio", "pyarrow")

Frames = dict[str, gpd.GeoDataFrame]


def frames(folder: Path = reading.LAYERS) -> Frames:
    """Return every layer as `geo.layers.read.read` does, from the cache if it can.

    Parameters
    ----------
    folder : pathlib.Path
        Where the layers lie.

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        By name, in the order of `geo.layers.read.NAMES`, to the last bit.

    Raises
    ------
    LayerError
        If a layer is missing or no GeoJSON.
    """
    try:
        return cache.cached(
            KIND, lambda: _key(folder), lambda: _read(folder), (_dumped, _loaded), MOST
        )
    except OSError:
        return _read(folder)  # which says what is missing


def _key(folder: Path) -> str:
    parts = [version(name).encode() for name in _READ_BY]
    parts += [(folder / f"{name}.geojson").read_bytes() for name in reading.NAMES]
    code = [path for room in (reading, style) for path in _room(room.__file__)]
    return cache.key_of(parts, code)


def _read(folder: Path) -> Frames:
    return {name: reading.read(name, folder) for name in reading.NAMES}


def _room(file: str | None) -> list[Path]:
    return sorted(Path(file or "").parent.glob("*.py"))


def _dumped(layers: Mapping[str, gpd.GeoDataFrame]) -> bytes:
    tables = [_bytes(_table(frame)) for frame in layers.values()]
    return _bytes(pa.table({"name": list(layers), "layer": tables}))


def _loaded(data: bytes) -> Frames:
    sets = pa.ipc.open_stream(data).read_all()
    return {
        name: _frame(pa.ipc.open_stream(layer).read_all())
        for name, layer in zip(*(one.to_pylist() for one in sets.columns), strict=True)
    }


def _bytes(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    packed = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(stream, table.schema, options=packed) as writer:
        writer.write_table(table)
    return stream.getvalue()


def _table(frame: gpd.GeoDataFrame) -> pa.Table:
    """Return a layer as Arrow has it: shapes as WKB, other objects as JSON."""
    plain = pd.DataFrame(frame.drop(columns="geometry"))
    listed = [name for name in plain if plain[name].dtype == object]
    for name in listed:
        plain[name] = pd.Series(map(reading.json_line, plain[name]), dtype="str")
    table = pa.Table.from_pandas(plain, preserve_index=False)
    shapes = pa.array(shapely.to_wkb(frame.geometry.values), pa.binary())
    table = table.append_column("geometry", shapes)
    about = {"listed": listed, "order": list(frame), "crs": str(frame.crs)}
    return table.replace_schema_metadata(
        {**(table.schema.metadata or {}), b"layer": json.dumps(about).encode()}
    )


def _frame(table: pa.Table) -> gpd.GeoDataFrame:
    about: Any = json.loads(table.schema.metadata[b"layer"])
    shapes = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))
    plain = table.drop_columns("geometry").to_pandas()
    for name in about["listed"]:
        cells = json.loads(f"[{','.join(table[name].to_pylist())}]")
        plain[name] = pd.Series(cells, plain.index, dtype=object)
    frame = gpd.GeoDataFrame(plain, geometry=shapes, crs=about["crs"])
    ordered: gpd.GeoDataFrame = frame[about["order"]]
    return ordered

"""Reads one file in the process that `geo.bounds.sandbox` starts for it.

It is run as ``python -m geo.bounds.child KIND BYTES SECONDS ARGUMENT``, has the file
on its standard input, and writes ``+`` and what it read, ``0`` if there is no such
part, or ``-`` and why it cannot be read.
"""

import html
import importlib
import io
import re
import signal
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from geo.bounds import READ_SECONDS

if TYPE_CHECKING:
    import pyarrow as pa

NATIVE = {
    **{"geoarrow.point": 0, "geoarrow.linestring": 1, "geoarrow.polygon": 3},
    **{"geoarrow.multipoint": 4, "geoarrow.multilinestring": 5},
    "geoarrow.multipolygon": 6,
}
"""What Arrow calls shapes as lists of numbers, and their types in shapely."""


UNUSED = ("geopandas", "pandas", "pyproj", "shapely")
"""What pyogrio would load for what is not asked of it: 0.4 s and 30 MB."""


def _hold_back(most_bytes: int, seconds: int) -> None:
    """Limit the memory and time of this process, and keep it from writing files."""
    with suppress(ImportError):  # Windows
        import resource  # noqa: PLC0415

        bounds = {
            resource.RLIMIT_DATA: most_bytes,
            resource.RLIMIT_CPU: max(seconds, READ_SECONDS),
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0,
        }
        for kind, bound in bounds.items():
            with suppress(ValueError, OSError):  # A system may know lower ones.
                resource.setrlimit(kind, (bound, bound))


def _load(kind: str, seconds: int) -> None:
    """Load the library of a kind, and end this process once its time is over.

    It has its seconds for reading alone: what loading takes hangs on the machine.
    """
    if kind == "layers":
        hidden: dict[str, Any] = dict.fromkeys(UNUSED)  # cannot be imported any more
        sys.modules.update(hidden)
    importlib.import_module(LIBRARIES[kind])
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _attachment(data: bytes, name: str) -> bytes | None:
    """Return a file that is attached to a PDF."""
    import pikepdf  # noqa: PLC0415 (each kind wants its library alone)

    with pikepdf.open(io.BytesIO(data)) as document:
        if name not in document.attachments:
            return None
        return bytes(document.attachments[name].get_file().read_bytes())


def _footer(data: bytes, _: str) -> bytes:
    """Return the schema of a Parquet file, with its metadata, as Arrow's stream."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    return bytes(pq.read_schema(io.BytesIO(data)).serialize())


def _table(data: bytes, _: str) -> bytes:
    """Return a Parquet file as Arrow's stream, in which nothing is packed."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    stream = io.BytesIO()
    file = pq.ParquetFile(io.BytesIO(data))
    for field in file.schema_arrow:
        kind = field.type.value_type if pa.types.is_list(field.type) else field.type
        # Many cells of these may be one text, until they are read one by one.
        shared = pa.types.is_dictionary(kind) or "view" in str(kind)
        if shared or pa.types.is_nested(kind):
            raise TypeError(f"{field.name}: {field.type}")
    with pa.ipc.new_stream(stream, file.schema_arrow) as writer:
        for batch in file.iter_batches(batch_size=1000, use_threads=False):
            writer.write_batch(batch)
    return stream.getvalue()


def _columns(data: bytes, _: str) -> bytes:
    """Return a file of Parquet or Arrow (Feather) as Arrow's stream, unfolded.

    What is written once for many cells is written out, here where memory is bounded;
    shapes of GeoArrow become WKB. Other nested columns are left out: the metadata of
    the schema name them under ``left``, as JSON.
    """
    import json  # noqa: PLC0415

    import pyarrow as pa  # noqa: PLC0415

    schema, batches = _batches(data)
    geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
    native = [
        field.name
        for field in schema
        if pa.types.is_nested(field.type) and _encoding(field, geo)
    ]
    left = [
        field.name
        for field in schema
        if field.name not in native and not _is_flat(field.type)
    ]
    stream, writer = io.BytesIO(), None
    for batch in batches:
        for start in range(0, max(batch.num_rows, 1), 1000):
            part = batch.slice(start, 1000)
            part.validate(full=True)
            part = _unfolded(part.drop_columns(left), native, geo, left)
            writer = writer or pa.ipc.new_stream(stream, part.schema)
            writer.write_batch(part)
    if writer is None:
        empty = pa.record_batch([pa.nulls(0, one.type) for one in schema], schema)
        part = _unfolded(empty.drop_columns(left), native, geo, left)
        writer = pa.ipc.new_stream(stream, part.schema)
    writer.close()
    return stream.getvalue()


def _batches(data: bytes) -> "tuple[pa.Schema, Iterable[pa.RecordBatch]]":
    """Return the schema and the rows of a file of Parquet or Arrow."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    source = io.BytesIO(data)
    if data.startswith(b"PAR1"):
        file = pq.ParquetFile(source)
        return file.schema_arrow, file.iter_batches(batch_size=1000, use_threads=False)
    if data.startswith(b"ARROW1"):
        packed = pa.ipc.open_file(source)
        numbers = range(packed.num_record_batches)
        return packed.schema, map(packed.get_batch, numbers)
    flow = pa.ipc.open_stream(source)
    return flow.schema, flow


def _encoding(field: "pa.Field", geo: Mapping[str, Any]) -> str | None:
    """Return which shapes of GeoArrow a column has; None: it has none."""
    named = (field.metadata or {}).get(b"ARROW:extension:name", b"").decode()
    if not named:
        stated = geo.get("columns", {}).get(field.name, {}).get("encoding", "WKB")
        named = f"geoarrow.{stated}"
    return named if named.lower() in NATIVE else None


def _is_flat(kind: "pa.DataType") -> bool:
    """Return whether cells are values, or lists of values."""
    import pyarrow as pa  # noqa: PLC0415

    if pa.types.is_dictionary(kind):
        return not pa.types.is_nested(kind.value_type)
    inner = kind.value_type if pa.types.is_list(kind) else kind
    shared = pa.types.is_dictionary(inner) or "view" in str(inner)
    return not pa.types.is_nested(inner) and not (inner is not kind and shared)


def _unfolded(
    batch: "pa.RecordBatch",
    native: list[str],
    geo: Mapping[str, Any],
    left: list[str],
) -> "pa.RecordBatch":
    import json  # noqa: PLC0415

    import pyarrow as pa  # noqa: PLC0415

    arrays, fields = [], []
    for field, array in zip(batch.schema, batch.columns, strict=True):
        about = field.metadata or {}
        if about.get(b"ARROW:extension:name") in (b"geoarrow.wkb", b"ogc.wkb"):
            stated = json.loads(about.get(b"ARROW:extension:metadata") or b"{}")
            geo = _geo_with(geo, field.name, stated.get("crs"))
        if field.name in native:
            array, crs = _as_wkb(field, array, str(_encoding(field, geo)))  # noqa: PLW2901
            geo = _geo_with(geo, field.name, crs)
        elif pa.types.is_dictionary(field.type):
            array = array.cast(field.type.value_type)  # noqa: PLW2901
        if "view" in str(array.type):
            plain = pa.string() if pa.types.is_string_view(array.type) else pa.binary()
            array = array.cast(plain)  # noqa: PLW2901
        arrays.append(array)
        fields.append(pa.field(field.name, array.type))
    metadata = {"geo": json.dumps(geo)} if geo else {}
    metadata |= {"left": json.dumps(left)} if left else {}
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields, metadata))


def _as_wkb(
    field: "pa.Field", array: "pa.Array", encoding: str
) -> "tuple[pa.Array, Any]":
    """Return shapes of GeoArrow as WKB, and the reference system stated with them."""
    import json  # noqa: PLC0415

    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    there = np.asarray(array.is_valid())
    inner = array.take(pa.array(range(len(array))))  # counted from its first cell
    offsets: list[Any] = []
    while pa.types.is_list(inner.type) or pa.types.is_large_list(inner.type):
        offsets.insert(0, np.asarray(inner.offsets))
        inner = inner.values
    if pa.types.is_struct(inner.type):
        axes = [np.asarray(inner.field(axis), dtype=float) for axis in ("x", "y")]
        points = np.column_stack(axes)
    else:
        size = inner.type.list_size
        points = np.asarray(inner.values, dtype=float).reshape(-1, size)[:, :2].copy()
    kind = shapely.GeometryType(NATIVE[encoding.lower()])
    shapes = shapely.from_ragged_array(kind, points, tuple(offsets) or None)
    shapes[~there] = None
    cells = shapely.to_wkb(shapes)
    stated = (field.metadata or {}).get(b"ARROW:extension:metadata", b"")
    return pa.array(cells, pa.binary()), json.loads(stated or b"{}").get("crs")


def _geo_with(geo: Mapping[str, Any], name: str, crs: Any) -> Mapping[str, Any]:
    """Return a description of GeoParquet that knows a column as WKB."""
    columns = dict(geo.get("columns", {}))
    columns[name] = {"crs": crs, **columns.get(name, {}), "encoding": "WKB"}
    return {"primary_column": name, **geo, "columns": columns}


DRIVERS = frozenset(
    (
        *("ESRI Shapefile", "OpenFileGDB", "GPKG", "FlatGeobuf", "KML", "LIBKML"),
        *("GPX", "ESRIJSON", "TopoJSON", "XLSX", "ODS"),
    )
)
"""What GDAL may take a file for: none of these reads another file, or an address, that
the file names. Of any name and kind, a file that has ``<OGRVRTDataSource>`` would."""


def _let_in_known_drivers() -> None:
    """Let GDAL know no other drivers than `DRIVERS`."""
    import pyogrio  # noqa: PLC0415
    from pyogrio import core  # noqa: PLC0415

    others = pyogrio.list_drivers().keys() - DRIVERS
    pyogrio.set_gdal_config_options({"GDAL_SKIP": ",".join(others)})
    core._register_drivers()  # which skips them now
    if left := pyogrio.list_drivers().keys() - DRIVERS:
        raise RuntimeError(sorted(left))


_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]{0,1000}?\bname=(\"[^\"]*\"|'[^']*')")


def _named(path: str) -> list[str]:
    """Return the names of a file's layers."""
    import pyogrio  # noqa: PLC0415

    return [name for name, _kind in pyogrio.list_layers(path)]


def _sheets(path: str) -> list[str]:
    """Return the names of a workbook's sheets.

    To list them GDAL reads every cell, and once more for what is in them.
    """
    with zipfile.ZipFile(path) as workbook:
        text = workbook.read("xl/workbook.xml").decode(errors="replace")
    return [html.unescape(name[1:-1]) for name in _SHEET.findall(text)]


def _each_layer(
    path: str, only: Sequence[str]
) -> "Iterator[tuple[str, dict[str, Any], pa.Table]]":
    """Yield the layers of a file, or those of some names."""
    from pyogrio.errors import DataLayerError  # noqa: PLC0415
    from pyogrio.raw import read_arrow  # noqa: PLC0415

    def read(names: Iterable[str]) -> Iterator[Any]:
        for name in names:
            if not only or name in only:
                yield name, *read_arrow(path, layer=name, datetime_as_string=True)

    found: list[Any] = []
    if path.endswith(".xlsx"):
        with suppress(DataLayerError):  # GDAL has no layer of a sheet of charts
            found = [*read(_sheets(path))]
    yield from found or read(_named(path))


def _layers(_: bytes, argument: str) -> bytes:
    """Return the layers of files that GDAL opens, each as Arrow's stream.

    The argument is JSON: the ``paths`` of files, and ``only`` which of their layers;
    none: all. Before each stream stand its bytes, as a number of eight. The metadata of
    its schema say in which column, ``shape``, its shapes are as WKB, in which
    reference system, ``crs``, and what the ``layer`` is called.
    """
    import json  # noqa: PLC0415

    import pyarrow as pa  # noqa: PLC0415

    _let_in_known_drivers()
    wanted = json.loads(argument)
    answer = io.BytesIO()
    only = wanted["only"]
    layers = (one for path in wanted["paths"] for one in _each_layer(path, only))
    for layer, about, read in layers:
        shape = about["geometry_name"] or "wkb_geometry"
        metadata = {"shape": shape, "crs": about["crs"] or "", "layer": layer}
        table = read.replace_schema_metadata(metadata)
        stream = io.BytesIO()
        with pa.ipc.new_stream(stream, table.schema) as writer:
            writer.write_table(table)
        answer.write(len(stream.getvalue()).to_bytes(8, "big") + stream.getvalue())
    return answer.getvalue()


def _signature(data: bytes, media: str) -> bytes | None:
    """Return what Content Credentials say of a file, as JSON, without the network."""
    import c2pa  # noqa: PLC0415

    quiet = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
    with c2pa.Context(c2pa.Settings.from_dict(quiet)) as context:
        reader = c2pa.Reader.try_create(media, io.BytesIO(data), context=context)
        return None if reader is None else reader.json().encode()


KINDS: Mapping[str, Callable[[bytes, str], bytes | None]] = {
    "attachment": _attachment,
    "columns": _columns,
    "footer": _footer,
    "layers": _layers,
    "signature": _signature,
    "table": _table,
}
"""What can be read."""

LIBRARIES: Mapping[str, str] = {
    **dict.fromkeys(("columns", "footer", "table"), "pyarrow.parquet"),
    **{"attachment": "pikepdf", "layers": "pyogrio.raw", "signature": "c2pa"},
}
"""What reads it."""


def main(kind: str, argument: str) -> int:
    """Read what stands on the standard input, and write what was read."""
    out = sys.stdout.buffer
    try:
        content = KINDS[kind](sys.stdin.buffer.read(), argument)
    except MemoryError:
        return 1
    except Exception as error:  # whatever a library says of a bad file
        # As pikepdf has it, and as what is closed for want of memory says.
        if "bad_alloc" in str(error) or isinstance(error.__context__, MemoryError):
            return 1
        out.write(b"-" + str(error).encode(errors="replace")[:1000])
        return 0
    out.write(b"0" if content is None else b"+" + content)
    return 0


if __name__ == "__main__":
    _hold_back(int(sys.argv[2]), int(sys.argv[3]))
    _load(sys.argv[1], int(sys.argv[3]))
    raise SystemExit(main(sys.argv[1], sys.argv[4]))

"""Reads one file for another process, which may not read it itself: see `apart`.

It is run as ``python -m geo.bounds.child KIND BYTES SECONDS ARGUMENT``, has the file
on its standard input, and writes ``+`` and what it read, ``0`` if there is no such
part, or ``-`` and why it cannot be read.
"""

import io
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress


def _hold_back(most_bytes: int, seconds: int) -> None:
    """Let this process have bounded memory and time, and write no file."""
    with suppress(ImportError):  # Windows
        import resource  # noqa: PLC0415

        bounds = {
            resource.RLIMIT_DATA: most_bytes,
            resource.RLIMIT_CPU: seconds,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0,
        }
        for kind, bound in bounds.items():
            with suppress(ValueError, OSError):  # A system may know lower ones.
                resource.setrlimit(kind, (bound, bound))


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


def _named(path: str) -> list[str]:
    """Return the names of a file's layers."""
    import pyogrio  # noqa: PLC0415

    return [name for name, _kind in pyogrio.list_layers(path)]


def _layers(_: bytes, argument: str) -> bytes:
    """Return the layers of files that GDAL opens, each as Arrow's stream.

    The argument is JSON: the ``paths`` of files, and ``only`` which of their layers;
    none: all. Before each stream stand its bytes, as a number of eight. The metadata of
    its schema say in which column, ``shape``, its shapes are as WKB, in which
    reference system, ``crs``, and what the ``layer`` is called.
    """
    import json  # noqa: PLC0415

    import pyarrow as pa  # noqa: PLC0415
    from pyogrio.raw import read_arrow  # noqa: PLC0415

    _let_in_known_drivers()
    wanted = json.loads(argument)
    answer = io.BytesIO()
    layers = ((path, name) for path in wanted["paths"] for name in _named(path))
    for path, layer in layers:
        if wanted["only"] and layer not in wanted["only"]:
            continue
        about, table = read_arrow(path, layer=layer, datetime_as_string=True)
        shape = about["geometry_name"] or "wkb_geometry"
        metadata = {"shape": shape, "crs": about["crs"] or "", "layer": layer}
        table = table.replace_schema_metadata(metadata)
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
    "footer": _footer,
    "layers": _layers,
    "signature": _signature,
    "table": _table,
}
"""What can be read."""


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
    raise SystemExit(main(sys.argv[1], sys.argv[4]))

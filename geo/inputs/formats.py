"""Which kind of file some bytes are, by what they begin with, and its rows.

GDAL opens none but files of these kinds, each under a name of ours in a folder of its
own, and in a process of its own: no file names another one, or an address, that is read
in its turn, and none takes more memory or time than it may.
"""

import datetime as dt
import io
import json
import math
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, cast

import geopandas as gpd
import pyarrow as pa
import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo import files
from geo.bounds import apart
from geo.bounds.uploads import Limits
from geo.errors import ExportError, Text, UploadError
from geo.inputs import geojson, points
from geo.inputs.layer import Row, Table
from geo.inputs.parquet import described

ENDINGS = (
    *("geojson", "json", "geojsonl", "geojsons", "topojson"),
    *("gpkg", "zip", "kml", "kmz", "gpx", "csv", "tsv", "xlsx", "parquet"),
)
"""What the names of the files end with that a page offers to read."""

UNPACKED_BYTES = 100_000_000
"""So large may be what a packed file holds, or what is read of a file by GDAL."""

ARABIC_CODE_PAGE = "CP1256"
SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
TRACKS = ("waypoints", "routes", "tracks")
"""Layers of a GPX file; its others are the points of these once more."""

KML_OWN = (
    *("tessellate", "extrude", "visibility", "drawOrder", "icon"),
    *("altitudeMode", "gx_media_links"),
)
"""What GDAL adds to a placemark's properties."""

JSON = (str, int, float, bool, list, dict)
"""What JSON can hold; of other values there is no word in a popup."""

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
"""What reading an archive raises that is torn, or needs a password."""

_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?(\w+)[\s/>]")


def table(content: bytes, limits: Limits) -> Table:
    """Return the rows of a file.

    Parameters
    ----------
    content : bytes
    limits : geo.bounds.uploads.Limits

    Raises
    ------
    UploadError
        If it is of no kind that is read, or broken.
    """
    for begins, read in _KINDS.items():
        if content.startswith(begins):
            return read(content, limits)
    text = _decoded(content)
    start = text.lstrip("\x1e \t\r\n")[:1]
    if start == "<":
        return _xml(content, limits)
    if start in ("{", "["):
        if not limits.hold(content):
            most = {"features": limits.features, "points": limits.points}
            raise UploadError("error.own.signs", **most)
        document = geojson.parse(text)
        if isinstance(document, dict) and document.get("type") == "Topology":
            return _opened(content, "layer.topojson", limits)
        return geojson.table(document)
    return points.table(text, limits)


def _decoded(content: bytes) -> str:
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        raise UploadError("error.own.utf8") from None


def _xml(content: bytes, limits: Limits) -> Table:
    if _DOCTYPE.search(content):
        raise UploadError("error.own.doctype")
    match = _ROOT.search(content)
    root = match[1].decode().lower() if match else ""
    if root == "kml":
        return _filled(_opened(content, "layer.kml", limits))
    if root == "gpx":
        return _filled(_opened(content, "layer.gpx", limits, TRACKS))
    raise UploadError("error.own.xml", root=root)


def _filled(found: Table) -> Table:
    """Return rows without the properties that their kind of file has beside theirs."""
    rows = [
        replace(
            row,
            properties={
                name: value
                for name, value in row.properties.items()
                if name not in KML_OWN and value not in (None, "")
            },
        )
        for row in found.rows
    ]
    return replace(found, rows=rows)


def _packed(content: bytes, limits: Limits) -> Table:
    """Return the rows of a zipped Shapefile, a KMZ or a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _unpacked(content, archive, limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ):
        raise UploadError("error.own.zip") from None


def _unpacked(content: bytes, archive: zipfile.ZipFile, limits: Limits) -> Table:
    size = sum(member.file_size for member in archive.infolist())
    if size > UNPACKED_BYTES:
        megabytes = {"size": size / 1e6, "most": UNPACKED_BYTES / 1e6}
        raise UploadError("error.own.unpacked", **megabytes)
    names = [
        name
        for name in archive.namelist()
        if not name.startswith("__MACOSX/") and PurePosixPath(name).name[:2] != "._"
    ]
    if "xl/workbook.xml" in names:
        return _opened(content, "layer.xlsx", limits)
    documents = [name for name in names if name.lower().endswith(".kml")]
    if documents:
        name = "doc.kml" if "doc.kml" in documents else documents[0]
        return _xml(_member(archive, name), limits)
    shapes = [name for name in names if name.lower().endswith(".shp")]
    if len(shapes) != 1:
        listed = (shapes or names)[:5]
        raise UploadError("error.own.archive", names=listed, count=len(shapes))
    stem = PurePosixPath(shapes[0]).with_suffix("").as_posix()
    parts = {
        f"layer{ending}": _member(archive, name)
        for name in names
        for ending in SHAPEFILE
        if name.lower() == f"{stem}{ending}".lower()
    }
    if not {"layer.shx", "layer.dbf"} <= parts.keys():
        raise UploadError("error.own.shapefile", known=list(SHAPEFILE))
    encoding = _encoding(parts)
    if encoding:
        parts["layer.cpg"] = encoding.encode()
    found = _read_folder(parts, "layer.shp", limits, ())
    return replace(found, encoding=encoding)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of an archive, and no more of it than the archive says there is."""
    member = archive.getinfo(name)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile  # others set aside as much memory as they say
    with archive.open(member) as part:
        return part.read(member.file_size)


def _encoding(parts: Mapping[str, bytes]) -> str:
    """Return the encoding of the texts of a Shapefile, unless they are what it states.

    Many that hold Arabic state none, or UTF-8, and are in the code page of Windows.
    """
    stated = parts.get("layer.cpg", b"").decode(errors="replace").strip().casefold()
    if stated not in ("", "utf-8", "utf8", "65001"):
        return ""
    table = parts["layer.dbf"]
    cells = table[int.from_bytes(table[8:10], "little") :]
    marked = sum(byte > 127 for byte in cells)
    torn = cells.decode(errors="replace").count("\ufffd")
    return ARABIC_CODE_PAGE if torn * 4 > marked else ""


def _parquet(content: bytes, limits: Limits) -> Table:
    try:
        stream = apart.read("table", content, UNPACKED_BYTES)
    except ExportError as error:
        raise _refused("error.own.parquet", error) from None
    table = _arrow(cast(bytes, stream))
    try:
        column, crs = described(table.schema)
        return _table([(table, column, _wkt(crs))], limits)
    except KeyError:
        why = Text("error.own.no_geo")
        raise UploadError("error.own.parquet", error=why) from None
    except (ValueError, LookupError, AttributeError, TypeError, CRSError) as error:
        raise UploadError("error.own.parquet", error=error) from None


def _wkt(crs: Any) -> str:
    """Return a reference system as Well-Known Text, which GeoParquet has as JSON."""
    return pyproj.CRS.from_json_dict(crs).to_wkt() if crs else ""


def _geopackage(content: bytes, limits: Limits) -> Table:
    return _opened(content, "layer.gpkg", limits)


_KINDS: dict[bytes, Callable[[bytes, Limits], Table]] = {
    b"SQLite format 3\x00": _geopackage,
    b"PK": _packed,
    b"PAR1": _parquet,
}
"""Files that begin with bytes of their own."""


def _opened(
    content: bytes, name: str, limits: Limits, only: tuple[str, ...] = ()
) -> Table:
    return _read_folder({name: content}, name, limits, only)


def _read_folder(
    parts: dict[str, bytes], name: str, limits: Limits, only: tuple[str, ...]
) -> Table:
    """Return the rows of a file that GDAL reads, beside the parts that it has."""
    with files.folder() as folder:
        for part, data in parts.items():
            files.write(folder / part, data)
        argument = json.dumps({"path": str(folder / name), "only": only})
        try:
            answer = apart.read("layers", b"", UNPACKED_BYTES, argument)
        except ExportError as error:
            raise _refused("error.own.gdal", error, str(folder / name)) from None
    found = []
    for table in _streams(cast(bytes, answer)):
        metadata = table.schema.metadata or {}
        column, crs = (metadata.get(key, b"").decode() for key in (b"shape", b"crs"))
        found.append((table, column, crs))
    return _table(found, limits)


def _refused(key: str, error: ExportError, path: str = "") -> UploadError:
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
        yield _arrow(bytes(rest[8 : 8 + size]))
        rest = rest[8 + size :]


def _arrow(stream: bytes) -> pa.Table:
    with pa.ipc.open_stream(stream) as reader:
        return reader.read_all()


def _table(found: Iterable[tuple[pa.Table, str, str]], limits: Limits) -> Table:
    """Return the rows of layers, one after another, in the system of the first."""
    filled = [one for one in found if one[0].num_rows]
    limits.check_features(sum(one[0].num_rows for one in filled))
    shaped = [one for one in filled if one[1] in one[0].column_names]
    if not shaped:
        return points.sheet(filled[0][0].to_pylist()) if filled else Table([])
    crs = shaped[0][2]
    rows: list[Row] = []
    for table, column, own_crs in shaped:
        shapes = gpd.GeoSeries(shapely.from_wkb(table[column].to_pylist()))
        if crs and own_crs and own_crs != crs:
            shapes = shapes.set_crs(own_crs).to_crs(crs)
        cells = _readable(table.drop_columns([column])).to_pylist()
        rows += [
            Row(len(rows) + i, _plain(properties), shape)
            for i, (properties, shape) in enumerate(zip(cells, shapes, strict=True), 1)
        ]
    return Table(rows, crs)


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


def _plain(properties: dict[Any, Any]) -> dict[str, Any]:
    """Return properties as JSON has them; days and times as ISO texts."""
    return {str(name): _cell(value) for name, value in properties.items()}


def _cell(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, JSON) else None

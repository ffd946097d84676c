"""What a zip archive holds: a workbook, Shapefiles, a geodatabase, or a file alone."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from geo.bounds.uploads import Limits
from geo.errors import UploadError
from geo.inputs import gdal
from geo.inputs.layer import Table

SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
GEODATABASE = ".gdb"
ARABIC_CODE_PAGE = "CP1256"

MOST_LAYERS = 50

MOST_MEMBERS = 10_000
_MEMBER = b"PK\1\2"
"""How the entry of each file begins in an archive's list."""

_OF_GEODATABASE = re.compile(r"\w[\w.-]{0,99}", re.ASCII)

ALONE = (
    *(".geojson", ".json", ".geojsonl", ".geojsons", ".topojson", ".gpkg", ".fgb"),
    *(".gpx", ".csv", ".tsv", ".txt", ".xlsx", ".parquet", ".geoparquet", ".ods"),
    *(".ndjson", ".jsonl", ".tab", ".xlsm"),
)
"""Files that are read packed, if there is one alone."""

_DOCUMENTS = ("word/document.xml", "ppt/presentation.xml")
_BESIDE = re.compile(r"(readme|licen[cs]e|metadata|citation)[^/]*$", re.IGNORECASE)

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
"""What reading an archive raises that is torn, or needs a password."""

Read = Callable[[bytes, Limits], Table]
ReadAll = Callable[[Mapping[str, bytes], Limits], Table]

_MAC_DAYS = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)\b")
"""How a workbook says that it counts its days from 1904."""


def table(content: bytes, limits: Limits, read: Read, read_kml: ReadAll) -> Table:
    """Return the rows of a packed file.

    Parameters
    ----------
    content : bytes
    limits : geo.bounds.uploads.Limits
    read, read_kml : callable
        Which return the rows of a file that it holds, or of its documents of KML by
        their names.

    Raises
    ------
    UploadError
        If it cannot be unpacked, or holds no layer, or several of different kinds.
    """
    if (count := content.count(_MEMBER)) > MOST_MEMBERS:
        raise UploadError("error.own.members", count=count, most=MOST_MEMBERS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = _names(archive)
            if ending := _workbook(archive, names):
                return gdal.opened(content, f"layer.{ending}", limits)
            if any(name in names for name in (*_DOCUMENTS, "content.xml")):
                raise UploadError("error.own.document")
            documents = [name for name in names if name.lower().endswith(".kml")]
            if documents:
                documents = sorted(documents, key=lambda name: name != "doc.kml")
                its = {one: _member(archive, one) for one in documents[:MOST_LAYERS]}
                found, left = read_kml(its, limits), documents[MOST_LAYERS:]
            elif packed := _layers(archive, names, limits):
                found, left = packed, []
            else:
                return _alone(archive, names, limits, read)
            left += [name for name in names if _is_alone(name)]
            notices = [("own.files_left", {"names": left[:5]})] * bool(left)
            return replace(found, notices=(*found.notices, *notices))
    except BROKEN:
        raise UploadError("error.own.zip") from None


def _workbook(archive: zipfile.ZipFile, names: Sequence[str]) -> str:
    """Return what the name of a workbook ends with; empty: it is none.

    Raises
    ------
    UploadError
        If it counts its days in a way that GDAL does not know.
    """
    if "xl/workbook.xml" in names:
        if _MAC_DAYS.search(_member(archive, "xl/workbook.xml")):
            raise UploadError("error.own.days_of_1904")
        return "xlsx"
    if {"content.xml", "mimetype"} <= {*names}:
        kind = _member(archive, "mimetype")
        return "ods" if b"spreadsheet" in kind else ""
    return ""


def _names(archive: zipfile.ZipFile) -> list[str]:
    """Return the files of an archive, but what a Mac adds.

    Raises
    ------
    UploadError
        If they are too large.
    """
    size = sum(member.file_size for member in archive.infolist())
    if size > gdal.UNPACKED_BYTES:
        megabytes = {"size": size / 1e6, "most": gdal.UNPACKED_BYTES / 1e6}
        raise UploadError("error.own.unpacked", **megabytes)
    return [
        name
        for name in archive.namelist()
        if not name.startswith("__MACOSX/")
        and PurePosixPath(name).name[:2] != "._"
        and not name.endswith("/")
    ]


def _layers(
    archive: zipfile.ZipFile, names: Sequence[str], limits: Limits
) -> Table | None:
    """Return the rows of Shapefiles, or of a geodatabase; None: there is neither."""
    shapes = [name for name in names if name.lower().endswith(".shp")]
    if shapes:
        return _shapefiles(archive, names, shapes[:MOST_LAYERS], limits)
    parts = {
        f"layer{GEODATABASE}/{PurePosixPath(name).name}": _member(archive, name)
        for name in names
        if PurePosixPath(name).parent.suffix.lower() == GEODATABASE
        and _OF_GEODATABASE.fullmatch(PurePosixPath(name).name)
    }
    if not parts:
        return None
    return gdal.read_folder(parts, [f"layer{GEODATABASE}"], limits)


def _shapefiles(
    archive: zipfile.ZipFile,
    names: Sequence[str],
    shapes: Sequence[str],
    limits: Limits,
) -> Table:
    parts: dict[str, bytes] = {}
    called: dict[str, str] = {}
    encodings: list[str] = []
    for number, shape in enumerate(shapes, 1):
        stem = PurePosixPath(shape).with_suffix("").as_posix()
        layer = f"layer{number}"
        its = {
            f"{layer}{ending}": _member(archive, name)
            for name in names
            for ending in SHAPEFILE
            if name.lower() == f"{stem}{ending}".lower()
        }
        if not {f"{layer}.shx", f"{layer}.dbf"} <= its.keys():
            raise UploadError("error.own.shapefile", known=list(SHAPEFILE))
        if encoding := _encoding(its, layer):
            its[f"{layer}.cpg"] = encoding.encode()
            encodings.append(encoding)
        parts |= its
        called[layer] = PurePosixPath(shape).stem
    found = gdal.read_folder(
        parts, [f"{one}.shp" for one in called], limits, called=called
    )
    notices = [("own.encoding", {"encoding": one}) for one in dict.fromkeys(encodings)]
    return replace(found, notices=(*notices, *found.notices))


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of an archive, and no more of it than the archive says there is."""
    member = archive.getinfo(name)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile  # others set aside as much memory as they say
    with archive.open(member) as part:
        return part.read(member.file_size)


def _encoding(parts: Mapping[str, bytes], layer: str) -> str:
    """Return the encoding of the texts of a Shapefile, unless they are what it states.

    Many that hold Arabic state none, or UTF-8, and are in the code page of Windows.
    """
    stated = parts.get(f"{layer}.cpg", b"").decode(errors="replace").strip().casefold()
    if stated not in ("", "utf-8", "utf8", "65001"):
        return ""
    table = parts[f"{layer}.dbf"]
    cells = table[int.from_bytes(table[8:10], "little") :]
    marked = sum(byte > 127 for byte in cells)
    torn = cells.decode(errors="replace").count("\ufffd")
    return ARABIC_CODE_PAGE if torn * 4 > marked else ""


def _is_alone(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in ALONE


def _alone(
    archive: zipfile.ZipFile, names: Sequence[str], limits: Limits, read: Read
) -> Table:
    """Return the rows of the one file of an archive that can be read."""
    alone = [name for name in names if _is_alone(name)]
    if len(alone) > 1:
        alone = [name for name in alone if not _BESIDE.search(name)]
    if len(alone) != 1:
        raise UploadError("error.own.archive", names=(alone or names)[:5])
    content = _member(archive, alone[0])
    if content.startswith(b"PK"):
        return _packed_workbook(content, limits)
    return read(content, limits)


def _packed_workbook(content: bytes, limits: Limits) -> Table:
    """Return the rows of a workbook in an archive; no other archive may be in one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = _names(archive)
        if ending := _workbook(archive, names):
            return gdal.opened(content, f"layer.{ending}", limits)
        raise UploadError("error.own.archive", names=names[:5])

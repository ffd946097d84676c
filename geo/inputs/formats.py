"""Which kind of file some bytes are, by what they begin with, and its rows."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

import pyarrow as pa
import pyproj
from pyproj.exceptions import CRSError

from geo.bounds import sandbox
from geo.bounds.uploads import Limits
from geo.errors import ExportError, UploadError
from geo.inputs import archives, gdal, geojson, marked, points, texts
from geo.inputs.layer import Notice, Table
from geo.inputs.parquet import GEO, described

ENDINGS = (
    *("geojson", "json", "geojsonl", "geojsons", "topojson", "gpkg", "fgb", "zip"),
    *("kml", "kmz", "gpx", "csv", "tsv", "txt", "xlsx", "ods", "umap"),
    *("parquet", "geoparquet", "pq", "arrow", "feather", "ndjson", "jsonl", "tab"),
    *("xlsm", "shz", "js"),
)
"""What the names of the files end with that a page offers to read."""

TRACKS = ("waypoints", "routes", "tracks")
"""Layers of a GPX file; its others are the points of these once more."""

KML_OWN = (
    *("tessellate", "extrude", "visibility", "drawOrder", "icon"),
    *("altitudeMode", "gx_media_links"),
)
"""What GDAL adds to a placemark's properties."""

COLOURS = {
    name.replace("-", "_"): name
    for name in ("stroke-width", "stroke-opacity", "fill-opacity", "marker-color")
}
"""Names of simplestyle as GDAL spells them."""

OTHER_KINDS = {
    b"%PDF": "document",
    b"{\\rtf": "document",
    b"\xd0\xcf\x11\xe0": "old_office",
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"), "picture"),
    **dict.fromkeys((b"II*\x00", b"MM\x00*"), "picture"),
    **dict.fromkeys((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh"), "packed"),
    b"\xfd7zXZ": "packed",
    b"\x00\x00\x27\x0a": "part",
    b"FEA1": "arrow",
}
"""How files begin that are often given in place of a layer, and which these are."""

UTF32_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")

_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_WEB_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+)?html\b", re.I | re.S)
_ASSIGNED = re.compile(
    r"\s*(?:(?:(?:var|let|const)\s+)?[\w.$]{1,100}\s*[=(]|export\s+default)\s*(?=[{\[])"
)
"""JSON as scripts of web maps have it."""

_ROOT = re.compile(rb"<(?:\w+:)?(\w+)[\s/>]")
_DBASE = re.compile(rb"[\x03\x30\x83\x8b\xf5][\x00-\xc8][\x01-\x0c][\x01-\x1f]")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1d\x1f]")


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
    if content.startswith(b"PK"):
        return archives.table(content, limits, table, _documents)
    _check_other(content)
    text, notices = texts.decoded(content)
    if assigned := _ASSIGNED.match(text):
        text = text[assigned.end() :].rstrip(" \t\r\n;)")
    start = text.lstrip("\x1e \t\r\n")[:1]
    if start == "<":
        return _xml(texts.utf8_xml(content), limits)
    found = _json(text, limits) if start in ("{", "[") else points.table(text, limits)
    return replace(found, notices=(*notices, *found.notices))


def _check_other(content: bytes) -> None:
    """Raise `UploadError` if a file is of a kind that is often given by mistake."""
    for begins, kind in OTHER_KINDS.items():
        if content.startswith(begins):
            raise UploadError(f"error.own.{kind}")
    if _WEB_PAGE.match(content):
        raise UploadError("error.own.web_page")
    if content[8:12] == b".FIT":
        raise UploadError("error.own.device")
    if _DBASE.match(content) and _NO_TEXT.search(content[:32]):
        raise UploadError("error.own.part")
    head = content[:4096]
    if head[:4] in UTF32_MARKS:
        raise UploadError("error.own.utf8")
    wide = head[:2] in texts.UTF16_MARKS or texts.unmarked(head) != "utf-8-sig"
    if not wide and len(_NO_TEXT.findall(head)) * 50 > len(head):
        raise UploadError("error.own.utf8")


def _json(text: str, limits: Limits) -> Table:
    content = text.encode(errors="surrogatepass")
    if not limits.hold(content):
        most = {"features": limits.features, "points": limits.points}
        raise UploadError("error.own.signs", **most)
    document = geojson.parse(text)
    if isinstance(document, dict):
        if document.get("type") == "Topology":
            return _topology(document, limits)
        if "type" not in document and "geometryType" in document:
            return gdal.opened(content, "layer.json", limits)
    if records := geojson.records(document):
        return points.records(records, limits)
    return geojson.table(document)


def _topology(document: dict[str, Any], limits: Limits) -> Table:
    """Return the rows of TopoJSON; GDAL passes over objects without a shape.

    An object that is no collection has its name from us, which GDAL gives to none.
    """
    left, objects = 0, document.get("objects")
    objects = objects if isinstance(objects, dict) else {}
    for name, one in objects.items():
        inner = one.get("geometries") if isinstance(one, dict) else None
        if isinstance(inner, list):
            empty = (
                not isinstance(each, dict) or not each.get("type") for each in inner
            )
            left += sum(empty)
        elif isinstance(one, dict) and one.get("type"):
            objects[name] = {"type": "GeometryCollection", "geometries": [one]}
    found = gdal.opened(json.dumps(document).encode(), "layer.topojson", limits)
    notices: list[Notice] = [("own.no_places", {"count": left})] * bool(left)
    return replace(found, notices=(*found.notices, *notices))


def _xml(content: bytes, limits: Limits) -> Table:
    if _DOCTYPE.search(content):
        raise UploadError("error.own.doctype")
    root = _root(content)
    if root == "kml":
        return _documents({"": content}, limits)
    if root == "gpx":
        return _filled(gdal.opened(marked.gpx(content), "layer.gpx", limits, TRACKS))
    if root == "trainingcenterdatabase":
        raise UploadError("error.own.device")
    raise UploadError("error.own.xml", root=root)


def _root(content: bytes) -> str:
    match = _ROOT.search(content)
    return match[1].decode().lower() if match else ""


def _documents(contents: Mapping[str, bytes], limits: Limits) -> Table:
    """Return the rows of documents of KML, by what they are called, as one layer."""
    used = {}
    for name, raw in contents.items():
        content = texts.utf8_xml(raw)
        if _DOCTYPE.search(content):
            raise UploadError("error.own.doctype")
        if (root := _root(content)) != "kml":
            raise UploadError("error.own.xml", root=root)
        if b"Placemark" in content or b"NetworkLink" not in content:
            used[name] = marked.kml(content)
    if not used:
        raise UploadError("error.own.links")
    parts = {f"layer{number}.kml": one for number, one in enumerate(used.values(), 1)}
    found = _filled(gdal.read_folder(parts, parts, limits))
    notices: list[Notice] = [("own.layers", {"names": [*used]})] * (len(used) > 1)
    return replace(found, notices=(*notices, *found.notices))


def _filled(found: Table) -> Table:
    """Return rows without the properties that their kind of file has beside theirs.

    Their layers are the folders of one map: no remark is made on them.
    """
    rows = [
        replace(
            row,
            properties={
                COLOURS.get(name, name): value
                for name, value in row.properties.items()
                if name not in KML_OWN
                and (value not in (None, "") or _is_open(name, row.properties))
            },
        )
        for row in found.rows
    ]
    return replace(found, rows=rows, notices=())


def _is_open(name: str, properties: Mapping[str, Any]) -> bool:
    """Return whether a property is the end that a time has not."""
    other = {"begin": "end", "end": "begin"}.get(name, "")
    return bool(properties.get(other))


def _parquet(content: bytes, limits: Limits) -> Table:
    try:
        stream = sandbox.read(
            "columns",
            content,
            gdal.UNPACKED_BYTES,
            memory=limits.memory * 1_000_000,
            seconds=limits.seconds,
        )
    except ExportError as error:
        raise gdal.refused("error.own.parquet", error) from None
    read = gdal.arrow(cast(bytes, stream))
    about = read.schema.metadata or {}
    left = json.loads(about.get(b"left", b"[]"))
    notices: tuple[Notice, ...] = (("own.columns_left", {"names": left}),) * bool(left)
    if left and not read.num_columns:
        raise UploadError("error.own.no_column", known=left)
    if GEO not in about:
        found = gdal.rows_of([gdal.Part(read, "", "")], limits)
        return replace(found, notices=(*notices, *found.notices))
    try:
        column, crs = described(read.schema)
        kind = read.schema.field(column).type
        if not (pa.types.is_binary(kind) or pa.types.is_large_binary(kind)):
            raise UploadError("error.own.encoded", column=column, kind=kind)
        shaped = json.loads(about[GEO])["columns"]
        others = [one for one in read.column_names if one in shaped and one != column]
        if others:
            read = read.drop_columns(others)
            notices += (("own.shapes_left", {"column": column, "names": others}),)
        found = gdal.rows_of([gdal.Part(read, column, _wkt(crs))], limits)
        return replace(found, notices=(*notices, *found.notices))
    except (ValueError, LookupError, AttributeError, TypeError, CRSError) as error:
        raise UploadError("error.own.parquet", error=error) from None


def _wkt(crs: Any) -> str:
    """Return a reference system as Well-Known Text, which GeoParquet has as JSON."""
    if isinstance(crs, str):  # as GeoArrow may have it
        return pyproj.CRS.from_user_input(crs).to_wkt()
    return pyproj.CRS.from_json_dict(crs).to_wkt() if crs else ""


def _geopackage(content: bytes, limits: Limits) -> Table:
    if b"gpkg_contents" not in content:
        raise UploadError("error.own.sqlite")
    return gdal.opened(content, "layer.gpkg", limits)


def _flatgeobuf(content: bytes, limits: Limits) -> Table:
    return gdal.opened(content, "layer.fgb", limits)


_KINDS: dict[bytes, Callable[[bytes, Limits], Table]] = {
    b"SQLite format 3\x00": _geopackage,
    b"PAR1": _parquet,
    b"ARROW1": _parquet,
    b"\xff\xff\xff\xff": _parquet,
    b"fgb\x03": _flatgeobuf,
}
"""Files that begin with bytes of their own."""

"""Which kind of file some bytes are, by what they begin with, and its rows.

GDAL opens none but files of these kinds, each under a name of ours in a folder of its
own: no file names another one, or an address, that is read in its turn.
"""

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyogrio
from pyogrio.errors import DataSourceError

from geo import files
from geo.errors import UploadError
from geo.layers.read import plain
from geo.own import geojson, tables
from geo.own.layer import Row, Table

ENDINGS = (
    *("geojson", "json", "geojsonl", "geojsons", "topojson"),
    *("gpkg", "zip", "kml", "kmz", "gpx", "csv", "tsv", "xlsx", "parquet"),
)
"""What the names of the files end with that a page offers to read."""

UNPACKED_BYTES = 200_000_000
"""So large may be what a packed file holds."""

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

_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?(\w+)[\s/>]")


def table(content: bytes) -> Table:
    """Return the rows of a file.

    Parameters
    ----------
    content : bytes

    Raises
    ------
    UploadError
        If it is of no kind that is read, or broken.
    """
    for begins, read in _KINDS.items():
        if content.startswith(begins):
            return read(content)
    text = _decoded(content)
    start = text.lstrip("\x1e \t\r\n")[:1]
    if start == "<":
        return _xml(content)
    if start in ("{", "["):
        document = geojson.parse(text)
        if isinstance(document, dict) and document.get("type") == "Topology":
            return _opened(content, "layer.topojson")
        return geojson.table(document)
    return tables.table(text)


def _decoded(content: bytes) -> str:
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        raise UploadError("error.own.utf8") from None


def _xml(content: bytes) -> Table:
    if _DOCTYPE.search(content):
        raise UploadError("error.own.doctype")
    match = _ROOT.search(content)
    root = match[1].decode().lower() if match else ""
    if root == "kml":
        return _filled(_opened(content, "layer.kml"))
    if root == "gpx":
        return _filled(_opened(content, "layer.gpx", TRACKS))
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


def _packed(content: bytes) -> Table:
    """Return the rows of a zipped Shapefile, a KMZ or a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _unpacked(content, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise UploadError("error.own.zip") from None


def _unpacked(content: bytes, archive: zipfile.ZipFile) -> Table:
    size = sum(member.file_size for member in archive.infolist())
    if size > UNPACKED_BYTES:
        megabytes = {"size": size / 1e6, "most": UNPACKED_BYTES / 1e6}
        raise UploadError("error.own.unpacked", **megabytes)
    names = archive.namelist()
    if "xl/workbook.xml" in names:
        return tables.sheet(_frames(content, "layer.xlsx", ())[0])
    documents = [name for name in names if name.lower().endswith(".kml")]
    if documents:
        return _xml(archive.read("doc.kml" if "doc.kml" in documents else documents[0]))
    shapes = [name for name in names if name.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise UploadError("error.own.archive", names=names[:5], count=len(shapes))
    stem = PurePosixPath(shapes[0]).with_suffix("").as_posix()
    parts = {
        f"layer{ending}": archive.read(name)
        for name in names
        for ending in SHAPEFILE
        if name.lower() == f"{stem}{ending}".lower()
    }
    if not {"layer.shx", "layer.dbf"} <= parts.keys():
        raise UploadError("error.own.shapefile", known=list(SHAPEFILE))
    return _rows(_read_folder(parts, "layer.shp", ()))


def _parquet(content: bytes) -> Table:
    with files.folder() as folder:
        path = folder / "layer.parquet"
        files.write(path, content)
        try:
            return _rows([gpd.read_parquet(path)])
        except (ValueError, TypeError, KeyError, OSError, pa.ArrowException) as error:
            why = str(error).replace(str(path), "").strip(" :'")
            raise UploadError("error.own.parquet", error=why) from None


def _geopackage(content: bytes) -> Table:
    return _opened(content, "layer.gpkg")


_KINDS: dict[bytes, Callable[[bytes], Table]] = {
    b"SQLite format 3\x00": _geopackage,
    b"PK": _packed,
    b"PAR1": _parquet,
}
"""Files that begin with bytes of their own."""


def _opened(content: bytes, name: str, only: tuple[str, ...] = ()) -> Table:
    return _rows(_frames(content, name, only))


def _frames(content: bytes, name: str, only: tuple[str, ...]) -> list[gpd.GeoDataFrame]:
    return _read_folder({name: content}, name, only)


def _read_folder(
    parts: dict[str, bytes], name: str, only: tuple[str, ...]
) -> list[gpd.GeoDataFrame]:
    """Return the layers of a file that GDAL reads, beside the parts that it has."""
    with files.folder() as folder:
        for part, data in parts.items():
            files.write(Path(folder, part), data)
        path = folder / name
        try:
            layers = [
                layer
                for layer, _ in pyogrio.list_layers(path)
                if not only or layer in only
            ]
            return [pyogrio.read_dataframe(path, layer=layer) for layer in layers]
        except (DataSourceError, ValueError, RuntimeError, OSError) as error:
            why = str(error).replace(str(path), "").strip(" :'").partition(".;")[0]
            raise UploadError("error.own.gdal", why=why) from None


def _rows(frames: list[Any]) -> Table:
    """Return the rows of layers, one after another, in the system of the first."""
    frames = [frame for frame in frames if len(frame)]
    shaped = [frame for frame in frames if isinstance(frame, gpd.GeoDataFrame)]
    if not shaped:
        if frames:
            return tables.sheet(frames[0])
        return Table([])
    crs = shaped[0].crs
    return Table(list(_of_frames(shaped)), crs.to_wkt() if crs else "")


def _of_frames(frames: list[gpd.GeoDataFrame]) -> Iterator[Row]:
    number = 0
    crs = frames[0].crs
    for frame in frames:
        shapes = frame.geometry
        if crs is not None and frame.crs is not None:
            shapes = shapes.to_crs(crs)
        values = frame.drop(columns=frame.geometry.name).to_dict("records")
        for properties, shape in zip(values, shapes, strict=True):
            number += 1
            yield Row(number, _plain(properties), shape)


def _plain(properties: dict[Any, Any]) -> dict[str, Any]:
    """Return properties as JSON has them; days and times as ISO texts."""
    return {str(name): _cell(value) for name, value in properties.items()}


def _cell(value: Any) -> Any:
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, dt.date):
        return value.isoformat().removesuffix("T00:00:00")
    value = plain(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, JSON) else None

"""What can be read of a file whose bytes a digest stands for."""

import io
import json
import platform
import re
import sqlite3
import xml.etree.ElementTree as ET
import zlib
from collections import Counter
from importlib.metadata import version
from typing import Any

import matplotlib.ft2font
import pikepdf
import pyarrow.parquet as pq
import pyogrio
import pyproj
import shapely
from PIL import Image

from geo.export import geopackage

_DRAWN = ("machine", "numpy", "geos", "proj", "matplotlib", "freetype", "pillow")
RESTS_ON = {
    "layer": ("machine", "numpy", "geos", "proj"),
    "png": (*_DRAWN, "zlib"),
    "svg": (*_DRAWN, "fonttools"),
    "pdf": (*_DRAWN, "fonttools", "pikepdf", "zlib"),
    "gif": _DRAWN,
    "mp4": (*_DRAWN, "imageio-ffmpeg"),
    "html": ("machine", "numpy", "geos", "proj", "folium", "XStatic-Leaflet"),
    "geojson": ("machine", "numpy", "geos", "proj"),
    "kml": ("machine", "numpy", "geos", "proj"),
    "gpkg": ("machine", "numpy", "geos", "proj", "gdal", "sqlite"),
    "parquet": ("machine", "numpy", "geos", "proj", "pyarrow", "pandas", "geopandas"),
    "help": ("click",),
}
"""What the bytes of each form rest on; with another, digests are not compared."""


def made_with() -> dict[str, str]:
    """Return the versions of all that `RESTS_ON` names, as they are here."""
    versions = {
        "machine": f"{platform.system()} {platform.machine()}",
        "geos": shapely.geos_version_string,
        "proj": pyproj.proj_version_str,
        "freetype": matplotlib.ft2font.__freetype_version__,
        "gdal": pyogrio.__gdal_version_string__,
        "sqlite": sqlite3.sqlite_version,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    names = {name for needed in RESTS_ON.values() for name in needed} - versions.keys()
    return versions | {name: version(name) for name in sorted(names)}


def parts_of(data: bytes, form: str) -> dict[str, bytes]:
    """Return what of a file has a digest: all, or the parts of a web page.

    Scripts and styles have theirs in ``interface.txt``, once for all pages.
    """
    if form != "html":
        return {"sha256": data}
    page = data.decode()
    held = page_data(page)
    code = r"<(script|style)\b.*?</\1>|<meta http-equiv=\"Content-Security-Policy\".*?>"
    rest = re.sub(code, "", page, flags=re.DOTALL)
    return {
        **{f"sha256 of {name}": text.encode() for name, text in held.items()},
        "sha256 of the rest": rest.encode(),
    }


def page_data(page: str) -> dict[str, str]:
    """Return the JSON that a page of the atlas holds, by the id of its element."""
    element = r'<script type="application/json" id="([\w-]+)">(.*?)</script>'
    return dict(re.findall(element, page, re.DOTALL))


def summary(data: bytes, form: str) -> tuple[dict[str, Any], str]:
    """Return what a file holds in short, and the words of an SVG."""
    return {
        "png": _picture,
        "gif": _picture,
        "svg": _svg,
        "pdf": _pdf,
        "mp4": lambda _: ({}, ""),
        "html": _html,
        "geojson": _geojson,
        "kml": _kml,
        "gpkg": _gpkg,
        "parquet": _parquet,
    }[form](data)


def _picture(data: bytes) -> tuple[dict[str, Any], str]:
    with Image.open(io.BytesIO(data)) as image:
        frames = getattr(image, "n_frames", 1)
        facts = {"size": image.size, "frames": frames}
        image.load()
        words = {
            name: value
            for name, value in image.info.items()
            if isinstance(value, str) and name != "Manifest"
        }
    return facts | ({"says": words} if words else {}), ""


def _svg(data: bytes) -> tuple[dict[str, Any], str]:
    root = ET.fromstring(data)
    tags = Counter(element.tag.partition("}")[2] for element in root.iter())
    words = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("}text")]
    counts = {name: tags[name] for name in ("g", "path", "use", "text", "image")}
    size = {name: root.get(name) for name in ("width", "height", "viewBox")}
    return size | counts, "\n".join(words) + "\n"


def _pdf(data: bytes) -> tuple[dict[str, Any], str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        box = [float(side) for side in pdf.pages[0].mediabox]
        metadata = {str(k): str(v) for k, v in pdf.docinfo.items() if k != "/Producer"}
        held = list(pdf.attachments)
    return {"size": box, "says": metadata, "holds": held}, ""


def _html(data: bytes) -> tuple[dict[str, Any], str]:
    page = data.decode()
    title = re.search(r"<title>(.*?)</title>", page)
    payload = json.loads(page_data(page)["atlas-data"])
    layers = {name: len(one["geometry"]) for name, one in payload["tables"].items()}
    return {
        "title": title and title[1],
        "start": payload["start"],
        "features": layers,
        "geometries": len(payload["geometries"]),
    }, ""


def _geojson(data: bytes) -> tuple[dict[str, Any], str]:
    collection = json.loads(data)
    layers = Counter(one["properties"]["layer"] for one in collection["features"])
    columns = sorted(
        {name for one in collection["features"] for name in one["properties"]}
    )
    return {
        "members": list(collection),
        "features": dict(layers),
        "columns": columns,
    }, ""


def _kml(data: bytes) -> tuple[dict[str, Any], str]:
    tags = Counter(e.tag.partition("}")[2] for e in ET.fromstring(data).iter())
    return {"elements": dict(sorted(tags.items()))}, ""


def _gpkg(data: bytes) -> tuple[dict[str, Any], str]:
    tables = geopackage.tables(data)
    return {
        "tables": {
            name: [len(rows), *(rows[0] if rows else ())]
            for name, rows in tables.items()
            if not name.startswith(("sqlite_", "gpkg_spatial"))
        }
    }, ""


def _parquet(data: bytes) -> tuple[dict[str, Any], str]:
    file = pq.ParquetFile(io.BytesIO(data))
    columns = {field.name: str(field.type) for field in file.schema_arrow}
    metadata = sorted(key.decode() for key in file.schema_arrow.metadata)
    return {
        "rows": file.metadata.num_rows,
        "columns": columns,
        "metadata": metadata,
    }, ""

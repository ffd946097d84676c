"""Files that are altered after they were made: a part of each form at a time."""

import datetime as dt
import io
import json
import re
import sqlite3
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image, PngImagePlugin

from geo.export import manifests
from geo.layers import read as layers
from geo.request import Request

REQUEST = Request(dt.date(2019, 12, 19), view="tripoli", size_px=(640, 400))


def painted(data: bytes, box, key=None) -> bytes:
    """Return a PNG with a box painted, or a text changed, its manifest kept."""
    image = Image.open(io.BytesIO(data))
    texts = PngImagePlugin.PngInfo()
    for name, value in image.text.items():
        texts.add_itxt(name, "changed" if name == key else value)
    if box:
        image.paste((255, 0, 255), box)
    stream = io.BytesIO()
    image.save(stream, "png", pnginfo=texts, dpi=image.info.get("dpi"))
    return stream.getvalue()


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG: kind and content."""
    parts, at = [], 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        parts.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + size]))
        at += 12 + size
    return parts


def joined(parts: list[tuple[bytes, bytes]]) -> bytes:
    """Return the PNG that has these chunks."""
    chunks = [
        len(content).to_bytes(4, "big")
        + kind
        + content
        + zlib.crc32(kind + content).to_bytes(4, "big")
        for kind, content in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def changed_gpkg(path: Path, statement: str) -> None:
    file = sqlite3.connect(path)
    for (trigger,) in file.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger'"
    ).fetchall():
        file.execute(f'DROP TRIGGER "{trigger}"')
    file.execute(statement)
    file.commit()
    file.close()


def with_manifest(data: bytes, **changes) -> bytes:
    """Return a GeoJSON whose manifest says something else."""
    lines = data.split(b"\n")
    manifest = (
        json.loads(lines[1].removeprefix(b'"manifest":').removesuffix(b",")) | changes
    )
    if "seal" not in changes:
        manifest["seal"] = manifests.seal(manifest)
    lines[1] = b'"manifest":' + layers.json_line(manifest).encode() + b","
    return b"\n".join(lines)


def drawn_otherwise(path: Path) -> None:
    """Change how a file says what it says, as another library might."""
    form, data = path.suffix[1:], path.read_bytes()
    if form == "geojson":
        moved = re.sub(rb"(\[1\d\.\d{4})(?=[,\d])", rb"\g<1>0000001", data, count=3)
        assert moved != data
        path.write_bytes(moved)
    elif form == "kml":
        path.write_bytes(data.replace(b"<scale>0.6", b"<scale>0.8"))
    elif form == "gpkg":
        changed_gpkg(path, "UPDATE layer_styles SET styleQML = '<qgis/>'")
    elif form == "parquet":
        pq.write_table(pq.read_table(path), path, compression="gzip")
    elif form == "png":
        path.write_bytes(painted(data, (40, 50, 61, 72)))


def forged(path: Path) -> None:
    """Give a place to somebody else."""
    form, data = path.suffix[1:], path.read_bytes()
    if form == "geojson":
        old, new = b'"camp":"tripoli"', b'"camp":"eastern"'
        path.write_bytes(data.replace(old, new, 1))
    elif form == "kml":
        old, new = b'camp"><value>tripoli<', b'camp"><value>eastern<'
        path.write_bytes(data.replace(old, new, 1))
    elif form == "gpkg":
        changed_gpkg(path, "UPDATE tripoli_held SET camp = 'eastern' WHERE fid = 3")
    elif form == "parquet":
        table = pq.read_table(path)
        camps = table["camp"].to_pylist()
        camps[camps.index("tripoli")] = "eastern"
        place = table.column_names.index("camp")
        pq.write_table(table.set_column(place, "camp", pa.array(camps)), path)


def request_with(**changes) -> dict:
    return {"request": REQUEST.as_json() | changes}

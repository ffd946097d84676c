"""KMZ for Google Earth: a KML, and the pictures of the signs at its points."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache

import geopandas as gpd
from PIL import Image, ImageDraw

from geo.bounds import MOST_FILE_BYTES, check_size
from geo.errors import ExportError
from geo.export import kml
from geo.export.paint import paints
from geo.export.qml_places import SHAPES
from geo.inputs.archives import BROKEN
from geo.style import PALETTE
from geo.style.looks import LOOKS, SIGNS

DOCUMENT, FOLDER = "doc.kml", "files"
STAMP = (1980, 1, 1, 0, 0, 0)
"""Stands for the time of every part: files made of the same are the same."""

PX, FINER = 64, 4
"""Sides of a picture, and how much larger it is drawn before it is made smaller."""

MIDDLE, REACH, RIM = PX * FINER // 2, 88, 20
"""Where a sign stands on a picture, how far it reaches and how wide its rim is, in px
of the larger one."""


def write(
    frames: Mapping[str, gpd.GeoDataFrame], manifest: str, title: str, language: str
) -> bytes:
    """Return features as KML 2.2 with pictures, packed; arguments as of `kml.write`."""
    images = pictures()
    hrefs = {name: f"{FOLDER}/{name}.png" for name in images}
    document = kml.write(frames, manifest, title, language, pictures=hrefs)
    parts = {DOCUMENT: document} | {hrefs[name]: images[name] for name in images}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, STAMP)
            part.create_system = 0  # else it says on which kind of machine
            archive.writestr(part, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def document(data: bytes) -> bytes:
    """Return the KML of a file that `write` made.

    Raises
    ------
    ExportError
        If it cannot be unpacked, or is larger than a file may be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = archive.getinfo(DOCUMENT)
            if part.compress_type != zipfile.ZIP_DEFLATED:
                raise ExportError("error.export.no_kml", error=DOCUMENT)
            with archive.open(part) as stream:
                unpacked = stream.read(MOST_FILE_BYTES + 1)
    except (*BROKEN, LookupError, OSError, ValueError) as error:
        raise ExportError("error.export.no_kml", error=error) from error
    check_size(unpacked, MOST_FILE_BYTES)
    return unpacked


def read_manifest(data: bytes) -> str | None:
    """Return the manifest of a file, as `kml.read_manifest` does."""
    return kml.read_manifest(document(data))


@cache
def pictures() -> Mapping[str, bytes]:
    """Return the picture of each sign at a point as a PNG, see `kml.signs`.

    Examples
    --------
    >>> sorted(name for name in pictures() if name.startswith("place-tripoli"))[:2]
    ['place-tripoli.air', 'place-tripoli.oil']
    """
    drawn = {}
    for name, look, symbol in kml.signs():
        sign = SIGNS.get(LOOKS[look].sign)
        paint = paints()[look]
        if symbol:
            image = _drawn(SHAPES[symbol], paint.line, PALETTE["halo"])
        elif sign and sign.shape == "ring":
            image = _drawn("circle", "", PALETTE[sign.colour])
        elif sign:
            colour, halo = PALETTE[sign.colour], PALETTE["halo"]
            fill, rim = (halo, colour) if sign.hollow else (colour, halo)
            image = _drawn(sign.shape, fill, rim, rim if sign.barred else "")
        else:
            continue
        drawn[name] = image
    return drawn


def _drawn(shape: str, fill: str, rim: str, bar: str = "") -> bytes:
    """Return the picture of a sign; no fill: what lies below shows through."""
    image = Image.new("RGBA", (PX * FINER, PX * FINER))
    pen = ImageDraw.Draw(image)
    if shape == "circle":
        box = [MIDDLE - REACH, MIDDLE - REACH, MIDDLE + REACH, MIDDLE + REACH]
        pen.ellipse(box, fill or None, rim, RIM)
    else:
        pen.polygon(_corners(shape, REACH), rim)
        pen.polygon(_corners(shape, REACH - RIM), fill)
    if bar:
        half = [MIDDLE - REACH // 2, MIDDLE - RIM // 2, MIDDLE + REACH // 2]
        pen.rectangle([*half, MIDDLE + RIM // 2], bar)
    stream = io.BytesIO()
    image.resize((PX, PX), Image.Resampling.BOX).save(stream, "png")
    return stream.getvalue()


def _corners(shape: str, reach: int) -> list[tuple[float, float]]:
    """Return the corners of a shape as large as a circle of a radius."""
    around: dict[str, list[tuple[float, float]]] = {
        "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
        "triangle": [(0, -1.25), (1.2, 0.85), (-1.2, 0.85)],
        "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    }
    return [(MIDDLE + reach * x, MIDDLE + reach * y) for x, y in around[shape]]

"""Files that prove themselves: pictures and data, each with its manifest.

`make` returns a file, `save` writes it, and `geo.export.verify` makes it again from
its manifest and compares.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image

from geo import files
from geo.errors import ExportError
from geo.export import geojson, geopackage, kml, parquet
from geo.export import html as webpage
from geo.export.alt import alt_text
from geo.export.citations import citation, title
from geo.export.manifests import manifest, selected
from geo.layers.read import json_line
from geo.pictures import film as timelapse
from geo.pictures import render as snapshot
from geo.pictures.film import Progress
from geo.query.atlas import World, load
from geo.request import MOST_PIXELS, Request

__all__ = [
    "ENDINGS",
    "FORMS",
    "World",
    "alt_text",
    "citation",
    "form_of",
    "load",
    "make",
    "manifest",
    "read_manifest",
    "render",
    "save",
]

ENDINGS: Mapping[str, str] = {
    ".png": "png",
    ".svg": "svg",
    ".pdf": "pdf",
    ".html": "html",
    ".geojson": "geojson",
    ".gpkg": "gpkg",
    ".kml": "kml",
    ".parquet": "parquet",
    ".gif": "gif",
    ".mp4": "mp4",
}
"""Form by the ending of a file's name."""

FORMS = tuple(ENDINGS.values())

if Image.MAX_IMAGE_PIXELS is not None:
    # Or Pillow would warn of the largest pictures that can be asked for.
    Image.MAX_IMAGE_PIXELS = max(Image.MAX_IMAGE_PIXELS, MOST_PIXELS)

_READERS: Mapping[str, Callable[[bytes], str | None]] = {
    "html": webpage.read_manifest,
    "geojson": geojson.read_manifest,
    "gpkg": geopackage.read_manifest,
    "kml": kml.read_manifest,
    "parquet": parquet.read_manifest,
}


def form_of(path: Path) -> str:
    """Return the form that a file's name asks for.

    Raises
    ------
    ExportError
        If there is none of that ending.
    """
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise ExportError(f"{path}: end the name in one of {', '.join(ENDINGS)}")
    return form


def make(
    world: World, request: Request, form: str, bar: Progress | None = None
) -> bytes:
    """Return a file that shows what a request asks for, with its manifest.

    Parameters
    ----------
    world : World
        As `load` returns it.
    request : geo.request.Request
    form : str
        Of `FORMS`.
    bar : callable, optional
        A progress bar for films, see `geo.pictures.film.render`.

    Returns
    -------
    bytes
        The same for the same records, request and version.

    Raises
    ------
    GeoError
        If it cannot be had; the message says what would be right.
    """
    then = world.known(request.known_on)
    told = json_line(manifest(then, request, form))
    return render(then, request, form, told, bar)


def render(
    then: World,
    request: Request,
    form: str,
    told: str,
    bar: Progress | None = None,
) -> bytes:
    """Return a file with a manifest that is at hand.

    Parameters
    ----------
    then : World
        As known on the day that the request asks for.
    request, form
        As for `make`.
    told : str
        The manifest as JSON text.
    bar
        As for `make`.

    Returns
    -------
    bytes

    Raises
    ------
    GeoError
        As for `make`.
    """
    if form in snapshot.FORMS:
        return snapshot.render(then.frames, request, form, told)
    if form in timelapse.FORMS:
        return timelapse.render(
            then.frames, then.records, request, form, manifest=told, bar=bar
        )
    if form == "html":
        return webpage.write(then, request, told)
    frames = selected(then, request, form)
    if form == "geojson":
        return geojson.write(frames, told)
    if form == "parquet":
        return parquet.write(frames, told)
    if form in ("gpkg", "kml"):
        write = geopackage.write if form == "gpkg" else kml.write
        return write(frames, told, title(request), request.language)
    raise ExportError(f"{form!r} is no form: use one of {', '.join(FORMS)}")


def save(
    world: World, request: Request, path: Path, bar: Progress | None = None
) -> None:
    """Write a file of the form that its name asks for, whole or not at all.

    Parameters
    ----------
    world, request, bar
        As for `make`.
    path : pathlib.Path

    Raises
    ------
    GeoError
        As for `make`, or if it cannot be written.
    """
    form = form_of(path)
    files.check(path)
    files.write(path, make(world, request, form, bar))


def read_manifest(data: bytes, form: str) -> str | None:
    """Return the manifest that a file carries, as JSON text; None if it has none.

    Raises
    ------
    GeoError
        If it is no such file.
    """
    try:
        if form in snapshot.FORMS:
            return snapshot.read_manifest(data, form)
        if form in timelapse.FORMS:
            return timelapse.read_manifest(data, form)
    except Image.DecompressionBombError as error:
        raise ExportError(f"it says that it is too large: {error}") from error
    return _READERS[form](data)

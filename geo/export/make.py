"""Makes a file of any form, with its manifest, and writes it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd
from PIL import Image

from geo import files
from geo.errors import ExportError
from geo.export import manifests
from geo.export.forms import Content, form_of, named
from geo.inputs.answers import Map
from geo.layers.read import json_line
from geo.pictures.film import Progress
from geo.pictures.render import Drawn
from geo.query.atlas import Atlas
from geo.request import MOST_PIXELS, Request

if Image.MAX_IMAGE_PIXELS is not None:
    # Or Pillow would warn of the largest pictures that can be asked for.
    Image.MAX_IMAGE_PIXELS = max(Image.MAX_IMAGE_PIXELS, MOST_PIXELS)


def make(
    atlas: Atlas,
    request: Request,
    form: str,
    bar: Progress | None = None,
    spread: Map | None = None,
) -> bytes:
    """Return a file that shows what a request asks for, with its manifest.

    Parameters
    ----------
    atlas : Atlas
        As `geo.query.atlas.load` returns it.
    request : geo.request.Request
    form : str
        Of `geo.export.FORMS`.
    bar, spread : callable, optional
        Of films, see `geo.pictures.film.render`.

    Returns
    -------
    bytes
        The same for the same records, request and version.

    Raises
    ------
    GeoError
        If it cannot be had; the message says what would be right.
    """
    return make_as_known(atlas.known_on(request.known_on), request, form, bar, spread)


def make_as_known(  # noqa: PLR0913 (all but three may be left out)
    atlas_then: Atlas,
    request: Request,
    form: str,
    bar: Progress | None = None,
    spread: Map | None = None,
    *,
    drawn: Drawn | None = None,
) -> bytes:
    """Return what `make` does, from an atlas as known on the day of the request.

    Of a picture its sheet may be at hand, as `geo.pictures.render.draw` returns it.
    """
    features = manifests.selected(atlas_then, request, form)
    manifest = json_line(manifests.manifest(atlas_then, request, form, features))
    content = Content(atlas_then, request, features, manifest, bar, spread, drawn)
    return named(form).write(content)


def render(  # noqa: PLR0913 (all but four may be left out)
    atlas_then: Atlas,
    request: Request,
    form: str,
    manifest: str,
    features: Mapping[str, gpd.GeoDataFrame] | None = None,
    *,
    bar: Progress | None = None,
    spread: Map | None = None,
) -> bytes:
    """Return a file with a manifest that is at hand.

    Parameters
    ----------
    atlas_then : geo.query.atlas.Atlas
        As known on the day that the request asks for.
    request, form, bar, spread
        As for `make`.
    manifest : str
        As JSON text.
    features : mapping of str to geopandas.GeoDataFrame, optional
        What `geo.export.manifests.selected` returns, where that is at hand.

    Returns
    -------
    bytes

    Raises
    ------
    GeoError
        As for `make`.
    """
    write = named(form).write
    if features is None:
        features = manifests.selected(atlas_then, request, form)
    return write(Content(atlas_then, request, features, manifest, bar, spread))


def save(  # noqa: PLR0913 (all but three may be left out)
    atlas: Atlas,
    request: Request,
    path: Path,
    bar: Progress | None = None,
    spread: Map | None = None,
    *,
    sign: Callable[[bytes, str], bytes] | None = None,
) -> None:
    """Write a file of the form that its name asks for, whole or not at all.

    Parameters
    ----------
    atlas, request, bar, spread
        As for `make`.
    path : pathlib.Path
    sign : callable, optional
        Returns a file of a form signed.

    Raises
    ------
    GeoError
        As for `make`, or if it cannot be written.
    """
    form = form_of(path)
    files.check(path)
    made = make(atlas, request, form, bar, spread)
    files.write(path, sign(made, form) if sign else made)


def read_manifest(data: bytes, form: str) -> str | None:
    """Return the manifest that a file carries, as JSON text; None if it has none.

    Raises
    ------
    GeoError
        If it is no such file.
    """
    try:
        return named(form).read_manifest(data)
    except Image.DecompressionBombError as error:
        raise ExportError("error.export.says_too_large", error=error) from error

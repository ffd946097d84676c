"""The table of file formats that the atlas writes and reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import geopandas as gpd

from geo.errors import ExportError
from geo.export import (
    differences,
    facts,
    geojson,
    geopackage,
    html,
    kml,
    kmz,
    parquet,
)
from geo.export.citations import title
from geo.inputs.answers import Map
from geo.layers import rings
from geo.pictures import film, outline, render, window
from geo.pictures.film import Progress
from geo.pictures.outline import Outline
from geo.query.atlas import Atlas
from geo.request import ORIENTATIONS, PAPERS, SCREENS, Request


@dataclass(frozen=True)
class Content:
    """The input from which a file is made.

    Attributes
    ----------
    atlas : geo.query.atlas.Atlas
        As known on the day that the request asks for.
    request : geo.request.Request
    features : mapping of str to geopandas.GeoDataFrame
        By layer, as `geo.export.manifests.selected` returns them.
    manifest : str
        JSON text that the file carries.
    bar, spread : callable, optional
        Of films, see `geo.pictures.film.render`.
    drawn : optional
        Of a picture, see `geo.pictures.render.render`.
    """

    atlas: Atlas
    request: Request
    features: Mapping[str, gpd.GeoDataFrame]
    manifest: str
    bar: Progress | None = None
    spread: Map | None = None
    drawn: render.Drawn | None = None


@dataclass(frozen=True)
class Form:
    """A file format.

    Attributes
    ----------
    name : str
        Also the ending of its files, without the dot.
    title : str
        What people call it, in every language.
    media : str
        Media type.
    shows : str
        How many days one file holds.
    write : callable
        Returns the file.
    read_manifest : callable
        Returns the manifest that a file carries, as JSON text; None if it has none.
    look : callable
        Yields where two files of the form differ, see `geo.export.differences`.
    read_facts : callable, optional
        Yields the facts that a file holds, see `geo.export.facts`; none: of files of
        other builds only the manifest can be compared.
    drawn : bool
        Whether it is drawn on a sheet of paper: it shows what lies in a window.
    outline : callable, optional
        Returns the size that a picture or film says it has.
    ringed : bool
        Whether it holds ground cut into rings, and places by who holds them.
    untouched : callable, optional
        Returns a file without the traces of a program that opened it and changed
        nothing, from the file and what it should be.
    feature_bytes : int
        About so many bytes a data file has for each feature.
    """

    name: str
    title: str
    media: str
    shows: Literal["a day", "some days", "all days"]
    write: Callable[[Content], bytes]
    read_manifest: Callable[[bytes], str | None]
    look: differences.Look = differences.lines
    read_facts: facts.Reader | None = None
    drawn: bool = False
    outline: Callable[[bytes], Outline | None] | None = None
    untouched: Callable[[bytes, bytes], bytes] | None = None
    ringed: bool = False
    feature_bytes: int = 1600

    @property
    def ending(self) -> str:
        """How the names of its files end."""
        return f".{self.name}"

    @property
    def is_picture(self) -> bool:
        """Whether it is one drawing, of one day or of two."""
        return self.drawn and self.shows == "a day"

    @property
    def is_film(self) -> bool:
        """Whether it is a drawing a day."""
        return self.drawn and self.shows == "some days"


def _picture(
    name: str, title: str, media: str, look: differences.Look = differences.lines
) -> Form:
    def write(content: Content) -> bytes:
        frames, request = content.atlas.frames, content.request
        return render.render(frames, request, name, content.manifest, content.drawn)

    read = partial(render.read_manifest, form=name)
    size = outline.png if name == "png" else None
    return Form(name, title, media, "a day", write, read, look, None, True, size)


def _film(name: str, title: str, media: str, look: differences.Look) -> Form:
    def write(content: Content) -> bytes:
        return film.render(
            content.atlas.frames,
            content.atlas.records,
            content.request,
            name,
            manifest=content.manifest,
            bar=content.bar,
            spread=content.spread,
        )

    read = partial(film.read_manifest, form=name)
    size = outline.gif if name == "gif" else outline.mp4
    return Form(name, title, media, "some days", write, read, look, None, True, size)


def _cells(content: Content) -> bytes:
    return geojson.write(content.features, content.manifest)


def _ringed(content: Content) -> dict[str, gpd.GeoDataFrame]:
    """Return features whose cells are cut into rings."""
    return rings.cut(content.features, rings.of_layers(content.atlas.frames))


def _table(content: Content) -> bytes:
    return parquet.write(_ringed(content), content.manifest)


def _named_data(
    write: Callable[[Mapping[str, gpd.GeoDataFrame], str, str, str], bytes],
) -> Callable[[Content], bytes]:
    """Return what writes features and their manifest, with a title in a language."""

    def written(content: Content) -> bytes:
        request = content.request
        head = (content.manifest, title(request), request.language)
        return write(_ringed(content), *head)

    return written


def _map(content: Content) -> bytes:
    return html.write(content.atlas, content.request, content.manifest)


TABLE = (
    _picture("png", "PNG", "image/png", differences.png),
    _picture("svg", "SVG", "image/svg+xml"),
    _picture("pdf", "PDF", "application/pdf", differences.pdf),
    Form(
        "html",
        "HTML",
        "text/html",
        "all days",
        _map,
        html.read_manifest,
        feature_bytes=1230,
    ),
    Form(
        "geojson",
        "GeoJSON",
        "application/geo+json",
        "some days",
        _cells,
        geojson.read_manifest,
        read_facts=facts.geojson,
    ),
    Form(
        "gpkg",
        "GeoPackage",
        "application/geopackage+sqlite3",
        "some days",
        _named_data(geopackage.write),
        geopackage.read_manifest,
        differences.gpkg,
        facts.gpkg,
        untouched=geopackage.untouched,
        ringed=True,
        feature_bytes=2850,
    ),
    Form(
        "kml",
        "KML",
        "application/vnd.google-earth.kml+xml",
        "some days",
        _named_data(kml.write),
        kml.read_manifest,
        read_facts=facts.kml,
        ringed=True,
        feature_bytes=4000,
    ),
    Form(
        "kmz",
        "KMZ",
        "application/vnd.google-earth.kmz",
        "some days",
        _named_data(kmz.write),
        kmz.read_manifest,
        differences.kmz,
        facts.kmz,
        ringed=True,
        feature_bytes=700,
    ),
    Form(
        "parquet",
        "GeoParquet",
        "application/vnd.apache.parquet",
        "some days",
        _table,
        parquet.read_manifest,
        differences.parquet,
        facts.parquet,
        ringed=True,
        feature_bytes=1180,
    ),
    _film("gif", "GIF", "image/gif", differences.gif),
    _film("mp4", "MP4", "video/mp4", differences.first_byte),
)
"""The forms, in the order in which they are offered."""

BY_NAME: Mapping[str, Form] = {form.name: form for form in TABLE}
FORMS = tuple(BY_NAME)
"""Their names."""

ENDINGS: Mapping[str, str] = {form.ending: form.name for form in TABLE}
"""Name of a form by the ending of a file's name."""


def file_name(request: Request, form: str) -> str:
    """Return the name under which a file is saved.

    Parameters
    ----------
    request : geo.request.Request
    form : str
        Of `FORMS`.

    Returns
    -------
    str
        It holds the days, the view and the language, and of a picture what it fills:
        ASCII without spaces.

    Examples
    --------
    >>> import datetime as dt
    >>> request = Request(dt.date(2019, 11, 28), view="east-med", paper="story")
    >>> file_name(request, "png")
    'libya-2019-11-28-east-med-en-story.png'
    >>> file_name(request, "gpkg")
    'libya-2019-11-28-east-med-en.gpkg'
    """
    kind = named(form)
    days = request.days if kind.is_picture else (request.day,)
    if kind.shows == "some days" and request.since:
        days = (request.since, request.day)
    parts = ["libya", *(day.isoformat() for day in days)]
    if request.known_on:
        parts += ["known", request.known_on.isoformat()]
    name = window.nearest_name(request.view)
    parts += [name or str(request.view).replace(",", "_"), *request.claimants]
    parts.append(request.language)
    if kind.drawn:
        parts.append(_fills(request, form))
        parts += ["dark"] if request.dark else []
    return "-".join(parts) + kind.ending


def _fills(request: Request, form: str) -> str:
    """Return what a picture fills: a sheet, a screen or just pixels."""
    if request.size_px and form not in ("svg", "pdf"):
        of_screen = {pixels: name for name, pixels in SCREENS.items()}
        wide, high = request.size_px
        return of_screen.get(request.size_px, f"{wide}x{high}")
    turned = request.paper in PAPERS and request.orientation != ORIENTATIONS[0]
    return request.paper + (f"-{request.orientation}" if turned else "")


def named(name: str) -> Form:
    """Return the form of a name.

    Raises
    ------
    ExportError
        If there is none.
    """
    if name not in BY_NAME:
        raise ExportError("error.export.form", form=name, known=list(FORMS))
    return BY_NAME[name]


def form_of(path: Path) -> str:
    """Return the form that a file's name asks for.

    Raises
    ------
    ExportError
        If there is none of that ending.
    """
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise ExportError("error.export.ending", path=path, known=list(ENDINGS))
    return form

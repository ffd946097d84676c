"""Still pictures of the map, drawn on the server; alone imports matplotlib."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from geo import __version__
from geo.layers import rings
from geo.layers import select as selection
from geo.pictures import (
    captions,
    changes,
    drawing,
    files,
    labels,
    lettering,
    margin,
    marks,
    naming,
    scene,
    sheet,
)
from geo.pictures.files import FORMS, read_manifest
from geo.pictures.foot import write_foot
from geo.pictures.window import Window
from geo.request import COMPARISONS, Request
from geo.shown import GROUNDS
from geo.style import Theme, theme
from geo.style.layers import HELD, LAYER_OF_CAMP
from geo.views import Box
from geo.words import direction, say

INSET_NAME_PT = 5.8

Drawn = tuple[Figure, margin.SheetContents]
"""The sheet of a picture, before it is written as a file."""

__all__ = ["FORMS", "Drawn", "draw", "frame", "read_manifest", "render"]


def render(
    frames: Mapping[str, gpd.GeoDataFrame],
    request: Request,
    form: str,
    manifest: str = "",
    drawn: Drawn | None = None,
) -> bytes:
    """Draw what a request asks for as a picture.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers in WGS84 as `geo.layers.read.read` returns them, by name; narrowed to
        what was known by ``request.known_on``, if there is such a day.
    request : geo.request.Request
    form : str
        Of `FORMS`.
    manifest : str
        JSON text that the file carries, see `read_manifest`; none: no manifest.
    drawn : pair of matplotlib.figure.Figure and geo.pictures.margin.SheetContents
        What `draw` returns for the same, where that is at hand.

    Returns
    -------
    bytes
        The same for the same input. A PNG and an SVG also say ``Title``, ``Date``,
        ``Layers``, ``View``, ``Language``, ``Sources`` (their number) and ``Software``.

    Raises
    ------
    RequestError
        If the form is none, or the sheet too narrow.
    LayerError
        If a layer that is asked for was not handed over.
    """
    files.check_form(form)
    figure, contents = drawn or draw(
        frames, request, form, publishers=_publishers(manifest)
    )
    options = files.PrintOptions(
        pixels=request.pixels,
        dpi=request.dpi,
        paper_mm=request.sheet_mm,
        metadata=_metadata(contents),
        manifest=manifest,
    )
    return files.write(figure, form, options)


def frame(request: Request) -> Box:
    """Return the edges of all that a picture's maps show, in degrees (WGS84).

    Parameters
    ----------
    request : geo.request.Request

    Returns
    -------
    geo.views.Box
        Of the paper, and of the pixels where these have another shape.

    Raises
    ------
    RequestError
        If the sheet is too narrow.
    """
    shown = [
        window.edges
        for form in ("png", "pdf")
        for window in sheet.lay_out(request, form).windows
    ]
    west, south, east, north = zip(*shown, strict=True)
    return Box(min(west), min(south), max(east), max(north))


def _publishers(manifest: str) -> dict[str, str]:
    """Return the publisher of each source that a manifest lists."""
    listed = json.loads(manifest).get("sources", []) if manifest else []
    return {source["id"]: source["publisher"] for source in listed}


def _metadata(contents: margin.SheetContents) -> dict[str, str]:
    request = contents.request
    return {
        "Title": captions.named_with_days(request),
        "Date": request.day.isoformat(),
        "Layers": ",".join(request.layers),
        "View": str(request.view),
        "Language": request.language,
        "Sources": str(len(contents.cited)),
        "Software": f"Libya Control Atlas {__version__}",
    }


def draw(
    frames: Mapping[str, gpd.GeoDataFrame],
    request: Request,
    form: str = "png",
    *,
    publishers: Mapping[str, str] | None = None,
) -> Drawn:
    """Draw the sheet of a request: its maps, and all that explains them.

    Parameters
    ----------
    frames, request, form
        As for `render`.
    publishers : mapping of str to str, optional
        Of each source that the file's manifest lists, for the small print.

    Returns
    -------
    matplotlib.figure.Figure
        With no global state of matplotlib touched.
    geo.pictures.margin.SheetContents
    """
    page = sheet.lay_out(request, form)
    look = theme(request.dark)
    figure = _blank(page, request, form, look)
    days, table = _days(frames, request)
    near = [scene.compose(day, sheet.tripoli()) for day in days if page.insets]
    if not any(closer.shows_any for closer in near):
        page = replace(page, insets=())
    scenes, symbols = [], set()
    how = (request.language, look, page.larger > 1)
    for i, (room, window, day) in enumerate(
        zip(page.maps, page.windows, days, strict=True)
    ):
        inset = (page.insets[i], near[i]) if i < len(page.insets) else None
        shown, drawn = _draw_map(figure, how, (room, window, inset), day)
        scenes.append(shown)
        symbols |= drawn
    contents = margin.SheetContents(
        request, tuple(scenes), symbols, table, publishers or {}
    )
    _write_margin(figure, page, contents, look)
    return figure, contents


def _blank(page: sheet.Sheet, request: Request, form: str, look: Theme) -> Figure:
    size, dpi = (page.width, page.height), 72.0
    if form == "png":
        dpi = request.pixels[0] / page.width
        size = (request.pixels[0] / dpi, request.pixels[1] / dpi)
    return Figure(size, dpi=dpi, facecolor=look.palette["paper"])


def _days(
    frames: Mapping[str, gpd.GeoDataFrame], request: Request
) -> tuple[list[scene.Day], list[changes.Row] | None]:
    """Return what each map shows, and what changed where a map shows that."""

    def gather(day: Any) -> scene.Day:
        by_age = request.ground == GROUNDS[1] and request.against is None
        return scene.gather(frames, day, request.layers, request.claimants, by_age)

    if request.against is None or request.comparison == COMPARISONS[0]:
        return [gather(day) for day in request.days], None
    held = [name for name in HELD if name in frames]
    between = changes.between(  # of all layers: what one camp gained another lost
        *(
            scene.cells_of(selection.select(frames, day, names=held))
            for day in (request.against, request.day)
        )
    )
    shown = {c for c, name in LAYER_OF_CAMP.items() if name in request.layers}
    drawn = between[between["camp"].isin(shown)]
    if len(drawn):
        drawn = changes.cut(drawn, rings.of_layers(frames))
    moved = changes.overlaid(gather(request.against), gather(request.day), drawn)
    return [moved], [row for row in changes.table(between) if row.camp in shown]


def _draw_map(
    figure: Figure,
    how: tuple[str, Theme, bool],
    where: tuple[sheet.Rect, Window, tuple[sheet.Rect, scene.Scene] | None],
    day: scene.Day,
) -> tuple[scene.Scene, set[str]]:
    """Draw a map and its inset; return what it shows, and the signs of places drawn.

    `how`: its language and theme, and whether it is looked at small.
    """
    language, look, small = how
    room, window, inset = where
    shown = scene.compose(day, window)
    inch = window.width / room.width
    base_map: dict[str, Any] = {"language": language, "theme": look}
    corner: tuple[labels.Box, ...] = ()
    closer = None
    if inset is not None:
        closer = sheet.tripoli().outline(window).bounds
        corner = (_upon(inset[0], room, window),)
    map_ = drawing.Map(
        _axes(figure, room, window, look),
        shown,
        inch=inch,
        taken=corner,
        closer=closer,
        small=small,
        **base_map,
    )
    drawing.draw_map(map_)
    symbols = naming.draw_names(map_, marks.draw_marks(map_)).symbols
    if inset is None:
        return shown, symbols
    _frame(map_, closer)
    rect, near = inset
    closest = drawing.Map(
        _axes(figure, rect, near.window, look, above=True),
        near,
        inch=near.window.width / rect.width,
        inset=True,
        **base_map,
    )
    drawing.draw_map(closest)
    symbols |= naming.draw_names(closest, [_named(closest)]).symbols
    cited = shown.source_ids | near.source_ids
    return replace(shown, source_ids=cited), symbols


def _upon(inset: sheet.Rect, room: sheet.Rect, window: Window) -> labels.Box:
    """Return what an inset covers of the map it lies on, in metres."""
    inch = window.width / room.width
    west = window.box[0] + (inset.left - room.left) * inch
    south = window.box[1] + (inset.bottom - room.bottom) * inch
    return (west, south, west + inset.width * inch, south + inset.height * inch)


def _frame(map_: drawing.Map, box: labels.Box | None) -> None:
    """Draw where the inset lies."""
    if box is not None:
        edge: dict[str, Any] = {
            "edgecolor": map_.theme.palette["ink"],
            "linewidth": 0.6,
        }
        size = (box[2] - box[0], box[3] - box[1])
        frame = Rectangle(box[:2], *size, fill=False, zorder=45, **edge)
        map_.axes.add_artist(frame)


def _axes(
    figure: Figure,
    room: sheet.Rect,
    window: Window,
    look: Theme,
    *,
    above: bool = False,
) -> Axes:
    """Return a framed map."""
    across, up = figure.get_size_inches()
    axes = figure.add_axes(
        (room.left / across, room.bottom / up, room.width / across, room.height / up),
        facecolor=look.palette["sea"],
        xlim=(window.box[0], window.box[2]),
        ylim=(window.box[1], window.box[3]),
        xticks=[],
        yticks=[],
        zorder=2 if above else 1,
    )
    for spine in axes.spines.values():
        spine.set(color=look.palette["ink"], linewidth=0.7, zorder=90)
    return axes


def _write_margin(
    figure: Figure, page: sheet.Sheet, contents: margin.SheetContents, look: Theme
) -> None:
    rtl = direction(contents.language) == "rtl"

    def column(room: sheet.Rect) -> margin.Column:
        return margin.Column(figure, room, look, rtl)

    head = column(page.head)
    margin.write_head(head, contents, page)
    for room, shown in zip(page.captions, contents.scenes, strict=False):
        margin.write_date(column(room), shown, contents.language)
    foot = column(page.foot)
    write_foot(foot, contents, page.beside)
    room = page.legend
    if page.beside:  # The one column: a legend takes what title and small print leave.
        floor = foot.top + 0.12
        room = room._replace(bottom=floor, height=head.top - 0.1 - floor)
    margin.write_legend(column(room), contents, page)
    for room in page.insets:
        _name_inset(figure, room, look, contents.language)


def _named(inset: drawing.Map) -> labels.Box:
    """Return what the name of an inset covers of it, in metres."""
    text_style = inset.type(INSET_NAME_PT, lettering.BOLD, "ink")
    wide, high = inset.room(say("picture.inset", inset.language), text_style)
    west, _, _, north = inset.scene.window.box
    pad = 0.08 * inset.inch
    return (west, north - high - pad, west + wide + pad, north)


def _name_inset(figure: Figure, room: sheet.Rect, look: Theme, language: str) -> None:
    ink, halo = look.palette["ink"], look.palette["halo"]
    rtl = direction(language) == "rtl"
    text_style = lettering.TextStyle(INSET_NAME_PT, lettering.BOLD, ink, halo, rtl)
    name = say("picture.inset", language)
    at = (room.left + 0.05, room.top - 0.03 - text_style.size * lettering.ASCENT / 72)
    letters = lettering.TextLine(name, at, figure.dpi_scale_trans, text_style)
    figure.add_artist(letters)

"""Still pictures of the map, drawn on the server; alone imports matplotlib."""

import datetime as dt
import io
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import geopandas as gpd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from geo import __version__, selection
from geo.errors import LayerError, RequestError
from geo.request import Box, Request
from geo.snapshot import captions, drawing, naming, panel, scene, window
from geo.snapshot.window import Window
from geo.style import PALETTE

SHEET_IN = 9.0
"""A sheet is this wide whatever its pixels, so that type keeps its proportions."""

MARGIN_IN = 0.14
PANEL_IN = 2.38
LEAST_MAP_IN = 4.6
"""A map is at least this high, so that the panel beside it has room."""

INSET = (32.66, 13.2, 128_000.0)
"""Middle of the inset of Tripoli (latitude, longitude) and its width in metres."""
INSET_ASPECT = 1.5

WIDTHS_PX = (600, 12_000)

FORMS = ("png", "svg", "pdf")
"""What a picture can be had as."""


def render(
    frames: Mapping[str, gpd.GeoDataFrame],
    request: Request,
    form: str,
    manifest: str = "",
) -> bytes:
    """Draw what a request asks for as a picture.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers in WGS84 as `geo.layers.read` returns them, by name.
    request : geo.request.Request
    form : str
        Of `FORMS`.
    manifest : str
        JSON text that the file carries, see `read_manifest`; none: no manifest.

    Returns
    -------
    bytes
        The same for the same input.

    Raises
    ------
    RequestError
        If the form is none.
    LayerError
        If a layer that is asked for was not handed over.
    """
    if form not in FORMS:
        raise RequestError(f"{form!r} is no form: use one of {', '.join(FORMS)}")
    raise NotImplementedError


def read_manifest(data: bytes, form: str) -> str | None:
    """Return the manifest that a picture carries; None if it carries none.

    Raises
    ------
    RequestError
        If the form is none, or the data are no such picture.
    """
    raise NotImplementedError


def frame(request: Request) -> Box:
    """Return the edges of all that a picture's maps show, in degrees (WGS84)."""
    raise NotImplementedError


def render_png(  # noqa: PLR0913 (all but two by name)
    layers: Mapping[str, gpd.GeoDataFrame],
    day: dt.date,
    *,
    names: Collection[str] | None = None,
    view: window.View | None = None,
    language: str = "en",
    width_px: int = 1800,
    claimants: Sequence[str] = (),
) -> bytes:
    """Draw who held what on a day as a PNG picture.

    Parameters
    ----------
    layers : mapping of str to geopandas.GeoDataFrame
        Layers in WGS84 as `geo.layers.read` returns them, by name.
    day : datetime.date
        From `geo.records.SPAN_START` to today.
    names : collection of str, optional
        Layers to show, of `geo.layers.NAMES`; by default all that are handed over.
    view : tuple of (lat, lon, zoom), optional
        Middle in degrees (WGS84) and web zoom. None, or a zoom below
        `geo.snapshot.window.REGIONAL_ZOOM`, is the whole country with an inset of
        Tripoli. A closer one shows what a web map of `geo.snapshot.window.SCREEN_PX`
        does, a little more above and below, in Lambert's equal-area projection.
    language : str
        ``en`` or ``ar``.
    width_px : int
        Within `WIDTHS_PX`; the height follows from the view. 1800 px are 200 dpi.

    claimants : sequence of str
        One or two of `geo.style.STATES`: only their lines and seas are drawn.

    Returns
    -------
    bytes
        A PNG file. Its text metadata hold ``Title``, ``Date`` (ISO), ``Layers``,
        ``View``, ``Language``, ``Sources`` (their number) and ``Software``.

    Raises
    ------
    LayerError
        If a layer, the language or the width is none.
    DateError
        If the day lies outside the span.
    PlaceError
        If the view is none.
    """
    _check(width_px, language)
    whole = window.window(view, aspect=_map_width() / LEAST_MAP_IN)
    shown = scene.compose(layers, day, whole, names, claimants)
    inset = None
    if not whole.regional:
        inset = scene.compose(layers, day, _around_tripoli(), names, claimants)
    figure = draw_sheet(shown, inset, language, width_px)
    chosen = ",".join(selection.chosen(layers, names))
    middle = view if view and whole.regional else ()
    return _png(figure, shown, {"Layers": chosen, "Language": language}, middle)


def _around_tripoli() -> Window:
    lat, lon, width = INSET
    return window.around(lat, lon, width, width / INSET_ASPECT)


def _png(
    figure: Figure, shown: scene.Scene, look: dict[str, str], view: Sequence[float]
) -> bytes:
    title = captions.word("title", look["Language"])
    metadata = look | {
        "Title": f"{title}, {shown.day}",
        "Date": shown.day.isoformat(),
        "View": ",".join(f"{number:g}" for number in view) or "country",
        "Sources": str(len(shown.source_ids)),
        "Software": f"Libya Control Atlas {__version__}",
    }
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=figure.dpi, metadata=metadata)
    return stream.getvalue()


def _check(width_px: int, language: str) -> None:
    captions.check_language(language)
    least, most = WIDTHS_PX
    if not least <= width_px <= most:
        raise LayerError(f"no picture is {width_px} px wide: use {least} to {most}")


def _map_width() -> float:
    return SHEET_IN - PANEL_IN - 3 * MARGIN_IN


def draw_sheet(
    shown: scene.Scene, inset: scene.Scene | None, language: str, width_px: int
) -> Figure:
    """Draw a sheet: the map, and beside it a panel with all that explains it.

    Parameters
    ----------
    shown : geo.snapshot.scene.Scene
        What the map shows.
    inset : geo.snapshot.scene.Scene or None
        What a small map in the panel shows closer.
    language : str
    width_px : int

    Returns
    -------
    matplotlib.figure.Figure
        With a canvas of its own; no global state of matplotlib is touched.
    """
    width, window = _map_width(), shown.window
    height = width * window.height / window.width
    high_px = round((height + 2 * MARGIN_IN) * width_px / SHEET_IN)
    dpi = width_px / SHEET_IN
    figure = Figure((SHEET_IN, high_px / dpi), dpi=dpi, facecolor="white")
    FigureCanvasAgg(figure)
    rtl = language == "ar"
    left = 2 * MARGIN_IN + PANEL_IN if rtl else MARGIN_IN
    axes = _axes(figure, (left, MARGIN_IN), width, window)
    closer = inset.window.outline(window).bounds if inset else None
    symbols = _draw(drawing.Map(axes, shown, language, closer=closer))
    column = panel.Panel(
        figure,
        language,
        left=MARGIN_IN if rtl else 2 * MARGIN_IN + width,
        width=PANEL_IN,
        top=MARGIN_IN + height,
        bottom=MARGIN_IN,
    )
    panel.write_head(column, shown)
    panel.write_foot(column, shown)
    if inset is not None:
        symbols |= _draw_inset(column, inset)
    panel.write_legend(column, shown, symbols)
    if closer is not None:
        west, south, east, north = closer
        size = (east - west, north - south)
        look: dict[str, Any] = {"edgecolor": PALETTE["ink"], "linewidth": 0.6}
        axes.add_artist(Rectangle((west, south), *size, fill=False, zorder=45, **look))
    return figure


def _draw(this: drawing.Map) -> set[str]:
    """Draw a map and its names; return the signs of places drawn."""
    return naming.draw_names(this, drawing.draw_map(this)).symbols


def _axes(
    figure: Figure, corner: tuple[float, float], width: float, window: Window
) -> Axes:
    """Return a framed map; its lower left corner and width are in inches."""
    height = width * window.height / window.width
    across, up = figure.get_size_inches()
    axes = figure.add_axes(
        (corner[0] / across, corner[1] / up, width / across, height / up),
        facecolor=PALETTE["sea"],
        xlim=(window.box[0], window.box[2]),
        ylim=(window.box[1], window.box[3]),
        xticks=[],
        yticks=[],
    )
    for spine in axes.spines.values():
        spine.set(color=PALETTE["ink"], linewidth=0.7, zorder=90)
    return axes


def _draw_inset(column: panel.Panel, inset: scene.Scene) -> set[str]:
    """Draw a small map above the panel's foot; return the signs drawn."""
    corner = (column.left, column.bottom + 0.08)
    axes = _axes(column.figure, corner, column.width, inset.window)
    symbols = _draw(drawing.Map(axes, inset, column.language, inset=True))
    column.bottom += column.width * inset.window.height / inset.window.width + 0.14
    name = captions.word("inset", column.language)
    look = {"fontsize": 6.2, "weight": "bold", "va": "bottom"}
    written = column.text(column.start, column.bottom, name, **look)
    column.bottom += written.get_window_extent().height / column.figure.dpi + 0.06
    return symbols

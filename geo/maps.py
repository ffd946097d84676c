"""The Folium map: base, time layer, legend, names, evidence; alone in one HTML file."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
from branca.element import Element, MacroElement
from jinja2 import Template
from xstatic.pkg import leaflet

from geo import __version__, base, screen, style
from geo.css import map_colours
from geo.errors import LayerError
from geo.evidence import FILE, evidence
from geo.layers import json_line
from geo.payload import COUNTRY_VIEW, PANES, State, bare, own_features, payload
from geo.records import Records
from geo.request import ZOOMS

WEB = Path(__file__).parent / "web"
SCRIPTS = (
    "timelayer.js",
    "labels.js",
    "paint.js",
    "looks.js",
    "own.js",
    "layers.js",
    "strip.js",
    "timeline.js",
    "sea.js",
    "sea_evidence.js",
    "evidence.js",
    "legend.js",
    "telling.js",
    "atlas.js",
    "bridge.js",
)
"""The map's scripts; each uses those before it."""
STYLES = ("atlas.css", "timeline.css")

CREDITS = ("Natural Earth", "GeoNames (CC BY 4.0)", "© OpenStreetMap contributors")
"""Whose ground and places the map shows."""

EVIDENCE_ID = "atlas-evidence-data"
"""Id of the element in which a file holds its own evidence."""

SCRIPT = "map.js"
"""Name of the file that holds the scripts of a map that a page serves."""

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

RENDERERS = ("svg", "canvas")

TITLE = "Libya Control Atlas"


def html(  # noqa: PLR0913 (all but four by name)
    frames: Mapping[str, gpd.GeoDataFrame],
    records: Records,
    state: State,
    own: Sequence[Mapping[str, Any]] = (),
    *,
    title: str = TITLE,
    note: str = "",
) -> str:
    """Return the map as one HTML file that asks nothing of the outside world.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers as `geo.layers.read` returns them, by name.
    records : geo.records.Records
        Where the evidence is looked up.
    state : State
        What the map shows when it opens.
    own : sequence of mapping
        The reader's own layers: ``id``, ``name``, ``shown`` and what
        `geo.payload.own_features` returns of it.
    title : str
        Of the document.
    note : str
        Stands beside the names of those to whom the map owes its base.

    Returns
    -------
    str
        The same for the same input.
    """
    data = payload(frames, records, state, own)
    known = evidence(frames, records)
    return _page(_Atlas(data, note=note), state, known, title)


def served(
    frames: Mapping[str, gpd.GeoDataFrame], records: Records, state: State
) -> dict[str, str]:
    """Return the map as a page serves it: what is large in files of their own.

    Streamlit asks for a component's first file twice, once to see whether it is there.
    The page shows ``index.html`` and, unseen, ``view/index.html`` beside it; see
    ``geo/web/bridge.js`` for what they tell the page.

    Parameters
    ----------
    frames, records, state
        As for `html`.

    Returns
    -------
    dict of str to str
        File name to content.
    """
    data = payload(frames, records, state)
    page = _page(_Atlas(data, "startAtlasInPage"), state)
    scripts = "\n".join(_INLINE_SCRIPT.findall(page))
    return {
        "index.html": _INLINE_SCRIPT.sub("", page)
        + f'<script src="{SCRIPT}"></script>',
        SCRIPT: scripts,
        FILE: json_line(evidence(frames, records)),
        "view/index.html": (WEB / "view.html").read_text(encoding="utf-8"),
    }


def time_page(
    layers: Mapping[str, Mapping[str, Any]],
    start: dt.date,
    renderer: str = "canvas",
    view: tuple[float, float, float] = COUNTRY_VIEW,
) -> str:
    """Return any valid-time GeoJSON on the atlas's base and timeline, in one file.

    Parameters
    ----------
    layers : mapping of str to mapping
        Name of a layer to its GeoJSON FeatureCollection (WGS84), whose features carry
        ``valid_from`` and ``valid_to`` (half-open, ISO; None: open) and, by the
        simplestyle convention, ``fill`` or ``stroke``.
    start : datetime.date
        Day shown when the file opens.
    renderer : str
        ``svg``, sharp to some thousand features, or ``canvas``, for many more.
    view : tuple of (lat, lon, zoom)
        Centre in degrees (WGS84) and web zoom.

    Returns
    -------
    str

    Raises
    ------
    LayerError
        If there is no such renderer.
    """
    if renderer not in RENDERERS:
        raise LayerError(f"no renderer {renderer!r}: use {' or '.join(RENDERERS)}")
    drawn = own_features(layers)
    days = [
        dt.date.fromisoformat(day)
        for feature in drawn["features"]
        for day in (feature["valid_from"], feature["valid_to"])
        if day
    ]
    state = State(start, tuple(layers), view)
    listed = [
        {"id": name, "name": {"en": name, "ar": name}, "swatch": {"colour": colour}}
        for name, colour in zip(layers, cycle(style.OWN_COLOURS), strict=False)
    ]
    data = bare(state, (min([start, *days]), max([start, *days])))
    data |= {"layers": listed, "renderer": renderer, **drawn}
    return _page(_Atlas(data), state, {})


def _page(
    atlas: "_Atlas",
    state: State,
    known: Mapping[str, object] | None = None,
    title: str = TITLE,
) -> str:
    """Return the HTML of a map, with what is `known` of it where that is given."""
    lat, lon, zoom = state.view
    canvas = folium.Map(
        location=(lat, lon),
        zoom_start=round(zoom),
        min_zoom=ZOOMS[0],
        max_zoom=ZOOMS[1],
        tiles=None,
        zoom_snap=0.5,
        zoom_delta=0.5,
        world_copy_jump=False,
        track_resize=False,  # the atlas does, and keeps the very view
        max_bounds=True,
        min_lon=screen.BOUNDS[0],
        min_lat=screen.BOUNDS[1],
        max_lon=screen.BOUNDS[2],
        max_lat=screen.BOUNDS[3],
    )
    canvas.default_js = []
    canvas.default_css = []
    _add_base(canvas)
    canvas.add_child(atlas)
    figure = folium.Figure(title=escape(title))
    figure.add_child(canvas)
    for text in _head():
        figure.header.add_child(Element(text))
    if known is not None:
        holder = f'<script type="application/json" id="{EVIDENCE_ID}">'
        figure.html.add_child(Element(f"{holder}{_script_json(known)}</script>"))
    return _steady(str(figure.render()), figure)


def _steady(text: str, figure: folium.Figure) -> str:
    """Return a page with the random ids of its elements counted through instead."""
    elements: list[Any] = [figure]
    for element in elements:
        elements += element._children.values()
    for number, element in enumerate(elements):
        text = text.replace(element._id, f"{number:032x}")
    return text


def _head() -> list[str]:
    """Return the styles and scripts that the map needs, each as an HTML element."""
    of_leaflet = Path(leaflet.BASE_DIR)
    css = (of_leaflet / "leaflet.css").read_text(encoding="utf-8")
    css = re.sub(r"background-image:\s*url\([^)]*\);?", "", css)
    css += map_colours()
    css += "".join((WEB / name).read_text(encoding="utf-8") for name in STYLES)
    script = (of_leaflet / "leaflet.js").read_text(encoding="utf-8")
    script = re.sub(r"//# sourceMappingURL=.*", "", script)
    scripts = [script, *((WEB / name).read_text(encoding="utf-8") for name in SCRIPTS)]
    return [
        f"<style>{css}</style>",
        *(
            f"<script>{text.replace('</', '<' + chr(92) + '/')}</script>"
            for text in scripts
        ),
    ]


def _add_base(canvas: folium.Map) -> None:
    """Add land, districts and borders, below and above the cells."""
    for name in ("atlas-land", "atlas-borders"):
        below = folium.map.CustomPane(name, PANES[name]["z"], pointer_events=False)
        below.add_to(canvas)
    countries = base.countries()
    colour = style.PALETTE
    border = {"color": colour["border"], "weight": 1, "opacity": 0.7}
    abroad = {"fillColor": colour["land_abroad"], "fillOpacity": 1, **border}
    home = {"fillColor": colour["land"], "fillOpacity": 1, "stroke": False}
    outline = {"fill": False, "color": colour["border"], "weight": 1.6, "opacity": 1}
    district = {"fill": False, "color": colour["border"], "weight": 0.5, "opacity": 0.5}
    libya = countries["name_en"] == "Libya"
    for frame, pane, look in (
        (countries[~libya], "atlas-land", abroad),
        (countries[libya], "atlas-land", home),
        (base.districts(), "atlas-borders", district),
        (countries[libya], "atlas-borders", outline),
    ):
        folium.GeoJson(
            frame[["geometry"]].to_json(),
            style_function=lambda _, look=look: look,
            pane=pane,
            interactive=False,
            control=False,
        ).add_to(canvas)


class _Atlas(MacroElement):
    """Starts the atlas's own script on a Folium map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this._parent.get_name() }}.attributionControl"
        ".setPrefix(false).addAttribution({{ this.attribution }});"
        "{{ this.start }}({{ this._parent.get_name() }}, {{ this.data }});"
        "{% endmacro %}"
    )

    def __init__(
        self, data: dict[str, Any], start: str = "startAtlas", note: str = ""
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Atlas"
        self.data = _script_json(data)
        self.start = start
        told = [escape(note), f"{TITLE} {__version__}", *CREDITS]
        self.attribution = _script_json(" · ".join(filter(None, told)))


def _script_json(value: object) -> str:
    """Return JSON that may stand inside a script element."""
    return re.sub(r"<(?=/|!--)", r"\\u003c", json_line(value))

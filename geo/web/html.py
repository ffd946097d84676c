"""The Folium map: base, time layer, legend, names, evidence; alone in one HTML file."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple, cast

import folium
import geopandas as gpd
from xstatic.pkg import leaflet

from geo import ground, style, views
from geo.errors import Either, LayerError
from geo.inputs import own
from geo.layers.read import json_line
from geo.records.read import Records
from geo.shown import GROUNDS, Shown
from geo.views import COUNTRY_VIEW, ZOOMS
from geo.web import markup
from geo.web.credits import credits_of
from geo.web.css import map_colours
from geo.web.payload import PANES, bare, own_features, payload
from geo.web.popups import FILE, edition, evidence
from geo.words import LANGUAGES

WEB = Path(__file__).parent / "static"
SCRIPTS = (
    "motion.js",
    "files.js",
    "timelayer.js",
    "columns.js",
    "frame.js",
    "flat.js",
    "space.js",
    "spots.js",
    "labels.js",
    "rows.js",
    "paint.js",
    "cuts.js",
    "named.js",
    "themes.js",
    "ground.js",
    "fronts.js",
    "own.js",
    "looks.js",
    "layers.js",
    "strip.js",
    "steps.js",
    "compare.js",
    "timeline.js",
    "sea.js",
    "popups_sea.js",
    "popups_signs.js",
    "popups_own.js",
    "brief.js",
    "popups.js",
    "legend.js",
    "inset.js",
    "print.js",
    "notify.js",
    "choices.js",
    "walk.js",
    "atlas.js",
    "article.js",
    "address.js",
    "fingers.js",
    "known.js",
    "bridge.js",
)
"""The map's scripts; each uses those before it."""
STYLES = ("atlas.css", "timeline.css", "brief.css")

"""Whose ground and places the map shows."""

DATA_ID = "atlas-data"
"""Id of the element in which a file holds what its map draws."""

EVIDENCE_ID = "atlas-evidence-data"
"""Id of the element in which a file holds its own evidence."""

MANIFEST_ID = "atlas-manifest"
"""Id of the element in which a file holds its manifest."""

SCRIPT, DATA = "map.js", "map.json"
"""Names of the files of a map that a page serves: its scripts, and its data."""

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_UNZOOMED = re.compile(r",\s*maximum-scale=[^\"]*")  # readers may zoom in
_CHARSET = '<meta http-equiv="content-type" content="text/html; charset=UTF-8" />'
"""What stands first in the head that folium writes."""

RENDERERS = ("svg", "canvas")
TITLE = "Libya Control Atlas"


def html(  # noqa: PLR0913 (all but four by name)
    frames: Mapping[str, gpd.GeoDataFrame],
    records: Records,
    shown: Shown,
    own: Sequence[Mapping[str, Any]] = (),
    *,
    title: str = TITLE,
    note: Mapping[str, str] | None = None,
    manifest: str = "",
) -> str:
    """Return the map as one HTML file that asks nothing of the outside world.

    Its Content-Security-Policy forbids every request, and all code but its own.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers as `geo.layers.read.read` returns them, by name.
    records : geo.records.read.Records
        Where the evidence is looked up.
    shown : geo.shown.Shown
        What the map shows when it opens.
    own : sequence of mapping
        The reader's own layers: ``id``, ``name``, ``shown`` and what
        `geo.web.payload.own_features` returns of it.
    title : str
        Of the document.
    note : mapping of str to str, optional
        By language, what stands before those to whom the map owes its base.
    manifest : str
        JSON text that the file holds in the element `MANIFEST_ID`; empty: none.

    Returns
    -------
    str
        The same for the same input.
    """
    data = payload(frames, records, shown, own) | credits_of(records, note)
    evidence_texts = {EVIDENCE_ID: json_line(evidence(frames, records))}
    held = {MANIFEST_ID: manifest} if manifest else {}
    return _file(shown.web_view, data, evidence_texts, held, title=title)


def served(
    frames: Mapping[str, gpd.GeoDataFrame],
    records: Records,
    shown: Shown,
    start: str = "startAtlasInPage",
    names: tuple[str, str] = (DATA, FILE),
) -> dict[str, str]:
    """Return the map as a page serves it: what is large in files of their own.

    Streamlit asks for a component's first file twice, once to see whether it is there.
    The page shows ``index.html`` and, unseen, ``view/index.html`` beside it; see
    ``geo/web/static/bridge.js`` for what they send the page.

    Parameters
    ----------
    frames, records, shown
        As for `html`.
    start : str
        The script's function that opens the map.
    names : tuple of (str, str)
        Of the files that are to hold what it draws and what a click opens.

    Returns
    -------
    dict of str to str
        File name to content.
    """
    data, known = data_files(frames, records, shown, names)
    shell = _shell(shown.web_view)
    page = shell.joined(TITLE, body="", start=f"{start}({shell.map});")
    early = f'<link rel="preload" href="{names[0]}" as="fetch" crossorigin="anonymous">'
    return {
        "index.html": _INLINE_SCRIPT.sub("", page).replace("</head>", f"{early}</head>")
        + f'<script src="{SCRIPT}"></script>',
        SCRIPT: "\n".join(_INLINE_SCRIPT.findall(page)),
        names[0]: data,
        names[1]: known,
        "view/index.html": (WEB / "view.html").read_text(encoding="utf-8"),
    }


def data_files(
    frames: Mapping[str, gpd.GeoDataFrame],
    records: Records,
    shown: Shown,
    names: tuple[str, str],
) -> tuple[str, str]:
    """Return what a map draws and what a click opens, for a page that serves both.

    Parameters
    ----------
    frames, records, shown
        As for `html`.
    names : tuple of (str, str)
        Of the files that are to hold them.

    Returns
    -------
    tuple of (str, str)
        Their contents.
    """
    known = evidence(frames, records)
    data = payload(frames, records, shown) | credits_of(records)
    data |= {"evidence": names[1], "edition": edition(known)}
    return json_line(data), json_line({"edition": data["edition"], **known})


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
        Name of a layer to its GeoJSON, by the rules of `geo.inputs.own.read`: features
        carry ``valid_from`` and ``valid_to``, and ``fill`` or ``stroke``.
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
    GeoError
        If there is no such renderer, or a layer cannot be read.
    """
    if renderer not in RENDERERS:
        raise LayerError(
            "error.views.renderer", renderer=renderer, known=Either(RENDERERS)
        )
    drawn = own_features({one: own.handed_over(one, layers[one]) for one in layers})
    days = [
        dt.date.fromisoformat(day)
        for feature in drawn["features"]
        for day in (feature["valid_from"], feature["valid_to"])
        if day
    ]
    opening = {
        "date": start.isoformat(),
        "layers": list(layers),
        "view": list(view),
        "language": LANGUAGES[0],
        "claimants": [],
        "ground": GROUNDS[0],
    }
    listed = [
        {
            "id": name,
            "name": dict.fromkeys(LANGUAGES, name),
            "swatch": {"colour": colour},
        }
        for name, colour in zip(layers, cycle(style.OWN_COLOURS), strict=False)
    ]
    data = bare(opening, (min([start, *days]), max([start, *days]))) | credits_of()
    data |= {"layers": listed, "renderer": renderer, **drawn}
    return _file(view, data, {EVIDENCE_ID: json_line({})})


def _file(
    view: tuple[float, float, float],
    data: Mapping[str, Any],
    texts: Mapping[str, str],
    held: Mapping[str, str] | None = None,
    title: str = TITLE,
) -> str:
    """Return a map as one file: its data, what is `known`, and what else it `held`."""
    shell = _shell(view)
    texts = {**texts, DATA_ID: json_line(data)}
    before, after = (
        "\n".join(markup.data_element(name, text) for name, text in elements.items())
        for elements in (texts, held or {})
    )
    read = f'JSON.parse(document.getElementById("{DATA_ID}").textContent)'
    page = shell.joined(title, before, after, f"openAtlas({shell.map}, {read});")
    return page.replace(_CHARSET, f"{_CHARSET}\n{markup.policy(page)}", 1)


class _Shell(NamedTuple):
    """The page that folium writes of a map without data, in parts."""

    map: str
    """Name of the map in the page's scripts."""
    head: str
    assets: str
    body: str
    scripts: str

    def joined(self, title: str, body: str, after: str = "", start: str = "") -> str:
        """Return the whole page, with elements of data in its body."""
        return (
            f"{self.head}{_CHARSET}\n<title>{markup.text(title)}</title>\n{self.assets}"
            f"{body}{self.body}{after}\n{self.scripts}{markup.script(start)}\n"
            "</html>\n"
        )


def _shell(view: tuple[float, float, float]) -> _Shell:
    """Return the page of a map that shows a view of the base.

    Only what is ours goes through folium, which makes templates of what it is given.
    """
    canvas = folium.Map(
        location=view[:2],
        zoom_start=round(view[2]),
        min_zoom=ZOOMS[0],
        max_zoom=ZOOMS[1],
        tiles=None,
        zoom_snap=0.25,
        zoom_delta=0.5,
        world_copy_jump=False,
        track_resize=False,  # the atlas does, and keeps the very view
        max_bounds=True,
        min_lon=views.BOUNDS[0],
        min_lat=views.BOUNDS[1],
        max_lon=views.BOUNDS[2],
        max_lat=views.BOUNDS[3],
    )
    canvas.location = cast("list[float]", None)  # the atlas shows its view, once
    canvas.default_js = []
    canvas.default_css = []
    _add_base(canvas)
    figure = folium.Figure()
    figure.add_child(canvas)
    text = _UNZOOMED.sub("", str(figure.render()))
    elements: list[Any] = [figure]
    for element in elements:  # their random ids are counted through instead
        elements += element._children.values()
    name = canvas.get_name()
    for number, element in enumerate(elements):
        counted = f"{number:032x}"
        text, name = (part.replace(element._id, counted) for part in (text, name))
    head, _, rest = text.partition(_CHARSET)
    of_map, body_tag, rest = rest.partition("<body>")
    body, body_end, scripts = rest.partition("</body>")
    return _Shell(
        name,
        head.rstrip() + "\n",
        "\n".join(_own_elements()) + of_map + body_tag + "\n",
        body,
        body_end + scripts.removesuffix("</html>"),
    )


def _own_elements() -> list[str]:
    """Return the styles and scripts that the map needs, each as an HTML element."""
    of_leaflet = Path(leaflet.BASE_DIR)
    css = (of_leaflet / "leaflet.css").read_text(encoding="utf-8")
    css = re.sub(r"background-image:\s*url\([^)]*\);?", "", css)
    css += map_colours()
    css += "".join((WEB / name).read_text(encoding="utf-8") for name in STYLES)
    script = (of_leaflet / "leaflet.js").read_text(encoding="utf-8")
    script = re.sub(r"//# sourceMappingURL=.*", "", script)
    scripts = [script, *((WEB / name).read_text(encoding="utf-8") for name in SCRIPTS)]
    return [markup.style(css), *map(markup.script, scripts)]


def _add_base(canvas: folium.Map) -> None:
    """Add land, districts and borders, below and above the cells."""
    for name in ("atlas-land", "atlas-borders"):
        below = folium.map.CustomPane(name, PANES[name]["z"], pointer_events=False)
        below.add_to(canvas)
    countries = ground.countries()
    # Their colours are those of the style sheet, which knows light from dark.
    land = {"fillOpacity": 1, "stroke": False}
    abroad = land | {"className": "atlas-abroad"}
    home = land | {"className": "atlas-homeland"}
    outline = {"className": "atlas-border", "fill": False, "weight": 1.6, "opacity": 1}
    district = outline | {"weight": 0.5, "opacity": 0.5}
    libya = countries["name_en"] == "Libya"
    for frame, pane, look in (
        (countries[~libya], "atlas-land", abroad),
        (countries[libya], "atlas-land", home),
        (ground.districts(), "atlas-borders", district),
        (countries[libya], "atlas-borders", outline),
    ):
        folium.GeoJson(
            frame[["geometry"]].to_json(),
            style_function=lambda _, look=look: look,
            pane=pane,
            interactive=False,
            control=False,
        ).add_to(canvas)

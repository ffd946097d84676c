"""The Folium map: base, time layer, legend, names, evidence; alone in one HTML file."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import shapely
from branca.element import Element, MacroElement
from jinja2 import Template
from xstatic.pkg import leaflet

from geo import __version__, base, layers, schema, style, words
from geo.errors import PlaceError
from geo.records import SPAN_START, Records

WEB = Path(__file__).parent / "web"
SCRIPTS = ("timelayer.js", "labels.js", "atlas.js", "bridge.js")

COUNTRY_VIEW = (27.0, 17.4, 5.5)
ZOOMS = (4.5, 13.0)

PANES = {
    "atlas-land": {"z": 210, "opacity": 1, "still": True},
    "atlas-nominal": {"z": 300, "opacity": style.NOMINAL_OPACITY},
    "atlas-held": {"z": 310, "opacity": style.FILL_OPACITY},
    "atlas-borders": {"z": 380, "opacity": 1, "still": True},
    "atlas-fronts": {"z": 420, "opacity": 1},
    "atlas-lines": {"z": 430, "opacity": 1},
    "atlas-places": {"z": 450, "opacity": 1},
    "atlas-names": {"z": 460, "opacity": 1, "still": True},
}
"""Cells are opaque within panes that are translucent as a whole, so that neighbours
show no seam."""

_FAMILY = 'system-ui, "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif'
FONTS = {
    "city": {"css": f"650 13px {_FAMILY}", "height": 16},
    "town": {"css": f"500 12px {_FAMILY}", "height": 15},
    "site": {"css": f"italic 11px {_FAMILY}", "height": 14},
    "country": {"css": f"13px {_FAMILY}", "height": 16, "spacing": 3},
    "sea": {"css": f"italic 13px {_FAMILY}", "height": 16, "spacing": 2},
}


@dataclass(frozen=True)
class State:
    """What a map shows when it opens.

    Attributes
    ----------
    date : datetime.date
    layers : tuple of str
        Names of the layers shown, of `geo.layers.NAMES`.
    view : tuple of (lat, lon, zoom)
        Centre in degrees (WGS84) and web zoom.
    language : str
        One of `geo.words.LANGUAGES`.
    """

    date: dt.date
    layers: tuple[str, ...] = layers.NAMES
    view: tuple[float, float, float] = COUNTRY_VIEW
    language: str = "en"


def parse_view(text: str) -> tuple[float, float, float]:
    """Return the centre and zoom that ``lat,lon,zoom`` stands for.

    Parameters
    ----------
    text : str
        Such as ``32.8,13.2,8``.

    Returns
    -------
    tuple of (lat, lon, zoom)

    Raises
    ------
    PlaceError
        If the text is no view, or lies off the map.
    """
    try:
        lat, lon, zoom = (float(cell) for cell in text.split(","))
    except ValueError:
        raise PlaceError(f"view {text!r} is none: write lat,lon,zoom") from None
    if not (-85 <= lat <= 85 and -180 <= lon <= 180 and 0 <= zoom <= 20):
        raise PlaceError(f"view {text!r} lies off the map: write lat,lon,zoom")
    return lat, lon, min(max(zoom, ZOOMS[0]), ZOOMS[1])


def html(frames: Mapping[str, gpd.GeoDataFrame], records: Records, state: State) -> str:
    """Return the map as one HTML file that asks nothing of the outside world.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers as `geo.layers.read` returns them, by name.
    records : geo.records.Records
        Where the evidence is looked up.
    state : State
        What the map shows when it opens.

    Returns
    -------
    str
    """
    lat, lon, zoom = state.view
    canvas = folium.Map(
        location=(lat, lon),
        zoom_start=zoom,
        min_zoom=ZOOMS[0],
        max_zoom=ZOOMS[1],
        tiles=None,
        zoom_snap=0.5,
        zoom_delta=0.5,
        world_copy_jump=False,
        max_bounds=True,
        min_lat=3,
        max_lat=48,
        min_lon=-24,
        max_lon=60,
    )
    canvas.default_js = []
    canvas.default_css = []
    _add_base(canvas)
    canvas.add_child(_Atlas(payload(frames, records, state)))
    figure = canvas.get_root()
    figure.title = "Libya Control Atlas"
    for text in _head():
        figure.header.add_child(Element(text))
    return str(figure.render())


def _head() -> list[str]:
    """Return the styles and scripts that the map needs, each as an HTML element."""
    of_leaflet = Path(leaflet.BASE_DIR)
    css = (of_leaflet / "leaflet.css").read_text(encoding="utf-8")
    css = re.sub(r"background-image:\s*url\([^)]*\);?", "", css)
    css += f":root{{--atlas-sea:{style.PALETTE['sea']}}}"
    css += (WEB / "atlas.css").read_text(encoding="utf-8")
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
    for pane, spec in PANES.items():
        folium.map.CustomPane(pane, z_index=spec["z"], pointer_events=False).add_to(
            canvas
        )
    countries = base.countries()
    colour = style.PALETTE
    abroad = {"fillColor": colour["land_abroad"], "fillOpacity": 1, "stroke": False}
    home = {"fillColor": colour["land"], "fillOpacity": 1, "stroke": False}
    border = {"fill": False, "color": colour["border"], "weight": 1, "opacity": 0.7}
    outline = {"fill": False, "color": colour["border"], "weight": 1.6, "opacity": 1}
    district = {"fill": False, "color": colour["border"], "weight": 0.5, "opacity": 0.5}
    libya = countries["name_en"] == "Libya"
    for frame, pane, look in (
        (countries[~libya], "atlas-land", abroad),
        (countries[libya], "atlas-land", home),
        (base.districts(), "atlas-borders", district),
        (countries[~libya], "atlas-borders", border),
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
        "startAtlas({{ this._parent.get_name() }}, {{ this.data }});"
        "connectAtlas(window.atlas);"
        "{% endmacro %}"
    )

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Atlas"
        self.data = _script_json(data)
        self.attribution = _script_json(
            f"Libya Control Atlas {__version__} · Natural Earth · GeoNames (CC BY 4.0)"
        )


def _script_json(value: object) -> str:
    """Return JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")


def payload(
    frames: Mapping[str, gpd.GeoDataFrame], records: Records, state: State
) -> dict[str, Any]:
    """Return all that the map's script needs, each geometry once.

    Parameters
    ----------
    frames, records, state
        As for `html`.

    Returns
    -------
    dict
        Ready for JSON; see ``startAtlas`` in ``geo/web/atlas.js``.
    """
    geometries, features = _features(frames)
    return {
        "span": [SPAN_START.isoformat(), records.newest.isoformat()],
        "start": {
            "date": state.date.isoformat(),
            "layers": [name for name in layers.NAMES if name in state.layers],
            "language": state.language,
        },
        "layers": [
            {"id": name, "name": _layer_name(name), "swatch": SWATCHES[name]}
            for name in layers.NAMES
        ],
        "keys": KEYS,
        "geometries": geometries,
        "features": features,
        "claims": _claims(records),
        "sources": _sources(records),
        "places": _places(records),
        "maritime": _maritime(frames["maritime_lines"]),
        "names": _names(),
        "fills": {camp: asdict(fill) for camp, fill in style.FILLS.items()},
        "attack": asdict(style.ATTACK),
        "lines": {name: dict(line) for name, line in style.LINES.items()},
        "camps": {
            language: {camp: names[camp] for camp in layers.LAYER_OF_CAMP}
            for language, names in style.LABELS.items()
        },
        "panes": PANES,
        "fonts": FONTS,
        "words": words.MAP,
    }


def _layer_name(name: str) -> dict[str, str]:
    """Return a layer's name by language: that of the camp, where it has just one."""
    camps = [camp for camp, layer in layers.LAYER_OF_CAMP.items() if layer == name]
    if len(camps) == 1:
        return {code: names[camps[0]] for code, names in style.LABELS.items()}
    return words.LAYERS[name]


SWATCHES: dict[str, dict[str, Any]] = {
    "tripoli_held": {"fills": ["fill-tripoli"]},
    "eastern_held": {"fills": ["fill-eastern"]},
    "other_held": {"fills": ["fill-islamic_state", "fill-other"]},
    "contested": {"fills": ["fill-contested"]},
    "no_record": {"fills": ["fill-no_record"]},
    "front_lines": {"line": "firm"},
    "places": {"dot": True},
    "maritime_lines": {"line": "maritime"},
}
KEYS: list[dict[str, Any]] = [
    {"fill": "fill-tripoli-attacked", "name": words.KEYS["attacked"]},
    {"fill": "fill-tripoli", "faint": True, "name": words.KEYS["nominal"]},
    {"line": "faint", "name": words.KEYS["faint"]},
]

_KEPT = {
    "id": "id",
    "place_id": "place",
    "claim_id": "claim",
    "camp": "camp",
    "status": "status",
    "nominal": "nominal",
    "inherited_from": "inherited",
    "camps": "camps",
    "firm": "firm",
    "place_ids": "places",
}
"""What the script reads of a feature's properties, and the name it knows it by."""


def _features(
    frames: Mapping[str, gpd.GeoDataFrame],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    geometries: dict[bytes, int] = {}
    shapes: list[dict[str, Any]] = []
    features: list[dict[str, Any]] = []
    for name in layers.NAMES:
        frame = frames[name]
        for record in frame.to_dict("records"):
            shape = record["geometry"]
            key = shapely.to_wkb(shape)
            if key not in geometries:
                geometries[key] = len(shapes)
                shapes.append(shapely.geometry.mapping(shape))
            feature = {
                "layer": name,
                "geometry": geometries[key],
                "valid_from": _text(record["valid_from"]),
                "valid_to": _text(record["valid_to"]),
            }
            for column, short in _KEPT.items():
                value = _plain(record.get(column))
                if value is not None and value is not False:
                    feature[short] = value
            if "camps" in feature:
                feature["minor"] = "other" in feature["camps"]
            features.append(feature)
    return shapes, features


def _text(value: object) -> str | None:
    """Return a day as GeoPandas read it (a text or a timestamp) as ISO text."""
    if value is None or pd.isna(value):
        return None
    return str(value)[:10]


def _plain(value: Any) -> Any:
    """Return a cell as JSON can hold it; a missing one as None."""
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return None
    if hasattr(value, "tolist"):
        return value.tolist()
    return value


def _both(row: Any) -> dict[str, str]:
    return {"en": row.name_en, "ar": row.name_ar}


def _claims(records: Records) -> dict[str, dict[str, Any]]:
    actors = {actor.actor_id: _both(actor) for actor in records.actors.itertuples()}
    return {
        claim.claim_id: {
            "actor": actors.get(claim.actor_id),
            "parties": [actors[party] for party in claim.parties],
            "since": _text(claim.start),
            "until": _text(claim.end),
            "last_seen": _text(claim.last_seen),
            "precision": claim.start_precision,
            "confidence": claim.confidence,
            "note": claim.note,
            "sources": list(claim.source_ids),
        }
        for claim in records.control.itertuples()
    }


def _sources(records: Records) -> dict[str, dict[str, str]]:
    return {
        source.source_id: {
            "title": source.title,
            "publisher": source.publisher,
            "date": source.published,
            "url": source.url,
        }
        for source in records.sources.itertuples()
    }


def _maritime(frame: gpd.GeoDataFrame) -> dict[str, dict[str, Any]]:
    return {
        line.id: {
            "name": _both(line),
            "claimants": line.claimants,
            "opposed_by": line.opposed_by,
            "length_nm": line.length_nm,
            "note": line.note,
            "sources": _plain(line.source_ids),
        }
        for line in frame.itertuples()
    }


def _names() -> list[dict[str, Any]]:
    return [
        {
            "id": name.name_en,
            "text": _both(name),
            "lat": name.geometry.y,
            "lng": name.geometry.x,
            "style": name.style,
            "zoom": name.zoom_from,
            "maxZoom": name.zoom_to,
            "rank": -1 if name.style == "sea" else 1e6,
        }
        for name in base.names().itertuples()
    ]


PROMINENCE: Sequence[tuple[float, str, float, float]] = (
    (100_000, "city", 4.5, 3.6),
    (30_000, "town", 6.0, 3.0),
    (8_000, "town", 7.0, 2.6),
    (0, "town", 8.0, 2.4),
)
"""Population from which a place has a label style, shows at a zoom, and its dot's size."""

SITES = frozenset(schema.PLACE_KINDS) - {"city", "town", "village", "district"}
SITE_ZOOM = {"air_base": 7.0, "airport": 7.5, "oil_terminal": 7.0, "camp": 9.5}


def _places(records: Records) -> list[dict[str, Any]]:
    found = []
    for place in records.places.itertuples():
        population = 0 if pd.isna(place.population) else float(place.population)
        _, look, zoom, dot = next(row for row in PROMINENCE if population >= row[0])
        if place.kind == "city":
            look, zoom, dot = "city", 4.5, 3.6
            population += 1e6
        elif place.kind in SITES:
            look, zoom, dot = "site", SITE_ZOOM.get(place.kind, 8.0), 2.4
        elif place.kind == "district":
            zoom = max(zoom, 9.5)
        if place.inherits == "yes":
            zoom = max(zoom, 8.5)
        found.append(
            {
                "id": place.place_id,
                "text": _both(place),
                "lat": place.lat,
                "lng": place.lon,
                "style": look,
                "zoom": zoom,
                "dot": dot,
                "rank": zoom * 1e3 - population / 1e4,
            }
        )
    return found

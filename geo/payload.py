"""What the map's script needs to know, in plain lists and dicts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo import base, layers, schema, style, words
from geo.records import SPAN_START, Records

COUNTRY_VIEW = (26.4, 17.3, 5.5)
"""Centre and zoom that stand for the whole country, whatever the screen."""

PANES: dict[str, dict[str, Any]] = {
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


def payload(
    frames: Mapping[str, gpd.GeoDataFrame], records: Records, state: State
) -> dict[str, Any]:
    """Return all that the map's script needs, each geometry once.

    Parameters
    ----------
    frames, records, state
        As for `geo.maps.html`.

    Returns
    -------
    dict
        Ready for JSON; see ``startAtlas`` in ``geo/web/atlas.js``.
    """
    geometries, features = _features(frames)
    return {
        "span": [SPAN_START.isoformat(), records.newest.isoformat()],
        "country": {"view": list(COUNTRY_VIEW), "bounds": _bounds_of_libya()},
        "start": {
            "date": state.date.isoformat(),
            "layers": [name for name in layers.NAMES if name in state.layers],
            "view": list(state.view),
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


def _bounds_of_libya() -> list[list[float]]:
    """Return the south-west and north-east corner, as (lat, lon)."""
    west, south, east, north = base.libya().bounds
    return [[south, west], [north, east]]


def _layer_name(name: str) -> dict[str, str]:
    """Return a layer's name by language: that of the camp, where it has just one."""
    camps = [camp for camp, layer in layers.LAYER_OF_CAMP.items() if layer == name]
    if len(camps) == 1:
        return {code: names[camps[0]] for code, names in style.LABELS.items()}
    return words.LAYERS[name]


SWATCHES: dict[str, dict[str, Any]] = {
    "tripoli_held": {"fills": ["tripoli"]},
    "eastern_held": {"fills": ["eastern"]},
    "other_held": {"fills": ["islamic_state", "other"]},
    "contested": {"fills": ["contested"]},
    "no_record": {"fills": ["no_record"]},
    "front_lines": {"line": "firm"},
    "places": {"dot": True},
    "claimed_maritime": {"line": "claimed_maritime"},
    "disputed_maritime": {"line": "disputed_maritime"},
    "maritime_lines": {"line": "maritime"},
}
KEYS: list[dict[str, Any]] = [
    {"camp": "tripoli", "attacked": True, "name": words.KEYS["attacked"]},
    {"camp": "tripoli", "nominal": True, "name": words.KEYS["nominal"]},
    {"line": "faint", "name": words.KEYS["faint"]},
    {"line": "worked_out", "name": words.KEYS["worked_out"]},
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
    "construction": "construction",
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
            feature: dict[str, Any] = {
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
"""From a population on: label style, zoom at which a place shows, radius of its dot."""

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

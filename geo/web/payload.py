"""What the map's script needs to know, in plain lists and dicts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import shapely

from geo import ground, style, words
from geo.dates import SPAN_START
from geo.layers import read as layers
from geo.layers.quoted import explained, quoted
from geo.records.read import Records
from geo.records.rows import names_of
from geo.records.tables.agreements import look_of
from geo.records.tables.control import PLACE_KINDS
from geo.shown import Shown
from geo.style import FADE_DAYS
from geo.views import COUNTRY_VIEW
from geo.web import css
from geo.web.geometries import Pool, drawn
from geo.web.popups import FILE, day_text, plain
from geo.web.popups_sea import SEA, states_behind

PANES: dict[str, dict[str, Any]] = {
    "atlas-claimed": {"z": 204, "opacity": 1},
    "atlas-disputed": {"z": 206, "opacity": 1},
    "atlas-land": {"z": 210, "opacity": 1, "still": True},
    "atlas-nominal": {"z": 300, "opacity": style.NOMINAL_OPACITY},
    "atlas-held": {"z": 310, "opacity": style.FILL_OPACITY},
    "atlas-own-areas": {"z": 340, "opacity": 0.7},
    "atlas-borders": {"z": 380, "opacity": 1, "still": True},
    "atlas-fronts": {"z": 420, "opacity": 1},
    "atlas-scopes": {"z": 425, "opacity": 1},
    "atlas-lines": {"z": 430, "opacity": 1},
    "atlas-own": {"z": 440, "opacity": 1},
    "atlas-places": {"z": 450, "opacity": 1},
    "atlas-agreements": {"z": 453, "opacity": 1},
    "atlas-events": {"z": 456, "opacity": 1},
    "atlas-names": {"z": 460, "opacity": 1, "still": True},
}
"""Cells are opaque within panes that are translucent as a whole, so that neighbours
show no seam. Land covers the edges of waters, whose coast is not quite its own."""

_FAMILY = 'system-ui, "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif'
FONTS = {
    "city": {"css": f"650 13px {_FAMILY}", "height": 16},
    "town": {"css": f"500 12px {_FAMILY}", "height": 15},
    "site": {"css": f"italic 11px {_FAMILY}", "height": 14},
    "country": {"css": f"13px {_FAMILY}", "height": 16, "spacing": 3},
    "sea": {"css": f"italic 13px {_FAMILY}", "height": 16, "spacing": 2},
}
"""How the script measures and draws a name of each style: its CSS font, and in px the
height of its line and the space after each letter, which joined letters do without."""


def payload(
    frames: Mapping[str, gpd.GeoDataFrame],
    records: Records,
    shown: Shown,
    own: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return all that the map's script needs to draw, each geometry once.

    Parameters
    ----------
    frames, records, shown, own
        As for `geo.web.html.html`.

    Returns
    -------
    dict
        Ready for JSON; see ``startAtlas`` in ``geo/web/static/atlas.js``.
    """
    geometries, features = _features(frames)
    return bare(start(shown), (SPAN_START, records.newest)) | {
        "layers": [
            {"id": name, "name": layer_name(name), "swatch": SWATCHES[name]}
            for name in layers.NAMES
        ],
        "keys": KEYS,
        "geometries": geometries,
        "features": features,
        "marks": _marks(frames),
        "places": _places(records),
        "names": _names(),
        "claimants": [
            {"id": state, "name": words.every(f"state.{state}"), "colour": colour}
            for state, colour in style.STATES.items()
        ],
        "own": list(own),
    }


def start(shown: Shown) -> dict[str, Any]:
    """Return what a map shows when it opens, ready for JSON."""
    return {
        "date": shown.day.isoformat(),
        "layers": list(shown.layers),
        "view": list(shown.web_view),
        "language": shown.language,
        "claimants": list(shown.claimants),
    }


def bare(opening: Mapping[str, Any], span: tuple[dt.date, dt.date]) -> dict[str, Any]:
    """Return what the map's script needs to know of a map without layers.

    Parameters
    ----------
    opening : mapping of str to Any
        What the map shows when it opens, as `start` returns it.
    span : tuple of datetime.date
        First day, and last with evidence.

    Returns
    -------
    dict
        Ready for JSON.
    """
    return {
        "span": [day.isoformat() for day in span],
        "country": {"view": list(COUNTRY_VIEW), "bounds": _bounds_of_libya()},
        "start": dict(opening),
        "layers": [],
        "keys": [],
        "geometries": [],
        "features": [],
        "marks": [],
        "places": [],
        "names": [],
        "claimants": [],
        "sea_marks": style.SEA_MARKS,
        "own": [],
        "own_colours": style.OWN_COLOURS,
        "evidence": FILE,
        "fills": {
            camp: [asdict(style.faded(fill, age)) for age in range(len(FADE_DAYS) + 1)]
            for camp, fill in style.FILLS.items()
        },
        "attack": asdict(style.ATTACK),
        "fade_days": FADE_DAYS,
        "event_days": style.EVENT_DAYS,
        "colours": dict(css.DRAWN),
        "lines": {name: dict(line) for name, line in style.LINES.items()},
        "camps": {
            code: {
                camp: words.say(f"camp.{camp}", code) for camp in layers.LAYER_OF_CAMP
            }
            for code in words.LANGUAGES
        },
        "panes": PANES,
        "fonts": FONTS,
        "words": {
            code: words.texts("map", code, **quoted(code)) for code in words.LANGUAGES
        },
        "writing": {code: words.writing(code) for code in words.LANGUAGES},
    }


def _bounds_of_libya() -> list[list[float]]:
    """Return the south-west and north-east corner, as (lat, lon)."""
    west, south, east, north = ground.libya().bounds
    return [[south, west], [north, east]]


def layer_name(name: str) -> dict[str, str]:
    """Return a layer's name by language: that of the camp, where it has just one."""
    camps = [camp for camp, layer in layers.LAYER_OF_CAMP.items() if layer == name]
    if len(camps) == 1:
        return words.every(f"camp.{camps[0]}")
    return words.every(f"layer.{name}")


SWATCHES: dict[str, dict[str, Any]] = {
    "tripoli_held": {"fills": ["tripoli"]},
    "eastern_held": {"fills": ["eastern"]},
    "other_held": {"fills": ["islamic_state", "other"]},
    "contested": {"fills": ["contested"]},
    "no_record": {"fills": ["no_record"]},
    "front_lines": {"line": "firm"},
    "places": {"dot": True},
    "claimed_maritime": {"water": "claimed", "line": "claimed_maritime"},
    "disputed_maritime": {"water": "disputed"},
    "maritime_lines": {"line": "maritime"},
    "agreements": {"sign": "agreement_in_force"},
    "events": {"sign": "event"},
}
KEYS: list[dict[str, Any]] = [
    {"looks": [{"camp": "tripoli", "attacked": True}], "name": explained("attacked")},
    {"looks": [{"camp": "tripoli", "nominal": True}], "name": explained("nominal")},
    {
        "looks": [
            {"camp": "eastern", "age": age} for age in range(1, len(FADE_DAYS) + 1)
        ],
        "name": explained("aged"),
    },
    {"line": "faint", "name": explained("faint")},
    {"line": "worked_out", "name": explained("worked_out")},
    {"sign": "agreement_not_in_force", "name": explained("agreement_not_in_force")},
    {"sign": "agreement_questioned", "name": explained("agreement_questioned")},
    {"line": "agreement_area", "name": explained("agreement_area")},
    {"sign": "event_past", "name": explained("event_past")},
]

NAMED = (*SEA, "agreements", "events")
"""Layers whose features the script knows by id; it knows cells by their place."""

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
    "agreement_id": "agreement",
    "scope": "scope",
    "construction": "construction",
    "role": "role",
}
"""What the script reads of a feature's properties, and the name it knows it by."""


def _features(
    frames: Mapping[str, gpd.GeoDataFrame],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    pool = Pool()
    features: list[dict[str, Any]] = []
    for name in layers.NAMES:
        for record in frames[name].to_dict("records"):
            feature: dict[str, Any] = {
                "layer": name,
                "geometry": pool.position(drawn(record["geometry"])),
                "valid_from": day_text(record["valid_from"]),
                "valid_to": day_text(record["valid_to"]),
            }
            for column, short in _KEPT.items():
                value = plain(record.get(column))
                if value is not None and value is not False:
                    feature[short] = value
            if name in layers.HELD and name != "no_record":
                feature["last_seen"] = day_text(record["last_seen"])
            if name == "agreements":
                look = look_of(s["status"] for s in plain(record["statuses"]))
                feature |= {k: True for k, holds in look._asdict().items() if holds}
            if name in SEA:
                feature["states"] = states_behind(record)
            if "camps" in feature:
                feature["minor"] = "other" in feature["camps"]
            if name not in NAMED:
                del feature["id"]
            features.append(feature)
    return pool.geometries, features


def _marks(frames: Mapping[str, gpd.GeoDataFrame]) -> list[dict[str, Any]]:
    """Return what the timeline marks: how agreements stood anew, and events."""
    marks = []
    for row in frames["agreements"].itertuples():
        newest = max(plain(row.statuses), key=lambda status: status["since"])
        status = f"status.{newest['status']}"
        title = {
            code: f"{name}: {words.say(status, code)}"
            for code, name in names_of(row).items()
        }
        marks.append((day_text(row.valid_from), "agreement", title))
    marks += [
        (day_text(row.valid_from), "event", names_of(row))
        for row in frames["events"].itertuples()
    ]
    first = SPAN_START.isoformat()
    return [
        {"date": date, "kind": kind, "title": title}
        for date, kind, title in sorted(marks, key=lambda mark: str(mark[0]))
        if date and date >= first
    ]


def own_features(
    collections: Mapping[str, Mapping[str, Any]],
) -> dict[str, list[dict[str, Any]]]:
    """Return any valid-time GeoJSON as the map's script takes it.

    Parameters
    ----------
    collections : mapping of str to mapping
        Id of a layer to its GeoJSON FeatureCollection, days as `geo.web.own.read`
        returns them.

    Returns
    -------
    dict
        ``geometries``, each once, and ``features`` that name theirs by position.
    """
    pool = Pool()
    features = [
        {
            "layer": layer,
            "geometry": pool.position(shapely.geometry.shape(feature["geometry"])),
            "valid_from": feature["properties"].get("valid_from"),
            "valid_to": feature["properties"].get("valid_to"),
            "own": feature["properties"],
        }
        for layer, collection in collections.items()
        for feature in collection["features"]
    ]
    return {"geometries": pool.geometries, "features": features}


def _names() -> list[dict[str, Any]]:
    return [
        {
            "id": name.name_en,
            "text": names_of(name),
            "lat": name.geometry.y,
            "lng": name.geometry.x,
            "style": name.style,
            "zoom": name.zoom_from,
            "maxZoom": name.zoom_to,
            "rank": -1 if name.style == "sea" else 1e6,
        }
        for name in ground.names().itertuples()
    ]


PROMINENCE: Sequence[tuple[float, str, float, float]] = (
    (100_000, "city", 4.5, 3.6),
    (30_000, "town", 6.0, 3.0),
    (8_000, "town", 7.0, 2.6),
    (0, "town", 8.0, 2.4),
)
"""From a population on: label style, zoom at which a place shows, radius of its dot."""

SITES = frozenset(PLACE_KINDS) - {"city", "town", "village", "district"}
SITE_ZOOM = {"air_base": 7.0, "airport": 7.5, "oil_terminal": 7.0, "camp": 9.5}


def _places(records: Records) -> list[dict[str, Any]]:
    found = []
    for place in records.places:
        population = float(place.population or 0)
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
                "text": names_of(place),
                "lat": place.lat,
                "lng": place.lon,
                "style": look,
                "zoom": zoom,
                "dot": dot,
                "rank": zoom * 1e3 - population / 1e4,
            }
        )
    return found

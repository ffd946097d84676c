"""What the map's script needs to know, in plain lists and dicts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo import style, words
from geo.control.cells import attacked
from geo.control.rings import rounded
from geo.dates import SPAN_START
from geo.layers import attacks, legend, looks, prominence, rings
from geo.layers.quoted import explained, quoted
from geo.layers.read import day_text, plain
from geo.layers.rows import dicts
from geo.layers.select import states_behind
from geo.records.read import Records
from geo.shown import ADDRESS, FOREIGN, Shown
from geo.style import layers
from geo.style.looks import LOOKS, ground
from geo.style.page import FONTS, ROLE_WIDTHS
from geo.web import fronts, place_names
from geo.web.columns import columns
from geo.web.frame import fades, frame
from geo.web.geometries import Packed, Pool
from geo.web.painted import painted
from geo.web.popups import FILE, by_day

A_DAY = dt.timedelta(days=1)

PANES: dict[str, dict[str, Any]] = {
    "atlas-claimed": {"z": 204, "opacity": 1},
    "atlas-fade": {"z": 205, "opacity": 1, "still": True},
    "atlas-disputed": {"z": 206, "opacity": 1},
    "atlas-land": {"z": 210, "opacity": 1, "still": True},
    "atlas-coasts": {"z": 212, "opacity": 1, "still": True},
    "atlas-held": {"z": 310, "opacity": 1},
    "atlas-own-areas": {"z": 340, "opacity": 1},
    "atlas-borders": {"z": 380, "opacity": 1, "still": True},
    "atlas-roads": {"z": 385, "opacity": 1},
    "atlas-bands": {"z": 419, "opacity": 0.5, "still": True},
    "atlas-fronts": {"z": 420, "opacity": 1},
    "atlas-attacks": {"z": 422, "opacity": 1, "still": True},
    "atlas-scopes": {"z": 425, "opacity": 1},
    "atlas-lines": {"z": 430, "opacity": 1},
    "atlas-own": {"z": 440, "opacity": 1},
    "atlas-places": {"z": 450, "opacity": 1},
    "atlas-disagreements": {"z": 452, "opacity": 1, "still": True},
    "atlas-agreements": {"z": 453, "opacity": 1},
    "atlas-events": {"z": 456, "opacity": 1},
    "atlas-names": {"z": 460, "opacity": 1, "still": True},
}
"""Cells are opaque, so that neighbours show no seam; so are the bands of fronts, which
their pane makes faint, so that none shows where it lies over another. Land covers the
edges of waters, whose coast is not quite its own."""


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
    geometries, features, areas = _features(frames)
    places = place_names.places(frames[layers.PLACES])
    return bare(start(shown), (SPAN_START, records.newest)) | {
        "layers": [_layer(layer) for layer in layers.LAYERS],
        "keys": [
            {
                **entry.swatch(),
                "name": explained(entry.browser),
                "group": entry.group,
            }
            for entry in legend.ENTRIES
            if entry.browser
        ],
        "packed": geometries,
        "tables": columns(features, [place["id"] for place in places]),
        "areas": areas,
        "fronts": {
            "kinds": [LOOKS[look].line for look in looks.OF_LAYER[layers.FRONTS]],
            "band_km": style.FRONT_BAND_KM,
            "closed": fronts.closed_ends(frames[layers.FRONTS]),
            "names": fronts.front_names(frames[layers.FRONTS]),
        },
        "places": places,
        "names": place_names.base_names(),
        "claimants": [
            {"id": state, "name": words.every(f"state.{state}")}
            for state in style.STATES
        ],
        "fades": fades(),
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
        "ground": shown.ground,
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
        **frame(),
        "address": dict(ADDRESS),
        "foreign": FOREIGN.pattern,
        "start": dict(opening),
        "layers": [],
        "keys": [],
        "geometries": [],
        "features": [],
        "areas": {},
        "places": [],
        "names": [],
        "claimants": [],
        "sea_marks": style.SEA_MARKS,
        "fades": [],
        "own": [],
        "own_colours": style.OWN_COLOURS,
        "evidence": FILE,
        **painted(style.LIGHT),
        "dark": painted(style.DARK),
        "rings": style.RINGS,
        "ages": style.AGE_COLOURS,
        "age_days": style.AGE_DAYS,
        "fronts": {"kinds": [], "band_km": 0, "closed": [], "names": {}},
        "looks": {name: _look(name) for name, look in LOOKS.items() if not look.dot},
        "role_widths": dict(ROLE_WIDTHS),
        "clicked": layers.CLICKED,
        "camps": {
            code: {camp: words.say(f"camp.{camp}", code) for camp in layers.CAMPS}
            for code in words.LANGUAGES
        },
        "panes": PANES,
        "fonts": dict(FONTS),
        "words": {
            code: words.texts("map", code, **quoted(code)) for code in words.LANGUAGES
        },
        "writing": {code: words.writing(code) for code in words.LANGUAGES},
    }


def layer_name(name: str) -> dict[str, str]:
    """Return a layer's name by language: that of the camp, where it has just one."""
    camps = layers.LAYER_OF[name].camps
    if len(camps) == 1:
        return words.every(f"camp.{camps[0]}")
    return words.every(f"layer.{name}")


def _layer(layer: layers.Layer) -> dict[str, Any]:
    """Return what the script needs to know of a layer, beside its features."""
    entry: dict[str, Any] = {
        "id": layer.id,
        "name": layer_name(layer.id),
        "swatch": legend.of_layer(layer.id),
        "subject": layer.subject,
        "geometry": layer.geometry,
        "pane": layer.pane,
        "look": looks.OF_LAYER[layer.id][0],
    }
    if layer.pane_of_points:
        entry["pane_of_points"] = layer.pane_of_points
    if layer.lingers:
        entry["lingers"] = style.EVENT_DAYS
    return entry | ({"between": True} if layer.between else {})


def _look(name: str) -> dict[str, Any]:
    """Return of what a look is made."""
    return {part: value for part, value in asdict(LOOKS[name]).items() if value}


NAMED = {layer.id for layer in layers.LAYERS if layer.subject in ("sea", "agreements")}
"""Layers whose features the script knows by id; it knows cells by their place, events
by their number in the order of days."""

_KEPT = {
    "id": "id",
    "place_id": "place",
    "claim_id": "claim",
    "nominal": "nominal",
    "inherited_from": "inherited",
    "place_ids": "places",
    "agreement_id": "agreement",
    "scope": "scope",
    "front_id": "front",
    "role": "role",
    looks.COLUMN: "look",
}
"""What the script reads of a feature's properties, and the name it knows it by; the
look only where it is not the usual one of its layer."""


def _features(
    frames: Mapping[str, gpd.GeoDataFrame],
) -> tuple[list[Any], list[dict[str, Any]], dict[int, int]]:
    """Return the geometries, the features, and the km² of the ground among them."""
    whole = rings.of_layers(frames)
    held = {name: frames[name] for name in layers.HELD}
    pool = Packed(whole, rounded(rings.of_no_side(held, whole)))
    sides = _sides(frames)
    features: list[dict[str, Any]] = []
    areas: dict[int, int] = {}
    for name in layers.NAMES:
        kept = [pair for pair in _KEPT.items() if pair[0] in frames[name]]
        frame = by_day(frames[name]) if name == layers.EVENTS else frames[name]
        for record in dicts(frame):
            feature: dict[str, Any] = {
                "layer": name,
                "geometry": pool.position(record),
                **_days(record),
            }
            for column, short in kept:
                value = plain(record[column])
                if value is not None and value is not False:
                    feature[short] = value
            if layers.LAYER_OF[name].ages:
                feature["last_seen"] = day_text(record["last_seen"])
            if name in layers.SEA:
                feature["states"] = states_behind(record)
            if name == layers.LINES_AT_SEA:
                feature |= _label_of_line(record)
            if name in layers.WATERS:
                feature["km2"] = record["km2"]
            if name in layers.HELD:
                feature |= _of_ground(record, sides)
            if feature["look"] == looks.OF_LAYER[name][0]:
                del feature["look"]
            if name not in NAMED:
                del feature["id"]
            if layers.LAYER_OF[name].camps:
                areas[feature["geometry"]] = round(record["km2"])
            features.append(feature)
    return pool.geometries, features, areas


def _days(record: Mapping[str, Any]) -> dict[str, str | None]:
    """Return over which days a feature is shown: without an end, what lasts one."""
    start, end = record["valid_from"], record["valid_to"]
    days = {"valid_from": day_text(start)}
    if end - start != A_DAY:  # no time is unlike any
        days["valid_to"] = day_text(end)
    return days


def _label_of_line(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a line at sea is called, and its ends, where they have letters."""
    values: dict[str, Any] = {
        "name": {
            code: prominence.line_name(words.from_columns(record, "name", code))
            for code in words.LANGUAGES
        }
    }
    ends = [point["label"] for point in record["points"]]
    if (
        record["role"] == "boundary"
        and len(ends) > 1
        and "" not in ends[:: len(ends) - 1]
    ):
        values["ends"] = [ends[0], ends[-1]]
    return values


def _sides(frames: Mapping[str, gpd.GeoDataFrame]) -> dict[str, int | None]:
    """Return on which side each claim about a place under attack has its attacker."""
    cells = attacks.of_layers(frames)
    if cells is None:
        return {}
    found = attacks.attacks(cells, frames[layers.PLACES], cells)
    return {
        claim: None if pd.isna(side) else round(side)
        for claim, side in zip(found["claim_id"], found[attacks.FROM], strict=True)
    }


def _of_ground(
    cell: Mapping[str, Any], sides: Mapping[str, int | None]
) -> dict[str, Any]:
    """Return the look of a cell, and if its place is under attack the side of that."""
    under_attack = bool(attacked(cell["status"], cell["camp"]))
    look = {"look": ground(cell["camp"], style.CORE, under_attack)}
    if cell["nominal"] or cell["claim_id"] not in sides:
        return look
    return look | {"attacked": sides[cell["claim_id"]]}


def own_features(
    collections: Mapping[str, Mapping[str, Any]],
) -> dict[str, list[dict[str, Any]]]:
    """Return any valid-time GeoJSON as the map's script takes it.

    Parameters
    ----------
    collections : mapping of str to mapping
        Id of a layer to its GeoJSON FeatureCollection, days as `geo.inputs.own`
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

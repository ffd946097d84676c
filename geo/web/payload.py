"""What the map's script needs to know, in plain lists and dicts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import shapely

from geo import ground, style, words
from geo.dates import SPAN_START
from geo.layers import legend, looks, names, prominence
from geo.layers.quoted import explained, quoted
from geo.layers.read import day_text, plain
from geo.layers.select import states_behind
from geo.query import standing
from geo.records.read import Records
from geo.records.rows import names_of
from geo.shown import Shown
from geo.style import FADE_DAYS
from geo.style.looks import LOOKS, NOMINAL, SIGNS
from geo.style.page import DRAWN, FONTS, ROLE_WIDTHS
from geo.views import COUNTRY_VIEW
from geo.web.geometries import Pool, drawn
from geo.web.popups import FILE

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
        "layers": [_layer(layer) for layer in names.LAYERS],
        "keys": [
            {**entry.swatch(), "name": explained(entry.browser)}
            for entry in legend.ENTRIES
            if entry.browser
        ],
        "geometries": geometries,
        "features": features,
        "marks": _marks(frames),
        "places": _places(frames[names.PLACES]),
        "names": _base_names(),
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
        "colours": dict(DRAWN),
        "looks": {name: _look(name) for name in LOOKS},
        "signs": {name: _sign(name) for name in SIGNS},
        "role_widths": dict(ROLE_WIDTHS),
        "clicked": names.CLICKED,
        "lines": {name: dict(line) for name, line in style.LINES.items()},
        "camps": {
            code: {camp: words.say(f"camp.{camp}", code) for camp in names.CAMPS}
            for code in words.LANGUAGES
        },
        "panes": PANES,
        "fonts": dict(FONTS),
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
    camps = names.LAYER_OF[name].camps
    if len(camps) == 1:
        return words.every(f"camp.{camps[0]}")
    return words.every(f"layer.{name}")


def _layer(layer: names.Layer) -> dict[str, Any]:
    """Return what the script needs to know of a layer, beside its features."""
    told: dict[str, Any] = {
        "id": layer.id,
        "name": layer_name(layer.id),
        "swatch": legend.of_layer(layer.id),
        "subject": layer.subject,
        "geometry": layer.geometry,
        "pane": layer.pane,
        "look": looks.OF_LAYER[layer.id][0],
    }
    if layer.pane_of_points:
        told["pane_of_points"] = layer.pane_of_points
    if layer.lingers:
        told["lingers"] = style.EVENT_DAYS
    return told | ({"between": True} if layer.between else {})


def _look(name: str) -> dict[str, Any]:
    """Return of what a look is made, and its pane if that is not its layer's."""
    told = {part: value for part, value in asdict(LOOKS[name]).items() if value}
    return told | ({"pane": "atlas-nominal"} if told.get("state") == NOMINAL else {})


def _sign(name: str) -> dict[str, Any]:
    """Return how a sign is painted: its shape, and the options of its path."""
    sign, halo = SIGNS[name], style.PALETTE["halo"]
    colour = style.PALETTE[sign.colour]
    rim, fill = (colour, halo) if sign.hollow else (halo, colour)
    return {
        "shape": sign.shape,
        "color": rim,
        "fillColor": fill,
        "barred": sign.barred,
        "opacity": sign.opacity,
    }


NAMED = {
    layer.id
    for layer in names.LAYERS
    if layer.subject in ("sea", "agreements", "events")
}
"""Layers whose features the script knows by id; it knows cells by their place."""

_KEPT = {
    "id": "id",
    "place_id": "place",
    "claim_id": "claim",
    "nominal": "nominal",
    "inherited_from": "inherited",
    "place_ids": "places",
    "agreement_id": "agreement",
    "scope": "scope",
    "role": "role",
    looks.COLUMN: "look",
}
"""What the script reads of a feature's properties, and the name it knows it by; the
look only where it is not the usual one of its layer."""


def _features(
    frames: Mapping[str, gpd.GeoDataFrame],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    pool = Pool()
    features: list[dict[str, Any]] = []
    for name in names.NAMES:
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
            if names.LAYER_OF[name].ages:
                feature["last_seen"] = day_text(record["last_seen"])
            if name in names.SEA:
                feature["states"] = states_behind(record)
            if feature["look"] == looks.OF_LAYER[name][0]:
                del feature["look"]
            if name not in NAMED:
                del feature["id"]
            features.append(feature)
    return pool.geometries, features


def _marks(frames: Mapping[str, gpd.GeoDataFrame]) -> list[dict[str, Any]]:
    """Return what the timeline marks: how agreements stood anew, and events."""
    marks = []
    for row in frames[names.AGREEMENTS].itertuples():
        newest = max(row.statuses, key=lambda status: status["since"])
        told = [status["status"] for status in row.statuses]
        status = newest["status"]
        remark = standing.remark(status, row.kind, told)
        keys = [standing.key(status, row.kind), *([remark] if remark else [])]
        title = {
            code: f"{name}: "
            + words.listed((words.say(one, code) for one in keys), code, "semicolons")
            for code, name in names_of(row).items()
        }
        marks.append((day_text(row.valid_from), "agreement", title))
    marks += [
        (day_text(row.valid_from), "event", names_of(row))
        for row in frames[names.EVENTS].itertuples()
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


def _base_names() -> list[dict[str, Any]]:
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


def _places(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return every place, in the order in which they are named, and how it is shown."""
    found = []
    places = prominence.by_zoom(prominence.ranked(frame))
    for rank, place in enumerate(places.itertuples()):
        found.append(
            {
                "id": place.place_id,
                "text": names_of(place),
                "lat": place.geometry.y,
                "lng": place.geometry.x,
                "style": place.tier.style,
                "zoom": place.tier.zoom,
                "dot": place.tier.dot_px,
                "rank": rank,
            }
        )
    return found

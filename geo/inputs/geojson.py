"""The rows of GeoJSON, on its own or a feature a line."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from geo.errors import Text, UploadError
from geo.inputs.layer import Row, Table
from geo.inputs.shapes import COLLECTION, DEPTHS, Projection

RECORD = "\x1e"
"""Stands before each text of a sequence (RFC 8142)."""


def parse(text: str) -> Any:
    """Return what JSON holds; texts of a sequence, one a line, as one collection.

    Raises
    ------
    UploadError
        If it is no JSON.
    """
    try:
        return json.loads(text, parse_constant=_constant)
    except RecursionError:
        raise UploadError("error.own.nested") from None
    except json.JSONDecodeError as error:
        if (features := _sequence(text)) is None:
            where = {"line": error.lineno, "column": error.colno}
            raise UploadError("error.own.json_at", **where) from None
    except ValueError as error:
        raise UploadError("error.own.json", error=error) from None
    if records(features):
        return features
    return {"type": "FeatureCollection", "features": features}


def _constant(constant: str) -> None:
    """Return what is no number as nothing: programs write NaN where a cell is empty."""
    if constant != "NaN":
        raise ValueError(f"{constant} is no JSON number")


def _sequence(text: str) -> list[Any] | None:
    """Return the features of a text that has one a line; None if it has not."""
    lines = [line.strip(f"{RECORD} \t\r") for line in text.split("\n")]
    try:
        found = [json.loads(line, parse_constant=_constant) for line in lines if line]
    except (ValueError, RecursionError):
        return None
    return found if len(found) > 1 or RECORD in text else None


_GEOJSON = frozenset(("geometry", "coordinates", "features", "geometries"))
"""What objects of GeoJSON have, and records have not."""

RECORDS = ("data", "results", "records", "elements", "locations")
"""Under what names interfaces of the web answer with a list."""

MOST_WITHIN = 2
"""So deep a list may stand under names that are not known."""


def records(document: Any) -> list[dict[str, Any]]:
    """Return the records of JSON that is none of GeoJSON; none: empty.

    Examples
    --------
    >>> records({"status": 200, "data": [{"latitude": "32.9"}]})
    [{'latitude': '32.9'}]
    """
    if isinstance(document, dict):
        document = [] if "type" in document else _list_of(document, MOST_WITHIN)
    if not isinstance(document, list) or not document:
        return []
    are_rows = (isinstance(one, dict) and not _GEOJSON & one.keys() for one in document)
    return document if all(are_rows) else []


def _list_of(answer: Mapping[str, Any], depth: int) -> list[Any]:
    """Return the list that an answer has under a known name, or the one that it has."""
    found = [answer[name] for name in RECORDS if isinstance(answer.get(name), list)]
    if found:
        return list(found[0])
    within = [
        _list_of(one, depth - 1) if isinstance(one, Mapping) and depth else one
        for one in answer.values()
        if isinstance(one, Mapping | list)
    ]
    filled = [one for one in within if one and isinstance(one, list)]
    return filled[0] if len(filled) == 1 else []


def table(document: Any) -> Table:
    """Return the rows of GeoJSON.

    Parameters
    ----------
    document : object
        A FeatureCollection, a Feature or a geometry, as JSON has it.

    Raises
    ------
    UploadError
        If it is none of these.
    """
    if isinstance(document, list) and document:
        document = {"type": "FeatureCollection", "features": document}
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "umap" and isinstance(layers := document.get("layers"), list):
        each = [one.get("features") for one in layers if isinstance(one, dict)]
        whole = [feature for one in each if isinstance(one, list) for feature in one]
        return table({"type": "FeatureCollection", "features": whole})
    if kind == "Feature":
        return Table([_row(1, document)], _stated(document))
    if kind in (*DEPTHS, COLLECTION):
        return Table([Row(1, {}, document)], _stated(document))
    if kind == "FeatureCollection" and not isinstance(document.get("features"), list):
        raise UploadError("error.own.no_list")
    if kind != "FeatureCollection":
        raise UploadError("error.own.collection", kind=kind or Text("error.none"))
    features = [*_within(document)]
    if (crs := document.get("coordRefSys")) and _are_placed(features):
        features = [one and {**one, "geometry": one.get("place")} for one in features]
        return Table([_row(i, one) for i, one in enumerate(features, 1)], _crs(crs))
    rows = [_row(number, one) for number, one in enumerate(features, 1)]
    return Table(rows, _stated(document))


def _within(collection: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the features of a collection, and of the collections within it."""
    for one in collection["features"]:
        if isinstance(one, dict) and isinstance(one.get("features"), list):
            yield from _within(one)
        else:
            yield one


def _stated(document: Mapping[str, Any], outer: str = "") -> str:
    """Return the one reference system that a document, or what is in it, states.

    PostGIS writes it into each shape, others into each feature.

    Raises
    ------
    UploadError
        If there are several.
    """
    own = _crs(document.get("crs")) or outer
    parts = [*document.get("features", ()), document.get("geometry")]
    parts = [one for one in parts if isinstance(one, dict)]
    systems = dict.fromkeys(_stated(one, own) for one in parts) or {own: None}
    if len(systems) > 1:
        known = {Projection(one).name for one in systems}
        if len(known) > 1:
            raise UploadError("error.own.systems")
    return next(iter(systems))


def _are_placed(features: list[Any]) -> bool:
    """Return whether all shapes are in a system of their own, as JSON-FG has them."""
    known = [one for one in features if one is not None]
    return all(isinstance(one, dict) and not one.get("geometry") for one in known)


def _times(feature: Mapping[str, Any]) -> dict[str, Any]:
    """Return the days that a feature has beside its properties, as JSON-FG has them."""
    time = feature.get("time") or feature.get("when")
    if not isinstance(time, Mapping):
        return {}
    interval = time.get("interval")
    if isinstance(interval, list) and len(interval) == 2:
        return {"time_start": interval[0], "time_end": interval[1]}
    if "start" in time and not isinstance(time["start"], Mapping):
        return {
            "time_start": time["start"],
            "time_end": time.get("end", time.get("stop")),
        }
    day = time.get("date") or time.get("timestamp")
    return {"time": day} if day else {"when": dict(time)}


def _row(number: int, feature: Any) -> Row:
    if feature is None:
        return Row(number, {}, None)
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        error = UploadError("error.own.feature")
        raise UploadError("error.own.one_feature", number=number, error=error)
    properties = feature.get("properties")
    if not isinstance(properties, dict | None):
        error = UploadError("error.own.properties")
        raise UploadError("error.own.one_feature", number=number, error=error)
    return Row(number, _times(feature) | (properties or {}), feature.get("geometry"))


def _crs(crs: Any) -> str:
    """Return the reference system that older GeoJSON names."""
    if not crs and crs != 0:
        return ""
    properties = crs.get("properties") if isinstance(crs, Mapping) else {"name": crs}
    named = properties if isinstance(properties, Mapping) else {}
    if named == {"name": None}:
        return ""
    # Of old, a number by itself, or an address.
    name = named.get("code", named.get("name", named.get("href")))
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise UploadError("error.own.crs", crs=crs)
    return str(name)

"""The rows of GeoJSON, on its own or a feature a line."""

import json
from collections.abc import Mapping
from typing import Any

from geo.errors import Text, UploadError
from geo.inputs.layer import Row, Table
from geo.inputs.shapes import COLLECTION, DEPTHS

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
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise UploadError("error.own.nested") from None
    except ValueError as error:
        if (features := _sequence(text)) is None:
            raise UploadError("error.own.json", error=error) from None
    return {"type": "FeatureCollection", "features": features}


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")


def _sequence(text: str) -> list[Any] | None:
    """Return the features of a text that has one a line; None if it has not."""
    lines = [line.strip(f"{RECORD} \t\r") for line in text.split("\n")]
    try:
        found = [json.loads(line, parse_constant=_refuse) for line in lines if line]
    except (ValueError, RecursionError):
        return None
    return found if len(found) > 1 or RECORD in text else None


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
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Feature":
        return Table([_row(1, document)])
    if kind in (*DEPTHS, COLLECTION):
        return Table([Row(1, {}, document)])
    if kind != "FeatureCollection" or not isinstance(document.get("features"), list):
        raise UploadError("error.own.collection", kind=kind or Text("error.none"))
    rows = [_row(number, one) for number, one in enumerate(document["features"], 1)]
    return Table(rows, _crs(document.get("crs")))


def _row(number: int, feature: Any) -> Row:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        error = UploadError("error.own.feature")
        raise UploadError("error.own.one_feature", number=number, error=error)
    properties = feature.get("properties")
    if not isinstance(properties, dict | None):
        error = UploadError("error.own.properties")
        raise UploadError("error.own.one_feature", number=number, error=error)
    return Row(number, properties or {}, feature.get("geometry"))


def _crs(crs: Any) -> str:
    """Return the reference system that older GeoJSON names."""
    if crs is None:
        return ""
    properties = crs.get("properties") if isinstance(crs, Mapping) else {"name": crs}
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if isinstance(properties, Mapping) and isinstance(properties.get("code"), int):
        name = f"EPSG:{properties['code']}"
    if not isinstance(name, str):
        raise UploadError("error.own.crs", crs=crs)
    return name

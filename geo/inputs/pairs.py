"""A latitude and a longitude as cells of a table have them."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from geo.errors import GeoError, Localized
from geo.errors.typed import is_nothing
from geo.query import axes, written
from geo.query.coordinates import parse_point

_KOBO = re.compile(r"(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?) -?[\d.]+ [\d.]+", re.ASCII)
"""Latitude, longitude, height and accuracy, as forms have them in one cell."""


def pair(cell: Any, *, lon_first: bool = False) -> tuple[float, float] | None:
    """Return the latitude and longitude of a cell; None: it is no point.

    Examples
    --------
    >>> pair("32.9 13.2 0 5"), pair({"lat": 32.9, "lng": 13.2}), pair("Tripoli")
    ((32.9, 13.2), (32.9, 13.2), None)
    """
    if isinstance(cell, str) and cell.lstrip().startswith("{"):
        with suppress(ValueError, RecursionError):
            cell = json.loads(cell.replace("'", '"'))
    if isinstance(cell, Mapping):
        return _of_object(cell)
    if isinstance(cell, list | tuple):
        cell = " ".join(map(str, cell))
    text = " ".join(str(cell).split())
    if match := _KOBO.fullmatch(text):
        return float(match[1]), float(match[2])
    try:
        point = parse_point(text, lon_first=lon_first)
    except GeoError:
        return None
    return (point.lat, point.lon) if point else None


def _of_object(cell: Mapping[Any, Any]) -> tuple[float, float] | None:
    """Return the point of an object that names its latitude and longitude."""
    found = axes.pairs([*map(str, cell)])
    if not found:
        return None
    values = [*cell.values()]
    point = point_of(values[found[0]["lat"]], values[found[0]["lon"]])
    return point if isinstance(point, tuple) else None


def point_of(lat: Any, lon: Any) -> tuple[float, float] | Localized | None:
    """Return the degrees of two cells, or why they are none; None: nothing is there.

    Examples
    --------
    >>> point_of("32,9", "13°12'E"), point_of("32.9", "")
    ((32.9, 13.2), None)
    """
    if is_nothing(lat) or is_nothing(lon):
        return None
    numbers = []
    for axis, cell in (("lon", lon), ("lat", lat)):
        found, problems = written.degrees([cell], axis)
        if problems:
            return problems[0]
        numbers.append(float(found[0]))
    return numbers[1], numbers[0]

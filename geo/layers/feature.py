"""A feature of the layers as GeoJSON has it, and the properties that all have."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from geo.words import LANGUAGES, by_column

Feature = dict[str, Any]
DAY = dt.timedelta(days=1)


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


class Life(NamedTuple):
    """From when to when a feature stands, and the last day of its evidence."""

    start: dt.date
    end: dt.date | None
    last_seen: dt.date


def as_feature(geometry: BaseGeometry, **properties: object) -> Feature:
    """Return a feature (RFC 7946) of WGS84."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": shapely.geometry.mapping(geometry),
    }


def of_layer(layer: str, features: Iterable[Feature]) -> Iterator[tuple[str, Feature]]:
    """Yield features, each after the name of their layer."""
    for feature in features:
        yield layer, feature


def names_between(sides: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the name of what lies between two sides, by language."""
    return {code: " – ".join(side[code] for side in sides) for code in LANGUAGES}


def in_common(
    feature_id: str,
    life: Life,
    names: Mapping[str, str],
    source_ids: Iterable[str],
    published_on: dict[str, dt.date],
) -> dict[str, object]:
    """Return the properties that every layer has."""
    source_ids = list(source_ids)
    published = [published_on[i] for i in source_ids if i in published_on]
    return {
        "id": feature_id,
        "valid_from": _day(life.start),
        "valid_to": _day(life.end),
        "last_seen": _day(life.last_seen),
        "known_from": _day(min(published)) if published else None,
        **by_column("name", names),
        "source_ids": source_ids,
    }

"""The names on the live map: of places, countries, seas, regions and islands."""

from collections.abc import Mapping
from typing import Any

import attrs
import geopandas as gpd
import shapely

from geo import ground
from geo.layers import prominence
from geo.layers.rows import BaseName, Named, rows
from geo.records.rows import names_of

_RANKS = {"sea": -1.0, "island": -2.0, "region": 1e6 - 1}
"""In which order what is no place is named, by its style."""


def _written(text: Mapping[str, str], style: str) -> dict[str, str]:
    """Return a name as it is written: that of a region in capitals, if it has any."""
    return {
        code: name.upper() if style == "region" else name for code, name in text.items()
    }


def base_names() -> list[dict[str, Any]]:
    """Return the names of what is no place, each in its order and zooms."""
    return [
        {
            "id": name.name_en,
            "text": _written(names_of(name), name.style),
            "lat": name.geometry.y,
            "lng": name.geometry.x,
            "style": name.style,
            "zoom": name.zoom_from,
            "maxZoom": name.zoom_to,
            "rank": _RANKS.get(name.style, 1e6),
        }
        for name in rows(ground.names(), BaseName)
    ]


@attrs.frozen
class _Place(Named):
    """A place as `prominence.by_zoom` returns it."""

    place_id: str
    tier: prominence.Tier
    symbol: str
    geometry: shapely.Point


def places(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return every place, in the order in which they are named, and how it is shown."""
    labels = []
    places = prominence.by_zoom(prominence.ranked(frame))
    for rank, place in enumerate(rows(places, _Place)):
        labels.append(
            {
                "id": place.place_id,
                "text": names_of(place),
                "lat": place.geometry.y,
                "lng": place.geometry.x,
                "style": place.tier.style,
                "zoom": place.tier.zoom,
                "dot": place.tier.dot_px,
                "rank": rank,
                "symbol": place.symbol,
            }
        )
    return labels

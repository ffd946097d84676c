"""Cells of a layer as files hold them."""

from collections.abc import Iterator, Mapping
from typing import Any

import geopandas as gpd

from geo.layers.looks import COLUMN
from geo.layers.read import DAYS, day_text, plain

WHOLE = ("population",)
"""Columns of whole numbers that are read as decimal ones, for some are empty."""

LISTS = ("opposed_by",)
"""Columns that are lists in one layer and text in another: lists here."""


def properties(feature: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what a feature tells as JSON holds it; days in ISO, no value as None.

    How it looks is no fact: its look is left out.
    """
    values = {}
    for name, value in feature.items():
        if name in ("geometry", COLUMN):
            continue
        found = day_text(value) if name in DAYS else plain(value)
        if name in WHOLE and found is not None:
            found = int(found)
        if name in LISTS and isinstance(found, str):
            found = [item for item in found.split("; ") if item]
        values[name] = found
    return values


def ordered(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return features in the order in which files hold them: that of the ids."""
    return frame.sort_values("id")


def rows(frame: gpd.GeoDataFrame) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield what each feature tells, and its shape (WGS84), in the order of the ids."""
    for feature in ordered(frame).to_dict("records"):
        yield properties(feature), feature["geometry"]

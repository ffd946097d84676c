"""Cells of a layer as files hold them."""

from collections.abc import Iterator, Mapping
from typing import Any

import geopandas as gpd

from geo.layers.looks import COLUMN
from geo.layers.read import DAYS, day_text, plain
from geo.layers.rows import dicts

WHOLE = ("population",)
"""Columns of whole numbers that are read as decimal ones, for some are empty."""

LISTS = ("opposed_by",)
"""Columns that are lists in one layer and text in another: lists here."""


def properties(feature: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the properties of a feature for JSON; days in ISO, no value as None.

    How it looks is no fact: its look is left out.
    """
    values = {}
    for name, value in feature.items():
        if name in ("geometry", COLUMN):
            continue
        cell = day_text(value) if name in DAYS else plain(value)
        if name in WHOLE and cell is not None:
            cell = int(cell)
        if name in LISTS and isinstance(cell, str):
            cell = [item for item in cell.split("; ") if item]
        values[name] = cell
    return values


def ordered(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return features in the order in which files hold them: that of the ids."""
    return frame.sort_values("id")


def rows(frame: gpd.GeoDataFrame) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield the properties and the shape (WGS84) of each feature, sorted by id."""
    for feature in dicts(ordered(frame)):
        yield properties(feature), feature["geometry"]

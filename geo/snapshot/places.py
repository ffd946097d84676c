"""Ranks places: which of them a map has room for, and by which sign."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

COUNTRY_IMPORTANCE = 5_000
"""Places of less importance are left off a map of the whole country, unless they are
the only ones for `ALONE_M` around."""

ALONE_M = 70_000.0

INHERITED = 900
"""A place without claims of its own is of no more importance than this."""

SYMBOLS: dict[str, tuple[str, ...]] = {
    "settlement": ("city", "town", "village", "district"),
    "air": ("air_base", "airport"),
    "oil": ("oil_terminal", "oil_field", "refinery"),
    "site": (
        "port",
        "border_crossing",
        "camp",
        "junction",
        "well",
        "bridge",
        "power_station",
    ),
}
_SYMBOL_OF = {kind: symbol for symbol, kinds in SYMBOLS.items() for kind in kinds}
_STANDS_FOR = {
    "city": 100_000,
    "air_base": 18_000,
    "oil_terminal": 18_000,
    "town": 12_000,
    "airport": 12_000,
    "oil_field": 9_000,
    "refinery": 9_000,
    "border_crossing": 9_000,
    "district": 6_000,
    "port": 6_000,
    "village": 2_000,
}
"""How many inhabitants a place without a population is weighed as, by kind."""


def ranked(places: gpd.GeoDataFrame, wide: bool) -> gpd.GeoDataFrame:
    """Return the places that a map has room for, the most important first.

    Parameters
    ----------
    places : geopandas.GeoDataFrame
        Features of the layer ``places``, in metres.
    wide : bool
        Whether the map shows only what stands out.

    Returns
    -------
    geopandas.GeoDataFrame
        With ``importance`` and ``symbol``, of `SYMBOLS`.
    """
    population = pd.to_numeric(places["population"], errors="coerce")
    weight = population.fillna(places["kind"].map(_STANDS_FOR)).fillna(1_000)
    weight = weight.where(places["kind"] != "district", weight.clip(upper=8_000))
    weight = weight.where(places["kind"] != "city", weight.clip(lower=100_000))
    weight = weight.where(
        ~places["inherits"].astype(bool), weight.clip(upper=INHERITED)
    )
    found = places.assign(
        importance=weight, symbol=places["kind"].map(_SYMBOL_OF).fillna("site")
    )
    found = found.sort_values(["importance", "id"], ascending=[False, True])
    return found[_stands_out(found)] if wide else found


def _stands_out(ranked: gpd.GeoDataFrame) -> np.ndarray:
    """Return which places the whole country shows: important, or alone far around."""
    points = ranked.geometry.values
    weight = np.array(ranked["importance"], dtype=float)
    shown: np.ndarray = weight >= COUNTRY_IMPORTANCE
    for i in np.flatnonzero(~shown & (weight > INHERITED)):
        shown[i] = not shapely.dwithin(points[shown], points[i], ALONE_M).any()
    return shown

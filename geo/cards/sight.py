"""Where to look: the view of the map that shows a shape."""

import math

import geopandas as gpd

from geo.screen import TILE_PX, mercator

ZOOMS = (4.0, 7.0)
"""Farthest and nearest web zoom that a shape is shown at."""

ROOM_PX = (700.0, 480.0)
"""What a shape may take of the map, across and down."""


def sight(scopes: gpd.GeoDataFrame) -> dict[str, tuple[float, float, float]]:
    """Return the view that shows where each agreement applies.

    Parameters
    ----------
    scopes : geopandas.GeoDataFrame
        With ``agreement_id``, ``scope`` and, in WGS84, ``geometry``.

    Returns
    -------
    dict of str to (lat, lon, zoom)
        Without those that apply to the whole country.
    """
    once = scopes.drop_duplicates("agreement_id")
    once = once[once["scope"] != "country"]
    boxes = once.geometry.bounds.itertuples(index=False)
    return {
        agreement_id: _view(*box)
        for agreement_id, box in zip(once["agreement_id"], boxes, strict=True)
    }


def _view(
    west: float, south: float, east: float, north: float
) -> tuple[float, float, float]:
    tall = mercator(north) - mercator(south)
    shares = ((east - west) / 360, tall / (2 * math.pi))
    zoom = ZOOMS[1]
    for pixels, share in zip(ROOM_PX, shares, strict=True):
        if share > 0:
            zoom = min(zoom, math.floor(2 * math.log2(pixels / TILE_PX / share)) / 2)
    middle = ((south + north) / 2, (west + east) / 2)
    return (round(middle[0], 4), round(middle[1], 4), max(zoom, ZOOMS[0]))

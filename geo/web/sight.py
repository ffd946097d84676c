"""Where to look: the view of the map that shows a shape."""

import geopandas as gpd

from geo.views import fitting

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
        agreement_id: _rounded(fitting(box, ROOM_PX, ZOOMS))
        for agreement_id, box in zip(once["agreement_id"], boxes, strict=True)
    }


def _rounded(view: tuple[float, float, float]) -> tuple[float, float, float]:
    lat, lon, zoom = view
    return round(lat, 4), round(lon, 4), zoom

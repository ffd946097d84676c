"""Where the live map opens, and its views that have a name."""

from collections.abc import Sequence
from typing import Any

import shapely

from geo import ground, views
from geo.layers.fades import strips
from geo.views import COUNTRY, COUNTRY_VIEW, NARROW, SEA_IN_SIGHT, VIEWS, ZOOMS, Box

FRONTIER_DEGREES = 0.02
"""How far names may take the borders on land from where they are."""


def frame() -> dict[str, Any]:
    """Return what the map's script needs to know of its views.

    Returns
    -------
    dict
        Ready for JSON. ``country``: the view that stands for it, the ``bounds`` that
        it shows and the ``outline`` that no box may cover, the same for a ``narrow``
        screen, as (lat, lon) in degrees (WGS84); ``frontier``: its borders on land,
        line by line, which names keep to a side of; ``zooms``: the
        farthest and the nearest; ``views``: the bounds of each that
        has a name, none for the country.
    """
    return {
        "country": {
            "view": list(COUNTRY_VIEW),
            **_framed(VIEWS[COUNTRY], SEA_IN_SIGHT),
            "narrow": _framed(NARROW),
        },
        "frontier": _frontier(),
        "zooms": ZOOMS,
        "views": [
            {"id": name, "bounds": None if name == COUNTRY else _corners(box)}
            for name, box in VIEWS.items()
        ],
    }


def fades() -> list[dict[str, Any]]:
    """Return the strips of sea in which claims fade, see `geo.layers.fades.strips`."""
    west, _, east, _ = views.BOUNDS
    return [
        {"bounds": _corners(box), "opacity": round(share, 2)}
        for box, share in strips(west, east)
    ]


def _corners(box: Box) -> list[list[float]]:
    """Return the south-west and the north-east corner of a box, as (lat, lon)."""
    return [[box.south, box.west], [box.north, box.east]]


def _frontier() -> list[list[list[float]]]:
    """Return the borders on land, as near to where they are as names need them."""
    lines = shapely.get_parts(shapely.simplify(ground.frontier(), FRONTIER_DEGREES))
    return [shapely.get_coordinates(line)[:, ::-1].round(2).tolist() for line in lines]


def _framed(box: Box, more: Sequence[tuple[float, float]] = ()) -> dict[str, Any]:
    """Return the corners of a box, and a line around Libya and some points more."""
    seen = shapely.union(ground.libya(), shapely.MultiPoint(list(more)))
    hull = shapely.simplify(shapely.convex_hull(seen), 0.1)
    ring = shapely.get_coordinates(hull)[:-1].round(2)
    return {"bounds": _corners(box), "outline": ring[:, ::-1].tolist()}

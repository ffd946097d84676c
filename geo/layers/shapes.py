"""Simplifies the shapes of features to what the map needs."""

import shapely
from shapely.geometry.base import BaseGeometry

from geo.records.tables.agreements import Agreement, Event
from geo.records.tables.control import Place

WATER_DEGREES = 0.003
DISPUTED_DEGREES = 0.001
"""How far the edge of a water may be drawn from where it is: narrow ones less far, so
that the shape is as large as what was measured, to a quarter of a per cent."""

ISLET = 1.8e-3
"""Square degrees from which on an island shows as a hole in a water."""


def point(row: Place | Event | Agreement) -> shapely.Point:
    """Return the point of a row with coordinates, to a metre."""
    assert row.lon is not None
    assert row.lat is not None
    return shapely.Point(round(row.lon, 5), round(row.lat, 5))


def light(water: BaseGeometry, degrees: float = WATER_DEGREES) -> BaseGeometry:
    """Return a water simplified to what the map needs: some hundreds of metres.

    What is kept of a ring depends on where it begins, and that on the last bits of a
    sine, in which processors differ: so it begins where a normal one does.
    """
    parts = shapely.get_parts(shapely.simplify(shapely.normalize(water), degrees))
    whole = [
        shapely.Polygon(
            part.exterior,
            [hole for hole in part.interiors if shapely.Polygon(hole).area > ISLET],
        )
        for part in parts
    ]
    shape = shapely.normalize(shapely.set_precision(shapely.union_all(whole), 1e-4))
    return shapely.orient_polygons(shape, exterior_cw=False)

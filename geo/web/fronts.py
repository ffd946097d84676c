"""What the live map needs to know of fronts beside their lines."""

import attrs
import geopandas as gpd
import shapely

from geo import ground
from geo.control.fronts import END_M
from geo.layers.rows import Named, rows
from geo.records.rows import names_of
from geo.web.geometries import drawn

END_DEGREES = END_M / 111_200
"""That, measured in degrees as the map is drawn."""


def closed_ends(fronts: gpd.GeoDataFrame) -> list[list[float]]:
    """Return the ends of fronts that reach the sea or a border, as (lon, lat)."""
    lines = shapely.get_parts([drawn(line) for line in fronts.geometry])
    ends = shapely.multipoints([line.coords[i] for line in lines for i in (0, -1)])
    met = shapely.get_parts(shapely.union_all(ends))
    outline = ground.prepared(shapely.boundary(ground.libya()))
    near = met[shapely.dwithin(outline, met, END_DEGREES)]
    return [[point.x, point.y] for point in near]


def front_names(fronts: gpd.GeoDataFrame) -> dict[str, dict[str, str]]:
    """Return what fronts are called that have a name, by the id of that."""
    called = fronts[fronts["front_id"].notna()].drop_duplicates("front_id")
    return {row.front_id: names_of(row) for row in rows(called, _FrontName)}


@attrs.frozen
class _FrontName(Named):
    """A name of a line between two camps."""

    front_id: str

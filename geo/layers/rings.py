"""Cuts the ground of layers into rings by distance to evidence."""

from collections.abc import Mapping

import attrs
import geopandas as gpd
import pandas as pd
import shapely

from geo.control import cached, roads
from geo.control.rings import rounded
from geo.layers import looks
from geo.layers.rows import rows
from geo.records.tables.control import TOWN_KINDS
from geo.style import NO_SIDES, NOMINAL
from geo.style.layers import HELD, PLACES, ROUTES

RING = "ring"
"""The column that says which ring a part of a cell is, of `geo.style.RINGS`."""

_CELL = ["place_id", "nominal"]
"""What names a cell."""


def of_layers(frames: Mapping[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return the rings of every cell that some layers show.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers as `geo.layers.read.read` returns them, by name: all of every layer.

    Returns
    -------
    geopandas.GeoDataFrame
        As `geo.control.rings.rings` returns them.
    """
    cells = pd.concat([frames[name][[*_CELL, "geometry"]] for name in HELD])
    cells = cells.drop_duplicates(_CELL).sort_values(_CELL, ignore_index=True)
    places = frames[PLACES]
    own = places[~places["inherits"].astype(bool)]
    sites = ~own["kind"].isin(TOWN_KINDS)
    return cached.rings(cells, own.geometry, _stages(frames), list(sites))


@attrs.frozen
class _Road:
    """A road as its layer has it."""

    place_ids: list[str]
    geometry: shapely.LineString


def _stages(frames: Mapping[str, gpd.GeoDataFrame]) -> list[shapely.LineString]:
    """Return the roads of some layers, cut at their places, where all are there."""
    places = frames[PLACES]
    point_of = dict(zip(places["id"], places.geometry, strict=True))
    return [
        stage
        for road in rows(frames[ROUTES], _Road)
        if point_of.keys() >= set(road.place_ids)
        for stage in roads.stages(road.geometry, [point_of[i] for i in road.place_ids])
    ]


def cut(
    frames: Mapping[str, gpd.GeoDataFrame], rings: gpd.GeoDataFrame
) -> dict[str, gpd.GeoDataFrame]:
    """Return layers whose cells are cut into rings.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers, or some features of them, by name.
    rings : geopandas.GeoDataFrame
        As `of_layers` returns them.

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        In the layers of ground a row for each ring of each cell, in the order of the
        cells: its own ``ring``, ``km2``, look and shape, all else as of its cell. Its
        ``id`` is that of the cell and the ring's name after it, but of nominal ground.
        What no side holds has rings of its own, see `geo.control.rings.rounded`.
    """
    return {
        name: _cut(name, frame, rings) if name in HELD else frame
        for name, frame in frames.items()
    }


def _cut(
    layer: str, frame: gpd.GeoDataFrame, rings: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    columns = pd.DataFrame(frame.drop(columns=["km2", "geometry", looks.COLUMN]))
    parts = columns.merge(pd.DataFrame(_fitting(frame, rings)), on=_CELL, how="left")
    pieces = gpd.GeoDataFrame(parts, geometry="geometry", crs=frame.crs)
    nearer = pieces[RING] != NOMINAL
    pieces["id"] = pieces["id"].where(~nearer, pieces["id"] + "." + pieces[RING])
    return looks.named(layer, pieces)


def _fitting(cells: gpd.GeoDataFrame, rings: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the rings of some cells of one layer, as its camps ask for."""
    camps = set(cells["camp"])
    if not camps or not camps <= set(NO_SIDES):
        return rings
    return rounded(of_no_side({"": cells}, rings))


def of_no_side(
    frames: Mapping[str, gpd.GeoDataFrame], rings: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return the rings of cells that no side holds on some day.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers of ground, by name.
    rings : geopandas.GeoDataFrame
        As `of_layers` returns them.

    Returns
    -------
    geopandas.GeoDataFrame
    """
    cells = pd.concat([frame[[*_CELL, "camp"]] for frame in frames.values()])
    wanted = cells[cells["camp"].isin(NO_SIDES)].drop_duplicates(_CELL)
    keys = pd.MultiIndex.from_frame(wanted[_CELL])
    return rings[pd.MultiIndex.from_frame(rings[_CELL]).isin(keys)]

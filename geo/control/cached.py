"""Cells and rings from the cache, under a key of what they were cut from."""

import json
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground
from geo.control import cells as cutting
from geo.control import rings as ringing
from geo.files import cache
from geo.records.tables.control import Place

CELLS, RINGS = "cells", "rings"
"""The kinds of what is cached."""


def cells(places: Sequence[Place]) -> gpd.GeoDataFrame:
    """Return the cells of `geo.control.cells.cells`, from the cache if they are there.

    Parameters
    ----------
    places : sequence of Place
        As in `geo.records.read.Records.places`; two at least.

    Returns
    -------
    geopandas.GeoDataFrame
        As `geo.control.cells.cells` returns it, to the last bit.
    """
    return cache.cached(
        CELLS, _key(places), lambda: cutting.cells(places), (_dump, _read)
    )


def rings(
    cells: gpd.GeoDataFrame,
    places: gpd.GeoSeries,
    roads: Sequence[BaseGeometry],
    sites: Sequence[bool],
) -> gpd.GeoDataFrame:
    """Return the rings of `geo.control.rings.rings`, from the cache if they are there.

    Parameters
    ----------
    cells, places, roads, sites
        As for that function.

    Returns
    -------
    geopandas.GeoDataFrame
        As that function returns it, to the last bit.
    """
    sites = list(map(bool, sites))
    parts = [json.dumps([cells["place_id"].tolist(), sites]).encode()]
    for shapes in (cells.geometry.values, places.values, list(roads)):
        parts.append(b"".join(shapely.to_wkb(shapes)))
    code = [Path(module.__file__ or "") for module in (cutting, ringing, ground)]
    key = cache.key_of(parts, [Path(__file__), *code])

    def cut() -> gpd.GeoDataFrame:
        return ringing.rings(cells, places, roads, sites)

    return cache.cached(RINGS, key, cut, (_dump, _read))


def _key(places: Sequence[Place]) -> str:
    rows = [[row.place_id, row.lat, row.lon, row.inherits] for row in places]
    base = [ground.DATA / "base" / f"{name}.geojson" for name in ground.CUT_BY]
    code = [Path(module.__file__ or "") for module in (cutting, ground)]
    parts = [json.dumps(rows).encode(), *(path.read_bytes() for path in base)]
    return cache.key_of(parts, [Path(__file__), *code])


def _dump(frame: gpd.GeoDataFrame) -> bytes:
    columns = {name: frame[name].tolist() for name in frame.columns.drop("geometry")}
    columns["wkb"] = shapely.to_wkb(frame.geometry.values, hex=True).tolist()
    return json.dumps(columns).encode()


def _read(data: bytes) -> gpd.GeoDataFrame:
    columns = json.loads(data)
    shapes = shapely.from_wkb(columns.pop("wkb"))
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=ground.WGS84)

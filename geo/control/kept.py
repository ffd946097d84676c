"""Cells and rings that were cut once, known again by what they were cut from."""

import json
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import cache, ground
from geo.control import cells as cutting
from geo.control import rings as ringing
from geo.records.tables.control import Place

CELLS, RINGS = "cells", "rings"
"""What is kept."""


def cells(places: Sequence[Place]) -> gpd.GeoDataFrame:
    """Return what `geo.control.cells.cells` returns, from the cache where it can.

    Parameters
    ----------
    places : sequence of Place
        As in `geo.records.read.Records.places`; two at least.

    Returns
    -------
    geopandas.GeoDataFrame
        As `geo.control.cells.cells` returns it, to the last bit.
    """
    key = _key(places)
    data = cache.read(CELLS, key)
    if data is not None:
        return _read(data)
    found = cutting.cells(places)
    cache.write(CELLS, key, _dump(found))
    return found


def rings(
    cells: gpd.GeoDataFrame,
    places: gpd.GeoSeries,
    roads: Sequence[BaseGeometry],
    sites: Sequence[bool],
) -> gpd.GeoDataFrame:
    """Return what `geo.control.rings.rings` returns, from the cache where it can.

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
    data = cache.read(RINGS, key)
    if data is not None:
        return _read(data)
    found = ringing.rings(cells, places, roads, sites)
    cache.write(RINGS, key, _dump(found))
    return found


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

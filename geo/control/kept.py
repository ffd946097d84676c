"""Cells that were cut once, known again by what they were cut from."""

import json
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import shapely

from geo import cache, ground
from geo.control import cells as cutting
from geo.records.tables.control import Place

KIND = "cells"


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
    data = cache.read(KIND, key)
    if data is not None:
        return _read(data)
    found = cutting.cells(places)
    cache.write(KIND, key, _dump(found))
    return found


def _key(places: Sequence[Place]) -> str:
    rows = [[row.place_id, row.lat, row.lon, row.inherits] for row in places]
    base = [ground.DATA / "base" / f"{name}.geojson" for name in ground.CUT_BY]
    code = [Path(module.__file__ or "") for module in (cutting, ground)]
    parts = [json.dumps(rows).encode(), *(path.read_bytes() for path in base)]
    return cache.key_of(parts, [Path(__file__), *code])


def _dump(frame: gpd.GeoDataFrame) -> bytes:
    columns = {
        "place_id": frame["place_id"].tolist(),
        "nominal": frame["nominal"].tolist(),
        "km2": frame["km2"].tolist(),
        "wkb": shapely.to_wkb(frame.geometry.values, hex=True).tolist(),
    }
    return json.dumps(columns).encode()


def _read(data: bytes) -> gpd.GeoDataFrame:
    columns = json.loads(data)
    shapes = shapely.from_wkb(columns.pop("wkb"))
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=ground.WGS84)

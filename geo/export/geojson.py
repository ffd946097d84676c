"""Valid-time GeoJSON: the features of all layers in one collection, one a line."""

import json
from collections.abc import Mapping

import geopandas as gpd
import shapely

from geo.bounds import check_json
from geo.errors import ExportError
from geo.export import cells
from geo.layers.read import json_line

MEMBER = "manifest"
"""Foreign member of the collection that holds the manifest."""


def write(frames: Mapping[str, gpd.GeoDataFrame], manifest: str) -> bytes:
    """Return features as GeoJSON (RFC 7946).

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Features by layer; WGS84.
    manifest : str
        JSON text.

    Returns
    -------
    bytes
        Each feature's ``layer`` says where it belongs.
    """
    lines = [
        json_line(
            {
                "type": "Feature",
                "id": f"{layer}/{properties['id']}",
                "properties": {"layer": layer, **properties},
                "geometry": shapely.geometry.mapping(shape),
            }
        )
        for layer, frame in frames.items()
        for properties, shape in cells.rows(frame)
    ]
    text = '{"type":"FeatureCollection",\n"' + MEMBER + '":' + manifest
    return (text + ',\n"features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def read_manifest(data: bytes) -> str | None:
    """Return the manifest of a file that `write` made; None if it has none.

    Raises
    ------
    ExportError
        If it is no JSON.
    """
    check_json(data)
    try:
        document = json.loads(data)
    except ValueError as error:
        raise ExportError("error.export.no_geojson", error=error) from error
    manifest = document.get(MEMBER) if isinstance(document, dict) else None
    if manifest is None:
        return None
    return json_line(manifest)

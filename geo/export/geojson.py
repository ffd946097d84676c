"""Valid-time GeoJSON: the features of all layers in one collection, one a line."""

import json
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import shapely

from geo.bounds import check_json
from geo.errors import ExportError
from geo.export import cells
from geo.export.paint import Paint, paints
from geo.layers.looks import COLUMN
from geo.layers.read import json_line

MEMBER = "manifest"
"""Foreign member of the collection that holds the manifest."""

AREAS = ("Polygon", "MultiPolygon")
POINTS = ("Point", "MultiPoint")

STYLE = (
    *("stroke", "stroke-opacity", "stroke-width"),
    *("fill", "fill-opacity", "marker-color"),
)
"""Properties of simplestyle 1.1, by which many viewers colour what they show."""


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
        Each feature's ``layer`` says where it belongs; it is coloured by `STYLE`.
    """
    every = paints()
    lines = [
        json_line(
            {
                "type": "Feature",
                "id": f"{layer}/{properties['id']}",
                "properties": {
                    "layer": layer,
                    **properties,
                    **_style(every[look], shape.geom_type),
                },
                "geometry": shapely.geometry.mapping(shape),
            }
        )
        for layer, frame in frames.items()
        for (properties, shape), look in zip(
            cells.rows(frame), cells.ordered(frame)[COLUMN], strict=True
        )
    ]
    text = '{"type":"FeatureCollection",\n"' + MEMBER + '":' + manifest
    return (text + ',\n"features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def _style(paint: Paint, kind: str) -> dict[str, Any]:
    """Return the properties of `STYLE` that a kind of geometry has."""
    if kind in POINTS:
        return {"marker-color": paint.line}
    line = (paint.line, paint.line_opacity, paint.width)
    style: dict[str, Any] = dict(zip(STYLE, line, strict=False))
    if kind in AREAS:
        style |= {"fill": paint.fill or paint.line, "fill-opacity": paint.flat_opacity}
    return style


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

"""Lines at sea for other programs and for lawyers: CSV, GeoJSON, plain text."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from geo.angles import format_dms
from geo.errors import SeaError
from geo.maritime import limits, medians, paths
from geo.maritime.paths import NM
from geo.sea.chart import Sea
from geo.sea.plain import as_plain

POINT = ("line_id", "label", "lat_dms", "lon_dms", "lat", "lon")
"""Columns of a table of points."""


def dms_text(points: list[dict[str, Any]]) -> str:
    """Return points as a lawyer pastes them: one a line, as printed or in WGS84.

    Parameters
    ----------
    points : list of dict
        As `Sea.points` returns them.

    Returns
    -------
    str
        Label, latitude and longitude, parted by tabs.
    """
    rows = [
        (
            point["label"],
            point["lat_dms"] or format_dms(point["lat"], "lat"),
            point["lon_dms"] or format_dms(point["lon"], "lon"),
        )
        for point in points
    ]
    return "".join("\t".join(row) + "\n" for row in rows)


def point_table(sea: Sea, line_id: str, form: str) -> str:
    """Return the turning points of a line as a table.

    Parameters
    ----------
    sea : Sea
    line_id : str
    form : str
        ``csv``, ``geojson`` (points in WGS84) or ``dms`` (see `dms_text`).

    Returns
    -------
    str

    Raises
    ------
    SeaError
        If there is no such line, or no such form.
    """
    sea.line(line_id)
    return table_of(line_id, sea.points(line_id), form)


def table_of(line_id: str, points: list[dict[str, Any]], form: str) -> str:
    """Return points of a line as a table, as `point_table` does."""
    if form == "dms":
        return dms_text(points)
    if form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, list(POINT), lineterminator="\n")
        writer.writeheader()
        writer.writerows({"line_id": line_id, **point} for point in points)
        return text.getvalue()
    if form != "geojson":
        raise SeaError(f"{form!r} is no form of a table: use csv, geojson or dms")
    features = [
        _feature(
            {"type": "Point", "coordinates": [point["lon"], point["lat"]]},
            {"line_id": line_id, **{k: point[k] for k in POINT[1:4]}},
        )
        for point in points
    ]
    return _collection(features)


def median_features(median: medians.Median, islands: str) -> dict[str, Any]:
    """Return a median as GeoJSON: its lines, and its turning points.

    Parameters
    ----------
    median : geo.maritime.medians.Median
    islands : str
        The effect of islands by which it is drawn.

    Returns
    -------
    dict
        A feature collection in WGS84. Lines have ``length_nm``, ``length_km``,
        ``islands`` and ``stretches`` (as ``base_points`` of the layer
        ``maritime_lines``); points have ``lat_dms`` and ``lon_dms``.
    """
    features = []
    for line, stretches in zip(median.lines, median.stretches, strict=True):
        metres = paths.length_m(line)
        path = [[round(lon, 7), round(lat, 7)] for lon, lat in line.coords]
        features.append(
            _feature(
                {"type": "LineString", "coordinates": path},
                {
                    "kind": "line",
                    "islands": islands,
                    "length_nm": round(metres / NM, 3),
                    "length_km": round(metres / 1000, 3),
                    "stretches": [as_plain(stretch) for stretch in stretches],
                },
            )
        )
        turns = [s.points[0] for s in stretches] + [stretches[-1].points[-1]]
        features += [
            _feature(
                {"type": "Point", "coordinates": [round(lon, 7), round(lat, 7)]},
                {
                    "kind": "turning point",
                    "label": str(n),
                    "lat_dms": format_dms(lat, "lat"),
                    "lon_dms": format_dms(lon, "lon"),
                },
            )
            for n, (lon, lat) in enumerate(turns, 1)
        ]
    return {"type": "FeatureCollection", "features": features}


def limit_features(parts: Sequence[limits.Part], miles: float) -> dict[str, Any]:
    """Return a limit at a distance as GeoJSON.

    Parameters
    ----------
    parts : sequence of geo.maritime.limits.Part
    miles : float
        The distance in nautical miles.

    Returns
    -------
    dict
        A feature collection in WGS84. Lines have ``nm``, ``length_nm``, ``nearer_to``
        (the state whose coast is nearer there, or null) and ``on_land``.
    """
    features = []
    for part in parts:
        path = [[round(lon, 7), round(lat, 7)] for lon, lat in part.line.coords]
        geometry = {"type": "LineString", "coordinates": path}
        told = {
            "nm": miles,
            "length_nm": round(paths.length_m(part.line) / NM, 3),
            "nearer_to": part.nearer_to or None,
            "on_land": part.on_land,
        }
        features.append(_feature(geometry, told))
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(features: list[dict[str, Any]]) -> str:
    found = {"type": "FeatureCollection", "features": features}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"

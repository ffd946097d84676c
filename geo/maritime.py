"""Lines at sea, drawn where they are."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from pyproj import Geod
from shapely import LineString

from geo.errors import PlaceError

GEOD = Geod(ellps="WGS84")
STEP_M = 5_000.0
"""Longest piece of a drawn line: a straight piece this long on a Mercator map strays
less than a metre from the geodesic."""


def geodesic(points: Sequence[tuple[float, float]]) -> LineString:
    """Return the geodesic through points, dense enough to be drawn straight.

    Parameters
    ----------
    points : sequence of (lon, lat)
        Two points or more, degrees, WGS84.

    Returns
    -------
    shapely.LineString
        WGS84 (EPSG:4326), with a vertex every `STEP_M` metres at least.

    Raises
    ------
    PlaceError
        If there are fewer than two points.
    """
    if len(points) < 2:
        raise PlaceError("a line needs two points at least")
    path = [points[0]]
    for (lon1, lat1), (lon2, lat2) in pairwise(points):
        _, _, metres = GEOD.inv(lon1, lat1, lon2, lat2)
        between = GEOD.npts(lon1, lat1, lon2, lat2, int(metres // STEP_M))
        path += [*between, (lon2, lat2)]
    return LineString(path)


def length_m(points: Sequence[tuple[float, float]]) -> float:
    """Return the length of a line along geodesics on WGS84, in metres."""
    lons, lats = zip(*points, strict=True)
    return float(GEOD.line_length(lons, lats))


def lines(
    maritime_lines: pd.DataFrame, maritime_points: pd.DataFrame
) -> dict[str, list[tuple[float, float]]]:
    """Return the turning points of every line, in order.

    Parameters
    ----------
    maritime_lines, maritime_points : pandas.DataFrame
        As in `geo.records.Records`.

    Returns
    -------
    dict of str to list of (lon, lat)
        By line id; degrees, WGS84.
    """
    points = maritime_points.sort_values(["line_id", "seq"])
    found: dict[str, list[tuple[float, float]]] = {
        line_id: [] for line_id in maritime_lines["line_id"]
    }
    for point in points.itertuples():
        found[point.line_id].append((point.lon, point.lat))
    return found

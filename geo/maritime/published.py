"""Lines as their texts publish them: turning points in order, moved to WGS84."""

import pandas as pd

from geo.maritime import paths
from geo.maritime.paths import Point


def lines(
    maritime_lines: pd.DataFrame, maritime_points: pd.DataFrame
) -> dict[str, list[Point]]:
    """Return the turning points of every line, in order.

    Parameters
    ----------
    maritime_lines, maritime_points : pandas.DataFrame
        As in `geo.records.Records`.

    Returns
    -------
    dict of str to list of (lon, lat)
        By line id; degrees, moved from the line's datum to WGS84.

    Raises
    ------
    SeaError
        If nobody knows a line's datum.
    """
    points = maritime_points.sort_values(["line_id", "seq"])
    printed: dict[str, list[Point]] = {
        line_id: [] for line_id in maritime_lines["line_id"]
    }
    for point in points.itertuples():
        printed[point.line_id].append((point.lon, point.lat))
    return {
        line.line_id: paths.to_wgs84(printed[line.line_id], line.datum)
        for line in maritime_lines.itertuples()
    }

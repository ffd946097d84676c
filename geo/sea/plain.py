"""Parts of a computed line as plain lists and dicts."""

from typing import Any

from geo.sea import medians, paths
from geo.sea.paths import NM


def as_plain(stretch: medians.Stretch) -> dict[str, Any]:
    """Return a stretch of a median with its base points, as plain lists."""
    start, end = stretch.points[0], stretch.points[-1]
    return {
        "from": [round(x, 5) for x in start],
        "to": [round(x, 5) for x in end],
        "length_nm": round(paths.length_m(stretch.points) / NM, 3),
        "distance_nm": round(stretch.distance_nm, 3),
        "base": [
            {
                "lon": round(point.lon, 5),
                "lat": round(point.lat, 5),
                "state": point.state,
                "place": point.place,
                "place_ar": point.place_ar,
            }
            for point in stretch.base
        ],
    }

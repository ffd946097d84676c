"""What of the Earth a map shows: its bounds, and a window of pixels at a web zoom."""

import math

BOUNDS = (-24.0, 3.0, 60.0, 48.0)
"""West, south, east and north of all that the map can show, in degrees (WGS84)."""

TILE_PX = 256
"""Pixels across the whole Earth at web zoom 0."""

WINDOW_PX = (1000, 760)
"""Across and down: the map of the page on a common screen."""


def mercator(lat: float) -> float:
    """Return how far north of the equator a web map draws a latitude, in radians."""
    return math.asinh(math.tan(math.radians(lat)))


def fitting(
    box: tuple[float, float, float, float],
    room_px: tuple[float, float],
    zooms: tuple[float, float],
) -> tuple[float, float, float]:
    """Return the closest view in which a box has room.

    Parameters
    ----------
    box : tuple of (west, south, east, north)
        Degrees (WGS84); a point has no extent.
    room_px : tuple of float
        Across and down.
    zooms : tuple of float
        Farthest and nearest web zoom.

    Returns
    -------
    tuple of (lat, lon, zoom)
        The middle in degrees, and a web zoom in halves.
    """
    west, south, east, north = box
    tall = mercator(north) - mercator(south)
    zoom = zooms[1]
    for pixels, share in zip(
        room_px, ((east - west) / 360, tall / math.tau), strict=True
    ):
        if share > 0:
            zoom = min(zoom, math.floor(2 * math.log2(pixels / TILE_PX / share)) / 2)
    return (south + north) / 2, (west + east) / 2, max(zoom, zooms[0])


def centres(zoom: float) -> tuple[float, float, float, float] | None:
    """Return where the centre of a window may lie that shows no more than the map has.

    Parameters
    ----------
    zoom : float
        Web zoom.

    Returns
    -------
    tuple of (west, south, east, north), or None
        Degrees. None if the window is larger than the map at that zoom.

    Examples
    --------
    >>> [round(x, 1) for x in centres(5)]
    [-2.0, 19.3, 38.0, 35.6]
    >>> centres(4) is None
    True
    """
    pixels = TILE_PX * 2**zoom
    across, down = (size / 2 / pixels for size in WINDOW_PX)
    west, south, east, north = BOUNDS
    west, east = west + across * 360, east - across * 360
    low, high = mercator(south) + down * math.tau, mercator(north) - down * math.tau
    if west > east or low > high:
        return None
    south, north = (math.degrees(math.atan(math.sinh(y))) for y in (low, high))
    return west, south, east, north

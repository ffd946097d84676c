"""Where a map looks: views, edges, those that have a name, and what fits a screen."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from geo import ground
from geo.angles import check_coordinate
from geo.errors import PlaceError
from geo.errors.typed import plain

BOUNDS = (-24.0, 3.0, 60.0, 48.0)
"""West, south, east and north of all that the map can show, in degrees (WGS84)."""

TILE_PX = 256
"""Pixels across the whole Earth at web zoom 0."""

WINDOW_PX = (1000, 760)
"""Across and down: the map of the page on a common screen."""

ZOOMS = (4, 13)
"""Farthest and nearest web zoom."""

SHAPE_PX = (700.0, 480.0)
"""What a shape that is to be shown may take of the map, across and down."""

PLACE_ZOOM = 9.0
"""Web zoom at which one place, or what happened there, is shown."""

SHAPE_ZOOM = 7.0
"""Nearest web zoom at which a shape is shown."""

ALIKE_SHARE, ALIKE_ZOOM = 0.1, 0.3
"""Part of what is seen, and steps of zoom, by which views that are alike may differ."""

COUNTRY_OFF, COUNTRY_ZOOM_OFF = 4, 1.5
"""Degrees, and steps of zoom, by which the map may be off its first view, as on screens
of another shape, and still show just the country."""


class View(NamedTuple):
    """What a web map shows: its middle in degrees (WGS84), and its zoom."""

    lat: float
    lon: float
    zoom: float

    def __str__(self) -> str:
        return ",".join(f"{number:g}" for number in self)

    @classmethod
    def read(cls, text: str) -> "View | None":
        """Return the view of ``lat,lon,zoom``, wherever it lies; None if it is none."""
        try:
            lat, lon, zoom = (float(cell) for cell in plain(text).split(","))
        except ValueError:
            return None
        return cls(lat, lon, zoom)


class Box(NamedTuple):
    """Edges in degrees (WGS84)."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{number:g}" for number in self)


COUNTRY = "country"
VIEWS: Mapping[str, Box] = {
    COUNTRY: Box(8.8, 19.2, 31.0, 36.4),
    "tripoli": Box(12.55, 32.2, 14.0, 33.05),
    "nafusa": Box(10.7, 31.4, 13.3, 33.2),
    "sirte-jufra": Box(14.6, 28.6, 19.2, 32.0),
    "oil-crescent": Box(17.3, 29.6, 20.9, 31.5),
    "benghazi": Box(19.7, 31.8, 20.7, 32.5),
    "cyrenaica": Box(19.4, 30.4, 25.4, 33.2),
    "fezzan": Box(9.4, 23.4, 17.6, 28.8),
    "east-med": Box(18.0, 30.6, 36.4, 37.0),
    "central-med": Box(9.8, 30.0, 20.6, 37.0),
}
"""Views that have a name."""

SEA_VIEWS = ("east-med", "central-med")
"""Those of them that are about the sea."""

NARROW = Box(9.2, 19.4, 25.3, 35.2)
"""What a screen shows of the country that has no room for all of its sea."""

SEA_IN_SIGHT = ((23.4, 35.3), (26.4, 35.3), (26.8, 34.0), (30.5, 33.5), (29.0, 31.3))
"""East and north of what must be seen of the sea beside Libya: Crete, the line of the
memorandum of 2019, and the water south of it."""

CLAIMS_END = 37.0
"""The parallel up to which claims at sea are drawn, in degrees, see `geo.sea.claims`.
It is no border: a map fades them out before it."""

COUNTRY_VIEW = View(28.1, 19.9, 5.5)
"""Stands for the whole country, whatever the screen."""


def mercator(lat: float) -> float:
    """Return how far north of the equator a web map draws a latitude, in radians.

    Examples
    --------
    >>> round(mercator(32.9), 3)
    0.609
    """
    return math.asinh(math.tan(math.radians(lat)))


def fitting(
    box: tuple[float, float, float, float],
    room_px: tuple[float, float] = WINDOW_PX,
    zooms: tuple[float, float] = ZOOMS,
) -> View:
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
    View
        The middle, and a web zoom in halves.

    Examples
    --------
    >>> fitting((9, 19, 25, 33))
    View(lat=26.0, lon=17.0, zoom=6.0)
    """
    west, south, east, north = box
    tall = mercator(north) - mercator(south)
    zoom = zooms[1]
    for pixels, share in zip(
        room_px, ((east - west) / 360, tall / math.tau), strict=True
    ):
        if share > 0:
            zoom = min(zoom, math.floor(2 * math.log2(pixels / TILE_PX / share)) / 2)
    return View((south + north) / 2, (west + east) / 2, max(zoom, zooms[0]))


def on_shape(box: tuple[float, float, float, float]) -> View:
    """Return the view that shows a shape with what lies around it.

    Parameters
    ----------
    box : tuple of (west, south, east, north)
        Its edges in degrees (WGS84).

    Examples
    --------
    >>> str(on_shape((12.9, 32.7, 13.4, 33.0)))
    '32.85,13.15,7'
    """
    view = fitting(box, SHAPE_PX, (ZOOMS[0], SHAPE_ZOOM))
    return View(round(view.lat, 4), round(view.lon, 4), view.zoom)


def on_screen(view: "str | View | Box") -> View:
    """Return what a web map of `WINDOW_PX` shows of a view.

    Parameters
    ----------
    view : str, View or Box
        A name of `VIEWS`, a view of a web map, or edges.

    Returns
    -------
    View
        `COUNTRY_VIEW` for the country.

    Examples
    --------
    >>> str(on_screen("tripoli"))
    '32.625,13.275,9.5'
    """
    if isinstance(view, View):
        return view
    if view == COUNTRY:
        return COUNTRY_VIEW
    lat, lon, zoom = fitting(VIEWS[view] if isinstance(view, str) else view)
    return View(round(lat, 3), round(lon, 3), zoom)


def edges(view: View) -> Box:
    """Return the edges of what a web map of `WINDOW_PX` shows of a view.

    Examples
    --------
    >>> box = edges(View(32.6, 13.3, 9.5))
    >>> box.west < 13.18 < box.east, box.south < 32.89 < box.north, box.east < 15.09
    (True, True, True)
    """
    pixels = TILE_PX * 2**view.zoom
    across, down = (size / 2 / pixels for size in WINDOW_PX)
    middle = mercator(view.lat)
    south, north = (_latitude(middle + way * math.tau) for way in (-down, down))
    return Box(view.lon - across * 360, south, view.lon + across * 360, north)


def are_alike(one: View, other: View) -> bool:
    """Return whether views show much the same.

    Examples
    --------
    >>> are_alike(View(32.9, 13.2, 9), View(32.91, 13.2, 9))
    True
    """
    box = edges(other)
    off = max(
        abs(one.lat - other.lat) / (box.north - box.south),
        abs(one.lon - other.lon) / (box.east - box.west),
    )
    return off < ALIKE_SHARE and abs(one.zoom - other.zoom) < ALIKE_ZOOM


def touch(one: Box, other: Box) -> bool:
    """Return whether boxes have a point in common.

    Examples
    --------
    >>> touch(Box(9, 20, 25, 33), Box(13, 32, 13, 32))
    True
    """
    return (
        one.west <= other.east
        and other.west <= one.east
        and one.south <= other.north
        and other.south <= one.north
    )


def shows_country(view: View) -> bool:
    """Return whether a view of the map is that of the country, more or less.

    Examples
    --------
    >>> shows_country(COUNTRY_VIEW), shows_country(View(32.9, 13.2, 10))
    (True, False)
    """
    lat, lon, zoom = COUNTRY_VIEW
    off = max(abs(view.lat - lat), abs(view.lon - lon))
    return off < COUNTRY_OFF and abs(view.zoom - zoom) < COUNTRY_ZOOM_OFF


_WHOLE = dict(zip(("west", "south", "east", "north"), ground.BOUNDS, strict=True))


def parse_view(text: str) -> View:
    """Return the view that ``lat,lon,zoom`` stands for.

    Parameters
    ----------
    text : str
        Such as ``32.8,13.2,8``.

    Returns
    -------
    View
        Its zoom within `ZOOMS`.

    Raises
    ------
    PlaceError
        If the text is no view, or lies off the map.

    Examples
    --------
    >>> parse_view("32.8,13.2,19")
    View(lat=32.8, lon=13.2, zoom=13)
    """
    view = View.read(text)
    if view is None:
        raise PlaceError("error.views.none", text=text)
    if not (-85 <= view.lat <= 85 and -180 <= view.lon <= 180 and 0 <= view.zoom <= 20):
        zooms = {"least": ZOOMS[0], "most": ZOOMS[1]}
        raise PlaceError("error.views.off", text=text, **_WHOLE, **zooms)
    return view._replace(zoom=min(max(view.zoom, ZOOMS[0]), ZOOMS[1]))


def check(view: "str | View | Box") -> None:
    """Raise `PlaceError` unless a map can show a view.

    Examples
    --------
    >>> check("sirte-jufra")
    """
    if isinstance(view, View):
        _check_view(view)
    elif isinstance(view, Box):
        _check_box(view)
    elif view not in VIEWS:
        raise PlaceError("error.views.name", view=view, known=list(VIEWS))


def _check_view(view: View) -> None:
    check_coordinate(view.lat, view.lon)
    if not ZOOMS[0] <= view.zoom <= ZOOMS[1]:
        raise PlaceError(
            "error.views.zoom", zoom=view.zoom, least=ZOOMS[0], most=ZOOMS[1]
        )
    west, south, east, north = ground.BOUNDS
    if not (west <= view.lon <= east and south <= view.lat <= north):
        raise PlaceError("error.views.off_map", view=view, **_WHOLE)


def _check_box(box: Box) -> None:
    for lon, lat in ((box.west, box.south), (box.east, box.north)):
        try:
            check_coordinate(lat, lon)
        except PlaceError as error:
            raise PlaceError("error.views.of_box", box=box, error=error) from None
    if not (box.west < box.east and box.south < box.north):
        raise PlaceError("error.views.box", box=box)
    whole = Box(*ground.BOUNDS)
    within = Box(*map(max, box[:2], whole[:2]), *map(min, box[2:], whole[2:]))
    if within != box:
        raise PlaceError("error.views.box_off", box=box, whole=whole)


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
    return west, _latitude(low), east, _latitude(high)


def _latitude(y: float) -> float:
    """Return the latitude that a web map draws so far north, see `mercator`."""
    return math.degrees(math.atan(math.sinh(y)))

"""Draws the graticule, the scale bar and the north arrow of a map."""

from math import atan2, degrees
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import Affine2D
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo.layers.rows import Signed, rows
from geo.pictures import captions, labels, window
from geo.pictures.drawing import NO_OUTLINE, Map, add_line
from geo.pictures.labels import Box
from geo.pictures.lettering import REGULAR
from geo.pictures.window import Window
from geo.style.layers import CLAIMED
from geo.words import say

ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

LONGEST_IN = 1.4
"""A scale bar is at most this long."""

DEGREES_PT, SCALE_PT = 4.7, 4.9
BAR_IN = 0.035
PAD_IN = 0.07
ARROW_IN = 0.2
BARE_WEIGHT = 0.3
"""What ground without outline (`geo.pictures.drawing.NO_OUTLINE`) and claimed water
weigh; other ground weighs 1."""


def draw_marks(map_: Map) -> list[Box]:
    """Draw a map's graticule with its degrees, and its scale bar with north.

    Parameters
    ----------
    map_ : geo.pictures.drawing.Map

    Returns
    -------
    list of geo.pictures.labels.Box
        What no name may cover, in metres.
    """
    km, plate = _scale_plate(map_)
    _draw_scale(map_, km, plate)
    return [plate, *_draw_graticule(map_, plate)]


def north(shown: Window, x: float, y: float) -> float:
    """Return by how many degrees north leans to the right of straight up.

    Parameters
    ----------
    shown : geo.pictures.window.Window
    x, y : float
        Where, in its metres.

    Returns
    -------
    float
        Negative where it leans to the left.
    """
    at = gpd.GeoSeries([shapely.Point(x, y)], crs=shown.crs).to_crs(base.WGS84)
    (lon,), (lat,) = at.x, at.y
    north_of = shapely.Point(lon, min(lat + 0.05, 89.9))
    (to,) = shown.points(gpd.GeoSeries([north_of]))
    return degrees(atan2(to[0] - x, to[1] - y))


def _draw_graticule(map_: Map, plate: Box) -> list[Box]:
    """Draw meridians and parallels; return where their degrees stand.

    They stand at the foot of a meridian and at the left end of a parallel, or at the
    other end where something else does.
    """
    off = 0.05 * map_.inch
    bounds = labels.grow(map_.scene.window.box, -off / 2)
    text_style = map_.type(DEGREES_PT, REGULAR, "quiet_ink")
    strong = map_.type(DEGREES_PT, REGULAR, "ink")
    boxes: list[Box] = []
    grounds = np.array([*map_.scene.areas.values()], dtype=object)
    for kind, value, line in window.graticule(map_.scene.window):
        look = {"color": map_.theme.palette["graticule"], "lw": 0.35, "zorder": 1.5}
        add_line(map_.axes, line, **look)
        add_line(map_.axes, line, **look | {"zorder": 5, "alpha": 0.4})
        text = captions.degrees(kind, value, map_.language)
        blocked = [labels.grow(box, off) for box in (plate, *map_.taken, *boxes)]
        for box in _degree_boxes(map_, kind, line, map_.room(text, text_style)):
            free = not labels.overlaps_any(box, blocked)
            if free and labels.inside(box, bounds) and not hidden(map_, box):
                over = shapely.intersects(grounds, shapely.box(*box)).any()
                map_.write(text, box, strong if over else text_style)
                boxes.append(box)
                break
    return boxes


def _degree_boxes(
    map_: Map, kind: str, line: BaseGeometry, size: tuple[float, float]
) -> list[Box]:
    """Return where the degrees of a line may stand: at its first end, at its last."""
    west, south, east, north_edge = map_.scene.window.box
    off = 0.05 * map_.inch
    wide, high = size
    boxes = []
    for x, y in shapely.get_coordinates(line)[[0, -1]]:
        if kind == "lon" and (y < south + 1 or y > north_edge - 1):
            left, low = x - wide / 2, south + off
            low = low if y < south + 1 else north_edge - off - high
        elif kind == "lat" and (x < west + 1 or x > east - 1):
            left, low = west + off, y - high / 2
            left = left if x < west + 1 else east - off - wide
        else:
            continue
        boxes.append((left, low, left + wide, low + high))
    return boxes


def hidden(map_: Map, box: Box) -> float:
    """Return the importance of the places under a box."""
    places = map_.scene.places
    under = shapely.box(*labels.grow(box, 0.06 * map_.inch))
    return float(
        places["importance"][shapely.within(places.geometry.values, under)].sum()
    )


def _scale_plate(map_: Map) -> tuple[int, Box]:
    """Return the length in km of a bar and the corner where it hides the least.

    Of corners that hide as little the lower left is taken, and of lengths the longest:
    a shorter one only where that hides less of the country.
    """
    places = [(km, plate) for km in _lengths_km(map_) for plate in _plates(map_, km)]
    free = [
        (km, plate)
        for km, plate in places
        if not labels.overlaps_any(plate, map_.taken)
    ]
    return min(free or places, key=lambda place: _covered(map_, place[1]))


def _plates(map_: Map, km: int) -> list[Box]:
    """Return the four corners for a bar of a length, the lower left first."""
    west, south, east, north_edge = map_.scene.window.box
    text = f"{km} {say('picture.km', map_.language)}"
    beyond, high = map_.room(text, map_.type(SCALE_PT, REGULAR, "ink"))
    pad = PAD_IN * map_.inch
    width = 2 * pad + 1000 * km + beyond / 2 + (ARROW_IN + 0.08) * map_.inch
    height = 2 * pad + BAR_IN * map_.inch + 0.03 * map_.inch + high
    off = 0.2 * map_.inch
    return [
        (x, y, x + width, y + height)
        for y in (south + off, north_edge - off - height)
        for x in (west + off, east - off - width)
    ]


def _covered(map_: Map, plate: Box) -> float:
    """Return the cost of a plate: what it would hide, in units of place importance.

    Ground and waters weigh by the square inch, lines by the inch, signs each.
    """
    shown, inch = map_.scene, map_.inch
    lines = [*shown.fronts.values(), *shown.maritime.geometry]
    frame = shapely.box(*plate)
    crossed = sum(shapely.clip_by_rect(line, *plate).length for line in lines) / inch
    signs = np.array(shown.signs_at, dtype=object)
    under = int(shapely.dwithin(signs, frame, 0.05 * inch).sum())
    grounds = [
        (BARE_WEIGHT if area.look in NO_OUTLINE else 1.0, shape)
        for area, shape in shown.areas.items()
    ]
    grounds += [
        (BARE_WEIGHT, water.geometry)
        for water in rows(shown.waters, Signed)
        if water.sign != CLAIMED  # of which only the outline is drawn
    ]
    areas = sum(
        weight * shapely.clip_by_rect(shape, *plate).area for weight, shape in grounds
    )
    weighed = 20_000 * (crossed + under) + 60_000 * areas / inch**2
    return float(round(hidden(map_, plate) + weighed))


def _lengths_km(map_: Map) -> list[int]:
    """Return the round lengths a bar may have: the longest, and the one before it."""
    most = LONGEST_IN * map_.inch
    fitting = [km for km in ROUND_KM if km * 1000 < most or km == ROUND_KM[0]]
    return fitting[:-3:-1]


def _draw_scale(map_: Map, km: int, plate: Box) -> None:
    """Draw a bar of a round length, and beside it an arrow to the north."""
    colours, inch = map_.theme.palette, map_.inch
    ground: dict[str, Any] = {
        "facecolor": colours["halo"],
        "alpha": 0.82,
        "linewidth": 0,
    }
    size = (plate[2] - plate[0], plate[3] - plate[1])
    map_.axes.add_artist(Rectangle(plate[:2], *size, zorder=48, **ground))
    pad, high = PAD_IN * inch, BAR_IN * inch
    x, y, quarter = plate[0] + pad + 0.03 * inch, plate[1] + pad, km * 250
    if map_.rtl:  # It counts leftwards, as it is read, and north stands at its left.
        x = plate[2] - pad - 0.03 * inch - 1000 * km
    edge: dict[str, Any] = {"edgecolor": colours["ink"], "linewidth": 0.4, "zorder": 50}
    for i in range(4):
        fill = colours["halo" if i % 2 else "ink"]
        left = x + (3 - i if map_.rtl else i) * quarter
        bar = Rectangle((left, y), quarter, high, facecolor=fill, **edge)
        map_.axes.add_artist(bar)
    text_style = map_.type(SCALE_PT, REGULAR, "ink")
    unit = say("picture.km", map_.language)
    for share, text in ((0, "0"), (0.5, f"{km / 2:g}"), (1, f"{km} {unit}")):
        wide, tall = map_.room(text, text_style)
        number = map_.room(f"{km}", text_style)[0] if share == 1 else wide
        left = x + share * km * 1000 - number / 2
        if map_.rtl:  # The unit stands left of its number.
            left = x + (1 - share) * km * 1000 + number / 2 - wide
        bottom = y + high + 0.03 * inch
        map_.write(text, (left, bottom, left + wide, bottom + tall), text_style)
    aside = pad + ARROW_IN / 2 * inch
    at = plate[0] + aside if map_.rtl else plate[2] - aside
    _draw_north(map_, at, plate[1] + pad)


def _draw_north(map_: Map, x: float, y: float) -> None:
    """Draw a needle that points to the north from a point in metres."""
    tall, wide = 0.235 * map_.inch, 0.055 * map_.inch
    turned = Affine2D().rotate_deg_around(
        x, y + tall / 2, -north(map_.scene.window, x, y)
    )
    colours = map_.theme.palette
    for side, fill in ((-1, "ink"), (1, "halo")):
        corners = [(x, y + tall), (x + side * wide, y), (x, y + 0.2 * tall)]
        half = Polygon(
            turned.transform(corners),
            facecolor=colours[fill],
            edgecolor=colours["ink"],
            linewidth=0.4,
            joinstyle="miter",
            zorder=50,
        )
        map_.axes.add_artist(half)
    letter = say("picture.north", map_.language)
    text_style = map_.type(4.2, REGULAR, "ink")
    size = map_.room(letter, text_style)
    left = x + wide + 0.01 * map_.inch
    if map_.rtl:
        left = x - wide - 0.01 * map_.inch - size[0]
    middle = y + tall / 2
    box = (left, middle - size[1] / 2, left + size[0], middle + size[1] / 2)
    map_.write(letter, box, text_style)

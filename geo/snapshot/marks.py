"""Draws what tells where a map lies: its graticule, its scale bar and its north."""

from math import atan2, degrees
from typing import Any

import geopandas as gpd
import shapely
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import Affine2D

from geo import base
from geo.snapshot import captions, labels, window
from geo.snapshot.drawing import Map, add_line
from geo.snapshot.labels import Box
from geo.snapshot.lettering import REGULAR
from geo.snapshot.window import Window

ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

LONGEST_IN = 1.4
"""A scale bar is at most this long."""

DEGREES_PT, SCALE_PT = 4.7, 4.9
BAR_IN = 0.035
PAD_IN = 0.07
ARROW_IN = 0.2


def draw_marks(this: Map) -> list[Box]:
    """Draw a map's graticule with its degrees, and its scale bar with north.

    Parameters
    ----------
    this : geo.snapshot.drawing.Map

    Returns
    -------
    list of geo.snapshot.labels.Box
        What no name may cover, in metres.
    """
    plate = _scale_plate(this)
    _draw_scale(this, plate)
    return [plate, *_draw_graticule(this, plate)]


def north(shown: Window, x: float, y: float) -> float:
    """Return by how many degrees north leans to the right of straight up.

    Parameters
    ----------
    shown : geo.snapshot.window.Window
    x, y : float
        Where, in its metres.

    Returns
    -------
    float
        Negative where it leans to the left.
    """
    at = gpd.GeoSeries([shapely.Point(x, y)], crs=shown.crs).to_crs(base.WGS84).iloc[0]
    north_of = shapely.Point(at.x, min(at.y + 0.05, 89.9))
    (to,) = shown.points(gpd.GeoSeries([north_of]))
    return degrees(atan2(to[0] - x, to[1] - y))


def _draw_graticule(this: Map, plate: Box) -> list[Box]:
    """Draw meridians and parallels; return where their degrees stand."""
    west, south, east, north_edge = this.scene.window.box
    off = 0.05 * this.inch
    how = this.type(DEGREES_PT, REGULAR, "quiet_ink")
    boxes: list[Box] = []
    for kind, value, line in window.graticule(this.scene.window):
        look = {"color": this.theme.palette["graticule"], "lw": 0.35, "zorder": 1.5}
        add_line(this.axes, line, **look)
        text = captions.degrees(kind, value, this.language)
        wide, high = this.room(text, how)
        ends = shapely.get_coordinates(line)[[0, -1]]
        for x, y in ends:
            if kind == "lon" and y < south + 1:
                corner = (x - wide / 2, south + off)
            elif kind == "lat" and x < west + 1:
                corner = (west + off, y - high / 2)
            else:
                continue
            box = (*corner, corner[0] + wide, corner[1] + high)
            bounds = (west + off / 2, south + off / 2, east - off / 2, north_edge - off)
            blocked = [plate, *this.taken, *boxes]
            free = not any(labels.overlap(labels.grow(box, off), b) for b in blocked)
            if free and labels.inside(box, bounds) and not hidden(this, box):
                this.write(text, box, how)
                boxes.append(box)
    return boxes


def hidden(this: Map, box: Box) -> float:
    """Return the importance of the places under a box."""
    places = this.scene.places
    under = shapely.box(*labels.grow(box, 0.06 * this.inch))
    return float(
        places["importance"][shapely.within(places.geometry.values, under)].sum()
    )


def _scale_plate(this: Map) -> Box:
    """Return the corner, the lower left by choice, where a bar hides the least."""
    west, south, east, north_edge = this.scene.window.box
    unit = captions.word("km", this.language)
    text = f"{_length_km(this)} {unit}"
    beyond, high = this.room(text, this.type(SCALE_PT, REGULAR, "ink"))
    length = _length_km(this) * 1000
    pad = PAD_IN * this.inch
    width = 2 * pad + length + beyond / 2 + (ARROW_IN + 0.08) * this.inch
    height = 2 * pad + BAR_IN * this.inch + 0.03 * this.inch + high
    off = 0.2 * this.inch
    corners: list[Box] = [
        (x, y, x + width, y + height)
        for y in (south + off, north_edge - off - height)
        for x in (west + off, east - off - width)
    ]
    free = [c for c in corners if not any(labels.overlap(c, t) for t in this.taken)]
    lines = shapely.union_all(this.scene.maritime.geometry.values)

    def cost(corner: Box) -> float:
        crossed = shapely.clip_by_rect(lines, *corner).length / this.inch
        return hidden(this, corner) + 20_000 * crossed

    return min(free or corners, key=cost)


def _length_km(this: Map) -> int:
    return max(km for km in ROUND_KM if km * 1000 < LONGEST_IN * this.inch or km == 1)


def _draw_scale(this: Map, plate: Box) -> None:
    """Draw a bar of a round length, and beside it an arrow to the north."""
    colours, inch = this.theme.palette, this.inch
    ground: dict[str, Any] = {
        "facecolor": colours["halo"],
        "alpha": 0.82,
        "linewidth": 0,
    }
    size = (plate[2] - plate[0], plate[3] - plate[1])
    this.axes.add_artist(Rectangle(plate[:2], *size, zorder=48, **ground))
    km = _length_km(this)
    pad, high = PAD_IN * inch, BAR_IN * inch
    x, y, quarter = plate[0] + pad + 0.03 * inch, plate[1] + pad, km * 250
    edge: dict[str, Any] = {"edgecolor": colours["ink"], "linewidth": 0.4, "zorder": 50}
    for i in range(4):
        fill = colours["halo" if i % 2 else "ink"]
        bar = Rectangle((x + i * quarter, y), quarter, high, facecolor=fill, **edge)
        this.axes.add_artist(bar)
    how = this.type(SCALE_PT, REGULAR, "ink")
    unit = captions.word("km", this.language)
    for share, text in ((0, "0"), (0.5, f"{km / 2:g}"), (1, f"{km} {unit}")):
        wide, tall = this.room(text, how)
        number = this.room(f"{km}", how)[0] if share == 1 else wide
        left = x + share * km * 1000 - number / 2
        if this.rtl and share == 1:  # The unit stands left of its number.
            left = x + km * 1000 - wide + number / 2
        bottom = y + high + 0.03 * inch
        this.write(text, (left, bottom, left + wide, bottom + tall), how)
    _draw_north(this, plate[2] - pad - ARROW_IN / 2 * inch, plate[1] + pad)


def _draw_north(this: Map, x: float, y: float) -> None:
    """Draw a needle that points to the north from a point in metres."""
    tall, wide = 0.235 * this.inch, 0.055 * this.inch
    turned = Affine2D().rotate_deg_around(
        x, y + tall / 2, -north(this.scene.window, x, y)
    )
    colours = this.theme.palette
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
        this.axes.add_artist(half)
    letter = captions.word("north", this.language)
    how = this.type(4.2, REGULAR, "ink")
    size = this.room(letter, how)
    left = x + wide + 0.01 * this.inch
    middle = y + tall / 2
    box = (left, middle - size[1] / 2, left + size[0], middle + size[1] / 2)
    this.write(letter, box, how)

"""Names what a map shows, so that no name covers another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely
from matplotlib.text import Text
from shapely.geometry.base import BaseGeometry

from geo import base
from geo.snapshot import captions, drawing, labels, window
from geo.snapshot.labels import Box, Label
from geo.style import PALETTE

CITY = 100_000
"""Importance from which a place is a city."""

SERIF = "DejaVu Serif"

_Name = tuple[BaseGeometry, tuple[float, float] | None, str, dict[str, Any]]
"""What is named, where its name had best stand, the name and its type."""


@dataclass(frozen=True)
class Named:
    """What naming a map has drawn.

    Attributes
    ----------
    places, surroundings : list of geo.snapshot.labels.Box
        What the names cover, in metres.
    symbols : set of str
        The signs drawn, of `geo.snapshot.scene.SYMBOLS`.
    """

    places: list[Box]
    surroundings: list[Box]
    symbols: set[str]


def draw_names(this: drawing.Map, taken: list[Box]) -> Named:
    """Draw places with their names, then name waters and neighbours.

    Parameters
    ----------
    this : geo.snapshot.drawing.Map
    taken : list of geo.snapshot.labels.Box
        What no name may cover, in metres.

    Returns
    -------
    Named
    """
    places, symbols = _name_places(this, taken)
    around = [] if this.inset else _name_surroundings(this, [*taken, *places])
    return Named(places, around, symbols)


def _place_look(place: Any, regional: bool) -> tuple[float, dict[str, Any]]:
    """Return the size of a place's sign in points, and its name's type."""
    more = 0.5 if regional else 0.0
    if place.symbol != "settlement":
        return 2.9 + more, {"fontsize": 4.8 + more, "style": "italic"}
    if place.importance >= CITY:
        size = 7.2 if place.importance >= 5 * CITY else 6.4
        return 3.6 + more, {"fontsize": size + more, "weight": "bold"}
    if place.importance >= 30_000:
        return 2.9 + more, {"fontsize": 5.7 + more}
    return 2.3 + more, {"fontsize": 5.0 + more}


def _shown_places(this: drawing.Map, taken: list[Box]) -> gpd.GeoDataFrame:
    """Return the places that a map has room for at its scale."""
    places = this.scene.places
    frame = labels.grow(this.scene.window.box, -0.05 * this.inch)
    shown = shapely.within(places.geometry.values, shapely.box(*frame))
    for box in taken:
        shown &= ~shapely.within(places.geometry.values, shapely.box(*box))
    if this.closer:
        in_inset = shapely.within(places.geometry.values, shapely.box(*this.closer))
        shown &= ~in_inset | (places["importance"] >= CITY)
    return places[shown]


def _wanted(this: drawing.Map, places: gpd.GeoDataFrame) -> list[tuple[Label, Text]]:
    """Write each place's name upon its point, and say what room it needs."""
    point = this.inch / 72
    sea = window.water(this.scene.window)
    found = []
    for place in places.itertuples():
        size, look = _place_look(place, this.close)
        name = place.name_ar if this.language == "ar" else place.name_en
        at = place.geometry
        text = drawing.write(this, at.x, at.y, name, zorder=40, **look)
        west, south, east, north = drawing.covered(this, text)
        label = Label(
            name,
            at.x,
            at.y,
            width=east - west,
            height=north - south,
            sign=0.5 * size * point,
            gap=(0.5 * size + 1.7) * point,
            coastal=at.distance(sea) < 8 * point,
        )
        found.append((label, text))
    return found


def _name_places(this: drawing.Map, taken: list[Box]) -> tuple[list[Box], set[str]]:
    """Draw places and their names; return what names cover, and the signs drawn."""
    places = _shown_places(this, taken)
    wanted = _wanted(this, places)
    point = this.inch / 72
    signs = [labels.around(label.x, label.y, label.sign) for label, _ in wanted]
    room = labels.Room(
        labels.grow(this.scene.window.box, -0.04 * this.inch),
        taken=taken,
        spared=signs if this.close else (),
        water=window.water(this.scene.window),
    )
    boxes = labels.place([label for label, _ in wanted], room, margin=point)
    names = [box for box in boxes if box is not None]
    drawn, symbols = [*taken, *names], set()
    for i in sorted(range(len(wanted)), key=lambda i: boxes[i] is None):
        (label, text), box = wanted[i], boxes[i]
        size = 2 * label.sign / point
        if box is not None:
            _move(text, box)
        else:
            text.remove()
            if any(labels.overlap(signs[i], other) for other in drawn):
                continue
            size *= 0.75
        drawn.append(signs[i])
        symbol = places["symbol"].iloc[i]
        symbols.add(symbol)
        look = drawing.marker_look(symbol, size)
        drawing.add_line(this.axes, places.geometry.iloc[i], zorder=30, **look)
    return names, symbols


def _move(text: Text, box: Box) -> None:
    text.set_position(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))


def _name_surroundings(this: drawing.Map, taken: list[Box]) -> list[Box]:
    """Name lines at sea, neighbours and waters where there is room."""
    bounds = labels.grow(this.scene.window.box, -0.06 * this.inch)
    boxes: list[Box] = []
    for shape, near, name, look in _surroundings(this):
        text = drawing.write(this, 0, 0, name, **look)
        west, south, east, north = drawing.covered(this, text)
        room = labels.Room(bounds, taken=[*taken, *boxes])
        box = labels.place_within(shape, (east - west, north - south), room, near)
        if box is None:
            text.remove()
            continue
        _move(text, box)
        boxes.append(box)
    return boxes


def _surroundings(this: drawing.Map) -> Iterator[_Name]:
    """Yield what is named around Libya, the important first."""
    win, rtl = this.scene.window, this.language == "ar"
    countries, _ = window.ground(win)
    water = window.water(win)
    seas = base.names().query("style == 'sea'")
    look: dict[str, Any]
    for line in this.scene.maritime.itertuples():
        if line.basis != "treaty":
            continue
        look = {"color": PALETTE["maritime"], "fontsize": 5.0, "style": "italic"}
        beside = line.geometry.centroid
        text = line.name_ar if rtl else line.name_en
        yield water, (beside.x, beside.y - 0.12 * this.inch), text, look
    for sea, (x, y) in zip(seas.itertuples(), win.points(seas.geometry), strict=True):
        seen = labels.inside((x, y, x, y), win.box)
        if not (seen or sea.name_en.startswith("Mediterranean")) or water.is_empty:
            continue
        text = captions.spaced(sea.name_ar if rtl else sea.name_en, this.language)
        size = 6.6 if sea.name_en.endswith("Sea") else 5.4
        look = {"color": PALETTE["sea_ink"], "fontsize": size, "halo": None}
        look |= {} if rtl else {"family": SERIF, "style": "italic"}
        yield water, (x, y) if seen else None, text, look
    for country in countries.itertuples():
        ground = shapely.clip_by_rect(country.geometry, *win.box)
        if country.name_en == "Libya" or ground.is_empty:
            continue
        name = country.name_ar if rtl else country.name_en.upper()
        look = {"color": PALETTE["quiet_ink"], "fontsize": 6.0, "halo": None}
        yield ground, None, captions.spaced(name, this.language), look

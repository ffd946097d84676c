"""Draws the names of what a map shows, so that none covers another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import attrs
import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo.layers import prominence
from geo.layers.rows import BaseName, Country, rows
from geo.layers.rows import Named as NamedRow
from geo.pictures import areas, captions, drawing, labels, placing, signs, window
from geo.pictures.islands import CLOSE_PT, name_islands
from geo.pictures.labels import Box, Label
from geo.pictures.lettering import (
    BOLD,
    ITALIC,
    REGULAR,
    SERIF,
    Face,
    TextStyle,
)
from geo.pictures.line_names import (
    Name,
    draw_way,
    name_fronts,
    name_lines,
    off_lines,
    room_near,
    write_lines,
    write_near,
)
from geo.style.layers import DISPUTED
from geo.words import named, say

_FACES = {"city": BOLD, "town": REGULAR, "site": ITALIC}
"""The face of a place's name, by its style, the most important first."""

TOWN = "settlement"
"""The symbol of places where people live, of `geo.layers.prominence.SYMBOLS`."""

SMALL_MORE_PT = 1.2
"""By how much names are larger on a map that is looked at small."""

ROOMY_IN = 5.0
"""A map so wide has room for names that stand off their places."""

SIGN_PT = 2.5
"""How far the sign of an agreement or event reaches."""


@dataclass(frozen=True)
class Named:
    """The names that were drawn on a map.

    Attributes
    ----------
    places, surroundings : list of geo.pictures.labels.Box
        What the names cover, in metres.
    symbols : set of str
        The signs drawn, of `geo.layers.prominence.SYMBOLS`.
    """

    places: list[Box]
    surroundings: list[Box]
    symbols: set[str]


def draw_names(map_: drawing.Map, taken: list[Box]) -> Named:
    """Draw places with their names, then name lines, waters and neighbours.

    Parameters
    ----------
    map_ : geo.pictures.drawing.Map
    taken : list of geo.pictures.labels.Box
        What no name may cover, in metres.

    Returns
    -------
    Named
    """
    taken = [*taken, *map_.taken]
    sea = [*map_.scene.maritime.geometry, *map_.scene.waters.geometry.boundary]
    lines = base.prepared(shapely.union_all([*sea, *_outlines(map_)]))
    barred = shapely.union_all([lines, *map_.scene.fronts.values()])
    if map_.inset:
        places, symbols = _name_places(map_, taken, barred)
        return Named(places, [], symbols)
    air = 0.5 / 72 * map_.inch
    signs = [labels.grow(sign, air) for sign in _signs(map_)]
    # They are few and tell more than the name of any one place beside them.
    around = name_fronts(map_, [*taken, *signs, *_frame(map_)], lines)
    taken = [*taken, *around]
    bays = partial(_bays, map_, [*taken, *signs], lines)
    places, symbols = _name_places(map_, taken, barred, bays)
    taken += [*places, *signs]
    for name in (name_lines, name_islands, _name_waters, _name_surroundings):
        boxes = name(map_, taken, lines)
        taken, around = [*taken, *boxes], [*around, *boxes]
    return Named(places, around, symbols)


@attrs.frozen
class _Place(NamedRow):
    """A place as `geo.layers.prominence.ranked` returns it."""

    id: str
    importance: float
    symbol: str
    camp: str
    age: int
    geometry: shapely.Point


@attrs.frozen
class _Water(NamedRow):
    """A water at sea, as `geo.pictures.waters` draws it."""

    sign: str
    km2: float
    geometry: BaseGeometry


def _place_type(map_: drawing.Map, tier: prominence.Tier) -> tuple[float, TextStyle]:
    """Return the size of a place's sign in points, and its name's type."""
    more = 0.5 if map_.close else 0.0
    more += SMALL_MORE_PT if map_.small else 0.0
    face = _FACES[tier.style]
    return tier.sign_pt + more, map_.type(tier.name_pt + more, face, "ink")


def _shown_places(map_: drawing.Map, taken: list[Box]) -> gpd.GeoDataFrame:
    """Return the places that a map has room for at its scale."""
    places = map_.scene.places
    frame = labels.grow(map_.scene.window.box, -0.05 * map_.inch)
    shown = shapely.within(places.geometry.values, shapely.box(*frame))
    for box in taken:
        shown &= ~shapely.within(places.geometry.values, shapely.box(*box))
    if map_.closer:
        in_inset = shapely.within(places.geometry.values, shapely.box(*map_.closer))
        shown &= ~in_inset | (places["importance"] >= prominence.CITY)
    return places[shown]


def _wanted(
    map_: drawing.Map, places: Sequence[_Place]
) -> list[tuple[Label, TextStyle]]:
    """Return what room each place's name needs, and how it is set."""
    point = map_.inch / 72
    points = np.array([place.geometry for place in places], dtype=object)
    coast = window.ground(map_.scene.window)[1]
    by_sea = shapely.dwithin(points, coast, 8 * point)
    marked = shapely.MultiPoint(map_.scene.signs_at)
    under = shapely.dwithin(points, marked, 2 * point)
    attacked = {*map_.scene.attacks.get("place_id", ())}
    wanted = []
    for place, coastal, hidden in zip(places, by_sea, under, strict=True):
        tier = prominence.tier(place.importance, place.symbol)
        size, text_style = _place_type(map_, tier)
        name = named(place, map_.language)
        width, height = map_.room(name, text_style)
        gap = 0.5 * size + 1.5
        if place.id in attacked:
            gap = max(gap, signs.TEETH_REACH_PT + 0.8)
        label = Label(
            name,
            place.geometry.x,
            place.geometry.y,
            width=width,
            height=height,
            sign=0.5 * size * point,
            gap=(max(gap, SIGN_PT + 1.1) if hidden else gap) * point,
            coastal=bool(coastal),
            prior=place.importance >= prominence.LARGE,
            rank=[*_FACES].index(tier.style),
            led=map_.close or _is_led(map_, place),
        )
        if map_.small and place.symbol != TOWN:
            wide = 10 * map_.scene.window.width  # its sign alone has room
            label = replace(label, width=wide)
        wanted.append((label, text_style))
    return wanted


def _is_led(map_: drawing.Map, place: _Place) -> bool:
    """Return whether a place is named far off it, rather than not at all."""
    inset = shapely.box(*(map_.closer or (0, 0, 0, 0)))
    roomy = map_.scene.window.width >= ROOMY_IN * map_.inch
    important = place.importance >= prominence.CITY and not map_.small
    return (
        (roomy or map_.inset)
        and important
        and not shapely.intersects(inset, place.geometry)
    )


def _name_places(
    map_: drawing.Map,
    taken: list[Box],
    lines: BaseGeometry,
    keep: Callable[[list[Box]], list[Box]] = lambda _: [],
) -> tuple[list[Box], set[str]]:
    """Draw places and their names; return what names cover, and the signs drawn.

    `keep` as for `geo.pictures.placing.place`.
    """
    places = [*rows(_shown_places(map_, taken), _Place)]
    wanted = _wanted(map_, places)
    point = map_.inch / 72
    signs = [labels.around(label.x, label.y, label.sign) for label, _ in wanted]
    pairs = zip(wanted, signs, strict=True)
    own = [sign for (label, _), sign in pairs if map_.close or label.led]
    spared = [*_signs(map_), *_frame(map_), *own]
    room = labels.LabelSpace(
        labels.grow(map_.scene.window.box, -0.04 * map_.inch),
        taken=taken,
        spared=spared,
        water=window.water(map_.scene.window),
        barred=lines,
        thin=shapely.union_all(np.asarray(map_.scene.roads.geometry)),
        frontier=window.frontier(map_.scene.window),
    )
    boxes = placing.place([label for label, _ in wanted], room, point, keep)
    names = [box for box in boxes if box is not None]
    drawn = [*taken, *names]
    alike: dict[tuple[str, float, str, int], list[shapely.Point]] = {}
    for i in sorted(range(len(wanted)), key=lambda i: boxes[i] is None):
        (label, text_style), box, place = wanted[i], boxes[i], places[i]
        size = 2 * label.sign / point
        if box is not None:
            map_.write(label.text, box, text_style)
            if placing.is_far(label, box):
                draw_way(map_, placing.way(label, box), "ink")
        else:
            if labels.overlaps_any(signs[i], drawn):
                continue
            size *= 0.75
        drawn.append(signs[i])
        look = (place.symbol, size, place.camp, place.age)
        alike.setdefault(look, []).append(place.geometry)
    for (symbol, size, camp, age), points in alike.items():
        marker = drawing.marker_look(symbol, size, map_.theme, camp, age)
        at = shapely.multipoints(points)
        drawing.add_line(map_.axes, at, zorder=30, **marker)
    symbols = {symbol for symbol, *_ in alike}
    return names, symbols


def _outlines(map_: drawing.Map) -> list[BaseGeometry]:
    """Return the outlines of the areas to which agreements apply."""
    agreements = map_.scene.agreements
    areas = [at for at in agreements.geometry if at.geom_type.endswith("Polygon")]
    return [shapely.boundary(area) for area in areas]


def _signs(map_: drawing.Map) -> list[Box]:
    """Return what the signs of agreements, events and attacks cover."""
    reach = SIGN_PT / 72 * map_.inch
    teeth = signs.TEETH_REACH_PT / 72 * map_.inch
    attacks = shapely.get_coordinates(np.asarray(map_.scene.attacks.geometry))
    return [
        *(labels.around(at.x, at.y, reach) for at in map_.scene.signs_at),
        *(labels.around(x, y, teeth) for x, y in attacks),
    ]


def _frame(map_: drawing.Map) -> list[Box]:
    """Return what the frame of the ground that an inset shows covers, edge by edge."""
    if map_.closer is None:
        return []
    west, south, east, north = map_.closer
    edges = (
        (west, south, east, south),
        (west, north, east, north),
        (west, south, west, north),
        (east, south, east, north),
    )
    return [labels.grow(edge, 0.5 / 72 * map_.inch) for edge in edges]


def _name_waters(map_: drawing.Map, taken: list[Box], lines: BaseGeometry) -> list[Box]:
    """Name disputed waters by their two states and km², where there is room."""
    text_style = map_.type(4.6, REGULAR, "maritime")
    bounds = map_.bounds
    boxes: list[Box] = []
    for water in rows(map_.scene.waters, _Water):
        if water.sign != DISPUTED:
            continue
        km2 = say("map.km2", map_.language, km2=int(water.km2))
        both = [named(water, map_.language), km2]
        sizes = [map_.room(line, text_style) for line in both]
        size = (max(wide for wide, _ in sizes), sum(high for _, high in sizes))
        room = labels.LabelSpace(bounds, [*taken, *boxes], barred=lines)
        shape = shapely.clip_by_rect(water.geometry, *bounds)
        if shape.is_empty:
            continue
        box = areas.place_within(shape, size, room)
        if box is not None:
            write_lines(map_, both, box, text_style)
            boxes.append(box)
    return boxes


def _bays(
    map_: drawing.Map, taken: list[Box], lines: BaseGeometry, few: list[Box]
) -> list[Box]:
    """Return where the bays in sight are best named, if places leave them the room."""
    room = off_lines(map_, [*taken, *few], lines)
    bays = (forms for forms in _seas(map_) if len(forms) > 1)
    tried = (
        (room_near(map_, form, room, _inner(form, lines)) for form in forms)
        for forms in bays
    )
    found = (next(filter(None, spots), None) for spots in tried)
    return [spot[1] for spot in found if spot]


def _inner(bay: Name, lines: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry] | None:
    """Return the place of a bay, and what lies on no way from there to its name."""
    return None if bay.near is None else (shapely.Point(bay.near), lines)


def _name_surroundings(
    map_: drawing.Map, taken: list[Box], lines: BaseGeometry
) -> list[Box]:
    """Name neighbours and waters where there is room, in the first form that has it."""
    boxes: list[Box] = []
    for forms in (*_seas(map_), *_neighbours(map_)):
        full = np.reshape([*taken, *boxes], (-1, 4))
        room = off_lines(map_, full, lines)
        closed = [_inner(forms[0], lines), None] if forms[1:] else [None]
        tried = (
            write_near(map_, form, room, inner) for inner in closed for form in forms
        )
        boxes += next(filter(None, tried), [])
    return boxes


def _seas(map_: drawing.Map) -> Iterator[list[Name]]:
    """Yield the seas in sight, and bays with the closer forms that their names have."""
    extent = map_.scene.window
    wet = map_.water
    names = base.names()
    seas = names[names["style"] == "sea"]
    points = extent.points(seas.geometry)
    nearby = any(labels.inside((x, y, x, y), extent.box) for x, y in points)
    for sea, (x, y) in zip(rows(seas, BaseName), points, strict=True):
        seen = labels.inside((x, y, x, y), extent.box)
        whole = sea.name_en.endswith("Sea")
        # Where no sea's own place is in sight, it is the Mediterranean that is.
        if wet.is_empty or not (seen or (whole and not nearby)):
            continue
        text = named(sea, map_.language)
        spread = captions.spaced(text, map_.language)
        near, reach = (x, y) if seen else None, 1.5 if whole else 0.35
        text_style = _plain(map_, 6.6 if whole else 5.2, SERIF, "sea_ink")
        forms = [(spread, text_style)]
        if not whole:
            forms += [(text, text_style), (text, replace(text_style, size=CLOSE_PT))]
        yield [Name(wet, near, reach, *form) for form in forms]


def _neighbours(map_: drawing.Map) -> Iterator[list[Name]]:
    """Yield the countries around Libya that are in sight."""
    extent = map_.scene.window
    countries, _ = window.ground(extent)
    text_style = _plain(map_, 6.0, REGULAR, "quiet_ink")
    for country in rows(countries, Country):
        ground = shapely.clip_by_rect(country.geometry, *extent.box)
        if country.name_en in ("Libya", "") or ground.is_empty:
            continue
        name = named(country, map_.language).upper()
        spread = captions.spaced(name, map_.language)
        yield [Name(ground, None, 0.0, spread, text_style)]


def _plain(map_: drawing.Map, size: float, face: Face, ink: str) -> TextStyle:
    return replace(map_.type(size, face, ink), halo=None)

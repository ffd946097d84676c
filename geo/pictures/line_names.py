"""Names lines along themselves, at sea and between camps, and writes near a point."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import attrs
import numpy as np
import shapely
from matplotlib.patches import Rectangle
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo.layers import prominence
from geo.layers.rows import Named, Signed, rows
from geo.pictures import areas, captions, drawing, labels
from geo.pictures.along import along
from geo.pictures.labels import Box, LabelSpace
from geo.pictures.lettering import ITALIC, TextLine, TextStyle
from geo.style.layers import DISPUTED
from geo.words import named

HOME = "libya"
"""Whose agreed lines are named whatever lies there."""

FARTHEST_IN = 3.0
"""No name of a line reaches so far from the line's middle."""

BREAK = {"alpha": 0.85, "linewidth": 0, "zorder": 21}
"""How the sea lies over lines that break off under a name."""


@dataclass(frozen=True)
class Name:
    """What is named, where its name had best stand and how far (inches) from there."""

    shape: BaseGeometry
    near: tuple[float, float] | None
    reach: float
    text: str
    style: TextStyle


def write_near(
    map_: drawing.Map,
    name: Name,
    room: LabelSpace,
    clear_of: tuple[BaseGeometry, np.ndarray | BaseGeometry] | None = None,
) -> list[Box]:
    """Write a name where there is room for it, in one line or in two.

    Parameters
    ----------
    map_ : geo.pictures.drawing.Map
    name : Name
    room : geo.pictures.labels.LabelSpace
    clear_of : tuple of (shapely geometry, one or more of them), optional
        The line or point to which the way from the name must be free, and what of.

    Returns
    -------
    list of geo.pictures.labels.Box
        What it covers, in metres; none: there was no room.
    """
    spot = room_near(map_, name, room, clear_of)
    if spot is None:
        return []
    lines, box = spot
    write_lines(map_, lines, box, name.style)
    return [box]


def off_lines(
    map_: drawing.Map, taken: Sequence[Box] | np.ndarray, lines: BaseGeometry
) -> LabelSpace:
    """Return the room within a map that keeps from what is taken, and from lines."""
    return LabelSpace(map_.bounds, taken, barred=lines, clear=0.03 * map_.inch)


def room_near(
    map_: drawing.Map,
    name: Name,
    room: LabelSpace,
    clear_of: tuple[BaseGeometry, np.ndarray | BaseGeometry] | None = None,
) -> tuple[list[str], Box] | None:
    """Return the lines of a name and the box where `write_near` writes them."""
    for lines in captions.folded(name.text):
        sizes = [map_.room(line, name.style) for line in lines]
        size = (max(wide for wide, _ in sizes), sum(high for _, high in sizes))
        reach = name.reach * map_.inch
        box = areas.place_within(name.shape, size, room, name.near, reach)
        if box is None or (clear_of and _is_barred(box, *clear_of)):
            continue
        return lines, box
    return None


def _is_barred(box: Box, line: BaseGeometry, names: np.ndarray | BaseGeometry) -> bool:
    """Return whether something lies on the way from a line to a box."""
    way = shapely.shortest_line(line, shapely.box(*box))
    return bool(np.any(shapely.intersects(way, names)))


def write_lines(
    map_: drawing.Map, texts: Sequence[str], box: Box, text_style: TextStyle
) -> None:
    """Write lines of type under each other, each in the middle of a box."""
    top = box[3]
    for line in texts:
        wide, high = map_.room(line, text_style)
        left = (box[0] + box[2] - wide) / 2
        map_.write(line, (left, top - high, left + wide, top), text_style)
        top -= high


@attrs.frozen
class _Line(Named):
    """A line at sea."""

    id: str
    basis: str
    between: list[str]
    geometry: BaseGeometry


@attrs.frozen
class _Front(Named):
    """A front that has a name."""

    geometry: BaseGeometry


def name_lines(map_: drawing.Map, taken: list[Box], lines: BaseGeometry) -> list[Box]:
    """Name lines at sea along themselves, agreed ones first; short ones beside.

    Parameters
    ----------
    map_ : geo.pictures.drawing.Map
    taken : list of geo.pictures.labels.Box
        What no name may cover, in metres.
    lines : shapely geometry
        What no name may cross.

    Returns
    -------
    list of geo.pictures.labels.Box
        What the names cover.
    """
    text_style = map_.type(4.8, ITALIC, "maritime")
    bounds = map_.bounds
    boxes: list[Box] = []
    signed = rows(map_.scene.waters, Signed)
    waters = [water.geometry for water in signed if water.sign == DISPUTED]
    drawn = [*rows(map_.scene.maritime, _Line)]
    drawn.sort(key=lambda row: (row.basis != "treaty", row.id))
    for row in drawn:
        text = prominence.line_name(named(row, map_.language))
        full = np.array([*taken, *boxes])
        room = off_lines(map_, full, lines)
        seen = shapely.clip_by_rect(row.geometry, *bounds)
        covered = _write_along(map_, (text, text_style), seen, room)
        if covered:
            boxes += covered
        elif row.basis == "treaty" and not seen.is_empty:
            middle = seen.interpolate(0.5, normalized=True)
            near = (middle.x, middle.y - 0.1 * map_.inch)
            beside = Name(map_.water, near, 0.6, text, text_style)
            other = [line.geometry for line in drawn if line.id != row.id]
            others = shapely.geometrycollections(other)
            line = base.prepared(row.geometry)
            own = labels.LabelledLine(line, others, most=0.25 * map_.inch)
            by_it = labels.LabelledLine(line, most=0.12 * map_.inch)
            farther = labels.LabelledLine(line, others, most=0.45 * map_.inch)
            rooms = [replace(room, own=there) for there in (own, by_it, farther)]
            at, reach = shapely.Point(near), FARTHEST_IN * map_.inch
            by = [water for water in waters if shapely.dwithin(water, at, reach)]
            found: list[Box] = []
            for apart in (by, []) if by else ([],):
                found = found or _write_first(map_, beside, rooms, apart)
                if not found and HOME in row.between:  # named in any case
                    off = replace(room, apart=apart)
                    found = _write_off(map_, line, beside, off)
            if not found and HOME in row.between:
                found = _write_upon(map_, line, beside, room)
            boxes += found
    return boxes


def _write_first(
    map_: drawing.Map,
    name: Name,
    rooms: Sequence[LabelSpace],
    apart: Sequence[BaseGeometry],
) -> list[Box]:
    """Write a name where the first of some rooms has a spot for it."""
    tried = (write_near(map_, name, replace(room, apart=apart)) for room in rooms)
    return next(filter(None, tried), [])


def _write_off(
    map_: drawing.Map, line: BaseGeometry, beside: Name, room: LabelSpace
) -> list[Box]:
    """Write the name of a line off it, and what leads there."""
    names = shapely.box(*np.transpose(room.taken))
    for inches in (0.45, 0.6, 0.8, 1.0):
        own = labels.LabelledLine(line, most=inches * map_.inch)
        off = replace(beside, reach=2 * inches)
        covered = write_near(map_, off, replace(room, own=own), clear_of=(line, names))
        for box in covered:
            _lead(map_, line, shapely.box(*box), "maritime")
        if covered:
            return covered
    return []


def _write_upon(
    map_: drawing.Map, line: BaseGeometry, beside: Name, room: LabelSpace
) -> list[Box]:
    """Write the name of a line beside it, upon other lines, which break off there."""
    own = labels.LabelledLine(line, most=0.25 * map_.inch)
    covered = write_near(map_, beside, replace(room, own=own, barred=None))
    for west, south, east, north in covered:
        sea = Rectangle((west, south), east - west, north - south)
        sea.set(**BREAK, facecolor=map_.theme.palette["sea"])
        map_.axes.add_patch(sea)
    return covered


def name_fronts(map_: drawing.Map, taken: list[Box], lines: BaseGeometry) -> list[Box]:
    """Name the lines between camps that have a name, along themselves or beside.

    Parameters
    ----------
    map_, taken, lines
        As for `name_lines`.

    Returns
    -------
    list of geo.pictures.labels.Box
        What the names cover.
    """
    text_style = map_.type(4.8, ITALIC, "ink")
    bounds = map_.bounds
    fronts = list(map_.scene.fronts.values())
    points = map_.scene.places.geometry.values
    barred = shapely.union_all([lines, *fronts, *points])
    whole = shapely.box(*bounds)
    boxes: list[Box] = []
    for row in rows(map_.scene.named_fronts, _Front):
        seen = shapely.clip_by_rect(row.geometry, *bounds)
        if seen.is_empty:
            continue
        text = named(row, map_.language)
        room = LabelSpace(
            bounds, [*taken, *boxes], barred=barred, clear=0.02 * map_.inch
        )
        covered = _write_along(map_, (text, text_style), seen, room)
        if not covered:
            longest = max(shapely.get_parts(seen), key=shapely.length)
            middle = longest.interpolate(0.5, normalized=True)
            beside = Name(whole, (middle.x, middle.y), 0.8, text, text_style)
            own = labels.LabelledLine(row.geometry, most=0.3 * map_.inch)
            covered = write_near(map_, beside, replace(room, own=own))
            for box in covered:
                _lead(map_, row.geometry, shapely.box(*box), "ink")
        boxes += covered
    return boxes


def _lead(map_: drawing.Map, line: BaseGeometry, name: BaseGeometry, ink: str) -> None:
    """Draw what leads from a line to its name, if that stands off."""
    way = shapely.shortest_line(line, name)
    if way.length > 0.1 * map_.inch:
        draw_way(map_, way, ink)


def draw_way(map_: drawing.Map, way: BaseGeometry, ink: str) -> None:
    """Draw what leads to a name."""
    colour = map_.theme.palette[ink]
    drawing.add_line(map_.axes, way, color=colour, linewidth=0.6, zorder=21)


def _write_along(
    map_: drawing.Map,
    name: tuple[str, TextStyle],
    seen: BaseGeometry,
    room: LabelSpace,
) -> list[Box]:
    """Write a name along a line where that has room; return what it covers."""
    text, text_style = name
    assert room.barred is not None
    spot = along(seen, map_.room(text, text_style), room, room.barred)
    if spot is None:
        return []
    at, turned, covered = spot
    ground = map_.axes.transData
    raised = drawing.BELOW_EM
    letters = TextLine(text, at, ground, text_style, turned=turned, raised=raised)
    map_.axes.add_artist(letters)
    return covered

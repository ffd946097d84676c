"""Names islands: within them, or else in the water beside them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo.ground import prepared
from geo.layers.rows import Named, rows
from geo.pictures import drawing, labels, window
from geo.pictures.labels import (
    Box,
    LabelSpace,
    are_free,
    box_of,
    centred,
    first_fitting,
)
from geo.pictures.lettering import REGULAR
from geo.pictures.line_names import write_lines
from geo.words import named

REACH_IN, CLEAR_IN = 0.2, 0.02
"""How far from its shore the name of an island stands at most, and at least."""

CLOSE_PT = 4.6
"""The size of the names of islands and bays that have no room else."""

OUTSIDE, ASIDE = 3.0, 0.3
"""What it costs to stand beside an island, and a height off its middle, where a height
off its shore costs one."""

_STEPS = 40


def name_islands(
    map_: drawing.Map, taken: Sequence[Box], lines: BaseGeometry
) -> list[Box]:
    """Name the islands in sight, on no coast, and on a line only where all is full.

    Parameters
    ----------
    map_ : geo.pictures.drawing.Map
    taken : sequence of geo.pictures.labels.Box
        What no name may cover, in metres.
    lines : shapely geometry

    Returns
    -------
    list of geo.pictures.labels.Box
        What the names cover.
    """
    scene = map_.scene.window
    every, points, shores = _islands(scene)
    text_style = map_.type(5.2, REGULAR, "quiet_ink")
    styles = (text_style, replace(text_style, size=CLOSE_PT))
    boxes: list[Box] = []
    left = [i for i, at in enumerate(points) if labels.inside(at * 2, scene.box)]
    for barred in (lines, None):
        for i in [*left]:
            text = named(every[i], map_.language)
            others = shapely.geometrycollections([*shores[:i], *shores[i + 1 :]])
            full = np.reshape([*taken, *boxes], (-1, 4))
            room = LabelSpace(map_.bounds, full, water=map_.water, barred=barred)
            for style in styles:
                size = map_.room(text, style)
                box = spot(shores[i], others, size, room, map_.inch)
                if box is None:
                    continue
                left.remove(i)
                write_lines(map_, [text], box, style)
                boxes.append(box)
                break
    return boxes


@lru_cache(maxsize=16)
def _islands(
    shown: window.Window,
) -> tuple[list[Named], list[tuple[float, float]], list[BaseGeometry]]:
    """Return the islands on record, where each lies, and its shore."""
    names = base.names()
    every = names[names["style"] == "island"]
    points = shown.points(every.geometry)
    countries, _ = window.ground(shown)
    lands = shapely.get_parts(np.asarray(countries.geometry))
    shores = [_island_at(shapely.Point(at), lands) for at in points]
    return [*rows(every, Named)], points, shores


def _island_at(point: shapely.Point, lands: np.ndarray) -> BaseGeometry:
    """Return the smallest land at a point; the point, where none is drawn."""
    there = lands[shapely.contains(lands, point)]
    return min(there, key=shapely.area, default=point)


def spot(
    island: BaseGeometry,
    others: BaseGeometry,
    size: tuple[float, float],
    room: LabelSpace,
    inch: float,
) -> Box | None:
    """Find room for the name of an island: all of it inside, or in the water beside it.

    Parameters
    ----------
    island : shapely geometry
    others : shapely geometry
        Islands that the name must not stand nearer to.
    size : tuple of (width, height)
    room : geo.pictures.labels.LabelSpace
        With the water, and what the name may not cross.
    inch : float
        Metres on the ground in an inch on the sheet.

    Returns
    -------
    Box or None
        None where there is no room.
    """
    west, south, east, north = labels.grow(island.bounds, REACH_IN * inch)
    width, height = size
    xs = np.linspace(west - width / 2, east + width / 2, _STEPS)
    ys = np.linspace(south - height / 2, north + height / 2, _STEPS)
    centres = np.column_stack([np.ravel(each) for each in np.meshgrid(xs, ys)])
    boxes = centred(centres, *size)
    boxes = boxes[are_free(boxes, room.bounds, room.taken, 0.2 * height)]
    rectangles = np.asarray(shapely.box(*boxes.T))
    off = shapely.distance(island, rectangles)
    inside = off == 0
    inside[inside] = shapely.contains_properly(prepared(island), rectangles[inside])
    may = inside | ((off >= CLEAR_IN * inch) & (off <= REACH_IN * inch))
    boxes, rectangles, inside, off = (x[may] for x in (boxes, rectangles, inside, off))
    middle = [(west + east) / 2, (south + north) / 2]
    aside = np.hypot(*((boxes[:, :2] + boxes[:, 2:]) / 2 - middle).T)
    cost = ASIDE * aside / height + np.where(inside, 0, OUTSIDE + off / height)

    def fits(some: np.ndarray) -> np.ndarray:
        fit: np.ndarray = inside[some]
        fit = fit | shapely.contains_properly(room.water, rectangles[some])
        if room.barred is not None:
            fit[fit] = ~shapely.intersects(room.barred, rectangles[some[fit]])
        wet = np.flatnonzero(fit & ~inside[some])
        there = some[wet]
        away = shapely.distance(others, rectangles[there])
        fit[wet] = ~(off[there] >= away)  # none has no distance
        return fit

    first = first_fitting(cost, fits)
    return None if first is None else box_of(boxes[first])

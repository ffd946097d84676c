"""Finds room for the names of areas: within them, off lines and other names."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground import prepared
from geo.pictures.labels import (
    Box,
    LabelSpace,
    are_free,
    around,
    box_of,
    centred,
    first_fitting,
)


def place_within(
    shape: BaseGeometry,
    size: tuple[float, float],
    room: LabelSpace,
    near: tuple[float, float] | None = None,
    reach: float = 0.0,
) -> Box | None:
    """Find room for the name of an area: all of it inside, and well away from its edge.

    Parameters
    ----------
    shape : shapely geometry
        The area, such as a country or a sea, as far as it is seen.
    size : tuple of (width, height)
    room : Room
    near : tuple of (x, y), optional
        Where it had best stand; by default where there is most room.
    reach : float
        How far from there its middle may stand.

    Returns
    -------
    Box or None
        None where there is no room.
    """
    _, height = size
    if near is None:
        west, south, east, north = shape.bounds
    else:
        west, south, east, north = around(*near, reach)
    xs, ys = np.meshgrid(np.linspace(west, east, 25), np.linspace(south, north, 25))
    centres = np.column_stack([xs.ravel(), ys.ravel()])
    boxes = centred(centres, *size)
    # What compares boxes alone is quick, so it goes before what asks the shapes.
    left = np.flatnonzero(are_free(boxes, room.bounds, room.taken, 0.2 * height))
    whole = shape if shapely.is_prepared(shape) else prepared(shape)
    if near is not None:
        cost = np.hypot(*(centres[left] - near).T)
    else:
        rectangles = np.asarray(shapely.box(*boxes[left].T))
        within = shapely.contains_properly(whole, rectangles)
        left, rectangles = left[within], rectangles[within]
        cost = -shapely.distance(shape.boundary, rectangles)
    boxes = boxes[left]
    first = first_fitting(cost, lambda some: _fitting(boxes[some], whole, room))
    return None if first is None else box_of(boxes[first])


def _fitting(boxes: np.ndarray, whole: BaseGeometry, room: LabelSpace) -> np.ndarray:
    """Return which boxes lie within an area, off what is barred, beside their line."""
    rectangles = np.asarray(shapely.box(*boxes.T))
    fits = np.arange(len(boxes))
    if room.own is not None:
        fits = fits[room.own.is_near(rectangles)]
    fits = fits[shapely.contains_properly(whole, rectangles[fits])]
    for area in room.apart:
        fits = fits[~shapely.intersects(area, rectangles[fits])]
    if room.barred is not None:
        crossed = shapely.dwithin(room.barred, rectangles[fits], room.clear)
        fits = fits[~crossed]
    if room.own is not None:
        fits = fits[room.own.is_nearest(rectangles[fits])]
    result = np.zeros(len(boxes), dtype=bool)
    result[fits] = True
    return result

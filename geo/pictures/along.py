"""Finds room for names that run along their lines."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.pictures.labels import Box, LabelSpace, are_free, box_of


def along(
    line: BaseGeometry,
    size: tuple[float, float],
    room: LabelSpace,
    barred: BaseGeometry,
) -> tuple[tuple[float, float], float, list[Box]] | None:
    """Find room for a name that runs along a line, where it is straight.

    Parameters
    ----------
    line : shapely geometry
        As far as it is seen.
    size : tuple of (width, height)
    room : Room
    barred : shapely geometry
        What the name may not cross, as other lines; the line itself may be among it.

    Returns
    -------
    tuple of ((x, y), float, list of Box) or None
        The start of its lower edge, its turn in degrees, and boxes that hold it; None
        where there is no room.
    """
    width, height = size
    taken = np.reshape(room.taken, (-1, 4))
    candidates = []
    for part in shapely.get_parts(shapely.line_merge(line)):
        if part.length <= width:
            continue
        starts = np.linspace(0, part.length - width, 25)
        for start, points in zip(starts, _stretches(part, starts, width), strict=True):
            spot = _upon(points, width)
            if spot is not None and spot[0] < 0.7 * height:
                middle = abs(start + width / 2 - part.length / 2) / part.length
                candidates.append((spot[0] / height + middle, spot[1], spot[2]))
    for _, ends, bent in sorted(candidates, key=lambda spot: spot[0]):
        for side in (1, -1):
            free_spot = _beside(ends, side, bent, size)
            at, turned, boxes, outline = free_spot
            free = are_free(boxes, room.bounds, taken, 0.0)
            if free.all() and not shapely.intersects(barred, outline):
                return at, turned, [box_of(box) for box in boxes]
    return None


_Ends = tuple[tuple[float, float], tuple[float, float]]


def _stretches(part: BaseGeometry, starts: np.ndarray, width: float) -> np.ndarray:
    """Return points on each stretch of a line that begins at one of some starts."""
    steps = starts[:, None] + np.linspace(0, 1, 12) * width
    points = shapely.get_coordinates(shapely.line_interpolate_point([part], steps))
    return points.reshape(len(starts), -1, 2)


def _upon(points: np.ndarray, width: float) -> tuple[float, _Ends, float] | None:
    """Return how far a stretch of a line strays from its chord, and the chord."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    chord = float(np.hypot(x1 - x0, y1 - y0))
    if chord < 0.97 * width:
        return None
    away = ((points[:, 1] - y0) * (x1 - x0) - (points[:, 0] - x0) * (y1 - y0)) / chord
    ends = ((float(x0), float(y0)), (float(x1), float(y1)))
    if x1 < x0:
        ends = ends[::-1]
    return float(np.ptp(away)), ends, float(np.abs(away).max())


def _beside(
    ends: _Ends, side: int, bent: float, size: tuple[float, float]
) -> tuple[tuple[float, float], float, np.ndarray, BaseGeometry]:
    """Return where a name stands on one side of a chord."""
    width, height = size
    start, end = (np.array(point) for point in ends)
    ahead = (end - start) / np.hypot(*(end - start))
    up = np.array([-ahead[1], ahead[0]])
    rise = up * height
    gap = bent + 0.3 * height
    at = start + up * (gap if side > 0 else -gap - height)
    steps = np.linspace(0, width, 2 + int(width / height))
    below = at + ahead * steps[:, None]
    corners = np.stack([below[:-1], below[1:], below[:-1] + rise, below[1:] + rise])
    boxes = np.hstack([corners.min(axis=0), corners.max(axis=0)])
    outline = shapely.Polygon(
        [at, at + ahead * width, at + ahead * width + rise, at + rise]
    )
    turned = float(np.degrees(np.arctan2(ahead[1], ahead[0])))
    return (float(at[0]), float(at[1])), turned, boxes, outline

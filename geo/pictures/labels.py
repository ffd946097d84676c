"""What names need on a picture, and where they may stand beside their points."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]
"""Left, bottom, right, top; one unit throughout, y upwards."""

_FAR = 2.2
"""By how much farther off than its gap a name may stand."""

_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


@dataclass(frozen=True)
class Label:
    """A name that wants a place on the sheet.

    Attributes
    ----------
    text : str
    x, y : float
        The point it belongs to.
    width, height : float
        Size of the text.
    sign : float
        How far the sign on the point reaches.
    gap : float
        How far the text keeps from its point.
    coastal : bool
        Whether it had better stand on water, as the name of a town by the sea.
    prior : bool
        Whether it is one of the few that find their spots together, before all others.
    rank : int
        How important its kind of place is, 0 the most: nobody takes its name for that
        of a place of a lesser kind.
    led : bool
        Whether it may stand far off its point, if it has no room beside that: something
        leads there then.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    sign: float = 0.0
    gap: float = 0.0
    coastal: bool = False
    prior: bool = False
    rank: int = 0
    led: bool = False


def box_of(edges: np.ndarray) -> Box:
    """Return four edges in an array as a box."""
    west, south, east, north = edges.tolist()
    return (west, south, east, north)


def overlap(a: Box, b: Box) -> bool:
    """Return whether two boxes share more than an edge."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def overlaps_any(box: Box, others: Iterable[Box]) -> bool:
    """Return whether a box shares more than an edge with any of others."""
    west, south, east, north = box
    return any(
        west < right and left < east and south < top and low < north
        for left, low, right, top in others
    )


def inside(box: Box, bounds: Box) -> bool:
    """Return whether a box lies within bounds."""
    return (
        bounds[0] <= box[0]
        and bounds[1] <= box[1]
        and box[2] <= bounds[2]
        and box[3] <= bounds[3]
    )


def around(x: float, y: float, reach: float) -> Box:
    """Return the square box with a point in its middle."""
    return (x - reach, y - reach, x + reach, y + reach)


def grow(box: Box, by: float) -> Box:
    """Return a box with a margin on every side."""
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def spots(label: Label, water: BaseGeometry | None = None) -> list[Box]:
    """Return where a label may stand, the best first."""
    boxes = []
    for off, (right, up) in product((label.gap, _FAR * label.gap), _AROUND):
        slant = 0.75 if right and up else 1.0
        x = label.x + right * (slant * off + label.width / 2)
        y = label.y + up * (slant * off + label.height / 2)
        boxes.append(_centred(x, y, label.width, label.height))
    if label.coastal and water is not None:
        edges = np.transpose(boxes)
        near = shapely.clip_by_rect(water, *edges[:2].min(1), *edges[2:].max(1))
        if near.is_empty:
            return boxes
        wet = np.array([shapely.clip_by_rect(near, *box).area for box in boxes])
        dry_tenths = np.round(10 * (1 - wet / (label.width * label.height)))
        boxes = [boxes[i] for i in np.argsort(dry_tenths, kind="stable")]
    return boxes


AT_ONCE = 32
"""How many spots, the best first, are asked for before the next."""


def first_fitting(
    cost: np.ndarray, fits: Callable[[np.ndarray], np.ndarray]
) -> int | None:
    """Return which of some spots costs least and fits; None: none does.

    Parameters
    ----------
    cost : array of float
    fits : callable
        Given the positions of some spots, returns which of them fit; it takes long, so
        it is asked of `AT_ONCE` at a time.

    Examples
    --------
    >>> first_fitting(np.array([3.0, 1.0, 2.0]), lambda some: some != 1)
    2
    """
    order = np.argsort(cost, kind="stable")
    for some in np.split(order, range(AT_ONCE, len(order), AT_ONCE)):
        fit = fits(some)
        if fit.any():
            return int(some[np.argmax(fit)])
    return None


def centred(centres: np.ndarray, width: float, height: float) -> np.ndarray:
    """Return boxes of one size around the points in an array, a row each."""
    half = np.array([width, height]) / 2
    return np.hstack([centres - half, centres + half])


def _centred(x: float, y: float, width: float, height: float) -> Box:
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


@dataclass(frozen=True)
class LabelledLine:
    """A line whose name stands beside it.

    Attributes
    ----------
    line : shapely geometry
    others : shapely geometry, optional
        Lines that its name must not stand nearer to.
    most : float
        How far from the line it may stand.
    """

    line: BaseGeometry
    others: BaseGeometry | None = None
    most: float = inf

    def is_near(self, boxes: np.ndarray) -> np.ndarray:
        """Return which of some rectangles stand near enough to the line."""
        near: np.ndarray = shapely.dwithin(self.line, boxes, self.most)
        return near

    def is_nearest(self, boxes: np.ndarray) -> np.ndarray:
        """Return to which of some rectangles no other line is nearer."""
        if self.others is None or self.others.is_empty:
            return np.ones(len(boxes), dtype=bool)
        away = shapely.distance(self.others, boxes)
        nearest: np.ndarray = shapely.distance(self.line, boxes) <= away
        return nearest


@dataclass(frozen=True)
class LabelSpace:
    """Where names may stand.

    Attributes
    ----------
    bounds : Box
        What every name must stay within.
    taken : sequence of Box
        What no name may cover.
    spared : sequence of Box
        What a name covers only if it finds no room else.
    water : shapely geometry, optional
        Where the names of coastal places had better stand.
    barred : shapely geometry, optional
        Lines from which the names of areas keep away, and which those of places do not
        cross.
    thin : shapely geometry, optional
        Lines that the names of places cross only if they find no room else.
    frontier : shapely geometry, optional
        Borders that the names of places had better keep to their own side of.
    clear : float
        How far they keep away.
    apart : sequence of shapely geometry
        Areas that bear names of their own: no other stands in them.
    own : Own, optional
        The line that is named.
    """

    bounds: Box
    taken: Sequence[Box] | np.ndarray = ()
    spared: Sequence[Box] = ()
    water: BaseGeometry | None = None
    barred: BaseGeometry | None = None
    thin: BaseGeometry | None = None
    frontier: BaseGeometry | None = None
    clear: float = 0.0
    apart: Sequence[BaseGeometry] = ()
    own: LabelledLine | None = None


def are_free(
    boxes: np.ndarray, bounds: Box, full: Sequence[Box] | np.ndarray, margin: float
) -> np.ndarray:
    """Return which boxes lie within bounds and keep from all that are full."""
    west, south, east, north = boxes.T
    free: np.ndarray = (bounds[0] <= west) & (bounds[1] <= south)
    free &= (east <= bounds[2]) & (north <= bounds[3])
    if not free.any():
        return free
    left, low, right, top = np.reshape(full, (-1, 4)).T
    near = (west.min() - margin < right) & (left < east.max() + margin)
    near &= (south.min() - margin < top) & (low < north.max() + margin)
    left, low, right, top = (edge[near, None] for edge in (left, low, right, top))
    covered = (west - margin < right) & (left < east + margin)
    covered &= (south - margin < top) & (low < north + margin)
    free &= ~covered.any(axis=0)
    return free

"""Places names beside their points so that none covers another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import inf

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground import prepared

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
        wet = shapely.area(shapely.intersection(near, shapely.box(*edges)))
        dry_tenths = np.round(10 * (1 - wet / (label.width * label.height)))
        boxes = [boxes[i] for i in np.argsort(dry_tenths, kind="stable")]
    return boxes


def _home_first(
    label: Label, boxes: list[Box], frontier: BaseGeometry | None
) -> list[Box]:
    """Return boxes, first those to which no border lies on the way from the point."""
    x, y = label.x, label.y
    reached = [
        (min(west, x), min(south, y), max(east, x), max(north, y))
        for west, south, east, north in boxes
    ]
    kept = {*_uncrossed(reached, frontier)}
    pairs = sorted(
        zip(reached, boxes, strict=True), key=lambda pair: pair[0] not in kept
    )
    return [box for _, box in pairs]


def _of_label(label: Label, boxes: list[Box], every: Sequence[Label]) -> list[Box]:
    """Return the boxes at which nobody takes a label for that of another place."""
    others = [(o.x, o.y) for o in every if o is not label and o.rank <= label.rank]
    if not boxes or not others:
        return boxes
    rectangles = np.array(boxes)
    own = _away(np.array([[label.x, label.y]]), rectangles)[:, 0]
    kept = own <= _away(np.array(others), rectangles).min(axis=1)
    return [box for box, near in zip(boxes, kept, strict=True) if near]


def _away(points: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Return how far each of some boxes is from each of some points."""
    x, y = points.T
    west, south, east, north = boxes.T[..., None]
    across = np.maximum(0, np.maximum(west - x, x - east))
    up = np.maximum(0, np.maximum(south - y, y - north))
    away: np.ndarray = np.hypot(across, up)
    return away


def _uncrossed(boxes: list[Box], lines: BaseGeometry | None) -> list[Box]:
    """Return the boxes that no line crosses."""
    if lines is None or not boxes:
        return boxes
    crossed = shapely.intersects(lines, shapely.box(*np.transpose(boxes)))
    return [box for box, met in zip(boxes, crossed, strict=True) if not met]


def _prepared(lines: BaseGeometry | None) -> BaseGeometry | None:
    return None if lines is None else prepared(lines)


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

    def is_nearest_to(self, boxes: np.ndarray) -> np.ndarray:
        """Return for each of some rectangles whether a name there is the line's."""
        away = shapely.distance(self.line, boxes)
        nearest: np.ndarray = away <= self.most
        if self.others is not None and not self.others.is_empty:
            nearest &= away <= shapely.distance(self.others, boxes)
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
    own : Own, optional
        The line that is named.
    """

    bounds: Box
    taken: Sequence[Box] = ()
    spared: Sequence[Box] = ()
    water: BaseGeometry | None = None
    barred: BaseGeometry | None = None
    thin: BaseGeometry | None = None
    frontier: BaseGeometry | None = None
    clear: float = 0.0
    own: LabelledLine | None = None


def place(
    labels: Sequence[Label], room: LabelSpace, margin: float = 0.0
) -> list[Box | None]:
    """Give each label the best spot that is still free, nearer to no other's point.

    Parameters
    ----------
    labels : sequence of Label
        The most important first: it chooses first, and its name and sign may cover the
        signs of those that come later; these then have no name.
    room : Room
    margin : float
        How far labels keep from each other at least.

    Returns
    -------
    list of Box or None
        In the order of `labels`; None where no spot was free.
    """
    full = list(room.taken)
    barred, thin = map(_prepared, (room.barred, room.thin))
    room = replace(room, frontier=_prepared(room.frontier))
    drawn: list[Box] = []
    boxes: list[Box | None] = []
    few = [label for label in labels if label.prior]
    together = dict(zip(few, _together(few, room, barred, margin), strict=True))
    for label in labels:
        sign = around(label.x, label.y, label.sign)
        free = together.get(label)
        if free is None and not overlaps_any(sign, drawn):
            every = _home_first(label, spots(label, room.water), room.frontier)
            every = _of_label(label, every, labels)
            wanted = _uncrossed(every, barred)
            clear = _uncrossed(wanted, thin)
            spared = [*full, *room.spared]
            tries = [(clear, spared), (wanted, spared), (wanted, full)]
            if not boxes:  # The first of all goes before the lines.
                tries.append((every, full))
            for some, taken in tries:
                free = free or _first_free(some, room.bounds, taken, margin)
        boxes.append(free)
        if free is not None:
            drawn += [free, sign]
            full += [free, sign]
    return boxes


_CROSSING, _COVERING, _MISTAKEN, _NAMELESS = 12, 8, 40, 100
"""What it costs to cross a line, to cover each thing that had better be spared, to
stand nearer to another of the few, and to have no name; to stand in the next best spot
costs one."""


def _together(
    labels: Sequence[Label],
    room: LabelSpace,
    barred: BaseGeometry | None,
    margin: float,
) -> list[Box | None]:
    """Return the spots of a few labels at which they are best off as a whole."""
    offers: list[list[tuple[float, Box | None]]] = []
    for label in labels:
        every = _home_first(label, spots(label, room.water), room.frontier)
        clear = {*_uncrossed(every, barred)}
        others = [around(o.x, o.y, o.sign) for o in labels if o is not label]
        own = {*_of_label(label, every, labels)}
        offer: list[tuple[float, Box | None]] = [(_NAMELESS, None)]
        for rank, box in enumerate(every):
            if _first_free([box], room.bounds, [*room.taken, *others], margin) is None:
                continue
            met = sum(overlap(box, spared) for spared in room.spared)
            cost = rank + _CROSSING * (box not in clear) + _COVERING * met
            cost += _MISTAKEN * (box not in own)
            offer.append((cost, box))
        offers.append(offer)
    best: tuple[float, tuple[Box | None, ...]] = (inf, (None,) * len(labels))
    for chosen in product(*offers):
        total = sum(cost for cost, _ in chosen)
        if total >= best[0]:
            continue
        spread = [grow(box, margin / 2) for _, box in chosen if box is not None]
        if not any(overlap(a, b) for a, b in combinations(spread, 2)):
            best = (total, tuple(box for _, box in chosen))
    return [*best[1]]


def _first_free(
    wanted: Sequence[Box], bounds: Box, full: Sequence[Box], margin: float
) -> Box | None:
    """Return the first box that lies within bounds and keeps from all that are full."""
    if not wanted:
        return None
    free = are_free(np.asarray(wanted), bounds, full, margin)
    best = int(np.argmax(free))
    return wanted[best] if free[best] else None


def are_free(
    boxes: np.ndarray, bounds: Box, full: Sequence[Box] | np.ndarray, margin: float
) -> np.ndarray:
    """Return which boxes lie within bounds and keep from all that are full."""
    west, south, east, north = boxes.T
    left, low, right, top = np.reshape(full, (-1, 4)).T[..., None]
    free: np.ndarray = (bounds[0] <= west) & (bounds[1] <= south)
    free &= (east <= bounds[2]) & (north <= bounds[3])
    covered = (west - margin < right) & (left < east + margin)
    covered &= (south - margin < top) & (low < north + margin)
    free &= ~covered.any(axis=0)
    return free

"""Places names beside their points so that none covers another."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations, groupby, product
from math import inf

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground import prepared
from geo.pictures.labels import (
    Box,
    Label,
    LabelSpace,
    are_free,
    around,
    box_of,
    centred,
    grow,
    overlap,
    overlaps_any,
    spots,
)


def place(
    labels: Sequence[Label],
    room: LabelSpace,
    margin: float = 0.0,
    keep: Callable[[list[Box]], list[Box]] = lambda _: [],
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
    keep : callable, optional
        Given the boxes of the few that go before all others, returns what the others
        cover only if they find no room else.

    Returns
    -------
    list of Box or None
        In the order of `labels`; None where no spot was free.
    """
    barred, thin, frontier = map(_prepared, (room.barred, room.thin, room.frontier))
    room = replace(room, barred=barred, thin=thin, frontier=frontier)
    few = [label for label in labels if label.prior]
    together = dict(zip(few, _together(few, room, margin), strict=True))
    kept = keep([box for box in together.values() if box is not None])
    room = replace(room, spared=[*room.spared, *kept])
    full = np.reshape(room.taken, (-1, 4))
    names: list[Box] = []
    signs: list[Box] = []
    cores: list[Box] = []
    boxes: list[Box | None] = [None] * len(labels)
    for _, group in groupby(range(len(labels)), key=lambda i: labels[i].rank):
        alike = [*group]
        for find in (_beside, _far):  # what is far off goes round what is not
            for i in alike:
                label, space = labels[i], replace(room, taken=full)
                sign = around(label.x, label.y, label.sign)
                if boxes[i] is not None or overlaps_any(sign, names):
                    continue
                core = around(label.x, label.y, _BARE * label.sign)
                bare = label.led and not label.rank
                if overlaps_any(core, cores) if bare else overlaps_any(sign, signs):
                    continue
                box = together.get(label) or find(label, labels, space, margin)
                boxes[i] = box
                if box is not None:
                    names.append(box)
                    signs.append(sign)
                    cores.append(core)
                    led = _along(label, box) if find is _far else ()
                    full = np.vstack([full, box, sign, *led])
    return boxes


def _beside(
    label: Label, labels: Sequence[Label], room: LabelSpace, margin: float
) -> Box | None:
    """Return the best spot that is free beside the point of a label."""
    every = _home_first(label, spots(label, room.water), room.frontier)
    every = _of_label(label, every, labels)
    wanted = _uncrossed(every, room.barred)
    clear = _uncrossed(wanted, room.thin)
    spared = np.vstack([room.taken, np.reshape(room.spared, (-1, 4))])
    tries = [(clear, spared), (wanted, spared), (wanted, room.taken)]
    if label is labels[0]:  # The first of all goes before the lines.
        tries.append((every, room.taken))
    for some, taken in tries:
        box = _first_free(some, room.bounds, taken, margin)
        if box is not None:
            return box
    return None


_BARE = 0.4
"""Of the sign of a place of the first rank that is named in any case, so much of its
reach is not covered by another's."""

_OFF = (1.4, 2.2, 3.2, 4.4, 6.0)
"""How far off its point a name may stand to which something leads, in its heights."""

_LONG = 5.0
"""What leads farther, in heights of the name, crosses no line."""

_DIRECTIONS = np.linspace(0, 2 * np.pi, 24, endpoint=False)


def is_far(label: Label, box: Box) -> bool:
    """Return whether a name stands so far off its point that something leads there."""
    return box not in spots(label)


def way(label: Label, box: Box) -> BaseGeometry:
    """Return what leads from the point of a label to its name."""
    line: BaseGeometry = shapely.shortest_line(
        shapely.Point(label.x, label.y), shapely.box(*box)
    )
    return line


def _far(
    label: Label, labels: Sequence[Label], room: LabelSpace, margin: float
) -> Box | None:
    """Return the nearest free spot off a point to which a way leads past all else."""
    if not label.led:
        return None
    off, angle = map(np.ravel, np.meshgrid(_OFF, _DIRECTIONS, indexing="ij"))
    across = np.cos(angle) * (off * label.height + label.width / 2)
    up = np.sin(angle) * (off + 0.5) * label.height
    centres = np.column_stack([label.x + across, label.y + up])
    spots = centred(centres, label.width, label.height)
    signs = [around(o.x, o.y, o.sign) for o in labels if o is not label]
    full = [*room.taken, *room.spared, *signs]
    free = spots[are_free(spots, room.bounds, full, margin)]
    wanted = _uncrossed([box_of(spot) for spot in free], room.barred)
    own = around(label.x, label.y, label.sign)
    passed = [box for box in full if not overlap(box, own)]
    things = shapely.STRtree(shapely.box(*np.transpose(passed)))
    for box in _home_first(label, wanted, room.frontier):
        led = way(label, box)
        far = room.barred is not None and led.length > _LONG * label.height
        if far and shapely.intersects(room.barred, led):
            continue
        if not len(things.query(led, predicate="intersects")):
            return box
    return None


def _along(label: Label, box: Box) -> list[Box]:
    """Return what the way to a name covers."""
    line, step = way(label, box), label.height / 4
    steps = np.arange(0, line.length + step, step)
    points = shapely.get_coordinates(shapely.line_interpolate_point([line], steps))
    return [around(x, y, step / 2) for x, y in points]


_CROSSING, _COVERING, _MISTAKEN, _NAMELESS = 12, 8, 40, 100
"""What it costs to cross a line, to cover each thing that had better be spared, to
stand nearer to another of the few, and to have no name; to stand in the next best spot
costs one."""


def _together(
    labels: Sequence[Label],
    room: LabelSpace,
    margin: float,
) -> list[Box | None]:
    """Return the spots of a few labels at which they are best off as a whole."""
    offers: list[list[tuple[float, Box | None]]] = []
    for label in labels:
        every = _home_first(label, spots(label, room.water), room.frontier)
        clear = {*_uncrossed(every, room.barred)}
        others = [around(o.x, o.y, o.sign) for o in labels if o is not label]
        full = [*room.taken, *others]
        free = are_free(np.asarray(every), room.bounds, full, margin)
        own = {*_of_label(label, every, labels)}
        offer: list[tuple[float, Box | None]] = [(_NAMELESS, None)]
        for rank, box in enumerate(every):
            if not free[rank]:
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
    wanted: Sequence[Box],
    bounds: Box,
    full: Sequence[Box] | np.ndarray,
    margin: float,
) -> Box | None:
    """Return the first box that lies within bounds and keeps from all that are full."""
    if not wanted:
        return None
    free = are_free(np.asarray(wanted), bounds, full, margin)
    best = int(np.argmax(free))
    return wanted[best] if free[best] else None


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
    x, y = np.transpose(others)
    (west, south), (east, north) = rectangles[:, :2].min(0), rectangles[:, 2:].max(0)
    far = own.max()
    near = (
        (west - far <= x) & (x <= east + far) & (south - far <= y) & (y <= north + far)
    )
    if not near.any():
        return boxes
    kept = own <= _away(np.column_stack([x[near], y[near]]), rectangles).min(axis=1)
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
    edges = np.transpose(boxes)
    whole = shapely.box(*edges[:2].min(axis=1), *edges[2:].max(axis=1))
    if not shapely.intersects(lines, whole):
        return boxes
    crossed = shapely.intersects(lines, shapely.box(*edges))
    return [box for box, met in zip(boxes, crossed, strict=True) if not met]


def _prepared(lines: BaseGeometry | None) -> BaseGeometry | None:
    return None if lines is None else prepared(lines)

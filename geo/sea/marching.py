"""Follows a traced line point by point, round acute turns too."""

from dataclasses import dataclass, field

import numpy as np

from geo.ground import GEOD
from geo.sea.measures import SETTLED_M, Margin, Measure, moved
from geo.sea.space import Array, columns, geocentric, tree

BEYOND_M = 5_000.0
"""How far a line is followed beyond where it is wanted: it may come back."""


@dataclass(frozen=True)
class Bounds:
    """Where a line is followed.

    Attributes
    ----------
    box : (west, south, east, north)
        Degrees.
    wanted : callable or None
        Positive at points where it is needed; elsewhere it is left after `BEYOND_M`.
    """

    box: tuple[float, float, float, float]
    wanted: Margin | None = None

    def hold(self, point: Array) -> bool:
        """Return whether a point lies in the box."""
        west, south, east, north = self.box
        return bool(west <= point[0] <= east and south <= point[1] <= north)

    def want(self, point: Array) -> bool:
        """Return whether a line is needed at a point."""
        return self.wanted is None or bool(self.wanted(point[None])[0] >= 0)


FIRST_M, LONGEST_M, SHORTEST_M = 200.0, 2_000.0, 0.5
"""Length of a step at first and after a turn, and at most; and at least, below which
the line is given up."""

SHARES = np.linspace(0.125, 1.0, 8)
"""Where in a step it is looked whether something else controls the line."""

MOST_STEPS = 4_000
FLAT = 2e-3
"""Slope below which a measure has no line to follow: one point controls both sides."""

FAR_OFF_M = 50.0
"""How far from where a turn shows it may lie: two controls may long be as near."""

HIT_M = 3.0
"""How far off a step a point may lie that the step passes through."""


@dataclass
class Path:
    """A walked path: points after the start, and the controls before and after each.

    Attributes
    ----------
    points, before, after : list of numpy.ndarray
    hit : int or None
        The target where the walk ended; None if it left the box or lost the line.
    """

    points: list[Array] = field(default_factory=list)
    before: list[Array] = field(default_factory=list)
    after: list[Array] = field(default_factory=list)
    hit: int | None = None

    def add(self, point: Array, before: Array, after: Array) -> None:
        """Add a point, and the controls on either side of it."""
        self.points.append(point)
        self.before.append(before)
        self.after.append(after)


def along(slope: Array) -> Array:
    """Return the direction of a line, with the higher side of its measure on the left.

    Examples
    --------
    >>> along(np.array([[0.0, -1.0]])).tolist()
    [[-1.0, -0.0]]
    """
    return columns(slope[:, 1], -slope[:, 0])


class Walker:
    """Walks along the line on which a measure is zero.

    Parameters
    ----------
    measure : geo.sea.measures.Measure
    points, ways : numpy.ndarray
        Points on the line where a walk ends, and the way of the line there.
    bounds : Bounds
        Where a walk ends too.
    straight_m : float
        How far a step may stray from the line.
    """

    def __init__(
        self,
        measure: Measure,
        points: Array,
        ways: Array,
        bounds: Bounds,
        straight_m: float,
    ) -> None:
        self.measure = measure
        self.bounds = bounds
        self.straight_m = straight_m
        self.ways = ways
        self.xyz = geocentric(points)
        self.tree = tree(self.xyz)

    def walk(self, start: int, spot: Array, key: Array, sign: float) -> Path:
        """Return the way from a target to the next, forward (1) or back (-1)."""
        path, step, at_turn, beyond = Path(), FIRST_M, 0, 0.0
        for _ in range(MOST_STEPS):
            ahead = self._step(spot, key, sign * step)
            if ahead is None:
                step /= 2
                if step < SHORTEST_M:
                    return path
                continue
            beaten, others = self.measure.beaten(ahead, key)
            bad = np.flatnonzero((beaten > SETTLED_M).any(axis=1))
            if len(bad):
                behind = spot if bad[0] == 0 else ahead[bad[0] - 1]
                end, changed = self._turn(behind, ahead[bad[0]], key)
                if (end - spot) @ (ahead[-1] - spot) < 0:
                    end = spot
                progress = GEOD.inv(*spot, *end)[2]
                at_turn = at_turn + 1 if progress < SHORTEST_M else 0
                if at_turn > 6:
                    return path
            else:
                # A piece and the vertex it ends in are as near while that is nearest.
                end, changed = ahead[-1], np.where(beaten[-1] < 1e-6, others[-1], key)
            left = start if not path.points else None
            path.hit = self.hit(spot, end, sign, left)
            beyond = 0.0 if self.bounds.want(end) else beyond + step
            if path.hit is not None or beyond > BEYOND_M or not self.bounds.hold(end):
                return path
            path.add(end, key, changed)
            step = FIRST_M if len(bad) else min(2 * step, LONGEST_M)
            spot, key = end, changed
        return path

    def _step(self, spot: Array, key: Array, step: float) -> Array | None:
        """Return points up to a step ahead, or nothing if the line bends too much."""
        slope = self.measure.fixed(spot[None], key).slope
        size = float(np.hypot(*slope[0]))
        if size < FLAT:
            return None
        way = along(slope)[0] / size * step
        ahead = moved(np.repeat(spot[None], len(SHARES), 0), np.outer(SHARES, way))
        settled = self._settled(ahead, key)
        if settled is None:
            return None
        chord = spot + SHARES[:, None] * (settled[-1] - spot)
        stray = np.asarray(GEOD.inv(*chord.T, *settled.T)[2])
        if stray.max() > self.straight_m or self._turns_back(spot, settled, way):
            return None
        return settled

    @staticmethod
    def _turns_back(spot: Array, settled: Array, way: Array) -> bool:
        """Return whether a step did not lead ahead after all."""
        east = np.cos(np.radians(spot[1]))
        steps = np.diff(np.vstack([spot, settled]), axis=0) * (east, 1.0)
        return bool((steps @ way <= 0).any())

    def _settled(self, points: Array, key: Array) -> Array | None:
        """Return points moved onto the line that a key controls, near them."""
        for _ in range(6):
            reading = self.measure.fixed(points, key)
            if np.abs(reading.metres).max() < 1e-3:
                return points
            steep = np.einsum("ij,ij->i", reading.slope, reading.slope)
            if steep.min() < FLAT**2:
                return None
            shift = reading.slope * (-reading.metres / steep)[:, None]
            points = moved(points, shift)
        good = np.abs(self.measure.fixed(points, key).metres).max() < SETTLED_M
        return points if good else None

    def _turn(self, good: Array, bad: Array, key: Array) -> tuple[Array, Array]:
        """Return where between two points another key takes over, and that key."""
        for _ in range(4):
            shares = np.linspace(0, 1, 17)[:, None]
            points = self._settled(good + shares * (bad - good), key)
            if points is None:
                break
            beaten, _ = self.measure.beaten(points, key)
            first = np.flatnonzero((beaten > SETTLED_M).any(axis=1))
            if not len(first):
                break
            if first[0] == 0:
                bad = points[0]
                break
            good, bad = points[first[0] - 1], points[first[0]]
        beaten, others = self.measure.beaten(bad[None], key)
        term = int(beaten[0].argmax())
        changed = key.copy()
        changed[term] = others[0, term]
        return self._corner(bad, key, changed), changed

    def _corner(self, near: Array, one: Array, two: Array) -> Array:
        """Return where the lines of two keys cross, or else the point given."""
        spot = near[None]
        for _ in range(6):
            readings = [self.measure.fixed(spot, key) for key in (one, two)]
            slopes = np.vstack([reading.slope for reading in readings])
            metres = np.array([reading.metres[0] for reading in readings])
            if abs(np.linalg.det(slopes)) < 1e-5:
                return near
            spot = moved(spot, np.linalg.solve(slopes, -metres)[None])
        return spot[0] if GEOD.inv(*near, *spot[0])[2] < FAR_OFF_M else near

    def hit(self, spot: Array, end: Array, sign: float, left: int | None) -> int | None:
        """Return the first target that a step passes through."""
        a, b = geocentric(np.vstack([spot, end]))
        length = float(np.linalg.norm(b - a))
        if length < 1e-6:
            return None
        near = self.tree.query_ball_point((a + b) / 2, length / 2 + HIT_M)
        near = np.array([n for n in near if n != left], int)
        if not len(near):
            return None
        offset = self.xyz[near] - a
        share = offset @ (b - a) / length**2
        aside = np.linalg.norm(offset - share[:, None] * (b - a), axis=1)
        azimuth = np.radians(GEOD.inv(*spot, *end)[0])
        way = sign * np.array([np.sin(azimuth), np.cos(azimuth)])
        same_way = self.ways[near] @ way > 0.2
        hits = (
            (share * length > 1e-3) & (share <= 1 + 1e-6) & (aside < HIT_M) & same_way
        )
        return int(near[hits][share[hits].argmin()]) if hits.any() else None

"""Follows a traced line point by point, round acute turns too, and joins its parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.spatial import cKDTree

from geo.maritime.coasts import Array, geocentric
from geo.maritime.measures import SETTLED_M, Chain, Measure, moved
from geo.maritime.paths import GEOD

Box = tuple[float, float, float, float]

FIRST_M, LONGEST_M, SHORTEST_M = 200.0, 2_000.0, 0.5
"""Length of a step at first and after a turn, and at most; and at least, below which
the line is given up."""

SHARES = np.linspace(0.125, 1.0, 8)
"""Where in a step it is looked whether something else controls the line."""

MOST_STEPS = 4_000
FLAT = 2e-3
"""Slope below which a measure has no line to follow: one point controls both sides."""

FAR_OFF_M = 50.0
"""How far from where a turn is seen it may lie: two controls may be as near for long."""

HIT_M = 3.0
"""How far off a step a point may lie that the step passes through."""


@dataclass
class Path:
    """What was walked: points after the start, and what controls before and after each.

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
    """Return the way of a line, with the higher side of its measure on the left."""
    return np.column_stack([slope[:, 1], -slope[:, 0]])


class Walker:
    """Walks along the line on which a measure is zero.

    Parameters
    ----------
    measure : geo.maritime.measures.Measure
    points, ways : numpy.ndarray
        Points on the line where a walk ends, and the way of the line there.
    box : (west, south, east, north)
        Where a walk ends too.
    straight_m : float
        How far a step may stray from the line.
    """

    def __init__(
        self,
        measure: Measure,
        points: Array,
        ways: Array,
        box: Box,
        straight_m: float,
    ) -> None:
        self.measure = measure
        self.box = box
        self.straight_m = straight_m
        self.ways = ways
        self._xyz = geocentric(points)
        self._tree = cKDTree(self._xyz)

    def walk(self, start: int, spot: Array, key: Array, sign: float) -> Path:
        """Return the way from a target to the next, forward (1) or back (-1)."""
        path, step, at_turn = Path(), FIRST_M, 0
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
            path.hit = self._hit(spot, end, start, key, sign, bool(path.points))
            if path.hit is not None or not self._inside(end):
                return path
            path.add(end, key, changed)
            step = FIRST_M if len(bad) else min(2 * step, LONGEST_M)
            spot, key = end, changed
        return path

    def _inside(self, point: Array) -> bool:
        west, south, east, north = self.box
        return bool(west <= point[0] <= east and south <= point[1] <= north)

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
            found = self.measure.fixed(points, key)
            if np.abs(found.metres).max() < 1e-3:
                return points
            steep = np.einsum("ij,ij->i", found.slope, found.slope)
            if steep.min() < FLAT**2:
                return None
            shift = found.slope * (-found.metres / steep)[:, None]
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

    def _hit(
        self, spot: Array, end: Array, start: int, key: Array, sign: float, left: bool
    ) -> int | None:
        """Return the first target that a step passes through."""
        a, b = geocentric(np.vstack([spot, end]))
        length = float(np.linalg.norm(b - a))
        if length < 1e-6:
            return None
        near = self._tree.query_ball_point((a + b) / 2, length / 2 + HIT_M)
        near = np.array([n for n in near if n != start or left], int)
        if not len(near):
            return None
        offset = self._xyz[near] - a
        share = offset @ (b - a) / length**2
        aside = np.linalg.norm(offset - share[:, None] * (b - a), axis=1)
        azimuth = np.radians(GEOD.inv(*spot, *end)[0])
        way = sign * np.array([np.sin(azimuth), np.cos(azimuth)])
        same_way = self.ways[near] @ way > 0.2
        hits = (share > 0) & (share <= 1 + 1e-6) & (aside < HIT_M) & same_way
        return int(near[hits][share[hits].argmin()]) if hits.any() else None


@dataclass(frozen=True)
class _Link:
    """The way from one point on a line to the next.

    Attributes
    ----------
    start, end : int
    length : float
        Metres, about.
    points, key : numpy.ndarray
        What lies between, and what controls the line from there on.
    sound : numpy.ndarray
        Of each piece, whether one thing controls it from end to end.
    """

    start: int
    end: int
    length: float
    points: Array
    key: Array
    sound: Array


def join(
    measure: Measure, chains: Sequence[Chain], box: Box, straight_m: float
) -> Iterator[Chain]:
    """Yield whole lines: where a piece is not sound, the line is walked instead.

    A grid cannot see how far a line runs out before it turns back sharply, nor a neck
    narrower than its cells: there pieces lead from one arm to the other.

    Parameters
    ----------
    measure : geo.maritime.measures.Measure
    chains : sequence of geo.maritime.measures.Chain
        Vertices on lines, and which of the pieces between them follow these.
    box : (west, south, east, north)
        Where lines end.
    straight_m : float
        How far a piece may stray from the line.
    """
    if not chains:
        return
    chains = [_forward(chain) for chain in chains]
    parts = Chain(
        np.vstack([chain.points for chain in chains]),
        np.vstack([chain.key for chain in chains]),
        np.concatenate([chain.helper for chain in chains]),
        np.vstack([chain.slope for chain in chains]),
        np.zeros(0, bool),
    )
    ways = along(parts.slope)
    sizes = np.maximum(np.hypot(*ways.T), 1e-9)
    ways = np.where((sizes > STEEP)[:, None], ways / sizes[:, None], 0)
    links = _sound_links(chains, parts.points, ways)
    walker = Walker(measure, parts.points, ways, box, straight_m)
    links = _walked_links(walker, parts.points, parts.key, links)
    for run, pieces in _runs(len(parts.points), links):
        yield _chain(parts, run, pieces)


STEEP = 0.02
"""Slope from which on the way of a line is known."""

SIDEWAYS = 0.17
"""Cosine of the angle by which a piece may lie off the way of the line at its ends."""


WHOLE = np.ones(1, bool)


def _forward(chain: Chain) -> Chain:
    """Return a chain the way its line goes."""
    steps = np.diff(chain.points, axis=0)
    steps[:, 0] *= np.cos(np.radians(chain.points[0, 1]))
    way = along(chain.slope)
    if np.sum((way[1:] + way[:-1]) * steps) >= 0:
        return chain
    return Chain(
        chain.points[::-1],
        chain.key[::-1],
        chain.helper[::-1],
        chain.slope[::-1],
        chain.sound[::-1],
    )


def _sound_links(chains: Sequence[Chain], points: Array, ways: Array) -> list[_Link]:
    """Return the pieces that follow the line, from end to end."""
    sizes = [len(chain.points) for chain in chains]
    starts = np.cumsum([0, *sizes[:-1]])
    at = np.concatenate(
        [
            start + np.flatnonzero(c.sound)
            for start, c in zip(starts, chains, strict=True)
        ]
    )
    azimuth, _, metres = GEOD.inv(*points[at].T, *points[at + 1].T)
    angle = np.radians(np.asarray(azimuth))
    step = np.column_stack([np.sin(angle), np.cos(angle)])
    metres = np.asarray(metres)
    good = np.ones(len(at), bool)
    for end in (at, at + 1):
        known = (ways[end] != 0).any(axis=1) & (metres > 0.1)
        good &= ~known | (np.einsum("ij,ij->i", ways[end], step) > SIDEWAYS)
    links = [
        _Link(int(i), int(i) + 1, float(m), points[:0], points[:0], WHOLE)
        for i, m in zip(at[good], metres[good], strict=True)
    ]
    for start, chain in zip(starts, chains, strict=True):
        last = start + len(chain.points) - 1
        if GEOD.inv(*points[start], *points[last])[2] < 1e-3:
            none = points[:0]
            links.append(_Link(int(last), int(start), 0.0, none, none, WHOLE))
    return links


def _walked_links(
    walker: Walker, points: Array, key: Array, links: list[_Link]
) -> list[_Link]:
    """Return links, and those that are walked from points that lead nowhere."""
    leaves, enters = {link.start for link in links}, {link.end for link in links}
    for sign, linked in ((1.0, leaves), (-1.0, enters)):
        for n in range(len(points)):
            if n in linked or not walker.ways[n].any():
                continue
            path = walker.walk(n, points[n], key[n], sign)
            if path.hit is None:
                continue
            links.append(_walked(path, n, points, key, sign))
            enters.add(links[-1].end)
    return links


def _walked(path: Path, start: int, points: Array, key: Array, sign: float) -> _Link:
    """Return the link that a walk from a point makes, the way the line goes."""
    end = path.hit or 0
    spots = np.array(path.points).reshape(-1, 2)
    whole = np.vstack([points[start], spots, points[end]])
    length = float(np.sum(GEOD.inv(*whole[:-1].T, *whole[1:].T)[2]))
    before, after = (
        np.array(keys, int).reshape(-1, key.shape[1])
        for keys in (path.before, path.after)
    )
    leaving, entering = np.vstack([key[start], after]), np.vstack([before, key[end]])
    sound = (leaving == entering).all(axis=1)
    if sign > 0:
        return _Link(start, end, length, spots, after, sound)
    return _Link(end, start, length, spots[::-1], before[::-1], sound[::-1])


def _runs(count: int, links: list[_Link]) -> Iterator[tuple[list[int], list[_Link]]]:
    """Yield the lines that links make: the points of each, and the links between."""
    entered = {link.end for link in links}
    into: dict[int, _Link] = {}
    out: dict[int, _Link] = {}
    # The nearest comes first; of two, the one that is on a line itself.
    for link in sorted(links, key=lambda x: (x.start not in entered, x.length)):
        if link.start not in out and link.end not in into:
            out[link.start] = into[link.end] = link
    seen: set[int] = set()
    for n in [*(n for n in range(count) if n not in into), *range(count)]:
        if n in seen or n not in out:
            continue
        run, pieces = [n], []
        seen.add(n)
        while run[-1] in out:
            link = out[run[-1]]
            run.append(link.end)
            pieces.append(link)
            if link.end in seen:
                break
            seen.add(link.end)
        yield run, pieces


def _chain(parts: Chain, run: list[int], pieces: list[_Link]) -> Chain:
    """Return the line through some points, with what was walked between them."""
    spots, keys = [parts.points[run[:1]]], [parts.key[run[:1]]]
    helpers = [parts.helper[run[:1]]]
    for link in pieces:
        end = slice(link.end, link.end + 1)
        spots += [link.points, parts.points[end]]
        keys += [link.key.reshape(-1, parts.key.shape[1]), parts.key[end]]
        helpers += [np.zeros(len(link.points), bool), parts.helper[end]]
    whole = np.vstack(spots)
    return Chain(
        whole,
        np.vstack(keys).astype(int),
        np.concatenate(helpers),
        np.zeros_like(whole),
        np.concatenate([link.sound for link in pieces]),
    )

"""Joins the parts of traced lines, and walks the line where a piece is unsound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from geo.ground import GEOD
from geo.sea.marching import Bounds, Path, Walker, along
from geo.sea.measures import Chain, Measure
from geo.sea.space import Array, geocentric, tree


@dataclass(slots=True)
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
    measure: Measure, chains: Sequence[Chain], bounds: Bounds, straight_m: float
) -> Iterator[Chain]:
    """Yield whole lines: where a piece is not sound, the line is walked instead.

    A grid cannot see how far a line runs out before it turns back sharply, nor a neck
    narrower than its cells: there pieces lead from one arm to the other.

    Parameters
    ----------
    measure : geo.sea.measures.Measure
    chains : sequence of geo.sea.measures.Chain
        Vertices on lines, and which of the pieces between them follow these.
    bounds : Bounds
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
    first, links = _once(parts, links)
    parts = Chain(
        parts.points[first],
        parts.key[first],
        parts.helper[first],
        parts.slope[first],
        parts.sound,
    )
    walker = Walker(measure, parts.points, ways[first], bounds, straight_m)
    _shorten(links, walker, parts.points)
    parts, links = _walked_links(walker, parts, links)
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
        measured = (ways[end] != 0).any(axis=1) & (metres > 0.1)
        good &= ~measured | (np.einsum("ij,ij->i", ways[end], step) > SIDEWAYS)
    return [
        _Link(int(i), int(i) + 1, float(m), points[:0], points[:0], WHOLE)
        for i, m in zip(at[good], metres[good], strict=True)
    ]


ONE_PLACE_M = 0.5


def _once(parts: Chain, links: list[_Link]) -> tuple[Array, list[_Link]]:
    """Return the first of the points in each place, and links between only those.

    Vertices may have been moved to one place, give or take what they may lie off the
    line, and a ring begins and ends in one.
    """
    from scipy.sparse import coo_array  # noqa: PLC0415 (as in `tree`)
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    count = len(parts.points)
    where = tree(geocentric(parts.points))
    pairs = where.query_pairs(ONE_PLACE_M, output_type="ndarray")
    same = (parts.key[pairs[:, 0]] == parts.key[pairs[:, 1]]).all(axis=1)
    one, two = pairs[same].T
    joined = coo_array((np.ones(len(one)), (one, two)), shape=(count, count))
    labels = connected_components(joined, directed=False)[1]
    _, first, which = np.unique(labels, return_index=True, return_inverse=True)
    for link in links:
        link.start, link.end = int(which[link.start]), int(which[link.end])
    return first, [link for link in links if link.start != link.end]


def _shorten(links: list[_Link], walker: Walker, points: Array) -> None:
    """End each link in the first point that it passes through.

    Where an arm runs along the grid, vertices may have been moved past each other.
    """
    ends = np.array([(link.start, link.end) for link in links]).reshape(-1, 2)
    a, b = walker.xyz[ends[:, 0]], walker.xyz[ends[:, 1]]
    reach = np.linalg.norm(b - a, axis=1) / 2 + 1e-3
    near = walker.tree.query_ball_point((a + b) / 2, reach, return_length=True)
    for link in (links[n] for n in np.flatnonzero(near > 2)):
        start, end = points[link.start], points[link.end]
        first = walker.hit(start, end, 1.0, link.start)
        if first is not None and first != link.end:
            link.length = float(GEOD.inv(*start, *points[first])[2])
            link.end = first


def _walked_links(
    walker: Walker, parts: Chain, links: list[_Link]
) -> tuple[Chain, list[_Link]]:
    """Return points and links with those that are walked where a line breaks off."""
    points, key = parts.points, parts.key
    leaves, enters = {link.start for link in links}, {link.end for link in links}
    loose: list[tuple[Array, Array]] = []
    for sign, linked in ((1.0, leaves), (-1.0, enters)):
        for n in range(len(points)):
            if n in linked or not walker.ways[n].any():
                continue
            path = walker.walk(n, points[n], key[n], sign)
            if path.hit is None:
                if not path.points:
                    continue
                # The line ends here, in what is one point's own water or off the map.
                path.hit = len(points) + len(loose)
                keys = path.after if sign > 0 else path.before
                loose.append((path.points.pop(), keys[-1]))
                path.before.pop()
                path.after.pop()
            ends = [points, *(spot[None] for spot, _ in loose)]
            controls = [key, *(control[None] for _, control in loose)]
            whole = np.vstack(ends), np.vstack(controls)
            links.append(_walked(path, n, *whole, sign))
            enters.add(links[-1].end)
    extra = len(loose)
    return Chain(
        np.vstack([points, *(spot[None] for spot, _ in loose)]),
        np.vstack([key, *(control[None] for _, control in loose)]),
        np.append(parts.helper, np.zeros(extra, bool)),
        np.vstack([parts.slope, np.zeros((extra, 2))]),
        parts.sound,
    ), links


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
    at, begin = np.array(run), 0
    spots, keys, helpers = [], [], []
    # Most links have nothing between their ends.
    for n in [*(n for n, link in enumerate(pieces) if len(link.points)), len(pieces)]:
        ends = at[begin : n + 1]
        spots.append(parts.points[ends])
        keys.append(parts.key[ends])
        helpers.append(parts.helper[ends])
        if n < len(pieces):
            spots.append(pieces[n].points)
            keys.append(pieces[n].key.reshape(-1, parts.key.shape[1]))
            helpers.append(np.zeros(len(pieces[n].points), bool))
        begin = n + 1
    whole = np.vstack(spots)
    return Chain(
        whole,
        np.vstack(keys).astype(int),
        np.concatenate(helpers),
        np.zeros_like(whole),
        np.concatenate([link.sound for link in pieces]),
    )

"""How far the nearest front of a day is: many points at a time."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo import ground
from geo.control.fronts import Front
from geo.dates import number_of
from geo.files import cache
from geo.query.nearness import HALF, ranges

Numbers = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

KIND = "fronts"
"""What is kept."""

SIDE_M = 40_000.0
"""Side of the squares for each of which the fronts that count are put down."""

LOT = 4_096
"""The number of points measured at a time: their arrays then fit the cache."""

SPARE_M = 1.0
"""More than distances may be off as they are rounded."""

FAR_M = 1e8
"""Farther than anything on Earth."""

MOST = 2_000_000
"""Of so many pieces, times the changes of fronts, squares are put down at most."""


class FrontLines:
    """Distances to the fronts of days.

    Parameters
    ----------
    fronts : iterable of geo.control.fronts.Front
    """

    def __init__(self, fronts: Iterable[Front]) -> None:
        lines = list(fronts)
        shapes = gpd.GeoSeries([line.geometry for line in lines], crs=ground.WGS84)
        self._shapes = np.asarray(shapes.to_crs(ground.EQUAL_AREA).values)
        self._starts = np.array([number_of(line.start) for line in lines], np.int64)
        far = np.iinfo(np.int64).max
        ends = [number_of(line.end) if line.end else far for line in lines]
        self._ends = np.array(ends, np.int64)
        self._changes = np.unique(np.concatenate([self._starts, self._ends]))
        self._trees: dict[int, shapely.STRtree] = {}

    def km(
        self, x: Numbers, y: Numbers, days: Positions, *, quickly: bool = False
    ) -> Numbers:
        """Return how far from the nearest front of its day each point lies.

        Parameters
        ----------
        x, y : numpy.ndarray of float
            In `geo.ground.EQUAL_AREA`, in which distances within Libya are off by less
            than 0.5 %.
        days : numpy.ndarray of int
            As `geo.dates.number_of` returns them.
        quickly : bool
            Whether as many are still to come that a second's preparation pays.

        Returns
        -------
        numpy.ndarray of float
            Kilometres; NaN on a day without fronts. Both ways they are the same, when
            they are rounded to tenths as `geo.query.nearness.rounded` does.
        """
        since = np.searchsorted(self._changes, days, side="right") - 1
        if not quickly or (near := self._near) is None:
            return self._by_tree(x, y, since)
        result, left = near.km(x, y, since)
        tenths = result * 10
        left |= np.abs(tenths % 1 - 0.5) < HALF
        rows = np.flatnonzero(left)
        result[rows] = self._by_tree(x[rows], y[rows], since[rows])
        return result

    def _by_tree(self, x: Numbers, y: Numbers, since: Positions) -> Numbers:
        result = np.full(len(x), np.nan)
        points: npt.NDArray[np.object_] = np.asarray(shapely.points(x, y))
        order = np.argsort(since, kind="stable")
        bounds = np.flatnonzero(np.diff(since[order])) + 1
        for rows in np.split(order, bounds):
            if len(rows) and since[rows[0]] >= 0:
                tree = self._tree(int(since[rows[0]]))
                (of, _), metres = tree.query_nearest(
                    points[rows], all_matches=False, return_distance=True
                )
                result[rows[of]] = metres / 1000
        return result

    def _tree(self, since: int) -> shapely.STRtree:
        """Return the fronts that there were from one change to the next."""
        if since not in self._trees:
            self._trees[since] = shapely.STRtree(self._shapes[self._there(since)])
        return self._trees[since]

    def _there(self, since: int) -> npt.NDArray[np.bool_]:
        day = self._changes[since]
        there: npt.NDArray[np.bool_] = (self._starts <= day) & (day < self._ends)
        return there

    def table(self) -> dict[str, Numbers | Positions]:
        """Return what a database needs to know how far the nearest front is.

        Returns
        -------
        dict of str to numpy.ndarray
            The straight pieces of fronts that can be nearest to a point of a square of
            `SIDE_M`, and from when to when, half-open, as `geo.dates.number_of` counts
            days: ``sx, sy`` (of the square), ``since, until``, and in
            `geo.ground.EQUAL_AREA` where each begins and how far it goes: ``x, y, dx,
            dy``, and ``by_length2``, one by the square of its length.
        """
        near = self._near or self._put_down(many=True)
        assert near is not None
        square, piece, begin, end = near.spans()
        columns = near.lists.shape[2]
        days = np.append(self._changes, np.iinfo(np.int64).max)
        names = ("x", "y", "dx", "dy", "by_length2")
        return {
            "sx": square % columns + near.west,
            "sy": square // columns + near.south,
            "since": days[begin],
            "until": days[end],
            **dict(zip(names, near.pieces[:, piece], strict=True)),
        }

    def __getstate__(self) -> dict[str, Any]:
        # Where a copy is sent the squares are at hand, or made.
        return cache.without_parts(self) | {"_trees": {}}

    @cache.Part
    def _near(self) -> "_Near | None":
        """Return the pieces of fronts that count in each square, if they are few."""
        facts = [self._starts.tobytes(), self._ends.tobytes()]
        base = (ground.DATA / "base" / "countries.geojson").read_bytes()
        key = cache.key_of(
            [base, *shapely.to_wkb(self._shapes), *facts],
            [Path(__file__), Path(ground.__file__)],
        )
        return cache.cached(KIND, key, self._put_down, (_dumped, _loaded))

    def _put_down(self, *, many: bool = False) -> "_Near | None":
        parts, whole = shapely.get_parts(self._shapes, return_index=True)
        xy, line = shapely.get_coordinates(parts, return_index=True)
        ends = np.hstack([xy[:-1], xy[1:]])[line[:-1] == line[1:]]
        owner = whole[line[:-1][line[:-1] == line[1:]]]
        pieces, of = np.unique(ends, axis=0, return_inverse=True)
        count = len(self._changes)
        if not many and len(pieces) * count > MOST:
            return None
        there = np.zeros((count, len(pieces)), dtype=bool)
        for i in range(count):
            there[i, of.ravel()[self._there(i)[owner]]] = True
        return _Near.put_down(pieces, there)


@dataclass(frozen=True)
class _Near:
    """The pieces of fronts that can be nearest, by square and time.

    Attributes
    ----------
    pieces : numpy.ndarray of float, shape (5, n)
        As `_of_ends` returns them.
    lists : numpy.ndarray of int
        For each change of fronts, and row and column of the grid, the number of a list.
    begins : numpy.ndarray of int
        Where each list begins in `members`; and where the last ends.
    members : numpy.ndarray of int
        Pieces.
    west, south : int
        The first column and row, counted from the middle of Libya.
    """

    pieces: Numbers
    lists: npt.NDArray[np.int32]
    begins: Positions
    members: Positions
    west: int
    south: int

    @classmethod
    def put_down(cls, ends: Numbers, there: npt.NDArray[np.bool_]) -> "_Near":
        """Return them for the ground of Libya."""
        pieces = _of_ends(ends)
        bounds = np.array(ground.projected_libya().buffer(SIDE_M / 2).bounds)
        west, south, east, north = np.floor(bounds / SIDE_M).astype(int).tolist()
        columns, rows = east - west + 1, north - south + 1
        x = (west + np.arange(columns) + 0.5) * SIDE_M
        y = (south + np.arange(rows) + 0.5) * SIDE_M
        centres = np.stack([each.ravel() for each in np.meshgrid(x, y)])
        middle = centres[:, :, None]
        metres = np.sqrt(_squared(middle[0], middle[1], pieces[:, None, :]))
        libyan = shapely.dwithin(
            ground.projected_libya(), shapely.points(*centres), SIDE_M
        )
        metres[~libyan] = np.inf
        # From anywhere in a square what is nearest is by no more farther from its
        # middle than the nearest of that: twice the way from there to a corner.
        spare = np.hypot(SIDE_M, SIDE_M) + SPARE_M
        lists = np.zeros((len(there), len(metres)), np.int32)
        counts, members = [], []
        before, last, made = np.zeros(metres.shape, bool), None, 0
        for i, now in enumerate(there):
            nearest = metres[:, now].min(axis=1, initial=FAR_M)
            count = now & (metres <= (nearest + spare)[:, None])
            other = (count != before).any(axis=1)
            if last is None:
                other[:] = True
            new = np.flatnonzero(other)
            last = lists[i - 1].copy() if i else np.zeros(len(metres), np.int32)
            last[new] = np.arange(made, made + len(new))
            lists[i], before, made = last, count, made + len(new)
            counts.append(count[new].sum(axis=1))
            members.append(np.nonzero(count[new])[1])
        begins = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
        return cls(
            pieces,
            lists.reshape(len(there), rows, columns),
            begins,
            np.concatenate(members),
            west,
            south,
        )

    def spans(self) -> tuple[Positions, ...]:
        """Return each square and piece, and from which change of fronts to which.

        Of a piece that counts to the end: one more than there are changes.
        """
        count, rows, columns = self.lists.shape
        since = np.full((rows * columns, self.pieces.shape[1]), count)
        before, found = since < count, []
        for i in range(count + 1):
            now = np.zeros_like(before)
            if i < count:
                lists = self.lists[i].ravel()
                many = self.begins[lists + 1] - self.begins[lists]
                members = ranges(self.begins[lists], many)
                square = np.repeat(np.arange(len(lists)), many)
                now[square, self.members[members]] = True
            ended = np.nonzero(before & ~now)
            found.append((*ended, since[ended], np.full(len(ended[0]), i)))
            since[now & ~before] = i
            before = now
        return tuple(np.concatenate(each) for each in zip(*found, strict=True))

    def km(
        self, x: Numbers, y: Numbers, since: Positions
    ) -> tuple[Numbers, npt.NDArray[np.bool_]]:
        """Return how far fronts are, and which points have to be asked otherwise.

        These lie off the grid; or no front is near, or none at all.
        """
        result = np.full(len(x), np.nan)
        _, rows, columns = self.lists.shape
        column = np.floor(x / SIDE_M).astype(np.int64) - self.west
        row = np.floor(y / SIDE_M).astype(np.int64) - self.south
        on = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        queried = np.flatnonzero(on & (since >= 0))
        number = self.lists[since[queried], row[queried], column[queried]]
        begin = self.begins[number]
        count = self.begins[number + 1] - begin
        some = count > 0
        queried, begin, count = queried[some], begin[some], count[some]
        for lot in range(0, len(queried), LOT):
            part = slice(lot, lot + LOT)
            result[queried[part]] = self._measured(
                x[queried[part]], y[queried[part]], begin[part], count[part]
            )
        return result, np.isnan(result) & (since >= 0)

    def _measured(
        self, x: Numbers, y: Numbers, begin: Positions, count: Positions
    ) -> Numbers:
        """Return how far the nearest member of each point's list is."""
        first = np.cumsum(count) - count
        members = ranges(begin, count)
        pieces = self.pieces.take(self.members.take(members), axis=1)
        metres2 = _squared(np.repeat(x, count), np.repeat(y, count), pieces)
        km: Numbers = np.sqrt(np.minimum.reduceat(metres2, first)) / 1000
        return km


def _dumped(near: _Near | None) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, **({} if near is None else vars(near)))
    return stream.getvalue()


def _loaded(data: bytes) -> _Near | None:
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        return _Near(**kept) if kept else None


def _of_ends(ends: Numbers) -> Numbers:
    """Return of straight pieces where they begin, how far they go, and one by that."""
    x1, y1, x2, y2 = ends.T
    dx, dy = x2 - x1, y2 - y1
    length2 = dx * dx + dy * dy
    return np.stack([x1, y1, dx, dy, 1 / np.where(length2 > 0, length2, 1.0)])


def _squared(x: Numbers, y: Numbers, pieces: Numbers) -> Numbers:
    """Return the squares of the distances of points to straight pieces."""
    x1, y1, dx, dy, by_length2 = pieces
    px, py = x - x1, y - y1
    share = px * dx
    share += py * dy
    share *= by_length2
    np.clip(share, 0.0, 1.0, out=share)
    px -= share * dx
    py -= share * dy
    px *= px
    py *= py
    px += py
    squared: Numbers = px
    return squared

"""The cell and the ring of points by the square of a grid in which they lie."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground
from geo.control import points
from geo.control.points import NOWHERE, Cells
from geo.files import cache
from geo.query import nearness
from geo.query.nearness import Evidence
from geo.style import RINGS

Numbers = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Codes = npt.NDArray[np.signedinteger]

KIND = "squares"
"""What is kept."""

PER_DEGREE = 100
"""Squares of a degree's side."""

FINER = 5
"""Smaller squares of the side of a square that an edge passes."""

ASK = NOWHERE - 1
"""Code of a square that an edge passes: its points are looked up in smaller squares,
and those of such a smaller square one by one."""

OVER = 1e-3
"""The share of a smaller square's side by which floats may place a point beside it."""

SPARE_M = 200.0
"""Points up to this far, in metres, from what counts as Libyan are looked up."""

PIECE_M = 2_000.0
"""An edge of this length is straight in degrees and in metres alike, but for some
centimetres."""


@dataclass(frozen=True)
class Squares:
    """A grid of squares, each with its one answer, or with none.

    Attributes
    ----------
    codes : numpy.ndarray of int
        Of each square, by row from the south and column from the west: the position of
        the one cell that all of it lies in, times the number of rings, and the ring's;
        `NOWHERE`: all of it lies outside Libya; `ASK`.
    finer : numpy.ndarray of int, shape (n, FINER * FINER)
        The like of the smaller squares of each square of `ASK`, in their order.
    west, south : int
        Degrees.
    """

    codes: Codes
    finer: Codes
    west: int
    south: int

    @cached_property
    def _asked(self) -> Positions:
        """Return where the squares of `ASK` are."""
        return np.flatnonzero(self.codes == ASK)

    def at(self, lon: Numbers, lat: Numbers) -> Codes:
        """Return the code of each point."""
        rows, columns = self.codes.shape
        x = (lon - self.west) * PER_DEGREE
        y = (lat - self.south) * PER_DEGREE
        within = (x >= 0) & (x < columns) & (y >= 0) & (y < rows)
        place = np.where(within, y, 0).astype(np.int64) * columns
        place += np.where(within, x, 0).astype(np.int64)
        found: Codes = self.codes.ravel()[place]
        found[~within] = NOWHERE
        unsure = np.flatnonzero(found == ASK)
        number = np.searchsorted(self._asked, place[unsure])
        part = (y[unsure] % 1 * FINER).astype(np.int64) * FINER
        part += (x[unsure] % 1 * FINER).astype(np.int64)
        found[unsure] = self.finer[number, part]
        return found

    def dumped(self) -> bytes:
        """Return it as bytes, which `loaded` reads."""
        stream = io.BytesIO()
        corner = np.array([self.west, self.south])
        np.savez_compressed(stream, codes=self.codes, finer=self.finer, corner=corner)
        return stream.getvalue()

    @classmethod
    def loaded(cls, data: bytes) -> "Squares":
        """Return what `dumped` made bytes of."""
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            west, south = kept["corner"].tolist()
            return cls(kept["codes"], kept["finer"], west, south)


class Where:
    """Finds the cells of points, and which of their rings.

    Parameters
    ----------
    cells : geo.control.points.Cells
    evidence : geo.query.nearness.Evidence
    place_of : numpy.ndarray of int
        The place of each cell, as `evidence` numbers them.
    """

    def __init__(self, cells: Cells, evidence: Evidence, place_of: Positions) -> None:
        self._cells, self._evidence, self._place_of = cells, evidence, place_of

    def __getstate__(self) -> dict[str, Any]:
        # Where a copy is sent the grid is at hand, or made.
        return cache.without_parts(self)

    @cache.Part
    def _squares(self) -> Squares:
        """Return the grid, from the cache where it can."""
        shapes = [*self._cells.shapes, *self._evidence.shapes]
        facts = [self._place_of, self._evidence.place, self._evidence.rank]
        code = [Path(__file__)]
        code += [Path(one.__file__ or "") for one in (ground, nearness, points)]
        base = (ground.DATA / "base" / "countries.geojson").read_bytes()
        key = cache.key_of(
            [base, *shapely.to_wkb(shapes), *(each.tobytes() for each in facts)], code
        )
        return cache.cached(
            KIND,
            key,
            lambda: squares(self._cells, self._evidence, self._place_of),
            (Squares.dumped, Squares.loaded),
        )

    def at(
        self, lon: Numbers, lat: Numbers, *, quickly: bool
    ) -> tuple[Positions, Codes]:
        """Return the position of the cell of each point, and what is known of rings.

        Parameters
        ----------
        lon, lat : numpy.ndarray of float
            Degrees, WGS84.
        quickly : bool
            Whether as many are still to come that half a second's preparation pays.

        Returns
        -------
        numpy.ndarray of int
            `geo.control.points.NOWHERE` for a point outside Libya.
        numpy.ndarray of int
            For `rings`.
        """
        if not quickly:
            return self._cells.at(lon, lat), np.full(len(lon), ASK)
        codes = self._squares.at(lon, lat)
        cell = (codes // len(RINGS)).astype(np.int64)
        unsure = np.flatnonzero(codes == ASK)
        cell[unsure] = self._cells.at(lon[unsure], lat[unsure])
        return cell, codes

    def rings(
        self, lon: Numbers, lat: Numbers, places: Positions, codes: Codes
    ) -> Positions:
        """Return which ring of the cell of its place each point lies in.

        Parameters
        ----------
        lon, lat, places
            As for `geo.query.nearness.Evidence.at`.
        codes : numpy.ndarray of int
            As `at` returns them.
        """
        ring = (codes % len(RINGS)).astype(np.int64)
        unsure = np.flatnonzero(codes == ASK)
        ring[unsure] = self._evidence.at(lon[unsure], lat[unsure], places[unsure])
        return ring


def squares(cells: Cells, evidence: Evidence, place_of: Positions) -> Squares:
    """Return the grid over some cells and their rings.

    Parameters
    ----------
    cells : geo.control.points.Cells
    evidence : geo.query.nearness.Evidence
    place_of : numpy.ndarray of int
        The place of each cell, as `evidence` numbers them.

    Returns
    -------
    Squares

    Examples
    --------
    >>> import geopandas as gpd
    >>> square = shapely.box(10, 18, 27, 34)
    >>> one = {"place_id": ["a"], "ring": ["core"]}
    >>> frame = gpd.GeoDataFrame(one, geometry=[square], crs=4326)
    >>> made = squares(Cells(frame), Evidence(frame, {"a": 0}), np.array([0]))
    >>> made.at(np.array([13.5, 10.0, 9.0]), np.array([31.5, 31.5, 31.5])).tolist()
    [0, -2, -1]
    """
    reach = _reach()
    shapes = [*cells.shapes, *evidence.shapes]
    rim = shapely.segmentize(shapely.boundary(reach), PIECE_M)
    edges = [_edges(shapely.boundary(shapes)), _edges([ground.in_degrees(rim)])]
    ends = np.concatenate(edges)
    west, south = np.floor(np.minimum(ends[:, :2].min(0), ends[:, 2:].min(0)))
    east, north = np.ceil(np.maximum(ends[:, :2].max(0), ends[:, 2:].max(0)))
    columns, rows = int(east - west) * PER_DEGREE, int(north - south) * PER_DEGREE
    scaled = (ends - [west, south, west, south]) * (PER_DEGREE * FINER)
    passed = _passed(scaled, rows * FINER, columns * FINER)
    blocks = passed.reshape(rows, FINER, columns, FINER)
    asked = _asking(cells, evidence, place_of, reach)
    side = 1 / PER_DEGREE
    lats = south + np.arange(rows) * side
    clear: npt.NDArray[np.bool_] = ~np.any(blocks, axis=(1, 3))
    codes = _filled(clear, (np.full(rows, west), lats), side, asked)
    row, column = np.nonzero(codes == ASK)
    free = ~blocks[row, :, column, :].reshape(-1, FINER)
    lons = np.repeat(west + column * side, FINER)
    lats = np.repeat(south + row * side, FINER)
    lats += np.tile(np.arange(FINER), len(row)) * (side / FINER)
    finer = _filled(free, (lons, lats), side / FINER, asked)
    return Squares(codes, finer.reshape(-1, FINER * FINER), int(west), int(south))


def _asking(
    cells: Cells, evidence: Evidence, place_of: Positions, reach: BaseGeometry
) -> Callable[[Numbers, Numbers], Codes]:
    """Return what returns the code of each point, and so of its square."""
    near = ground.prepared(reach)
    dtype = np.min_scalar_type(-len(RINGS) * len(place_of))

    def asked(lon: Numbers, lat: Numbers) -> Codes:
        first = cells.covering(lon, lat)
        answers = np.full(len(first), ASK, dtype)
        there = np.flatnonzero(first != NOWHERE)
        ring = evidence.covering(lon[there], lat[there], place_of[first[there]])
        whole = ring < len(RINGS)
        answers[there[whole]] = (first[there] * len(RINGS) + ring)[whole]
        off = np.flatnonzero(first == NOWHERE)
        # Coordinates alone: to make points takes longer than to ask.
        x, y = ground.in_metres(lon[off], lat[off])
        answers[off[~shapely.intersects_xy(near, x, y)]] = NOWHERE
        return answers

    return asked


def _filled(
    free: npt.NDArray[np.bool_],
    corners: tuple[Numbers, Numbers],
    side: float,
    asked: Callable[[Numbers, Numbers], Codes],
) -> Codes:
    """Return the codes of squares; of those that are not free `ASK`.

    Parameters
    ----------
    free : numpy.ndarray of bool
        Rows of squares, each from the west; no edge passes those that are free.
    corners : tuple of numpy.ndarray of float
        Longitude and latitude of the corner of each row, in degrees.
    side : float
        Of a square, in degrees.
    asked : callable
        Returns the code of each point.
    """
    begins = free.copy()
    begins[:, 1:] &= ~free[:, :-1]
    row, column = np.nonzero(begins)
    west, south = corners
    answers = asked(west[row] + (column + 0.5) * side, south[row] + side / 2)
    # From one passed square to the next all in a row are alike.
    codes = np.full(free.shape, ASK, answers.dtype)
    codes[free] = answers[np.cumsum(begins[free]) - 1]
    return codes


def _reach() -> BaseGeometry:
    """Return all that can count as Libyan, in `geo.ground.EQUAL_AREA`."""
    libya, abroad = ground.projected_libya(), ground.projected_neighbours()
    at_sea = libya.buffer(ground.OFFSHORE_M + SPARE_M) - abroad.buffer(-SPARE_M)
    reach: BaseGeometry = at_sea | libya.buffer(ground.OUTLINE_TOLERANCE_M + SPARE_M)
    return reach


def _edges(lines: Iterable[object]) -> Numbers:
    """Return both ends of the straight pieces of lines, each once."""
    parts = shapely.get_parts(np.asarray(lines, object))
    xy, line = shapely.get_coordinates(parts, return_index=True)
    ends = np.hstack([xy[:-1], xy[1:]])[line[:-1] == line[1:]]
    turned = ends[:, 0] > ends[:, 2]
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    return np.asarray(np.unique(ends, axis=0))


def _passed(ends: Numbers, rows: int, columns: int) -> npt.NDArray[np.bool_]:
    """Return which squares of a grid some lines touch, or all but touch.

    Parameters
    ----------
    ends : numpy.ndarray of float, shape (n, 4)
        Of each line ``x, y`` of its western and its eastern end, in squares.
    rows, columns : int
    """
    passed = np.zeros((rows, columns), dtype=bool)
    x1, y1, x2, y2 = ends.T
    line, column = _each(np.floor(x1 - OVER), np.floor(x2 + OVER))
    # Of its line, what lies in each column.
    west, east = x1[line], x2[line]
    steep = east - west < OVER
    slope = (y2[line] - y1[line]) / np.where(steep, 1.0, east - west)
    begin = np.where(steep, west, np.clip(column - OVER, west, east))
    end = np.where(steep, east, np.clip(column + 1 + OVER, west, east))
    a = y1[line] + (begin - west) * slope
    b = np.where(steep, y2[line], y1[line] + (end - west) * slope)
    low, high = np.minimum(a, b) - OVER, np.maximum(a, b) + OVER
    part, row = _each(np.floor(low), np.floor(high))
    within = (row >= 0) & (row < rows)
    column = column[part][within]
    passed[row[within], np.clip(column, 0, columns - 1)] = True
    return passed


def _each(first: Numbers, last: Numbers) -> tuple[Positions, Positions]:
    """Return each whole number from one to another of many, and of which it is."""
    count = (last - first).astype(np.int64) + 1
    return np.repeat(np.arange(len(count)), count), nearness.ranges(
        first.astype(np.int64), count
    )

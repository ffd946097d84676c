"""In which cell points lie: many at a time, or one."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo import ground

Numbers = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

NOWHERE = -1
"""Position of the cell of a point that lies outside Libya."""

FEW = 16
"""Of fewer points for each polygon each looks for its polygons, else the reverse."""

BEYOND = 0.3
"""Degrees beyond the bounds of the cells at which nothing counts as Libyan."""


class Polygons:
    """Finds which polygons cover points, edges included.

    Parameters
    ----------
    shapes : iterable of shapely (Multi)Polygon

    Attributes
    ----------
    shapes : numpy.ndarray of shapely (Multi)Polygon
        They, prepared.

    Examples
    --------
    >>> squares = Polygons([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> of, number = squares.covering(np.array([1.0, 9.0]), np.array([1.0, 9.0]))
    >>> of.tolist(), number.tolist(), squares.covering_one(1.5, 1)
    ([0, 0], [0, 1], [1])
    """

    def __init__(self, shapes: Iterable[Any]) -> None:
        self.shapes = np.array([ground.shared(shape) for shape in shapes], object)
        self._edges = shapely.bounds(self.shapes).reshape(-1, 4).T
        self._tree = shapely.STRtree(self.shapes)

    def __reduce__(self) -> tuple[Any, ...]:
        # A copy sent elsewhere has to be prepared there.
        return Polygons, (list(self.shapes),)

    def covering(self, lon: Numbers, lat: Numbers) -> tuple[Positions, Positions]:
        """Return the positions of points, and of the polygons that cover them."""
        if len(lon) < FEW * len(self.shapes):
            of, number = self._tree.query(shapely.points(lon, lat))
            covers = shapely.intersects_xy(self.shapes[number], lon[of], lat[of])
            return of[covers], number[covers]
        order = np.argsort(lon)
        by_lon, lats = lon[order], lat[order]
        west, south, east, north = self._edges
        begins = np.searchsorted(by_lon, west, side="left")
        ends = np.searchsorted(by_lon, east, side="right")
        of, number = [order[:0]], [order[:0]]
        for i in np.flatnonzero(ends > begins).tolist():
            part = slice(begins[i], ends[i])
            rows = order[part][(lats[part] >= south[i]) & (lats[part] <= north[i])]
            # Coordinates alone: to make points takes longer than to ask.
            rows = rows[shapely.intersects_xy(self.shapes[i], lon[rows], lat[rows])]
            of.append(rows)
            number.append(np.full(len(rows), i))
        return np.concatenate(of), np.concatenate(number)

    def covering_one(self, lon: float, lat: float) -> list[int]:
        """Return the positions of the polygons that cover a point, in order."""
        west, south, east, north = self._edges
        near = np.flatnonzero(
            (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
        )
        covers = shapely.intersects_xy(self.shapes[near], lon, lat)
        return [int(i) for i in near[covers]]


class Cells:
    """Finds the cells of points.

    A point belongs to the cell that covers it, as its polygon is published: with
    straight edges between degrees, as GeoJSON has them (RFC 7946, 3.1.1). A point that
    none covers, and that counts as Libyan by `geo.ground.in_libya`, belongs to the
    nearest in `geo.ground.EQUAL_AREA`. Of several alike the first counts.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        As `geo.control.cells.cells` returns it: ``place_id`` and polygons in WGS84
        (EPSG:4326).

    Examples
    --------
    >>> square = shapely.box(13, 32, 14, 33)
    >>> frame = gpd.GeoDataFrame({"place_id": ["a"]}, geometry=[square], crs=4326)
    >>> Cells(frame).at(np.array([13.5, 17.0]), np.array([32.5, 36.0])).tolist()
    [0, -1]
    """

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        self.place_ids: list[str] = list(frame["place_id"])
        self._bounds = shapely.box(*frame.total_bounds).buffer(BEYOND).bounds
        self._polygons = Polygons(frame.geometry)
        self._metric = frame.geometry.to_crs(ground.EQUAL_AREA).values

    @property
    def shapes(self) -> npt.NDArray[np.object_]:
        """Return their polygons, in WGS84."""
        return self._polygons.shapes

    @cached_property
    def _inner(self) -> Polygons:
        return Polygons(self._metric)

    @cached_property
    def _edges(self) -> tuple[shapely.STRtree, Positions]:
        """Return the straight pieces of their edges, and whose each is."""
        rings, cell = shapely.get_parts(
            shapely.boundary(self._metric), return_index=True
        )
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        joined = np.flatnonzero(ring[:-1] == ring[1:])
        ends = np.stack([xy[joined], xy[joined + 1]], axis=1)
        pieces: npt.NDArray[np.object_] = np.asarray(shapely.linestrings(ends))
        return shapely.STRtree(pieces), cell[ring[joined]]

    def _nearest(self, spots: npt.NDArray[np.object_]) -> Positions:
        """Return the first of the nearest cells to each point, in metres.

        To ask for pieces of their edges is quicker than for whole cells.
        """
        found = np.full(len(spots), NOWHERE)
        x, y = shapely.get_coordinates(spots).T
        _first(found, np.arange(len(spots)), self._inner.covering(x, y))
        off = np.flatnonzero(found == NOWHERE)
        tree, cell = self._edges
        of, piece = tree.query_nearest(spots[off])
        _first(found, off, (of, cell[piece]))
        return found

    def covering(self, lon: Numbers, lat: Numbers) -> Positions:
        """Return the first cell that covers each point, or `NOWHERE`."""
        found = np.full(len(lon), NOWHERE)
        _first(found, np.arange(len(lon)), self._polygons.covering(lon, lat))
        return found

    def at(self, lon: Numbers, lat: Numbers) -> Positions:
        """Return the position of the cell of each point.

        Parameters
        ----------
        lon, lat : numpy.ndarray
            Degrees, WGS84.

        Returns
        -------
        numpy.ndarray of int
            `NOWHERE` for a point outside Libya.
        """
        found = np.full(len(lon), NOWHERE)
        west, south, east, north = self._bounds
        near = np.flatnonzero(
            (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        )
        _first(found, near, self._polygons.covering(lon[near], lat[near]))
        rest = near[found[near] == NOWHERE]
        if len(rest):
            spots = ground.metric_points(lon[rest], lat[rest])
            libyan = ground.are_libyan(spots)
            found[rest[libyan]] = self._nearest(spots[libyan])
        return found

    def one(self, lon: float, lat: float) -> int:
        """Return the position of the cell of one point, as `at` does."""
        if covering := self._polygons.covering_one(lon, lat):
            return covering[0]
        return int(self.at(np.array([lon]), np.array([lat]))[0])


def _first(
    found: Positions, rows: Positions, pairs: Iterable[npt.NDArray[Any]]
) -> None:
    """Store for each row the first of the cells that it is paired with."""
    of, cells = pairs
    order = np.lexsort((cells, of))
    rows_of, first = np.unique(of[order], return_index=True)
    found[rows[rows_of]] = cells[order][first]

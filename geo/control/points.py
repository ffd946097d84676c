"""In which cell points lie: many at a time, or one."""

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo import ground

Numbers = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Points = npt.NDArray[np.object_]

NOWHERE = -1
"""Position of the cell of a point that lies outside Libya."""

BEYOND = 0.3
"""So many degrees beyond the bounds of the cells nothing counts as Libyan."""


class Polygons:
    """Finds which polygons cover points, edges included.

    Parameters
    ----------
    shapes : numpy.ndarray of shapely (Multi)Polygon

    Examples
    --------
    >>> squares = Polygons([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> [pairs.tolist() for pairs in squares.covering(shapely.points([[1, 1], [9, 9]]))]
    [[0, 0], [0, 1]]
    """

    def __init__(self, shapes: Iterable[Any]) -> None:
        self._shapes = np.array([ground.shared(shape) for shape in shapes], object)
        self._tree = shapely.STRtree(self._shapes)

    def __reduce__(self) -> tuple[Any, ...]:
        # A copy sent elsewhere has to be prepared there.
        return Polygons, (list(self._shapes),)

    def covering(self, points: Points) -> tuple[Positions, Positions]:
        """Return the positions of points, and of the polygons that cover them."""
        # The tree itself would prepare the points, which serves nobody.
        of, number = self._tree.query(points)
        covers = shapely.intersects(self._shapes[number], points[of])
        return of[covers], number[covers]


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
        self._metric = shapely.STRtree(frame.geometry.to_crs(ground.EQUAL_AREA).values)

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
        points = shapely.points(lon[near], lat[near])
        _first(found, near, self._polygons.covering(points))
        rest = near[found[near] == NOWHERE]
        if len(rest):
            metric = ground.project_points(lon[rest], lat[rest])
            libyan = np.asarray(ground.in_libya(metric), dtype=bool)
            nearest = self._metric.query_nearest(
                metric.values[libyan], all_matches=True
            )
            _first(found, rest[libyan], nearest)
        return found

    def one(self, lon: float, lat: float) -> int:
        """Return the position of the cell of one point, as `at` does."""
        point = np.asarray(shapely.points([lon], [lat]), dtype=object)
        _, covering = self._polygons.covering(point)
        if len(covering):
            return int(covering.min())
        return int(self.at(np.array([lon]), np.array([lat]))[0])


def _first(
    found: Positions, rows: Positions, pairs: Iterable[npt.NDArray[Any]]
) -> None:
    """Put down for each of some rows the first of the cells that it is paired with."""
    of, cells = pairs
    order = np.lexsort((cells, of))
    rows_of, first = np.unique(of[order], return_index=True)
    found[rows[rows_of]] = cells[order][first]

"""How near evidence points lie, and how far from a front: many at a time."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo import ground
from geo.control.fronts import Front
from geo.control.points import Polygons
from geo.dates import number_of
from geo.style import RINGS

Numbers = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Points = npt.NDArray[np.object_]


HALF = 1e-6
"""So near a half, in tenths, numbers are rounded one by one."""


class Evidence:
    """Rings of evidence by point.

    Parameters
    ----------
    rings : geopandas.GeoDataFrame
        As `geo.control.rings.rings` returns them.
    places : mapping of str to int
        By id the number of each place.

    Examples
    --------
    >>> square = shapely.box(13, 32, 14, 33)
    >>> columns = {"place_id": ["hun"], "ring": ["core"]}
    >>> rings = gpd.GeoDataFrame(columns, geometry=[square], crs=4326)
    >>> evidence = Evidence(rings, {"hun": 0})
    >>> evidence.at(np.array([13.5]), np.array([32.5]), np.array([0])).tolist()
    [0]
    """

    def __init__(self, rings: gpd.GeoDataFrame, places: Mapping[str, int]) -> None:
        self._rings = rings
        self._polygons = Polygons(rings.geometry)
        self._place = np.array([places[i] for i in rings["place_id"]], dtype=np.int64)
        self._rank = np.array([RINGS.index(ring) for ring in rings["ring"]], np.int64)

    @cached_property
    def _metric(self) -> Points:
        return np.asarray(self._rings.geometry.to_crs(ground.EQUAL_AREA).values)

    def at(self, lon: Numbers, lat: Numbers, places: Positions) -> Positions:
        """Return which ring of the cell of its place each point lies in.

        Parameters
        ----------
        lon, lat : numpy.ndarray of float
            Degrees, WGS84.
        places : numpy.ndarray of int
            Whose cells they lie in.

        Returns
        -------
        numpy.ndarray of int
            Positions in `geo.style.RINGS`; on an edge the nearer to evidence, and off
            all rings of its place the nearest.
        """
        found = np.full(len(places), len(RINGS))
        of, ring = self._polygons.covering(lon, lat)
        own = self._place[ring] == places[of]
        np.minimum.at(found, of[own], self._rank[ring[own]])
        off = np.flatnonzero(found == len(RINGS))
        metric = ground.metric_points(lon[off], lat[off])
        for i, spot in zip(off.tolist(), metric, strict=True):
            rings = np.flatnonzero(self._place == places[i])
            metres = shapely.distance(self._metric[rings], spot)
            found[i] = self._rank[rings[np.lexsort((self._rank[rings], metres))[0]]]
        return found


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

    def km(self, points: Points, days: Positions) -> Numbers:
        """Return how far from the nearest front of its day each point lies.

        Parameters
        ----------
        points : numpy.ndarray of shapely.Point
            In `geo.ground.EQUAL_AREA`, in which distances within Libya are off by less
            than 0.5 %.
        days : numpy.ndarray of int
            As `geo.dates.number_of` returns them.

        Returns
        -------
        numpy.ndarray of float
            Kilometres; NaN on a day without fronts.
        """
        result = np.full(len(points), np.nan)
        since = np.searchsorted(self._changes, days, side="right") - 1
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
            day = self._changes[since]
            there = (self._starts <= day) & (day < self._ends)
            self._trees[since] = shapely.STRtree(self._shapes[there])
        return self._trees[since]


def rounded(km: Sequence[float] | Numbers) -> Numbers:
    """Return distances to 0.1 km, as `geo.query.who` rounds them.

    Examples
    --------
    >>> rounded([12.345, 0.25, float("nan")]).tolist()
    [12.3, 0.2, nan]
    """
    km = np.asarray(km, dtype=np.float64)
    tenths = km * 10
    made = np.rint(tenths) / 10
    # NumPy's product decides where a half is near; Python rounds what is written.
    for i in np.flatnonzero(np.abs(tenths % 1 - 0.5) < HALF).tolist():
        made[i] = round(float(km[i]), 1)
    return made

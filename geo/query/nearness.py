"""How near evidence points lie, and how far from places: many at a time."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo import ground
from geo.control.points import Polygons
from geo.ground import GEOD
from geo.style import RINGS

Numbers = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Points = npt.NDArray[np.object_]


RADIUS = 6_370_000.0
"""Metres: of the curves in which the ellipsoid bends in Libya, whichever the way."""

MOST_OFF, MOST_OFF_M = 0.03, 0.01
"""What is taken for a geodesic is off by no more than this share of what it is longer
than its chord, and this: `RADIUS` is off by 0.7 %, and counts twice."""

FAR_M = 1_000_000.0

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

    Attributes
    ----------
    place, rank : numpy.ndarray of int
        Of each ring the number of its place, and its position in `geo.style.RINGS`.

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
        self.place = np.array([places[i] for i in rings["place_id"]], dtype=np.int64)
        self.rank = np.array([RINGS.index(ring) for ring in rings["ring"]], np.int64)

    @cached_property
    def _metric(self) -> Points:
        return np.asarray(self._rings.geometry.to_crs(ground.EQUAL_AREA).values)

    @cached_property
    def _by_place(self) -> tuple[Positions, Positions]:
        """Return the rings, place by place, and where each place's begin."""
        order = np.argsort(self.place, kind="stable")
        numbers = np.arange(self.place.max(initial=-1) + 2)
        return order, np.searchsorted(self.place[order], numbers)

    @property
    def shapes(self) -> Points:
        """Return their polygons, in WGS84."""
        return self._polygons.shapes

    def covering(self, lon: Numbers, lat: Numbers, places: Positions) -> Positions:
        """Return the ring of its place that covers each point, the nearest to evidence.

        As `at` does, but for points off all rings of their place: one more than there
        are rings.
        """
        found = np.full(len(places), len(RINGS))
        of, ring = self._polygons.covering(lon, lat)
        own = self.place[ring] == places[of]
        np.minimum.at(found, of[own], self.rank[ring[own]])
        return found

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
        found = self.covering(lon, lat, places)
        off = np.flatnonzero(found == len(RINGS))
        order, begins = self._by_place
        begin = begins[places[off]]
        count = begins[places[off] + 1] - begin
        rings = order[ranges(begin, count)]
        spots = np.repeat(ground.metric_points(lon[off], lat[off]), count)
        metres = shapely.distance(self._metric[rings], spots)
        of = np.repeat(off, count)
        nearest = np.lexsort((self.rank[rings], metres, of))
        rows, first = np.unique(of[nearest], return_index=True)
        found[rows] = self.rank[rings[nearest[first]]]
        return found


class Sites:
    """Distances to places.

    Parameters
    ----------
    lon, lat : iterable of float
        Of the places, in degrees.

    Examples
    --------
    >>> tripoli = Sites([13.187], [32.887])
    >>> tripoli.km(np.array([13.2]), np.array([32.9]), np.array([0])).tolist()
    [1.9]
    """

    def __init__(self, lon: Iterable[float], lat: Iterable[float]) -> None:
        self._lon, self._lat = np.array([*lon]), np.array([*lat])
        self._xyz = np.array(_in_space(self._lon, self._lat))

    def km(self, lon: Numbers, lat: Numbers, places: Positions) -> Numbers:
        """Return how far each point is from its place, as `rounded` rounds it.

        Parameters
        ----------
        lon, lat : numpy.ndarray of float
            Degrees, WGS84.
        places : numpy.ndarray of int
        """
        x, y, z = self._xyz.take(places, axis=1)
        a, b, c = _in_space(lon, lat)
        chord2 = (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2
        chord = np.sqrt(chord2)
        arc = chord2 / (4 * RADIUS * RADIUS)
        bulge = chord * arc / 6
        metres = chord + bulge * (1 + 0.45 * arc)
        tenths = metres / 100
        # Where it decides how a distance is rounded the geodesic itself is asked; so it
        # is of far points.
        off = np.abs(tenths % 1 - 0.5) * 100 < MOST_OFF_M + bulge * MOST_OFF
        rows = np.flatnonzero(off | (metres > FAR_M))
        of = places[rows]
        _, _, metres[rows] = GEOD.inv(
            lon[rows], lat[rows], self._lon[of], self._lat[of]
        )
        return rounded(metres / 1000)


def _in_space(lon: Numbers, lat: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return points of the ellipsoid in metres from its middle."""
    along, up = np.radians(lon), np.radians(lat)
    sine, cosine = np.sin(up), np.cos(up)
    normal = GEOD.a / np.sqrt(1 - GEOD.es * sine * sine)
    out = normal * cosine
    return out * np.cos(along), out * np.sin(along), normal * (1 - GEOD.es) * sine


def ranges(begin: Positions, count: Positions) -> Positions:
    """Return so many whole numbers from each of some on, one range after the other.

    Examples
    --------
    >>> ranges(np.array([5, 9]), np.array([3, 1])).tolist()
    [5, 6, 7, 9]
    """
    numbers = np.repeat(begin - np.cumsum(count) + count, count)
    numbers += np.arange(len(numbers))
    return numbers


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

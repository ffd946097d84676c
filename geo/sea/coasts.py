"""Coasts of states and islands, and how far any point lies from them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo import ground
from geo.errors import SeaError, Text
from geo.ground import GEOD
from geo.sea.paths import Point, checked
from geo.sea.space import Array, away, foot_on, geocentric, geodetic, tree

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

SAMPLE_M = 500.0
"""Longest piece between two samples of a coast. The nearest of a few samples then leads
to the nearest segment, to much less than a metre at the distances of a median."""

NEIGHBOURS = 6
"""How many of the nearest samples are looked at."""

EFFECTS = ("full", "half", "none")


@dataclass(frozen=True, eq=False)
class Stretch:
    """One line of a coast: whose it is, and whether an island's.

    Attributes
    ----------
    state : str
        Lower-case name of the state.
    part : str
        ``mainland``, ``island`` or ``baseline``.
    name_en, name_ar : str
        Name of the island; empty if it has none here.
    path : numpy.ndarray
        Longitudes and latitudes, one row a vertex.
    """

    state: str
    part: str
    name_en: str
    name_ar: str
    path: Array


@dataclass(frozen=True)
class Nearest:
    """What of a coast lies nearest to each of some points.

    Attributes
    ----------
    metres : numpy.ndarray
        Geodesic distances.
    toward : numpy.ndarray
        Unit vectors (east, north) at the points, away from the coast: the way in which
        the distance grows.
    foot : numpy.ndarray
        The nearest points of the coast, longitude and latitude.
    stretch : numpy.ndarray
        Index of the stretch that holds the foot.
    element : numpy.ndarray
        Number of the vertex (even) or of the piece between two vertices (odd) that
        holds the foot: unlike for unlike ones, one for vertices in one place.
    """

    metres: Array
    toward: Array
    foot: Array
    stretch: Array
    element: Array


class Coast:
    """Coast lines, ready to be measured from.

    Parameters
    ----------
    stretches : iterable of Stretch
    name : str
        What errors call it.

    Raises
    ------
    SeaError
        If there is no line.
    """

    def __init__(self, stretches: Iterable[Stretch], name: str = "coast") -> None:
        self.name = name
        self.stretches = list(stretches)
        if not self.stretches:
            raise SeaError("error.sea.no_coast", name=name)
        dense = [_dense(stretch) for stretch in self.stretches]
        self.samples = np.vstack([path for path, _ in dense])
        sizes = [len(path) for path, _ in dense]
        self._stretch = np.repeat(np.arange(len(dense)), sizes)
        offsets = np.cumsum([0, *(numbers[-1] // 2 + 1 for _, numbers in dense)])
        self._element = np.concatenate(
            [n + 2 * offset for (_, n), offset in zip(dense, offsets, strict=False)]
        )
        self._same = _first_of_same(self.samples, self._element)
        self._xyz = geocentric(self.samples)
        last = np.zeros(len(self.samples), bool)
        last[np.cumsum(sizes) - 1] = True
        self._along = np.where(last[:, None], 0, np.roll(self._xyz, -1, 0) - self._xyz)
        size = np.einsum("ij,ij->i", self._along, self._along)
        self._size = np.where(size > 0, size, 1)
        self._has_previous = np.roll(~last, 1)
        self._has_previous[0] = False

    @cached_property
    def _tree(self) -> "cKDTree":
        # Many answers are at hand and need no coast but its name.
        return tree(self._xyz, bunched=True)

    def rough_m(self, points: Array) -> Array:
        """Return about how far points lie from the coast: to half a sample's piece."""
        return np.asarray(self._tree.query(geocentric(points))[0])

    def reaches(self, points: Array, metres: float) -> Array:
        """Return which points lie within a distance, as roughly as `rough_m`."""
        away = self._tree.query(geocentric(points), distance_upper_bound=metres)[0]
        return np.asarray(np.isfinite(away))

    def nearest(self, points: Array) -> Nearest:
        """Return how far points lie from the coast, and from what of it.

        Parameters
        ----------
        points : numpy.ndarray
            Longitudes and latitudes, one row a point.

        Returns
        -------
        Nearest
        """
        xyz = geocentric(points)
        count = min(NEIGHBOURS, len(self.samples))
        found = self._tree.query(xyz, k=count)
        near = _in_order(*(part.reshape(len(xyz), count) for part in found))
        # Of each sample the piece after it and the piece before it.
        before = near - self._has_previous[near]
        starts = np.stack([near, before], axis=2).reshape(len(xyz), 2 * count)
        along = self._along[starts]
        offset = xyz[:, None] - self._xyz[starts]
        share = np.einsum("ijk,ijk->ij", offset, along) / self._size[starts]
        share = np.clip(share, 0, 1)
        offset -= share[:, :, None] * along
        metres = np.einsum("ijk,ijk->ij", offset, offset) ** 0.5
        # Of pieces as near the first counts.
        column = (metres < metres.min(axis=1, keepdims=True) + 1e-6).argmax(axis=1)
        row = np.arange(len(xyz))
        start, share = starts[row, column], share[row, column]
        where = geodetic(self._xyz[start] + share[:, None] * self._along[start])
        metres, toward = away(points, where)
        return Nearest(
            metres=metres,
            toward=toward,
            foot=where,
            stretch=self._stretch[start],
            element=self._at(start, share),
        )

    def from_element(self, points: Array, element: int) -> tuple[Array, Array]:
        """Return how far points lie from one vertex or piece of the coast.

        Parameters
        ----------
        points : numpy.ndarray
            Longitudes and latitudes, one row a point.
        element : int
            As `Nearest.element` numbers it.

        Returns
        -------
        tuple of numpy.ndarray
            Metres, and unit vectors away from it as in `Nearest.toward`.
        """
        first, beyond = np.searchsorted(self._element, [element, element + 1])
        if element % 2:
            first, beyond = first - 1, beyond + 1
        part = self._xyz[first:beyond]
        xyz = geocentric(points)
        if len(part) == 1:
            foot = np.repeat(part, len(xyz), axis=0)
        else:
            pieces = len(part) - 1
            a, b = np.tile(part[:-1], (len(xyz), 1)), np.tile(part[1:], (len(xyz), 1))
            _, spots = foot_on(np.repeat(xyz, pieces, axis=0), a, b)
            spots = spots.reshape(len(xyz), pieces, 3)
            off = np.linalg.norm(spots - xyz[:, None], axis=2)
            foot = spots[np.arange(len(xyz)), off.argmin(axis=1)]
        return away(points, geodetic(foot))

    def _at(self, start: Array, share: Array) -> Array:
        """Return the element at a share of the piece from a sample to the next."""
        end = np.minimum(start + 1, len(self.samples) - 1)
        piece = np.maximum(self._element[start], self._element[end]) - 1
        odd = self._element[start] % 2 == 1
        inside = np.where(odd, self._element[start], piece)
        inside = np.where(self._element[end] % 2 == 1, self._element[end], inside)
        at_end = np.where(share >= 1 - 1e-9, self._element[end], inside)
        at = np.where(share <= 1e-9, self._element[start], at_end)
        return np.asarray(self._same[at])


def _in_order(metres: Array, near: Array) -> Array:
    """Return the nearest samples, those as near from the last of the coast on."""
    tied = np.flatnonzero((metres[:, 1:] == metres[:, :-1]).any(axis=1))
    order = np.lexsort((-near[tied], metres[tied]), axis=1)
    near[tied] = np.take_along_axis(near[tied], order, axis=1)
    return near


@cache
def _dense(stretch: Stretch) -> tuple[Array, Array]:
    """Return a path with samples between far vertices, and each one's element."""
    path = np.asarray(stretch.path, float)
    if len(path) < 2:
        return path, np.zeros(len(path), int)
    lons, lats = path.T
    extra = np.zeros(len(path) - 1, int)
    far = np.flatnonzero(np.hypot(np.diff(lons), np.diff(lats)) * 111_700 > SAMPLE_M)
    if len(far):
        _, _, metres = GEOD.inv(lons[far], lats[far], lons[far + 1], lats[far + 1])
        extra[far] = np.asarray(metres) // SAMPLE_M
    points, first = list[Array](), 0
    for i in np.flatnonzero(extra).tolist():
        ends = (lons[i], lats[i], lons[i + 1], lats[i + 1])
        points.append(path[first : i + 1])
        points.append(np.array(GEOD.npts(*ends, int(extra[i]))))
        first = i + 1
    own = np.append(0, np.arange(1, len(path)) + np.cumsum(extra))
    numbers = np.repeat(2 * np.arange(len(path)) - 1, np.append(0, extra) + 1)
    numbers[own] = 2 * np.arange(len(path))
    return np.vstack([*points, path[first:]]), numbers


def _first_of_same(samples: Array, elements: Array) -> Array:
    """Return the first element at the place of each.

    A ring begins and ends in one point, and neighbours share one: it counts once, or
    else a line that it controls would seem to turn there.
    """
    corner = elements % 2 == 0
    places = samples[corner, 0] + 1j * samples[corner, 1]
    _, first, which = np.unique(places, return_index=True, return_inverse=True)
    same = np.arange(elements.max() + 1)
    same[elements[corner]] = elements[corner][first][which]
    return same


@cache
def all_stretches() -> tuple[Stretch, ...]:
    """Return every coast line of the central and eastern Mediterranean.

    Examples
    --------
    >>> {"libya", "crete"} <= {one.state for one in all_stretches()}
    False
    """
    path = ground.DATA / "base" / "coasts.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return tuple(
        Stretch(**f["properties"], path=np.array(f["geometry"]["coordinates"]))
        for f in features
    )


@cache
def states() -> frozenset[str]:
    """Return every state that has a coast here, lower-case.

    Examples
    --------
    >>> {"libya", "greece", "turkey"} <= states()
    True
    """
    return frozenset(s.state for s in all_stretches())


@cache
def names() -> tuple[str, ...]:
    """Return every name that `select` knows, lower-case.

    Examples
    --------
    >>> {"crete", "libya"} <= set(names())
    True
    """
    islands = {s.name_en.lower() for s in all_stretches() if s.name_en}
    return tuple(sorted(states() | islands))


Baselines = tuple[tuple[str, tuple[Point, ...]], ...]
"""Straight baselines: the state that drew each, and its points."""


def distinct(name: str) -> str:
    """Return the name of coasts with each of them once, lower-case.

    Examples
    --------
    >>> distinct("Libya + libya+crete")
    'libya+crete'
    """
    return "+".join(dict.fromkeys(item.strip() for item in name.lower().split("+")))


@cache
def select(name: str, islands: str = "full", baselines: Baselines = ()) -> Coast:
    """Return the coast of a state or of one island.

    Parameters
    ----------
    name : str
        A state or a named island, such as ``libya`` or ``crete``; several joined by
        ``+`` are taken together. ``greece:mainland`` leaves the islands of a state out,
        ``egypt:baselines`` adds its straight baselines, ``libya:mainland:baselines``
        does both.
    islands : str
        ``full`` or ``none``: whether a state's islands count. The main island of a
        state that is all islands, and an island named itself, always do.
    baselines : tuple of (state, points)
        The straight baselines on record.

    Returns
    -------
    Coast

    Raises
    ------
    SeaError
        If no coast has that name, or not that part.

    Examples
    --------
    >>> select("crete").name
    'crete'
    """
    if islands not in EFFECTS[::2]:
        raise SeaError("error.sea.full_or_none", islands=islands)
    stretches: list[Stretch] = []
    name = distinct(name)
    for item in name.split("+"):
        word, *parts = item.split(":")
        if word not in names() or not {*parts} <= {"mainland", "baselines"}:
            raise SeaError("error.sea.coast", coast=item, known=list(names()))
        states = [s for s in all_stretches() if s.state == word]
        if parts and not states:
            raise SeaError("error.sea.island", coast=item, island=word, part=parts[0])
        whole = islands == "full" and "mainland" not in parts
        kept = [s for s in states if whole or s.part == "mainland"]
        stretches += kept or [s for s in all_stretches() if s.name_en.lower() == word]
        if "baselines" in parts:
            stretches += _baselines_of(word, baselines)
    return Coast(dict.fromkeys(stretches), name)


def _baselines_of(state: str, baselines: Baselines) -> list[Stretch]:
    drawn = [np.array(points) for owner, points in baselines if owner == state]
    if not drawn:
        known = sorted({owner for owner, _ in baselines}) or Text("error.none")
        raise SeaError("error.sea.no_baselines", state=state, known=known)
    return [Stretch(state, "baseline", "", "", points) for points in drawn]


def from_points(points: Sequence[Point], name: str = "baseline") -> Coast:
    """Return a line, such as a straight baseline, as a coast to measure from.

    Parameters
    ----------
    points : sequence of (lon, lat)
        Degrees, WGS84.
    name : str
        What errors call it.

    Raises
    ------
    SeaError
        If there are fewer than two points, or one is none.

    Examples
    --------
    >>> line = from_points([(15.0, 34.0), (16.0, 34.0)])
    >>> line.nearest(np.array([[15.0, 34.0]])).metres.round(3).item()
    0.0
    """
    path = np.array(checked(points, name))
    return Coast([Stretch(name, "baseline", "", "", path)], name)

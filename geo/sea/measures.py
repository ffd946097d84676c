"""Measures of position: sums of weighted distances, zero on the line sought."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.ground import GEOD
from geo.sea.coasts import Coast
from geo.sea.space import Array, columns

SETTLED_M = 0.05
"""How far a vertex may lie off the true line, by its own measure."""

LONGEST_STEP_M = 10_000.0


Margin = Callable[[Array], Array]
"""Positive at points where a line is to be kept, negative where not."""


@dataclass(frozen=True)
class Reading:
    """A measure of position at some points.

    Attributes
    ----------
    metres : numpy.ndarray
        The measure; zero on the line sought.
    slope : numpy.ndarray
        How it grows to the east and north, per metre.
    key : numpy.ndarray
        What controls it at each point: rows that are equal for one stretch of line.
    """

    metres: Array
    slope: Array
    key: Array


@dataclass(frozen=True)
class Chain:
    """A line on its way to a `Trace`.

    Attributes
    ----------
    points, key : numpy.ndarray
        As in `Trace`.
    helper : numpy.ndarray
        Whether a vertex only helps to find a corner.
    slope : numpy.ndarray
        As in `Reading`.
    sound : numpy.ndarray
        Of each piece, whether it is known to follow the line.
    """

    points: Array
    key: Array
    helper: Array
    slope: Array
    sound: Array


class Measure:
    """Distances to coasts, weighed and added: zero on the line sought.

    Parameters
    ----------
    terms : sequence of (Coast, float)
        Each coast with its weight.
    less : float
        What is taken off, in metres.

    Attributes
    ----------
    steepest : float
        By how much it may change at most, per metre.
    """

    def __init__(self, terms: Sequence[tuple[Coast, float]], less: float = 0.0) -> None:
        self.terms = tuple(terms)
        self.less = less
        self.steepest = float(sum(abs(weight) for _, weight in self.terms))

    def rough(self, points: Array) -> Array:
        """Return the measure at points to about a kilometre, fast."""
        parts = [weight * coast.rough_m(points) for coast, weight in self.terms]
        return _sum(parts) - self.less

    def read(self, points: Array) -> Reading:
        """Return the measure at points, exactly."""
        nearest = [(coast.nearest(points), weight) for coast, weight in self.terms]
        return Reading(
            metres=_sum([weight * near.metres for near, weight in nearest]) - self.less,
            slope=_sum([weight * near.toward for near, weight in nearest]),
            key=np.column_stack([near.element for near, _ in nearest]),
        )

    def fixed(self, points: Array, key: Array) -> Reading:
        """Return the measure if one row of elements controlled all points."""
        terms = [
            (*coast.from_element(points, int(element)), weight)
            for (coast, weight), element in zip(self.terms, key, strict=True)
        ]
        return Reading(
            metres=_sum([weight * metres for metres, _, weight in terms]) - self.less,
            slope=_sum([weight * toward for _, toward, weight in terms]),
            key=np.tile(key, (len(points), 1)),
        )

    def beaten(self, points: Array, key: Array) -> tuple[Array, Array]:
        """Return by how many metres another element is nearer, and which.

        Parameters
        ----------
        points : numpy.ndarray
            Longitudes and latitudes, one row a point.
        key : numpy.ndarray
            An element of each coast.

        Returns
        -------
        tuple of numpy.ndarray
            Metres and the nearest elements, a column a coast.
        """
        metres, elements = [], []
        for (coast, _), element in zip(self.terms, key, strict=True):
            near = coast.nearest(points)
            metres.append(coast.from_element(points, int(element))[0] - near.metres)
            elements.append(near.element)
        return np.column_stack(metres), np.column_stack(elements)


def _sum(parts: Sequence[Array]) -> Array:
    return np.asarray(np.sum(parts, axis=0))


def moved(points: Array, step: Array) -> Array:
    """Return points moved by metres east and north along geodesics.

    Examples
    --------
    >>> moved(np.array([[15.0, 34.0]]), np.array([[1000.0, 0.0]])).round(4).tolist()
    [[15.0108, 34.0]]
    """
    size = np.hypot(*step.T)
    metres = np.minimum(size, LONGEST_STEP_M)
    azimuth = np.degrees(np.arctan2(step[:, 0], step[:, 1]))
    lon, lat, _ = GEOD.fwd(points[:, 0], points[:, 1], azimuth, metres)
    return columns(lon, lat)

"""Coasts drawn at random, and distances measured one by one."""

import itertools

import numpy as np
import shapely
from hypothesis import strategies as st
from pyproj import Geod

from geo.sea import coasts

GEOD = Geod(ellps="WGS84")

OPEN = shapely.box(10, 25, 40, 45)


def metres_between(points, others):
    """Return the distance from each point to the nearest of others, one by one."""
    metres = []
    for lon, lat in points:
        lons, lats = np.full(len(others), lon), np.full(len(others), lat)
        metres.append(np.min(GEOD.inv(lons, lats, *np.asarray(others).T)[2]))
    return np.array(metres)


def dense(coast, step_m=250.0):
    """Return points along a coast's lines every so many metres at least."""
    points = []
    for stretch in coast.stretches:
        for a, b in itertools.pairwise(stretch.path):
            count = int(GEOD.inv(*a, *b)[2] // step_m)
            between = GEOD.npts(*a, *b, count) if count else []
            points += [tuple(a), *between, tuple(b)]
    return np.array(points)


@st.composite
def coast_pairs(draw):
    """Draw two coasts that face each other, north and south of 34 north."""
    made = []
    for base, sign in ((33.0, -1), (35.0, 1)):
        offsets = draw(st.lists(st.integers(0, 50), min_size=4, max_size=12))
        lons = np.linspace(20, 23, len(offsets))
        lats = [base + sign * offset / 100 for offset in offsets]
        made.append(
            coasts.from_points(list(zip(lons, lats, strict=True)), f"at {base}")
        )
    return tuple(made)

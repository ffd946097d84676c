"""Distances to places are those of geodesics, as they are rounded."""

import numpy as np
import pytest

from geo.ground import GEOD
from geo.query.nearness import Sites, rounded


@pytest.mark.parametrize("reach", [0.001, 0.5, 4.0, 14.0])
def test_distances_are_rounded_as_geodesics(reach):
    draw = np.random.default_rng(5)
    at_lon, at_lat = draw.uniform((9, 19), (25, 33.5), (300, 2)).T
    place = draw.integers(0, 300, 40_000)
    lon, lat = at_lon[place], at_lat[place]
    lon, lat = (each + draw.uniform(-reach, reach, len(place)) for each in (lon, lat))
    _, _, metres = GEOD.inv(lon, lat, at_lon[place], at_lat[place])
    found = Sites(at_lon, at_lat).km(lon, lat, place)
    assert np.array_equal(found, rounded(metres / 1000))

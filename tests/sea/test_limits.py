"""Limits at a distance, zones within them, and waters nearer to one coast."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import SeaError
from geo.sea import coasts, limits, paths
from tests.sea.drawn import coast_pairs, dense, metres_between


@settings(max_examples=10, deadline=None)
@given(coast_pairs(), st.sampled_from([6.0, 12.0, 24.0, 62.0]))
def test_a_limit_lies_at_its_distance(pair, miles):
    for line in limits.limit(pair[0], miles):
        points = np.array(line.coords)[::25]
        metres = metres_between(points, dense(pair[0]))
        assert metres == pytest.approx(miles * paths.NM, abs=10)


def test_the_limit_around_a_point_is_its_circle():
    rock = coasts.from_points([(20.0, 33.0), (20.00001, 33.0)], "rock")
    (line,) = limits.limit(rock, 12)
    circle = math.pi * (12 * 1.852) ** 2
    assert line.is_ring
    assert paths.area_km2(shapely.Polygon(line)) == pytest.approx(circle, rel=2e-3)


def test_islands_apart_have_enclaves_of_their_own():
    whole = limits.zone(coasts.select("gavdos+crete"), 6)
    assert whole.geom_type == "MultiPolygon"
    assert len(whole.geoms) == 2
    wide = limits.zone(coasts.select("gavdos+crete"), 12)
    assert wide.geom_type == "Polygon"


@pytest.mark.parametrize("miles", [0, -12, 0.5, 5000, math.nan, math.inf])
def test_a_limit_needs_a_distance(miles):
    with pytest.raises(SeaError, match="nautical miles are no limit: use 1 to 1000"):
        limits.limit(coasts.select("malta"), miles)


def test_each_water_is_nearer_to_its_own_coast():
    own, other = coasts.select("malta"), coasts.select("libya+italy+tunisia+greece")
    water = limits.nearer(own, other, shapely.box(12, 33, 18, 37))
    rng = np.random.default_rng(2)
    points = rng.uniform((12, 33), (18, 36.5), (300, 2))
    inside = shapely.contains_xy(water, points)
    closer = own.nearest(points).metres < other.nearest(points).metres
    assert (inside == closer).all()


def test_the_water_of_a_straight_line_is_on_its_side():
    line = shapely.LineString([(20, 34), (22, 34)])
    north, south = (limits.beside(line, side, 20_000) for side in ("left", "right"))
    assert north.contains(shapely.Point(21, 34.1))
    assert south.contains(shapely.Point(21, 33.9))
    assert paths.area_km2(north) == pytest.approx(20 * 184.9, rel=0.05)

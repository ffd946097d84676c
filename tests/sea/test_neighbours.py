"""What of a zone is nearer to others, counted by other means."""

import numpy as np
import pytest
import shapely

from geo.sea import coasts, limits, neighbours, paths
from tests.sea.by_force import densely, metres_to

STEP_DEGREES = 0.01


@pytest.mark.parametrize("name", ["tunisia", "libya"])
def test_as_much_lies_nearer_to_others_as_points_say(name):
    # Off its border Libya has 16 km2 of sea that are as near to Egypt.
    coast = coasts.select(name)
    water = limits.zone(coast, 12)
    others = neighbours.others_near(coast, 12 * paths.NM)
    west, south, east, north = water.bounds
    lons, lats = (
        np.arange(start, end, STEP_DEGREES) + STEP_DEGREES / 2
        for start, end in ((west, east), (south, north))
    )
    points = np.stack(np.meshgrid(lons, lats), 2).reshape(-1, 2)
    shapely.prepare(water)
    points = points[shapely.contains_xy(water, points)]
    points = points[metres_to(others, points) < metres_to(coast, points) - 0.1]
    half = STEP_DEGREES / 2
    counted = sum(
        map(paths.area_km2, shapely.box(*(points - half).T, *(points + half).T))
    )
    ours = neighbours.nearer_to_others(coast, 12, water)
    assert ours == pytest.approx(counted, abs=6)


def test_only_what_may_be_nearer_is_compared():
    malta = coasts.select("malta")
    near = neighbours.others_near(malta, 60_000)
    assert {stretch.state for stretch in near.stretches} == {"italy"}
    assert neighbours.others_near(malta, 10_000) is None
    rest = coasts.select("+".join(sorted(coasts.states() - {"malta"})))
    points = np.array([[14.3, 36.4], [14.5, 36.35]])
    assert near.nearest(points).metres.tolist() == rest.nearest(points).metres.tolist()


@pytest.mark.parametrize(
    ("name", "miles"), [("libya", 12), ("crete", 6), ("malta", 24), ("cyprus", 200)]
)
def test_a_limit_keeps_its_distance_between_vertices_too(name, miles):
    coast = coasts.select(name)
    for line in limits.limit(coast, miles):
        along = densely(line.coords, 100)
        assert metres_to(coast, along) == pytest.approx(miles * paths.NM, abs=2.1)

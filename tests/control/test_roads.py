"""Roads run on land, whatever the straight line between two of their places crosses."""

from itertools import pairwise

import numpy as np
import pytest
import shapely

from geo import ground
from geo.control import roads
from geo.layers import shapes
from geo.query.atlas import load

STEP_M = 100.0
MOST_OFF_M = 200.0
"""Less than a pixel of the closest view in which roads are drawn whole."""

MOST_DETOUR = 1.05


@pytest.fixture(scope="module")
def drawn():
    records = load().records
    stops = {
        route.route_id: [shapes.point(records.place_of[i]) for i in route.place_ids]
        for route in records.routes
    }
    return {name: (points, roads.line(points)) for name, points in stops.items()}


def off_land(line) -> float:
    """Return how far off the land a line runs, looked at every 100 m."""
    every = shapely.segmentize(ground.projected(line), STEP_M)
    spots = shapely.points(shapely.get_coordinates(every))
    return float(shapely.distance(ground.projected_libya(), spots).max())


def test_no_road_leaves_the_land(drawn):
    for name, (_, line) in drawn.items():
        assert off_land(line) <= MOST_OFF_M, name


def test_a_road_passes_all_its_places_by_no_great_detour(drawn):
    bent = 0
    for stops, line in drawn.values():
        stages = roads.stages(line, stops)
        assert len(stages) == len(stops) - 1
        for stage, (first, last) in zip(stages, pairwise(stops), strict=True):
            ends = shapely.get_coordinates(stage)[[0, -1]]
            assert np.array_equal(ends, shapely.get_coordinates([first, last]))
            straight = shapely.LineString([first, last])
            whole, direct = map(
                shapely.length, map(ground.projected, (stage, straight))
            )
            assert whole <= MOST_DETOUR * direct
            bent += shapely.get_num_points(stage) > 2
    assert 3 <= bent <= 20  # the others run straight


def test_a_road_goes_around_a_gulf():
    uqaylah, benghazi = shapely.Point(19.1987, 30.2559), shapely.Point(20.0686, 32.1149)
    assert off_land(shapely.LineString([uqaylah, benghazi])) > 20_000
    assert off_land(roads.line([uqaylah, benghazi])) <= MOST_OFF_M


def test_there_is_no_way_between_two_parts_of_a_net():
    assert roads.shortest({"a": {"b": 1.0}, "c": {}}, "a", "c") is None
    assert roads.shortest({}, "a", "a") == ["a"]

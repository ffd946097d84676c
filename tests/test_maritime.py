import itertools
import math

import pandas as pd
import pytest
import shapely
from pyproj import Geod

from geo import maritime
from geo.errors import PlaceError

GEOD = Geod(ellps="WGS84")
FAR = [(20.0, 34.0), (26.0, 35.0)]


def test_a_geodesic_passes_through_its_points_in_small_steps():
    points = [*FAR, (28.0, 33.0)]
    line = maritime.geodesic(points)
    path = list(line.coords)
    assert set(points) <= set(path)
    assert (path[0], path[-1]) == (points[0], points[-1])
    steps = [GEOD.inv(*a, *b)[2] for a, b in itertools.pairwise(path)]
    assert max(steps) <= maritime.STEP_M
    assert sum(steps) == pytest.approx(maritime.length_m(points), abs=0.01)


def test_a_geodesic_is_no_straight_line_on_the_map():
    line = maritime.geodesic([(10.0, 32.5), (25.0, 32.5)])
    highest = max(lat for _, lat in line.coords)
    great_circle = math.atan(math.tan(math.radians(32.5)) / math.cos(math.radians(7.5)))
    assert highest == pytest.approx(math.degrees(great_circle), abs=0.01)


def test_length_is_that_of_the_ellipsoid():
    one_degree = maritime.length_m([(20.0, 34.0), (20.0, 35.0)])
    assert one_degree == pytest.approx(110_929, abs=10)


def test_a_line_needs_two_points():
    with pytest.raises(PlaceError, match="a line needs two points at least"):
        maritime.geodesic([(20.0, 34.0)])


def test_lines_have_their_points_in_order():
    lines = pd.DataFrame({"line_id": ["b", "a"]})
    points = pd.DataFrame(
        {
            "line_id": ["a", "b", "a", "b"],
            "seq": [10.0, 1.0, 9.0, 2.0],
            "lon": [4.0, 1.0, 3.0, 2.0],
            "lat": [34.0, 31.0, 33.0, 32.0],
        }
    )
    assert maritime.lines(lines, points) == {
        "b": [(1.0, 31.0), (2.0, 32.0)],
        "a": [(3.0, 33.0), (4.0, 34.0)],
    }


def test_the_memorandum_line_is_where_its_text_puts_it(atlas_records):
    points = maritime.lines(atlas_records.maritime_lines, atlas_records.maritime_points)
    metres = maritime.length_m(points["tr-ly-2019"])
    assert metres / 1852 == pytest.approx(17.97, abs=0.05)
    assert shapely.box(26, 34, 27, 34.5).contains(
        maritime.geodesic(points["tr-ly-2019"])
    )

"""Lines of each type, their lengths and areas, and positions in older datums."""

import itertools
import math

import numpy as np
import pytest
import shapely

from geo.errors import SeaError
from geo.sea import coasts, paths
from tests.sea.drawn import GEOD

FAR = [(20.0, 34.0), (26.0, 35.0)]


@pytest.mark.parametrize("line_type", ["geodesic", "loxodrome", "unknown"])
def test_a_line_passes_through_its_points_in_small_steps(line_type):
    points = [*FAR, (28.0, 33.0)]
    path = list(paths.drawn(points, line_type).coords)
    assert set(points) <= set(path)
    assert (path[0], path[-1]) == (points[0], points[-1])
    steps = [GEOD.inv(*a, *b)[2] for a, b in itertools.pairwise(path)]
    assert max(steps) <= paths.STEP_M * 1.01


def test_a_geodesic_is_no_straight_line_on_the_map():
    line = paths.geodesic([(10.0, 32.5), (25.0, 32.5)])
    highest = max(lat for _, lat in line.coords)
    great_circle = math.atan(math.tan(math.radians(32.5)) / math.cos(math.radians(7.5)))
    assert highest == pytest.approx(math.degrees(great_circle), abs=0.01)


def test_a_loxodrome_keeps_its_bearing():
    path = list(paths.loxodrome([(10.0, 32.0), (25.0, 36.0)]).coords)
    bearings = [GEOD.inv(*a, *b)[0] for a, b in itertools.pairwise(path)]
    # A geodesic as long as a step differs from the loxodrome by its convergence.
    assert max(bearings) - min(bearings) < 0.003
    assert GEOD.inv(10, 32, 25, 36)[0] < np.mean(bearings) - 3


def test_a_parallel_stays_on_its_latitude():
    line = paths.parallel([(14.6, 32.5), (20.5, 32.5)])
    assert {lat for _, lat in line.coords} == {32.5}
    with pytest.raises(SeaError, match=r"points from 32 to 32\.5 north lie on no one"):
        paths.parallel([(14.6, 32.5), (20.5, 32.0)])


def test_an_unknown_line_type_is_refused():
    with pytest.raises(SeaError, match="'spline' is no line type: use one of geodesic"):
        paths.drawn(FAR, "spline")


@pytest.mark.parametrize("points", [[], [(20.0, 34.0)]])
def test_a_line_needs_two_points(points):
    with pytest.raises(SeaError, match="a line needs two points at least"):
        paths.geodesic(points)


def test_length_is_that_of_the_ellipsoid():
    one_degree = paths.length_m([(20.0, 34.0), (20.0, 35.0)])
    assert one_degree == pytest.approx(110_929, abs=10)
    assert paths.distance_m((20.0, 34.0), (20.0, 35.0)) == one_degree


def test_area_is_that_of_the_ellipsoid():
    area = paths.area_km2(shapely.box(20, 34, 21, 35))
    # R^2 dlon (sin q2 - sin q1) on the authalic sphere, worked by hand.
    assert area == pytest.approx(10_184.7, rel=2e-3)
    assert paths.area_km2(shapely.box(20, 34, 21, 35).reverse()) == area


@pytest.mark.parametrize("datum", ["ED50", "WGS72"])
def test_positions_in_an_older_datum_are_moved(datum):
    (lon, lat), _ = paths.to_wgs84([(14.0, 34.5), (15.0, 34.5)], datum)
    moved = GEOD.inv(14.0, 34.5, lon, lat)[2]
    low, high = {"ED50": (80, 200), "WGS72": (5, 25)}[datum]
    assert low < moved < high


@pytest.mark.parametrize("datum", ["WGS84", "unknown"])
def test_positions_in_wgs84_stay(datum):
    assert paths.to_wgs84(FAR, datum) == FAR


def test_an_unknown_datum_is_refused():
    with pytest.raises(SeaError, match="'Clarke' is no datum we know: use one of"):
        paths.to_wgs84(FAR, "Clarke")


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([], "spit needs two points at least, not 0"),
        ([(20.0, 33.0)], "spit needs two points at least, not 1"),
        ([(20.0, 33.0), (math.nan, 33.0)], "point 2 of spit: longitude nan is none"),
        ([(20.0, 95.0), (21.0, 33.0)], "point 1 of spit: latitude 95 is none: use -90"),
        ([(200.0, 33.0), (21.0, 33.0)], "point 1 of spit: longitude 200 is none"),
        ([(179.0, 33.0), (-179.0, 33.0)], "across the antimeridian are not drawn"),
        ([("a", "b"), (21.0, 33.0)], "point 1 of spit is .*: give longitude and lat"),
        ([20.0, 33.0], "point 1 of spit is 20.0: give longitude and latitude"),
        ([(20.0, 33.0, 0.0), (21.0, 33.0, 0.0)], "point 1 of spit is"),
    ],
)
def test_points_that_are_none_are_reported_one_by_one(points, message):
    with pytest.raises(SeaError, match=message):
        coasts.from_points(points, "spit")
    with pytest.raises(SeaError, match=message.replace("spit", "a line")):
        paths.geodesic(points)


@pytest.mark.parametrize("datum", ["ED50", "WGS72", "WGS84", "unknown"])
def test_a_latitude_of_95_is_moved_from_no_datum(datum):
    with pytest.raises(SeaError, match="point 1 of a line: latitude 95 is none"):
        paths.to_wgs84([(20.0, 95.0)], datum)

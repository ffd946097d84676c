"""Water as near to two coasts that meet, counted by other means."""

import numpy as np
import pytest
import shapely

from geo import sea
from geo.sea import claims, coasts, evens, limits, paths, waters
from tests.sea.by_force import metres_to

STEP_DEGREES = 0.002
EVEN_M = 0.001
"""How alike two distances are, to points that lie densely along both coasts."""


@pytest.fixture(scope="module")
def med(atlas_records):
    return sea.Sea(atlas_records)


def wet_points(west, south, east, north):
    """Return the middles of cells of sea in a box."""
    lons, lats = (
        np.arange(start, end, STEP_DEGREES) + STEP_DEGREES / 2
        for start, end in ((west, east), (south, north))
    )
    points = np.stack(np.meshgrid(lons, lats), 2).reshape(-1, 2)
    return points[shapely.contains_xy(waters.sea(), points)]


def km2_of(points):
    half = STEP_DEGREES / 2
    cells = shapely.box(*(points - half).T, *(points + half).T)
    return sum(map(paths.area_km2, cells))


PAIRS = [
    ("libya", "egypt", (25.14, 31.6, 25.4, 31.7), 16.9),
    ("syria", "turkey", (35.69, 35.9, 35.9, 36.05), 36.2),
]


@pytest.mark.parametrize(("one", "other", "box", "km2"), PAIRS)
def test_even_water_is_where_both_are_as_near(one, other, box, km2):
    pair = [coasts.select(name) for name in (one, other)]
    shape = evens.even(*pair)
    assert paths.area_km2(shape) == pytest.approx(km2, abs=0.1)
    points = wet_points(*box)
    even = np.abs(np.subtract(*(metres_to(coast, points) for coast in pair))) < EVEN_M
    assert km2_of(points[even]) == pytest.approx(km2, abs=0.6)
    inside = shapely.contains_xy(shape, points)
    assert km2_of(points[inside & ~even]) < 0.1


@pytest.mark.parametrize(("one", "other", "box", "km2"), PAIRS)
def test_even_water_is_neither_s(one, other, box, km2):
    pair = [coasts.select(name) for name in (one, other)]
    around = shapely.box(*box)
    water = shapely.intersection(waters.sea(), around)
    own = [limits.nearer(*order, water) for order in (pair, pair[::-1])]
    left = shapely.difference(water, shapely.union_all(own))
    assert paths.area_km2(left) == pytest.approx(km2, abs=0.3)
    assert shapely.intersection(*own).area < 1e-9


def test_the_claims_of_libya_and_egypt_leave_it_out(med):
    even = evens.even(*(coasts.select(name) for name in ("libya", "egypt")))
    for claim in ("libya-2009:accepted", "egypt-2003"):
        shared = shapely.intersection(med.water(claim), even)
        assert paths.area_km2(shared) < 0.1, claim


def test_coasts_that_do_not_meet_share_nothing():
    assert evens.even(coasts.select("malta"), coasts.select("libya")).is_empty
    libya = coasts.select("libya")
    assert evens.even(libya, libya).is_empty


def test_on_a_line_that_bends_it_is_the_wedge_between_the_two_normals():
    west = coasts.from_points([(15.0, 33.0), (16.0, 33.0)])
    east = coasts.from_points([(16.0, 33.0), (17.0, 32.0)])
    wedge = evens.even(west, east)
    assert wedge.contains(shapely.Point(16.3, 34.0))
    assert not wedge.intersects(shapely.Point(15.98, 34.0))
    assert not wedge.intersects(shapely.Point(17.5, 34.0))


def test_a_claim_gains_no_more_than_the_two_states_waters(med):
    line = med.lines["ly-mt-1986"]
    around = shapely.box(13, 33, 16, 36)
    shared = claims._shared_sea(line.shape, line.between, around)
    points = np.random.default_rng(5).uniform((13.2, 33.4), (15.8, 35.8), (300, 2))
    points = points[shapely.contains_xy(waters.sea(), points)]
    two = coasts.select("libya+malta")
    rest = coasts.select("+".join(sorted(coasts.states() - {"libya", "malta"})))
    closer = metres_to(two, points) < metres_to(rest, points)
    assert (shapely.contains_xy(shared, points) == closer).all()

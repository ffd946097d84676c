"""Medians of coasts on record and of coasts drawn at random."""

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given, settings

from geo.errors import SeaError
from geo.sea import coasts, limits, medians
from tests.sea.drawn import GEOD, OPEN, coast_pairs, dense, metres_between


@settings(max_examples=15, deadline=None)
@given(coast_pairs())
def test_every_vertex_of_a_median_is_equidistant(pair):
    median = medians.between(*pair, OPEN)
    points = np.vstack([line.coords for line in median.lines])[::5]
    near, far = (metres_between(points, dense(coast)) for coast in pair)
    assert np.abs(near - far).max() < 10
    assert near.max() <= medians.REACH_M + 10


@settings(max_examples=15, deadline=None)
@given(coast_pairs())
def test_between_its_vertices_a_median_strays_by_metres(pair):
    median = medians.between(*pair, OPEN)
    for line in median.lines:
        points = np.array(line.coords)
        middles = (points[1:] + points[:-1]) / 2
        near, far = (coast.nearest(middles).metres for coast in pair)
        assert np.abs(near - far).max() < 2 * 10


@settings(max_examples=10, deadline=None)
@given(coast_pairs())
def test_a_median_is_the_same_from_both_sides(pair):
    there, back = medians.between(*pair, OPEN), medians.between(*reversed(pair), OPEN)
    assert there.length_nm == pytest.approx(back.length_nm, rel=1e-4)
    for ours, theirs in zip(there.lines, back.lines, strict=True):
        assert shapely.hausdorff_distance(ours, theirs) < 1e-3


def test_turning_points_are_where_the_base_points_change():
    south = coasts.from_points([(20.0, 33.0), (20.0, 32.9)], "south")
    north = coasts.from_points([(19.0, 35.1), (19.0, 35.0), (21.0, 35.0)], "north")
    median = medians.between(south, north, shapely.box(18, 33, 22, 35))
    (stretches,) = median.stretches
    bases = [stretch.base[1] for stretch in stretches]
    assert (bases[0].lon, bases[0].lat) == pytest.approx((19.0, 35.0), abs=1e-6)
    assert (bases[-1].lon, bases[-1].lat) == pytest.approx((21.0, 35.0), abs=1e-6)
    assert all(stretch.base[0].lat == pytest.approx(33.0) for stretch in stretches)
    for before, after in itertools.pairwise(stretches):
        assert before.points[-1] == after.points[0]
        turn = np.array([before.points[-1]])
        ends = [(before.base[1]), (after.base[1])]
        away = [GEOD.inv(*turn[0], end.lon, end.lat)[2] for end in ends]
        assert south.nearest(turn).metres[0] == pytest.approx(min(away), abs=50)


def test_an_island_with_half_effect_halves_the_shift():
    lines = {
        effect: medians.named("libya", "italy", effect).lines
        for effect in coasts.EFFECTS
    }
    at = shapely.LineString([(17, 33), (17, 37)])
    lats = {
        effect: shapely.intersection(at, shapely.MultiLineString(parts)).centroid.y
        for effect, parts in lines.items()
    }
    assert lats["full"] < lats["half"] < lats["none"]
    assert lats["half"] == pytest.approx((lats["full"] + lats["none"]) / 2, abs=0.1)


HALF_WAY = (0.4, 0.6)


@pytest.mark.parametrize(
    ("first", "second"), [("libya", "italy"), ("libya", "greece"), ("malta", "libya")]
)
def test_half_effect_lies_half_way_between_full_and_none(first, second):
    full, half, none = (
        shapely.union_all(medians.named(first, second, effect).lines)
        for effect in coasts.EFFECTS
    )
    shares = []
    for point in shapely.points(shapely.get_coordinates(half))[::10]:
        to_full, to_none = point.distance(full), point.distance(none)
        if to_full + to_none > 0.02:
            shares.append(to_full / (to_full + to_none))
    assert len(shares) > 5
    low, high = np.quantile(shares, [0.1, 0.9])
    assert HALF_WAY[0] < low < np.median(shares) < high < HALF_WAY[1]


def test_half_effect_between_straight_coasts_is_exact():
    # One meridian, worked by hand: the coasts 32 and 36 north, an island at 35.
    mainland = coasts.from_points([(20.0, 36.0), (23.0, 36.0)], "north")
    with_island = coasts.Coast(
        [*mainland.stretches, coasts.Stretch("north", "island", "", "", ISLAND)],
        "north",
    )
    south = coasts.from_points([(20.0, 32.0), (23.0, 32.0)], "south")
    pairs = [(north, south) for north in (with_island, mainland)]
    measures = [limits.Nearer(*pair) for pair in pairs]
    at = np.array([[21.5, lat] for lat in np.linspace(33, 35, 201)])
    full, none = (np.interp(0, -m.read(at).metres, at[:, 1]) for m in measures)
    half = np.interp(0, -medians._half(*pairs).read(at).metres, at[:, 1])
    assert full < 33.55 < none
    assert half == pytest.approx((full + none) / 2, abs=0.002)


ISLAND = np.array([(21.5, 35.0), (21.501, 35.0)])


def test_a_stretch_of_half_effect_gives_base_points_of_both_lines():
    median = medians.named("tunisia", "libya", "half")
    stretches = [s for line in median.stretches for s in line]
    assert {len(s.base) for s in stretches} <= {2, 3, 4}
    assert max(len(s.base) for s in stretches) > 2
    for stretch in stretches:
        middle = np.array([medians._middle(np.array(stretch.points))])
        away = [
            coasts.select(name, effect).nearest(middle).metres.mean() / 1852
            for name in ("tunisia", "libya")
            for effect in ("full", "none")
        ]
        for pair in (away[:2], away[2:]):
            assert np.mean(pair) == pytest.approx(stretch.distance_nm, abs=0.2)


@pytest.mark.parametrize(
    ("first", "second"),
    [("greece", "libya"), ("malta", "libya"), ("cyprus", "egypt"), ("libya", "egypt")],
)
def test_a_turning_point_has_three_base_points_as_far(first, second):
    median = medians.named(first, second)
    both = [coasts.select(name) for name in (first, second)]
    for before, after in itertools.pairwise(median.stretches[0]):
        assert len(before.base) == len(after.base) == 2
        assert before.base != after.base, "nothing turns here"
        turn = before.points[-1]
        for coast, *base in zip(both, before.base, after.base, strict=True):
            nearest = coast.nearest(np.array([turn])).metres[0]
            at_vertex = [np.any(coast.samples == (p.lon, p.lat)) for p in base]
            for point, fixed in zip(base, at_vertex, strict=True):
                away = GEOD.inv(*turn, point.lon, point.lat)[2]
                # A base point on a straight piece of coast moves along with the line.
                assert away == pytest.approx(nearest, abs=25 if fixed else 250)


def test_a_coast_that_the_median_lies_between_cannot_cut_it():
    with pytest.raises(
        SeaError, match="malta cannot cut a line of malta: it is part of that"
    ):
        medians.named("libya", "malta", "full", "malta")


def test_no_median_is_drawn_in_no_water():
    one = coasts.from_points([(20.0, 33.0), (22.0, 33.0)], "one")
    two = coasts.from_points([(20.0, 35.0), (22.0, 35.0)], "two")
    with pytest.raises(SeaError, match="one and two share no water"):
        medians.between(one, two, shapely.Polygon())


def test_coasts_that_touch_are_refused():
    one = coasts.from_points([(20.0, 33.0), (22.0, 33.0)], "one")
    across = coasts.from_points([(21.0, 32.0), (21.0, 34.0)], "across")
    with pytest.raises(SeaError, match=r"one and across touch at 33\.0000, 21\.0000"):
        medians.between(one, across, OPEN)
    with pytest.raises(SeaError, match="the coasts of libya and libya touch at"):
        medians.named("libya", "libya")
    with pytest.raises(SeaError, match="the coasts of greece and crete touch at"):
        medians.named("greece", "crete", "half")


def test_neighbours_meet_where_their_coasts_do():
    median = medians.named("libya", "egypt")
    start = median.lines[0].coords[0]
    assert GEOD.inv(*start, 25.15035, 31.65908)[2] < 10_000


def test_coasts_too_far_apart_have_no_median():
    one = coasts.from_points([(20.0, 33.0), (20.1, 33.0)], "one")
    far = coasts.from_points([(35.0, 33.0), (35.1, 33.0)], "far")
    with pytest.raises(SeaError, match="one and far share no water within 200"):
        medians.between(one, far, OPEN)
    with pytest.raises(SeaError, match="one and two share no water within 200"):
        medians.between(
            coasts.from_points([(20.0, 33.0), (20.1, 33.0)], "one"),
            coasts.from_points([(26.0, 33.0), (26.1, 33.0)], "two"),
            shapely.box(10, 36.5, 30, 37),
        )

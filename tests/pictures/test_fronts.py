import doctest

import pytest
import shapely
from shapely import LineString

from geo.pictures import fronts

OUTLINE = shapely.boundary(shapely.box(0, 0, 900_000, 900_000))


def test_examples_run():
    assert doctest.testmod(fronts).failed == 0


def test_lines_that_meet_are_joined_and_their_corners_cut():
    met = [LineString([(0, 0), (9, 0)]), LineString([(9, 0), (9, 9)])]
    (line,) = fronts.smoothed(met).geoms
    assert {line.coords[0], line.coords[-1]} == {(0, 0), (9, 9)}
    assert not shapely.dwithin(line, shapely.Point(9, 0), 1)
    assert line.length < 18


def test_a_ring_stays_one():
    (line,) = fronts.smoothed([shapely.box(0, 0, 9, 9).exterior]).geoms
    assert line.is_ring


def parts_of(*lines: LineString) -> list[tuple[float, float]]:
    """Return the share and the length in km of each part, the strong first."""
    drawn = fronts.faded({"firm": shapely.MultiLineString(lines)}, OUTLINE)
    parts = [(share, part.length / 1000) for _, part, share in drawn]
    return sorted(parts, reverse=True)


def test_a_front_fades_where_it_ends_in_the_open():
    parts = parts_of(LineString([(0, 500_000), (100_000, 500_000)]))
    assert [share for share, _ in parts] == [1.0, *fronts.FADES]
    assert [km for _, km in parts] == pytest.approx([70, 10, 10, 10])


def test_a_front_open_at_both_ends_fades_at_both():
    parts = parts_of(LineString([(400_000, 500_000), (500_000, 500_000)]))
    assert len(parts) == 1 + 2 * len(fronts.FADES)
    assert parts[0] == pytest.approx((1.0, 40))


def test_a_short_front_from_the_outline_fades_from_its_middle():
    parts = parts_of(LineString([(0, 500_000), (40_000, 500_000)]))
    assert parts[0] == pytest.approx((1.0, 20))
    assert sum(km for _, km in parts) == pytest.approx(40)


def test_a_short_stroke_in_mid_desert_is_left_out():
    assert parts_of(LineString([(400_000, 500_000), (480_000, 500_000)])) == []


def test_a_front_does_not_fade_at_the_outline_or_at_another():
    across = LineString([(0, 500_000), (500_000, 500_000)])
    down = LineString([(500_000, 500_000), (500_000, 0)])
    up = LineString([(500_000, 500_000), (500_000, 900_000)])
    assert {share for share, _ in parts_of(across, down, up)} == {1.0}


def test_a_stub_that_leaves_a_front_for_the_open_is_left_out():
    main = shapely.MultiLineString([[(0, 500_000), (300_000, 500_000)]])
    for km, kinds in ((4, {"firm"}), (30, {"firm", "minor"})):
        end = (300_000 + 1000 * km, 500_000)
        branch = shapely.MultiLineString([[(300_000, 500_000), end]])
        drawn = [*fronts.faded({"firm": main, "minor": branch}, OUTLINE)]
        assert {kind for kind, *_ in drawn} == kinds
        faint = {kind for kind, _, share in drawn if share < 1}
        assert faint == {"firm"} if km == 4 else {"minor"}


def test_a_corner_is_cut_no_farther_off_than_asked():
    corner = LineString([(0, 0), (90, 0), (90, 90)])
    (near,) = fronts.smoothed([corner], 4).geoms
    (far,) = fronts.smoothed([corner]).geoms
    at = shapely.Point(90, 0)
    assert near.distance(at) < 4 < far.distance(at)


def test_bands_lie_on_land_and_none_on_another():
    land = shapely.box(0, 0, 100, 100)
    lines = [LineString([(0, 50), (60, 50)]), LineString([(60, 50), (60, 0)])]
    (strong, one), (faint, other) = fronts.bands(
        [(lines[0], 1.0), (lines[1], 0.4)], 8, land
    )
    assert (one, other) == (1.0, 0.4)
    assert shapely.intersection(strong, faint).area == 0
    assert shapely.covers(land, shapely.union(strong, faint))
    assert shapely.covers(strong, shapely.Point(60, 50).buffer(3.9))

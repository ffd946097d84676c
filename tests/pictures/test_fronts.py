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

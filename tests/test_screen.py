import doctest

import pytest

from geo import screen


def test_examples():
    assert doctest.testmod(screen).failed == 0


def test_a_web_map_draws_a_square():
    assert screen.mercator(0) == 0
    assert screen.mercator(85.0511288) == pytest.approx(3.1415927)
    assert screen.mercator(-30) == -screen.mercator(30)


@pytest.mark.parametrize("zoom", [5, 5.5, 8, 13])
def test_a_window_at_a_corner_ends_with_the_map(zoom):
    west, south, east, north = screen.centres(zoom)
    pixels = screen.TILE_PX * 2**zoom
    degrees = screen.WINDOW_PX[0] / pixels * 360
    assert (west - degrees / 2, east + degrees / 2) == pytest.approx(
        (screen.BOUNDS[0], screen.BOUNDS[2])
    )
    radians = screen.WINDOW_PX[1] / pixels * 2 * 3.14159265
    top = screen.mercator(north) + radians / 2
    bottom = screen.mercator(south) - radians / 2
    assert (bottom, top) == pytest.approx(
        (screen.mercator(screen.BOUNDS[1]), screen.mercator(screen.BOUNDS[3]))
    )


def test_a_window_may_be_larger_than_the_map():
    assert screen.centres(4) is None

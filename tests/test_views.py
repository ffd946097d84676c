import doctest

import pytest

from geo import views


def test_examples():
    assert doctest.testmod(views).failed == 0


def test_a_web_map_draws_a_square():
    assert views.mercator(0) == 0
    assert views.mercator(85.0511288) == pytest.approx(3.1415927)
    assert views.mercator(-30) == -views.mercator(30)


@pytest.mark.parametrize("zoom", [5, 5.5, 8, 13])
def test_a_window_at_a_corner_ends_with_the_map(zoom):
    west, south, east, north = views.centres(zoom)
    pixels = views.TILE_PX * 2**zoom
    degrees = views.WINDOW_PX[0] / pixels * 360
    assert (west - degrees / 2, east + degrees / 2) == pytest.approx(
        (views.BOUNDS[0], views.BOUNDS[2])
    )
    radians = views.WINDOW_PX[1] / pixels * 2 * 3.14159265
    top = views.mercator(north) + radians / 2
    bottom = views.mercator(south) - radians / 2
    assert (bottom, top) == pytest.approx(
        (views.mercator(views.BOUNDS[1]), views.mercator(views.BOUNDS[3]))
    )


def test_a_window_may_be_larger_than_the_map():
    assert views.centres(4) is None

import doctest

import shapely

from geo.web import geometries
from geo.web.geometries import DRAWN_DEGREES, Pool, drawn


def test_examples_run():
    assert doctest.testmod(geometries).failed == 0


def test_what_is_drawn_lies_within_half_a_step():
    line = shapely.LineString([(13.187123, 32.887234), (14.00005, 32.99994)])
    assert drawn(line).hausdorff_distance(line) <= DRAWN_DEGREES * 0.71
    assert drawn(drawn(line)).equals_exact(drawn(line), 0)


def test_the_same_shape_is_held_once():
    pool = Pool()
    places = [pool.position(shapely.Point(x, 30)) for x in (13, 14, 13)]
    assert places == [0, 1, 0]
    assert len(pool.geometries) == 2

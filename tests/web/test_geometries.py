import doctest

import shapely
from pyproj import Geod

from geo.web import geometries
from geo.web.geometries import DRAWN_DEGREES, Pool, drawn

GEOD = Geod(ellps="WGS84")


def test_examples_run():
    assert doctest.testmod(geometries).failed == 0


def test_what_is_drawn_lies_within_half_a_step():
    line = shapely.LineString([(13.187123, 32.887234), (14.00005, 32.99994)])
    assert drawn(line).hausdorff_distance(line) <= DRAWN_DEGREES * 0.71
    assert drawn(drawn(line)).equals_exact(drawn(line), 0)


def test_a_line_is_drawn_with_fewer_points_where_nobody_could_tell():
    way = GEOD.npts(20, 31, 24, 35, 4_000)
    line = shapely.LineString(way)
    shown = drawn(line)
    assert len(shown.coords) < 60
    before, after = (
        shapely.transform(shape, geometries._to_mercator) for shape in (line, shown)
    )
    assert before.hausdorff_distance(after) < 2 * DRAWN_DEGREES
    ring = shapely.Polygon([*way[:2_000], (24, 30)])
    assert len(drawn(ring).exterior.coords) == len(ring.exterior.coords)


def test_the_same_shape_is_held_once():
    pool = Pool()
    places = [pool.position(shapely.Point(x, 30)) for x in (13, 14, 13)]
    assert places == [0, 1, 0]
    assert len(pool.geometries) == 2

"""Where the name of an island stands on a picture."""

import shapely

from geo.pictures import islands
from geo.pictures.labels import LabelSpace

SIZE, INCH = (4.0, 1.0), 20.0
SEA = shapely.box(-50, -50, 50, 50)
NOTHING = shapely.MultiPolygon()


def spot(island, others=NOTHING, land=NOTHING, barred=None):
    water = SEA.difference(shapely.union_all([island, others, land]))
    room = LabelSpace((-50, -50, 50, 50), water=water, barred=barred)
    return islands.spot(island, others, SIZE, room, INCH)


def test_a_name_stands_in_an_island_that_holds_it_whole_or_else_beside_it():
    large, small = shapely.box(-5, -3, 5, 3), shapely.box(-1, -0.4, 1, 0.4)
    assert large.contains(shapely.box(*spot(large)))
    beside = shapely.box(*spot(small))
    assert 0 < beside.distance(small) < 2


def test_a_name_stands_on_no_coast_and_no_line_and_by_no_other_island():
    island, other = shapely.box(-1, -1, 1, 1), shapely.box(2, 2, 3, 3)
    coast = shapely.box(-50, -50, 50, -2)
    line = shapely.LineString([(-50, 2), (50, 2)])
    box = shapely.box(*spot(island, other, coast, line))
    assert not box.intersects(shapely.union_all([island, other, coast, line]))
    assert box.distance(island) < box.distance(other)


def test_an_island_without_room_has_no_name():
    assert spot(shapely.Point(0, 0), land=SEA) is None

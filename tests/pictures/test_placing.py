from dataclasses import replace

import pytest
import shapely

from geo.pictures import labels, placing


def test_a_label_that_finds_no_room_goes_without():
    big = labels.Label("one", 0, 0, width=4, height=2, gap=1)
    bounds = (-6.0, -4.0, 6.0, 4.0)
    first, second = placing.place([big, big], labels.LabelSpace(bounds))
    assert first == (1.0, -1.0, 5.0, 1.0)
    assert second == (-5.0, -1.0, -1.0, 1.0)
    assert placing.place([big], labels.LabelSpace((-1, -1, 1, 1))) == [None]
    everything = placing.place([big], labels.LabelSpace(bounds, taken=[bounds]))
    assert everything == [None]
    right = (1.0, -1.0, 2.0, 1.0)
    assert placing.place([big], labels.LabelSpace(bounds, spared=[right])) == [second]
    assert placing.place([big], labels.LabelSpace(bounds, spared=[bounds])) == [first]


def test_a_name_stands_nearer_to_its_own_place_than_to_any_other():
    room = labels.LabelSpace((-9.0, -9.0, 9.0, 9.0))
    one = labels.Label("one", 0, 0, width=4, height=2, gap=1)
    other = labels.Label("other", 3, 0, width=4, height=2, gap=1)
    assert placing.place([one], room) == [(1.0, -1.0, 5.0, 1.0)]
    assert placing.place([one, other], room)[0] == (-5.0, -1.0, -1.0, 1.0)
    few = [replace(one, prior=True), replace(other, prior=True)]
    assert placing.place(few, room)[0] == (-5.0, -1.0, -1.0, 1.0)
    around = [replace(other, x=x, y=y) for x in (-3, 0, 3) for y in (-1.5, 1.5)]
    assert placing.place([one, *around], room)[0] is None
    lesser = [replace(other, rank=1) for other in around]
    assert placing.place([one, *lesser], room)[0] == (1.0, -1.0, 5.0, 1.0)


def test_a_coastal_name_stands_on_water():
    north = shapely.box(-10, 0.5, 10, 10)
    town = labels.Label("town", 0, 0, width=4, height=2, gap=1, coastal=True)
    bounds = (-9.0, -9.0, 9.0, 9.0)
    (box,) = placing.place([town], labels.LabelSpace(bounds, water=north))
    assert shapely.box(*box).intersection(north).area == pytest.approx(8)


def test_names_cross_no_line_and_thin_ones_only_where_there_is_no_room_else():
    first, second = (
        labels.Label(text, x, 50.0, width=30.0, height=8.0, sign=2.0, gap=4.0)
        for text, x in (("Tripoli", 100.0), ("Misrata", 300.0))
    )
    bounds = (0.0, 0.0, 400.0, 100.0)
    everywhere = shapely.MultiLineString([[(0, y), (400, y)] for y in range(0, 101, 5)])
    right = shapely.LineString([(316, 0), (316, 100)])
    _, box = placing.place([first, second], labels.LabelSpace(bounds, barred=right))
    assert box is not None
    assert box[2] < 316
    thin = labels.LabelSpace(bounds, thin=everywhere)
    assert None not in placing.place([first, second], thin)
    barred = labels.LabelSpace(bounds, barred=everywhere)
    named, unnamed = placing.place([first, second], barred)
    assert named is not None  # The first of all goes before the lines.
    assert unnamed is None


@pytest.mark.parametrize("prior", [False, True])
def test_a_name_keeps_to_its_side_of_a_border_where_it_has_room(prior):
    town = labels.Label("town", 0, 0, width=4, height=2, gap=1, prior=prior)
    border = shapely.LineString([(2, -9), (2, 9)])
    room = labels.LabelSpace((-9.0, -9.0, 9.0, 9.0), frontier=border)
    (box,) = placing.place([town], room)
    assert box == (-5.0, -1.0, -1.0, 1.0)
    beyond = replace(room, frontier=shapely.LineString([(0.5, -9), (0.5, 9)]))
    (box,) = placing.place([town], beyond)  # all of a name may lie beyond a border
    assert box[2] < 0.5
    (box,) = placing.place([town], replace(room, taken=[(-9.0, -9.0, 0.5, 9.0)]))
    assert box[0] > 0.5


def test_the_few_of_most_weight_find_room_together():
    """Alone the first takes what leaves the second none."""
    first = labels.Label("a", 0, 0, width=6, height=2, gap=1)
    second = labels.Label("b", 12, 0, width=8, height=2, gap=1)
    room = labels.LabelSpace((-30.0, -1.5, 14.0, 1.5))
    alone = placing.place([first, second], room)
    few = [replace(label, prior=True) for label in (first, second)]
    together = placing.place(few, room)
    assert alone[0] is not None
    assert alone[1] is None
    assert None not in together
    assert not labels.overlap(*together)


def test_a_name_without_room_beside_its_place_is_led_to_if_it_may():
    town = labels.Label("town", 0, 0, width=4, height=2, sign=0.2, gap=1)
    full = labels.LabelSpace((-20.0, -20.0, 20.0, 20.0), taken=[(-6, -3.2, 6, -0.5)])
    around = [replace(town, x=x, y=y, width=99) for x in (-3, 0, 3) for y in (1, 1.5)]
    assert placing.place([town, *around], full)[0] is None
    led, *others = placing.place([replace(town, led=True), *around], full)
    assert led is not None
    assert not any(others)
    assert placing.is_far(town, led)
    assert not labels.overlaps_any(led, full.taken)
    way = placing.way(town, led)
    assert not any(way.intersects(shapely.box(*box)) for box in full.taken)
    assert all(way.distance(shapely.Point(o.x, o.y)) > o.sign for o in around)


def test_what_leads_to_a_name_is_covered_by_no_other():
    town = labels.Label("a", 0, 0, width=4, height=2, sign=0.2, gap=1, led=True)
    other = labels.Label("b", 0, 5, width=3, height=1, sign=0.2, gap=0.5, rank=1)
    walls = [(-6, -9, 6, -0.5), (0.5, -1, 6, 1), (-6, -1, -0.5, 1), (-6, 1, -1, 9)]
    room = labels.LabelSpace((-20.0, -20.0, 20.0, 20.0), taken=walls)
    named, second = placing.place([town, other], room, margin=0.2)
    assert named is not None
    assert second is not None
    assert not shapely.box(*second).intersects(placing.way(town, named))


def test_a_city_is_named_where_its_dot_lies_partly_under_another():
    city = labels.Label("a", 0, 0, width=4, height=2, sign=1, gap=1.5, led=True)
    beside, upon = replace(city, x=1.2), replace(city, x=0.5)
    room = labels.LabelSpace((-20.0, -20.0, 20.0, 20.0))
    assert placing.place([city, beside], room)[1] is not None
    assert placing.place([city, upon], room)[1] is None
    assert placing.place([city, replace(beside, led=False)], room)[1] is None


def test_what_is_kept_beside_the_few_is_covered_only_where_there_is_no_room_else():
    city = labels.Label("a", 0, 0, width=4, height=2, gap=1, prior=True)
    town = labels.Label("b", 0, 8, width=4, height=2, gap=1)
    right = (1.0, 7.0, 5.0, 9.0)
    room = labels.LabelSpace((-20.0, -20.0, 20.0, 20.0))
    given = []

    def keep(few):
        given.extend(few)
        return [right]

    assert placing.place([city, town], room)[1] == right
    first, second = placing.place([city, town], room, 0.0, keep)
    assert given == [first]
    assert not labels.overlap(second, right)


def test_what_leads_far_crosses_no_line():
    town = labels.Label("a", 0, 0, width=4, height=1, sign=0.1, gap=0.5, led=True)
    sides = [(-9.0, -9.0, -0.2, 5.2), (0.2, -9.0, 9.0, 5.2), (-0.2, -9.0, 0.2, -0.2)]
    room = labels.LabelSpace((-9.0, -9.0, 9.0, 9.0), taken=sides)
    (box,) = placing.place([town], room)
    assert placing.way(town, box).length > 5
    line = shapely.LineString([(-9, 3), (9, 3)])
    assert placing.place([town], replace(room, barred=line)) == [None]

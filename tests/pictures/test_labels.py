import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from geo.pictures import labels

ROOT = Path(__file__).parents[2]


def test_a_label_that_finds_no_room_goes_without():
    big = labels.Label("one", 0, 0, width=4, height=2, gap=1)
    bounds = (-6.0, -4.0, 6.0, 4.0)
    first, second = labels.place([big, big], labels.LabelSpace(bounds))
    assert first == (1.0, -1.0, 5.0, 1.0)
    assert second == (-5.0, -1.0, -1.0, 1.0)
    assert labels.place([big], labels.LabelSpace((-1, -1, 1, 1))) == [None]
    everything = labels.place([big], labels.LabelSpace(bounds, taken=[bounds]))
    assert everything == [None]
    right = (1.0, -1.0, 2.0, 1.0)
    assert labels.place([big], labels.LabelSpace(bounds, spared=[right])) == [second]
    assert labels.place([big], labels.LabelSpace(bounds, spared=[bounds])) == [first]


def test_a_name_stands_nearer_to_its_own_place_than_to_any_other():
    room = labels.LabelSpace((-9.0, -9.0, 9.0, 9.0))
    one = labels.Label("one", 0, 0, width=4, height=2, gap=1)
    other = labels.Label("other", 3, 0, width=4, height=2, gap=1)
    assert labels.place([one], room) == [(1.0, -1.0, 5.0, 1.0)]
    assert labels.place([one, other], room)[0] == (-5.0, -1.0, -1.0, 1.0)
    few = [replace(one, prior=True), replace(other, prior=True)]
    assert labels.place(few, room)[0] == (-5.0, -1.0, -1.0, 1.0)
    around = [replace(other, x=x, y=y) for x in (-3, 0, 3) for y in (-1.5, 1.5)]
    assert labels.place([one, *around], room)[0] is None
    lesser = [replace(other, rank=1) for other in around]
    assert labels.place([one, *lesser], room)[0] == (1.0, -1.0, 5.0, 1.0)


def test_a_coastal_name_stands_on_water():
    north = shapely.box(-10, 0.5, 10, 10)
    town = labels.Label("town", 0, 0, width=4, height=2, gap=1, coastal=True)
    bounds = (-9.0, -9.0, 9.0, 9.0)
    (box,) = labels.place([town], labels.LabelSpace(bounds, water=north))
    assert shapely.box(*box).intersection(north).area == pytest.approx(8)


def test_the_name_of_an_area_stays_inside_it():
    land = shapely.Polygon([(0, 0), (10, 0), (10, 10)])
    room = labels.LabelSpace((0.0, 0.0, 10.0, 10.0))
    box = labels.place_within(land, (3, 1), room)
    assert land.contains(shapely.box(*box))
    assert labels.place_within(land, (9, 9), room) is None
    near = labels.place_within(land, (1, 1), room, near=(8, 2), reach=3)
    assert near == (7.5, 1.5, 8.5, 2.5)
    far = labels.place_within(land, (1, 1), room, near=(1, 9), reach=3)
    assert far is None


def test_the_name_of_an_area_keeps_away_from_lines():
    land = shapely.box(0, 0, 10, 10)
    line = shapely.LineString([(0, 5), (10, 5)])
    room = labels.LabelSpace((0.0, 0.0, 10.0, 10.0), barred=line, clear=1.0)
    box = labels.place_within(land, (4, 2), room, near=(5, 5), reach=5)
    assert shapely.box(*box).distance(line) >= 1


def test_the_name_of_a_line_stands_nearer_to_it_than_to_others():
    sea = shapely.box(0, 0, 40, 40)
    line = shapely.LineString([(10, 20), (30, 20)])
    other = shapely.LineString([(0, 17), (40, 17)])
    room = labels.LabelSpace((0.0, 0.0, 40.0, 40.0))
    options = {"near": (20, 15), "reach": 12}
    below = labels.place_within(sea, (6, 2), room, **options)
    assert below[3] < 17
    own = replace(room, own=labels.LabelledLine(line, other, most=4))
    above = shapely.box(*labels.place_within(sea, (6, 2), own, **options))
    assert above.distance(line) <= above.distance(other)
    far = replace(
        room, own=labels.LabelledLine(line, most=0.5), taken=[(0, 18, 40, 22)]
    )
    assert labels.place_within(sea, (6, 2), far, **options) is None


def test_names_cross_no_line_and_thin_ones_only_where_there_is_no_room_else():
    first, second = (
        labels.Label(text, x, 50.0, width=30.0, height=8.0, sign=2.0, gap=4.0)
        for text, x in (("Tripoli", 100.0), ("Misrata", 300.0))
    )
    bounds = (0.0, 0.0, 400.0, 100.0)
    everywhere = shapely.MultiLineString([[(0, y), (400, y)] for y in range(0, 101, 5)])
    right = shapely.LineString([(316, 0), (316, 100)])
    _, box = labels.place([first, second], labels.LabelSpace(bounds, barred=right))
    assert box is not None
    assert box[2] < 316
    thin = labels.LabelSpace(bounds, thin=everywhere)
    assert None not in labels.place([first, second], thin)
    barred = labels.LabelSpace(bounds, barred=everywhere)
    named, unnamed = labels.place([first, second], barred)
    assert named is not None  # The first of all goes before the lines.
    assert unnamed is None


THREADS = """
import threading
import numpy as np
import shapely
from geo.pictures.labels import LabelSpace, place_within

angle = np.linspace(0, 2 * np.pi, 4000, endpoint=False)
for turn in range(40):
    reach = 1 + 0.2 * np.random.default_rng(turn).random(4000)
    shape = shapely.polygons((reach * (np.cos(angle), np.sin(angle))).T)
    start = threading.Barrier(3)

    def place():
        start.wait()
        place_within(shape, (0.1, 0.1), LabelSpace((-2, -2, 2, 2)))

    threads = [threading.Thread(target=place) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
"""


@pytest.mark.parametrize("prior", [False, True])
def test_a_name_keeps_to_its_side_of_a_border_where_it_has_room(prior):
    town = labels.Label("town", 0, 0, width=4, height=2, gap=1, prior=prior)
    border = shapely.LineString([(2, -9), (2, 9)])
    room = labels.LabelSpace((-9.0, -9.0, 9.0, 9.0), frontier=border)
    (box,) = labels.place([town], room)
    assert box == (-5.0, -1.0, -1.0, 1.0)
    beyond = replace(room, frontier=shapely.LineString([(0.5, -9), (0.5, 9)]))
    (box,) = labels.place([town], beyond)  # all of a name may lie beyond a border
    assert box[2] < 0.5
    (box,) = labels.place([town], replace(room, taken=[(-9.0, -9.0, 0.5, 9.0)]))
    assert box[0] > 0.5


def test_threads_may_name_one_area_at_once():
    # In a process of its own, which ends if it does not hold.
    subprocess.run([sys.executable, "-c", THREADS], cwd=ROOT, check=True)


def test_the_few_of_most_weight_find_room_together():
    """Alone the first takes what leaves the second none."""
    first = labels.Label("a", 0, 0, width=6, height=2, gap=1)
    second = labels.Label("b", 12, 0, width=8, height=2, gap=1)
    room = labels.LabelSpace((-30.0, -1.5, 14.0, 1.5))
    alone = labels.place([first, second], room)
    few = [replace(label, prior=True) for label in (first, second)]
    together = labels.place(few, room)
    assert alone[0] is not None
    assert alone[1] is None
    assert None not in together
    assert not labels.overlap(*together)

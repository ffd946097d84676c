import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
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


BOUNDS = (-20.0, -20.0, 120.0, 60.0)


def test_a_name_runs_along_its_line():
    line = shapely.LineString([(0, 0), (60, 30), (64, 60)])
    size = (30.0, 3.0)
    at, turned, boxes = labels.along(line, size, labels.LabelSpace(BOUNDS), line)
    assert turned == pytest.approx(np.degrees(np.arctan2(30, 60)))
    assert shapely.Point(at).distance(line) < 2 * size[1]
    covered = shapely.union_all([shapely.box(*box) for box in boxes])
    foot = shapely.affinity.rotate(
        shapely.LineString([at, (at[0] + 30, at[1])]), turned, origin=at
    )
    assert covered.buffer(1e-6).contains(foot)


def test_a_name_along_a_line_reads_from_left_to_right():
    line = shapely.LineString([(80, 20), (0, 0)])
    _, turned, _ = labels.along(line, (30.0, 3.0), labels.LabelSpace(BOUNDS), line)
    assert -90 <= turned <= 90


@pytest.mark.parametrize(
    ("line", "barred", "taken"),
    [
        ([(0, 0), (20, 0)], [], ()),  # too short
        ([(0, 0), (20, 20), (40, 0), (60, 20), (80, 0)], [], ()),  # too bent
        ([(0, 0), (80, 0)], [(0, 3), (80, 3), (80, -3), (0, -3)], ()),
        ([(0, 0), (80, 0)], [], (BOUNDS,)),
    ],
)
def test_a_name_that_cannot_run_along_its_line_is_reported(line, barred, taken):
    wall = shapely.LineString(barred)
    spot = labels.along(
        shapely.LineString(line), (30.0, 3.0), labels.LabelSpace(BOUNDS, taken), wall
    )
    assert spot is None


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


def test_threads_may_name_one_area_at_once():
    # In a process of its own, which ends if it does not hold.
    subprocess.run([sys.executable, "-c", THREADS], cwd=ROOT, check=True)

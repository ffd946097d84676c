import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import shapely

from geo.pictures import areas, labels

ROOT = Path(__file__).parents[2]


def test_the_name_of_an_area_stays_inside_it():
    land = shapely.Polygon([(0, 0), (10, 0), (10, 10)])
    room = labels.LabelSpace((0.0, 0.0, 10.0, 10.0))
    box = areas.place_within(land, (3, 1), room)
    assert land.contains(shapely.box(*box))
    assert areas.place_within(land, (9, 9), room) is None
    near = areas.place_within(land, (1, 1), room, near=(8, 2), reach=3)
    assert near == (7.5, 1.5, 8.5, 2.5)
    far = areas.place_within(land, (1, 1), room, near=(1, 9), reach=3)
    assert far is None


def test_the_name_of_an_area_keeps_away_from_lines():
    land = shapely.box(0, 0, 10, 10)
    line = shapely.LineString([(0, 5), (10, 5)])
    room = labels.LabelSpace((0.0, 0.0, 10.0, 10.0), barred=line, clear=1.0)
    box = areas.place_within(land, (4, 2), room, near=(5, 5), reach=5)
    assert shapely.box(*box).distance(line) >= 1


def test_the_name_of_a_line_stands_nearer_to_it_than_to_others():
    sea = shapely.box(0, 0, 40, 40)
    line = shapely.LineString([(10, 20), (30, 20)])
    other = shapely.LineString([(0, 17), (40, 17)])
    room = labels.LabelSpace((0.0, 0.0, 40.0, 40.0))
    options = {"near": (20, 15), "reach": 12}
    below = areas.place_within(sea, (6, 2), room, **options)
    assert below[3] < 17
    own = replace(room, own=labels.LabelledLine(line, other, most=4))
    above = shapely.box(*areas.place_within(sea, (6, 2), own, **options))
    assert above.distance(line) <= above.distance(other)
    far = replace(
        room, own=labels.LabelledLine(line, most=0.5), taken=[(0, 18, 40, 22)]
    )
    assert areas.place_within(sea, (6, 2), far, **options) is None


def test_no_name_stands_in_an_area_that_bears_another():
    sea, area = shapely.box(0, 0, 40, 40), shapely.box(0, 0, 40, 20)
    room = labels.LabelSpace((0.0, 0.0, 40.0, 40.0))
    options = {"near": (20, 15), "reach": 12}
    assert area.contains(shapely.box(*areas.place_within(sea, (6, 2), room, **options)))
    above = areas.place_within(sea, (6, 2), replace(room, apart=[area]), **options)
    assert above[1] > 20


THREADS = """
import threading
import numpy as np
import shapely
from geo.pictures.areas import place_within
from geo.pictures.labels import LabelSpace

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

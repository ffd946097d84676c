import numpy as np
import pytest
import shapely

from geo.pictures import labels
from geo.pictures.along import along

BOUNDS = (-20.0, -20.0, 120.0, 60.0)


def test_a_name_runs_along_its_line():
    line = shapely.LineString([(0, 0), (60, 30), (64, 60)])
    size = (30.0, 3.0)
    at, turned, boxes = along(line, size, labels.LabelSpace(BOUNDS), line)
    assert turned == pytest.approx(np.degrees(np.arctan2(30, 60)))
    assert shapely.Point(at).distance(line) < 2 * size[1]
    covered = shapely.union_all([shapely.box(*box) for box in boxes])
    foot = shapely.affinity.rotate(
        shapely.LineString([at, (at[0] + 30, at[1])]), turned, origin=at
    )
    assert covered.buffer(1e-6).contains(foot)


def test_a_name_along_a_line_reads_from_left_to_right():
    line = shapely.LineString([(80, 20), (0, 0)])
    _, turned, _ = along(line, (30.0, 3.0), labels.LabelSpace(BOUNDS), line)
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
    spot = along(
        shapely.LineString(line), (30.0, 3.0), labels.LabelSpace(BOUNDS, taken), wall
    )
    assert spot is None

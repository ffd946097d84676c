"""Answers by the square are those of every point looked up one by one."""

import pickle

import numpy as np
import pytest
import shapely

from geo.control import cached
from geo.query import squares as module
from geo.query.annotate import Annotator
from geo.query.frames import plain
from geo.query.questions import Questions
from geo.style import RINGS

DAYS = 16206, 20500


@pytest.fixture(scope="module")
def where(atlas):
    return atlas.annotator()._where


def drawn(atlas, count):
    """Return points at random, on the edges of cells, and a little off the coast."""
    draw = np.random.default_rng(11)
    shapes = cached.cells(atlas.records.places).geometry.values
    vertices = shapely.get_coordinates(shapes)[::3]
    rim = shapely.get_coordinates(shapely.boundary(shapely.union_all(shapes)))
    near = rim + draw.normal(0, 0.04, rim.shape)
    anywhere = draw.uniform((8, 18), (27, 35), (count, 2))
    return np.vstack([anywhere, vertices, rim, near]).T.copy()


def test_squares_answer_as_points_do_one_by_one(atlas, where):
    lon, lat = drawn(atlas, 20_000)
    slow, codes = where.at(lon, lat, quickly=False)
    assert (codes == module.ASK).all()
    quick, codes = where.at(lon, lat, quickly=True)
    assert np.array_equal(quick, slow)
    assert 0.05 < (codes == module.ASK).mean() < 0.9
    there = np.flatnonzero(slow >= 0)
    place = atlas.annotator()._place_of[slow[there]]
    at = lon[there], lat[there], place
    unknown = np.full(len(there), module.ASK)
    ring = where.rings(*at, unknown)
    assert np.array_equal(where.rings(*at, codes[there]), ring)
    assert set(ring.tolist()) == set(range(len(RINGS)))


def test_off_the_grid_nothing_is_libyan(where):
    far = np.array([-170.0, 0.0, 13.0, 170.0])
    cell, codes = where.at(far, np.array([0.0, -89.0, 89.0, 32.0]), quickly=True)
    assert cell.tolist() == codes.tolist() == [-1] * 4


def test_a_line_passes_every_square_that_it_touches():
    draw = np.random.default_rng(3)
    ends = draw.uniform(0, 40, (60, 4))
    ends[:20, 2] = ends[:20, 0]  # straight up
    ends[20:40, 3] = ends[20:40, 1]
    turned = ends[:, 0] > ends[:, 2]
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    passed = module._passed(ends, 40, 40)
    lines = shapely.multilinestrings(list(shapely.linestrings(ends.reshape(-1, 2, 2))))
    y, x = np.mgrid[0:40, 0:40]
    touched = shapely.intersects(shapely.box(x, y, x + 1, y + 1), lines)
    assert (passed | ~touched).all()
    assert passed.sum() - touched.sum() < 10


def test_quick_answers_are_the_slow_ones_and_an_annotator_can_be_sent(atlas):
    lon, lat = drawn(atlas, 3_000)
    day = np.random.default_rng(2).integers(*DAYS, len(lon))
    questions = Questions(lon, lat, day)
    annotator = Annotator(atlas)
    slow = annotator.columns(questions)
    annotator._count = 10**9
    quick = annotator.columns(questions)
    sent = pickle.loads(pickle.dumps(annotator)).columns(questions)
    for name, values in slow.items():
        assert plain(quick[name]).equals(plain(values)), name
        assert plain(sent[name]).equals(plain(values)), name


def test_a_grid_is_read_back_as_it_was(where):
    grid = where._squares
    again = module.Squares.loaded(grid.dumped())
    assert np.array_equal(again.codes, grid.codes)
    assert np.array_equal(again.finer, grid.finer)
    assert (again.west, again.south) == (grid.west, grid.south)

"""Tracing the zero of a measure."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.sea import coasts, limits, tracing

RING = np.array([[0, 0], [1, 0], [2, 1], [1, 2], [0, 1], [0, 0]], float)


def test_what_is_kept_of_a_closed_line_is_one_piece_across_its_beginning():
    ring = tracing.Trace(RING, np.zeros((6, 2), int), np.zeros(6, bool))
    (piece,) = tracing.kept(ring, lambda points: 1.5 - points[:, 0])
    inner = piece.points[1:-1].tolist()
    assert inner == [[1, 2], [0, 1], [0, 0], [1, 0]]
    assert piece.corner[1:-1].tolist() == [False, False, True, False]
    assert np.allclose(piece.points[[0, -1], 0], 1.5, atol=1e-3)


def test_of_a_closed_line_all_is_kept_or_several_pieces():
    ring = tracing.Trace(RING, np.zeros((6, 2), int), np.zeros(6, bool))
    (whole,) = tracing.kept(ring, lambda points: 9 - points[:, 0])
    assert whole.points.tolist() == RING.tolist()
    pieces = list(tracing.kept(ring, lambda points: np.abs(points[:, 1] - 1) - 0.5))
    assert sorted(len(piece.points) for piece in pieces) == [3, 4]


def test_nothing_is_traced_where_nothing_is_zero():
    coast = coasts.from_points([(20.0, 33.0), (20.1, 33.0)], "one")
    assert tracing.trace(limits.Within(coast, 1000.0), (30, 33, 31, 34)) == []


@given(st.lists(st.booleans()))
def test_runs_are_the_good_ones_that_stand_together(good):
    runs = [run.tolist() for run in tracing.runs(np.array(good, bool))]
    together = [
        [n for n, _ in group]
        for is_good, group in itertools.groupby(enumerate(good), lambda pair: pair[1])
        if is_good
    ]
    assert runs == together

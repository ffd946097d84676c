"""Distances to fronts: by squares as by the tree, and as every piece is measured."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pytest
import shapely

from geo import ground
from geo.dates import number_of
from geo.query import frontlines as module
from geo.query.frontlines import FrontLines
from geo.query.nearness import rounded

FIRST, THEN, LAST = dt.date(2019, 4, 4), dt.date(2019, 6, 1), dt.date(2020, 6, 5)


def front(start, end, *corners):
    return SimpleNamespace(start=start, end=end, geometry=shapely.LineString(corners))


@pytest.fixture(scope="module")
def lines():
    fronts = [
        front(FIRST, LAST, (13.0, 32.0), (13.4, 32.3), (13.9, 32.4)),
        front(FIRST, THEN, (16.5, 31.2), (16.6, 31.0)),
        front(THEN, LAST, (20.0, 32.0), (20.0, 31.0)),
        SimpleNamespace(
            start=THEN,
            end=LAST,
            geometry=shapely.MultiLineString(
                [[(22, 30), (22, 29)], [(24, 30), (24, 29)]]
            ),
        ),
    ]
    return FrontLines(fronts)


def points(count):
    draw = np.random.default_rng(7)
    lon, lat = draw.uniform((9.5, 20), (25, 33), (count, 2)).T
    return ground.in_metres(lon, lat)


@pytest.mark.parametrize("day", [FIRST, THEN, LAST - dt.timedelta(1)])
def test_every_way_is_the_same(lines, day):
    x, y = points(2_000)
    days = np.full(len(x), number_of(day))
    quick = lines.km(x, y, days, quickly=True)
    assert np.array_equal(rounded(quick), rounded(lines.km(x, y, days)))
    there = lines._there(np.searchsorted(lines._changes, days[0], side="right") - 1)
    metres = shapely.distance(
        shapely.multilinestrings(
            [part for one in lines._shapes[there] for part in shapely.get_parts(one)]
        ),
        shapely.points(x, y),
    )
    assert np.abs(quick - metres / 1000).max() < 1e-9


@pytest.mark.parametrize("day", [FIRST - dt.timedelta(1), LAST])
def test_on_a_day_without_fronts_there_is_no_distance(lines, day):
    x, y = points(50)
    for quickly in (False, True):
        km = lines.km(x, y, np.full(50, number_of(day)), quickly=quickly)
        assert np.isnan(km).all()


def test_off_the_grid_the_tree_is_asked(lines):
    x, y = np.array([5e6]), np.array([0.0])
    days = np.array([number_of(FIRST)])
    assert lines.km(x, y, days, quickly=True) == lines.km(x, y, days)


def test_too_many_pieces_are_left_to_the_tree(lines, monkeypatch):
    monkeypatch.setattr(module, "MOST", 0)
    assert lines._put_down() is None
    assert module._loaded(module._dumped(None)) is None


def test_the_table_has_each_piece_as_long_as_it_counts(lines):
    table = lines.table()
    assert set(table["since"].tolist()) == {number_of(FIRST), number_of(THEN)}
    assert set(table["until"].tolist()) == {number_of(THEN), number_of(LAST)}
    rows = np.flatnonzero(table["until"] == number_of(THEN))
    assert len(rows)
    assert (table["since"][rows] == number_of(FIRST)).all()

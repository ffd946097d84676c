import datetime as dt

import pytest

from geo.errors import DateError
from geo.query import areas
from geo.query.stats import FIGURES, SITES, Range, series, stats

DAYS = [dt.date(2015, 6, 15), dt.date(2019, 12, 19), dt.date(2026, 1, 31)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_ground_and_places_are_those_of_the_areas(atlas, day):
    """Which the map's description has, from the layers."""
    camps = stats(atlas, day).camps
    drawn = areas.areas(atlas.frames, day)
    assert set(camps) == set(drawn)
    for camp, area in drawn.items():
        figures = camps[camp]
        assert figures["near_km2"].best == pytest.approx(area.near_km2, abs=0.2)
        assert figures["with_nominal_km2"].best == pytest.approx(
            area.with_nominal_km2, abs=0.2
        )
        assert figures["places"].best == area.places


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_low_is_no_more_than_best_and_best_no_more_than_high(atlas, day):
    for camp, figures in stats(atlas, day).camps.items():
        assert tuple(figures) == FIGURES
        for name, figure in figures.items():
            assert 0 <= figure.low <= figure.best <= figure.high, (camp, name)


def test_every_place_is_somebodys_or_nobodys(atlas):
    for day in DAYS:
        camps = stats(atlas, day).camps.values()
        places = sum(figures["places"].best for figures in camps)
        assert places == len(atlas.records.places)
        for name, kind in SITES.items():
            there = sum(place.kind == kind for place in atlas.records.places)
            assert sum(figures[name].best for figures in camps) == there


def test_a_place_under_attack_is_in_the_range_of_both_sides(atlas):
    """Tripoli, with 1,302,947 inhabitants on record, in December 2019."""
    camps = stats(atlas, dt.date(2019, 12, 19)).camps
    assert camps["tripoli"]["people"].best - camps["tripoli"]["people"].low >= 1302947
    assert camps["eastern"]["people"].high - camps["eastern"]["people"].best >= 1302947


def test_what_nobody_holds_is_no_range(atlas):
    figures = stats(atlas, dt.date(2019, 12, 19)).camps["contested"]
    assert {
        len({figure.low, figure.best, figure.high}) for figure in figures.values()
    } == {1}
    assert figures["places"] == Range(4, 4, 4)


def test_a_series_has_a_day_every_so_often(atlas):
    days = list(series(atlas, dt.date(2019, 4, 1), dt.date(2019, 6, 1), 30))
    assert [str(one.day) for one in days] == ["2019-04-01", "2019-05-01", "2019-05-31"]
    assert [row["figure"] for row in days[0].rows()][: len(FIGURES)] == list(FIGURES)


@pytest.mark.parametrize(
    ("first", "last", "step", "message"),
    [
        (dt.date(2020, 1, 2), dt.date(2020, 1, 1), 1, "give the earlier day first"),
        (dt.date(1999, 1, 1), dt.date(2020, 1, 1), 1, "is out of range"),
    ],
)
def test_days_that_make_no_series_are_refused(atlas, first, last, step, message):
    with pytest.raises(DateError, match=message):
        next(series(atlas, first, last, step))

"""One home of all that follows from the records, for threads that ask at once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from geo.layers import read as layers
from geo.query import atlas as module
from geo.query.atlas import KEPT, Atlas
from geo.records import read as records

DAY = dt.date(2019, 12, 19)
TRIPOLI = (32.8872, 13.1913)


@pytest.fixture
def counted(monkeypatch):
    """What is worked out, by name, while nothing slow really is."""
    seen: list[object] = []

    def instead(name):
        def work(*arguments):
            seen.append((name, *arguments[1:]))
            return object()

        return work

    monkeypatch.setattr(layers, "frames", instead("frames"))
    monkeypatch.setattr(module, "Sea", instead("sea"))
    monkeypatch.setattr(module, "Places", instead("places"))
    monkeypatch.setattr(module.agreements, "lives", instead("lives"))
    monkeypatch.setattr(module, "as_known_on", instead("as_known_on"))
    return seen


def at_once(ask, threads=8):
    """Return what threads get that ask at the same time."""
    start = Barrier(threads)

    def one(_):
        start.wait(timeout=60)
        return ask()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


@pytest.mark.parametrize("part", ["frames", "sea", "places", "lives"])
def test_threads_that_ask_at_once_have_a_part_worked_out_once(counted, part):
    atlas = Atlas(object())
    assert counted == []
    assert len(set(map(id, at_once(lambda: getattr(atlas, part))))) == 1
    assert counted == [(part,)]


def test_threads_that_ask_at_once_get_one_atlas_of_a_day(counted):
    atlas = Atlas(object())
    atlases = at_once(lambda: atlas.known_on(DAY))
    assert len(set(map(id, atlases))) == 1
    assert counted == [("as_known_on", DAY)]
    assert atlas.known_on(None) is atlas


def test_atlases_of_few_days_are_kept(counted):
    atlas = Atlas(object())
    days = [DAY + dt.timedelta(days=number) for number in range(KEPT + 1)]
    first, *_ = [atlas.known_on(day) for day in days]
    assert atlas.known_on(days[-1]) is atlas.known_on(days[-1])
    assert atlas.known_on(days[0]) is not first
    assert len(counted) == KEPT + 2


def test_layers_are_read_where_they_are_fresh_and_else_worked_out(
    atlas_records, built, copy, counted
):
    assert Atlas(atlas_records, built).frames.keys() == set(layers.NAMES)
    assert counted == []
    copy.set("places", 2, location_accuracy_km="3")
    Atlas(records.load(copy.folder), built).frames  # noqa: B018 (is worked out)
    assert counted == [("frames",)]


def test_an_atlas_answers_as_its_places_do(atlas_records):
    atlas = Atlas(atlas_records)
    answer = atlas.who(*TRIPOLI, DAY)
    assert answer == atlas.places.who(*TRIPOLI, DAY)
    assert atlas.who(*TRIPOLI, DAY, known_on=dt.date(2016, 1, 1)) != answer
    assert atlas.history("tripoli") == atlas.places.history("tripoli")
    assert "tripoli" in atlas.place_names("ar")

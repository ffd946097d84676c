"""Work on a cluster: as good as here, row by row, whoever is lost meanwhile."""

import os
import signal
from functools import partial

import pandas as pd
import pyarrow.parquet as pq
import pytest

from geo.dates import number_of, parse_day
from geo.errors import GeoError
from geo.inputs import delimited, parquet
from geo.inputs.annotate import annotate
from geo.optional import dask
from geo.pictures import film
from geo.request import Request
from tests.bench.annotate import events

KINDS = '''\
id,lat,lon,date,note
1,32.887,13.187,2019-12-19,held
2,31.205,16.589,2020-01-10,"contested; ""quoted"""
3,36.0,18.0,2020-01-10,sea
4,30.05,31.25,2020-01-10,abroad
5,32.887,13.187,2013-01-01,before
6,23.0,20.5,2018-05-05,nominal
7,13.187,32.887,2019-12-19,exchanged
8,x,13,2019-12-19,no angle
9,32.1,20.07
'''
"""A row of every kind: also one that has too few cells for a question."""


@pytest.fixture(scope="module")
def table(tmp_path_factory, atlas):
    """A folder of parts: of CSV, and of Parquet, in a folder within it."""
    folder = tmp_path_factory.mktemp("parts") / "in"
    (folder / "more").mkdir(parents=True)
    (folder / "a.csv").write_text(KINDS)
    drawn = events(300, number_of(atlas.records.newest))
    for part in range(3):
        rows = drawn[100 * part : 100 * part + 100]
        rows.to_parquet(folder / "more" / f"part.{part}.parquet", index=False)
    (folder / "_SUCCESS").write_text("")
    drawn.to_csv(folder.parent / "all.csv", index=False)
    drawn.to_parquet(folder.parent / "all.parquet", index=False)
    return folder


def written(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_cluster_answers_as_one_process_does(
    atlas, table, spread, tmp_path, monkeypatch
):
    """Each row, in the same order: a folder, and a file that is sent in lots."""
    counts = [
        annotate(table, tmp_path / name, lambda: atlas, spread=where)
        for name, where in (("here", map), ("there", spread))
    ]
    assert counts[0] == counts[1]
    assert (counts[0].rows, counts[0].unanswered) == (309, 3)
    here = written(tmp_path / "here")
    assert here == written(tmp_path / "there")
    assert len(here) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "there"]
    monkeypatch.setattr(delimited.Table.batches, "__defaults__", (100,))
    monkeypatch.setattr(parquet, "ROWS", 100)
    for name in ("all.csv", "all.parquet"):
        source = table.parent / name
        whole, sent = tmp_path / name, tmp_path / f"sent-{name}"
        one = annotate(source, whole, lambda: atlas)
        assert annotate(source, sent, lambda: atlas, spread=spread) == one
        assert sent.read_bytes() == whole.read_bytes()
    rows = pq.read_table(tmp_path / "here" / "more" / "part.0.parquet")
    assert rows["id"].to_pylist() == [*range(100)]
    pd.testing.assert_frame_equal(
        pd.read_csv(whole.with_suffix(".csv")).iloc[:100],
        pd.read_csv(sent.with_suffix(".csv")).iloc[:100],
    )


def killed(number, marks):
    """Return a number; the first to be asked for the seventh is ended by it."""
    if number == 7:
        try:
            (marks / "killed").touch(exist_ok=False)
        except FileExistsError:
            return number
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.skipif(os.name == "nt", reason="has no SIGKILL")
def test_a_worker_that_is_killed_loses_nothing(spread, tmp_path):
    found = [*spread(partial(killed, marks=tmp_path), range(40))]
    assert (tmp_path / "killed").exists()
    assert found == [*range(40)]


def test_no_more_is_sent_than_some_items_for_each_worker(spread):
    """Items are read as results are taken, so that memory stays flat."""
    taken = []
    results = spread(abs, (taken.append(i) or i for i in range(1000)))
    next(results)
    assert 0 < len(taken) <= 2 * dask.AHEAD
    results.close()


def test_a_film_is_drawn_on_a_cluster(world, spread):
    requests = [
        Request(parse_day(day), size_px=(400, 400), layers=("places",))
        for day in ("2019-12-19", "2020-01-10")
    ]
    here = [*film.pictures(world.frames, requests, 1)]
    there = [*film.pictures(world.frames, requests, spread=spread)]
    assert [one.tobytes() for one in there] == [one.tobytes() for one in here]


def test_a_worker_that_runs_other_code_is_named(spread, monkeypatch):
    client = spread.__self__
    monkeypatch.setattr(client, "_build", Other())
    with pytest.raises(GeoError, match=r"tcp://127.* runs something else \(code"):
        [*client.map(abs, [1])]


class Other:
    """Says of itself what nobody else does."""

    def __init__(self) -> None:
        self.at = os.getpid()

    def __call__(self):
        return {"code": str(os.getpid() == self.at)}


def test_an_error_of_a_row_comes_back_as_it_was(atlas, table, spread, tmp_path):
    """And nothing of the answers is left."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text(KINDS)
    (folder / "b.csv").write_text("id,lat\n1,2\n")
    with pytest.raises(GeoError, match=r"b\.csv"):
        annotate(folder, tmp_path / "out", lambda: atlas, spread=spread)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]

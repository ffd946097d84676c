"""Large tables: a run that was stopped goes on where it stopped."""

import os
import shutil

import pytest

from geo import files
from geo.dates import number_of
from geo.errors import FileError, GeoError
from geo.inputs import delimited, parquet, streams
from geo.inputs.annotate import annotate
from tests.bench.annotate import events

FORMS = ("csv", "parquet")


@pytest.fixture
def table(atlas, tmp_path, monkeypatch):
    """Two forms of a table of 5 batches, of which two make a part."""
    monkeypatch.setattr(delimited.Table.batches, "__defaults__", (40,))
    monkeypatch.setattr(parquet, "ROWS", 40)
    for stream in (streams.Csv, streams.Parquet):
        monkeypatch.setattr(stream, "batches_of_part", 2)
    monkeypatch.setattr(streams.Csv, "LARGE_BYTES", 1000)
    monkeypatch.setattr(streams.Parquet, "LARGE_ROWS", 100)
    drawn = events(200, number_of(atlas.records.newest))
    drawn.to_csv(tmp_path / "in.csv", index=False)
    drawn.to_parquet(tmp_path / "in.parquet", index=False)
    return tmp_path


class Stopped:
    """A `map` that is stopped before an item, and counts those that it was given."""

    def __init__(self, at=None, error=KeyboardInterrupt):
        self.at, self.error, self.done = at, error, 0

    def __call__(self, function, items):
        for item in items:
            if self.done == self.at:
                raise self.error("error.files.no_folder")
            self.done += 1
            yield function(item)


def left(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("form", FORMS)
def test_a_run_goes_on_where_one_was_stopped(atlas, table, monkeypatch, form):
    source, out, whole = (table / f"{name}.{form}" for name in ("in", "out", "whole"))
    out.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        annotate(source, out, lambda: atlas, spread=Stopped(3))
    assert out.read_text() == "old"
    assert len(left(table)) == 1
    again, steps = Stopped(), []
    counts = annotate(
        source, out, lambda: atlas, None, lambda *a: steps.append(a), again
    )
    assert (again.done, counts.rows, counts.before) == (3, 200, 80)
    assert sum(done for done, _ in steps) == steps[0][1]
    assert left(table) == []
    limit = {"csv": "Csv.LARGE_BYTES", "parquet": "Parquet.LARGE_ROWS"}[form]
    monkeypatch.setattr(f"geo.inputs.streams.{limit}", 1e9)
    at_one_go = annotate(source, whole, lambda: atlas)
    assert whole.read_bytes() == out.read_bytes()
    assert (at_one_go.rows, at_one_go.unanswered) == (200, counts.unanswered)


def test_a_table_that_was_changed_is_begun_anew(atlas, table):
    source, out = table / "in.csv", table / "out.csv"
    with pytest.raises(KeyboardInterrupt):
        annotate(source, out, lambda: atlas, spread=Stopped(3))
    with source.open("a") as file:
        file.write("200,32.9,13.2,2019-12-19\n")
    again = Stopped()
    assert annotate(source, out, lambda: atlas, spread=again).before == 0
    assert again.done == 6
    assert left(table) == []


@pytest.mark.parametrize(("error", "parts"), [(FileError, 1), (GeoError, 0)])
def test_parts_wait_for_room_but_not_for_a_table_that_is_wrong(
    atlas, table, error, parts
):
    with pytest.raises(error):
        annotate(
            table / "in.csv", table / "o.csv", lambda: atlas, spread=Stopped(3, error)
        )
    assert len(left(table)) == parts


def test_a_folder_goes_on_too(atlas, table):
    folder, out = table / "in", table / "out"
    folder.mkdir()
    for name in ("a", "b", "c"):
        shutil.copy(table / "in.csv", folder / f"{name}.csv")
    with pytest.raises(KeyboardInterrupt):
        annotate(folder, out, lambda: atlas, spread=Stopped(2))
    assert not out.exists()
    again = Stopped()
    counts = annotate(folder, out, lambda: atlas, spread=again)
    assert (again.done, counts.rows, counts.before) == (1, 600, 400)
    assert sorted(path.name for path in out.iterdir()) == ["a.csv", "b.csv", "c.csv"]
    assert left(table) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("in/out", "lies within"),
        ("in", "lies within"),
        ("in.csv", "is there already"),
        ("full", "is there already"),
        ("no/out", "no/out"),
    ],
)
def test_where_a_folder_of_answers_cannot_be(atlas, table, name, message):
    for each in ("in", "full"):
        (table / each).mkdir()
        shutil.copy(table / "in.csv", table / each / "a.csv")
    with pytest.raises(GeoError, match=message):
        annotate(table / "in", table / name, lambda: pytest.fail("is not needed"))
    assert left(table) == []


@pytest.mark.skipif(os.name == "nt", reason="has no SIGKILL")
def test_no_room_for_a_part_is_one_message(atlas, table, monkeypatch):
    """As on a disk that fills up: what was whole before waits, the rest is gone."""
    write, done = delimited.Table.text, []

    def text(*words):
        done.append(1)
        if len(done) > 3:
            raise OSError(28, "No space left on device")
        return write(*words)

    monkeypatch.setattr(delimited.Table, "text", text)
    with pytest.raises(FileError, match="No space left"):
        annotate(table / "in.csv", table / "out.csv", lambda: atlas)
    (folder,) = [table / name for name in left(table)]
    assert [path.name for path in (folder / "data").iterdir()] == ["000000"]
    assert files.PARTS in folder.name

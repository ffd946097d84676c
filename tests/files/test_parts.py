"""Parts of a file in the making: they outlive a run that is stopped, and no other."""

import subprocess
import sys

import pytest

from geo import files
from geo.errors import ClusterError, FileError, GeoError


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def begun(out, key="a" * 64, error=KeyboardInterrupt):
    with pytest.raises(error):
        work(out, key, error)


def work(out, key, error, note=True):
    with files.parts(out, key) as kept:
        kept.path("0").write_text("whole")
        if note:
            kept.note("0", {"rows": 3})
        kept.path("1").write_text("ha")
        raise error("error.none")


def test_whole_parts_are_there_again(tmp_path):
    out = tmp_path / "out.csv"
    begun(out)
    assert names(tmp_path) == [f".out.csv{files.PARTS}{'a' * 16}"]
    with files.parts(out, "a" * 64) as kept:
        assert kept.noted("0") == {"rows": 3}
        assert kept.path("0").read_text() == "whole"
        assert kept.noted("1") is None
    assert names(tmp_path) == []


def test_parts_of_other_work_go(tmp_path):
    begun(tmp_path / "out[1].csv")
    begun(tmp_path / "out1.csv")
    killed = tmp_path / f".out[1].csv{files.PARTS}{'c' * 16}"  # before its lock
    killed.mkdir()
    with files.parts(tmp_path / "out[1].csv", "b" * 64) as kept:
        assert kept.noted("0") is None
    assert names(tmp_path) == [f".out1.csv{files.PARTS}{'a' * 16}"]


@pytest.mark.parametrize(
    ("error", "stays"), [(FileError, True), (ClusterError, True), (GeoError, False)]
)
def test_parts_stay_where_there_was_no_room(tmp_path, error, stays):
    """And go if the work cannot be done at all."""
    begun(tmp_path / "out.csv", error=error)
    assert bool(names(tmp_path)) == stays


def test_nothing_stays_of_what_has_no_whole_part(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        work(tmp_path / "o", "a", KeyboardInterrupt, note=False)
    assert names(tmp_path) == []


AT_WORK = """
import sys
from pathlib import Path
from geo import files
with files.parts(Path(sys.argv[1]), "a" * 64):
    print("at work", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="cannot lock")
def test_two_processes_are_not_at_the_same_work(tmp_path):
    out = tmp_path / "out.csv"
    words = [sys.executable, "-c", AT_WORK, out]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(words, **pipes) as other:
        assert other.stdout.readline() == b"at work\n"
        with (
            pytest.raises(FileError, match="another process"),
            files.parts(out, "a" * 64),
        ):
            pytest.fail("both are at work")
        with files.parts(out, "b" * 64):
            assert len(names(tmp_path)) == 2
        other.stdin.close()
    assert names(tmp_path) == []


def test_a_folder_of_parts_gets_its_name(tmp_path):
    with files.parts(tmp_path / "out", "a") as kept:
        kept.path("more/a.csv").write_text("a")
        kept.note("more/a.csv", {})
        kept.move(tmp_path / "out")
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == ["more"]

"""A file stands under its name whole or not at all."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo import files
from geo.errors import FileError
from geo.files import system


def test_a_file_is_written_whole_and_replaces_what_was_there(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileError, match=r"a.png: cannot be written: No space left"):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_and_what_it_points_to_is_replaced(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "a.png", tmp_path / "link.png"
    target.write_bytes(b"old")
    link.symlink_to(target)
    files.check(link)
    files.write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]
    circle = tmp_path / "circle.png"
    circle.symlink_to(circle)
    with pytest.raises(FileError, match="cannot be written: "):
        files.check(circle)


def test_a_pipe_is_written_to_and_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        files.write(pipe, "text")
        assert read.result(timeout=60) == b"text"
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_stopped_write_leaves_nothing(tmp_path, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        files.write(tmp_path / "a.png", b"new")
    assert list(tmp_path.iterdir()) == []


def test_places_where_nothing_can_be_written(tmp_path):
    with pytest.raises(FileError, match="cannot be written: it is a folder"):
        files.check(tmp_path)
    with pytest.raises(FileError, match=r"no is no folder"):
        files.check(tmp_path / "no" / "a.png")
    with pytest.raises(FileError, match=r"cannot be written: No such file"):
        files.write(tmp_path / "no" / "a.png", b"")
    with pytest.raises(FileError, match=r"cannot be written: File name too long"):
        files.check(tmp_path / ("a" * 300))
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(FileError, match=r"file is no folder"):
        files.check(file / "a.png")
    with pytest.raises(FileError, match=r"cannot be written: Not a directory"):
        files.write(file / "a.png", b"")


def test_a_folder_without_permission(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileError, match=r"a.png: cannot be written: no permission"):
        files.check(tmp_path / "a.png")


def test_where_nothing_can_be_locked_parts_go_by_their_age(tmp_path, monkeypatch):
    monkeypatch.setattr(system, "fcntl", None)
    path = tmp_path / "a.png"
    young, old = (tmp_path / f".a.png{files.MARK}{name}" for name in ("young", "old"))
    young.touch()
    old.touch()
    days_ago = time.time() - files.LEFT_SECONDS - 60
    os.utime(old, (days_ago, days_ago))
    files.write(path, b"new")
    assert sorted(tmp_path.iterdir()) == [young, path]


def test_parts_of_other_files_stay(tmp_path):
    other = tmp_path / f".b.png{files.MARK}0123"
    other.touch()
    files.write(tmp_path / "a.png", b"new")
    assert other.exists()


def test_many_threads_write_one_file(tmp_path):
    path = tmp_path / "a.txt"
    contents = [str(number) * 10_000 for number in range(10)]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda content: files.write(path, content), contents * 5))
    assert path.read_text() in contents
    assert list(tmp_path.iterdir()) == [path]


def test_text_has_the_same_line_ends_on_every_system(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "linesep", "\r\n")
    files.write(tmp_path / "a.txt", "one\ntwo\n")
    assert (tmp_path / "a.txt").read_bytes() == b"one\ntwo\n"


def test_of_many_files_all_are_written(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    wanted = {tmp_path / "a": b"new", tmp_path / "b": "text"}
    files.write_all(wanted)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "b").read_text() == "text"
    assert set(tmp_path.iterdir()) == set(wanted)


@pytest.mark.parametrize("blocked", ["a", "b", "c"])
@pytest.mark.parametrize("stop", [OSError(28, "No space left"), KeyboardInterrupt()])
def test_of_many_files_none_is_written_if_one_cannot_be_moved(
    tmp_path, monkeypatch, blocked, stop
):
    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "c").write_bytes(b"old c")
    move = Path.replace

    def fail(self, target):
        if target.name == blocked and self.read_bytes() == b"new":
            raise stop
        return move(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((FileError, KeyboardInterrupt)):
        files.write_all({tmp_path / name: b"new" for name in "abc"})
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert left == {"a": b"old a", "c": b"old c"}

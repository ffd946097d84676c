"""A file stands under its name whole or not at all."""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.errors import ExportError
from geo.export import writing

ROOT = Path(__file__).parents[2]


def test_a_file_is_written_whole_and_replaces_what_was_there(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    writing.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match=r"a.png: cannot be written: No space left"):
        writing.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_and_what_it_points_to_is_replaced(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "a.png", tmp_path / "link.png"
    target.write_bytes(b"old")
    link.symlink_to(target)
    writing.check(link)
    writing.write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]
    circle = tmp_path / "circle.png"
    circle.symlink_to(circle)
    with pytest.raises(ExportError, match="cannot be written: "):
        writing.check(circle)


def test_a_stopped_write_leaves_nothing(tmp_path, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        writing.write(tmp_path / "a.png", b"new")
    assert list(tmp_path.iterdir()) == []


def test_places_where_nothing_can_be_written(tmp_path):
    with pytest.raises(ExportError, match="cannot be written: it is a folder"):
        writing.check(tmp_path)
    with pytest.raises(ExportError, match=r"no is no folder"):
        writing.check(tmp_path / "no" / "a.png")
    with pytest.raises(ExportError, match=r"cannot be written: No such file"):
        writing.write(tmp_path / "no" / "a.png", b"")
    with pytest.raises(ExportError, match=r"cannot be written: File name too long"):
        writing.check(tmp_path / ("a" * 300))
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(ExportError, match=r"file is no folder"):
        writing.check(file / "a.png")
    with pytest.raises(ExportError, match=r"cannot be written: Not a directory"):
        writing.write(file / "a.png", b"")


def test_a_folder_without_permission(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ExportError, match=r"a.png: cannot be written: no permission"):
        writing.check(tmp_path / "a.png")


@contextlib.contextmanager
def small_disk(folder: Path):
    """Yield a folder on a disk of 64 kB, and what else a process needs to meet its end.

    Where no disk can be mounted, the process may write no more than that instead.
    """
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    mounted = not subprocess.run(mount, capture_output=True, check=False).returncode

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))

    try:
        yield None if mounted else limited
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def snapshot(path: Path, **how) -> subprocess.Popen:
    command = [sys.executable, "-m", "geo", "snapshot", "--date", "2019-12-19"]
    return subprocess.Popen(
        [*command, "--out", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **how,
    )


@pytest.mark.parametrize("name", ["a.gpkg", "a.mp4"])
def test_no_room_for_what_is_in_the_making(tmp_path, name):
    small, target = tmp_path / "small", tmp_path / "target"
    small.mkdir()
    target.mkdir()
    with small_disk(small) as limited:
        environment = os.environ | {"TMPDIR": str(small)}
        process = snapshot(target / name, env=environment, preexec_fn=limited)
        out, err = process.communicate(timeout=120)
        assert (process.returncode, out) == (1, b"")
        assert err.decode().count("\n") == 1, err.decode()
        assert list(target.iterdir()) == []
        assert list(small.iterdir()) == []


@pytest.mark.parametrize("name", ["a.geojson", "a.png"])
def test_a_full_disk(tmp_path, name):
    with small_disk(tmp_path) as limited:
        old = tmp_path / name
        old.write_bytes(b"old")
        process = snapshot(old, preexec_fn=limited)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 1
        assert out == b""
        assert err.decode().count("\n") == 1
        assert err.decode().startswith(f"{old}: cannot be written: ")
        assert old.read_bytes() == b"old"
        assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_process_killed_while_it_draws_leaves_no_file(tmp_path):
    path = tmp_path / "a.svg"
    process = snapshot(path)
    time.sleep(3)
    assert process.poll() is None, "it was done before it could be killed"
    process.kill()
    process.communicate()
    assert not path.exists()
    writing.write(path, b"next")
    assert list(tmp_path.iterdir()) == [path]


SLOW = """
import os, sys, time
from pathlib import Path
from geo.export import writing

def wait(descriptor):
    print("writing", flush=True)
    time.sleep(60)

os.fsync = wait
writing.write(Path(sys.argv[1]), b"half" * 1000)
"""


def test_what_a_killed_process_left_says_so_and_is_swept_by_the_next(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", SLOW, str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"writing\n"
    part = tmp_path / f".a.png.unfinished-{process.pid}"
    assert part.exists()
    writing.write(path, b"beside")
    assert part.exists(), "a process that still writes keeps its part"
    process.kill()
    process.communicate()
    assert path.read_bytes() == b"beside"
    writing.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]

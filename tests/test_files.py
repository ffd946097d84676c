"""A file stands under its name whole or not at all; a scratch folder goes."""

import contextlib
import io
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo import files
from geo.errors import FileError
from geo.files import system

ROOT = Path(__file__).parents[1]


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
    files.write(path, b"next")
    assert list(tmp_path.iterdir()) == [path]


SLOW = """
import os, sys, time
from pathlib import Path
from geo import files

def wait(descriptor):
    print("writing", flush=True)
    time.sleep(60)

os.fsync = wait
files.write(Path(sys.argv[1]), b"half" * 1000)
"""


def parts(folder):
    return sorted(path for path in folder.iterdir() if files.MARK in path.name)


def test_what_a_killed_run_left_says_so_and_is_swept_by_the_next(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", SLOW, str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"writing\n"
    (part,) = parts(tmp_path)
    assert part.name.startswith(".a.png.unfinished-")
    os.utime(part, (0, 0))
    files.write(path, b"beside")
    assert parts(tmp_path) == [part], "a run that still writes keeps its part"
    process.kill()
    process.communicate()
    assert path.read_bytes() == b"beside"
    files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


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


def test_a_scratch_folder_goes_with_all_that_is_in_it():
    with files.folder() as folder:
        (folder / "a").write_bytes(b"a")
        assert folder.name.startswith(files.PREFIX)
    assert not folder.exists()


def test_a_scratch_folder_goes_when_something_fails():
    with pytest.raises(KeyboardInterrupt), files.folder() as folder:
        raise KeyboardInterrupt
    assert not folder.exists()


def test_a_place_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with (
        pytest.raises(FileError, match=r"gone/.*: cannot be written: No such file"),
        files.folder(),
    ):
        pass


def test_a_full_disk_in_a_scratch_folder_is_one_message():
    with (
        pytest.raises(FileError, match="cannot be written: No space left on device"),
        files.folder(),
    ):
        raise OSError(28, "No space left on device")


def test_a_table_has_a_header_without_rows_and_only_its_columns():
    text = io.StringIO()
    files.write_csv(text, ("place", "parties"), [])
    assert text.getvalue() == "place,parties\n"
    row = {"parties": ["gna", "lna"], "place": None, "sources": []}
    files.write_csv(text, ("place", "parties"), [row])
    assert text.getvalue().splitlines()[1:] == ["place,parties", ",gna;lna"]


@pytest.mark.skipif(system.fcntl is None, reason="files cannot be locked here")
def test_a_folder_of_ones_own_goes_with_its_process_and_takes_dead_ones_along(
    monkeypatch, tmp_path
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    begin = f"{files.PREFIX}exports-"
    dead = tmp_path / f"{begin}dead"
    bare = tmp_path / f"{begin}bare"  # of a process that has just made it
    for folder in (dead, bare):
        folder.mkdir()
    (dead / files.LOCK).touch()
    (dead / "half").write_bytes(b"half a film")
    alive = files.own_folder("exports")
    assert sorted(tmp_path.iterdir()) == sorted([bare, alive])
    code = (
        "import sys; from pathlib import Path; from geo import files\n"
        "made = files.own_folder('exports'); (made / 'film').touch()\n"
        "assert Path(sys.argv[1]).is_dir(); assert made.parent == Path(sys.argv[2])"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(alive), str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        check=True,
    )
    assert sorted(tmp_path.iterdir()) == sorted([bare, alive])


WRITES = """
import itertools, sys
from pathlib import Path
from geo import files
folder = Path(sys.argv[1])
print("writing", flush=True)
for n in itertools.count():
    text = str(n % 10) * 300_000
    files.write_all({folder / name: text for name in "abc"})
    with files.folder() as scratch:
        (scratch / "part").write_text(text)
"""


def test_what_is_killed_at_any_moment_is_whole_and_swept(tmp_path, monkeypatch):
    """As ``python -m tests.soak writes`` does with the commands themselves."""
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    out.mkdir()
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    rng = random.Random(12)
    for _ in range(10):
        command = [sys.executable, "-c", WRITES, str(out)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout.readline() == b"writing\n"
        # Not a wait for anything: the moment of the kill is the subject.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0.005, 0.05))
        process.kill()
        process.communicate()
        for path in out.glob("[abc]"):
            text = path.read_text()
            assert text == text[0] * 300_000
    files.write_all({out / name: "new" for name in "abc"})
    with files.folder() as mine:
        assert [*scratch.iterdir()] == [mine]
    assert {path.name for path in out.iterdir()} == {"a", "b", "c"}


def test_no_folder_for_temporary_files_is_one_message(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with (
        pytest.raises(FileError, match="cannot be written: No such file"),
        files.folder(),
    ):
        pass


def test_without_rights_nothing_is_written_and_that_is_said(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir(mode=0o555)
    path, mine = folder / "a.png", os.geteuid()
    if mine == 0:  # Root may write anywhere; nobody may not.
        tmp_path.chmod(0o755)
        os.seteuid(65534)
    try:
        with pytest.raises(FileError, match="cannot be written: "):
            files.check(path)
        with pytest.raises(FileError, match="cannot be written: Permission denied"):
            files.write(path, b"new")
    finally:
        os.seteuid(mine)
    assert [*folder.iterdir()] == []

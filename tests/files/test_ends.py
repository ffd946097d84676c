"""Full disks, killed processes, no rights: whole files or none, and nothing left."""

import contextlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from geo import files
from geo.errors import FileError
from tests.soak import writing

ROOT = Path(__file__).parents[2]


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


SMALLER = ("--size", "640x400")
"""Of a picture or film: even so it takes more than the small disk has."""


def snapshot(path: Path, **how) -> subprocess.Popen:
    command = [sys.executable, "-m", "geo", "snapshot", "--date", "2019-12-19"]
    size = SMALLER if path.suffix in (".png", ".mp4") else ()
    return subprocess.Popen(
        [*command, "--out", str(path), *size],
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
    libraries = Path(f"/proc/{process.pid}/maps")
    while "ft2font" not in libraries.read_text():  # Matplotlib's letters
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
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
    with files.folder() as mine:  # Python itself tries the place with other names.
        assert [*scratch.glob(f"{files.PREFIX}*")] == [mine]
    assert {path.name for path in out.iterdir()} == {"a", "b", "c"}


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


@pytest.mark.skipif(os.name == "nt", reason="has no SIGKILL")
@pytest.mark.parametrize("name", ["annotate", "push"])
def test_a_command_killed_at_random_moments_breaks_nothing(name, tmp_path):
    """`make soak` does this a hundred times, and to the other commands that write."""
    assert writing.killed(name, tmp_path, 2) == 0

"""A scratch folder goes with its process."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from geo import files
from geo.errors import FileError
from geo.files import system

ROOT = Path(__file__).parents[2]


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


def test_no_folder_for_temporary_files_is_one_message(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with (
        pytest.raises(FileError, match="cannot be written: No such file"),
        files.folder(),
    ):
        pass

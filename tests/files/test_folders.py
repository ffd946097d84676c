"""A scratch folder goes with its process."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from geo import files
from geo.errors import FileError
from geo.files import folders, system

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
    bare = tmp_path / f"{begin}bare"  # of one that was killed before it had locked it
    for folder in (dead, bare):
        folder.mkdir()
    (dead / files.LOCK).touch()
    (dead / "half").write_bytes(b"half a film")
    alive = files.own_folder("exports")
    assert [*tmp_path.iterdir()] == [alive]
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
    assert [*tmp_path.iterdir()] == [alive]


@pytest.mark.skipif(system.fcntl is None, reason="files cannot be locked here")
@pytest.mark.parametrize("moment", ["swept", "being swept", "swept and locked late"])
def test_a_folder_swept_before_it_is_locked_is_made_anew(moment, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make, names, sweeper = tempfile.mkdtemp, [], []

    def made(prefix):
        names.append(make(prefix=prefix))
        folder = Path(names[-1])
        if len(names) > 1:
            return names[-1]
        if moment == "swept":
            folder.rmdir()
        if moment == "being swept":
            sweeper.append((folder / files.LOCK).open("ab"))
            assert system.lock(sweeper[0])
        return names[-1]

    def locked(file):
        if moment == "swept and locked late" and len(names) == 1:
            shutil.rmtree(names[0])
        return system.lock(file)

    monkeypatch.setattr(tempfile, "mkdtemp", made)
    monkeypatch.setattr(folders, "lock", locked)
    with files.folder() as folder:
        assert str(folder) == names[1]
        assert (folder / files.LOCK).exists()
    for file in sweeper:
        file.close()


def test_no_folder_for_temporary_files_is_one_message(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with (
        pytest.raises(FileError, match="cannot be written: No such file"),
        files.folder(),
    ):
        pass

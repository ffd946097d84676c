"""The folder of a site: only what is new is written, only what was ours goes."""

import json
import os
from pathlib import Path

import pytest

from geo.errors import FileError
from geo.export.site import folder as folders

OLD = {"index.html": b"old", "en/a.html": b"a", "en/gone/b.html": b"b", "c.txt": b"c"}
NEW = {"index.html": b"new", "en/a.html": b"a", "d/e.json": b"{}", "c.txt": b"longer"}


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != folders.LIST
    }


def test_only_what_is_new_is_written(tmp_path):
    first = folders.update(tmp_path / "site", OLD, "1")
    assert (first.written, first.same, first.removed) == (4, 0, 0)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = folders.update(tmp_path / "site", OLD, "1")
    assert (again.written, again.same, again.removed) == (0, 4, 0)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    then = folders.update(tmp_path / "site", NEW, "2")
    assert (then.written, then.same, then.removed) == (3, 1, 1)
    assert held(tmp_path / "site") == NEW
    assert not (tmp_path / "site/en/gone").exists()


def test_the_list_names_every_file_by_its_digest(tmp_path):
    folders.update(tmp_path, NEW, "2")
    listed = json.loads((tmp_path / folders.LIST).read_text())
    assert listed["whole"] is True
    assert {*listed["files"]} == {*NEW}
    assert listed["files"]["d/e.json"].startswith("44136fa355b3678a")


def test_what_no_site_wrote_stays(tmp_path):
    folders.update(tmp_path, OLD, "1")
    (tmp_path / "CNAME").write_bytes(b"atlas.example.org")
    (tmp_path / "en/gone/mine.txt").write_bytes(b"mine")
    (tmp_path / "en/gone/b.html").write_bytes(b"changed by hand")
    done = folders.update(tmp_path, NEW, "2")
    assert done.left == ("en/gone/b.html",)
    assert held(tmp_path) == NEW | {
        "CNAME": b"atlas.example.org",
        "en/gone/mine.txt": b"mine",
        "en/gone/b.html": b"changed by hand",
    }


def test_files_of_others_are_not_overwritten(tmp_path):
    (tmp_path / "index.html").write_bytes(b"of another site")
    with pytest.raises(FileError) as error:
        folders.update(tmp_path, NEW, "2")
    assert "index.html" in str(error.value)
    assert held(tmp_path) == {"index.html": b"of another site"}


@pytest.mark.parametrize("moves", range(4))
def test_whatever_ends_it_each_file_is_old_or_new_and_the_next_run_mends(
    tmp_path, monkeypatch, moves
):
    folders.update(tmp_path, OLD, "1")
    real, done = os.replace, []

    def replace(self, target):
        if (
            done.count("file") == moves
            and self.name[1:].split(".unf")[0] != "site.json"
        ):
            raise KeyboardInterrupt
        done.append("list" if "site.json" in self.name else "file")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        if moves < 3:
            with pytest.raises(KeyboardInterrupt):
                folders.update(tmp_path, NEW, "2")
        else:
            folders.update(tmp_path, NEW, "2")
    now = held(tmp_path)
    for path, data in now.items():
        assert data in (OLD.get(path), NEW.get(path))
    folders.update(tmp_path, {"index.html": b"third"}, "3")
    assert held(tmp_path) == {"index.html": b"third"}


@pytest.mark.parametrize(
    "listed",
    [
        "",
        "[]",
        '{"files": {"../outside.txt": "0"}}',
        '{"files": {"/etc/passwd": "0"}}',
        '{"files": {"..\\\\outside.txt": "0"}}',
        '{"files": [1]}',
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path, listed):
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "outside.txt").write_bytes(b"")
    (site / folders.LIST).write_text(listed)
    with pytest.raises(FileError, match="list of the files"):
        folders.update(site, NEW, "2")
    assert held(tmp_path) == {"outside.txt": b""}


def test_no_file_is_removed_through_a_link(tmp_path):
    site, other = tmp_path / "site", tmp_path / "other"
    folders.update(site, OLD, "1")
    other.mkdir()
    (other / "b.html").write_bytes(b"b")
    (site / "en/gone/b.html").unlink()
    (site / "en/gone").rmdir()
    (site / "en/gone").symlink_to(other, target_is_directory=True)
    done = folders.update(site, NEW, "2")
    assert done.left == ("en/gone/b.html",)
    assert (other / "b.html").read_bytes() == b"b"

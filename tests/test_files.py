"""The folder for what is in the making."""

import tempfile

import pytest

from geo import files as scratch
from geo.errors import ExportError


def test_it_goes_with_all_that_is_in_it():
    with scratch.folder() as folder:
        (folder / "a").write_bytes(b"a")
        assert folder.name.startswith(scratch.PREFIX)
    assert not folder.exists()


def test_it_goes_when_something_fails():
    with pytest.raises(KeyboardInterrupt), scratch.folder() as folder:
        raise KeyboardInterrupt
    assert not folder.exists()


def test_a_place_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with (
        pytest.raises(ExportError, match=r"gone/.*: cannot be written: No such file"),
        scratch.folder(),
    ):
        pass


def test_a_full_disk_is_one_message():
    with (
        pytest.raises(ExportError, match="cannot be written: No space left on device"),
        scratch.folder(),
    ):
        raise OSError(28, "No space left on device")

"""Temporary folders, removed when they are left or when their process ends."""

import atexit
import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from geo.files.system import can_lock, failure, file_errors, lock

PREFIX = "libya-control-atlas-"

LOCK = ".lock"
"""File of a folder that a process locks as long as it lives."""

_LOCKS: list[IO[bytes]] = []


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless they are there.

    Raises
    ------
    FileError
        If it cannot be made.
    """
    with file_errors(path):
        path.mkdir(parents=True, exist_ok=True)


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a temporary folder that is removed when the context ends.

    Those that processes of before left because they were killed go at once.

    Yields
    ------
    pathlib.Path
        Where Python puts temporary files, such as ``TMPDIR``.

    Raises
    ------
    FileError
        If it cannot be made or written.
    """
    begin = f"{PREFIX}scratch-"
    try:
        _sweep_folders(begin)
        with TemporaryDirectory(prefix=begin) as made, _locked(Path(made)):
            yield Path(made)
    except OSError as error:
        where = error.filename or "the folder for temporary files"
        raise failure(where, error) from error


def own_folder(kind: str) -> Path:
    """Return a temporary folder that is removed when this process ends.

    Those that processes of before left because they were killed go at once.

    Parameters
    ----------
    kind : str
        What it is for: a word of its name.

    Raises
    ------
    FileError
        If it cannot be made.
    """
    begin = f"{PREFIX}{kind}-"
    try:
        _sweep_folders(begin)
        made = Path(tempfile.mkdtemp(prefix=begin))
        _LOCKS.append(_locked(made))  # as long as this process lives
    except OSError as error:
        where = error.filename or "the folder for temporary files"
        raise failure(where, error) from error
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _sweep_folders(begin: str) -> None:
    """Remove the folders that processes left which were killed."""
    for left in Path(tempfile.gettempdir()).glob(f"{begin}*/{LOCK}"):
        with contextlib.suppress(OSError), left.open("rb") as file:
            if lock(file):
                shutil.rmtree(left.parent, ignore_errors=True)


def _locked(folder: Path) -> IO[bytes]:
    """Return the open lock of a folder; it has its name once it is locked."""
    young = folder / f"{LOCK}-young"
    file = young.open("xb")
    lock(file)
    if can_lock():  # Windows renames no file that is open.
        young.rename(folder / LOCK)
    return file

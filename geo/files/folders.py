"""Temporary folders, removed when they are left or when their process ends."""

import atexit
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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


def hold(folder: Path) -> IO[bytes] | None:
    """Return the locked file of a folder; None if another process has the folder.

    Whoever locks it first has it: a process may be killed, or another may sweep,
    between the moments in which a folder is made and its file is locked. Where files
    cannot be locked, every process gets it.
    """
    path = folder / LOCK
    try:
        file = path.open("ab")
    except FileNotFoundError:  # swept already
        return None
    try:
        if not lock(file) or path.exists():
            return file
    except BlockingIOError:
        pass
    file.close()
    return None


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
    with _errors():
        made, held = _made("scratch")
        try:
            with held:
                yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


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
    with _errors():
        made, held = _made(kind)
    _LOCKS.append(held)  # as long as this process lives
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@contextmanager
def _errors() -> Iterator[None]:
    """Raise `FileError` for any error of the system in a temporary folder."""
    try:
        yield
    except OSError as error:
        where = error.filename or "the folder for temporary files"
        raise failure(where, error) from error


def _made(kind: str) -> tuple[Path, IO[bytes]]:
    """Return a new temporary folder and the file that keeps it from being swept."""
    begin = f"{PREFIX}{kind}-"
    _sweep_folders(begin)
    while True:
        made = Path(tempfile.mkdtemp(prefix=begin))
        held = hold(made)
        if held:
            return made, held


def _sweep_folders(begin: str) -> None:
    """Remove the folders of this user that processes left which were killed."""
    if not can_lock():
        return
    for left in Path(tempfile.gettempdir()).glob(f"{begin}*"):
        with contextlib.suppress(OSError):
            if left.lstat().st_uid != os.geteuid():
                continue
            held = hold(left)
            if held:
                with held:
                    if lock(held):  # as before; not so where no lock is known
                        shutil.rmtree(left, ignore_errors=True)

"""Writes a file whole or not at all."""

import contextlib
import os
from pathlib import Path

from geo.errors import ExportError

MARK = ".unfinished-"
"""Between the name of a file and the process that is writing it."""


def write(path: Path, data: bytes) -> None:
    """Write a file under its name only once all of it is on the disk.

    It is written beside itself as ``.NAME.unfinished-PROCESS``; what processes that
    are gone left there is removed.

    Parameters
    ----------
    path : pathlib.Path
        Its folder must exist; a file that it names is replaced.
    data : bytes

    Raises
    ------
    ExportError
        If it cannot be written; what was there before is then as it was.
    """
    target = path.resolve()  # What a link points to, not the link.
    part = target.with_name(f".{target.name}{MARK}{os.getpid()}")
    try:
        _sweep(target)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Raise `ExportError` unless a file can be written there, before work is done."""
    try:
        folder = path.resolve().parent
        if path.is_dir():
            raise ExportError(f"{path}: cannot be written: it is a folder")
        if not folder.is_dir():
            raise ExportError(f"{path}: cannot be written: {folder} is no folder")
    except OSError as error:  # Such as a name that is too long.
        raise ExportError(f"{path}: cannot be written: {error.strerror}") from error
    except RuntimeError as error:
        raise ExportError(f"{path}: cannot be written: it links to itself") from error
    if not os.access(folder, os.W_OK):
        raise ExportError(f"{path}: cannot be written: no permission")


def _sweep(path: Path) -> None:
    """Remove what processes that were killed left of this file."""
    begin = f".{path.name}{MARK}"
    for left in path.parent.iterdir():
        process = left.name.removeprefix(begin)
        if left.name.startswith(begin) and process.isdigit() and _is_gone(int(process)):
            left.unlink(missing_ok=True)


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _settle(folder: Path) -> None:
    """Have the new name itself on the disk, where folders can be synced."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

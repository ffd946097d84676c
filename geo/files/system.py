"""What differs between systems: locks, pipes, signals, errors of writing."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from geo.errors import FileError
from geo.errors.system import reason

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None  # type: ignore[assignment]


def is_stream(path: Path) -> bool:
    """Return whether a path names a pipe or device: these cannot be replaced."""
    try:
        return path.exists() and not (path.is_file() or path.is_dir())
    except OSError:  # a name too long, which is reported on writing
        return False


def can_lock() -> bool:
    """Return whether files can be locked here: Windows knows no such locks."""
    return fcntl is not None


def lock(file: IO[bytes]) -> bool:
    """Lock a file while it is open; return False where files cannot be locked.

    Raises
    ------
    BlockingIOError
        If another process has locked it.
    """
    if fcntl is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # A disk, such as one of a network, that knows no locks.
        return False
    return True


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Raise `FileError` for any error of the system in writing a file."""
    try:
        yield
    except OSError as error:
        raise failure(path, error) from error
    except RuntimeError as error:  # As Python 3.12 has it of a circle of links.
        raise FileError("error.files.loop", path=path) from error


def failure(where: object, error: OSError) -> FileError:
    """Return why a file cannot be written."""
    return FileError("error.files.unwritten", path=where, why=reason(error))


def unread(where: object, error: OSError) -> FileError:
    """Return why a file cannot be read."""
    return FileError("error.files.unread", path=where, why=reason(error))


def settle(folder: Path) -> None:
    """Sync a folder, where that is possible, so that new names are on the disk."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def sigint_blocked() -> Iterator[None]:
    """Block SIGINT while processes start, so that only their parent gets Ctrl-C."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    unblocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, unblocked)

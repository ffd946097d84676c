"""Writes files whole or not at all, tables as CSV, and lends folders for a while."""

import atexit
import contextlib
import csv
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TextIO
from uuid import uuid4

from geo.errors import FileError

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None  # type: ignore[assignment]

MARK = ".unfinished-"
"""Between the name of a file and what makes the name of its part its own."""

LEFT_SECONDS = 24 * 3600
"""Where files cannot be locked, a part as old as this was left by a run that ended."""

PREFIX = "libya-control-atlas-"

LOCK = ".lock"
"""File of a folder that a process locks as long as it lives."""

_LOCKS: list[IO[bytes]] = []


def write(path: Path, content: bytes | str) -> None:
    r"""Write a file under its name only once all of it is on the disk.

    Parameters
    ----------
    path : pathlib.Path
        Its folder must exist; a file that it names is replaced.
    content : bytes or str
        Text is written as UTF-8 with the line ends that it has, on every system.

    Raises
    ------
    FileError
        If it cannot be written; what was there before is then as it was.

    Examples
    --------
    >>> with folder() as scratch:
    ...     write(scratch / "a.txt", "one\ntwo\n")
    ...     (scratch / "a.txt").read_bytes()
    b'one\ntwo\n'
    """
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes | str]) -> None:
    """Write some files, all or none.

    Each is written beside itself as ``.NAME.unfinished-…`` and moved to its name once
    all are on the disk; if one cannot be moved, those moved before it are put back.
    Parts that runs which were killed left there are removed. A pipe or a device, such
    as ``/dev/stdout``, is written to as it is.

    Parameters
    ----------
    contents : mapping of pathlib.Path to bytes or str
        As for `write`; moved in this order.

    Raises
    ------
    FileError
        Naming the first that cannot be written; all files are then as they were.
    """
    with ExitStack() as parts:
        moves: list[tuple[Path, _Part, _Part | None]] = []
        for number, (path, content) in enumerate(contents.items(), 1):
            with _file_errors(path):
                data = content.encode() if isinstance(content, str) else content
                if _is_stream(path):
                    path.write_bytes(data)
                    continue
                target = path.resolve()  # What a link points to, not the link.
                _sweep(target)
                part = parts.enter_context(_Part(target, data))
                before = None
                if number < len(contents) and target.exists():
                    before = parts.enter_context(_Part(target, target.read_bytes()))
                moves.append((path, part, before))
        _move(moves)
    for folder in {part.target.parent for _, part, _ in moves}:
        with _file_errors(folder):
            _settle(folder)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write piece by piece, which has its name only once it is whole.

    What was there before stays if the work on it ends early, whatever ends it; see
    `write_all`, also for pipes and devices.

    Parameters
    ----------
    path : pathlib.Path
        As for `write`.

    Yields
    ------
    binary file

    Raises
    ------
    FileError
        If it cannot be written. So that no other error passes for that, whoever reads
        meanwhile names its own.
    """
    if _is_stream(path):
        with _file_errors(path), path.open("wb") as stream:
            yield stream
        return
    with _file_errors(path):
        target = path.resolve()
        _sweep(target)
        with _Part(target) as part:
            try:
                yield part.file
            except OSError as error:
                raise _failure(path, error) from error
            part.settle()
            part.move()
        _settle(target.parent)


def check(path: Path) -> None:
    """Raise `FileError` unless a file can be written there, before work is done."""
    with _file_errors(path):
        folder = path.resolve().parent
        if path.is_dir():
            raise FileError("error.files.folder", path=path)
        if not folder.is_dir():
            raise FileError("error.files.no_folder", path=path, folder=folder)
    if not os.access(folder, os.W_OK):
        raise FileError("error.files.permission", path=path)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless they are there.

    Raises
    ------
    FileError
        If it cannot be made.
    """
    with _file_errors(path):
        path.mkdir(parents=True, exist_ok=True)


def write_csv(
    stream: TextIO, columns: Iterable[str], rows: Iterable[Mapping[str, object]]
) -> None:
    """Write rows as CSV with a header, each as soon as it is there.

    Parameters
    ----------
    stream : text file
    columns : iterable of str
        The header, of a table without rows too.
    rows : iterable of mapping
        Each with all columns; what else it has is left out.
    """
    columns = tuple(columns)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[name]) for name in columns])


def cell(value: object) -> str:
    """Return a value as a cell of a table.

    Returns
    -------
    str
        Lists of words are joined by ``;``, anything longer is JSON, None is empty.

    Examples
    --------
    >>> [cell(value) for value in (None, ["gna", "lna"], True, 2.5)]
    ['', 'gna;lna', 'true', '2.5']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(x, str) for x in value):
        return ";".join(value)
    return json.dumps(value, ensure_ascii=False)


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a folder that goes, with all that is in it, when it is left.

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
        raise _failure(where, error) from error


def own_folder(kind: str) -> Path:
    """Return a folder that goes, with all that is in it, when this process ends.

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
        raise _failure(where, error) from error
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _sweep_folders(begin: str) -> None:
    """Remove the folders that processes left which were killed."""
    for left in Path(tempfile.gettempdir()).glob(f"{begin}*/{LOCK}"):
        with contextlib.suppress(OSError), left.open("rb") as file:
            if _lock(file):
                shutil.rmtree(left.parent, ignore_errors=True)


def _locked(folder: Path) -> IO[bytes]:
    """Return the open lock of a folder; it has its name once it is locked."""
    young = folder / f"{LOCK}-young"
    file = young.open("xb")
    _lock(file)
    if fcntl is not None:  # Windows renames no file that is open, and knows no locks.
        young.rename(folder / LOCK)
    return file


def _is_stream(path: Path) -> bool:
    """Return whether a path names a pipe or device: these cannot be replaced."""
    return path.exists() and not (path.is_file() or path.is_dir())


class _Part:
    """A file in the making, whole on the disk, which goes unless it is moved.

    It is locked as long as whoever writes it lives.
    """

    def __init__(self, target: Path, data: bytes | None = None) -> None:
        self.target = target
        self.path, self.file = _created(target)
        if data is None:
            return
        try:
            self.file.write(data)
            self.settle()
        except BaseException:
            self.__exit__()
            raise

    def settle(self) -> None:
        """Have all that was written on the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())
        if fcntl is None:
            self.file.close()  # Windows moves no file that is open.

    def __enter__(self) -> "_Part":
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self.file.close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def move(self) -> None:
        """Move it to its name."""
        self.path.replace(self.target)


def _created(target: Path) -> tuple[Path, IO[bytes]]:
    """Return a new part of a file, open and, where that can be, locked."""
    while True:
        path = target.with_name(f".{target.name}{MARK}{uuid4().hex[:12]}")
        file = path.open("xb")
        # Another process may have taken it for one that was left before it was locked.
        with contextlib.suppress(BlockingIOError):
            if not _lock(file) or path.exists():
                return path, file
        file.close()


def _lock(file: IO[bytes]) -> bool:
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


def _move(moves: list[tuple[Path, _Part, _Part | None]]) -> None:
    """Move all parts to their names, or leave what was there before."""
    moved: list[tuple[_Part, _Part | None]] = []
    try:
        for path, part, before in moves:
            with _file_errors(path):
                part.move()
            moved.append((part, before))
    except BaseException:
        for part, before in moved:
            with contextlib.suppress(OSError):
                if before is None:
                    part.target.unlink()
                else:
                    before.move()
        raise


def _sweep(target: Path) -> None:
    """Remove the parts of a file that runs which were killed left."""
    begin = f".{target.name}{MARK}"
    for left in target.parent.iterdir():
        if left.name.startswith(begin):
            # In use, or swept by another process already.
            with contextlib.suppress(OSError):
                _remove_left(left)


def _remove_left(part: Path) -> None:
    """Remove a part unless somebody still writes it."""
    with part.open("rb") as file:
        if _lock(file):
            part.unlink()
            return
    if time.time() - part.stat().st_mtime > LEFT_SECONDS:
        part.unlink()


@contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    """Turn what keeps a file from being written into one error."""
    try:
        yield
    except OSError as error:
        raise _failure(path, error) from error
    except RuntimeError as error:  # As Python 3.12 has it of a circle of links.
        raise FileError("error.files.loop", path=path) from error


def _failure(where: object, error: OSError) -> FileError:
    return FileError("error.files.unwritten", path=where, why=error.strerror or error)


def _settle(folder: Path) -> None:
    """Have new names themselves on the disk, where folders can be synced."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

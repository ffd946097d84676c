"""Writes files whole or not at all."""

import contextlib
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from geo.errors import FileError
from geo.files.system import can_lock, failure, file_errors, is_stream, lock, settle

MARK = ".unfinished-"
"""Between the name of a file and what makes the name of its part its own."""

LEFT_SECONDS = 24 * 3600
"""Where files cannot be locked, a part as old as this was left by a run that ended."""


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
    >>> from geo.files.folders import folder
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
            with file_errors(path):
                data = content.encode() if isinstance(content, str) else content
                if is_stream(path):
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
        with file_errors(folder):
            settle(folder)


def write_each(contents: Mapping[Path, bytes]) -> None:
    """Write many files one after another, each whole or not at all.

    A run that is killed leaves each as it was or as it is to be. They are not settled
    on the disk one by one, which would take longer than all else: after a failure of
    power whoever wrote them should compare them.

    Parameters
    ----------
    contents : mapping of pathlib.Path to bytes
        Their folders must exist.

    Raises
    ------
    FileError
        Naming the first that cannot be written; those after it are as they were.
    """
    for folder in {path.parent for path in contents}:
        with file_errors(folder):
            for left in folder.glob(f".*{MARK}*"):
                with contextlib.suppress(OSError):
                    _remove_left(left)
    for path, data in contents.items():
        with file_errors(path), _Part(path) as part:
            part.file.write(data)
            part.file.close()
            part.move()
    for folder in {path.parent for path in contents}:
        with file_errors(folder):
            settle(folder)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write in pieces; it gets its name only once it is whole.

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
    if is_stream(path):
        with file_errors(path), path.open("wb") as stream:
            yield stream
        return
    with file_errors(path):
        target = path.resolve()
        _sweep(target)
        with _Part(target) as part:
            try:
                yield part.file
            except OSError as error:
                raise failure(path, error) from error
            part.settle()
            part.move()
        settle(target.parent)


def check(path: Path) -> None:
    """Raise `FileError` unless a file can be written there, before work is done."""
    with file_errors(path):
        folder = path.resolve().parent
        if path.is_dir():
            raise FileError("error.files.folder", path=path)
        if not folder.is_dir():
            raise FileError("error.files.no_folder", path=path, folder=folder)
    if not os.access(folder, os.W_OK):
        raise FileError("error.files.permission", path=path)


class _Part:
    """An unfinished file, removed unless it is moved to its name.

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
        """Sync the file to the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())
        if not can_lock():
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
            if not lock(file) or path.exists():
                return path, file
        file.close()


def _move(moves: list[tuple[Path, _Part, _Part | None]]) -> None:
    """Move all parts to their names, or leave what was there before."""
    moved: list[tuple[_Part, _Part | None]] = []
    try:
        for path, part, before in moves:
            with file_errors(path):
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
        if lock(file):
            part.unlink()
            return
    if time.time() - part.stat().st_mtime > LEFT_SECONDS:
        part.unlink()

"""Finished parts of a file, kept when a run is stopped so that the next goes on."""

import contextlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from geo.errors import ClusterError, FileError, GeoError
from geo.files.folders import hold, make_folder
from geo.files.system import file_errors, settle
from geo.files.writes import write

PARTS = ".parts-"
"""Between the name of a file and the key of its parts, in the name of their folder."""


class Parts:
    """The folder of the parts of one file.

    A part is whole once it is noted; what was not is written anew.

    Parameters
    ----------
    folder : pathlib.Path
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.data = folder / "data"
        self._notes = folder / "notes"

    def path(self, name: str) -> Path:
        """Return the path of a part; its folder is made if need be."""
        path = self.data / name
        make_folder(path.parent)
        return path

    def note(self, name: str, facts: Mapping[str, int]) -> None:
        """Record that a part is whole, with facts about it."""
        path = self._notes / f"{name}.json"
        make_folder(path.parent)
        write(path, json.dumps(dict(facts)))

    def noted(self, name: str) -> dict[str, int] | None:
        """Return the facts recorded of a part; None if it is not whole."""
        try:
            facts: dict[str, int] = json.loads(
                (self._notes / f"{name}.json").read_text()
            )
        except FileNotFoundError:
            return None
        return facts

    def move(self, target: Path) -> None:
        """Move the folder of all parts to the name of the target."""
        with file_errors(target):
            if target.is_dir():
                target.rmdir()
            self.data.replace(target)
            settle(target.parent)

    @property
    def is_empty(self) -> bool:
        """Whether no part is whole."""
        return not any(self._notes.rglob("*.json"))


@contextmanager
def parts(target: Path, key: str) -> Iterator[Parts]:
    """Yield the parts of a file in the making, with those of a run that was stopped.

    They lie beside it, in a hidden folder, and go when the work on them ends well or
    cannot be done; they stay when it is stopped, the disk has no room, or a cluster
    is lost. Those of other work on the same file go at once, unless a process is at it.

    Parameters
    ----------
    target : pathlib.Path
        The file or folder.
    key : str
        Of all that its content follows from, as `geo.files.cache.key_of` returns it.

    Raises
    ------
    FileError
        If they cannot be written, or another process is at this very work.
    """
    with file_errors(target):
        target = target.resolve()
        begin = f".{target.name}{PARTS}"
        folder = target.with_name(f"{begin}{key[:16]}")
        for left in target.parent.glob(f"{_literal(begin)}*"):
            if left != folder:
                _remove_left(left)
        folder.mkdir(exist_ok=True)
        held = hold(folder)
        if held is None:
            raise FileError("error.files.at_work", path=target)
    kept = Parts(folder)
    with held:
        try:
            yield kept
        except BaseException as error:
            waits = isinstance(error, FileError | ClusterError)
            cannot = isinstance(error, GeoError) and not waits
            if cannot or kept.is_empty:
                shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)


def _literal(text: str) -> str:
    """Return a text as a pattern that only the text itself fits."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in text)


def _remove_left(folder: Path) -> None:
    """Remove a folder of parts unless a process is at work on it."""
    with contextlib.suppress(OSError):
        held = hold(folder)
        if held:
            with held:
                shutil.rmtree(folder, ignore_errors=True)

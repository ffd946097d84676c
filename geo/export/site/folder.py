"""The folder of a site: what is new is written, what no longer belongs goes.

A list of all files with their digests lies in it. What is not on the list was not
written by the site, and is left alone.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from geo import __version__, files
from geo.errors import FileError

LIST = "site.json"
"""The list of files; it is written before any other, and once all others are."""


@dataclass(frozen=True)
class Written:
    """What became of the files of a site: how many, and those left over."""

    written: int
    same: int
    removed: int
    left: tuple[str, ...]


def update(folder: Path, contents: Mapping[str, bytes], version: str) -> Written:
    """Make a folder hold a site.

    Parameters
    ----------
    folder : pathlib.Path
        Made if missing.
    contents : mapping of str to bytes
        Paths below the folder, parted by ``/``, and what each file is to hold.
    version : str
        Of the data.

    Returns
    -------
    Written

    Raises
    ------
    FileError
        If a file cannot be written, or there is another in its place that no site
        wrote. Each file is then the old one or the new one, never a part of one.

    Notes
    -----
    A file that a site wrote and somebody changed since is not removed.
    """
    files.make_folder(folder)
    before = _listed(folder)
    digests = {path: _digest(data) for path, data in contents.items()}
    new = [path for path, data in contents.items() if not _has(folder / path, data)]
    _check_foreign(folder, [path for path in new if path not in before])
    gone = {path: known for path, known in before.items() if path not in digests}
    if new or gone:
        # Whatever ends this, the next run knows what is ours.
        held = {path: [digest] for path, digest in digests.items()}
        for path, known in before.items():
            held[path] = [*dict.fromkeys([*held.get(path, ()), *known])]
        files.write(folder / LIST, _list(held, version, whole=False))
        for parent in sorted({(folder / path).parent for path in new}):
            files.make_folder(parent)
        files.write_each({folder / path: contents[path] for path in new})
    left = [path for path, known in gone.items() if not _remove(folder, path, known)]
    listed = _list({path: [one] for path, one in digests.items()}, version, whole=True)
    if not _has(folder / LIST, listed.encode()):
        files.write(folder / LIST, listed)
    removed = len(gone) - len(left)
    return Written(len(new), len(contents) - len(new), removed, tuple(sorted(left)))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _list(held: Mapping[str, list[str]], version: str, *, whole: bool) -> str:
    """Return the list of files: of a site in the making also with older digests."""
    listed: dict[str, Any] = {
        path: digests[0] if whole else digests for path, digests in sorted(held.items())
    }
    head = {"atlas": __version__, "data": version, "whole": whole, "files": listed}
    return json.dumps(head, indent=0) + "\n"


def _listed(folder: Path) -> dict[str, list[str]]:
    """Return the files that a site wrote, with the digests that each may have."""
    path = folder / LIST
    if not path.exists():
        return {}
    try:
        held = json.loads(path.read_bytes())["files"].items()
        listed = {
            str(name): [known] if isinstance(known, str) else [*map(str, known)]
            for name, known in held
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileError("error.site.list", path=path) from error
    for name in listed:
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or "\\" in name:
            raise FileError("error.site.list", path=path)
    return listed


def _has(path: Path, data: bytes) -> bool:
    """Return whether a file holds just this."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _check_foreign(folder: Path, paths: list[str]) -> None:
    """Raise `FileError` if something stands where a new file is to be."""
    foreign = [path for path in paths if (folder / path).exists()]
    if foreign:
        raise FileError("error.site.foreign", folder=folder, names=foreign[:3])


def _remove(folder: Path, path: str, known: list[str]) -> bool:
    """Remove a file that no longer belongs; return whether it is gone.

    So do the folders that it leaves empty.
    """
    file = folder / path
    if file.is_symlink() or folder.resolve() not in file.resolve().parents:
        return False
    try:
        if _digest(file.read_bytes()) not in known:
            return False
        file.unlink()
        for parent in file.parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True

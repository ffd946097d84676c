"""What took long to work out, kept in the user's cache folder.

Nothing rests on it: what is missing, damaged, made from other data or by other code is
worked out anew, and where nothing can be written everything is as slow as before.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import shapely
from platformdirs import user_cache_path

from geo import files
from geo.errors import FileError

APP = "libya-atlas"
VARIABLE = "LIBYA_ATLAS_CACHE"
"""Environment variable that names another folder; empty: nothing is kept."""

MOST = 8
"""So many files of one kind are kept, the newest."""


def key_of(data: Iterable[bytes], code: Iterable[Path]) -> str:
    """Return a digest of data, of the code that works on it, and of the libraries.

    Parameters
    ----------
    data : iterable of bytes
        All that a result follows from, in a fixed order.
    code : iterable of pathlib.Path
        The modules that make it.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    total = hashlib.sha256(_libraries().encode())
    for part in (*data, *(path.read_bytes() for path in sorted(code))):
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()


@cache
def _libraries() -> str:
    return " ".join(
        [
            *(library.__version__ for library in (np, pd, pyproj, shapely)),
            shapely.geos_version_string,
            pyproj.proj_version_str,
        ]
    )


def read(kind: str, key: str) -> bytes | None:
    """Return what was kept under a key, or None if that is missing or damaged.

    Parameters
    ----------
    kind : str
        What it is, as ``cells``.
    key : str
        As `key_of` returns it.
    """
    folder = _folder()
    if folder is None:
        return None
    try:
        text = (folder / f"{kind}-{key}").read_bytes()
    except OSError:
        return None
    head, _, data = text.partition(b"\n")
    return data if head == _head(key, data) else None


def write(kind: str, key: str, data: bytes) -> None:
    """Keep something under a key, whole or not at all; see `read`."""
    folder = _folder()
    if folder is None:
        return
    with contextlib.suppress(FileError, OSError):
        files.make_folder(folder)
        files.write(folder / f"{kind}-{key}", _head(key, data) + b"\n" + data)
        _forget(folder, kind)


def _head(key: str, data: bytes) -> bytes:
    return f"{key} {hashlib.sha256(data).hexdigest()}".encode()


def _forget(folder: Path, kind: str) -> None:
    found = sorted(folder.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)
    for path in found[:-MOST]:
        path.unlink(missing_ok=True)


def _folder() -> Path | None:
    """Return the folder, or None if there is no place for one."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    try:
        folder = user_cache_path(APP, appauthor=False)
    except (OSError, RuntimeError):
        return None
    # Of a user without a home the path is relative.
    return folder if folder.is_absolute() else None

"""Caches of results that take long: in memory, or in the user's cache folder.

Nothing rests on the folder: what is missing, damaged, made from other data or by other
code is worked out anew, and where nothing can be written everything is as slow as
before.
"""

import contextlib
import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock, RLock
from typing import Any, Generic, TypeVar, overload

import numpy as np
import pyproj
import shapely
from platformdirs import user_cache_path

from geo import files
from geo.errors import FileError

APP = "libya-atlas"
VARIABLE = "LIBYA_ATLAS_CACHE"
"""Environment variable that names another folder; empty: nothing is kept."""

MOST = 8
"""The number of files of one kind kept, the newest."""


K = TypeVar("K")
V = TypeVar("V")


class Part(Generic[V]):
    """A property that one thread computes when it is first read.

    Unlike `functools.cached_property` it has others wait that ask meanwhile. If it
    fails, the next who asks has it worked out again.

    Parameters
    ----------
    work : callable
        The method that works it out.
    """

    def __init__(self, work: Callable[[Any], V]) -> None:
        self._work = work
        self._lock = Lock()
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, whole: None, owner: type) -> "Part[V]": ...

    @overload
    def __get__(self, whole: object, owner: type) -> V: ...

    def __get__(self, whole: object | None, owner: type) -> "Part[V] | V":
        """Return its value."""
        if whole is None:
            return self
        with self._lock:  # Of each object its own, so that none waits for another's.
            lock = whole.__dict__.setdefault(f"_{self._name}_lock", RLock())
        with lock:
            if self._name not in whole.__dict__:
                whole.__dict__[self._name] = self._work(whole)
        value: V = whole.__dict__[self._name]
        return value


def without_parts(whole: object) -> dict[str, Any]:
    """Return the attributes of an object without any computed `Part`.

    Examples
    --------
    >>> class Circle:
    ...     area = Part(lambda circle: 3.14 * circle.radius**2)
    >>> circle = Circle()
    >>> circle.radius = 2.0
    >>> circle.area
    12.56
    >>> without_parts(circle)
    {'radius': 2.0}
    """
    parts = [name for name, one in vars(type(whole)).items() if isinstance(one, Part)]
    made = {*parts, *(f"_{name}_lock" for name in parts)}
    return {name: value for name, value in vars(whole).items() if name not in made}


class Recent(Generic[K, V]):
    """The last results of a function, each computed once, by the first caller.

    Parameters
    ----------
    work : callable
        Of one argument, which can be hashed. If it fails nothing is kept.
    most : int
        So many results are kept, those asked for last.

    Examples
    --------
    >>> squares = Recent(lambda number: number**2, most=3)
    >>> squares(3)
    9
    """

    def __init__(self, work: Callable[[K], V], most: int) -> None:
        self._work, self._most = work, most
        self._lock = Lock()
        self._kept: OrderedDict[K, Future[V]] = OrderedDict()

    def __call__(self, key: K) -> V:
        """Return the result for an argument."""
        with self._lock:
            result = self._kept.get(key)
            if is_first := result is None:
                result = self._kept[key] = Future()
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(key)
        if is_first:
            try:
                result.set_result(self._work(key))
            except BaseException as error:
                with self._lock:
                    if self._kept.get(key) is result:
                        del self._kept[key]
                result.set_exception(error)
        return result.result()


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
            *(library.__version__ for library in (np, pyproj, shapely)),
            version("pandas"),  # whose import takes long
            shapely.geos_version_string,
            pyproj.proj_version_str,
        ]
    )


def read(kind: str, key: str) -> bytes | None:
    """Return the cached value of a key, or None if it is missing or damaged.

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


def write(kind: str, key: str, data: bytes, most: int = MOST) -> None:
    """Cache a value under a key, whole or not at all; see `read`.

    Of its kind the newest are kept, so many at `most`.
    """
    folder = _folder()
    if folder is None:
        return
    with contextlib.suppress(FileError, OSError):
        files.make_folder(folder)
        files.write(folder / f"{kind}-{key}", _head(key, data) + b"\n" + data)
        _evict(folder, kind, most)


def cached(
    kind: str,
    key: str | Callable[[], str],
    work: Callable[[], V],
    form: tuple[Callable[[V], bytes], Callable[[bytes], V]],
    most: int = MOST,
) -> V:
    """Return the cached value of a key, or compute and cache it.

    Parameters
    ----------
    kind, key : str
        As for `read`. What works the key out, in its place, is asked again after the
        work: if files have been written meanwhile, nothing is kept.
    work : callable
        Works it out; if it fails nothing is kept.
    form : pair of callable
        Turn it into bytes and back.
    most : int
        As for `write`.
    """
    dump, load = form
    name = key if isinstance(key, str) else key()
    data = read(kind, name)
    if data is not None:
        return load(data)
    found = work()
    if keeps() and (isinstance(key, str) or key() == name):
        write(kind, name, dump(found), most)
    return found


def keeps() -> bool:
    """Return whether anything can be kept; it is no use to turn it into bytes else."""
    folder = _folder()
    if folder is None:
        return False
    try:
        return os.access(folder, os.W_OK) if folder.exists() else True
    except OSError:
        return False


def _head(key: str, data: bytes) -> bytes:
    return f"{key} {hashlib.sha256(data).hexdigest()}".encode()


def _evict(folder: Path, kind: str, most: int) -> None:
    entries = sorted(folder.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)
    for path in entries[:-most]:
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

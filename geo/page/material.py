"""The records of the page: the atlas's own, or a database's, read again on edits."""

import gc
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from threading import Event, Lock, Thread

from geo import files, ground
from geo.errors import GeoError, StoreError
from geo.export.made_by import made_by
from geo.files import cache
from geo.layers import read as layers
from geo.layers.read import json_line
from geo.query.atlas import Atlas, load
from geo.records import read as reading
from geo.records.store import STORE
from geo.shown import Shown
from geo.web import html as maps
from geo.web.popups import FILE

_LOG = logging.getLogger(__name__)

MOST_MAPS = 3
"""The number of maps kept in the cache, of ten megabytes each."""

_DRAWN_WITH = ("branca", "jinja2")
"""Packages on which a page of the map rests besides those of `made_by`."""


@dataclass(frozen=True)
class Material:
    """What takes long to read: the records, and the map's files.

    Attributes
    ----------
    atlas : geo.query.atlas.Atlas
    served : mapping of str to str
        As `geo.web.html.served` returns it.
    data : str
        Which of them the map draws.
    number : int
        Revision of the database; 0: the records are the atlas's own.
    folder : tempfile.TemporaryDirectory, optional
        Of a database: what it held, as ``records`` and ``layers``.
    """

    atlas: Atlas
    served: Mapping[str, str]
    data: str = maps.DATA
    number: int = 0
    folder: "tempfile.TemporaryDirectory[str] | None" = field(default=None, repr=False)


_READING = Lock()
_READ: list[Material] = []
"""The newest, if anything is read."""

_FOLLOWING: list[Thread] = []


def address() -> str:
    """Return the database that the environment names, if it names one."""
    return os.environ.get(STORE, "")


def prepare() -> Material:
    """Read what the page needs, once; later callers get the same.

    Of a database each later revision takes its place as soon as it is read, unless its
    records break a rule: then the page stays as it was, and the log says why.

    Raises
    ------
    GeoError
        If the records break their rules, or the layers are not theirs, or the database
        cannot be read.
    """
    with _READING:
        if not _READ:
            _READ.append(_of_store() if address() else _own())
            _freeze()
        if address() and not _FOLLOWING:
            _FOLLOWING.append(Thread(target=_follow, name="follow", daemon=True))
            _FOLLOWING[0].start()
        return _READ[-1]


def prepared() -> Material | None:
    """Return what `prepare` returns, if it has been read already."""
    return _READ[-1] if _READ else None


def _own() -> Material:
    atlas = load()
    layers.check_fresh(source=atlas.records)
    atlas.finder  # noqa: B018 (is there before the first letter is typed)
    return Material(atlas, served(atlas, layers.LAYERS))


def served(
    atlas: Atlas, folder: Path, names: tuple[str, str] = (maps.DATA, FILE)
) -> Mapping[str, str]:
    """Return the map as a page serves it, from the cache if it is there.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    folder : pathlib.Path
        Where its layers lie.
    names : tuple of (str, str)
        As for `geo.web.html.served`.

    Returns
    -------
    mapping of str to str
        File name to content.
    """
    basis = [names, atlas.digests, str(atlas.records.label), *made_by().items()]
    basis += [version(name) for name in _DRAWN_WITH]
    text = json.dumps(basis, sort_keys=True)

    def key() -> str:
        paths = [*folder.glob("*.geojson"), *(ground.DATA / "base").glob("*.geojson")]
        shapes = [path.read_bytes() for path in sorted(paths)]
        return cache.key_of([text.encode(), *shapes], [])

    def make() -> Mapping[str, str]:
        shown = Shown(atlas.records.newest)
        return maps.served(atlas.frames, atlas.records, shown, names=names)

    return cache.cached("map", key, make, (_dumped, json.loads), MOST_MAPS)


def _dumped(served: Mapping[str, str]) -> bytes:
    return json_line(served).encode()


def _of_store() -> Material:
    """Read a database, by way of files."""
    from geo.optional import sync  # noqa: PLC0415 (an extra)
    from geo.optional.postgis import PostgisStore  # noqa: PLC0415

    store = PostgisStore(address())
    revision = store.content.revision
    if revision is None:
        raise StoreError("error.store.empty", where=store.address.name)
    folder = tempfile.TemporaryDirectory(prefix=files.PREFIX)
    path = Path(folder.name)
    sync.write(store, path / "records")
    records = reading.load(path / "records")
    layers.build(records, target=path / "layers")
    atlas = Atlas(records, path / "layers")
    atlas.finder  # noqa: B018 (is there before the first letter is typed)
    names = f"now-{revision.number}.json", f"now-{revision.number}-evidence.json"
    files_of_map = served(atlas, path / "layers", names)
    return Material(atlas, files_of_map, names[0], revision.number, folder)


def _follow() -> None:
    from geo.optional import postgis  # noqa: PLC0415 (an extra)

    for number in postgis.follow(address(), Event(), _log_state):
        if number == _READ[-1].number:
            continue
        try:
            newer = _of_store()
        except GeoError as error:
            _LOG.warning("revision %s is not shown: %s", number, error)
            continue
        except Exception:  # the page goes on with what it has
            _LOG.exception("revision %s is not shown", number)
            continue
        with _READING:
            _READ[:] = [newer]
        _freeze()


def _log_state(error: StoreError | None) -> None:
    _LOG.warning("%s", error or "the database is there again")


def _freeze() -> None:
    """Exclude what is loaded from garbage collection.

    Streamlit looks for garbage after every run, in all that there is: for 140 ms at
    each click, unless it may leave out what is kept for good.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()

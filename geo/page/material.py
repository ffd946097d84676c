"""The records of the page: the atlas's own, or a database's, read again on edits."""

import gc
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

from geo import files
from geo.errors import GeoError, StoreError
from geo.layers import read as layers
from geo.query.atlas import Atlas, load
from geo.records import read as reading
from geo.records.store import STORE
from geo.shown import Shown
from geo.web import html as maps

_LOG = logging.getLogger(__name__)


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
    usual = Shown(atlas.records.newest)
    return Material(atlas, maps.served(atlas.frames, atlas.records, usual))


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
    served = maps.served(atlas.frames, records, Shown(records.newest), names=names)
    return Material(atlas, served, names[0], revision.number, folder)


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

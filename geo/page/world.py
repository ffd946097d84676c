"""All that the page reads, loaded once."""

import atexit
import datetime as dt
import gc
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import streamlit as st
from streamlit.components import v2
from streamlit.components.v1 import declare_component

from geo import files
from geo.cache import Part, Recent
from geo.export import worker
from geo.export.previews import Previews
from geo.export.queue import Queue
from geo.layers import names
from geo.layers import read as layers
from geo.query.atlas import KEPT, Atlas, load
from geo.shown import Shown
from geo.web import css
from geo.web import html as maps
from geo.web.panels import Cards

MOST_FILES = 32
"""So many files of maps of what was once known are kept, two for each day."""

_WORKING = Lock()
"""Held while a map of what was once known is worked out: one at a time."""


@dataclass(frozen=True)
class World:
    """All that the page reads, loaded once for every session.

    Attributes
    ----------
    atlas : geo.query.atlas.Atlas
        What is told: all that is known, or what could be known on a day.
    whole : geo.query.atlas.Atlas
        All that is known.
    data : str
        Name of the file of what the map draws.
    served : mapping of str to str
        What is laid beside the map for all readers, by the names of files.
    map, view, panel, search, clock, sheet, save : Any
        Streamlit components.
    folder : tempfile.TemporaryDirectory
        What is served to the browser.
    previews : geo.export.previews.Previews
        Draws, in a thread for all readers, what files will show.
    queue : geo.export.queue.Queue
        Of files, of all readers, that take long to make.
    """

    atlas: Atlas
    whole: Atlas
    data: str
    served: Mapping[str, str]
    map: Any
    view: Any
    panel: Any
    search: Any
    clock: Any
    sheet: Any
    save: Any
    folder: tempfile.TemporaryDirectory[str]
    previews: Previews
    queue: Queue

    @Part
    def cards(self) -> Cards:
        """Return what the panel says of agreements, events and relations."""
        return Cards(self.atlas, self.atlas.frames[names.AGREEMENTS])

    def serve(self) -> None:
        """Lay beside the map what is not there: systems sweep temporary files."""
        for name, content in self.served.items():
            path = Path(self.folder.name, name)
            if not path.exists():
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                files.write(path, content)

    def known_on(self, day: dt.date | None) -> "World":
        """Return the world as it could be known on a day; no day: as it is."""
        if day is None:
            return self
        world = self._then(day)
        try:
            for name in _names(day):  # the files last used are those kept longest
                os.utime(Path(self.folder.name, name))
        except FileNotFoundError:
            with _WORKING:
                self._lay(day, world.atlas)
        return world

    @Part
    def _then(self) -> "Recent[dt.date, World]":
        return Recent(self._as_known_on, KEPT)

    def _as_known_on(self, day: dt.date) -> "World":
        with _WORKING:
            atlas = self.whole.known_on(day)
            self._lay(day, atlas)
        return replace(self, atlas=atlas, data=_names(day)[0])

    def _lay(self, day: dt.date, atlas: Atlas) -> None:
        """Lay the files of what was known on a day beside the map."""
        shown = Shown(atlas.records.newest, known_on=day)
        both = _names(day)
        contents = maps.data_files(atlas.frames, atlas.records, shown, both)
        folder = Path(self.folder.name)
        kept = sorted(folder.glob("known-*"), key=lambda path: path.stat().st_mtime)
        for path in kept[: max(0, len(kept) + len(both) - MOST_FILES)]:
            path.unlink()
        for name, content in zip(both, contents, strict=True):
            files.write(folder / name, content)


def _names(day: dt.date) -> tuple[str, str]:
    """Return the names of the files of a map of what was known, and its evidence."""
    return f"known-{day}.json", f"known-{day}-evidence.json"


class Material(NamedTuple):
    """What takes long to read: the records, and the map's files."""

    atlas: Atlas
    served: dict[str, str]


_READING = Lock()
_READ: list[Material] = []


def prepare() -> Material:
    """Read what the page needs, once, whoever asks first.

    Raises
    ------
    GeoError
        If the records break their rules, or the layers are not theirs.
    """
    with _READING:
        if not _READ:
            atlas = load()
            layers.check_fresh(source=atlas.records)
            atlas.finder  # noqa: B018 (is there before the first letter is typed)
            usual = Shown(atlas.records.newest)
            _READ.append(
                Material(atlas, maps.served(atlas.frames, atlas.records, usual))
            )
            # Streamlit looks for garbage after every run, in all that there is: for
            # 140 ms at each click, unless it may leave out what is kept for good.
            gc.collect()
            gc.freeze()
        return _READ[0]


def prepared() -> Material | None:
    """Return what `prepare` does if that is read already."""
    return _READ[0] if _READ else None


@st.cache_resource(show_spinner=False)
def load_world() -> World:
    """Read everything once, and serve the map to the browser."""
    atlas, served = prepare()
    folder = tempfile.TemporaryDirectory(prefix=files.PREFIX)
    Path(folder.name, "view").mkdir()  # a component's folder must be there
    queue = Queue(worker.run, files.own_folder("exports"))
    atexit.register(queue.close)
    return World(
        atlas=atlas,
        whole=atlas,
        data=maps.DATA,
        served=served,
        map=declare_component("libya_control_atlas", path=folder.name),
        view=declare_component("libya_control_view", path=f"{folder.name}/view"),
        panel=v2.component(
            "libya_control_panel",
            html='<div class="atlas-panel"></div>',
            css=css.panel_colours()
            + (maps.WEB / "panel.css").read_text(encoding="utf-8"),
            js=(maps.WEB / "panel.js").read_text(encoding="utf-8"),
        ),
        search=v2.component(
            "libya_control_search",
            html='<div class="atlas-search"><input type="search" role="combobox" '
            'autocomplete="off" spellcheck="false" aria-expanded="false" '
            'aria-controls="hits" aria-autocomplete="list">'
            '<ul id="hits" role="listbox" hidden></ul></div>',
            css=(maps.WEB / "search.css").read_text(encoding="utf-8"),
            js=(maps.WEB / "search.js").read_text(encoding="utf-8"),
        ),
        clock=v2.component(
            "libya_control_clock",
            html='<span class="atlas-clock"></span>',
            js=(maps.WEB / "clock.js").read_text(encoding="utf-8"),
        ),
        sheet=v2.component(
            "libya_control_sheet",
            html='<button type="button"></button>',
            css=(maps.WEB / "sheet.css").read_text(encoding="utf-8"),
            js=(maps.WEB / "sheet.js").read_text(encoding="utf-8"),
        ),
        save=v2.component(
            "libya_control_save",
            html='<div class="atlas-save"><button type="button"></button>'
            '<p role="status"></p></div>',
            css=(maps.WEB / "save.css").read_text(encoding="utf-8"),
            js=(maps.WEB / "save.js").read_text(encoding="utf-8"),
        ),
        folder=folder,
        previews=Previews(atlas),
        queue=queue,
    )

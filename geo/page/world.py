"""All that the page reads, loaded once."""

import atexit
import datetime as dt
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st
from streamlit.components import v2
from streamlit.components.v1 import declare_component

from geo import files
from geo.export import processes
from geo.export.previews import Previews
from geo.export.processes import WorkerPool
from geo.export.queue import Queue
from geo.files.cache import Part, Recent
from geo.page.material import Material, prepare, prepared
from geo.query.atlas import KEPT, Atlas
from geo.shown import Shown
from geo.style.layers import AGREEMENTS
from geo.web import css
from geo.web import html as maps
from geo.web.panels import Cards

MOST_FILES = 32
"""The number of files kept of maps as known on a day, two for each day."""

MOST_REVISIONS = 3
"""The number of revisions of a database kept: readers may still see an older one."""

MOST_SAVES = 30
"""How many files made at a click may wait: about a minute in all on two cores."""

_WORKING = Lock()
"""Held while a map of what was once known is worked out: one at a time."""


@dataclass(frozen=True)
class World:
    """All that the page reads, loaded once for every session.

    Attributes
    ----------
    atlas : geo.query.atlas.Atlas
        What is shown: all that is known, or what could be known on a day.
    whole : geo.query.atlas.Atlas
        All that is known.
    data : str
        Name of the file of what the map draws.
    number : int
        Revision of the database; 0: the records are the atlas's own.
    served : mapping of str to str
        What is laid beside the map for all readers, by the names of files.
    map, view, panel, search, clock, sheet, save, wording : Any
        Streamlit components.
    folder : tempfile.TemporaryDirectory
        What is served to the browser.
    previews : geo.export.previews.Previews
        Of what files will show, for all readers.
    queue, saves : geo.export.queue.Queue
        Of files, of all readers, that take long to make, and that are made at a click.
    workers : geo.export.processes.WorkerPool
        Makes the latter, and previews.
    """

    atlas: Atlas
    whole: Atlas
    data: str
    number: int
    served: Mapping[str, str]
    map: Any
    view: Any
    panel: Any
    search: Any
    clock: Any
    sheet: Any
    save: Any
    wording: Any
    folder: tempfile.TemporaryDirectory[str]
    previews: Previews
    queue: Queue
    saves: Queue
    workers: WorkerPool

    @Part
    def cards(self) -> Cards:
        """Return what the panel says of agreements, events and relations."""
        return Cards(self.atlas, self.atlas.frames[AGREEMENTS])

    def serve(self) -> None:
        """Write files of the map again that are gone: systems sweep temporary files."""
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
            # The files last used are those kept longest.
            for name in _names(day, self.number):
                os.utime(Path(self.folder.name, name))
        except FileNotFoundError:
            with _WORKING:
                self._lay(day, world.atlas)
        return world

    def of(self, material: Material) -> "World":
        """Return the world of newer records, with its files beside the map."""
        world = replace(
            self,
            atlas=material.atlas,
            whole=material.atlas,
            data=material.data,
            number=material.number,
            served=material.served,
            previews=Previews(material.atlas, self.workers.preview),
        )
        folder = Path(self.folder.name)
        kept = sorted(folder.glob("now-*"), key=lambda path: path.stat().st_mtime)
        for path in kept[: -2 * MOST_REVISIONS]:
            path.unlink()
        for name, content in world.served.items():
            files.write(folder / name, content)
        return world

    @Part
    def _then(self) -> "Recent[dt.date, World]":
        return Recent(self._as_known_on, KEPT)

    def _as_known_on(self, day: dt.date) -> "World":
        with _WORKING:
            atlas = self.whole.known_on(day)
            self._lay(day, atlas)
        return replace(self, atlas=atlas, data=_names(day, self.number)[0])

    def _lay(self, day: dt.date, atlas: Atlas) -> None:
        """Write the map's files of what was known on a day."""
        shown = Shown(atlas.records.newest, known_on=day)
        both = _names(day, self.number)
        contents = maps.data_files(atlas.frames, atlas.records, shown, both)
        folder = Path(self.folder.name)
        kept = sorted(folder.glob("known-*"), key=lambda path: path.stat().st_mtime)
        for path in kept[: max(0, len(kept) + len(both) - MOST_FILES)]:
            path.unlink()
        for name, content in zip(both, contents, strict=True):
            files.write(folder / name, content)


def _names(day: dt.date, number: int) -> tuple[str, str]:
    """Return the names of the files of a map of what was known, and its evidence."""
    name = f"known-{day}-{number}" if number else f"known-{day}"
    return f"{name}.json", f"{name}-evidence.json"


_SHOWING = Lock()
_SHOWN: "list[tuple[Material, World]]" = []
"""Of a database the newest records, and the world that shows them."""


def load_world() -> World:
    """Return the world of the newest records, shared by all sessions.

    Raises
    ------
    GeoError
        If nothing could ever be read.
    """
    material = prepare()
    if not material.number:
        return _world()
    with _SHOWING:
        if not _SHOWN:
            _SHOWN.append((material, _world()))
        elif _SHOWN[0][0] is not material:
            _SHOWN[0] = material, _SHOWN[0][1].of(material)
            _world.clear()  # lest what is shown no more be kept
        return _SHOWN[0][1]


def is_newer(world: World) -> bool:
    """Return whether there are records that a world does not show."""
    material = prepared()
    return material is not None and material.number != world.number


def _text(name: str) -> str:
    return (maps.WEB / name).read_text(encoding="utf-8")


def _unseen(name: str) -> Any:
    """Return a component that is a script alone."""
    return v2.component(
        f"libya_control_{name}",
        html=f'<span class="atlas-{name}"></span>',
        js=_text(f"{name}.js"),
    )


@st.cache_resource(show_spinner=False)
def _world() -> World:
    """Read everything once, and serve the map to the browser."""
    material = prepare()
    atlas = material.atlas
    folder = tempfile.TemporaryDirectory(prefix=files.PREFIX)
    Path(folder.name, "view").mkdir()  # a component's folder must be there
    room, workers = files.own_folder("exports"), WorkerPool()
    queue = Queue(processes.run, room)
    saves = Queue(workers.run, room, workers.most, MOST_SAVES)
    for closed in (workers, saves, queue):  # the last first
        atexit.register(closed.close)
    return World(
        atlas=atlas,
        whole=atlas,
        data=material.data,
        number=material.number,
        served=material.served,
        map=declare_component("libya_control_atlas", path=folder.name),
        view=declare_component("libya_control_view", path=f"{folder.name}/view"),
        panel=v2.component(
            "libya_control_panel",
            html='<div class="atlas-panel"></div>',
            css=css.panel_colours() + _text("panel.css"),
            js="\n".join(map(_text, ("copying.js", "panel.js"))),
        ),
        search=v2.component(
            "libya_control_search",
            html='<div class="atlas-search"><input type="search" role="combobox" '
            'autocomplete="off" spellcheck="false" aria-expanded="false" '
            'aria-controls="hits" aria-autocomplete="list">'
            '<ul id="hits" role="listbox" hidden></ul></div>',
            css=_text("search.css"),
            js="\n".join(map(_text, ("popovers.js", "search.js"))),
        ),
        clock=_unseen("clock"),
        sheet=v2.component(
            "libya_control_sheet",
            html='<button type="button"></button>',
            css=_text("sheet.css"),
            js=_text("sheet.js"),
        ),
        save=v2.component(
            "libya_control_save",
            html='<div class="atlas-save"><button type="button"></button>'
            '<p role="status"></p></div>',
            css=_text("save.css"),
            js=_text("save.js"),
        ),
        wording=_unseen("wording"),
        folder=folder,
        previews=Previews(atlas, workers.preview),
        queue=queue,
        saves=saves,
        workers=workers,
    )

"""All that the page reads, loaded once."""

import atexit
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import streamlit as st
from streamlit.components import v2
from streamlit.components.v1 import declare_component

from geo import files
from geo.cache import Part
from geo.dates import SPAN_START
from geo.export import worker
from geo.export.previews import Previews
from geo.export.queue import Queue
from geo.layers import read as layers
from geo.query.atlas import Atlas, load
from geo.query.find import Finder
from geo.query.stats import Stats, series
from geo.shown import Shown
from geo.web import css
from geo.web import html as maps
from geo.web import panels as cards

STEP_DAYS = 30
"""From one day of the areas over time to the next."""

AGREEMENTS, LINES = "agreements", "maritime_lines"
"""The layers that show where agreements apply, and lines at sea."""


@dataclass(frozen=True)
class World:
    """All that the page reads, loaded once for every session."""

    atlas: Atlas
    cards: cards.Cards
    map: Any
    view: Any
    panel: Any
    search: Any
    clock: Any
    sheet: Any
    finder: Finder
    folder: tempfile.TemporaryDirectory[str]

    @Part
    def previews(self) -> Previews:
        """Return what draws, in a thread for all readers, what files will show."""
        return Previews(self.atlas)

    @Part
    def queue(self) -> Queue:
        """Return the queue of files, of all readers, that take long to make."""
        queue = Queue(worker.run, files.own_folder("exports"))
        atexit.register(queue.close)
        return queue

    @cached_property
    def over_time(self) -> tuple[Stats, ...]:
        """What each camp held, every `STEP_DAYS` up to the newest evidence."""
        last = self.atlas.records.newest
        return tuple(series(self.atlas, SPAN_START, last, STEP_DAYS))


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
            usual = Shown(atlas.records.newest)
            _READ.append(
                Material(atlas, maps.served(atlas.frames, atlas.records, usual))
            )
        return _READ[0]


def prepared() -> Material | None:
    """Return what `prepare` does if that is read already."""
    return _READ[0] if _READ else None


@st.cache_resource(show_spinner=False)
def load_world() -> World:
    """Read everything once, and serve the map to the browser."""
    atlas, served = prepare()
    folder = tempfile.TemporaryDirectory(prefix=files.PREFIX)
    for name, content in served.items():
        path = Path(folder.name, name)
        path.parent.mkdir(exist_ok=True)
        files.write(path, content)
    return World(
        atlas=atlas,
        cards=cards.Cards(atlas, atlas.frames[AGREEMENTS]),
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
        finder=Finder(atlas.records),
        folder=folder,
    )

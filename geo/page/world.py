"""All that the page reads, loaded once."""

import atexit
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

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

AGREEMENTS = "agreements"
"""The layer that shows where agreements apply."""


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


@st.cache_resource(show_spinner="Loading the records")
def load_world() -> World:
    """Read everything once, and serve the map to the browser."""
    atlas = load()
    layers.check_fresh(source=atlas.records)
    folder = tempfile.TemporaryDirectory(prefix=files.PREFIX)
    served = maps.served(atlas.frames, atlas.records, Shown(atlas.records.newest))
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
        finder=Finder(atlas.records),
        folder=folder,
    )

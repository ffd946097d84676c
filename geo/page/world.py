"""All that the page reads, loaded once."""

import datetime as dt
import os
import tempfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st
from streamlit.components import v2
from streamlit.components.v1 import declare_component

from geo import files
from geo.cache import Part, Recent
from geo.dates import SPAN_START
from geo.layers import read as layers
from geo.query.atlas import KEPT, Atlas, load
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
    cards : geo.web.panels.Cards
    data : str
        Name of the file of what the map draws.
    map, view, panel, search : Any
        Streamlit components.
    finder : geo.query.find.Finder
    folder : tempfile.TemporaryDirectory
        What is served to the browser.
    """

    atlas: Atlas
    whole: Atlas
    cards: cards.Cards
    data: str
    map: Any
    view: Any
    panel: Any
    search: Any
    finder: Finder
    folder: tempfile.TemporaryDirectory[str]

    @cached_property
    def over_time(self) -> tuple[Stats, ...]:
        """What each camp held, every `STEP_DAYS` up to the newest evidence."""
        last = self.atlas.records.newest
        return tuple(series(self.atlas, SPAN_START, last, STEP_DAYS))

    def known_on(self, day: dt.date | None) -> "World":
        """Return the world as it could be known on a day; no day: as it is."""
        if day is None:
            return self
        world = self._then(day)
        for name in _names(day):  # the files last used are those kept longest
            os.utime(Path(self.folder.name, name))
        return world

    @Part
    def _then(self) -> "Recent[dt.date, World]":
        return Recent(self._as_known_on, KEPT)

    def _as_known_on(self, day: dt.date) -> "World":
        with _WORKING:
            atlas = self.whole.known_on(day)
            shown = Shown(atlas.records.newest, known_on=day)
            names = _names(day)
            contents = maps.data_files(atlas.frames, atlas.records, shown, names)
            folder = Path(self.folder.name)
            kept = sorted(folder.glob("known-*"), key=lambda path: path.stat().st_mtime)
            for path in kept[: max(0, len(kept) + len(names) - MOST_FILES)]:
                path.unlink()
            for name, content in zip(names, contents, strict=True):
                files.write(folder / name, content)
        return replace(
            self,
            atlas=atlas,
            cards=cards.Cards(atlas, atlas.frames[AGREEMENTS]),
            data=names[0],
            finder=atlas.finder,
        )


def _names(day: dt.date) -> tuple[str, str]:
    """Return the names of the files of a map of what was known, and its evidence."""
    return f"known-{day}.json", f"known-{day}-evidence.json"


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
        whole=atlas,
        cards=cards.Cards(atlas, atlas.frames[AGREEMENTS]),
        data=maps.DATA,
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
        finder=Finder(atlas.records),
        folder=folder,
    )

"""All that the page reads, loaded once."""

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components import v2
from streamlit.components.v1 import declare_component

from geo import export
from geo.layers import read as layers
from geo.query import who as query
from geo.records import read as records
from geo.web import css, payload
from geo.web import html as maps
from geo.web import panels as cards

OPENING_DAY = dt.date(2019, 12, 19)
AGREEMENTS = "agreements"
"""The layer that shows where agreements apply."""


@dataclass(frozen=True)
class World:
    """All that the page reads, loaded once for every session."""

    records: records.Records
    frames: dict[str, Any]
    atlas: query.Atlas
    cards: cards.Cards
    files: export.World
    map: Any
    view: Any
    panel: Any
    folder: tempfile.TemporaryDirectory[str]


@st.cache_resource(show_spinner="Loading the records")
def load_world() -> World:
    """Read everything once, and serve the map to the browser."""
    found = records.load()
    layers.check_fresh(source=found)
    frames = {name: layers.read(name) for name in layers.NAMES}
    folder = tempfile.TemporaryDirectory(prefix="libya-control-atlas-")
    served = maps.served(frames, found, payload.State(OPENING_DAY))
    for name, content in served.items():
        path = Path(folder.name, name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    atlas = query.Atlas(found)
    return World(
        records=found,
        frames=frames,
        atlas=atlas,
        cards=cards.Cards(atlas, frames[AGREEMENTS]),
        files=export.World(records.RECORDS, found, frames),
        map=declare_component("libya_control_atlas", path=folder.name),
        view=declare_component("libya_control_view", path=f"{folder.name}/view"),
        panel=v2.component(
            "libya_control_panel",
            html='<div class="atlas-panel"></div>',
            css=css.panel_colours()
            + (maps.WEB / "panel.css").read_text(encoding="utf-8"),
            js=(maps.WEB / "panel.js").read_text(encoding="utf-8"),
        ),
        folder=folder,
    )

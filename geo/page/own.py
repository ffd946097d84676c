"""The reader's own layers: read, laid beside the map, and what is wrong with them."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import streamlit as st

from geo import files
from geo.errors import UploadError
from geo.page.state import plain
from geo.page.world import World
from geo.web import own as uploads
from geo.web import payload
from geo.words import say

MOST_OWN_FILES = 100
"""Of the readers' own layers this many are kept for the map to fetch."""


def read_own(world: World) -> None:
    """Read the reader's own files, and lay them where the map finds them."""
    chosen = st.session_state
    layers: dict[str, dict[str, Any]] = {}
    chosen.own_faults = []
    for file in chosen.get("files") or []:
        content = file.getvalue()
        layer_id = f"own-{hashlib.sha256(content).hexdigest()[:16]}"
        if layer_id in chosen.own:
            layers[layer_id] = chosen.own[layer_id]
            _keep(world, layer_id, layers[layer_id])
            continue
        try:
            collection = uploads.read(file.name, content)
        except UploadError as error:
            chosen.own_faults.append(error)
            continue
        layer = payload.own_features({layer_id: collection})
        _keep(world, layer_id, layer)
        layers[layer_id] = {"name": Path(file.name).stem, **layer}
    for layer_id, layer in chosen.worked_out.get(chosen.language, {}).items():
        layers[layer_id] = layer
        _keep(world, layer_id, layer)
    chosen.own = layers


Layers = dict[str, dict[str, Any]]
"""By the id of a layer what `geo.web.payload.own_features` returns, and its name."""


def draw(worked_out: dict[str, Layers]) -> None:
    """Lay what was worked out for the reader on the map, as layers of their own.

    Parameters
    ----------
    worked_out : dict of str to dict
        The layers in each language. What was drawn before goes.
    """
    if st.session_state.worked_out != worked_out:
        st.session_state.worked_out = worked_out
        st.rerun()  # the map stands above


def _keep(world: World, layer_id: str, layer: dict[str, Any]) -> None:
    """Lay a reader's layer beside the map; those longest out of use make room."""
    folder = Path(world.folder.name)
    path = folder / f"{layer_id}.json"
    try:
        os.utime(path)
    except FileNotFoundError:
        files.write(path, json.dumps(layer))
    kept = sorted(folder.glob("own-*.json"), key=lambda path: path.stat().st_mtime)
    for old in kept[:-MOST_OWN_FILES]:
        old.unlink(missing_ok=True)


def show_own(language: str) -> None:
    """Let the reader lay files of their own on the map."""
    st.file_uploader(
        say("page.own", language),
        type=["geojson", "json"],
        accept_multiple_files=True,
        key="files",
        help=say("page.own_help", language),
    )


def show_faults() -> None:
    """Say what is wrong with the reader's files."""
    chosen = st.session_state
    for fault in chosen.own_faults:
        st.error(plain(fault.text(chosen.language)))

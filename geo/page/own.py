"""The reader's own layers: read, laid beside the map, and what is wrong with them."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import streamlit as st

from geo import files, own
from geo.errors import Spoken, Text, UploadError
from geo.page.state import plain
from geo.page.world import World
from geo.web import payload
from geo.words import say

MOST_OWN_FILES = 100
"""Of the readers' own layers this many are kept for the map to fetch."""


def read_own(world: World) -> None:
    """Read the reader's own files, and lay them where the map finds them."""
    chosen = st.session_state
    layers: dict[str, dict[str, Any]] = {}
    remarks: dict[str, tuple[Spoken, ...]] = {}
    chosen.own_faults, chosen.own_twice = [], []
    for file in chosen.get("files") or []:
        content = file.getvalue()
        layer_id = f"own-{hashlib.sha256(content).hexdigest()[:16]}"
        if layer_id in layers:
            other = layers[layer_id]["name"]
            chosen.own_twice.append(Text("own.twice", name=file.name, other=other))
            continue
        if layer_id in chosen.own:
            layers[layer_id] = chosen.own[layer_id]
            remarks[layer_id] = chosen.own_remarks[layer_id]
            _keep(world, layer_id, layers[layer_id])
            continue
        try:
            read = own.read(file.name, content)
        except UploadError as error:
            chosen.own_faults.append(error)
            continue
        layer = payload.own_features({layer_id: read.collection})
        _keep(world, layer_id, layer)
        layers[layer_id] = {"name": Path(file.name).stem, **layer}
        remarks[layer_id] = read.remarks
    chosen.own, chosen.own_remarks = layers, remarks


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
        type=list(own.ENDINGS),
        accept_multiple_files=True,
        key="files",
        help=say("page.own_help", language),
    )


def show_faults() -> None:
    """Say what is wrong with the reader's files."""
    chosen = st.session_state
    for fault in chosen.own_faults:
        st.error(plain(fault.text(chosen.language)))


def show_remarks() -> None:
    """Say what was left out of the reader's files, or read in a way of ours."""
    chosen = st.session_state
    each = [one for remarks in chosen.own_remarks.values() for one in remarks]
    for remark in (*chosen.own_twice, *each):
        st.info(plain(remark.text(chosen.language)))

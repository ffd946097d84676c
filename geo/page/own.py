"""The reader's own layers: read, laid beside the map, and what is wrong with them."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from itertools import chain, count
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile

from geo import files
from geo.errors import GeoError, Localized, Text, UploadError
from geo.inputs import own
from geo.page import annotated
from geo.page.annotated import Table
from geo.page.state import plain
from geo.page.world import World
from geo.web import payload
from geo.words import say

MOST_OWN_FILES = 10
"""A reader may lay so many files of their own on the map."""


def read_own(world: World) -> None:
    """Read the reader's own files, and lay them where the map finds them."""
    chosen = st.session_state
    layers: dict[str, dict[str, Any]] = {}
    tables: dict[str, Table] = {}
    remarks: dict[str, tuple[Localized, ...]] = {}
    chosen.own_faults, chosen.own_twice = [], []
    # With the session's own state the secret outlasts a connection that broke.
    secret = chosen.setdefault("own_secret", secrets.token_bytes(32))
    names = _reader_files(world, secret)
    given = chosen.get("files") or []
    if len(given) > MOST_OWN_FILES:
        counts = {"count": len(given), "most": MOST_OWN_FILES}
        chosen.own_faults.append(UploadError("error.own.files", **counts))
    if any(isinstance(file, DeletedFile) for file in given):
        chosen.own_faults.append(UploadError("error.own.gone"))
    for file in given[:MOST_OWN_FILES]:
        if isinstance(file, DeletedFile):
            continue
        content = file.getvalue()
        layer_id = names.layer_id(content)
        if layer_id in layers:
            other = layers[layer_id]["name"]
            chosen.own_twice.append(Text("own.twice", name=file.name, other=other))
            continue
        if annotated.is_table(file.name):
            tables[layer_id] = Table(file.name, content)
        if layer_id in chosen.own:
            layers[layer_id] = chosen.own[layer_id]
            remarks[layer_id] = chosen.own_remarks.get(layer_id, ())
            _keep(world, layer_id, layers[layer_id])
            continue
        try:
            read = own.read(file.name, content)
            layer = payload.own_features({layer_id: read.collection})
            _keep(world, layer_id, layer)
        except GeoError as error:  # of a full disk, too
            chosen.own_faults.append(error)
            continue
        name = _unlike(Path(file.name).stem, {**chosen.own, **layers}.values())
        layers[layer_id] = {"name": name, **layer}
        remarks[layer_id] = read.remarks
    for title, collection in chosen.worked_out.get(chosen.language, {}).items():
        layer_id = names.layer_id(title.encode())
        layers[layer_id] = chosen.own.get(layer_id) or {
            "name": title,
            **payload.own_features({layer_id: collection}),
        }
        _keep(world, layer_id, layers[layer_id])
    chosen.own, chosen.own_remarks = layers, remarks
    chosen.own_tables = {name: tables[name] for name in tables if name in layers}
    names.sweep(keep=layers)


def _unlike(name: str, layers: Iterable[Mapping[str, Any]]) -> str:
    """Return a name that no layer has: with a number, where one has it."""
    taken = {layer["name"] for layer in layers}
    numbered = (f"{name} ({number})" for number in count(2))
    return next(free for free in chain([name], numbered) if free not in taken)


class ReaderFiles:
    """The files that a reader's layers are served as.

    Their names are a secret of the session's: who has the same file, or is told the
    name of a layer, cannot have the address under which the server keeps it.

    Parameters
    ----------
    folder : pathlib.Path
        What is served to the browser.
    secret : bytes
    """

    def __init__(self, folder: Path, secret: bytes) -> None:
        self.folder = folder
        self._secret = secret
        self._kept: set[str] = set()

    def layer_id(self, content: bytes) -> str:
        """Return the name of the layer of a file."""
        made = hmac.new(self._secret, content, hashlib.sha256).hexdigest()[:32]
        self._kept.add(f"own-{made}")
        return f"own-{made}"

    def sweep(self, keep: Iterable[str] = ()) -> None:
        """Remove the layers that are no longer shown; all, once the page is left."""
        for layer_id in self._kept.difference(keep):
            (self.folder / f"{layer_id}.json").unlink(missing_ok=True)
        self._kept.intersection_update(keep)


@st.cache_resource(scope="session", on_release=ReaderFiles.sweep, show_spinner=False)
def _reader_files(_world: World, _secret: bytes) -> ReaderFiles:
    """Return the reader's files, until the connection of the page ends."""
    return ReaderFiles(Path(_world.folder.name), _secret)


Collections = dict[str, dict[str, Any]]
"""GeoJSON FeatureCollections by what they are called."""


def draw(worked_out: dict[str, Collections]) -> None:
    """Put a computed layer on the map, as one of the reader's own.

    Parameters
    ----------
    worked_out : dict of str to dict
        The layers in each language. What was drawn before goes.
    """
    if st.session_state.worked_out != worked_out:
        st.session_state.worked_out = worked_out
        st.rerun()  # the map stands above


def _keep(world: World, layer_id: str, layer: dict[str, Any]) -> None:
    """Lay a reader's layer beside the map, unless it is there."""
    path = Path(world.folder.name) / f"{layer_id}.json"
    if not path.exists():
        files.write(path, json.dumps(layer))


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

"""Makes anew what is written down: texts by name of file."""

import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl

import streamlit as st

from geo import dates, export
from geo.__main__ import main
from geo.export import manifests as manifest_module
from geo.export import verify as verify_module
from geo.export.verify import verify
from geo.layers import read as layers
from geo.page.links import complaints, read_url
from geo.records import read as records
from geo.request import Request
from tests.golden import cases
from tests.golden.summary import page_data, parts_of, summary

HERE = Path(__file__).parent
RECORDS = HERE / "records"

Texts = dict[str, str]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


@cache
def built() -> Path:
    """Return a folder with the layers of the frozen records."""
    folder = tempfile.TemporaryDirectory(prefix="golden-layers-")
    _KEPT.append(folder)
    layers.build(records.load(RECORDS), RECORDS, Path(folder.name))
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
"""Folders that go with the process."""


@cache
def world() -> export.Atlas:
    return export.load(RECORDS, built())


def layers_built() -> Texts:
    """The layers: a digest of each, and how many features of which columns."""
    rows = []
    for path in sorted(built().iterdir()):
        data = path.read_bytes()
        row = {"name": path.name, "form": "layer", "sha256": digest(data)}
        if path.suffix == ".geojson":
            features = json.loads(data)["features"]
            columns = sorted({name for one in features for name in one["properties"]})
            row |= {"features": len(features), "columns": columns}
        else:
            row |= json.loads(data)
        rows.append(line(row))
    return {"layers.jsonl": "".join(rows)}


def files(name: str) -> Texts:
    """The files that a request asks for: digests, what is in them, and manifests."""
    request, forms = cases.FILES[name]
    again = dict(cases.VERIFIED).get(name, ())
    texts, rows, manifests = {}, [], []
    for form in forms:
        data = export.make(world(), request, form)
        row = {"name": f"{name}.{form}", "form": form}
        parts = parts_of(data, form)
        row |= {what: digest(part) for what, part in parts.items()}
        summarised, written = summary(data, form)
        rows.append(line(row | summarised))
        manifests.append(line({"name": f"{name}.{form}", **_manifest(data, form)}))
        if written:
            texts[f"files/{name}.{form}.txt"] = written
        if form in again:
            assert _verified(f"{name}.{form}", data).endswith(": same")
    texts[f"files/{name}.jsonl"] = "".join(rows)
    texts[f"manifests/{name}.jsonl"] = "".join(manifests)
    return texts


def _manifest(data: bytes, form: str) -> dict[str, Any]:
    manifest = json.loads(export.read_manifest(data, form) or "null")
    return {
        "members": list(manifest),
        **{name: manifest[name] for name in ("manifest", "form", "request")},
        "features": {layer: len(ids) for layer, ids in manifest["features"].items()},
        "rows": {table: len(rows) for table, rows in manifest["rows"].items()},
        "sources": len(manifest["sources"]),
        "tables": list(manifest["tables"]),
    }


def _verified(name: str, data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        return str(verify(path, world(), large=True))


def commands(name: str) -> Texts:
    """What command lines print on standard output and error, and their status."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        _furnish()
        printed = [_ran(text) for text in cases.COMMANDS[name]]
        written = [
            f"# {path}\n{path.read_text(encoding='utf-8')}"
            for path in sorted(Path().glob("*.geojson"))
            if path.stem in ("median", "limit")
        ]
    return {f"commands/{name}.txt": "\n".join(printed + written)}


def _furnish() -> None:
    """Lay out what the command lines name."""
    shutil.copytree(RECORDS, "records")
    shutil.copytree(RECORDS, "broken")
    table = Path("broken", "places.csv")
    text = table.read_text(encoding="utf-8")
    text = text.replace(",town,", ",castle,", 1).replace(",city,3", ",city,9", 1)
    table.write_text(text, encoding="utf-8", newline="\n")
    Path("text.geojson").write_text("no JSON", encoding="utf-8")


def helps() -> Texts:
    """What the library for command lines prints by itself."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return {"commands/help.txt": "\n".join(map(_ran, cases.HELP))}


def _ran(text: str) -> str:
    stdin = mock.patch.object(sys, "stdin", io.StringIO(cases.STDIN))
    plain = mock.patch.dict(os.environ, {"COLUMNS": "80", "NO_COLOR": "1"})
    out, err = io.StringIO(), io.StringIO()
    begun = dates.today()
    with (
        stdin,
        plain,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            status: Any = main(shlex.split(text))
        except SystemExit as stop:
            status = stop.code
    lines = [f"$ geo {text}".rstrip(), f"status {status}"]
    for what, stream in (("out", out), ("err", err)):
        lines += [f"{what}| {one}".rstrip() for one in stream.getvalue().splitlines()]
    printed = "\n".join(lines).replace(str(layers.LAYERS), "data/layers") + "\n"
    return _undated(printed, begun) if any(map(text.count, cases.TODAY_IN)) else printed


def _undated(printed: str, begun: dt.date) -> str:
    """Return a text without the present day: it was printed on that, or since."""
    for day in {begun, dates.today()}:
        printed = printed.replace(day.isoformat(), "TODAY")
    return printed


class _Session(dict[str, Any]):
    """A session's state, as Streamlit has it."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


SHOWN = ("day", "layers", "view", "language", "claimants", "story", "step", "go")


def addresses() -> Texts:
    """What the page shows of an address, and the address of what it shows."""
    stage = SimpleNamespace(atlas=world())
    rows, begun = [], dates.today()
    for text in cases.ADDRESSES:
        state, params = _Session(), dict(parse_qsl(text, keep_blank_values=True))
        session = mock.patch.object(st, "session_state", state)
        with session, mock.patch.object(st, "query_params", params):
            read_url(stage)
            faults = [_undated(fault, begun) for fault in complaints("en")]
        known_on = state["known_on"]
        shown = {name: state[name] for name in SHOWN}
        shown["story"] = state.story and state.story.story_id
        back = Request(
            state.day,
            tuple(state.layers),
            language=state.language,
            claimants=state.claimants,
            known_on=known_on,
        ).permalink()
        shown |= {"known_on": known_on, "complaints": faults}
        row = {"address": text, "shows": shown, "then": params, "back": back}
        rows.append(json.dumps(row, ensure_ascii=False, indent=1, default=str) + "\n")
    return {"addresses.txt": "".join(rows)}


def interface() -> Texts:
    """What embedders and tests of the map use: names, events, ids, keys."""
    request, _ = cases.FILES["country"]
    page = export.make(world(), request, "html").decode()
    scripts, rows = _scripts(page), []
    joined = "\n".join(scripts)
    atlas = re.search(r"class Atlas \{\n(.*?)^  \}$", joined, re.DOTALL | re.MULTILINE)
    assert atlas is not None
    methods = re.findall(
        r"^    (?:async |get |set )?([a-z]\w*)\([^)]*\) \{", atlas[1], re.MULTILINE
    )
    held = page_data(page)
    data = json.loads(held["atlas-data"])
    rows = [
        ("window", re.findall(r"window\.(\w+) = ", joined)),
        ("window.atlas", set(methods) - {"constructor"}),
        ("events", re.findall(r'"(atlas:\w+)"', joined)),
        ("ids", re.findall(r'id="(atlas[\w-]*)"', page)),
        ("messages", re.findall(r'"(streamlit:\w+)"', joined)),
        ("data", data),
        ("data.start", data["start"]),
        ("data.tables", {name for one in data["tables"].values() for name in one}),
        ("data.places[]", {name for one in data["places"] for name in one}),
        ("evidence", json.loads(held["atlas-evidence-data"])),
    ]
    lines = [f"{what}: {' '.join(sorted(set(names)))}\n" for what, names in rows]
    lines.append(f"scripts sha256: {digest(joined.encode())}\n")
    styles = "\n".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    lines.append(f"styles sha256: {digest(styles.encode())}\n")
    return {"interface.txt": "".join(lines)}


def _scripts(page: str) -> list[str]:
    """Return the atlas's own scripts, in the order in which a page has them."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [text for text in scripts if not text.startswith("/* @preserve")][:-1]


BUILD = {"code": "0123456789abcdef", "library": "1.0"}
"""Stands for the build, which every change of code makes another."""


def _by_one_build(make: Callable[[], Texts]) -> Texts:
    with (
        mock.patch.object(manifest_module, "made_by", return_value=BUILD),
        mock.patch.object(verify_module, "made_by", return_value=BUILD),
    ):
        return make()


_MAKERS: dict[str, Callable[[], Texts]] = {
    "layers": layers_built,
    **{f"files of {name}": lambda name=name: files(name) for name in cases.FILES},
    "help": helps,
    **{f"commands {name}": lambda name=name: commands(name) for name in cases.COMMANDS},
    "addresses": addresses,
    "interface": interface,
}
GROUPS = {name: partial(_by_one_build, make) for name, make in _MAKERS.items()}
"""What makes each group of texts."""


def all_texts() -> Iterator[tuple[str, str]]:
    for make in GROUPS.values():
        yield from make().items()

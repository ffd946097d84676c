"""Breaks record tables, and gives odd arguments: thousands of each."""

import io
import os
import random
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from geo import export
from geo.cli.main import atlas, main
from geo.optional import api
from geo.query import atlas as atlases
from geo.records import read as reading
from tests.golden.make import RECORDS
from tests.hostile import mutations
from tests.soak import early

CASES = 10_000
"""Of broken tables: each is checked, asked, and one in ten drawn from."""

SETS = 1000
"""Of arguments."""

MOST_LETTERS = 3000
MOST_SECONDS = 60


def _fault(words: Sequence[str], folder: Path) -> str:
    """Run a command; return what is wrong with how it ends, or nothing."""
    out, err = io.StringIO(), io.StringIO()
    begun = time.process_time()
    with redirect_stdout(out), redirect_stderr(err), patch("sys.stdin", io.StringIO()):
        try:
            status = main(list(words))
        except BaseException:
            return traceback.format_exc()[-1500:]
    if time.process_time() - begun > MOST_SECONDS:
        return "takes long"
    if status not in (0, 1, 2) or (status and not (err.getvalue() or out.getvalue())):
        return f"status {status} without a word"
    if any(len(line) > MOST_LETTERS for line in err.getvalue().splitlines()):
        return f"a message of {len(err.getvalue())} letters"
    return "leaves a part" if [*folder.rglob("*.unfinished-*")] else ""


def _reading_once() -> Callable[..., Any]:
    """Return what reads a table, but of those that are not broken each once."""
    read, known = reading._read, dict[str, Any]()

    def read_once(store: Any, name: str, columns: list[str]) -> Any:
        path, whole = store.folder / f"{name}.csv", RECORDS / f"{name}.csv"
        if not path.exists() or path.read_bytes() != whole.read_bytes():
            return read(store, name, columns)
        if name not in known:
            known[name] = read(store, name, columns)
        return known[name]

    return read_once


def records(cases: int = CASES) -> bool:
    """Return whether all broken tables work or are faulted."""
    faults = 0
    with (
        tempfile.TemporaryDirectory() as scratch,
        patch.object(reading, "_read", _reading_once()),
    ):
        folder, out = Path(scratch, "records"), Path(scratch, "out.geojson")
        folder.mkdir()
        for seed in range(cases):
            what = mutations.broken(RECORDS, folder, random.Random(seed))
            there = ["--records", str(folder)]
            day = ["--date", "2019-12-19"]
            commands = [["check", *there], ["who", "32.9", "13.2", *day, *there]]
            if seed % 10 == 0:
                layer = ["--layers", "places", "--out", str(out)]
                commands.append(["snapshot", *day, *layer, *there])
            for words in commands:
                if fault := _fault(words, Path(scratch)):
                    faults += 1
                    print(f"  seed {seed}, {what}, {words[0]}: {fault}", flush=True)
            out.unlink(missing_ok=True)
    print(f"records: {cases:,} broken sets, {faults} faults")
    return not faults


def commands(sets: int = SETS) -> bool:
    """Return whether all odd arguments work or get a message."""
    faults = 0
    options = mutations.options_of(atlas)
    # Of which even a whole site, that some of them ask for, is soon written.
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "records")
        early.write(folder)
        world = atlases.load(folder)
        assert world.digests  # they are read while they are there
    load: Callable[..., atlases.Atlas] = lambda *_: world  # noqa: E731
    home = Path.cwd()
    with (
        tempfile.TemporaryDirectory() as scratch,
        patch.object(atlases, "load", load),
        patch.object(export, "load", load),
        patch.object(api, "serve", lambda *_: None),  # which would not end
    ):
        os.chdir(scratch)
        try:
            for seed in range(sets):
                words = mutations.arguments(options, random.Random(seed))
                if fault := _fault(words, Path(scratch)):
                    faults += 1
                    shown = [word[:60] for word in words]
                    print(f"  seed {seed}, {shown!a}: {fault}", flush=True)
        finally:
            os.chdir(home)
    print(f"commands: {sets:,} sets of arguments, {faults} faults")
    return not faults

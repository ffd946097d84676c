"""Kills commands that write at random moments: the old file is whole, or the new."""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.export.site.folder import LIST
from geo.optional import sync
from geo.style.layers import NAMES
from tests import postgres
from tests.golden.make import RECORDS

KILLS = 100
"""Of each command."""

LONGER = 1.03
"""A command that was killed is let live a bit longer the next time."""

ROWS = 20_000
"""Of the table that is annotated."""

DAY = ("--date", "2019-12-19", "--records", str(RECORDS))

State = dict[str, bytes]
"""What a command writes, by name."""


@dataclass(frozen=True)
class Case:
    """A command that is killed.

    Attributes
    ----------
    ways : list of list of str
        Its words; where it has several ways, which write other things, they take turns.
    state : callable
        Returns what stands.
    at_once : bool
        Whether all of it is of one run; else each file is.
    """

    ways: list[list[str]]
    state: Callable[[], State]
    at_once: bool = False

    def is_whole(self, wanted: list[State]) -> bool:
        """Return whether what stands is what one of the ways writes."""
        there = self.state()
        if self.at_once:
            return there in wanted
        needed = set.intersection(*(set(one) for one in wanted))
        return needed <= there.keys() and all(
            any(one.get(name) == content for one in wanted)
            for name, content in there.items()
        )


def _in(folder: Path) -> Callable[[], State]:
    """Return what reads all files of a folder but those in the making."""
    return lambda: {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _build(out: Path) -> Iterator[Case]:
    words = ["build", "--records", str(RECORDS), "--out", str(out)]
    names = [f"{name}.geojson" for name in NAMES]
    yield Case([words], lambda: {name: (out / name).read_bytes() for name in names})


def _picture(out: Path) -> Iterator[Case]:
    words = ["snapshot", "--size", "400x400", *DAY, "--out", str(out / "a.png")]
    yield Case([words], _in(out))


def _table(out: Path) -> Iterator[Case]:
    words = ["snapshot", "--layers", "places", *DAY, "--out", str(out / "a.gpkg")]
    yield Case([words], _in(out))


def _film(out: Path) -> Iterator[Case]:
    words = ["timelapse", "--from", "2019-12-01", "--to", "2019-12-19", "--size"]
    words += ["400x400", "--records", str(RECORDS), "--out", str(out / "a.gif")]
    yield Case([words], _in(out))


def _annotate(out: Path) -> Iterator[Case]:
    source = out.with_name("events.csv")
    rows = (
        f"{i},{20 + i % 130 / 10},{10 + i % 150 / 10},2019-12-19" for i in range(ROWS)
    )
    source.write_text("\n".join(["id,lat,lon,date", *rows, ""]))
    words = ["annotate", str(source), str(out / "a.csv"), "--records", str(RECORDS)]
    yield Case([words, [*words, "--as-known-on", "2019-04-05"]], _in(out))


def _site(out: Path) -> Iterator[Case]:
    words = ["site", str(out), "--records", str(RECORDS), "--address"]

    def pages() -> State:
        state = _in(out)()
        # While a site is written its list names the files of before and of then.
        assert json.loads(state.pop(LIST))["files"].keys() >= state.keys()
        return state

    yield Case([[*words, f"https://{one}.example.org/"] for one in "ab"], pages)


def _push(out: Path) -> Iterator[Case]:
    programs = postgres.programs()
    assert programs, "no PostgreSQL: bash tests/install_postgres.sh .venv"
    with postgres.running(programs) as cluster:
        url, ways = cluster.copied(), []
        for name in ("Tarhuna", "Tarhouna"):
            folder = out.with_name(name)
            shutil.copytree(RECORDS, folder)
            path = folder / "places.csv"
            path.write_text(path.read_text().replace(",Tarhuna,", f",{name},"))
            words = ["push", "--store", url, "--records", str(folder), "--replace"]
            ways.append([*words, "--why", "a spelling"])

        def pulled() -> State:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name, "pulled")
                sync.pull(url, folder)
                return {path.name: path.read_bytes() for path in folder.glob("*.csv")}

        yield Case(ways, pulled, at_once=True)


CASES: dict[str, Callable[[Path], Iterator[Case]]] = {
    "build": _build,
    "snapshot png": _picture,
    "snapshot gpkg": _table,
    "timelapse": _film,
    "annotate": _annotate,
    "site": _site,
    "push": _push,
}


def run(kills: int = KILLS) -> bool:
    """Return whether all files were whole, and everything left over was swept."""
    faults = 0
    for name in CASES:
        with tempfile.TemporaryDirectory() as scratch:
            faults += killed(name, Path(scratch), kills)
    print(f"writes: {len(CASES) * kills} kills, {faults} faults")
    return not faults


def killed(name: str, scratch: Path, kills: int) -> int:
    """Kill a command again and again; return how often that left something broken."""
    out, temporary = scratch / "out", scratch / "temporary"
    out.mkdir()
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary)}

    def start(words: list[str]) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        command = [sys.executable, "-m", "geo", *words]
        return subprocess.Popen(
            command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
        )

    rng = random.Random(name)
    faults, ended, seconds, wanted = 0, 0, 0.0, list[State]()
    with contextlib.contextmanager(CASES[name])(out) as case:
        for words in case.ways:
            begun = os.times().elapsed
            assert start(words).wait() == 0, words
            seconds = os.times().elapsed - begun
            wanted.append(case.state())
        turn = 0
        while ended < kills:
            begun = os.times().elapsed
            process = start(case.ways[turn % len(case.ways)])
            turn += 1
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(rng.uniform(0.2, 1.0) * seconds)
                # It was quicker than on a machine that did other things too.
                seconds = os.times().elapsed - begun
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            if process.wait() == -9:
                ended += 1
                seconds *= LONGER  # or only its beginning would be tried
            faults += not case.is_whole(wanted)
        assert start(case.ways[0]).wait() == 0
        faults += case.state() != wanted[0]
        left = [*out.rglob(".*"), *temporary.iterdir()]
    shown = f"{ended} of {turn} killed, {faults} broken"
    print(f"  {name}: {shown}, left: {[path.name for path in left]}", flush=True)
    return faults + len(left)

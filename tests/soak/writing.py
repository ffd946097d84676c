"""Kills commands that write at random moments: the old file is whole, or the new."""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.export.site.folder import LIST
from geo.optional import sync
from geo.style.layers import NAMES
from tests import postgres
from tests.golden.make import RECORDS
from tests.soak import early

KILLS = 100
"""Of each command."""

LONGER = 1.03
"""A command that was killed is let live a bit longer the next time."""

WHILE_WRITING = 0.5
"""How many are killed only once they write: much of what they do before is to read."""

ROWS = 20_000
"""Of the table that is annotated."""

POLL_SECONDS = 0.002
"""How often is looked whether a command has begun to write."""

DAY = ("--date", early.LAST)

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


def _records(out: Path) -> tuple[str, str]:
    """Return the option for the records, which are written beside what is made."""
    folder = out.with_name("records")
    early.write(folder)
    return "--records", str(folder)


def _build(out: Path) -> Iterator[Case]:
    words = ["build", *_records(out), "--out", str(out)]
    names = [f"{name}.geojson" for name in NAMES]
    yield Case([words], lambda: {name: (out / name).read_bytes() for name in names})


def _picture(out: Path) -> Iterator[Case]:
    words = ["snapshot", "--size", "400x400", *DAY, *_records(out)]
    yield Case(_in_each_language(words, out / "a.png"), _in(out))


def _table(out: Path) -> Iterator[Case]:
    words = ["snapshot", "--layers", "places", *DAY, *_records(out)]
    yield Case(_in_each_language(words, out / "a.gpkg"), _in(out))


def _film(out: Path) -> Iterator[Case]:
    words = ["timelapse", "--from", "2014-05-16", "--to", early.LAST, "--size"]
    words += ["400x400", *_records(out)]
    yield Case(_in_each_language(words, out / "a.gif"), _in(out))


def _in_each_language(words: list[str], path: Path) -> list[list[str]]:
    return [[*words, "--lang", code, "--out", str(path)] for code in ("en", "ar")]


def _annotate(out: Path) -> Iterator[Case]:
    source = out.with_name("events.csv")
    rows = (
        f"{i},{20 + i % 130 / 10},{10 + i % 150 / 10},{early.LAST}" for i in range(ROWS)
    )
    source.write_text("\n".join(["id,lat,lon,date", *rows, ""]))
    words = ["annotate", str(source), str(out / "a.csv"), *_records(out)]
    yield Case([words, [*words, "--as-known-on", "2014-05-20"]], _in(out))


def _site(out: Path) -> Iterator[Case]:
    words = ["site", str(out), *_records(out), "--address"]

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
            shutil.copytree(RECORDS, folder)  # of which every rule holds
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


def run(kills: int = KILLS, names: Sequence[str] = tuple(CASES)) -> bool:
    """Return whether all files were whole, and everything left over was swept."""
    faults = 0
    for name in names:
        with tempfile.TemporaryDirectory() as scratch:
            faults += killed(name, Path(scratch), kills)
    print(f"writes: {len(names) * kills} kills, {faults} faults")
    return not faults


class Run:
    """A command that runs, and when it begins to write into a folder."""

    def __init__(self, words: list[str], out: Path, temporary: Path) -> None:
        self._out, self._begun = out, time.monotonic()
        self._before = out.stat().st_mtime_ns
        self._process = subprocess.Popen(
            [sys.executable, "-m", "geo", *words],
            env=os.environ | {"TMPDIR": str(temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def seconds(self) -> float:
        """For how long it has run."""
        return time.monotonic() - self._begun

    @property
    def writes(self) -> bool:
        """Whether anything has come into the folder or gone from it."""
        return self._out.stat().st_mtime_ns != self._before

    def has_ended(self, seconds: float) -> bool:
        """Wait for so long; return whether it has ended by then."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def until_it_writes(self) -> None:
        """Wait until it begins to write, or ends."""
        while not self.writes and not self.has_ended(POLL_SECONDS):
            pass

    def kill(self) -> bool:
        """End it and all that it started; return whether it had not ended itself."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait() == -signal.SIGKILL

    def succeeds(self) -> bool:
        """Wait for its end."""
        return self._process.wait() == 0


def killed(name: str, scratch: Path, kills: int) -> int:
    """Kill a command again and again; return how often that left something broken.

    Every other time it is let live until it begins to write, where that shows in its
    folder: much of what it does before is to read.
    """
    out, temporary = scratch / "out", scratch / "temporary"
    out.mkdir()
    temporary.mkdir()
    rng, begun = random.Random(name), time.monotonic()
    faults, ended, writing, turn, wanted = 0, 0, 0, 0, list[State]()
    with contextlib.contextmanager(CASES[name])(out) as case:
        for words in case.ways:
            run = Run(words, out, temporary)
            run.until_it_writes()
            before = run.seconds
            assert run.succeeds(), words
            longest = [run.seconds, run.seconds - before if run.writes else 0]
            wanted.append(case.state())
        while ended < kills:
            run = Run(case.ways[turn % len(case.ways)], out, temporary)
            turn += 1
            if late := bool(longest[1]) and rng.random() < WHILE_WRITING:
                run.until_it_writes()
            since = run.seconds
            if run.has_ended(rng.uniform(0 if late else 0.2, 1) * longest[late]):
                # It was quicker than on a machine that did other things too.
                longest[late] = run.seconds - since
            wrote = run.writes
            if run.kill():
                ended += 1
                writing += wrote
                longest[late] *= LONGER  # or only its beginning would be tried
            faults += not case.is_whole(wanted)
        assert Run(case.ways[0], out, temporary).succeeds()
        faults += case.state() != wanted[0]
        left = [*out.rglob(".*"), *temporary.iterdir()]
    shown = f"{ended} of {turn} killed, {writing} while they wrote, {faults} broken"
    print(f"  {name}: {shown}, left: {[path.name for path in left]}, ", end="")
    print(f"{time.monotonic() - begun:.0f} s", flush=True)
    return faults + len(left)

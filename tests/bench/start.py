"""Part ``start``: how long the command line takes to start, and to answer.

What is measured
    CPU and wall time of processes that do one thing: show the help, or answer one
    question (`who`). The question is asked with an empty cache, which it fills, and
    again with that cache.

    *Peers* are Python's own start, ``python -c pass``, and for the question also
    ``import geopandas``, without which no table of shapes is read.

Why it is fair
    The peers do nothing of what is asked. Runs alternate; files are warm for all.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from geo.files import cache
from tests.bench.report import Row, Table, median

RUNS = 7
HELP_S = 0.4
WHO_S = 1.5

GEO = ("-m", "geo")
WHO = (*GEO, "who", "32.887", "13.187", "--date", "2019-12-19")
COMMANDS = {
    "pass": ("-c", "pass"),
    "geopandas": ("-c", "import geopandas"),
    "help": (*GEO, "--help"),
    "who": WHO,
}


@dataclass(frozen=True)
class Run:
    """What one process took."""

    cpu_s: float
    wall_s: float


def measure(_browser: Browser, _pictures: Path | None) -> Iterator[Table]:
    """Yield the table of this part."""
    runs: dict[str, list[Run]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        first = _run(WHO, folder)
        for _ in range(RUNS):
            for name, words in COMMANDS.items():
                runs[name].append(_run(words, folder))
    yield table(first, runs)


def table(first: Run, runs: dict[str, list[Run]]) -> Table:
    """Return the measures beside their peers."""
    cpu = {name: median([run.cpu_s for run in of]) for name, of in runs.items()}

    def row(what: str, name: str, peer: str, most: float | None = None) -> Row:
        return Row(
            f"{what}, CPU s, beside {' '.join(COMMANDS[peer])}",
            f"{cpu[name]:.2f}",
            f"{cpu[peer]:.2f}",
            f"{cpu[name] / cpu[peer]:.1f}",
            f"< {most} s" if most else "",
            cpu[name] < most if most else None,
        )

    rows = [
        row("`--help`", "help", "pass", HELP_S),
        row("`who`", "who", "pass", WHO_S),
        row("`who`", "who", "geopandas"),
        Row(
            "`who`, the first time of all, CPU s",
            f"{first.cpu_s:.2f}",
            f"{cpu['pass']:.2f}",
            f"{first.cpu_s / cpu['pass']:.1f}",
        ),
    ]
    notes = [f"{RUNS} runs each, in turn; medians."]
    for name, of in runs.items():
        wall = median([run.wall_s for run in of])
        words = " ".join(COMMANDS[name])
        notes.append(f"`python {words}`: {wall:.2f} s by the clock")
    return Table("The command line from cold", rows, notes)


def _run(words: tuple[str, ...], folder: str) -> Run:
    """Run Python on some words, with what is kept in a folder."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        env=os.environ | {cache.VARIABLE: folder},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"python {' '.join(words)}: status {process.returncode}")
    return Run(used.ru_utime + used.ru_stime, wall)

"""Verifies each crafted file by a command of its own: memory, time, leftovers."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from geo.query.atlas import load
from tests.hostile import crafted

MOST_MB, MOST_SECONDS = 500, 20
TICK_SECONDS = 0.02


def run(only: Sequence[str] = ()) -> bool:
    """Return whether all files keep within the bounds; print a line for each."""
    made = partial(crafted.manifest, load().digests)
    cases = {**crafted.of_pictures(made), **crafted.of_data(made)}
    cases |= crafted.at_the_bounds(made)
    held = []
    for name in only or cases:
        case = cases[name]
        form, data, expected = case()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"file.{form}")
            path.write_bytes(data)
            held.append(_verified(name, path, expected))
    print(f"verify: {len(held)} crafted files, {held.count(False)} beyond the bounds")
    return all(held)


def _verified(name: str, path: Path, expected: str) -> bool:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "geo", "verify", str(path)]
    environment = os.environ | {"TMPDIR": str(path.parent)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    ) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _megabytes(process.pid))
            time.sleep(TICK_SECONDS)
        text = process.stdout.read().decode()
    # Of the core, not of the clock: the machine may have other work.
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = sum(after[:2]) - sum(before[:2])
    left = [one.name for one in path.parent.iterdir() if one != path]
    fits = peak < MOST_MB and seconds < MOST_SECONDS and not left
    fits = fits and expected in text and "Traceback" not in text
    shown = f"{path.stat().st_size / 1e3:,.0f} kB, {peak:.0f} MB, {seconds:.1f} s"
    print(f"  {name}: {shown}{'' if fits else ', BEYOND'}", flush=True)
    return fits


def _megabytes(pid: int) -> float:
    """Return the memory of a process and of those that it started."""
    total = 0
    for number in (pid, *_children(pid)):
        try:
            pages = int(Path(f"/proc/{number}/statm").read_text().split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += pages * os.sysconf("SC_PAGE_SIZE")
    return total / 1e6


def _children(pid: int) -> list[int]:
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [one for child in listed for one in (int(child), *_children(int(child)))]

"""Kills commands that write at random moments: the old file is whole, or the new."""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from geo.style.layers import NAMES
from tests.golden.make import RECORDS

KILLS = 100
"""Of each command."""

DAY = ("--date", "2019-12-19", "--records", str(RECORDS))


def _commands(out: Path) -> dict[str, tuple[list[str], list[Path]]]:
    """Return the arguments of commands, and the files that each writes."""
    film = ["--from", "2019-12-01", "--to", "2019-12-19", "--size", "400x400"]
    film += ["--records", str(RECORDS), "--out", str(out / "a.gif")]
    table = ["--layers", "places", *DAY, "--out", str(out / "a.gpkg")]
    picture = ["--size", "400x400", *DAY, "--out", str(out / "a.png")]
    layers = [out / f"{name}.geojson" for name in NAMES]
    build = ["--records", str(RECORDS), "--out", str(out)]
    return {
        "build": (build, layers),
        "snapshot png": (picture, [out / "a.png"]),
        "snapshot gpkg": (table, [out / "a.gpkg"]),
        "timelapse": (film, [out / "a.gif"]),
    }


def run(kills: int = KILLS) -> bool:
    """Return whether all files were whole, and everything left over was swept."""
    faults = 0
    for name in _commands(Path()):
        with tempfile.TemporaryDirectory() as scratch:
            faults += _killed(name, Path(scratch), kills)
    print(f"writes: {4 * kills} kills, {faults} faults")
    return not faults


def _killed(name: str, scratch: Path, kills: int) -> int:
    """Kill a command again and again; return how often that left something broken."""
    out, temporary = scratch / "out", scratch / "temporary"
    out.mkdir()
    temporary.mkdir()
    words, written = _commands(out)[name]
    command = [sys.executable, "-m", "geo", name.split(maxsplit=1)[0], *words]
    environment = os.environ | {"TMPDIR": str(temporary)}

    def start() -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
        )

    rng = random.Random(name)
    usual = _seconds_of(start)
    wanted = [path.read_bytes() for path in written]
    faults = 0
    for _ in range(kills):
        process = start()
        with suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0.2, 1.0) * usual)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()
        faults += [path.read_bytes() for path in written] != wanted
    start().wait()
    left = [*out.glob(".*"), *temporary.iterdir()]
    shown = f"{kills} kills, {faults} broken, left: {[path.name for path in left]}"
    print(f"  {name}: {shown}", flush=True)
    return faults + len(left)


def _seconds_of(start: Callable[[], "subprocess.Popen[bytes]"]) -> float:
    """Return how long a command takes, to kill it within."""
    begun = os.times().elapsed
    start().wait()
    return os.times().elapsed - begun

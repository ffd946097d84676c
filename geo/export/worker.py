"""Makes an export in a process of its own that can be ended and has bounded memory."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from PIL import Image

from geo import files
from geo.errors import ExportError, GeoError
from geo.export.make import make
from geo.export.queue import Job
from geo.query.atlas import load
from geo.request import from_json
from geo.words import say

MOST_MEMORY = 3_200_000_000
"""Bytes of memory of its own that each process of an export may have."""

MOST_SECONDS = 1200
"""An export that takes longer is stopped."""

NICE = 10
"""The page goes first."""

COMMAND = (sys.executable, "-m", "geo.export.worker")


def run(
    job: Job, command: Sequence[str] = COMMAND, most_seconds: float = MOST_SECONDS
) -> None:
    """Make the file of a job in a process of its own, and wait for it.

    Parameters
    ----------
    job : geo.export.queue.Job
        Hears how many pictures are drawn. When it is stopped, all processes end.
    command : sequence of str
        Starts the process.
    most_seconds : float

    Raises
    ------
    GeoError
        If it cannot be made; the message says why.
    """
    late = threading.Event()
    with subprocess.Popen(
        [*command, str(job.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | _environment(job.folder),
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:

        def end_late() -> None:
            late.set()
            _end(process)

        timer = threading.Timer(most_seconds, end_late)
        timer.daemon = True
        timer.start()
        job.when_stopped(partial(_end, process))
        fault: dict[str, Any] = {}
        with suppress(BrokenPipeError):
            stdin = cast(IO[str], process.stdin)
            # It stays open: once it is closed, the process ends itself.
            stdin.write(f"{_described(job)}\n")
            stdin.flush()
        for message in _messages(cast(IO[str], process.stdout)):
            job.drawn = message.get("drawn", job.drawn)
            job.count = message.get("count", job.count)
            fault = message if "error" in message else fault
        timer.cancel()
        process.wait()
    if late.is_set():
        minutes = round(most_seconds / 60)
        raise ExportError("queue.too_long", count=minutes)
    if fault:
        raise ExportError("queue.refused", text=fault["error"])
    if process.returncode:
        raise ExportError("queue.ended")


def _described(job: Job) -> str:
    members = {"request": job.request.as_json(), "form": job.form}
    return json.dumps(members | ({"source": str(job.source)} if job.source else {}))


def _environment(folder: Path) -> dict[str, str]:
    """Return what is set for the process: all that it writes is in the job's folder."""
    house = str(Path(__file__).parents[2])
    path = os.environ.get("PYTHONPATH")
    return {
        "TMPDIR": str(folder),
        "PYTHONPATH": f"{house}{os.pathsep}{path}" if path else house,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _messages(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        with suppress(ValueError):
            message = json.loads(line)
            if isinstance(message, dict):
                yield message


def _end(process: "subprocess.Popen[str]") -> None:
    """End a process and all that it started."""
    if hasattr(os, "killpg"):
        # The group bears the name of the process, which stays its own until waited for.
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def main(path: Path, description: str) -> int:
    """Make the file that the page asks for; report to it, a line each time.

    Parameters
    ----------
    path : pathlib.Path
        Where it is written.
    description : str
        The request, the form and the source, if any, as JSON.

    Returns
    -------
    int
        Status of the process.
    """
    members = json.loads(description)
    request = from_json(members["request"])
    folder = members.get("source")
    known = (Path(folder, "records"), Path(folder, "layers")) if folder else ()
    try:
        files.write(path, make(load(*known), request, members["form"], _reporting))
    except GeoError as error:
        _report(error=error.text(request.language))
        return 1
    except MemoryError:
        _report(error=say("queue.memory", request.language))
        return 1
    return 0


def _report(**message: object) -> None:
    print(json.dumps(message), flush=True)


def _reporting(drawn: Iterable[Image.Image], count: int) -> Iterator[Image.Image]:
    """Hand on the pictures of a film, and report how many there were."""
    _report(drawn=0, count=count)
    for number, picture in enumerate(drawn, 1):
        yield picture
        _report(drawn=number, count=count)


def _hold_back() -> None:
    """Leave the page its share: half of the cores, the first turn, bounded memory."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, cores[: max(1, len(cores) // 2)])
    if hasattr(os, "nice"):
        os.nice(NICE)
    with suppress(ImportError):  # Windows
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def _end_with_page(folder: Path) -> None:
    """End, with all that was started, once the page's server is gone; sweep."""
    with suppress(OSError):
        while os.read(0, 1):
            pass
    shutil.rmtree(folder, ignore_errors=True)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    _hold_back()
    first_line = sys.stdin.readline()
    threading.Thread(target=_end_with_page, args=(target.parent,), daemon=True).start()
    raise SystemExit(main(target, first_line))

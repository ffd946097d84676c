"""Reads files in a process with bounded memory and time.

A PDF or Parquet file of some hundred kilobytes can unpack to gigabytes, and neither
library can be given a limit. The process that reads one may take so many bytes and
seconds, and writes no file; its answer is read up to a bound. Where a system has no
limits of memory, only the time and the answer are bounded.
"""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, cast

from geo.bounds import READ_MEMORY, READ_SECONDS
from geo.errors import ExportError

_CHILD = "geo.bounds.child"
_ENVIRONMENT = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "ARROW_IO_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""One thread and no reserved memory: libraries hang where they cannot reserve it."""

LATE = 6 if find_spec("resource") else 2
"""By the clock a process may take so many times its seconds: on a busy machine what
takes little of a core takes long. Where a system bounds no seconds of a core, the clock
is all that does."""


def environment() -> dict[str, str]:
    """Return the environment variables of a process with bounded memory."""
    house = str(Path(__file__).parents[2])
    path = os.environ.get("PYTHONPATH")
    paths = {"PYTHONPATH": f"{house}{os.pathsep}{path}" if path else house}
    return _ENVIRONMENT | paths


def read(  # noqa: PLR0913 (all but three may be left out)
    kind: str,
    data: bytes,
    most_bytes: int,
    argument: str = "",
    *,
    memory: int = READ_MEMORY,
    seconds: int = READ_SECONDS,
) -> bytes | None:
    """Return a part of a file, read in a process of its own.

    Parameters
    ----------
    kind : str
        Of `geo.bounds.child.KINDS`.
    data : bytes
        The file.
    most_bytes : int
        Of what is returned.
    argument : str
        Which part of the file.
    memory, seconds : int
        Bytes of its own and seconds of a core that the process may take.

    Returns
    -------
    bytes or None
        None: the file has no such part.

    Raises
    ------
    ExportError
        If the file cannot be read: its library says why, or it would take too much
        memory or time.
    """
    bounds = (str(memory), str(seconds))
    command = [sys.executable, "-m", _CHILD, kind, *bounds, argument]
    answer, status = _answer(command, data, most_bytes, max(seconds, READ_SECONDS))
    how, content = answer[:1], answer[1:]
    if how == b"-":
        why = content.decode(errors="replace")
        raise ExportError("error.bounds.unread", why=why)
    if status or how not in (b"+", b"0"):
        raise ExportError("error.bounds.dear", memory=memory / 1e6, seconds=seconds)
    return content if how == b"+" else None


def _answer(
    command: list[str], data: bytes, most_bytes: int, seconds: int
) -> tuple[bytes, int]:
    """Return what a process says of a file, up to a bound, and its status."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | environment(),
    ) as process:
        timer = threading.Timer(LATE * seconds, process.kill)
        feeder = threading.Thread(target=_feed, args=(process, data), daemon=True)
        timer.start()
        feeder.start()
        try:
            answer = cast(IO[bytes], process.stdout).read(most_bytes + 1)
            if len(answer) <= most_bytes:
                process.wait()
        finally:
            process.kill()
            timer.cancel()
            feeder.join()
    return answer, process.returncode


def _feed(process: "subprocess.Popen[bytes]", data: bytes) -> None:
    """Send a file to a process, which may end before it has read all of it."""
    stdin = cast(IO[bytes], process.stdin)
    with suppress(OSError):
        stdin.write(data)
    with suppress(OSError):
        stdin.close()

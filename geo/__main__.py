"""The command line: ``python -m geo COMMAND``."""

import gc
import io
import signal
import sys

from geo.cli.main import main

MADE_BETWEEN_SEARCHES = 10_000
"""After so many new objects Python looks for circles that nobody needs: a command keeps
most of what it makes, and would look for nothing for a tenth of its time."""


def _stop(_number: int, _frame: object) -> None:
    """Leave as on Ctrl-C: with nothing half done left behind."""
    raise KeyboardInterrupt


def run(program: str = "libya-atlas") -> None:
    """Run the command line as a process of its own, under its program's name."""
    signal.signal(signal.SIGTERM, _stop)
    gc.set_threshold(MADE_BETWEEN_SEARCHES)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Files and pipes are UTF-8, whatever code page a console has; names of
            # files may be other bytes, and are printed as they are.
            names = stream is sys.stdout
            errors = "surrogateescape" if names else stream.errors
            stream.reconfigure(encoding="utf-8", errors=errors)
    sys.exit(main(program=program))


if __name__ == "__main__":
    run("python -m geo")

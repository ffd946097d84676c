"""The command line: ``python -m geo COMMAND``."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from geo.errors import GeoError

STOPPED = 128 + signal.SIGINT
"""Status of what was stopped, as shells have it."""

COMMANDS = {
    "check": ("data", "check every record, list every fault"),
    "build": ("data", "build the layers from the records"),
    "who": ("ask", "tell who held a point on a day"),
    "agreements": (
        "ask",
        "tell what held of every agreement on a day, and who objected",
    ),
    "codebook": ("data", "print what each column means"),
    "median": ("sea", "draw the equidistance line of 2 coasts"),
    "limit": ("sea", "draw the limit at a distance of a coast"),
    "sea": ("sea", "tell who claims which sea on a day"),
    "sea-diff": ("sea", "tell what two lines or positions at sea give to whom"),
    "points": ("sea", "export the points of a line at sea"),
    "snapshot": ("files", "write a picture or data file that can be verified"),
    "verify": ("files", "make files again from their manifests and compare"),
    "timelapse": ("film", "write a film of many days"),
}
"""The module of `geo.cli` whose ``add_NAME`` declares a command's arguments, and what
the command does."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments after the program's name; those of the process if left out.

    Returns
    -------
    int
        0 good, 1 the data or the input is at fault, 2 usage, `STOPPED` on Ctrl-C.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    arguments = _parser(words).parse_args(words)
    run: Callable[[argparse.Namespace], int | None] = arguments.run
    try:
        _check_folder(getattr(arguments, "records", None))
        status = run(arguments)
        sys.stdout.flush()
    except GeoError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has enough; let the last flush go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return STOPPED
    return status or 0


def _check_folder(folder: Path | None) -> None:
    if folder is not None and not folder.is_dir():
        raise GeoError(
            f"--records {folder}: no such folder: name one that holds the record tables"
        )


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser of these words.

    Only the commands among them are declared in full: what the others need would take
    seconds to import.
    """
    parser = argparse.ArgumentParser(
        prog="python -m geo", description="Who controls what in Libya, on any day."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, does) in COMMANDS.items():
        command = commands.add_parser(name, help=does)
        if name in words:
            getattr(
                import_module(f"geo.cli.{module}"), f"add_{name.replace('-', '_')}"
            )(command)
            if name != "codebook":  # which is of the code alone
                records = import_module("geo.records.read").RECORDS
                command.add_argument(
                    "--records", type=Path, default=records, help="folder of the tables"
                )
    return parser

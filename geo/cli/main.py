"""The command line: ``python -m geo COMMAND``."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

import click

from geo import __version__
from geo.cli.command import TranslatedCommand, TranslatedOption, language, show
from geo.cli.language import choose, in_words, usage_error
from geo.dates import SPAN_START
from geo.errors import GeoError, Text

STOPPED = 128 + signal.SIGINT
"""Status of what was stopped, as shells have it."""

SECTIONS = {
    "questions": {
        "find": "find",
        "who": "ask",
        "annotate": "annotate",
        "place": "place",
        "changes": "changes",
        "revised": "revised",
        "stats": "stats",
        "brief": "stats",
        "agreements": "ask",
        "events": "events",
        "relations": "events",
    },
    "sea": {
        "sea": "sea",
        "median": "lines",
        "limit": "lines",
        "points": "sea",
        "sea-diff": "sea",
    },
    "files": {
        "snapshot": "files",
        "timelapse": "film",
        "site": "site",
        "verify": "files",
        "export-sql": "sql",
        "api": "api",
    },
    "records": {
        "check": "data",
        "log": "log",
        "push": "store",
        "pull": "store",
        "build": "data",
        "codebook": "data",
    },
}
"""By section the commands, and the module of `geo.cli` that has each.

This is what ``--help`` lists without importing any of those modules.
"""

MODULES = {
    name: module for commands in SECTIONS.values() for name, module in commands.items()
}


class LazyGroup(TranslatedCommand, click.Group):
    """Commands that are imported when they are run, for imports take a second."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(MODULES)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, if there is one of that name."""
        if cmd_name not in MODULES:
            return None
        module = import_module(f"geo.cli.{MODULES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that arguments name, or raise with one that is alike."""
        if args[0] not in MODULES:
            raise click.NoSuchCommand(args[0], possibilities=MODULES, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(
        self, _ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands by section."""
        for title, commands in SECTIONS.items():
            with formatter.section(in_words(Text(f"cli.sections.{title}"))):
                formatter.write_dl([(f"{name:<10}", _does(name)) for name in commands])

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the options, and then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


def _does(name: str) -> str:
    return in_words(Text(f"cli.about.{name.replace('-', '_')}"))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    prog_name="libya-atlas",
    cls=TranslatedOption,
    about=Text("cli.help.version"),
)
@language(expose_value=False)
def atlas() -> None:
    """Show who controls what in Libya, on any day since 16 May 2014."""


atlas.about = (
    Text("cli.about.atlas", first=SPAN_START.isoformat()),
    "cli.more.atlas",
)


@contextmanager
def _named(arguments: Sequence[str]) -> Iterator[None]:
    """Raise `click.UsageError` if an argument is a name that no system has."""
    try:
        yield
    except UnicodeEncodeError as error:
        if error.object not in arguments:
            raise
        raise usage_error("error.cli.half", text=ascii(error.object)) from None


def main(argv: Sequence[str] | None = None, program: str = "python -m geo") -> int:
    """Run a command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments after the program's name; those of the process if left out.
    program : str, optional
        The program's name, as help and usage show it.

    Returns
    -------
    int
        0 good, 1 the data or the input is at fault, 2 usage, `STOPPED` on Ctrl-C.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        choose(arguments)
        with _named(arguments), atlas.make_context(program, arguments) as context:
            status: int | None = atlas.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        show(error)
        return error.exit_code
    except GeoError as error:
        print(in_words(error), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has enough; let the last flush go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(in_words(Text("cli.stopped")), file=sys.stderr)
        return STOPPED
    return status or 0

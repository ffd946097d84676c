"""The option ``--sign``: with whose certificate a file is signed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from geo.cli import command
from geo.cli.command import Function
from geo.export import form_of, signatures


def option(function: Function) -> Function:
    """Declare ``--sign``."""
    return command.option(
        "--sign",
        "credentials",
        nargs=2,
        type=Path,
        metavar="CERT KEY",
        about="cli.help.sign",
    )(function)


def signing(
    paths: tuple[Path, Path] | None, out: Path
) -> Callable[[bytes, str], bytes] | None:
    """Return what signs a file, or None where none is to be signed.

    Raises
    ------
    ExportError
        If it cannot be signed, before any of it is drawn.
    """
    if paths is None:
        return None
    from geo.optional import credentials  # noqa: PLC0415 (an extra)

    signatures.check_form(form_of(out))
    return partial(signatures.signed, sign=credentials.load(*paths).sign)

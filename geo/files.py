"""A folder for what is in the making, where a full disk is one clear message."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.errors import ExportError

PREFIX = "libya-control-atlas-"


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a folder that goes, with all that is in it, when it is left.

    Yields
    ------
    pathlib.Path
        Where Python puts temporary files, such as ``TMPDIR``.

    Raises
    ------
    ExportError
        If it cannot be made or written.
    """
    try:
        with TemporaryDirectory(prefix=PREFIX) as made:
            yield Path(made)
    except OSError as error:
        where = error.filename or "the folder for temporary files"
        told = error.strerror or str(error)
        raise ExportError(f"{where}: cannot be written: {told}") from error

"""The errors that leave this package, each in every language."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Self

from geo.errors.catalogue import SOURCE
from geo.errors.text import (
    Both,
    Either,
    Localized,
    Semicolons,
    Text,
    filled,
    in_language,
    shortened,
)

__all__ = [
    "Both",
    "ClusterError",
    "DateError",
    "Either",
    "ExportError",
    "Fault",
    "FileError",
    "GeoError",
    "LayerError",
    "Localized",
    "PlaceError",
    "RecordError",
    "RequestError",
    "SeaError",
    "Semicolons",
    "StoreError",
    "StoryError",
    "Text",
    "UploadError",
    "VersionError",
    "in_language",
    "shortened",
]


def _short(value: Any) -> Any:
    """Return a value of a message; of a text, or what a library says, not all of it."""
    if isinstance(value, Text | GeoError):
        return value
    if isinstance(value, BaseException | PurePath):
        return shortened(str(value))
    if isinstance(value, str):
        return shortened(value)
    if type(value) in (list, tuple):
        return type(value)(map(_short, value))
    return value


class GeoError(Exception):
    """Something that the caller can put right: a bad record, file or argument.

    Parameters
    ----------
    key : str
        Of a message of the catalogues.
    **values
        What fills its gaps, as for `Text`.

    Examples
    --------
    >>> error = GeoError("error.dates.no_day", text="2021-02-29")
    >>> print(error)
    '2021-02-29' is no day of the calendar
    >>> print(error.text("ar").replace("\u2068", "").replace("\u2069", ""))
    '2021-02-29' ليس يومًا في التقويم
    """

    def __init__(self, key: str = "", /, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = {name: _short(value) for name, value in values.items()}
        self.lines: tuple[Localized, ...] = ()

    @classmethod
    def of_lines(cls, lines: Iterable[Localized]) -> Self:
        """Return an error that says several things, each on a line of its own."""
        error = cls()
        error.lines = tuple(lines)
        return error

    def text(self, language: str) -> str:
        """Return what it says in one of `geo.words.LANGUAGES`."""
        if not self.key:
            return "\n".join(line.text(language) for line in self.lines)
        return filled(self.key, language, self.values)

    def __str__(self) -> str:
        return self.text(SOURCE)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one cell of a record table.

    Attributes
    ----------
    file : str
        Name of the table's file, such as ``control.csv``.
    row : int
        Row as a spreadsheet numbers it: the header is row 1. 0 means the whole file.
    column : str
        Name of the column at fault; ``*`` means the whole row or file.
    value : str or Text
        The value found there, or what is there.
    expected : Text
        What would be right.
    """

    file: str
    row: int
    column: str
    value: str | Text
    expected: Text

    def text(self, language: str) -> str:
        """Return it on one line, in one of `geo.words.LANGUAGES`."""
        values = {name: _short(value) for name, value in vars(self).items()}
        return filled("fault.line", language, values)

    def __str__(self) -> str:
        return self.text(SOURCE)


class RecordError(GeoError):
    """The record tables break their rules; carries every fault found.

    Parameters
    ----------
    faults : list of Fault
        All faults, in the order of the tables and rows.
    """

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.args = (faults,)
        self.faults = faults
        self.lines = tuple(faults)


class DateError(GeoError):
    """A text is no date, or a date lies outside the span on record."""


class PlaceError(GeoError):
    """A coordinate is none, or a place is unknown."""


class StoryError(GeoError):
    """There is no such story."""


class StoreError(GeoError):
    """A store of records cannot be reached, read or written."""


class LayerError(GeoError):
    """A layer is missing, stale or unknown."""


class UploadError(GeoError):
    """A reader's own file is no layer that can be drawn."""


class SeaError(GeoError):
    """A line, coast or datum at sea cannot be drawn or measured."""


class RequestError(GeoError):
    """A request for a file that cannot be made."""


class ExportError(GeoError):
    """A file cannot be made, or is no snapshot that can be checked."""


class VersionError(GeoError):
    """There is no such version of the records, or it cannot be read."""


class FileError(GeoError):
    """A file or folder cannot be written."""


class ClusterError(GeoError):
    """A cluster of processes cannot be had, or was lost."""

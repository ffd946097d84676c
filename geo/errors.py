"""The errors that leave this package."""

from dataclasses import dataclass


class GeoError(Exception):
    """Something that the caller can put right: a bad record, file or argument."""


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
    value : str
        The value found there.
    expected : str
        What would be right.
    """

    file: str
    row: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file} {self.row} {self.column}: {self.value!r}, {self.expected}"


class RecordError(GeoError):
    """The record tables break their rules; carries every fault found.

    Parameters
    ----------
    faults : list of Fault
        All faults, in the order of the tables and rows.
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class DateError(GeoError):
    """A text is no date, or a date lies outside the span on record."""


class PlaceError(GeoError):
    """A coordinate is none, or a place is unknown."""


class StoryError(GeoError):
    """There is no such story."""


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

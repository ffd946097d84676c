"""The name and the release day of a version of the data."""

import json
from dataclasses import dataclass
from pathlib import Path

from geo.dates import parse_day
from geo.errors import DateError, VersionError

FILE = "version.json"
"""The file beside the record tables that says so: the one home of both."""


@dataclass(frozen=True)
class Label:
    """The name and the release day of a version of the data."""

    version: str
    date: str

    def __str__(self) -> str:
        """Return both, as ``1.0.0 (2026-11-28)``."""
        return f"{self.version} ({self.date})"


def parse(data: bytes, name: str = FILE) -> Label:
    """Return the label that a file holds.

    Parameters
    ----------
    data : bytes
        Of the file.
    name : str
        What messages call it.

    Raises
    ------
    VersionError
        If it says nothing of the kind.

    Examples
    --------
    >>> print(parse(b'{"version": "1.0.0", "date": "2026-11-28"}'))
    1.0.0 (2026-11-28)
    """
    try:
        found = json.loads(data)
        version, date = found["version"], parse_day(found["date"]).isoformat()
        if not isinstance(version, str) or not version.strip():
            raise ValueError(version)
    except (ValueError, KeyError, TypeError, AttributeError, DateError) as error:
        expected = '{"version": "1.0.0", "date": "2026-11-28"}'
        raise VersionError("error.version.label", name=name, as_=expected) from error
    return Label(version, date)


def label_of(folder: Path) -> Label | None:
    """Return which version of the data a folder of records holds.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    Label or None
        None if it does not say.

    Raises
    ------
    VersionError
        If its file says it wrongly.
    """
    path = folder / FILE
    return parse(path.read_bytes(), str(path)) if path.is_file() else None

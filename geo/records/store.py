"""Where record tables are kept: rows and their digests come out of one reading."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

from geo.records import schema
from geo.records.label import Label, label_of

KEYS = {
    "maritime_points": ("line_id", "seq"),
    "maritime_stages": ("line_id", "date", "stage", "by"),
    "story_steps": ("story_id", "seq"),
}
"""What names a row of the tables that have no key of one column."""


def key_columns(table: str) -> tuple[str, ...]:
    """Return the columns that name a row of a table.

    Examples
    --------
    >>> key_columns("places"), key_columns("maritime_points")
    (('place_id',), ('line_id', 'seq'))
    """
    return KEYS.get(table) or (schema.key_of(table),)


STORE = "LIBYA_ATLAS_STORE"
"""Environment variable that names a database to read the records from."""

DIGITS = 12
"""Length of the digest of a row, in hexadecimal digits."""


class Digests(NamedTuple):
    """Digests of the tables, by file name, and of their rows, by table and name."""

    tables: Mapping[str, str]
    rows: Mapping[str, Mapping[str, str]]


class Store(Protocol):
    """Keeps the record tables."""

    def read(self, table: str) -> list[list[str]]:
        """Return the header and the rows of a table, as text."""

    def digests(self) -> Digests:
        """Return the digests of what was read, even if it has changed since."""

    @property
    def label(self) -> Label | None:
        """Return which version of the data they are, if they say so."""


Origin = Path | Store
"""Where records are read: a folder of tables, or another store."""


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    r"""Return the header and the rows of a table as its file has them.

    Examples
    --------
    >>> as_csv([["place_id", "note"], ["tripoli", "a, b"]])
    b'place_id,note\ntripoli,"a, b"\n'
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def digests_of(
    tables: Mapping[str, bytes], rows: Mapping[str, list[list[str]]]
) -> Digests:
    """Return the digests of tables and of their rows, both by table."""
    return Digests(
        {
            f"{name}.csv": hashlib.sha256(data).hexdigest()
            for name, data in tables.items()
        },
        {name: _row_digests(name, read) for name, read in rows.items()},
    )


class FileStore:
    """Record tables in a folder, each read once.

    Parameters
    ----------
    folder : pathlib.Path
        Where ``NAME.csv`` of each of `geo.records.schema.TABLES` lies.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._data: dict[str, bytes] = {}

    def read(self, table: str) -> list[list[str]]:
        """Return the header and the rows of a table, as text.

        Bytes that are no UTF-8 are surrogates, as by ``surrogateescape``.

        Raises
        ------
        OSError
            If it cannot be read.
        csv.Error
            If it is no CSV.
        """
        data = self._data.get(table)
        if data is None:
            data = (self.folder / f"{table}.csv").read_bytes()
            self._data[table] = data
        text = data.decode("utf-8-sig", errors="surrogateescape")
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))

    def digests(self) -> Digests:
        """Return the digests of what was read, even if it has changed since."""
        return self._digests

    @cached_property
    def label(self) -> Label | None:
        """Return which version of the data they are, if they say so."""
        return label_of(self.folder)

    @cached_property
    def _digests(self) -> Digests:
        rows = {name: self.read(name) for name in schema.TABLES}
        tables = {name: self._data[name] for name in schema.TABLES}
        return digests_of(tables, rows)


def _row_digests(table: str, read: list[list[str]]) -> dict[str, str]:
    header, *rows = read
    places = [header.index(name) for name in key_columns(table)]
    return {
        " ".join(row[place] for place in places): hashlib.sha256(
            "\x1f".join(row).encode()
        ).hexdigest()[:DIGITS]
        for row in rows
        if row
    }

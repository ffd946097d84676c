"""Limits of what reading a file of unknown origin may cost, all in one place."""

import json
from collections.abc import Iterable, Iterator
from typing import TypeVar

from geo.errors import ExportError

MOST_FILE_BYTES = 64_000_000
"""A larger file is not read at all; all spells since 2014 as KML have a third of it."""

MOST_MANIFEST_BYTES = 8_000_000
"""Of the text that a file carries; that of all spells since 2014 has a tenth of it."""

MOST_TABLE_BYTES = 40_000_000
"""Of a Parquet file, unpacked."""

MOST_SIGNS = 3_000_000
"""Brackets and commas of a JSON text, each of which may take some 60 bytes to read."""

MOST_MARKS = 500_000
"""Angle brackets and equals signs of XML, each of which may take 330 bytes to read; a
picture of all layers has 12,000."""

MOST_XML_BYTES = 40_000_000
"""Of a picture as XML; one of A2 with all layers has a tenth of it."""

MOST_SIGNED_BYTES = 24_000_000
"""Of a file whose signature is read, which takes as much memory again, in copies."""

MOST_CELLS = 1_000_000
"""Of all tables of a GeoPackage."""

MOST_STATEMENTS, MOST_COLUMNS = 2_000, 100
"""Of a GeoPackage: what makes its tables and their triggers, and columns of a table;
that of all layers has 177 of the first, and 30 of the second."""

MOST_PARTS = 10_000
"""Chunks of a PNG, of which others have a dozen, and differences that are counted."""

READ_SECONDS = 5
"""The most seconds that reading one file may take."""

READ_MEMORY = 160_000_000
"""Bytes of memory of its own that a process may have which reads for another."""

TIMES_LARGER, MARGIN_BYTES = 2, 1_000_000
"""A file may be so many times as large as what is made of its manifest, and a bit."""

Item = TypeVar("Item")


def check_json(text: bytes) -> None:
    """Raise `ExportError` if a JSON text would take too much memory to be read.

    Parameters
    ----------
    text : bytes
        In an encoding in which ASCII is as it is.
    """
    signs = sum(text.count(sign) for sign in (b"[", b"{", b","))
    if signs > MOST_SIGNS:
        raise ExportError("error.bounds.json", count=signs, most=MOST_SIGNS)


def check_xml(text: bytes) -> None:
    """Raise `ExportError` if XML would take too much memory to be read.

    Parameters
    ----------
    text : bytes
        In an encoding in which ASCII is as it is.
    """
    check_size(text, MOST_XML_BYTES)
    marks = text.count(b"<") + text.count(b"=")
    if marks > MOST_MARKS:
        raise ExportError("error.bounds.xml", count=marks, most=MOST_MARKS)


def check_size(data: bytes, most: int) -> None:
    """Raise `ExportError` if a file is larger than those of its kind may be."""
    if len(data) > most:
        raise ExportError("error.bounds.size", size=len(data) / 1e6, most=most / 1e6)


def check_manifest(text: str) -> None:
    """Raise `ExportError` if a manifest takes too much memory, or is no text."""
    if len(text) > MOST_MANIFEST_BYTES:
        raise ExportError(
            "error.bounds.manifest",
            size=len(text) / 1e6,
            most=MOST_MANIFEST_BYTES / 1e6,
        )
    check_json(text.encode(errors="replace"))
    try:
        _written_out(text).encode()
    except UnicodeEncodeError as error:
        half = error.object[error.start]
        raise ExportError("error.bounds.half", sign=half) from error


def _written_out(text: str) -> str:
    r"""Return JSON with the characters that it writes as ``\u`` and digits."""
    if "\\u" not in text:
        return text
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text  # who reads it says what is wrong


def much_larger(given: int, made: int) -> bool:
    """Return whether a file is too large to be what it should be.

    Parameters
    ----------
    given, made : int
        Bytes of the file, and of what is made of its manifest.
    """
    return given > TIMES_LARGER * made + MARGIN_BYTES


def first_of(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the first `MOST_PARTS` of some items."""
    yield from (item for _, item in zip(range(MOST_PARTS), items, strict=False))

"""Rows as CSV."""

import csv
import json
import math
from collections.abc import Iterable, Mapping
from typing import TextIO

CODING = "utf-8-sig"
"""Of a table that is a file: by the mark at its head spreadsheets know it for UTF-8."""


def write_csv(
    stream: TextIO, columns: Iterable[str], rows: Iterable[Mapping[str, object]]
) -> None:
    """Write rows as CSV with a header, each as soon as it is there.

    Parameters
    ----------
    stream : text file
    columns : iterable of str
        The header, of a table without rows too.
    rows : iterable of mapping
        Each with all columns; what else it has is left out.
    """
    columns = tuple(columns)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[name]) for name in columns])


def cell(value: object) -> str:
    """Return a value as a cell of a table.

    Returns
    -------
    str
        Lists of words are joined by ``;``, anything longer is JSON, None is empty.

    Examples
    --------
    >>> [cell(value) for value in (None, ["gna", "lna"], True, 2.5)]
    ['', 'gna;lna', 'true', '2.5']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    if isinstance(value, list | tuple) and all(isinstance(x, str) for x in value):
        return ";".join(value)
    return json.dumps(value, ensure_ascii=False)

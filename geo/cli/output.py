"""Answers in JSON or CSV, on standard output or in a file."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from geo import files
from geo.errors import Either, ExportError
from geo.query.answer import Source


def print_json(values: dict[str, Any]) -> None:
    """Print an answer on a line of its own."""
    print(json.dumps(values, ensure_ascii=False))


GEOJSON = (".geojson", ".json")


def check_ending(path: Path | None, *others: str) -> None:
    """Raise if the ending of a file's name is of another format than GeoJSON.

    Parameters
    ----------
    path : pathlib.Path or None
    *others : str
        More endings that will do, as ``.pdf``.

    Raises
    ------
    geo.errors.ExportError

    Examples
    --------
    >>> check_ending(Path("line.geojson"))
    """
    known = (*GEOJSON, *others)
    if path and path.suffix and path.suffix.lower() not in known:
        raise ExportError("error.cli.file_name", path=path, endings=Either(known))


def write_json(path: Path | None, values: dict[str, Any]) -> None:
    """Write an answer into a file, if one is named.

    Raises
    ------
    geo.errors.GeoError
        If it cannot be written.
    """
    if path:
        files.write(path, json.dumps(values, ensure_ascii=False, indent=1) + "\n")


def print_rows(
    rows: Iterable[Mapping[str, Any]], columns: Iterable[str], *, as_json: bool
) -> None:
    """Print answers, one a line: as JSON, or else as CSV with a header.

    Parameters
    ----------
    rows : iterable of mapping
        Each with all columns.
    columns : iterable of str
        Their names: the header of a table without rows too.
    as_json : bool
    """
    if as_json:
        for row in rows:
            print_json(dict(row))
        return
    files.write_csv(sys.stdout, columns, rows)


def cited(source: Source) -> str:
    """Return the one-line citation of a publication."""
    by = ", ".join(filter(None, (source.publisher, source.date)))
    return f"{source.title} ({by}) {source.url}"

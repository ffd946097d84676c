"""The rows of tables with coordinates: CSV, sheets of a workbook, records of JSON."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from geo.bounds.uploads import Limits
from geo.errors import PlaceError, Text, UploadError
from geo.inputs import dated, delimited, places
from geo.inputs.layer import Notice, Row, Table

MOST_HEAD = 20
"""Among so many lines the one is sought that names the columns."""

MOST_NAMED = 10
"""So many rows are told by their numbers."""

_NO_CELL = (None, "")

Cells = Mapping[str, Any]


def table(text: str, limits: Limits) -> Table:
    r"""Return the rows of CSV.

    Parameters
    ----------
    text : str
        With a line that names its columns, which may come after a title: one each of
        latitudes and longitudes, or one with both, or with shapes.
    limits : geo.bounds.uploads.Limits

    Raises
    ------
    UploadError
        If it has no such columns.

    Examples
    --------
    >>> text = "name;lat;lon\nCamp;32,9;13,2"
    >>> table(text, Limits()).rows[0].geometry["coordinates"]
    [13.2, 32.9]
    """
    before, text = _from_header(text, limits)
    try:
        read = delimited.Table(io.StringIO(text, newline=""), Text("own.table"))
        columns = max(1, len(read.header))
        most = min(limits.features, limits.cells // columns) + 1
        batch = next(read.batches(most), delimited.Batch())
    except PlaceError as error:
        raise UploadError("error.own.csv", error=error) from None
    limits.check_table(len(batch.cells), columns)
    header = _unlike(read.header)
    rows = [dict(zip(header, row, strict=True)) for row in batch.cells]
    found = _table(header, rows)
    if found is None:
        raise places.missing(header)
    notices = [*found.notices, *_of_header(before)]
    if batch.short:
        numbers = [i + 1 for i in batch.short]
        count = {"numbers": numbers[:MOST_NAMED], "count": len(numbers)}
        notices.append(("own.short", count))
    above = len(rows) - len(found.rows)  # tags of HXL
    kept = [_whole(row, batch, i) for i, row in enumerate(found.rows, above)]
    return replace(found, rows=kept, notices=tuple(notices))


def _whole(row: Row, batch: delimited.Batch, i: int) -> Row:
    """Return a row of a batch, without a place if it had too many cells for one."""
    torn = batch.problems.get(i)
    if row.geometry is None:
        torn = torn or batch.short.get(i)
    if torn is None:
        return row
    return replace(row, geometry=None, problem=Text("own.row_left", error=torn))


def sheets(named: Iterable[tuple[str, Sequence[Cells]]]) -> Table:
    """Return the rows of sheets, as of `table`; what has no coordinates is left out.

    Raises
    ------
    UploadError
        If no sheet has any.
    """
    used: list[str] = []
    left: list[str] = []
    rows: list[Row] = []
    notices: list[Notice] = []
    header: list[str] = []
    crs = ""
    for name, cells in named:
        found = _sheet(cells)
        if found is None:
            left.append(name)
            header = header or [*cells[0]]
            continue
        if used and found.crs != crs:
            raise UploadError("error.own.systems")
        used.append(name)
        crs = found.crs
        rows += [replace(row, number=len(rows) + row.number) for row in found.rows]
        notices += [one for one in found.notices if one not in notices]
    if not used:
        raise places.missing(header)
    if len(used) > 1:
        notices.append(("own.layers", {"names": used}))
    if left:
        notices.append(("own.sheets_left", {"names": left}))
    return Table(rows, crs, tuple(notices))


def records(rows: Sequence[Cells], limits: Limits) -> Table:
    """Return the rows of records of JSON, as of `table`."""
    limits.check_table(len(rows), len({name for row in rows for name in row}))
    return sheets([("", rows)])


def _sheet(rows: Sequence[Cells]) -> Table | None:
    """Return the rows of a sheet; None if it has no coordinates.

    Its columns may be named in one of its first rows: a title stands above them.
    """
    header = dict.fromkeys(itertools.chain.from_iterable(rows))
    cells = rows
    if any(row.keys() != header.keys() for row in rows):
        cells = [{name: row.get(name) for name in header} for row in rows]
    if found := _table([*header], _filled(cells)):
        return found
    is_unnamed = all(map(places.UNNAMED.fullmatch, header))
    for number, row in enumerate(cells[:MOST_HEAD]):
        names = [str(cell or "").strip() for cell in row.values()]
        if not places.of(names) and (number or not is_unnamed):
            continue
        names = _unlike(name or old for name, old in zip(names, header, strict=True))
        rest = (one.values() for one in cells[number + 1 :])
        below = [dict(zip(names, values, strict=True)) for values in rest]
        if found := _table(names, _filled(below)):
            above = number + (not is_unnamed)
            return replace(found, notices=(*found.notices, *_of_header(above)))
    return None


def _filled(rows: Sequence[Cells]) -> list[Cells]:
    """Return rows but those in which nothing stands."""
    return [row for row in rows if any(cell not in _NO_CELL for cell in row.values())]


def _of_header(before: int) -> Iterator[Notice]:
    """Yield notices of lines before the one that names the columns."""
    if before:
        yield "own.header", {"number": before + 1}


def _from_header(text: str, limits: Limits) -> tuple[int, str]:
    """Return a text from the line on that names its columns, and how many come before.

    Where no line does it is whole.
    """
    stream = io.StringIO(text, newline="")
    start = 0
    for before in range(MOST_HEAD):
        line = stream.readline()
        if not line:
            break
        limits.check_columns(line.count(delimited.delimiter_of(line)) + 1)
        if not before and line.lower().startswith(delimited.SEPARATOR):
            start = 1
        elif places.of(_names(line)):
            rest = text[stream.tell() - len(line) :]
            return (before if before > start else 0), rest
    return 0, text


def _names(line: str) -> list[str]:
    line = line.removeprefix(delimited.MARK)
    delimiter = delimited.delimiter_of(line)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _unlike(names: Iterable[str]) -> list[str]:
    """Return names of columns, each once: what comes again has a number."""
    found: dict[str, None] = {}
    for name in names:
        counted = (f"{name} ({number})" for number in itertools.count(2))
        tried = itertools.chain([name], counted)
        found[next(one for one in tried if one not in found)] = None
    return [*found]


def _table(header: Sequence[str], rows: Sequence[Cells]) -> Table | None:
    """Return rows with their places; None if they have none."""
    if rows and _are_tags(rows[0].values()):
        header, rows = _tagged(header, rows[0]), rows[1:]
        rows = [dict(zip(header, row.values(), strict=True)) for row in rows]
    where = places.located(header, rows)
    return places.read(where, rows) if where else None


def _are_tags(cells: Iterable[Any]) -> bool:
    """Return whether cells are the tags of HXL, which stand below the names."""
    filled = [str(cell).strip() for cell in cells if cell not in (None, "")]
    return bool(filled) and all(cell.startswith("#") for cell in filled)


def _tagged(header: Sequence[str], tags: Cells) -> list[str]:
    """Return the names of columns; of days their tags, unless their names tell it."""
    if dated.columns([dict.fromkeys(header, "2019-04-04")]):
        return [*header]
    return [
        tag if (tag := str(tags[name] or "").strip()).startswith("#date") else name
        for name in header
    ]

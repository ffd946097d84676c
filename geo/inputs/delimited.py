"""CSV as it comes, with columns appended: every cell stays as it was written."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice

import pyarrow as pa

from geo import files
from geo.errors import Localized, PlaceError, Text, UploadError, typed
from geo.files.cache import Recent
from geo.inputs import texts
from geo.query import frames, written

DELIMITERS = (",", ";", "\t", "|")
MARK = "\ufeff"
"""The byte order mark, with which spreadsheets begin UTF-8."""

SEPARATOR = "sep="
"""With this and a sign begins what Excel writes for itself."""

UTF16 = ("\udcff\udcfe", "\udcfe\udcff")
"""How UTF-16 begins where it is read as UTF-8, bytes that are none as surrogates."""

ROWS = 10_000
"""Of a batch."""


@dataclass(frozen=True)
class Batch:
    """Rows of a table.

    Attributes
    ----------
    lines : list of str
        Each row as the file has it, without its end.
    cells : list of list of str
        As many in each row as the header has.
    problems : dict of int to Localized
        Rows that had more.
    short : dict of int to PlaceError
        Rows that had fewer: those at their end are empty.
    """

    lines: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    problems: dict[int, Localized] = field(default_factory=dict)
    short: dict[int, PlaceError] = field(default_factory=dict)


class Table:
    r"""A table with a line that names its columns, read as it is needed.

    Parameters
    ----------
    lines : iterable of str
        With their ends, in which bytes that are no UTF-8 are lone surrogates.
    name : str or Text
        What it is called in messages.

    Attributes
    ----------
    header : list of str
        Empty of a text without a line.
    delimiter : str
        One of `DELIMITERS`.
    before : str
        A line that Excel writes for itself; empty: there is none.
    marked : bool
        Whether it begins with `MARK`.
    named : bool
        Whether its first line names columns: no cell of it begins with a number, and
        there are three at least, or one is called as those of days.

    Examples
    --------
    >>> table = Table(["lat;lon;date\n", "32,9;13,2;2019-12-19\n"], "a.csv")
    >>> table.named, [batch.cells for batch in table.batches()]
    (True, [[['32,9', '13,2', '2019-12-19']]])
    """

    def __init__(self, lines: Iterable[str], name: Localized | str) -> None:
        self.name = name
        self._read: list[str] = []
        self._count = 0
        self._lines = iter(lines)
        first = next(filter(str.strip, self._lines), "")
        if first[:2] in UTF16:
            raise PlaceError("error.table.encoding", path=name)
        self.marked = first.startswith(MARK)
        first = first.removeprefix(MARK)
        self.before = ""
        if first.lower().startswith(SEPARATOR):
            self.before = first
            first = next(filter(str.strip, self._lines), "")
        self.delimiter = delimiter_of(first)
        self._end = "\r\n" if first.endswith("\r\n") else "\n"
        self._records = self._parse(first)
        self.header, self._head = next(self._records, ([], ""))
        of_days = written.called(self.header, "date")
        self.named = (len(self.header) > 2 or bool(of_days)) and not any(
            typed.plain(cell).lstrip("+-")[:1].isdigit() for cell in self.header
        )

    def _parse(self, first: str) -> Iterator[tuple[list[str], str]]:
        """Yield the cells of each row, and the row as it is written."""
        lines, read = self._numbered(first), self._read
        for line in lines:
            if '"' not in line and len(line) <= csv.field_size_limit():
                plain_line = line.rstrip("\r\n")
                cells = plain_line.split(self.delimiter)
                if any(map(str.strip, cells)):
                    yield cells, plain_line
                read.clear()
                continue
            reader = csv.reader(chain([line], lines), delimiter=self.delimiter)
            try:
                cells = next(reader)
            except csv.Error as error:
                raise PlaceError(
                    "error.table.malformed",
                    path=self.name,
                    number=self._count,
                    error=error,
                ) from None
            whole = "".join(read).rstrip("\r\n")
            if len(read) > 1 and whole.count('"') % 2:
                number = self._count - len(read) + 1
                raise PlaceError("error.table.quote", path=self.name, number=number)
            read.clear()
            if any(map(str.strip, cells)):
                yield cells, whole

    def _numbered(self, first: str) -> Iterator[str]:
        """Yield the lines; those of the row that is read are kept, all counted."""
        for line in self._followed(first):
            self._count += 1
            self._read.append(line)
            yield line

    def _followed(self, first: str) -> Iterator[str]:
        if first:
            yield first
        yield from self._lines

    def batches(self, rows: int = ROWS) -> Iterator[Batch]:
        """Yield what is left of the rows, so many at a time; none twice."""
        count = len(self.header)
        while records := [*islice(self._records, rows)]:
            batch = Batch()
            for i, (cells, line) in enumerate(records):
                whole = line
                if len(cells) > count and not any(map(str.strip, cells[count:])):
                    cells = cells[:count]  # noqa: PLW2901 (separators alone)
                    whole = _written(cells, self.delimiter)
                if len(cells) != count:
                    wrong = batch.short if len(cells) < count else batch.problems
                    wrong[i] = PlaceError(
                        "error.table.cells", cells=len(cells), count=count
                    )
                    cells = (cells + [""] * count)[:count]  # noqa: PLW2901
                    whole = _written(cells, self.delimiter)
                batch.lines.append(whole)
                batch.cells.append(cells)
            yield batch

    def head(self, names: Iterable[str]) -> str:
        """Return the first line with names appended."""
        mark = MARK if self.marked else ""
        added = _written(names, self.delimiter)
        return f"{mark}{self.before}{self._head}{self.delimiter}{added}{self._end}"

    def text(self, batch: Batch, texts: Iterable[str]) -> str:
        """Return the lines of a batch with what `added` returns of it."""
        rows = map(self.delimiter.join, zip(batch.lines, texts, strict=True))
        return self._end.join([*rows, ""])


def delimiter_of(line: str) -> str:
    """Return what parts the cells of a line: the one of `DELIMITERS` it has most of.

    Examples
    --------
    >>> delimiter_of("lat;lon;place, region")
    ';'
    """
    return max(DELIMITERS, key=line.count)


def legible(text: str) -> str:
    r"""Return a text in which bytes that are no UTF-8 are surrogates as it was meant.

    Examples
    --------
    >>> legible(b"\xce\xd8,lat".decode(errors="surrogateescape"))
    'خط,lat'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        with suppress(UploadError):
            return texts.decoded(text.encode(errors="surrogateescape"))[0]
    return text


def _written(cells: Iterable[object], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="").writerow(cells)
    return text.getvalue()


def added(columns: Mapping[str, pa.Array], delimiter: str) -> list[str]:
    """Return columns as cells of a table of text, joined row by row.

    Examples
    --------
    >>> added({"camp": pa.array(["tripoli"]), "note": pa.array(["a, b"])}, ",")
    ['tripoli,"a, b"']
    """
    texts = [_texts(values, delimiter) for values in columns.values()]
    return [*map(delimiter.join, zip(*texts, strict=True))]


def _texts(values: pa.Array, delimiter: str) -> list[str]:
    """Return a column as cells."""
    if pa.types.is_floating(values.type):  # few of them differ
        values = values.dictionary_encode()
        cells = [_cell(value, delimiter) for value in plain(values.dictionary)]
        return _spread([*cells, ""], values)
    if pa.types.is_dictionary(values.type):
        texts = _KEPT(_Words(values.dictionary, delimiter))
        return _spread(texts, values)
    return [_cell(value, delimiter) for value in plain(values)]


def _spread(texts: list[str], values: pa.DictionaryArray) -> list[str]:
    indices = values.indices.fill_null(len(texts) - 1).to_pylist()
    return [texts[i] for i in indices]


class _Words:
    """The dictionary of a column, which many batches share, and how it is written."""

    def __init__(self, values: pa.Array, delimiter: str) -> None:
        self.values, self.delimiter = values, delimiter
        where = [one.address if one else 0 for one in values.buffers()]
        # As long as it is kept nothing else lies there.
        self._key = (*where, values.offset, len(values), str(values.type), delimiter)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and self._key == other._key

    def texts(self) -> list[str]:
        """Return its values as cells, and one for nothing."""
        cells = plain(self.values)
        return [*(_cell(value, self.delimiter) for value in cells), ""]


_KEPT = Recent(_Words.texts, most=100)
"""What dictionaries were written as, of columns of batches before."""


def _cell(value: object, delimiter: str) -> str:
    text = files.cell(value)
    if '"' in text or delimiter in text or "\n" in text or "\r" in text:
        return _written([text], delimiter)
    return text


def plain(values: pa.Array) -> list[object]:
    """Return a column as values of JSON.

    Examples
    --------
    >>> import datetime as dt
    >>> plain(pa.array([dt.date(2019, 12, 19), None]))
    ['2019-12-19', None]
    """
    if pa.types.is_date(values.type):
        values = values.cast(pa.string())
    return list(values.to_pylist())


STDIN = Text("error.table.stdin")
"""What standard input is called in messages."""


def rows(
    header: Sequence[str], batch: Batch, columns: Mapping[str, pa.Array]
) -> Iterator[dict[str, object]]:
    """Yield the rows of a batch with columns appended, as values of JSON."""
    names = [*header, *columns]
    lists = [plain(frames.plain(column)) for column in columns.values()]
    for cells, *added in zip(batch.cells, *lists, strict=True):
        yield dict(zip(names, [*cells, *added], strict=True))

"""Tables of events, read as they are needed, and what is written of their answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Generic, Protocol, TextIO, TypeVar

import pyarrow as pa

from geo.errors import GeoError
from geo.files.system import unread
from geo.inputs import delimited, located, parquet
from geo.inputs.answers import Counts, Lot, Options, TextWork, Work
from geo.query import written
from geo.query.annotate import Annotator, header

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")
Columns = dict[str, pa.Array]


class Stream(Protocol, Generic[Batch, Answer]):
    """A table that is read batch by batch.

    Attributes
    ----------
    batches_of_part : int
        So many make a part of a large file, which outlives a run that is stopped.
    is_large : bool
        Whether it has more than one part, about.
    size : int
        How far `position` comes; 0: unknown.
    """

    batches_of_part: int
    is_large: bool
    size: int

    @property
    def names(self) -> Mapping[str, str]:
        """Return what the columns that it gets are called."""

    def work(self, annotator: Annotator) -> Callable[[Lot], tuple[Answer, Counts]]:
        """Return what answers its lots."""

    def batches(self) -> Iterator[Batch]:
        """Yield the rows, some thousands at a time."""

    def lot(self, batch: Batch) -> Lot:
        """Return the questions of a batch."""

    def position(self) -> int:
        """Return how far it was read."""

    @contextmanager
    def writing(
        self, target: IO[bytes], annotator: Annotator, part: int | None = None
    ) -> Iterator[Callable[[Batch, Answer], object]]:
        """Yield what writes batches with their answers to a file, or a part of one."""

    def join(
        self, parts: Sequence[Path], target: IO[bytes], annotator: Annotator
    ) -> None:
        """Write a file of its parts, which were all written."""


class Csv:
    """A table of text, see `Stream`.

    Raises
    ------
    GeoError
        If it is none, or lacks a column.
    """

    batches_of_part = 50
    LARGE_BYTES = 100_000_000

    def __init__(self, source: Path, stream: TextIO, options: Options) -> None:
        self._stream, self._options = stream, options
        self.size = source.stat().st_size
        self.is_large = self.size > self.LARGE_BYTES
        self._table = table = delimited.Table(_lines(stream, source), str(source))
        if not table.header:
            raise GeoError("error.table.nothing", path=source)
        if not table.named:
            raise GeoError("error.table.no_header", path=source)
        names = delimited.legible("\0".join(table.header)).split("\0")
        self._batches = table.batches()
        sample: Sequence[Sequence[str]] = ()
        if not located.are_plain(names, options.columns):
            first = next(self._batches, delimited.Batch())
            self._batches = chain([first], self._batches)
            sample = first.cells[: located.SAMPLE]
        self._columns = located.columns(names, sample, options.columns, str(source))
        spans = "until" in self._columns.found
        self.names = header(table.header, spans=spans, wanted=options.wanted)

    def work(self, annotator: Annotator) -> TextWork:
        """Return what answers its lots."""
        options = self._options
        work = Work(annotator, self.names, options.order, options.language)
        return TextWork(work, self._table.delimiter)

    def batches(self) -> Iterator[delimited.Batch]:
        """Yield the rows."""
        return self._batches

    def lot(self, batch: delimited.Batch) -> Lot:
        """Return the questions of a batch."""
        cells, problems = self._columns.values(batch.cells)
        return Lot(cells, problems | self._columns.torn(batch))

    def position(self) -> int:
        """Return how many bytes were read."""
        return self._stream.buffer.tell() if self.size else 0

    @contextmanager
    def writing(
        self,
        target: IO[bytes],
        annotator: Annotator,  # noqa: ARG002 (its head names columns without types)
        part: int | None = None,
    ) -> Iterator[Callable[[delimited.Batch, list[str]], object]]:
        """Yield what writes batches with their answers."""
        if not part:
            target.write(_bytes(self._table.head(self.names.values())))
        yield lambda batch, texts: target.write(_bytes(self._table.text(batch, texts)))

    def join(
        self,
        parts: Sequence[Path],
        target: IO[bytes],
        annotator: Annotator,  # noqa: ARG002 (text has no types)
    ) -> None:
        """Write a file of its parts."""
        for part in parts:
            with part.open("rb") as file:
                copyfileobj(file, target, 1 << 20)


class Parquet:
    """A table of Parquet or GeoParquet, see `Stream`.

    Raises
    ------
    GeoError
        If it is none, or lacks a column.
    """

    batches_of_part = 8
    LARGE_ROWS = 1_000_000

    def __init__(self, source: Path, options: Options) -> None:
        self._options = options
        self._table = table = parquet.Table(source)
        self._columns = _columns(table, options.columns)
        spans = "until" in self._columns.found
        self.names = header(table.header, spans=spans, wanted=options.wanted)
        self.size = table.rows
        self.is_large = self.size > self.LARGE_ROWS
        self._read = 0

    def work(self, annotator: Annotator) -> Work:
        """Return what answers its lots."""
        options = self._options
        return Work(annotator, self.names, options.order, options.language)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows."""
        for batch in self._table.batches():
            self._read += batch.num_rows
            yield batch

    def lot(self, batch: pa.RecordBatch) -> Lot:
        """Return the questions of a batch."""
        columns = self._columns
        values = self._table.values(batch, columns.found, located=not columns.where)
        if columns.where is None:
            return Lot(values, {})
        rows = batch.select(columns.where.columns).to_pylist()
        points, problems = columns.points(rows)
        return Lot({**values, **points}, problems)

    def position(self) -> int:
        """Return how many rows were read."""
        return self._read

    @contextmanager
    def writing(
        self, target: IO[bytes], annotator: Annotator, part: int | None = None
    ) -> Iterator[Callable[[pa.RecordBatch, Columns], object]]:
        """Yield what writes batches with their answers; a part has the answers alone.

        A column of these stays a dictionary there: to write Parquet takes longest, and
        is done once.
        """
        none = pa.RecordBatch.from_pylist([], schema=self._table.schema)
        empty, _ = self.work(annotator)(self.lot(none))
        if part is None:
            with self._table.writing(target, empty) as write:
                yield write
        else:
            with pa.ipc.new_stream(target, _answers(empty).schema) as stream:
                yield lambda _, made: stream.write_batch(_answers(made))

    def join(
        self, parts: Sequence[Path], target: IO[bytes], annotator: Annotator
    ) -> None:
        """Write a file of its parts."""
        batches = self._table.batches()
        with self.writing(target, annotator) as write:
            for part in parts:
                with pa.OSFile(str(part)) as file, pa.ipc.open_stream(file) as answers:
                    for made in answers:
                        columns = dict(
                            zip(self.names.values(), made.columns, strict=True)
                        )
                        write(next(batches), columns)


def _columns(table: parquet.Table, chosen: Mapping[str, str | None]) -> located.Columns:
    """Return where a table of Parquet has its points and days."""
    path = str(table.path)
    if table.located or located.are_plain(table.header, chosen):
        found = written.columns(table.header, chosen, path, located=table.located)
        return located.Columns(table.header, found)
    first = next(table.batches(), None)
    sample = first.slice(0, located.SAMPLE).to_pylist() if first else []
    rows = [[*row.values()] for row in sample]
    return located.columns(table.header, rows, chosen, path)


@contextmanager
def csv(source: Path, options: Options) -> Iterator[Csv]:
    """Yield a table of text while it is open."""
    try:
        stream = source.open(encoding="utf-8", errors="surrogateescape", newline="")
    except OSError as error:
        raise unread(source, error) from error
    with stream:
        yield Csv(source, stream, options)


def _answers(columns: Columns) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([*columns.values()], names=[*columns])


def _lines(lines: Iterable[str], path: Path) -> Iterator[str]:
    """Yield lines; what keeps them from being read is one error."""
    try:
        yield from lines
    except OSError as error:
        raise unread(path, error) from error


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")

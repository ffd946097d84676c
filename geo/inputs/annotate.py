"""Annotates a file of events into another: in batches, so that memory stays flat."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from geo import files
from geo.errors import Either, FileError, GeoError, Text
from geo.inputs import delimited, parquet
from geo.query import annotate as query
from geo.query import written
from geo.query.atlas import Atlas
from geo.query.frames import plain
from geo.words import SOURCE

FORMS = {
    "csv": (".csv", ".tsv", ".tab", ".txt"),
    "parquet": (".parquet", ".geoparquet", ".pq"),
}
"""Endings of names by form."""

Progress = Callable[[int, int], None]
"""Is called with how much was done since, and how much there is in all (0: unknown)."""


@dataclass(frozen=True)
class Options:
    """How a table is read and answered.

    Attributes
    ----------
    columns : mapping of str to str
        Names of columns, by the keys of `geo.query.written.NAMES`.
    order : str
        One of `geo.query.written.ORDERS`.
    known_on : datetime.date or None
        As for `geo.query.who.Places.who`.
    language : str
        Of the column ``problem``.
    """

    columns: Mapping[str, str | None] = field(default_factory=dict)
    order: str = written.ISO
    known_on: dt.date | None = None
    language: str = SOURCE


@dataclass
class Counts:
    """What became of the rows of a table.

    Attributes
    ----------
    rows, unanswered, exchanged : int
        All; those that have no answer; those whose coordinates look exchanged.
    column : str
        The column that says why.
    """

    rows: int = 0
    unanswered: int = 0
    exchanged: int = 0
    column: str = "problem"

    def add(self, columns: Mapping[str, pa.Array]) -> None:
        """Count rows by what is appended to them."""
        camp, problem = (columns[name] for name in ("camp", "problem"))
        self.rows += len(camp)
        unanswered = camp.indices.null_count
        self.unanswered += unanswered
        self.exchanged += len(problem) - problem.null_count - unanswered

    def text(self) -> Text:
        """Return how many rows have no answer, as a sentence."""
        return Text(
            "cli.no_answer", count=self.unanswered, of=self.rows, column=self.column
        )


def annotate(
    source: Path,
    out: Path,
    load: Callable[[], Atlas],
    options: Options | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Counts:
    """Write a table with who held each point on its day.

    Parameters
    ----------
    source : pathlib.Path
        CSV, Parquet or GeoParquet, by its name, of any size.
    out : pathlib.Path
        Of the same form; replaced once all of it is there. It may be the source.
    load : callable
        Returns the atlas, once the table is known to be one.
    options : Options, optional
    progress : callable
        As `Progress`.

    Returns
    -------
    Counts

    Raises
    ------
    GeoError
        If the table cannot be read, lacks a column, or cannot be written; what was
        there before is then as it was.
    """
    options = options or Options()
    form = form_of(source)
    if not files.is_stream(out):
        if form_of(out) != form:
            endings = Either(FORMS[form])
            raise GeoError(
                "error.table.other_form", path=source, out=out, endings=endings
            )
        files.check(out)
    work = _csv if form == "csv" else _parquet
    return work(source, out, load, options, progress)


def form_of(path: Path) -> str:
    """Return the form of a file, one of `FORMS`, by its name.

    Raises
    ------
    GeoError
        If the name says none.

    Examples
    --------
    >>> form_of(Path("events.CSV"))
    'csv'
    """
    for form, endings in FORMS.items():
        if path.suffix.lower() in endings:
            return form
    endings = Either(ending for each in FORMS.values() for ending in each)
    raise GeoError("error.table.form", path=path, endings=endings)


class Answers:
    """What is appended to the batches of one table, and what became of its rows.

    Parameters
    ----------
    annotator : geo.query.annotate.Annotator
    header : iterable of str
        The table's own columns.
    found : mapping of str to int
        Where it has its points and days, as `geo.query.written.columns` returns it.
    language : str
        Of the column ``problem``.
    """

    def __init__(
        self,
        annotator: query.Annotator,
        header: Iterable[object],
        found: Mapping[str, int],
        language: str,
    ) -> None:
        self.names = query.header(header, spans="until" in found)
        self.counts = Counts(column=self.names["problem"])
        self._annotator, self._language = annotator, language

    def columns(self, questions: query.Questions) -> dict[str, pa.Array]:
        """Return the columns of a batch, as they are called in the table; count it."""
        made = self._annotator.columns(questions, self._language)
        self.counts.add(made)
        return {self.names[name]: values for name, values in made.items()}


def _csv(
    source: Path,
    out: Path,
    load: Callable[[], Atlas],
    options: Options,
    progress: Progress,
) -> Counts:
    with _reading(source) as stream:
        size = source.stat().st_size
        table = delimited.Table(_lines(stream, source), str(source))
        if not table.header:
            raise GeoError("error.table.nothing", path=source)
        if not table.named:
            raise GeoError("error.table.no_header", path=source)
        found = written.columns(table.header, options.columns, str(source))
        annotator, done = load().annotator(options.known_on), 0
        answers = Answers(annotator, table.header, found, options.language)
        with files.writing(out) as target:
            target.write(_bytes(table.head(answers.names.values())))
            for batch in table.batches():
                questions = delimited.questions(batch, found, options.order)
                target.write(_bytes(table.text(batch, answers.columns(questions))))
                at = stream.buffer.tell() if size else 0
                progress(at - done, size)
                done = at
    return answers.counts


def _parquet(
    source: Path,
    out: Path,
    load: Callable[[], Atlas],
    options: Options,
    progress: Progress,
) -> Counts:
    table = parquet.Table(source)
    found = written.columns(
        table.header, options.columns, str(source), located=table.located
    )
    annotator = load().annotator(options.known_on)
    answers = Answers(annotator, table.header, found, options.language)

    def made(batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = answers.columns(table.questions(batch, found, options.order))
        return parquet.appended(
            batch, {name: plain(values) for name, values in columns.items()}
        )

    empty = pa.RecordBatch.from_pylist([], schema=table.schema)
    first = made(empty)
    with (
        files.writing(out) as target,
        pq.ParquetWriter(target, first.schema) as writer,
    ):
        for batch in table.batches():
            writer.write_batch(made(batch))
            progress(batch.num_rows, table.rows)
    return answers.counts


@contextmanager
def _reading(path: Path) -> Iterator[TextIO]:
    try:
        stream = path.open(encoding="utf-8", errors="surrogateescape", newline="")
    except OSError as error:
        raise _unread(path, error) from error
    with stream:
        yield stream


def _lines(lines: Iterable[str], path: Path) -> Iterator[str]:
    """Yield lines; what keeps them from being read is one error."""
    try:
        yield from lines
    except OSError as error:
        raise _unread(path, error) from error


def _unread(path: Path, error: OSError) -> FileError:
    return FileError("error.files.unread", path=path, why=error.strerror or error)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")

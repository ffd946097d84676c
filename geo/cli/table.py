"""A table on standard input, printed with its answers: part of ``who``."""

import datetime as dt
import io
import sys
from collections.abc import Iterable
from itertools import chain

from geo.cli import output
from geo.cli.language import in_words, spoken
from geo.inputs import delimited, located
from geo.inputs.answers import Answers
from geo.query import atlas as atlases
from geo.query import written
from geo.query.annotate import header
from geo.query.questions import Questions
from geo.records.store import Origin


def answered(  # noqa: PLR0913 (all but two are options)
    text: str,
    records: Origin,
    order: str,
    known_on: dt.date | None,
    *,
    as_json: bool,
    as_csv: bool,
) -> bool:
    """Print a table with its answers, unless the text is lines of bare questions.

    Raises
    ------
    PlaceError
        If it names columns, but not those of a point and a day, or one twice.
    """
    table = delimited.Table(io.StringIO(text, newline=""), delimited.STDIN)
    if not table.named:
        return False
    batches = table.batches()
    first = next(batches, delimited.Batch())
    columns = located.columns(
        table.header, first.cells[: located.SAMPLE], where=delimited.STDIN
    )
    bare = [*columns.found.values()] == [*range(len(table.header))]
    if bare and not table.before and not as_csv and order == written.ISO:
        return False
    annotator = atlases.load(records).annotator(known_on)
    names = header(table.header, spans="until" in columns.found)
    answers = Answers(annotator, names, spoken())
    asked = (
        (batch, columns.questions(batch, order)) for batch in chain([first], batches)
    )
    _print(table, asked, answers, as_json=as_json)
    return True


def _print(
    table: delimited.Table,
    asked: Iterable[tuple[delimited.Batch, Questions]],
    answers: Answers,
    *,
    as_json: bool,
) -> None:
    """Print a table with its answers, as it came; say how many rows have none."""
    if not as_json:
        print(table.head(answers.names.values()), end="")
    for batch, questions in asked:
        made = answers.columns(questions)
        if as_json:
            for row in delimited.rows(table.header, batch, made):
                output.print_json(row)
        else:
            texts = delimited.added(made, table.delimiter)
            print(table.text(batch, texts), end="")
    if answers.counts.unanswered:
        print(in_words(answers.counts.text()), file=sys.stderr)

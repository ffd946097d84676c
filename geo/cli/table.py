"""A table on standard input, printed with its answers: part of ``who``."""

import datetime as dt
import io
import sys

from geo.cli import output
from geo.cli.language import in_words, spoken
from geo.inputs import delimited
from geo.inputs.answers import Answers
from geo.query import atlas as atlases
from geo.query import written
from geo.query.annotate import header
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
    columns = written.columns(table.header, where=delimited.STDIN)
    bare = [*columns.values()] == [*range(len(table.header))]
    if bare and not table.before and not as_csv and order == written.ISO:
        return False
    annotator = atlases.load(records).annotator(known_on)
    names = header(table.header, spans="until" in columns)
    answers = Answers(annotator, names, spoken())
    _print(table, columns, order, answers, as_json=as_json)
    return True


def _print(
    table: delimited.Table,
    columns: dict[str, int],
    order: str,
    answers: Answers,
    *,
    as_json: bool,
) -> None:
    """Print a table with its answers, as it came; say how many rows have none."""
    if not as_json:
        print(table.head(answers.names.values()), end="")
    for batch in table.batches():
        made = answers.columns(delimited.questions(batch, columns, order))
        if as_json:
            for row in delimited.rows(table.header, batch, made):
                output.print_json(row)
        else:
            texts = delimited.added(made, table.delimiter)
            print(table.text(batch, texts), end="")
    if answers.counts.unanswered:
        print(in_words(answers.counts.text()), file=sys.stderr)

"""A table on standard input, printed with its answers: part of ``who``."""

import datetime as dt
import io
import sys
from pathlib import Path

from geo.cli import output
from geo.cli.language import in_words, spoken
from geo.inputs import annotate as tables
from geo.inputs import delimited
from geo.query import annotate, written
from geo.query import atlas as atlases
from geo.query.annotate import Annotator


def answered(  # noqa: PLR0913 (all but two are options)
    text: str,
    records: Path,
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
    if bare and not as_csv and order == written.ISO:
        return False
    annotator = atlases.load(records).annotator(known_on)
    _print(table, columns, order, annotator, as_json=as_json)
    return True


def _print(
    table: delimited.Table,
    columns: dict[str, int],
    order: str,
    annotator: Annotator,
    *,
    as_json: bool,
) -> None:
    """Print a table with its answers, as it came; say how many rows have none."""
    names = annotate.header(table.header, spans="until" in columns)
    counts = tables.Counts(column=names["problem"])
    if not as_json:
        print(table.head(names.values()), end="")
    for batch in table.batches():
        asked = delimited.asked(batch, columns, order)
        made = annotator.columns(asked, spoken())
        counts.add(made)
        if as_json:
            made = {names[name]: values for name, values in made.items()}
            for row in delimited.rows(table.header, batch, made):
                output.print_json(row)
        else:
            print(table.text(batch, made), end="")
    if counts.unanswered:
        print(in_words(counts.text()), file=sys.stderr)

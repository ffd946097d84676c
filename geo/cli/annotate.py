"""The command ``annotate``: who held each point of a file of events on its day."""

import datetime as dt
import sys
from pathlib import Path

import click
from tqdm import tqdm

from geo.cli import dask, options
from geo.cli.command import command, option
from geo.cli.language import in_words, spoken
from geo.errors import Text
from geo.inputs import annotate as tables
from geo.inputs.answers import Options
from geo.query import atlas as atlases
from geo.query.annotate import COLUMNS
from geo.query.annotate import chosen as answers
from geo.records.store import Origin


@command("cli.about.annotate", "cli.more.annotate")
@click.argument("source", type=click.Path(path_type=Path), metavar="IN")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@option("--lat", metavar="COLUMN", about="cli.help.lat")
@option("--lon", metavar="COLUMN", about="cli.help.lon")
@option("--date", metavar="COLUMN", about="cli.help.date_column")
@option("--until", metavar="COLUMN", about="cli.help.until_column")
@option(
    "--columns", "wanted", default="", metavar="NAMES", about="cli.help.columns_wanted"
)
@options.orders
@options.known_on
@options.records
@dask.option
@options.speech
def annotate(  # noqa: PLR0913, PLR0917 (each is an option)
    source: Path,
    out: Path,
    wanted: str,
    order: str,
    known_on: dt.date | None,
    cluster: str | None,
    records: Origin,
    **columns: str | None,
) -> None:
    """Give a file of events back with who held each place on its day."""
    names = [name for part in wanted.split(",") if (name := part.strip())]
    only = answers(names or COLUMNS)
    chosen = Options(columns, order, known_on, spoken(), only)
    with (
        dask.spreading(cluster) as spread,
        tqdm(
            desc=in_words(Text("cli.annotating")),
            bar_format="{desc} {percentage:3.0f}% |{bar}| {elapsed}<{remaining}",
            disable=None,  # but on a terminal
            leave=False,
        ) as bar,
    ):

        def progress(done: int, of: int) -> None:
            bar.total = of or None
            bar.update(done)

        counts = tables.annotate(
            source, out, lambda: atlases.load(records), chosen, progress, spread or map
        )
    lines = [Text("cli.annotated", path=out, count=counts.rows)]
    if counts.before:
        lines.append(Text("cli.answered_before", count=counts.before))
    if counts.unanswered:
        lines.append(counts.text())
    if counts.exchanged:
        lines.append(
            Text("cli.exchanged", count=counts.exchanged, column=counts.column)
        )
    for text in lines:
        print(in_words(text), file=sys.stderr)

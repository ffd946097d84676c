"""The command ``export-sql``: tables and a query for other databases."""

import datetime as dt
from pathlib import Path

import click

from geo.cli import options
from geo.cli.command import command, option
from geo.cli.language import in_words
from geo.errors import Text
from geo.export import sql
from geo.query import atlas as atlases
from geo.records.store import Origin


@command("cli.about.export_sql", "cli.more.export_sql")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@option("--into", type=options.address, metavar="URL", about="cli.help.into")
@options.known_on
@options.records
@options.speech
def export_sql(
    folder: Path, into: str | None, known_on: dt.date | None, records: Origin
) -> None:
    """Write the atlas as tables of Parquet, with a query in SQL."""
    atlas = atlases.load(records)
    annotator = atlas.annotator(known_on)
    if into:
        from geo.optional import answers  # noqa: PLC0415 (an extra)

        answers.load(into, sql.tables(atlas, annotator))
    written = sql.write(folder, atlas, annotator)
    print(in_words(Text("cli.exported", count=len(written), folder=folder)))

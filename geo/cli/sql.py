"""The command ``export-sql``: tables and a query for other databases."""

import datetime as dt
from pathlib import Path

import click

from geo.cli import options
from geo.cli.command import command
from geo.cli.language import in_words
from geo.errors import Text
from geo.export import sql
from geo.query import atlas as atlases


@command("cli.about.export_sql", "cli.more.export_sql")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@options.known_on
@options.records
@options.speech
def export_sql(folder: Path, known_on: dt.date | None, records: Path) -> None:
    """Write the atlas as tables of Parquet, with a query in SQL."""
    atlas = atlases.load(records)
    written = sql.write(folder, atlas, atlas.annotator(known_on))
    print(in_words(Text("cli.exported", count=len(written), folder=folder)))

"""The commands ``stats`` and ``brief``: what each camp held on a day."""

import datetime as dt

import click

from geo.cli import options, output
from geo.cli.command import command, option
from geo.cli.language import usage_error
from geo.query import areas
from geo.query import atlas as atlases
from geo.query import brief as briefs
from geo.query import stats as query
from geo.records.store import Origin
from geo.words import long_day


@command("cli.about.stats", "cli.more.stats")
@options.day(required=False)
@options.day_option("--from", "first", "cli.help.series_from")
@options.day_option("--to", "last", "cli.help.series_to")
@option(
    "--step",
    "step",
    type=click.IntRange(1),
    default=atlases.STEP_DAYS,
    show_default=True,
    metavar="DAYS",
    about="cli.help.series_step",
)
@options.known_on
@options.answer
@options.records
def stats(  # noqa: PLR0913, PLR0917 (each is an option)
    day: dt.date | None,
    first: dt.date | None,
    last: dt.date | None,
    step: int,
    known_on: dt.date | None,
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show how much ground and what sites each camp held."""
    if day is not None and (first or last):
        raise usage_error("error.cli.date_and_series")
    if last is not None and first is None:
        raise usage_error("error.cli.to_alone")
    atlas = atlases.load(records).known_on(known_on)
    days = [query.stats(atlas, day or atlas.records.newest)]
    if first is not None:
        end = last or atlas.records.newest
        days = list(query.series(atlas, first, end, step))
    if as_json:
        for one in days:
            output.print_json(one.as_json())
    elif as_csv:
        rows = (row for one in days for row in one.rows())
        output.print_rows(rows, query.COLUMNS, as_json=False)
    else:
        for one in days:
            print(long_day(one.day, language))
            _print_table(one, language)
        print(areas.method(language))


def _print_table(figures: query.Stats, language: str) -> None:
    head, *rows = briefs.table(figures, language)
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, *rows):
        first, *cells = (f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True))
        print("  ".join([first, *cells]).rstrip())


@command("cli.about.brief", "cli.more.brief")
@options.day(required=False)
@options.known_on
@options.answer
@options.records
def brief(  # noqa: PLR0913 (each is an option)
    day: dt.date | None,
    known_on: dt.date | None,
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Tell a day in a few sentences, with a table and sources."""
    atlas = atlases.load(records).known_on(known_on)
    summary = briefs.brief(atlas, day or atlas.records.newest, language)
    if as_json:
        output.print_json(summary.as_json())
    elif as_csv:
        output.print_rows(summary.stats.rows(), query.COLUMNS, as_json=False)
    else:
        _print_brief(summary)


def _print_brief(summary: briefs.Brief) -> None:
    numbers = {source: n for n, source in enumerate(summary.source_ids, 1)}
    for sentence in summary.sentences:
        marks = "".join(f"[{numbers[source]}]" for source in sentence.source_ids)
        print(f"{sentence.text} {marks}".rstrip())
    print()
    _print_table(summary.stats, summary.language)
    print()
    for number, source in enumerate(summary.sources, 1):
        print(f"[{number}] {output.cited(source)}")

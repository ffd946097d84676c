"""The command ``revised``: what later sources changed in what was known of a day."""

import datetime as dt
from collections.abc import Iterator

from geo.cli import options, output
from geo.cli.command import command
from geo.query import atlas as atlases
from geo.query import revised as query
from geo.records.store import Origin
from geo.web.sentences import side
from geo.words import say


@command("cli.about.revised", "cli.more.revised")
@options.day(required=False)
@options.day_option(
    "--as-known-on",
    "known_on",
    "cli.help.revised_known_on",
    required=True,
)
@options.answer
@options.records
def revised(  # noqa: PLR0913 (each is an option)
    day: dt.date | None,
    known_on: dt.date,
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show what later sources changed in what was known of a day."""
    atlas = atlases.load(records)
    day = day or atlas.records.newest
    revisions = query.revised(atlas, day, known_on)
    if as_json or as_csv:
        rows = (one.as_json() if as_json else one.as_row() for one in revisions)
        output.print_rows(rows, query.COLUMNS, as_json=as_json)
        return
    count = len(revisions)
    print(say("revised.count", language, count=count, day=day, known=known_on))
    for one in revisions:
        print("\n".join(_lines(one, language)))


def _lines(one: query.Revision, language: str) -> Iterator[str]:
    before, after = (
        side(each, language, attack=True) for each in (one.before, one.after)
    )
    line = say(
        "revised.line",
        language,
        place=one.name[language],
        before=before,
        after=after,
    )
    yield line + (say("revised.later", language) if one.later else "")
    for source in one.sources:
        yield f"  {output.cited(source)}"

"""The command ``find``: search by name or coordinate."""

import click

from geo.cli import options, output
from geo.cli.command import command, option
from geo.errors import PlaceError
from geo.query import atlas as atlases
from geo.query.find import MOST
from geo.query.findable import KINDS, POINT, Hit
from geo.records.store import Origin
from geo.web import sentences
from geo.words import columns, say

COLUMNS = (
    "kind",
    "id",
    *columns("name"),
    "spelling",
    "what",
    "lat",
    "lon",
    "score",
    "swapped",
)


@command("cli.about.find", "cli.more.find", context_settings=options.NEGATIVE)
@click.argument("text", nargs=-1, required=True)
@option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, about="cli.help.kind"
)
@option(
    "--most",
    type=click.IntRange(1),
    default=MOST,
    show_default=True,
    metavar="NUMBER",
    about="cli.help.most",
)
@options.answer
@options.records
def find(  # noqa: PLR0913 (each is an option)
    text: tuple[str, ...],
    kinds: tuple[str, ...],
    most: int,
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Find a place, agreement, actor, line, story or coordinate."""
    query = " ".join(text)
    hits = atlases.load(records).finder.find(query, kinds or KINDS, most)
    if not hits:
        raise PlaceError("error.cli.nothing_called", query=query)
    if as_json or as_csv:
        output.print_rows((hit.as_json() for hit in hits), COLUMNS, as_json=as_json)
        return
    for hit in hits:
        print(_hit_line(hit, language))


def _hit_line(hit: Hit, language: str) -> str:
    name = hit.name[language]
    if hit.kind == POINT:
        if not hit.swapped:
            return say("find.point", language, name=name)
        meant = ", ".join(reversed(name.split(", ")))
        return say("find.swapped", language, name=name, meant=meant)
    line = f"{name}: {sentences.kind(hit, language)} ({hit.item_id})"
    if hit.spelling not in hit.name.values() and hit.spelling != hit.item_id:
        line += say("find.spelling", language, spelling=hit.spelling)
    if hit.lat is not None:
        line += say("find.where", language, lat=f"{hit.lat:.4f}", lon=f"{hit.lon:.4f}")
    return line

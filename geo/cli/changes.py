"""The command ``changes``: which places changed hands between two days."""

import datetime as dt
from collections.abc import Iterator

import click

from geo.cli import options, output
from geo.cli.command import command, option
from geo.dates import RECENT_DAYS, parse_day
from geo.errors import Text
from geo.query import atlas as atlases
from geo.query import changes as query
from geo.query import districts
from geo.query.areas import Area, rounded, sentence
from geo.records.store import Origin
from geo.style.layers import CAMPS
from geo.web import held
from geo.web.sentences import side
from geo.words import in_language, number, say


@command("cli.about.changes", Text("cli.more.changes", days=RECENT_DAYS))
@click.argument("first", required=False, type=parse_day, metavar="[FROM]")
@click.argument("last", required=False, type=parse_day, metavar="[TO]")
@option("--camp", type=click.Choice(CAMPS), about="cli.help.camp")
@option("--district", metavar="NAME", about="cli.help.district")
@options.known_on
@options.answer
@options.records
def changes(  # noqa: PLR0913, PLR0917 (each is an option)
    first: dt.date | None,
    last: dt.date | None,
    camp: str | None,
    district: str | None,
    known_on: dt.date | None,
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show which places changed hands between two days."""
    where = districts.named(district).district_id if district else None
    atlas = atlases.load(records).known_on(known_on)
    usual = query.usual_days(atlas)
    first, last = first or usual[0], last or usual[1]
    gains = query.changes(atlas, first, last, camp, where)
    if as_json or as_csv:
        rows = (one.as_json() if as_json else one.as_row() for one in gains)
        output.print_rows(rows, query.COLUMNS, as_json=as_json)
        return
    count = say("changes.count", language, count=len(gains), first=first, last=last)
    print(count)
    for of, (near, most) in query.totals(gains).items():
        print(f"  {_total(of, near, most, language)}")
    for change in gains:
        print("\n".join(_lines(change, language)))


def _total(camp: str, near: float, most: float, language: str) -> str:
    """Return what a camp gained or lost in all."""
    areas = (_more(km2, language) for km2 in (near, most))
    values = dict(zip(("near", "most"), areas, strict=True))
    return say(
        "changes.net", language, camp=say(f"camp.short.{camp}", language), **values
    )


def _more(km2: float, language: str) -> str:
    if not round(km2):
        return say("changes.same", language)
    near, _ = rounded(Area(abs(km2), abs(km2), 0))
    key = "changes.more" if km2 > 0 else "changes.less"
    return say(key, language, km2=number(near, language, 0))


def _lines(change: query.Change, language: str) -> Iterator[str]:
    day = held.moment(change.moment, language)
    sides = [side(one, language) for one in (change.before, change.after)]
    key = "changes.returned" if change.returned else "changes.change"
    yield say(
        key,
        language,
        day=day,
        place=change.name[language],
        before=sides[0],
        after=sides[1],
    )
    area = Area(change.near_km2, change.with_nominal_km2, 1)
    text = sentence(area, language)
    if change.people is not None:
        text += say("changes.people", language, count=change.people)
    yield f"  {text}"
    confidence = say(f"map.confidences.{change.confidence}", language)
    yield f"  {say('map.confidence', language)}: {confidence}"
    cause = in_language(change.cause, language)
    yield f"  {say('changes.cause', language)}: {cause}"
    for source in change.sources:
        yield f"  {output.cited(source)}"

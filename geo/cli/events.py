"""The commands ``events`` and ``relations``: what happened, and who backed whom."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import click

from geo.cli import options, output
from geo.cli.command import command, option
from geo.cli.language import usage_error
from geo.dates import RECENT_DAYS, check_past, parse_day
from geo.errors import Text
from geo.query import atlas as atlases
from geo.query import events as query
from geo.query import relations as backing
from geo.query.atlas import Atlas
from geo.query.changes import usual_days
from geo.query.place import place_named
from geo.records.rows import names_of, notes_of
from geo.records.store import Origin
from geo.records.tables.agreements import EVENT_KINDS, RELATION_KINDS, Event
from geo.style import EVENT_DAYS
from geo.words import LANGUAGES, by_column, columns, listed, long_day, named, say

RELATION_COLUMNS = (
    "relation_id",
    "kind",
    "backer",
    *columns("backer"),
    "backed",
    *columns("backed"),
    "since",
    "until",
    "last_seen",
    "confidence",
    *columns("note"),
    "source_ids",
)


@command("cli.about.events", Text("cli.more.events", days=RECENT_DAYS))
@click.argument("first", required=False, type=parse_day, metavar="[FROM]")
@click.argument("last", required=False, type=parse_day, metavar="[TO]")
@options.day(required=False)
@option(
    "--kind",
    "kinds",
    type=click.Choice(EVENT_KINDS),
    multiple=True,
    about="cli.help.kind",
)
@option("--place", "where", metavar="NAME", about="cli.help.place")
@options.known_on
@options.answer
@options.records
def events(  # noqa: PLR0913, PLR0917 (each is an option)
    first: dt.date | None,
    last: dt.date | None,
    day: dt.date | None,
    kinds: tuple[str, ...],
    where: str | None,
    known_on: dt.date | None,
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show what happened from one day to another."""
    if day is not None and first is not None:
        raise usage_error("error.cli.date_and_span")
    if day is not None:
        check_past(day)
        first, last = day - dt.timedelta(days=EVENT_DAYS - 1), day
    atlas = atlases.load(records).known_on(known_on)
    usual = usual_days(atlas)
    first, last = first or usual[0], last or usual[1]
    place_id = place_named(atlas, where).place_id if where else None
    matches = query.events(atlas, first, last, kinds, place_id)
    if as_json or as_csv:
        rows = (query.as_json(atlas, event) for event in matches)
        output.print_rows(rows, query.COLUMNS, as_json=as_json)
        return
    print(say("events.count", language, count=len(matches), first=first, last=last))
    for event in matches:
        print("\n".join(_lines(atlas, event, language)))


def _lines(atlas: Atlas, event: Event, language: str) -> Iterator[str]:
    days = long_day(event.start, language)
    last = event.end - query.ONE_DAY
    if last > event.start:
        days = say("held.days", language, start=days, end=last)
    about = [say(f"event_kind.{event.kind}", language)]
    if event.place_id:
        about.append(named(atlas.records.place_of[event.place_id], language))
    if event.confidence == "low":
        about.append(say("panel.low", language))
    title = named(event, language, "title")
    yield f"{days}: {title} ({listed(about, language)})"
    for source in atlas.sources(event.source_ids):
        yield f"  {output.cited(source)}"


@command("cli.about.relations", "cli.more.relations")
@options.day()
@option(
    "--kind",
    "kinds",
    type=click.Choice(RELATION_KINDS),
    multiple=True,
    about="cli.help.kind",
)
@options.known_on
@options.answer
@options.records
def relations(  # noqa: PLR0913 (each is an option)
    day: dt.date,
    kinds: tuple[str, ...],
    known_on: dt.date | None,
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show who backed whom on a day, and who mediated between whom."""
    check_past(day)
    atlas = atlases.load(records).known_on(known_on)
    matches = [
        relation
        for relation in backing.relations_on(atlas.records, day)
        if not kinds or relation.kind in kinds
    ]
    if as_json or as_csv:
        rows = (_relation(atlas, relation) for relation in matches)
        output.print_rows(rows, RELATION_COLUMNS, as_json=as_json)
        return
    key = "relations.on" if matches else "panel.no_relations"
    print(say(key, language, day=day))
    for relation in matches:
        print(_sentence(atlas, relation, language))
        for source in atlas.sources(relation.source_ids):
            print(f"  {output.cited(source)}")


def _sentence(atlas: Atlas, relation: backing.Relation, language: str) -> str:
    key = "mediation" if relation.kind == "mediation" else "backing"
    kind = say(f"relation_kind.{relation.kind}", language)
    if relation.confidence == "low":
        kind = listed([kind, say("panel.low", language)], language)
    backed = [_name(atlas, actor, language) for actor in relation.backed]
    return say(
        f"relations.{key}",
        language,
        kind=kind,
        backer=_name(atlas, relation.backer, language),
        backed=listed(backed, language, "and"),
        since=relation.since,
        seen=relation.last_seen,
    )


def _name(atlas: Atlas, actor_id: str, language: str) -> str:
    return named(atlas.records.actor_of[actor_id], language)


def _relation(atlas: Atlas, relation: backing.Relation) -> dict[str, Any]:
    """Return a relation as plain values."""
    names = {
        actor: names_of(atlas.records.actor_of[actor])
        for actor in (relation.backer, *relation.backed)
    }
    row: dict[str, Any] = {
        "relation_id": relation.relation_id,
        "kind": relation.kind,
        "backer": relation.backer,
    }
    row |= by_column("backer", names[relation.backer])
    row["backed"] = list(relation.backed)
    for code in LANGUAGES:
        row[f"backed_{code}"] = [names[actor][code] for actor in relation.backed]
    return row | {
        "since": relation.since.isoformat(),
        "until": relation.until.isoformat() if relation.until else None,
        "last_seen": relation.last_seen.isoformat(),
        "confidence": relation.confidence,
        **by_column("note", notes_of(relation)),
        "source_ids": list(relation.source_ids),
    }

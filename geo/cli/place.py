"""The command ``place``: a place on a day, and its whole history."""

import datetime as dt
from collections.abc import Iterator

import click

from geo.cli import options, output
from geo.cli.command import command
from geo.control.holding import Moment
from geo.query import atlas as atlases
from geo.query import place as query
from geo.query.place import Card, Cited, Hold
from geo.query.standing import key
from geo.records.store import Origin
from geo.web import held, sentences
from geo.words import LANGUAGES, SOURCE, columns, long_day, named, say

COLUMNS = (
    "place_id",
    *columns("name"),
    "camp",
    *columns("actor"),
    "since",
    "until",
    "precision",
    "source_ids",
)
"""Of the history of holders, which is what ``--csv`` gives."""


@command("cli.about.place", "cli.more.place", context_settings=options.NEGATIVE)
@click.argument("name", nargs=-1, required=True)
@options.day(required=False)
@options.known_on
@options.answer
@options.records
def place(  # noqa: PLR0913 (each is an option)
    name: tuple[str, ...],
    day: dt.date | None,
    known_on: dt.date | None,
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show who holds a place, since when, and all that happened there."""
    atlas = atlases.load(records).known_on(known_on)
    match = query.place_named(atlas, " ".join(name))
    card = query.card(atlas, match.place_id, day or atlas.records.newest)
    if as_json:
        texts = {
            f"sentence_{code}": sentences.sentence(card, code, known_on)
            for code in LANGUAGES
        }
        output.print_json(card.as_json() | texts | {"address": sentences.address(card)})
    elif as_csv:
        output.print_rows(_rows(card), COLUMNS, as_json=False)
    else:
        print("\n".join(_lines(card, language, known_on)))


def _rows(card: Card) -> Iterator[dict[str, object]]:
    whole = card.as_json()
    for hold in whole["holds"]:
        yield {**{name: whole[name] for name in COLUMNS[:3]}, **hold}


def _lines(card: Card, language: str, known_on: dt.date | None = None) -> Iterator[str]:
    place = card.place
    yield sentences.sentence(card, language, known_on)
    kind = say(f"place_kind.{place.kind}", language)
    yield say(
        "place.lies",
        language,
        kind=kind,
        district=card.district.name[language],
        lat=f"{place.lat:.4f}",
        lon=f"{place.lon:.4f}",
        km=place.location_accuracy_km,
    )
    yield from _sources(card.located_by, language)
    yield f"{say('place.state_sources', language)}:"
    yield from _sources(card.cited, language)
    yield from _disputed(card, language)
    yield f"{say('place.holders', language)}:"
    for hold in card.holds:
        yield f"  {_hold(hold, language)}"
    if card.events:
        yield f"{say('page.tabs.events', language)}:"
    for event in card.events:
        title = named(event, language, "title")
        yield f"  {long_day(event.start, language)}: {title}"
    if card.agreements:
        yield f"{say('page.tabs.agreements', language)}:"
    for standing in card.agreements:
        status = standing.statuses[0]
        state = say(key(status.status, standing.kind), language)
        since = say("panel.since", language)
        yield f"  {standing.name[language]}: {state} {since} {status.date}"
    yield sentences.address(card)


def _disputed(card: Card, language: str) -> Iterator[str]:
    """Yield where sources differ on the state: what is followed, and the rest."""
    disputed, state = card.disputed, card.state
    if disputed is None or state is None:
        return
    camp = say(f"camp.{state.camp}", language)
    holder = state.actor[language] if state.actor else camp
    yield f"{say('disputed.head', language)}:"
    yield f"  {say('disputed.followed', language, holder=holder, day=state.since)}"
    yield f"  {disputed.text.get(language, disputed.text[SOURCE])}"
    by_id = {one.source_id: one.source for one in card.cited}
    for name, ids in (("named", disputed.named), ("further", disputed.further)):
        if ids:
            yield f"  {say(f'disputed.{name}', language)}"
        for source_id in ids:
            yield f"    {output.cited(by_id[source_id])}"


def _sources(cited: tuple[Cited, ...], language: str) -> Iterator[str]:
    for one in cited:
        weak = f" ({say('place.weak', language)})" if one.weak else ""
        yield f"  {output.cited(one.source)}{weak}"


def _hold(hold: Hold, language: str) -> str:
    since = held.began(Moment(hold.since, hold.precision), language)
    camp = say(f"camp.short.{hold.camp}", language)
    who = camp
    if hold.actor:
        who = f"{hold.actor[language]} ({camp})"
    return f"{since}: {who}"

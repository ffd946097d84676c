"""The page of an actor: its camp, what it held and when, its agreements and backers."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from geo.control.cells import Spell
from geo.control.holding import Moment
from geo.export.site import links, pieces
from geo.export.site.links import Here
from geo.export.site.shell import Page
from geo.query.atlas import Atlas
from geo.records.tables.agreements import Agreement, Relation
from geo.records.tables.control import CAMPS, Actor
from geo.web import held
from geo.web.pieces import bdi, cited, escape, note, side
from geo.words import named, say

Held = Mapping[str, Sequence[tuple[Spell, dt.date | None]]]
"""By actor what it held of places with claims of their own: the first spell of each
time without a break, and the first day after its last."""


def held_by(atlas: Atlas) -> dict[str, list[tuple[Spell, dt.date | None]]]:
    """Return what each actor held, see `Held`."""
    found: dict[str, list[tuple[Spell, dt.date | None]]] = {}
    for place_id, spells in atlas.spells.items():
        if atlas.donors[place_id] != place_id:
            continue
        for actor, run in groupby(spells, key=lambda one: one.claim.actor_id):
            together = list(run)
            found.setdefault(actor, []).append((together[0], together[-1].end))
    return found


def page(atlas: Atlas, actor: Actor, held: Held, language: str) -> Page:
    """Return the page of an actor."""
    here = Here(language, links.page(language, "actor", actor.actor_id))
    name, ways = named(actor, language), say("site.ways.actor", language)
    body = [
        f'<p class="crumbs">{here.link("actor", "", ways)}</p><h1>{escape(name)}</h1>',
        pieces.sheet(_facts(atlas, here, actor)),
        note(actor, language) if actor.note else "",
        *_places(atlas, here, held.get(actor.actor_id, ())),
        *_agreements(atlas, here, actor),
        *_relations(atlas, here, actor),
    ]
    return Page(
        here,
        title=name,
        about=say("site.about.actor", language, name=name),
        body="\n".join(filter(None, body)),
        name="actor",
        data=f"{links.API}/actor/{actor.actor_id}.json",
    )


def _facts(atlas: Atlas, here: Here, actor: Actor) -> Iterator[tuple[str, str]]:
    language = here.language
    unknown = escape(say("site.not_on_record", language))
    yield say("site.facts.camp", language), _camp(actor, language)
    since = bdi(actor.valid_from) if actor.valid_from else unknown
    until = escape(say("map.no_later", language))
    if actor.valid_to:
        until = bdi(actor.valid_to)
    yield say("map.since", language), since
    yield say("site.facts.until", language), until
    if actor.successor:
        yield (
            say("site.facts.successor", language),
            pieces.actors(here, atlas, [actor.successor]),
        )


def _camp(actor: Actor, language: str) -> str:
    """Return the camp of an actor behind its colour; of others what they are."""
    if actor.camp not in CAMPS:
        return escape(say(f"site.camps.{actor.camp}", language))
    return side(actor.camp, say(f"camp.short.{actor.camp}", language))


def _places(
    atlas: Atlas, here: Here, times: Sequence[tuple[Spell, dt.date | None]]
) -> Iterator[str]:
    """Yield what an actor held, place by place, what it still has first."""
    language = here.language
    if not times:
        return
    yield pieces.heading(say("site.held", language))
    places = atlas.records.place_of
    order = sorted(
        times,
        key=lambda one: (
            one[1] is not None,
            named(places[one[0].place_id], language).casefold(),
            one[0].start,
        ),
    )
    rows = []
    for spell, end in order:
        since = Moment(spell.start, spell.claim.start_precision)
        name = named(places[spell.place_id], language)
        last = say("map.no_later", language)
        if end is not None:
            last = say("held.until", language, day=end)
        rows.append(
            [
                here.link("place", spell.place_id, name),
                bdi(held.began(since, language)),
                bdi(last),
                cited(atlas.sources(spell.claim.source_ids[:MOST_SOURCES]), language),
            ]
        )
    head = [say(f"site.columns.{name}", language) for name in COLUMNS]
    yield pieces.table(head, rows, say("site.held", language), stacks=True)


COLUMNS = ("place", "since", "until", "sources")
MOST_SOURCES = 2
"""The most sources beside each time; the page of the place lists all."""


def _agreements(atlas: Atlas, here: Here, actor: Actor) -> Iterator[str]:
    rows: Iterable[Agreement] = [
        one for one in atlas.records.agreements if actor.actor_id in one.parties
    ]
    if rows:
        yield pieces.heading(say("page.tabs.agreements", here.language))
        yield pieces.items(
            here.link("agreement", one.agreement_id, named(one, here.language))
            for one in rows
        )


def _relations(atlas: Atlas, here: Here, actor: Actor) -> Iterator[str]:
    """Yield whom an actor backed, who backed it, and between whom it mediated."""
    found: list[Relation] = [
        one
        for one in atlas.records.relations
        if actor.actor_id in (one.backer, *one.backed)
    ]
    if not found:
        return
    language = here.language
    yield pieces.heading(say("panel.ways.relations", language))
    rows = []
    for one in found:
        until = escape(say("map.no_later", language))
        time = f"{bdi(one.start)} – {bdi(one.end) if one.end else until}"
        rows.append(
            [
                pieces.actors(here, atlas, [one.backer]),
                escape(say(f"relation_kind.{one.kind}", language)),
                pieces.actors(here, atlas, one.backed),
                time,
                note(one, language) + cited(atlas.sources(one.source_ids), language),
            ]
        )
    head = [say(f"site.columns.{name}", language) for name in RELATION_COLUMNS]
    yield pieces.table(head, rows, say("panel.ways.relations", language), stacks=True)


RELATION_COLUMNS = ("backer", "how", "backed", "time", "evidence")


def index(atlas: Atlas, held: Held, language: str) -> Page:
    """Return the list of all actors, those that held most first."""
    here = Here(language, links.page(language, "actor"))
    title = say("site.ways.actor", language)
    rows = []
    for actor in sorted(
        atlas.records.actors, key=lambda one: -len(held.get(one.actor_id, ()))
    ):
        times = held.get(actor.actor_id, ())
        now = sum(end is None for _, end in times)
        name = here.link("actor", actor.actor_id, named(actor, language))
        rows.append(
            [
                name,
                _camp(actor, language),
                bdi(len({one.place_id for one, _ in times})),
                bdi(now),
            ]
        )
    about = say("site.lists.actor", language, count=len(rows), day=atlas.records.newest)
    head = [say(f"site.columns.{column}", language) for column in INDEX_COLUMNS]
    body = f"<h1>{escape(title)}</h1><p>{escape(about)}</p>"
    return Page(here, title, about, body + pieces.table(head, rows, title), "actor")


INDEX_COLUMNS = ("actor", "camp", "ever", "now")

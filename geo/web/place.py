"""The card of a place: who holds it, since when, on what evidence, who did before."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from geo import dates
from geo.agreements import Standing
from geo.dates import SPAN_START
from geo.query import place as query
from geo.query.answer import State
from geo.query.atlas import Atlas
from geo.query.standing import key
from geo.records.disputed import Disagreement
from geo.records.tables.agreements import Event
from geo.web import sentences
from geo.web.pieces import (
    archived,
    bdi,
    button,
    cited,
    copy_button,
    escape,
    hint,
    imprint,
    link,
    state_as_html,
)
from geo.words import SOURCE, long_day, named, say

MOST_EVENTS = 8
"""Of the events and agreements at a place so many are listed, the latest first."""


def card(
    atlas: Atlas,
    place_id: str,
    day: dt.date,
    language: str,
    known_on: dt.date | None = None,
) -> str:
    """Return all that the records hold of a place on a day, as HTML.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    place_id : str
    day : datetime.date
    language : str
        One of `geo.words.LANGUAGES`.
    known_on : datetime.date, optional
        The day on which what `atlas` has could be known, if that is not today.

    Returns
    -------
    str
        Whose buttons have ``data-pick``, or ``data-copy`` for a text to copy. Where
        nothing is known of the day it says no more than the place's name.
    """
    facts = query.card(atlas, place_id, day)
    place = facts.place
    head = f"<h4>{escape(named(place, language))} – {bdi(day)}</h4>"
    if facts.state is None:
        return head
    accuracy = say("place.accuracy", language, km=f"{place.location_accuracy_km:g}")
    parts = [
        head,
        state_as_html(replace(facts.state, sources=()), language, day),
        _sources(facts.cited, language),
        _disputed(atlas, facts, language),
        _strip(facts.history, day, language),
        _copies(facts, language, known_on),
        _events(atlas, facts.events, language),
        _agreements(facts.agreements, language),
        _history(facts.history, language),
        hint(escape(accuracy)),
    ]
    return "".join(parts)


def _sources(cited: Sequence[query.Cited], language: str) -> str:
    """Return sources, the strongest first; weak ones say so."""
    items = []
    for one in cited:
        source = one.source
        weak = f" ({escape(say('place.weak', language))})" if one.weak else ""
        items.append(
            f'<li dir="auto">{link(source, escape(source.title))} – '
            f"{escape(imprint(source))}{archived(source, language)}{weak}</li>"
        )
    return f"<ul>{''.join(items)}</ul>"


def _disputed(atlas: Atlas, found: query.Card, language: str) -> str:
    """Return what sources differ on: what is followed, and what is said besides."""
    disputed = found.disputed
    if disputed is None or found.state is None:
        return ""
    holder, since = _holder(found.state, language), found.state.since
    followed = say("disputed.followed", language, holder=holder, day=since)
    text = disputed.text.get(language, disputed.text[SOURCE])
    rows = [f"<p>{escape(followed)}</p>", f'<p dir="auto">{escape(text)}</p>']
    rows += accounts(atlas, disputed, language)
    head = escape(say("disputed.head", language))
    return f'<section class="disputed"><h5>{head}</h5>{"".join(rows)}</section>'


def accounts(atlas: Atlas, disputed: Disagreement, language: str) -> Iterator[str]:
    """Yield the sources of each account, where sources differ, as HTML."""
    for name, ids in (("named", disputed.named), ("further", disputed.further)):
        if ids:
            label = escape(say(f"disputed.{name}", language))
            yield f"<p>{label} {cited(atlas.sources(ids), language)}</p>"


def _holder(state: State, language: str) -> str:
    camp = say(f"camp.{state.camp}", language)
    return state.actor[language] if state.actor else camp


def _strip(states: Sequence[State], day: dt.date, language: str) -> str:
    """Return who held a place from the first day on the map to today, as a bar.

    Each piece is a button that goes to its first day; nothing on record is a gap.
    """
    end = dates.today()
    days = (end - SPAN_START).days
    pieces = []
    for (camp, holder, _), run in groupby(
        states, key=lambda one: (one.camp, _holder(one, language), one.attacked)
    ):
        spell = list(run)
        first, last = spell[0].since, spell[-1].until or end
        width = 100 * (last - first).days / days
        if not spell[0].confidence:
            pieces.append(f'<span class="gap" style="width:{width:.3f}%"></span>')
            continue
        attacked = spell[0].attacked
        title = f"{holder}: {long_day(first, language)}"
        title += f" – {say('map.attacked', language)}" if attacked else ""
        here = ' aria-current="date"' if first <= day < last else ""
        pieces.append(
            f'<button type="button" data-pick="day:{first}" data-camp="{camp}"'
            f"{' data-attacked' if attacked else ''}{here} "
            f'style="width:{width:.3f}%" title="{escape(title)}" '
            f'aria-label="{escape(title)}"></button>'
        )
    years = "".join(
        f'<i style="inset-inline-start:{_share(dt.date(year, 1, 1), days):.3f}%">'
        f"{year}</i>"
        for year in range(2016, end.year + 1, 2)
    )
    at = f"inset-inline-start:{_share(day, days):.3f}%"
    label = escape(say("place.strip", language))
    return (
        f'<div class="strip" role="group" aria-label="{label}">'
        f'<div class="holders">{"".join(pieces)}<b style="{at}"></b></div>'
        f'<div class="years" aria-hidden="true">{years}</div></div>'
    )


def _share(day: dt.date, days: int) -> float:
    return 100 * (day - SPAN_START).days / days


def _copies(facts: query.Card, language: str, known_on: dt.date | None) -> str:
    """Return what copies a sentence on the place, and a link to it."""
    text = sentences.sentence(facts, language, known_on)
    sentence = copy_button("place.copy_sentence", language, text)
    address = copy_button("place.copy_link", language)
    return f'<p class="copies">{sentence} {address}</p>'


def _events(atlas: Atlas, events: Sequence[Event], language: str) -> str:
    """Return the events at a place up to a day, the latest first."""
    if not events:
        return ""
    items = "".join(
        f"<li>{bdi(event.start)} "
        f"{button(f'event:{event.event_id}', named(event, language, 'title'))} "
        f"{cited(atlas.sources(event.source_ids), language)}</li>"
        for event in events[:MOST_EVENTS]
    )
    head = escape(say("place.events", language, count=len(events)))
    return f"<h5>{head}</h5><ul>{items}</ul>"


def _agreements(standings: Sequence[Standing], language: str) -> str:
    """Return the agreements that concern a place, the latest first."""
    if not standings:
        return ""
    items = "".join(
        f"<li>{button(f'agreement:{one.agreement_id}', one.name[language])}: "
        f"{escape(say(key(one.statuses[0].status, one.kind), language))} "
        f"{bdi(one.statuses[0].date)}</li>"
        for one in standings[:MOST_EVENTS]
    )
    head = escape(say("page.tabs.agreements", language))
    return f"<h5>{head}</h5><ul>{items}</ul>"


def _history(states: Sequence[State], language: str) -> str:
    head = escape(f"{say('page.history', language)} ({len(states)})")
    parts = "<hr>".join(state_as_html(state, language) for state in states)
    return f"<details><summary>{head}</summary>{parts}</details>"

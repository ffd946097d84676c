"""The card of a place: who holds it, since when, on what evidence, who did before."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from geo import dates
from geo.dates import SPAN_START
from geo.query.atlas import Atlas
from geo.query.who import State
from geo.records.tables.agreements import Event
from geo.web import held
from geo.web.pieces import bdi, button, cited, escape, hint, state_as_html
from geo.words import long_day, named, say

MOST_EVENTS = 8
"""Of the events at a place so many are listed, the latest first."""


def card(atlas: Atlas, place_id: str, day: dt.date, language: str) -> str:
    """Return all that the records hold of a place on a day, as HTML.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    place_id : str
    day : datetime.date
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    str
        Whose buttons have ``data-pick``, or ``data-copy`` for a text to copy. Before
        the first day on the map it says no more than the place's name.
    """
    place = atlas.records.place_of[place_id]
    name = named(place, language)
    head = f"<h4>{escape(name)} – {bdi(day)}</h4>"
    states = atlas.history(place_id)
    now = next((state for state in states if state.holds_on(day)), None)
    if now is None:
        return head
    accuracy = say("place.accuracy", language, km=f"{place.location_accuracy_km:g}")
    parts = [
        head,
        state_as_html(now, language, day),
        _strip(states, day, language),
        _copies(name, now, day, language),
        _events(atlas, place_id, day, language),
        _history(states, language),
        hint(escape(accuracy)),
    ]
    return "".join(parts)


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


def _copies(name: str, now: State, day: dt.date, language: str) -> str:
    """Return what copies a sentence on the place, and a link to it."""
    actor = now.actor[language] if now.actor else ""
    tale = held.held(now.holding, language, actor=actor, on_record=bool(now.confidence))
    text = say(
        "place.sentence", language, place=name, day=long_day(day, language), held=tale
    )
    done = escape(say("place.copied", language))
    return (
        '<p class="copies">'
        f'<button type="button" data-copy="{escape(text)}" data-done="{done}">'
        f"{escape(say('place.copy_sentence', language))}</button> "
        f'<button type="button" data-copy-address data-done="{done}">'
        f"{escape(say('place.copy_link', language))}</button></p>"
    )


def _events(atlas: Atlas, place_id: str, day: dt.date, language: str) -> str:
    """Return the events at a place up to a day, the latest first."""
    found = sorted(_events_at(atlas, place_id, day), key=lambda one: one.start)[::-1]
    if not found:
        return ""
    items = "".join(
        f"<li>{bdi(event.start)} "
        f"{button(f'event:{event.event_id}', getattr(event, f'title_{language}'))} "
        f"{cited(atlas.sources(event.source_ids))}</li>"
        for event in found[:MOST_EVENTS]
    )
    head = escape(say("place.events", language, count=len(found)))
    return f"<h5>{head}</h5><ul>{items}</ul>"


def _events_at(atlas: Atlas, place_id: str, day: dt.date) -> Iterator[Event]:
    for event in atlas.records.events:
        if event.place_id == place_id and event.start <= day:
            yield event


def _history(states: Sequence[State], language: str) -> str:
    head = escape(f"{say('page.history', language)} ({len(states)})")
    parts = "<hr>".join(state_as_html(state, language) for state in states)
    return f"<details><summary>{head}</summary>{parts}</details>"

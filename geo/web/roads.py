"""The card of a road: who holds it from where to where, and each place along it."""

from collections.abc import Sequence

from geo.query.roads import Road, Stop
from geo.web import held
from geo.web.pieces import bdi, button, cited, escape, hint, side
from geo.words import named, number, say

MOST_SOURCES = 2
"""The most sources beside a place; its own card lists all of them."""


def card(road: Road, language: str) -> str:
    """Return who holds a road on its day, as HTML.

    Parameters
    ----------
    road : geo.query.roads.Road
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    str
        In which the name of each place is a button with ``data-pick``.
    """
    km = number(round(road.stops[-1].km), language)
    count = say("road.stops", language, count=len(road.stops), km=km)
    stretches = "".join(_stretch(one, language) for one in road.stretches)
    stops = "".join(_stop(one, road, language) for one in road.stops)
    return (
        f"<h4>{escape(road.name[language])} – {bdi(road.day)}</h4>"
        f"<ul class='stretches'>{stretches}</ul>{_oldest(road, language)}"
        f"<h5>{escape(say('road.places', language))}</h5>"
        f"{hint(escape(count))}{stops}"
    )


def _stretch(stops: Sequence[Stop], language: str) -> str:
    first, last = (named(one.place, language) for one in (stops[0], stops[-1]))
    text = say("road.stretch", language, first=first, last=last)
    where = first if len(stops) == 1 else text
    return f"<li>{escape(where)}: {_side(stops[0], language, by_actor=False)}</li>"


def _oldest(road: Road, language: str) -> str:
    """Return which evidence along a road is the oldest, if there is any."""
    stop = road.oldest
    if stop is None or stop.state is None:
        return ""
    seen = held.last_seen(stop.state.last_seen, road.day, language)
    place = named(stop.place, language)
    return f"<p>{escape(say('road.oldest', language, place=place, seen=seen))}</p>"


def _stop(stop: Stop, road: Road, language: str) -> str:
    """Return one place along a road: who holds it, since when, how old that is."""
    state, place = stop.state, stop.place
    name = button(f"place:{place.place_id}", named(place, language))
    km = say("road.at", language, km=number(round(stop.km), language))
    facts, sources = [], ""
    if state and state.confidence:
        facts = [
            held.since(state.holding, language),
            held.last_seen(state.last_seen, road.day, language),
        ]
        sources = f"<p>{cited(state.sources[:MOST_SOURCES], language)}</p>"
    since = escape(" · ".join(filter(None, facts)))
    return (
        f'<article data-id="{escape(place.place_id)}"><div>{name} · {escape(km)}'
        f'<p class="sides">{_side(stop, language)}</p><p>{since}</p></div>'
        f"{sources}</article>"
    )


def _side(stop: Stop, language: str, *, by_actor: bool = True) -> str:
    """Return the holder of a place, or its camp alone, with its colour."""
    state = stop.state
    text = say(f"camp.{stop.camp}", language)
    if by_actor and state and state.actor:
        text = state.actor[language]
    if state and state.attacked and by_actor:
        text = f"{text} ({say('map.attacked', language)})"
    return side(stop.camp, text)

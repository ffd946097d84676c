"""A place on a day as a sentence to copy, its address, and what a search found."""

import datetime as dt

from geo.query.findable import POINT, Hit
from geo.query.place import Card
from geo.query.sides import Side
from geo.shown import ADDRESS
from geo.views import PLACE_ZOOM, View
from geo.web import held
from geo.words import named, say


def sentence(card: Card, language: str, known_on: dt.date | None = None) -> str:
    """Return who holds a place, since when, how old that is and who says so.

    Parameters
    ----------
    card : geo.query.place.Card
    language : str
        One of `geo.words.LANGUAGES`.
    known_on : datetime.date, optional
        The day on which it could be known, if that is not today.

    Returns
    -------
    str
        Sentences that stand by themselves, in a text of somebody else's.
    """
    place = named(card.place, language)
    day = say("place.on", language, place=place, day=card.day)
    if card.state is None:
        return f"{day} {say('held.no_record', language)}."
    state = card.state
    actor = state.actor[language] if state.actor else ""
    on_record = state.actor is not None
    state_text = held.held(state.holding, language, actor=actor, on_record=on_record)
    parts = [f"{day} {state_text}"]
    if known_on is not None:
        parts.append(say("known.sentence", language, day=known_on))
    if state.camp == "contested":
        parts.append(say("place.between", language, actors=actor))
    if card.follows is not None:
        other = named(card.follows, language)
        parts.append(say("place.follows", language, place=other))
    if state.confidence:
        level = say(f"map.confidences.{state.confidence}", language)
        seen = held.last_seen(state.last_seen, card.day, language)
        parts.append(say("place.sure", language, level=level, seen=seen))
    if card.cited:
        source = card.cited[0].source
        by = ", ".join(filter(None, (source.publisher, source.date)))
        parts.append(say("place.source", language, title=source.title, by=by))
    return " ".join(parts)


def side(one: Side, language: str, *, attack: bool = False) -> str:
    """Return who held a place, and for which camp; with `attack` also if under one."""
    camp = say(f"camp.short.{one.camp}", language)
    text = camp if one.actor is None else f"{one.actor[language]} ({camp})"
    if attack and one.attacked:
        text += say("map.comma", language) + say("map.attacked", language)
    return text


def address(card: Card) -> str:
    """Return the parameters of the page's address of a place on a day.

    Examples
    --------
    >>> import datetime as dt
    >>> from geo.query.atlas import load
    >>> from geo.query.place import card
    >>> address(card(load(), "sabha", dt.date(2019, 12, 19)))
    '?date=2019-12-19&view=27.0377,14.4283,9&place=sabha'
    """
    place = card.place
    view = View(round(place.lat, 4), round(place.lon, 4), PLACE_ZOOM)
    parts = {"day": card.day.isoformat(), "view": view, "place": place.place_id}
    return "?" + "&".join(f"{ADDRESS[name]}={value}" for name, value in parts.items())


def kind(hit: Hit, language: str) -> str:
    """Return what kind of thing was found; of a coordinate nothing."""
    if hit.kind == POINT:
        return ""
    if hit.kind == "place":
        return say(f"place_kind.{hit.what}", language)
    if hit.kind == "agreement":
        return say(f"agreement_kind.{hit.what}", language)
    return say(f"find.kinds.{hit.kind}", language)

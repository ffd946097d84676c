"""The page of a place: its sheet of facts, who held it when, and on what evidence."""

from collections.abc import Iterable, Iterator

from geo.export.site import links, pieces
from geo.export.site.links import Here
from geo.export.site.shell import Page
from geo.query.atlas import Atlas
from geo.query.place import Card
from geo.query.standing import key
from geo.records.tables.control import Place
from geo.web import sentences
from geo.web.head import locator
from geo.web.lists import Lists
from geo.web.pieces import bdi, escape, note
from geo.web.place import accounts
from geo.words import LANGUAGES, SOURCE, direction, named, number, say


def page(atlas: Atlas, card: Card, language: str) -> Page:
    """Return the page of a place as it stood on the day of its card."""
    place = card.place
    path = links.page(language, "place", place.place_id)
    here = Here(language, path)
    body = [
        f'<p class="crumbs">{here.link("place", "", say("site.ways.place", language))}'
        "</p>",
        f"<h1>{escape(named(place, language))}</h1>",
        _other_names(place, language),
        f'<p class="lead">{pieces.whole_days(sentences.sentence(card, language))}</p>',
        pieces.to_map(_map(here, card), language),
        '<div class="facts">',
        pieces.sheet(_facts(here, card)),
        locator(place.lat, place.lon, say("site.where", language)),
        "</div>",
        *_control(atlas, here, card),
        *_events(atlas, here, card),
        *_agreements(here, card),
        *_near(atlas, here, card),
    ]
    return Page(
        here,
        title=say("site.titles.place", language, place=named(place, language)),
        about=sentences.sentence(card, language),
        body="\n".join(filter(None, body)),
        name="place",
        shown=(("place", place.place_id),),
        data=f"{links.API}/place/{place.place_id}.json",
    )


def _district(here: Here, card: Card) -> str:
    district = card.district
    return here.link("district", district.district_id, district.name[here.language])


def _map(here: Here, card: Card) -> str:
    return here.map(card.day, place=card.place.place_id)


def _other_names(place: Place, language: str) -> str:
    """Return what a place is called in other languages."""
    names = "".join(
        f'<span lang="{code}" dir="{direction(code)}">{escape(named(place, code))}'
        "</span>"
        for code in LANGUAGES
        if code != language
    )
    return f'<p class="also">{names}</p>'


def _facts(here: Here, card: Card) -> Iterator[tuple[str, str]]:
    """Yield what is known of a place itself; what is not known says so."""
    place, language = card.place, here.language
    unknown = escape(say("site.not_on_record", language))

    def fact(name: str, html: str) -> tuple[str, str]:
        return say(f"site.facts.{name}", language), html

    yield fact("kind", escape(say(f"place_kind.{place.kind}", language)))
    yield fact("district", _district(here, card))
    lies = bdi(f"{place.lat:.4f}, {place.lon:.4f}")
    accuracy = say("place.accuracy", language, km=f"{place.location_accuracy_km:g}")
    yield fact("coordinate", f"{lies}<br><small>{escape(accuracy)}</small>")
    count = place.population
    yield fact("people", unknown if count is None else bdi(number(count, language)))
    spellings = [one.strip() for one in place.other_names.split(";") if one.strip()]
    yield fact(
        "spellings",
        " ".join(f'<bdi class="spelt">{escape(one)}</bdi>' for one in spellings)
        or unknown,
    )
    if card.follows:
        other = here.link("place", card.follows.place_id, named(card.follows, language))
        yield fact("follows", other)
    yield fact("located_by", pieces.weighed(card.located_by, language))
    if place.note:
        yield fact("note", note(place, language))


def _control(atlas: Atlas, here: Here, card: Card) -> Iterator[str]:
    """Yield who holds a place on the day, who did before, and who says so."""
    language, state = here.language, card.state
    yield pieces.heading(say("site.control", language))
    if state is None:
        yield f"<p>{escape(say('site.no_control', language))}</p>"
        return
    yield pieces.strip(here, card.place.place_id, card.history, card.day)
    yield f"<h3>{escape(say('place.state_sources', language))}</h3>"
    yield pieces.weighed(card.cited, language)
    yield _disputed(atlas, here, card)
    yield pieces.heading(say("site.history", language), 3)
    yield pieces.states(card.history, language)


def _disputed(atlas: Atlas, here: Here, card: Card) -> str:
    found, language = card.disputed, here.language
    if found is None:
        return ""
    text = found.text.get(language, found.text[SOURCE])
    code = language if language in found.text else SOURCE
    rows = [f'<p lang="{code}" dir="{direction(code)}">{escape(text)}</p>']
    rows += accounts(atlas, found, language)
    head = escape(say("disputed.head", language))
    return f'<section class="disputed"><h3>{head}</h3>{"".join(rows)}</section>'


def _events(atlas: Atlas, here: Here, card: Card) -> Iterator[str]:
    language = here.language
    yield pieces.heading(say("page.tabs.events", language))
    if not card.events:
        yield f"<p>{escape(say('site.no_events', language))}</p>"
        return
    yield Lists(atlas, language, pieces.ways(here, atlas)).events(card.events)


def _agreements(here: Here, card: Card) -> Iterator[str]:
    language = here.language
    yield pieces.heading(say("page.tabs.agreements", language))
    if not card.agreements:
        yield f"<p>{escape(say('site.no_agreements', language))}</p>"
        return
    yield pieces.items(
        f"{here.link('agreement', one.agreement_id, one.name[language])}: "
        f"{escape(say(key(one.statuses[0].status, one.kind), language))} "
        f"{bdi(one.statuses[0].date)}"
        for one in card.agreements
    )


def _near(atlas: Atlas, here: Here, card: Card) -> Iterator[str]:
    """Yield the other places of the same district."""
    language = here.language
    others = [
        place
        for place in atlas.records.places
        if atlas.districts[place.place_id].district_id == card.district.district_id
        and place.place_id != card.place.place_id
    ]
    if others:
        yield pieces.heading(
            say("site.near", language, district=card.district.name[language])
        )
        yield f'<p class="many">{" ".join(_links(here, others))}</p>'


def _links(here: Here, places: Iterable[Place]) -> Iterator[str]:
    byname = sorted(places, key=lambda one: named(one, here.language).casefold())
    for place in byname:
        yield here.link("place", place.place_id, named(place, here.language))


def row(here: Here, card: Card) -> list[str]:
    """Return a place as a row of a table: see `INDEX_COLUMNS`."""
    place, state, language = card.place, card.state, here.language
    unknown = escape(say("site.not_on_record", language))
    return [
        here.link("place", place.place_id, named(place, language)),
        escape(say(f"place_kind.{place.kind}", language)),
        _district(here, card),
        pieces.holder(state, language) if state else unknown,
        pieces.certainty(state, language) if state else unknown,
    ]


def index(atlas: Atlas, cards: Iterable[Card], language: str) -> Page:
    """Return the list of all places, with who holds each."""
    here = Here(language, links.page(language, "place"))
    by_name = sorted(cards, key=lambda one: named(one.place, language).casefold())
    rows = [row(here, card) for card in by_name]
    grounds = " · ".join(
        here.link(kind, "", say(f"site.ways.{kind}", language))
        for kind in links.GROUNDS
    )
    head = [say(f"site.columns.{name}", language) for name in INDEX_COLUMNS]
    title = say("site.ways.place", language)
    about = say("site.lists.place", language, count=len(rows), day=atlas.records.newest)
    body = f"<h1>{escape(title)}</h1><p>{escape(about)}</p><p>{grounds}</p>"
    return Page(here, title, about, body + pieces.table(head, rows, title), "place")


INDEX_COLUMNS = ("place", "kind", "district", "holder", "confidence")

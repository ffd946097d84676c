"""The pages of districts and roads: who holds the places that each of them has."""

from collections.abc import Iterable, Iterator, Mapping

from geo.export.site import links, pieces, places
from geo.export.site.links import Here
from geo.export.site.shell import Page
from geo.query import roads
from geo.query.atlas import Atlas
from geo.query.districts import District
from geo.query.districts import every as all_districts
from geo.query.place import Card
from geo.query.place import cited as weigh
from geo.records.tables.control import Route
from geo.views import SHAPE_ZOOM, View
from geo.web.pieces import bdi, escape, note
from geo.words import LANGUAGES, direction, named, number, say

Cards = Mapping[str, Card]
"""Of all places on the newest day, by their ids."""


def of_district(atlas: Atlas, district: District, cards: Cards, language: str) -> Page:
    """Return the page of a district: its places, who holds each, and since when."""
    here = Here(language, links.page(language, "district", district.district_id))
    name = district.name[language]
    within = [
        card
        for card in cards.values()
        if card.district.district_id == district.district_id
    ]
    about = say("site.about.district", language, name=name, count=len(within))
    view = View(district.lat, district.lon, SHAPE_ZOOM)
    body = [
        *_top(here, "district", district.name),
        f'<p class="lead">{escape(about)}</p>',
        pieces.to_map(here.map(atlas.records.newest, view=str(view)), language),
        pieces.heading(say("site.held_on", language, day=atlas.records.newest)),
        _table(atlas, here, within, without="district"),
        *_through(atlas, here, [card.place.place_id for card in within]),
    ]
    return Page(
        here,
        title=name,
        about=about,
        body="\n".join(body),
        name="place",
        shown=(("view", str(view)),),
        data=f"{links.API}/district/{district.district_id}.json",
    )


def of_road(atlas: Atlas, route: Route, cards: Cards, language: str) -> Page:
    """Return the page of a road: the places along it, who holds each, its sources."""
    here = Here(language, links.page(language, "road", route.route_id))
    found = roads.road(atlas, route.route_id, links.span(atlas.records.newest)[1])
    km = number(round(found.stops[-1].km), language)
    about = say("road.stops", language, count=len(found.stops), km=km)
    along = [cards[stop.place.place_id] for stop in found.stops]
    body = [
        *_top(here, "road", found.name),
        f'<p class="lead">{escape(about)}</p>',
        pieces.to_map(here.map(found.day, road=route.route_id), language),
        note(route, language) if route.note else "",
        pieces.heading(say("road.places", language)),
        _table(atlas, here, along, [stop.km for stop in found.stops]),
        pieces.heading(say("panel.sources", language)),
        pieces.weighed(weigh(atlas, route.source_ids), language),
    ]
    return Page(
        here,
        title=named(route, language),
        about=about,
        body="\n".join(filter(None, body)),
        name="place",
        shown=(("road", route.route_id),),
        data=f"{links.API}/road/{route.route_id}.json",
    )


def _top(here: Here, kind: str, names: Mapping[str, str]) -> Iterator[str]:
    language = here.language
    ways = here.link(kind, "", say(f"site.ways.{kind}", language))
    yield f'<p class="crumbs">{ways}</p><h1>{escape(names[language])}</h1>'
    others = "".join(
        f'<span lang="{code}" dir="{direction(code)}">{escape(names[code])}</span>'
        for code in LANGUAGES
        if code != language
    )
    yield f'<p class="also">{others}</p>'


def _table(
    atlas: Atlas,
    here: Here,
    cards: Iterable[Card],
    km: Iterable[float] = (),
    without: str = "",
) -> str:
    """Return places as a table, along a road with how far each is from its start.

    It is without a column that would say the same in every row.
    """
    language, far = here.language, [*km]
    rows = [places.row(here, card) for card in cards]
    head = [say(f"site.columns.{name}", language) for name in places.INDEX_COLUMNS]
    for cells, away in zip(rows, far, strict=False):
        cells.insert(1, bdi(say("road.at", language, km=number(round(away), language))))
    if far:
        head.insert(1, say("site.columns.away", language))
    if without:
        place = places.INDEX_COLUMNS.index(without)
        head.pop(place)
        for cells in rows:
            cells.pop(place)
    caption = say("site.held_on", language, day=atlas.records.newest)
    return pieces.table(head, rows, caption)


def _through(atlas: Atlas, here: Here, place_ids: Iterable[str]) -> Iterator[str]:
    """Yield the roads on which any of some places lies."""
    language, wanted = here.language, {*place_ids}
    found = [one for one in atlas.records.routes if wanted & {*one.place_ids}]
    if found:
        yield pieces.heading(say("site.ways.road", language))
        yield pieces.items(
            here.link("road", one.route_id, named(one, language)) for one in found
        )


def indices(atlas: Atlas, cards: Cards, language: str) -> Iterator[Page]:
    """Yield the lists of all districts, and of all roads on record."""
    counts: dict[str, int] = {}
    for card in cards.values():
        known = card.district.district_id
        counts[known] = counts.get(known, 0) + 1
    here = Here(language, links.page(language, "district"))
    by_name = sorted(all_districts(), key=lambda one: one.name[language].casefold())
    yield _list(
        here,
        "district",
        [
            [
                here.link("district", one.district_id, one.name[language]),
                bdi(number(counts.get(one.district_id, 0), language)),
            ]
            for one in by_name
        ],
    )
    here = Here(language, links.page(language, "road"))
    yield _list(
        here,
        "road",
        [
            [
                here.link("road", one.route_id, named(one, language)),
                bdi(number(len(one.place_ids), language)),
            ]
            for one in atlas.records.routes
        ],
    )


def _list(here: Here, kind: str, rows: list[list[str]]) -> Page:
    language = here.language
    title = say(f"site.ways.{kind}", language)
    about = say(f"site.lists.{kind}", language, count=len(rows))
    head = [
        say(f"site.columns.{kind}", language),
        say("site.ways.place", language),
    ]
    body = f"<h1>{escape(title)}</h1><p>{escape(about)}</p>"
    return Page(here, title, about, body + pieces.table(head, rows, title), "place")

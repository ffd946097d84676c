"""What a click in the panel or a pick from the search does, and the panel's HTML."""

from collections.abc import Callable

import streamlit as st

from geo import dates
from geo.layers import read as layers
from geo.page.actions import action
from geo.page.state import choose, direction, look_here, send_to_map, show_step
from geo.page.world import World
from geo.query import roads, stories
from geo.style.layers import AGREEMENTS, LINES_AT_SEA
from geo.views import COUNTRY_VIEW, PLACE_ZOOM, View

DISTRICT_ZOOM = 8.0


def show_html(world: World, markup: str, key: str = "panel_picks") -> None:
    """Show HTML whose buttons move the map, by their ``data-pick``."""
    world.panel(
        data={"html": markup, "dir": direction(), "lang": st.session_state.language},
        key=key,
        on_pick_change=action(pick, world, key),
    )


def show_evidence(world: World, tab: str) -> None:
    """Add the element into which a click on the map writes its evidence."""
    world.panel(
        data={
            "html": f'<div data-evidence="{tab}"></div>',
            "dir": direction(),
            "lang": st.session_state.language,
        },
        key="panel_evidence",
    )


def pick_day(key: str) -> None:
    """Go to the day of what was clicked in a chart."""
    chosen = st.session_state
    for picked in chosen[key].selection.values():
        for item in picked:
            chosen.day = dates.parse_day(item["day"])
            send_to_map()


def pick(world: World, key: str) -> None:
    """Go to what was picked last in a component of the page.

    Parameters
    ----------
    world : World
    key : str
        Of the component, which holds what was picked: one of `_PICKS`, a colon, and
        which: an id, a day, or ``LAT,LON``.
    """
    chosen = st.session_state
    picked = chosen[key].pick if key in chosen else None
    # A component that comes back may bring along what was picked in it before.
    if not picked or picked["at"] <= chosen.get("picked_at", 0):
        return
    kind, _, which = picked["what"].partition(":")
    _PICKS[kind](world, which)
    chosen.picked_at = picked["at"]


def _day(_world: World, which: str) -> None:
    st.session_state.day = dates.parse_day(which)
    send_to_map()


def _event(world: World, which: str) -> None:
    chosen = st.session_state
    chosen.day, view = world.cards.event(which)
    choose()
    _fly(view)


def _agreement(world: World, which: str) -> None:
    choose(place=st.session_state.selected, agreement=which)
    is_listed = st.session_state.tab == "agreements"
    st.session_state.tab = "agreements"
    _show_layer(AGREEMENTS)
    _fly(world.cards.view_of_agreement(which) or COUNTRY_VIEW)
    if not is_listed:
        look_here()


def _place(world: World, which: str) -> None:
    choose(place=which)
    st.session_state.tab = "place"
    place = world.atlas.records.place_of[which]
    _fly(View(place.lat, place.lon, PLACE_ZOOM))


def _road(world: World, which: str) -> None:
    chosen = st.session_state
    choose(road=which)
    chosen.tab = "place"
    _fly(roads.road(world.atlas, which, chosen.day).view)


def _point(world: World, which: str) -> None:
    lat, lon = map(float, which.split(","))
    choose(place=world.atlas.places.place_at(lat, lon))
    st.session_state.tab = "place"
    _fly(View(lat, lon, PLACE_ZOOM))


def _district(_world: World, which: str) -> None:
    lat, lon = map(float, which.split(","))
    _fly(View(lat, lon, DISTRICT_ZOOM))


def _actor(_world: World, which: str) -> None:
    chosen = st.session_state
    chosen.agreement_party, chosen.tab = which, "agreements"


def _line(world: World, which: str) -> None:
    choose(place=st.session_state.selected, line=which)
    st.session_state.tab = "sea"
    _show_layer(LINES_AT_SEA)
    view = world.cards.view_of_line(which)
    if view:
        _fly(view)


def _story(world: World, which: str) -> None:
    show_step(stories.story(world.atlas.records, which), 1)


_PICKS: dict[str, Callable[[World, str], None]] = {
    "day": _day,
    "event": _event,
    "agreement": _agreement,
    "place": _place,
    "road": _road,
    "point": _point,
    "district": _district,
    "actor": _actor,
    "line": _line,
    "story": _story,
}


def _show_layer(name: str) -> None:
    chosen = st.session_state
    wanted = {*chosen.layers, name}
    chosen.layers = [name for name in layers.NAMES if name in wanted]


def _fly(view: View) -> None:
    st.session_state.view = st.session_state.flown = view
    send_to_map(view)

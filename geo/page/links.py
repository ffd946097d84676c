"""The page's address: read when the page opens, written for the map to add."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from urllib.parse import parse_qsl

import streamlit as st

from geo.errors import GeoError, PlaceError, RequestError, SeaError, StoryError
from geo.layers import read as layers
from geo.page.actions import action
from geo.page.state import (
    TABS,
    choose,
    look_here,
    plain,
    send_to_map,
    show_step,
)
from geo.page.world import World
from geo.query import roads, stories
from geo.shown import (
    ADDRESS,
    Shown,
    day_of_address,
    from_address,
    parameters,
    read_value,
    unknown,
)
from geo.style.layers import AGREEMENTS, LINES_AT_SEA
from geo.views import COUNTRY_VIEW, PLACE_ZOOM, View
from geo.words import listed, say

TAB_OF = {
    "against": "changes",
    "story": "stories",
    "agreement": "agreements",
    "line": "sea",
}
"""The tab that a parameter opens, by its name in `ADDRESS`; the first that is there."""


def read_url(world: World) -> None:
    """Take the state of a new session from the page's address."""
    st.session_state.update(
        own={},
        own_remarks={},
        own_tables={},
        own_counts={},
        own_twice=[],
        own_shown=[],
        picture={},
        view_sent=None,
        command=0,
        go=None,
        message={},
    )
    st.session_state.worked_out = {}
    open_address(world, st.query_params)
    st.session_state.opened = True  # last: a run may be cut short anywhere


def go_back(world: World, query: str) -> None:
    """Show an address that the reader came back to, given with its ``?``."""
    query = query.removeprefix("?")
    open_address(world, dict(parse_qsl(query, keep_blank_values=True)))
    send_to_map(st.session_state.view)


def open_address(world: World, params: Mapping[str, str]) -> None:
    """Show what an address says, else the defaults; note values that are no use."""
    chosen = st.session_state
    given, params = params, parameters(params)
    choose()
    chosen.update(
        story=None, step=0, emphasised=[], against=None, complaints=[], tab=TABS[0]
    )
    usual = _read_story(world, params, Shown(world.atlas.records.newest))
    shown, faults = from_address(params, usual)
    chosen.complaints += faults.items()
    chosen.update(
        day=shown.day,
        layers=list(shown.layers),
        view=shown.web_view,
        language=shown.language,
        claimants=shown.claimants,
        ground=shown.ground,
    )
    chosen.known_on = shown.known_on
    for name, read in _READ.items():
        if value := params.get(ADDRESS[name]):
            _noting(ADDRESS[name], value, partial(read, world))
    _show_chosen(world, params)
    look_here()
    chosen.strange_shown = unknown(params)
    # What HTML made of a name leaves the address, as what nobody knows does.
    chosen.strange = [
        *chosen.strange_shown,
        *(one for one in given if one not in params),
    ]


def _noting(name: str, value: str, read: Callable[[str], None]) -> None:
    """Read a value of an address; note it if it is no use."""
    try:
        read_value(value, read)
    except GeoError as fault:
        st.session_state.complaints.append((name, fault))


def _read_story(world: World, params: Mapping[str, str], usual: Shown) -> Shown:
    """Open the story and step that an address names; return what it shows."""
    chosen, records = st.session_state, world.atlas.records

    def open_story(text: str) -> None:
        show_step(stories.story(records, text), 1)

    def open_step(text: str) -> None:
        count = len(chosen.story.steps)
        if text not in map(str, range(1, count + 1)):
            raise StoryError("address.no_step", step=text, count=count)
        show_step(chosen.story, int(text))

    if story := params.get(ADDRESS["story"]):
        _noting(ADDRESS["story"], story, open_story)
    if not chosen.story:
        return usual
    if step := params.get(ADDRESS["step"]):
        _noting(ADDRESS["step"], step, open_step)
    return replace(usual, day=chosen.day, view=chosen.view, layers=tuple(chosen.layers))


def _read_place(world: World, text: str) -> None:
    if text not in world.atlas.records.place_of:
        raise PlaceError("address.no_place", place=text)
    choose(place=text)


def _read_road(world: World, text: str) -> None:
    if world.atlas.ways.stops(text) is None:
        raise PlaceError("address.no_road", road=text)
    choose(road=text)


def _read_agreement(world: World, text: str) -> None:
    if text not in world.cards.agreement_ids:
        raise RequestError("address.no_agreement", agreement=text)
    choose(place=st.session_state.selected, agreement=text)


def _read_line(world: World, text: str) -> None:
    known = world.atlas.records.line_of
    if text not in known or world.cards.view_of_line(text) is None:
        raise SeaError("address.no_line", line=text)
    choose(place=st.session_state.selected, line=text)


def _read_against(_world: World, text: str) -> None:
    st.session_state.against = day_of_address(text)


def _read_tab(_world: World, text: str) -> None:
    if text not in TABS:
        raise RequestError("address.no_tab", tab=text, known=list(TABS))
    st.session_state.tab = text


_READ: Mapping[str, Callable[[World, str], None]] = {
    "place": _read_place,
    "road": _read_road,
    "agreement": _read_agreement,
    "line": _read_line,
    "against": _read_against,
    "tab": _read_tab,
}
"""Reads what `geo.shown.from_address` does not, for it takes the records."""


def _show_chosen(world: World, params: Mapping[str, str]) -> None:
    """Show what is chosen, and open its tab, unless the address says otherwise."""
    chosen = st.session_state
    if ADDRESS["tab"] not in params:
        chosen.tab = _usual_tab()
    layer = AGREEMENTS if chosen.agreement else LINES_AT_SEA if chosen.line else None
    if layer and ADDRESS["layers"] not in params:
        chosen.layers = [
            name for name in layers.NAMES if name in {*chosen.layers, layer}
        ]
    if ADDRESS["view"] in params:
        return
    if chosen.selected:
        place = world.atlas.records.place_of[chosen.selected]
        chosen.view = View(place.lat, place.lon, PLACE_ZOOM)
    elif chosen.road:
        chosen.view = roads.road(world.atlas, chosen.road, chosen.day).view
    elif chosen.agreement:
        chosen.view = world.cards.view_of_agreement(chosen.agreement) or COUNTRY_VIEW
    elif chosen.line:
        chosen.view = world.cards.view_of_line(chosen.line)


def _usual_tab() -> str:
    """Return the tab that opens by what is chosen, unless the reader opens another."""
    chosen = st.session_state
    return next((tab for name, tab in TAB_OF.items() if chosen[name]), TABS[0])


def parts() -> dict[str, str]:
    """Return the parameters of the address for the page beside the map.

    Returns
    -------
    dict of str to str
        By the names that the address uses; empty: it does not say so, or shall no
        more.
    """
    chosen = st.session_state
    story, against = chosen.story, chosen.against
    found = {
        "against": against.isoformat() if against else "",
        "story": story.story_id if story else "",
        "step": str(chosen.step) if story else "",
        "road": chosen.road or "",
        "known_on": str(chosen.known_on or ""),
        "tab": "" if chosen.tab == _usual_tab() else chosen.tab,
    }
    named = {ADDRESS[name]: value for name, value in found.items()}
    return dict.fromkeys(chosen.strange, "") | named


def show_complaints() -> None:
    """Show one message, which can be closed, on what of the address is no use."""
    chosen = st.session_state
    language = chosen.language
    lines = list(map(plain, complaints(language)))
    if not lines:
        return
    head = say("address.complaint", language)
    with st.container(key="complaints"):
        st.warning("\n".join([plain(head), "", *(f"- {line}" for line in lines)]))
        st.button(
            say("address.close", language),
            key="complaints_close",
            type="tertiary",
            on_click=action(_close),
        )


def _close() -> None:
    st.session_state.update(complaints=[], strange_shown=[])


def complaints(language: str) -> list[str]:
    """Return a sentence for each value of the address that is no use."""
    chosen = st.session_state
    found = [f"{name}: {fault.text(language)}" for name, fault in chosen.complaints]
    if chosen.strange_shown:
        found.append(_unknown(chosen.strange_shown, language))
    return found


def _unknown(names: list[str], language: str) -> str:
    """Return the sentence on unknown parameters, with those that may be meant."""
    known = list(ADDRESS.values())
    texts = []
    for name in names:
        near = get_close_matches(name.lower(), known, 1)
        text = say("address.meant", language, name=name, meant=near[0]) if near else ""
        texts.append(text or name)
    listed_names, listed_known = listed(texts, language), listed(known, language)
    return say("address.unknown", language, names=listed_names, known=listed_known)

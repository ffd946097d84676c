"""Agreements, their lanes, who backs whom, and events, in the panel beside the map."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from geo import dates
from geo.page.actions import action, setting
from geo.page.downloads import Download, save_button
from geo.page.picks import show_html
from geo.page.state import send_to_map
from geo.page.world import World
from geo.web import panels as cards
from geo.words import say


def pick_day(key: str) -> None:
    """Go to the day of the bar or mark that was clicked in the lanes."""
    chosen = st.session_state
    for picked in chosen[key].selection.values():
        for item in picked:
            chosen.day = dates.parse_day(item["day"])
            send_to_map()


def show_agreements(world: World) -> None:
    """Show the agreements on the day: as a list, over time, or who backs whom."""
    chosen = st.session_state
    way = st.segmented_control(
        say("panel.panel", chosen.language),
        list(WAYS),
        default="list",
        format_func=lambda name: say(f"panel.ways.{name}", chosen.language),
        key="agreements_as",
        label_visibility="collapsed",
        required=True,
        persist_state="session",
    )
    WAYS[way](world, chosen.day, chosen.language)


def show_list(world: World, day: dt.date, language: str) -> None:
    """Show how each agreement stood on a day."""
    wanted = show_filters(world, ended=True)
    show_html(world, world.cards.agreements_on(day, language, **wanted))


def show_lanes(world: World, day: dt.date, language: str) -> None:
    """Show agreements over time."""
    filters = show_filters(world, ended=False)
    show_html(world, world.cards.lanes_key(day, language))
    dark = st.context.theme.type == "dark"
    key = f"lanes-{day}"
    lanes = world.cards.lanes(day, language, dark=dark, **filters)
    if lanes is None:
        st.caption(say("panel.no_agreements", language))
    else:
        st.altair_chart(lanes, key=key, on_select=action(pick_day, key))


def show_relations(world: World, day: dt.date, language: str) -> None:
    """Show who backed whom on a day."""
    show_html(world, world.cards.relations_on(day, language))
    if (picture := world.cards.backing(day, language)) is not None:
        label = say("panel.relations_save", language)
        name = f"libya-backers-{day}-{language}.svg"
        download = Download(label, lambda: name, "image/svg+xml", partial(str, picture))
        save_button(world, "save_backers", download)


def show_events(world: World) -> None:
    """Show the events up to the day."""
    chosen = st.session_state
    show_html(world, world.cards.events_on(chosen.day, chosen.language))


WAYS: dict[str, Callable[[World, dt.date, str], None]] = {
    "list": show_list,
    "lanes": show_lanes,
    "relations": show_relations,
}
"""What shows the agreements in each way, in the order in which they are offered."""


def show_filters(world: World, *, ended: bool) -> dict[str, Any]:
    """Let the reader choose which agreements to see; return what was chosen."""
    language = st.session_state.language
    parties = world.cards.parties(language)
    party, kind = st.columns(2, vertical_alignment="bottom")
    choices = (
        (party, "party", parties, say("panel.all_parties", language)),
        (kind, "kind", cards.kinds(language), say("panel.all_kinds", language)),
    )
    filters: dict[str, Any] = {
        name: column.selectbox(
            say(f"panel.{name}", language),
            list(names),
            format_func=names.__getitem__,
            placeholder=everything,
            **setting(f"agreement_{name}", options=list(names)),
        )
        for column, name, names, everything in choices
    }
    if ended:
        filters["ended"] = st.toggle(
            say("panel.ended", language), key="agreement_ended", persist_state="session"
        )
    return filters

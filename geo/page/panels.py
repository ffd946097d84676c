"""The panels below the map: agreements, their lanes, who backs whom, events."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from geo import dates
from geo.layers import read as layers
from geo.page.state import direction, order
from geo.page.world import AGREEMENTS, World
from geo.views import COUNTRY_VIEW
from geo.web import panels as cards
from geo.words import say


def pick(world: World) -> None:
    """Go to what was clicked in a panel."""
    chosen = st.session_state
    kind, _, which = chosen.panel_picks.pick.partition(":")
    if kind == "event":
        chosen.day, view = world.cards.event(which)
        chosen.agreement = None
    else:
        chosen.agreement = which
        wanted = {*chosen.layers, AGREEMENTS}
        chosen.layers = [name for name in layers.NAMES if name in wanted]
        view = world.cards.view_of_agreement(which) or COUNTRY_VIEW
    chosen.view = view
    order(view)


def pick_day(key: str) -> None:
    """Go to the day of the bar or mark that was clicked in the lanes."""
    chosen = st.session_state
    for picked in chosen[key].selection.values():
        for item in picked:
            chosen.day = dates.parse_day(item["day"])
            order()


def show_panels(world: World) -> None:
    """Show the panel that was chosen, for the day."""
    chosen = st.session_state
    panel = st.pills(
        say("panel.panel", chosen.language),
        list(SHOW),
        default="agreements",
        format_func=lambda name: say(f"panel.panels.{name}", chosen.language),
        key="panel",
        label_visibility="collapsed",
        required=True,
    )
    SHOW[panel](world, chosen.day, chosen.language)


def show_agreements(world: World, day: dt.date, language: str) -> None:
    """Show how each agreement stood on a day."""
    wanted = show_filters(world, ended=True)
    show_html(world, world.cards.agreements_on(day, language, **wanted))


def show_lanes(world: World, day: dt.date, language: str) -> None:
    """Show agreements over time."""
    wanted = show_filters(world, ended=False)
    show_html(world, world.cards.lanes_key(day, language))
    dark = st.context.theme.type == "dark"
    key = f"lanes-{day}"
    lanes = world.cards.lanes(day, language, dark=dark, **wanted)
    if lanes is None:
        st.caption(say("panel.no_agreements", language))
    else:
        st.altair_chart(lanes, key=key, on_select=lambda: pick_day(key))


def show_relations(world: World, day: dt.date, language: str) -> None:
    """Show who backed whom on a day."""
    show_html(world, world.cards.relations_on(day, language))


def show_events(world: World, day: dt.date, language: str) -> None:
    """Show the events up to a day."""
    show_html(world, world.cards.events_on(day, language))


SHOW: dict[str, Callable[[World, dt.date, str], None]] = {
    "agreements": show_agreements,
    "lanes": show_lanes,
    "relations": show_relations,
    "events": show_events,
}
"""What shows each panel, in the order in which they are offered."""


def show_filters(world: World, *, ended: bool) -> dict[str, Any]:
    """Let the reader choose which agreements to see; return what was chosen."""
    language = st.session_state.language
    parties = world.cards.parties(language)
    party, kind, over = st.columns(3, vertical_alignment="bottom")
    choices = (
        (party, "party", parties, say("panel.all_parties", language)),
        (kind, "kind", cards.kinds(language), say("panel.all_kinds", language)),
    )
    wanted: dict[str, Any] = {
        name: column.selectbox(
            say(f"panel.{name}", language),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=f"agreement_{name}",
            placeholder=everything,
            persist_state="session",
        )
        for column, name, names, everything in choices
    }
    if ended:
        wanted["ended"] = over.toggle(
            say("panel.ended", language), key="agreement_ended", persist_state="session"
        )
    return wanted


def show_html(world: World, markup: str) -> None:
    """Show a panel whose buttons move the map."""
    world.panel(
        data={"html": markup, "dir": direction(), "lang": st.session_state.language},
        key="panel_picks",
        on_pick_change=lambda: pick(world),
    )

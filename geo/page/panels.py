"""Agreements, their lanes, who backs whom, and events, in the panel beside the map."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from geo import views
from geo.dates import SPAN_START
from geo.errors import GeoError
from geo.page.actions import action
from geo.page.days import day_input
from geo.page.downloads import Download, save_button
from geo.page.fields import choose_one, choose_or_none
from geo.page.picks import pick_day, show_html
from geo.page.state import plain
from geo.page.tables import save_csv
from geo.page.world import World
from geo.query.agreements import COLUMNS, STANDS, Wanted, listed
from geo.query.events import COLUMNS as EVENT_COLUMNS
from geo.query.events import as_json, events
from geo.records.tables.agreements import EVENT_KINDS
from geo.request import MOST_LETTERS
from geo.style import EVENT_DAYS
from geo.web import panels as cards
from geo.words import say


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
    chosen = st.session_state
    search, standing = st.columns(2)
    wanted = Wanted(
        text=search.text_input(
            say("panel.search", language),
            placeholder=say("panel.search", language),
            key="agreement_text",
            max_chars=MOST_LETTERS,
            persist_state="session",
            label_visibility="collapsed",
        ),
        stands=choose_one(
            standing,
            say("panel.stands", language),
            "agreement_stands",
            {name: say(f"panel.stand.{name}", language) for name in STANDS},
            label_visibility="collapsed",
        ),
        **show_filters(world),
        among=choose_sight(world),
        besides=chosen.agreement,
    )
    show_html(world, world.cards.agreements_on(day, language, wanted))
    save_csv(
        world,
        "save_agreements",
        lambda: (one.as_json() for one in listed(world.atlas, day, wanted)),
        COLUMNS,
        f"libya-agreements-{day}",
    )


def choose_sight(world: World) -> frozenset[str] | None:
    """Let the reader have what touches the map's view alone; return its ids."""
    chosen = st.session_state
    only = st.toggle(
        say("panel.in_sight", chosen.language),
        value=True,
        key="in_sight",
        persist_state="session",
    )
    return world.cards.within(chosen.sight) if only else None


def follow_sight(world: World) -> None:
    """List what touches the view that the reader has moved the map to, if it is open.

    Where the page itself flew to something of the list, the list stays as it is.
    """
    chosen = st.session_state
    before, now = chosen.sight, chosen.view
    if chosen.flown and views.are_alike(now, chosen.flown):
        return
    chosen.sight = now
    if chosen.tab not in LISTS or not chosen.get("in_sight"):
        return
    if world.cards.within(before) != world.cards.within(now):
        st.rerun()


def show_lanes(world: World, day: dt.date, language: str) -> None:
    """Show agreements over time."""
    filters = show_filters(world)
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
    """Show the events up to the day: those of a month, unless the reader chooses."""
    chosen = st.session_state
    day, language = chosen.day, chosen.language
    usual = max(SPAN_START, day - dt.timedelta(days=EVENT_DAYS))
    since, of_kind = st.columns(2)
    first = day_input(
        since,
        say("panel.first", language),
        "events_from",
        help=say("answers.since_help", language, day=usual, days=EVENT_DAYS),
    )
    kind = choose_or_none(
        of_kind,
        say("panel.kind", language),
        "events_kind",
        {name: say(f"event_kind.{name}", language) for name in EVENT_KINDS},
        placeholder=say("panel.all_kinds", language),
    )
    within = choose_sight(world)
    try:
        found = events(world.atlas, first or usual, day, (kind,) if kind else ())
    except GeoError as error:
        st.error(plain(error.text(language)))
        return
    found = [one for one in found if within is None or one.event_id in within]
    show_html(world, world.cards.events(found, first or usual, day, language))
    if found:
        save_csv(
            world,
            "save_events",
            lambda: (as_json(world.atlas, one) for one in found),
            EVENT_COLUMNS,
            f"libya-events-{first or usual}-{day}",
        )


WAYS: dict[str, Callable[[World, dt.date, str], None]] = {
    "list": show_list,
    "lanes": show_lanes,
    "relations": show_relations,
}
"""What shows the agreements in each way, in the order in which they are offered."""


LISTS = ("agreements", "events")
"""The tabs that may list what touches the map's view alone."""


def show_filters(world: World) -> dict[str, Any]:
    """Let the reader choose which agreements to see; return what was chosen."""
    language = st.session_state.language
    parties = world.cards.parties(language)
    party, kind = st.columns(2, vertical_alignment="bottom")
    choices = (
        (party, "party", parties, say("panel.all_parties", language)),
        (kind, "kind", cards.kinds(language), say("panel.all_kinds", language)),
    )
    return {
        name: choose_or_none(
            column,
            say(f"panel.{name}", language),
            f"agreement_{name}",
            names,
            placeholder=everything,
            label_visibility="collapsed",
        )
        for column, name, names, everything in choices
    }

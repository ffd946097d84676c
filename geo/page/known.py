"""As known on a day: its switch and banner, and what later sources changed."""

import streamlit as st

from geo.page.actions import action
from geo.page.days import day_input
from geo.page.picks import show_html
from geo.page.state import plain, send_to_map
from geo.page.tables import save_csv
from geo.page.world import World
from geo.query.revised import COLUMNS, revised
from geo.web import answers
from geo.words import say


def chosen_world(world: World) -> World:
    """Return the world as it could be known on the day that was chosen, if any."""
    chosen = st.session_state
    if chosen.known_on is None:
        return world
    with st.spinner(say("known.working", chosen.language, day=chosen.known_on)):
        return world.known_on(chosen.known_on)


def take_day() -> None:
    """Apply the chosen day of knowledge; deselect what was not known then."""
    chosen = st.session_state
    chosen.agreement = chosen.line = None
    send_to_map()


def all_known() -> None:
    """Reset the day of knowledge to today."""
    st.session_state.known_on = None
    take_day()


def show_switch() -> None:
    """Show the choice of the day of knowledge; none: today."""
    chosen = st.session_state
    language = chosen.language
    with st.popover(say("known.switch", language), icon=":material/history:"):
        day_input(st, say("known.day", language), "known_on", then=take_day)
        st.caption(say("known.help", language))


def show_banner() -> None:
    """Show a bar that only what was known on a day is shown, with a way back."""
    chosen = st.session_state
    if chosen.known_on is None:
        return
    with st.container(key="known", horizontal=True, vertical_alignment="center"):
        text = say("known.banner", chosen.language, day=chosen.known_on)
        st.markdown(plain(text))
        st.button(
            say("known.all", chosen.language),
            key="known_all",
            on_click=action(all_known),
        )


def show_revised(world: World) -> None:
    """Show what sources that came out later changed on the day on the map."""
    chosen = st.session_state
    language = chosen.language
    if chosen.known_on is None:
        return
    found = revised(world.whole, chosen.day, chosen.known_on)
    show_html(
        world,
        answers.revised(found, chosen.day, chosen.known_on, language),
        key="revised_picks",
    )
    if found:
        save_csv(
            world,
            "save_revised",
            lambda: (one.as_row() for one in found),
            COLUMNS,
            f"libya-revised-{chosen.day}",
        )

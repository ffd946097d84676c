"""The chosen place on the page: picked on the map or from the list, and its card."""

import streamlit as st

from geo.page.picks import show_html
from geo.page.state import order
from geo.page.world import World
from geo.web import place
from geo.words import say


def pick_place() -> None:
    """Take the place chosen from the list, and have the map open it."""
    chosen = st.session_state
    chosen.selected = chosen.place
    if chosen.place is not None:
        chosen.tab = "place"
    order()


def list_places(world: World) -> None:
    """Offer every place on record."""
    chosen = st.session_state
    names = world.atlas.place_names(chosen.language)
    chosen.place = chosen.selected
    st.selectbox(
        say("page.place", chosen.language),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="place",
        on_change=pick_place,
        placeholder=say("page.click", chosen.language),
        label_visibility="collapsed",
    )


def show_place(world: World) -> None:
    """Show the chosen place: its state on the day, then all its states."""
    chosen = st.session_state
    if chosen.selected is None:
        st.caption(say("page.no_place", chosen.language))
        return
    card = place.card(world.atlas, chosen.selected, chosen.day, chosen.language)
    show_html(world, card)

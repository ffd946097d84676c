"""The chosen place or road on the page: its card."""

import streamlit as st

from geo.page.answers import show_brief
from geo.page.picks import show_html
from geo.page.world import World
from geo.query import roads
from geo.web import place
from geo.web import roads as road_cards
from geo.words import say


def show_place(world: World) -> None:
    """Show the chosen place: its state on the day, then all its states; or a road."""
    chosen = st.session_state
    if chosen.road:
        road = roads.road(world.atlas, chosen.road, chosen.day)
        show_html(world, road_cards.card(road, chosen.language))
        return
    if chosen.selected is None:
        st.caption(say("page.no_place", chosen.language))
        show_brief(world)
        return
    card = place.card(
        world.atlas, chosen.selected, chosen.day, chosen.language, chosen.known_on
    )
    show_html(world, card)

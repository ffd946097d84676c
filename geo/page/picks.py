"""HTML in the panel beside the map, and what its buttons do."""

import streamlit as st

from geo import dates
from geo.layers import read as layers
from geo.page.state import direction, order
from geo.page.world import AGREEMENTS, World
from geo.views import COUNTRY_VIEW


def show_html(world: World, markup: str) -> None:
    """Show HTML whose buttons move the map, by their ``data-pick``."""
    world.panel(
        data={"html": markup, "dir": direction(), "lang": st.session_state.language},
        key="panel_picks",
        on_pick_change=lambda: pick(world),
    )


def pick(world: World) -> None:
    """Go to what was clicked in a panel."""
    chosen = st.session_state
    kind, _, which = chosen.panel_picks.pick.partition(":")
    if kind == "day":
        chosen.day = dates.parse_day(which)
        order()
        return
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

"""What an open page does when the records in a database are edited."""

import streamlit as st

from geo.page.state import keep_up
from geo.page.world import World, is_newer

SECONDS = 2
"""A page looks so often whether there are newer records."""


@st.fragment(run_every=SECONDS)
def follow_records(world: World) -> None:
    """Show the records anew once there are newer ones."""
    keep_up()
    if is_newer(world):
        st.rerun()


def forget_missing(world: World) -> None:
    """Deselect what newer records no longer have."""
    chosen = st.session_state
    if chosen.selected not in world.atlas.records.place_of:
        chosen.selected = None
    if chosen.agreement not in world.atlas.records.agreement_of:
        chosen.agreement = None
    if chosen.line not in world.atlas.records.line_of:
        chosen.line = None

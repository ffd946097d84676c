"""The panel beside the map: what its tabs are, and what each shows."""

from collections.abc import Callable

import streamlit as st

from geo.page.actions import setting
from geo.page.annotated import give_back
from geo.page.answers import show_areas, show_changes
from geo.page.export import show_export
from geo.page.lookup import show_lookup
from geo.page.making import reader_exports
from geo.page.own import show_faults, show_own, show_remarks
from geo.page.panels import show_agreements, show_events
from geo.page.picks import show_evidence
from geo.page.place import show_place
from geo.page.points import show_points
from geo.page.sea_diff import show_differences
from geo.page.state import TABS, look_here
from geo.page.story import show_stories
from geo.page.world import World
from geo.words import say


def _show_sea(world: World) -> None:
    """Show the points of a line, and what two lines give to whom."""
    show_points(world)
    show_differences(world)


SHOW: dict[str, Callable[[World], None]] = {
    "place": show_place,
    "changes": show_changes,
    "areas": show_areas,
    "agreements": show_agreements,
    "events": show_events,
    "sea": _show_sea,
    "stories": show_stories,
    "own": show_lookup,
    "export": show_export,
}
"""What shows each of `geo.page.state.TABS`; the reader's own layers stand besides."""


OF_CLICKS = ("place", "agreements", "events", "sea", "own")
"""The tabs that begin with what a click on the map has just opened."""


def show_tabs(world: World) -> None:
    """Show the tab that was chosen."""
    chosen = st.session_state
    with st.container(key="handle"):
        world.sheet(data={"label": say("page.sheet", chosen.language)}, key="sheet")
    with st.container(key="tab"):
        tab = st.pills(
            say("page.tab", chosen.language),
            TABS,
            format_func=lambda name: say(f"page.tabs.{name}", chosen.language),
            label_visibility="collapsed",
            required=True,
            **setting("tab", look_here, given_as="default"),
        )
    assert tab is not None
    show_faults()
    reader_exports(world)  # whatever tab is open: they go on
    # Always there, or a reader's files would be gone with their tab.
    with st.container(key="own_layers" if tab == "own" else "own_layers_hidden"):
        show_own(chosen.language)
        show_remarks()
        if tab == "own":
            give_back(world)
    with st.container(key=f"shown_{tab}"):
        if tab in OF_CLICKS:
            show_evidence(world, tab)
        if tab in SHOW:
            SHOW[tab](world)

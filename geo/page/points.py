"""The sea on the page: whose sea is drawn, and the points of a line as tables."""

from functools import partial

import streamlit as st

from geo.page.downloads import Download, save_button
from geo.page.fields import choose_or_none
from geo.page.state import choose, send_to_map
from geo.page.world import World
from geo.sea import point_table
from geo.words import named, say

FORMS = {
    "csv": ("csv", "text/csv"),
    "geojson": ("geojson", "application/geo+json"),
    "dms": ("txt", "text/plain"),
    "s121": ("s121.csv", "text/csv"),
}
"""Ending and media type of each form of a table."""


def pick_line(world: World) -> None:
    """Show the line that was chosen from the list on the map."""
    line = st.session_state.line_listed
    choose(place=st.session_state.selected, line=line)
    send_to_map(line and world.cards.view_of_line(line))


def show_points(world: World) -> None:
    """Offer the points of a line at sea as tables."""
    sea, language = world.atlas.sea, st.session_state.language
    names = {line.line_id: named(line, language) for line in sea.shown_lines()}
    line = st.session_state.line
    st.session_state.line_listed = line if line in names else None
    line_id = choose_or_none(
        st,
        say("page.points", language),
        "line_listed",
        names,
        placeholder=say("page.line", language),
        then=partial(pick_line, world),
        help=say("page.points_help", language),
    )
    if line_id is None:
        return
    with st.container(horizontal=True):
        for form, (ending, mime) in FORMS.items():
            name = partial(str, f"{line_id}.{ending}")
            table = partial(point_table, sea, line_id, form)
            download = Download(form.upper(), name, mime, table)
            save_button(world, f"save_points_{form}", download)

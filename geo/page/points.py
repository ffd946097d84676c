"""The sea on the page: whose sea is drawn, and the points of a line as tables."""

from functools import partial
from typing import Any

import streamlit as st

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


def apply_sea_message(message: dict[str, Any], news: set[str]) -> None:
    """Take what of a message is new at sea; a line clicked is chosen."""
    chosen = st.session_state
    if "claimants" in news:
        chosen.claimants = tuple(message["claimants"])
    if message["line"] != chosen.line:
        chosen.line = chosen.line_clicked = message["line"]
        if message["line"]:
            chosen.tab = "sea"


def show_points(world: World) -> None:
    """Offer the points of a line at sea as tables."""
    sea, language = world.atlas.sea, st.session_state.language
    names = {line.line_id: named(line, language) for line in sea.shown_lines()}
    # Only now: a run that a message cuts short would lose what the list is to show.
    chosen = st.session_state
    if chosen.line_clicked:
        chosen.line_choice, chosen.line_clicked = chosen.line_clicked, None
    line_id = st.selectbox(
        say("page.points", language),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="line_choice",
        placeholder=say("page.line", language),
        help=say("page.points_help", language),
        persist_state="session",
    )
    if line_id is None:
        return
    with st.container(horizontal=True):
        for form, (ending, mime) in FORMS.items():
            st.download_button(
                form.upper(),
                partial(point_table, sea, line_id, form),
                f"{line_id}.{ending}",
                mime,
                on_click="ignore",
            )

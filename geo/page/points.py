"""The sea on the page: whose sea is drawn, and the points of a line as tables."""

from functools import partial
from typing import Any

import streamlit as st

from geo.sea import Sea, point_table
from geo.words import named, say

FORMS = {
    "csv": ("csv", "text/csv"),
    "geojson": ("geojson", "application/geo+json"),
    "dms": ("txt", "text/plain"),
    "s121": ("s121.csv", "text/csv"),
}
"""Ending and media type of each form of a table."""


def take_sea(told: dict[str, Any], news: set[str]) -> None:
    """Take what of a message is new at sea; a line clicked is chosen."""
    chosen = st.session_state
    if "claimants" in news:
        chosen.claimants = tuple(told["claimants"])
    if told["line"] != chosen.line:
        chosen.line = chosen.line_clicked = told["line"]


def show_points(sea: Sea, language: str) -> None:
    """Offer the points of a line at sea as tables."""
    names = {line.line_id: named(line, language) for line in sea.shown_lines()}
    # Only now: a run that a message cuts short would lose what the list is to show.
    chosen = st.session_state
    if chosen.line_clicked:
        chosen.line_choice, chosen.line_clicked = chosen.line_clicked, None
    with st.expander(say("page.points", language)):
        line_id = st.selectbox(
            say("page.line", language),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key="line_choice",
            help=say("page.points_help", language),
        )
        if line_id is None:
            return
        columns = st.columns([0.14, 0.14, 0.14, 0.14, 0.44])
        for column, (form, (ending, mime)) in zip(
            columns[:-1], FORMS.items(), strict=True
        ):
            column.download_button(
                form.upper(),
                partial(point_table, sea, line_id, form),
                f"{line_id}.{ending}",
                mime,
                on_click="ignore",
                width="stretch",
            )

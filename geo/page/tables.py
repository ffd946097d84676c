"""Tables that a reader may save from the panel."""

import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from geo import files
from geo.words import say


def save_csv(
    rows: Callable[[], Iterable[Mapping[str, Any]]],
    columns: Iterable[str],
    stem: str,
    language: str,
) -> None:
    """Offer rows, made at the click, as a file with its Arabic whole.

    The name of the file tells the day on which it could be known, if one was chosen.
    """
    known_on = st.session_state.known_on
    if known_on is not None:
        stem += f"-known-{known_on}"

    def content() -> bytes:
        text = io.StringIO()
        files.write_csv(text, columns, rows())
        return text.getvalue().encode("utf-8-sig")

    st.download_button(
        say("answers.save", language),
        content,
        f"{stem}.csv",
        "text/csv",
        on_click="ignore",
        key=f"save-{stem}",
    )

"""Tables that a reader may save from the panel."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from geo.words import say


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row whose lists are texts, as a table of commas needs it."""
    found = {}
    for name, value in row.items():
        if name == "sources":
            found["source_urls"] = " ".join(source["url"] for source in value)
        else:
            found[name] = ";".join(value) if isinstance(value, list) else value
    return found


def save_csv(
    rows: Callable[[], list[dict[str, Any]]], stem: str, language: str
) -> None:
    """Offer rows, made at the click, as a file with its Arabic whole.

    The name of the file tells the day on which it could be known, if one was chosen.
    """
    known_on = st.session_state.known_on
    if known_on is not None:
        stem += f"-known-{known_on}"

    def content() -> bytes:
        every = [flat(row) for row in rows()]
        text = io.StringIO()
        table = csv.DictWriter(text, list(every[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(every)
        return text.getvalue().encode("utf-8-sig")

    st.download_button(
        say("answers.save", language),
        content,
        f"{stem}.csv",
        "text/csv",
        on_click="ignore",
        key=f"save-{stem}",
    )

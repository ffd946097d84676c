"""Tables that a reader may save from the panel."""

import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from geo import files
from geo.page.downloads import Download, save_button
from geo.page.world import World
from geo.words import say


def save_csv(
    world: World,
    button: str,
    rows: Callable[[], Iterable[Mapping[str, Any]]],
    columns: Iterable[str],
    stem: str,
) -> None:
    """Offer rows, made at the click, as a file; see `save_table`."""

    def content() -> str:
        text = io.StringIO()
        files.write_csv(text, columns, rows())
        return text.getvalue()

    save_table(world, button, content, stem)


def save_table(
    world: World, button: str, content: Callable[[], str], stem: str
) -> None:
    """Offer a table, made at the click, as a file with its Arabic whole.

    The name of the file tells the day on which it could be known, if one was chosen.
    """
    chosen = st.session_state
    known = f"-known-{chosen.known_on}" if chosen.known_on is not None else ""
    label = say("answers.save", chosen.language)
    name = f"{stem}{known}.csv"

    def coded() -> bytes:
        return content().encode(files.CODING)

    save_button(world, button, Download(label, lambda: name, "text/csv", coded))

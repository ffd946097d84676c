"""A reader's tables of events, given back with who held each place."""

import datetime as dt
from functools import partial
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from geo.bounds.uploads import Limits
from geo.errors import GeoError, Text
from geo.inputs import sheets
from geo.inputs.annotate import FORMS, given_back
from geo.inputs.answers import Counts, Options
from geo.page.downloads import Download, save_button
from geo.page.state import plain
from geo.page.world import World
from geo.words import say

MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


class Table(NamedTuple):
    """A reader's table.

    Attributes
    ----------
    name : str
        Of its file.
    content : bytes
    """

    name: str
    content: bytes


def is_table(name: str) -> bool:
    """Return whether a file is a table by its name."""
    return _form(name) is not None


def _form(name: str) -> str | None:
    """Return in which form a table is given back; None: it is none."""
    if sheets.is_sheet(name):
        return "csv"
    ending = Path(name).suffix.lower()
    return next((form for form, endings in FORMS.items() if ending in endings), None)


def give_back(world: World) -> None:
    """Offer each table of a reader with its answers; say how many rows have none.

    A table without a column of days is none of events: nothing is offered of it.
    """
    chosen = st.session_state
    known_on: dt.date | None = chosen.known_on
    for layer_id, table in chosen.own_tables.items():
        made = partial(_answers, world, table, known_on, chosen.language)
        key = (layer_id, known_on, chosen.language)
        if key not in chosen.own_counts:
            chosen.own_counts[key] = _counts(made)
        counts: Counts | None = chosen.own_counts[key]
        if counts is None:
            continue
        answered = counts.rows - counts.unanswered
        values = {"name": table.name, "of": counts.rows}
        lines = [Text("own.answered", count=answered, **values)]
        if counts.exchanged:
            values = {"count": counts.exchanged, "column": counts.column}
            lines.append(Text("cli.exchanged", **values))
        if sheets.is_sheet(table.name):
            lines.append(Text("own.as_csv", name=table.name))
        st.caption(plain(" ".join(line.text(chosen.language) for line in lines)))
        label = say("own.give_back", chosen.language, name=table.name)
        name = partial(_name, table.name, known_on)
        media = MEDIA[_form(table.name) or "csv"]
        download = Download(label, name, media, partial(_content, made))
        save_button(world, f"save_answers_{layer_id}", download)


def _answers(
    world: World, table: Table, known_on: dt.date | None, language: str
) -> tuple[bytes, Counts]:
    name, content = table.name, table.content
    columns: sheets.Columns = {}
    if sheets.is_sheet(name):
        content, columns = sheets.as_csv(name, content, Limits.set_in())
        name = f"{name}.csv"
    options = Options(columns, known_on=known_on, language=language)
    return given_back(name, content, lambda: world.whole, options)


def _content(made: "partial[tuple[bytes, Counts]]") -> bytes:
    return made()[0]


def _counts(made: "partial[tuple[bytes, Counts]]") -> Counts | None:
    """Return what becomes of the rows of a table; None: it is none of events."""
    try:
        return made()[1]
    except GeoError:
        return None


def _name(name: str, known_on: dt.date | None) -> str:
    path = Path(name)
    known = f"-known-{known_on}" if known_on is not None else ""
    ending = ".csv" if sheets.is_sheet(name) else path.suffix
    return f"{path.stem}-libya{known}{ending}"

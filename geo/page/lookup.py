"""The reader's own points and days, given back with who held each."""

import streamlit as st

from geo.errors import GeoError
from geo.page.picks import show_html
from geo.page.state import plain
from geo.page.tables import save_csv
from geo.page.world import World
from geo.query import annotate
from geo.query.annotate import Annotated, Table
from geo.web import lookup
from geo.words import say

HEAD = "lat,lon,date\n"
"""The columns of lines that have no header."""


@st.fragment
def show_lookup(world: World) -> None:
    """Let the reader paste points and days; answer each of them."""
    chosen = st.session_state
    language = chosen.language
    text = st.text_area(
        say("lookup.label", language),
        key="lookup",
        max_chars=lookup.MOST_LETTERS,
        placeholder="32.887, 13.187, 2019-12-19",
        help=say("lookup.help", language),
        persist_state="session",
    )
    if not text.strip():
        return
    order = st.segmented_control(
        say("lookup.order", language),
        annotate.ORDERS,
        default=annotate.ISO,
        format_func=lambda name: say(f"lookup.orders.{name}", language),
        key="lookup_order",
        required=True,
        persist_state="session",
    )
    try:
        table = read(text)
    except GeoError as error:
        st.error(plain(error.text(language)))
        return
    places = world.whole.places
    found = list(annotate.annotate(places, table, order, chosen.known_on))
    show_html(world, lookup.answers(table, found, language), key="lookup_picks")
    header = annotate.header(table)
    save_csv(
        lambda: (_row(header, one, language) for one in found),
        header,
        "libya-lookup",
        language,
    )


def read(text: str) -> Table:
    """Return lines of ``lat,lon,date``, or a table with a header, as a table.

    Raises
    ------
    PlaceError
        If its columns are not those of points and days.
    """
    table = annotate.read_table(text) or annotate.read_table(HEAD + text)
    assert table is not None  # its first line names columns
    return table


def _row(header: list[str], one: Annotated, language: str) -> dict[str, object]:
    return dict(zip(header, [*one.cells, *one.appended(language)], strict=True))

"""The reader's own points and days, given back with who held each."""

import io

import streamlit as st

from geo.errors import GeoError, Text
from geo.errors.text import ISOLATE, ISOLATED
from geo.inputs import delimited, located
from geo.inputs.answers import Answers
from geo.page.picks import show_html
from geo.page.state import keep_up, plain
from geo.page.tables import save_table
from geo.page.world import World
from geo.query import annotate, written
from geo.query.questions import Questions
from geo.web import lookup
from geo.words import say

HEAD = "lat,lon,date\n"
"""The columns of lines that have no header."""


@st.fragment
def show_lookup(world: World) -> None:
    """Let the reader paste points and days; answer each of them."""
    keep_up()
    chosen = st.session_state
    language = chosen.language
    text = st.text_area(
        say("lookup.label", language),
        key="lookup",
        max_chars=lookup.MOST_LETTERS,
        placeholder=f"{ISOLATE}32.887, 13.187, 2019-12-19{ISOLATED}",
        help=say("lookup.help", language),
        persist_state="session",
    )
    if not text.strip():
        return
    order = st.segmented_control(
        say("lookup.order", language),
        written.ORDERS,
        default=written.ISO,
        format_func=lambda name: say(f"lookup.orders.{name}", language),
        key="lookup_order",
        required=True,
        persist_state="session",
    )
    try:
        table = read(text)
        batch = next(table.batches(lookup.MOST_LETTERS), delimited.Batch())
        columns = located.columns(table.header, batch.cells, where=table.name)
    except GeoError as error:
        st.error(plain(error.text(language)))
        return
    questions = columns.questions(batch, order)
    found = lookup.Lookup(batch.cells, columns.shown, questions)
    places, known_on = world.whole.places, chosen.known_on
    show_html(
        world, lookup.answers(found, places, language, known_on), key="lookup_picks"
    )

    def content() -> str:
        annotator = world.whole.annotator(known_on)
        names = annotate.header(table.header, spans="until" in columns.found)
        return answered(table, batch, questions, Answers(annotator, names, language))

    save_table(world, "save_lookup", content, "libya-lookup")


def answered(
    table: delimited.Table,
    batch: delimited.Batch,
    questions: Questions,
    answers: Answers,
) -> str:
    """Return a table with its answers: every cell as it was written, none left out."""
    made = answers.columns(questions)
    head = table.head(answers.names.values()).removeprefix(delimited.MARK)
    return head + table.text(batch, delimited.added(made, table.delimiter))


def read(text: str) -> delimited.Table:
    """Return lines of ``lat,lon,date``, or a table with a header, as a table."""
    name = Text("lookup.table")
    table = delimited.Table(io.StringIO(text, newline=""), name)
    if table.named:
        return table
    return delimited.Table(io.StringIO(HEAD + text, newline=""), name)

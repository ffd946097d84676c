"""The tab that saves what is on the map, in every form, and says how to cite it."""

import datetime as dt
from contextlib import suppress
from dataclasses import fields
from typing import Any

import streamlit as st

from geo import export, views
from geo.dates import SPAN_START, today
from geo.errors import GeoError
from geo.export import citations, forms, manifests
from geo.page.state import direction, plain
from geo.page.world import World
from geo.pictures import captions
from geo.request import COMPARISONS, MOST_LETTERS, ORIENTATIONS, SIZES, Request
from geo.shown import Shown
from geo.views import COUNTRY, VIEWS
from geo.web import html as maps
from geo.words import has, say

OFFERED = [
    form.name for form in forms.TABLE if form.shows != "some days" or not form.drawn
]
"""Names of the forms that the page makes: films take too long."""

DOTS = (100, 150, 200, 300, 450, 600)
ON_MAP = "map"
"""The view that the map has when the file is saved."""


@st.fragment
def show_export(world: World) -> None:
    """Offer what is on the map as a file, and its citation."""
    chosen = st.session_state
    language, picture = chosen.language, chosen.picture
    form_column, button_column = st.columns(2, vertical_alignment="bottom")
    form = form_column.selectbox(
        say("export.form", language),
        OFFERED,
        format_func=lambda name: form_name(name, language),
        key="form",
        persist_state="session",
    )
    with st.expander(say("export.options", language)):
        options = choose_options(form, language)
    try:
        request = request_of(Shown(**picture["shown"]), options)
    except GeoError as error:
        st.error(plain(str(error)))
        return

    def content() -> bytes:
        # What is on the map at the click, which may have moved since this was shown.
        shown = Shown(**picture["shown"])
        now = request_of(shown, options)
        if form == "html" and picture["own"]:
            frames, records = world.atlas.frames, world.atlas.records
            return maps.html(frames, records, shown, picture["own"]).encode()
        return export.make(world.whole, now, form)

    button_column.download_button(
        say("export.save", language, form=form_name(form, language)),
        content,
        forms.file_name(request, form),
        forms.named(form).media,
        key="save",
        on_click="ignore",
        width="stretch",
    )
    st.caption(hint_of(form, request, language))
    if st.toggle(say("export.cite", language), key="cite"):
        show_citation(world, request, form)


def form_name(name: str, language: str) -> str:
    """Return what a form is called."""
    key = f"export.forms.{name}"
    return say(key, language) if has(key) else forms.named(name).title


def hint_of(form: str, request: Request, language: str) -> str:
    """Return what a file will hold, in a few words."""
    chosen = st.session_state
    own = form == "html" and bool(chosen.own)
    count = len(chosen.layers) + (len(chosen.own_shown) if own else 0)
    day = request.day.isoformat()
    sentences = [say("export.saves", language, day=day, count=count)]
    sentences.append(say("export.no_manifest" if own else "export.manifest", language))
    if chosen.own and not own:
        sentences.append(say("export.own", language))
    if request.known_on:
        sentences.append(
            say("export.known", language, day=request.known_on.isoformat())
        )
    return " ".join([*sentences, say("export.copy", language)])


def show_citation(world: World, request: Request, form: str) -> None:
    """Show how to cite a file, and a text in place of its picture."""
    language = request.language
    then = world.atlas
    st.html(
        f'<p dir="{direction()}"><b>{say("export.alt", language)}</b><br>'
        f"{export.alt_text(request, then.frames)}</p>"
    )
    count = len(manifests.manifest(then, request, form)["sources"])
    names = [say(f"export.citations.{name}", language) for name in citations.FORMS]
    languages = {"text": None, "bibtex": "latex", "csl": "json"}
    for tab, name in zip(st.tabs(names), citations.FORMS, strict=True):
        cited = export.citation(request, name, today(), count)
        tab.code(cited, language=languages[name], wrap_lines=True)


def choose_options(form: str, language: str) -> dict[str, Any]:
    """Let the reader choose what a file of a form shows, and how; return it."""
    picture = forms.named(form).is_picture
    options = choose_content(picture, form, language)
    if not picture:
        return options
    suggested = ""
    with suppress(GeoError):  # which is told where the file would be saved
        shown = Shown(**st.session_state.picture["shown"])
        suggested = captions.title(request_of(shown, options))
    return options | choose_look(form, language, suggested)


def choose_content(picture: bool, form: str, language: str) -> dict[str, Any]:
    """Let the reader choose which part of the facts a file shows; return it."""
    first, second = st.columns(2)
    third, _ = st.columns(2)
    options: dict[str, Any] = {}
    every_day = forms.named(form).shows == "all days"
    if not every_day:
        options["view"] = first.selectbox(
            say("export.view", language),
            [ON_MAP, *VIEWS],
            format_func=lambda name: view_name(name, language),
            key="export_view",
            persist_state="session",
        )
    if picture:
        options["against"] = day_input(
            second, say("export.against", language), "export_against"
        )
        options["comparison"] = third.selectbox(
            say("export.comparison", language),
            COMPARISONS,
            format_func=lambda name: say(f"export.comparisons.{name}", language),
            key="export_comparison",
            persist_state="session",
            disabled=options["against"] is None,
        )
    elif not every_day:
        options["since"] = day_input(
            second, say("export.since", language), "export_since"
        )
    return options


def view_name(name: str, language: str) -> str:
    """Return what a view is called."""
    if name == ON_MAP:
        return say("export.on_map", language)
    return say(f"view.{name}", language)


def choose_look(form: str, language: str, suggested: str) -> dict[str, Any]:
    """Let the reader choose how a picture looks; return it."""
    paper, orientation = st.columns(2)
    dots, dark = st.columns(2, vertical_alignment="bottom")
    options: dict[str, Any] = {
        "title": st.text_input(
            say("export.title", language),
            key="export_title",
            max_chars=MOST_LETTERS,
            placeholder=suggested,
            persist_state="session",
        ),
        "paper": paper.selectbox(
            say("export.paper", language),
            SIZES,
            index=SIZES.index("a4"),
            format_func=lambda name: say(f"export.papers.{name}", language),
            key="export_paper",
            persist_state="session",
        ),
        "orientation": orientation.selectbox(
            say("export.orientation", language),
            ORIENTATIONS,
            format_func=lambda name: say(f"export.orientations.{name}", language),
            key="export_orientation",
            persist_state="session",
        ),
        "dark": dark.toggle(
            say("export.dark", language), key="export_dark", persist_state="session"
        ),
    }
    if form == "png":
        options["dpi"] = dots.selectbox(
            say("export.dpi", language),
            DOTS,
            index=DOTS.index(200),
            key="export_dpi",
            persist_state="session",
        )
    return options


def day_input(column: Any, label: str, key: str) -> dt.date | None:
    """Let the reader choose a day, or none."""
    day: dt.date | None = column.date_input(
        label,
        value=None,
        min_value=SPAN_START,
        max_value=today(),
        format="YYYY-MM-DD",
        key=key,
        persist_state="session",
    )
    return day


def request_of(shown: Shown, options: dict[str, Any]) -> Request:
    """Return what a file shows: what is on the map, and what was chosen besides.

    Raises
    ------
    GeoError
        If it cannot be shown.
    """
    view = options.get("view", ON_MAP)
    on_map = COUNTRY if views.shows_country(shown.web_view) else shown.view
    content = {part.name: getattr(shown, part.name) for part in fields(shown)}
    return Request(**content | options | {"view": on_map if view == ON_MAP else view})

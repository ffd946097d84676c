"""The panel that saves what is on the map, in every form, and says how to cite it."""

import datetime as dt
from typing import Any

import streamlit as st

from geo import export
from geo.errors import GeoError
from geo.export import citations, manifests
from geo.page.state import direction, plain
from geo.page.world import World
from geo.pictures import render as snapshot
from geo.records.read import SPAN_START
from geo.request import (
    COMPARISONS,
    COUNTRY,
    MOST_LETTERS,
    ORIENTATIONS,
    PAPERS,
    VIEWS,
    Request,
    View,
)
from geo.web import html as maps
from geo.web import payload
from geo.words import say

MEDIA = {
    "png": "image/png",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "html": "text/html",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "kml": "application/vnd.google-earth.kml+xml",
    "parquet": "application/vnd.apache.parquet",
}
"""Media type by form, in the order in which forms are offered."""

DOTS = (100, 150, 200, 300, 450, 600)
COUNTRY_OFF = 2
"""Degrees, and half as many steps of zoom, by which the map may be off its first view,
as on screens of another shape, and still show just the country."""

ON_MAP = "map"
"""The view that the map has when the file is saved."""


@st.fragment
def show_export(world: World) -> None:
    """Offer what is on the map as a file, and its citation."""
    chosen = st.session_state
    language, picture = chosen.language, chosen.picture
    form_column, button_column, hint = st.columns(
        [0.2, 0.2, 0.6], vertical_alignment="bottom"
    )
    form = form_column.selectbox(
        say("export.form", language),
        list(MEDIA),
        format_func=lambda name: say(f"export.forms.{name}", language),
        key="form",
    )
    with st.expander(say("export.options", language)):
        options = ask(form, language)
    try:
        asked = request_of(picture["state"], options)
    except GeoError as error:
        st.error(plain(str(error)))
        return

    def content() -> bytes:
        # What is on the map at the click, which may have moved since this was shown.
        now = request_of(picture["state"], options)
        if form == "html" and picture["own"]:
            return maps.html(world.frames, world.records, **picture).encode()
        return export.make(world.files, now, form)

    button_column.download_button(
        say("export.save", language, form=say(f"export.forms.{form}", language)),
        content,
        f"libya-{asked.day}.{form}",
        MEDIA[form],
        key="save",
        on_click="ignore",
        width="stretch",
    )
    hint.caption(hint_of(form, asked, language))
    if st.toggle(say("export.cite", language), key="cite"):
        show_citation(world, asked, form)


def hint_of(form: str, asked: Request, language: str) -> str:
    """Return what a file will hold, in a few words."""
    chosen = st.session_state
    own = form == "html" and bool(chosen.own)
    count = len(chosen.layers) + (len(chosen.own_shown) if own else 0)
    day = asked.day.isoformat()
    told = [say("export.saves", language, day=day, count=count)]
    told.append(say("export.no_manifest" if own else "export.manifest", language))
    if chosen.own and not own:
        told.append(say("export.own", language))
    if asked.known_on:
        told.append(say("export.known", language, day=asked.known_on.isoformat()))
    return " ".join([*told, say("export.copy", language)])


def show_citation(world: World, asked: Request, form: str) -> None:
    """Show how to cite a file, and a text in place of its picture."""
    language = asked.language
    then = world.files.known(asked.known_on)
    st.html(
        f'<p dir="{direction()}"><b>{say("export.alt", language)}</b><br>'
        f"{export.alt_text(asked, then.frames)}</p>"
    )
    count = len(manifests.manifest(then, asked, form)["sources"])
    names = [say(f"export.citations.{name}", language) for name in citations.FORMS]
    languages = {"text": None, "bibtex": "latex", "csl": "json"}
    for tab, name in zip(st.tabs(names), citations.FORMS, strict=True):
        told = export.citation(asked, name, dt.date.today(), count)
        tab.code(told, language=languages[name], wrap_lines=True)


def ask(form: str, language: str) -> dict[str, Any]:
    """Let the reader choose what a file of a form shows, and how; return it."""
    picture = form in snapshot.FORMS
    asked = ask_content(picture, form, language)
    return asked | ask_look(form, language) if picture else asked


def ask_content(picture: bool, form: str, language: str) -> dict[str, Any]:
    """Let the reader choose which part of the facts a file shows; return it."""
    first, second, third, fourth = st.columns(4)
    asked: dict[str, Any] = {}
    if form != "html":
        asked["view"] = first.selectbox(
            say("export.view", language),
            [ON_MAP, *VIEWS],
            format_func=lambda name: view_name(name, language),
            key="export_view",
        )
    asked["known_on"] = day_input(
        second, say("export.known_on", language), "export_known_on"
    )
    if picture:
        asked["against"] = day_input(
            third, say("export.against", language), "export_against"
        )
        asked["comparison"] = fourth.selectbox(
            say("export.comparison", language),
            COMPARISONS,
            format_func=lambda name: say(f"export.comparisons.{name}", language),
            key="export_comparison",
            disabled=asked["against"] is None,
        )
    elif form != "html":
        asked["since"] = day_input(third, say("export.since", language), "export_since")
    return asked


def view_name(name: str, language: str) -> str:
    """Return what a view is called."""
    if name == ON_MAP:
        return say("export.on_map", language)
    return say(f"view.{name}", language)


def ask_look(form: str, language: str) -> dict[str, Any]:
    """Let the reader choose how a picture looks; return it."""
    title, paper, orientation, dots, dark = st.columns(
        [0.36, 0.16, 0.16, 0.16, 0.16], vertical_alignment="bottom"
    )
    asked: dict[str, Any] = {
        "title": title.text_input(
            say("export.title", language), key="export_title", max_chars=MOST_LETTERS
        ),
        "paper": paper.selectbox(
            say("export.paper", language),
            list(PAPERS),
            index=list(PAPERS).index("a4"),
            format_func=lambda name: say(f"export.papers.{name}", language),
            key="export_paper",
        ),
        "orientation": orientation.selectbox(
            say("export.orientation", language),
            ORIENTATIONS,
            format_func=lambda name: say(f"export.orientations.{name}", language),
            key="export_orientation",
        ),
        "dark": dark.toggle(say("export.dark", language), key="export_dark"),
    }
    if form == "png":
        asked["dpi"] = dots.selectbox(
            say("export.dpi", language), DOTS, index=DOTS.index(200), key="export_dpi"
        )
    return asked


def day_input(column: Any, label: str, key: str) -> dt.date | None:
    """Let the reader choose a day, or none."""
    day: dt.date | None = column.date_input(
        label,
        value=None,
        min_value=SPAN_START,
        max_value=dt.date.today(),
        format="YYYY-MM-DD",
        key=key,
    )
    return day


def shows_country(lat: float, lon: float, zoom: float) -> bool:
    """Return whether a view of the map is that of the country, more or less."""
    middle = payload.COUNTRY_VIEW
    off = max(abs(lat - middle[0]), abs(lon - middle[1]))
    return off < COUNTRY_OFF and abs(zoom - middle[2]) < COUNTRY_OFF / 2


def request_of(state: payload.State, options: dict[str, Any]) -> Request:
    """Return what a file shows: what is on the map, and what was chosen besides.

    Raises
    ------
    GeoError
        If it cannot be shown.
    """
    view = options.get("view", ON_MAP)
    on_map = COUNTRY if shows_country(*state.view) else View(*state.view)
    return Request(
        day=state.date,
        layers=tuple(state.layers),
        language=state.language,
        claimants=tuple(state.claimants),
        **options | {"view": on_map if view == ON_MAP else view},
    )

"""What the reader chooses about a file: for what it is, what it shows, how it looks."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from geo.dates import SPAN_START
from geo.export import forms
from geo.page.actions import setting
from geo.page.days import day_input
from geo.page.fields import choose_one
from geo.pictures.film import SIZE_PX
from geo.request import (
    COMPARISONS,
    MOST_LETTERS,
    ORIENTATIONS,
    SCREENS,
    SIZES,
    STEPS,
)
from geo.views import VIEWS
from geo.words import has, say

PRESETS: Mapping[str, Mapping[str, str]] = {
    "story": {"form": "png", "export_paper": "story"},
    "square": {"form": "png", "export_paper": "square"},
    "wide": {"form": "png", "export_paper": "wide"},
    "slide": {"form": "png", "export_paper": "slide"},
    "a4": {"form": "pdf", "export_paper": "a4"},
    "film": {"form": "mp4"},
    "map": {"form": "html"},
    "data": {"form": "gpkg"},
}
"""What a file may be for, and what is chosen with it."""

USUAL: Mapping[str, Any] = {
    "form": forms.FORMS[0],
    "export_paper": "a4",
    "export_dpi": 200,
    "export_title": "",
}
"""What is chosen as long as the reader chose nothing: what is read before its list is
drawn, or is not the first there."""

DOTS = (100, 150, 200, 300, 450, 600)
FILM_SIZES = ("film", "square", "story", "slide")
"""Of films: `SIZE_PX`, and screens."""

USUAL_FILM = dt.timedelta(days=365)
ON_MAP = "map"
"""The view that the map has when the file is saved."""


def preset_of(form: str, paper: str) -> str | None:
    """Return what a file is for; None: for nothing that has a name.

    Parameters
    ----------
    form : str
        Of `geo.export.FORMS`.
    paper : str
        Of `geo.request.SIZES`.

    Returns
    -------
    str or None
        Of `PRESETS`.
    """
    kind = forms.named(form)
    if kind.is_film:
        return "film"
    if kind.shows == "all days":
        return "map"
    if not kind.drawn:
        return "data"
    return paper if paper in PRESETS else None


def form_name(name: str, language: str) -> str:
    """Return what a form is called."""
    key = f"export.forms.{name}"
    return say(key, language) if has(key) else forms.named(name).title


def choose_form(language: str) -> str:
    """Let the reader choose what a file is for, or its form; return the form."""
    chosen = st.session_state
    for key, value in USUAL.items():
        chosen.setdefault(key, value)
    chosen.preset = preset_of(chosen.form, chosen.export_paper)
    with st.container(key="preset"):
        st.pills(
            say("export.preset", language),
            PRESETS,
            format_func=lambda name: say(f"export.presets.{name}", language),
            **setting("preset", _apply_preset, given_as="default"),
        )
    names = {name: form_name(name, language) for name in forms.FORMS}
    return choose_one(st, say("export.form", language), "form", names)


def _apply_preset() -> None:
    chosen = st.session_state
    if chosen.preset:
        chosen.update(PRESETS[chosen.preset])


def choose_content(form: str, language: str) -> dict[str, Any]:
    """Let the reader choose which part of the facts a file shows; return it."""
    kind = forms.named(form)
    first, second = st.columns(2)
    third, _ = st.columns(2)
    options: dict[str, Any] = {}
    if kind.shows != "all days":
        options["view"] = choose_one(
            first,
            say("export.view", language),
            "export_view",
            {name: view_name(name, language) for name in (ON_MAP, *VIEWS)},
        )
    if kind.is_picture:
        suggest_against()
        options["against"] = day_input(
            second, say("export.against", language), "export_against"
        )
        options["comparison"] = choose_one(
            third,
            say("export.comparison", language),
            "export_comparison",
            {name: say(f"export.comparisons.{name}", language) for name in COMPARISONS},
            disabled=options["against"] is None,
        )
    elif kind.shows == "some days" and not kind.drawn:
        options["since"] = day_input(
            second, say("export.since", language), "export_since"
        )
    return options


def suggest_against() -> None:
    """Compare with the day that the page does, unless the reader chose otherwise."""
    chosen = st.session_state
    against = chosen.against
    if against is not None and against >= chosen.day:
        against = None  # which the map then does not compare
    before = chosen.get("against_suggested")
    if against == before:  # the field is left alone: somebody may be typing in it
        return
    if chosen.get("export_against") == before:
        chosen.export_against = against
    chosen.against_suggested = against


def view_name(name: str, language: str) -> str:
    """Return what a view is called."""
    if name == ON_MAP:
        return say("export.on_map", language)
    return say(f"view.{name}", language)


def choose_look(form: str, language: str) -> dict[str, Any]:
    """Let the reader choose how a drawing looks; return it."""
    options: dict[str, Any] = {}
    paper, orientation = st.columns(2)
    dots, dark = st.columns(2, vertical_alignment="bottom")
    if forms.named(form).is_film:
        size = choose_one(
            paper,
            say("film.size", language),
            "film_size",
            {name: film_size_name(name, language) for name in FILM_SIZES},
        )
        options |= {"size_px": SIZE_PX} if size == FILM_SIZES[0] else {"paper": size}
    else:
        options["paper"] = choose_one(
            paper,
            say("export.paper", language),
            "export_paper",
            {name: paper_name(name, language) for name in SIZES},
        )
        options["orientation"] = choose_one(
            orientation,
            say("export.orientation", language),
            "export_orientation",
            {
                name: say(f"export.orientations.{name}", language)
                for name in ORIENTATIONS
            },
            disabled=options["paper"] in SCREENS,
        )
    options["dark"] = dark.toggle(
        say("export.dark", language), key="export_dark", persist_state="session"
    )
    if form == "png":
        options["dpi"] = choose_one(
            dots,
            say("export.dpi", language),
            "export_dpi",
            {dpi: str(dpi) for dpi in DOTS},
            disabled=options["paper"] in SCREENS,
        )
    return options


def choose_film(day: dt.date, language: str) -> dict[str, Any]:
    """Let the reader choose which days a film shows; return it."""
    first, second = st.columns(2)
    usual = max(SPAN_START, day - USUAL_FILM)
    since = day_input(
        first,
        say("film.since", language),
        "film_since",
        help=say("film.since_help", language, day=usual),
    )
    step = choose_one(
        second,
        say("film.step", language),
        "film_step",
        {name: say(f"film.steps.{name}", language) for name in STEPS},
    )
    return {"since": since or usual, "step": step}


def film_size_name(name: str, language: str) -> str:
    """Return what a size of films is called, of `FILM_SIZES`."""
    if name == FILM_SIZES[0]:
        return say("film.usual_size", language, **_sides(SIZE_PX))
    return paper_name(name, language)


def paper_name(name: str, language: str) -> str:
    """Return what a size of pictures is called, of `geo.request.SIZES`."""
    sides = _sides(SCREENS[name]) if name in SCREENS else {}
    return say(f"export.papers.{name}", language, **sides)


def _sides(pixels: tuple[int, int]) -> dict[str, str]:
    wide, high = pixels
    return {"wide": str(wide), "high": str(high)}


def choose_title(suggested: str, language: str) -> str:
    """Let the reader change the title that is suggested; return it if they did."""
    chosen = st.session_state
    if chosen.export_title in ("", chosen.get("title_suggested")):
        chosen.export_title = suggested
    chosen.title_suggested = suggested
    title: str = st.text_input(
        say("export.title", language),
        max_chars=MOST_LETTERS,
        **setting("export_title"),
    )
    return "" if title == suggested else title

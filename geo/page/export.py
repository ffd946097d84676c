"""The tab that saves what is on the map, in every form, and says how to cite it."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import streamlit as st

from geo import views
from geo.errors import ExportError, GeoError
from geo.export import forms, sizes
from geo.page.actions import action, within
from geo.page.choices import (
    ON_MAP,
    choose_content,
    choose_film,
    choose_form,
    choose_look,
    choose_title,
    form_name,
)
from geo.page.downloads import Download, Waiting, save_button
from geo.page.making import JOBS, make_later, show_jobs, show_preview
from geo.page.share import show_citation, show_embed, site
from geo.page.state import keep_up, plain
from geo.page.world import World
from geo.pictures import captions, film
from geo.request import Request
from geo.shown import Shown
from geo.style.layers import PLACES
from geo.views import COUNTRY
from geo.words import say

EXPORT = "export"
"""Part of the page, for `geo.page.actions.within`."""


@st.fragment
def show_export(world: World) -> None:
    """Offer what is on the map as a file, the code to embed it, and its citation."""
    keep_up(EXPORT, JOBS)
    with within(EXPORT):
        _show(world)


def _show(world: World) -> None:
    language = st.session_state.language
    form = choose_form(language)
    file = st.container(key="export_file")
    with st.container():
        show_jobs(world)
    hint = st.container()
    with st.expander(say("export.options", language), key="export_options"):
        options = choose_content(form, language) | {"site": site()}
        if forms.named(form).drawn:
            options |= choose_look(form, language)
    with file:
        try:
            request = show_file(world, form, options)
        except GeoError as error:
            st.error(plain(error.text(language)))
            request = None
    if request is None:
        return
    hint.caption(hint_of(form, request, language))
    if st.toggle(say("export.cite", language), key="cite"):
        show_citation(world, request, form)
    with st.expander(say("embed.title", language), key="embed"):
        show_embed(request)


def show_file(world: World, form: str, options: dict[str, Any]) -> Request:
    """Show a file before it is made, and let the reader have it made.

    Returns
    -------
    geo.request.Request
        What it shows.

    Raises
    ------
    GeoError
        If it cannot be shown.
    """
    picture = st.session_state.picture
    shown = Shown(**picture["shown"])
    kind, language = forms.named(form), shown.language
    if kind.is_film:
        options |= choose_film(shown.day, language)
    request = request_of(shown, options)
    if kind.drawn:
        suggested = captions.suggested(request, world.atlas.frames[PLACES])
        options["title"] = choose_title(suggested, language)
        request = titled(world, request_of(shown, options))
    count = show_length(world, request) if kind.is_film else 1
    show_preview(world, request, form, count)

    def now() -> Request:
        # What is on the map at the click, which may have moved since this was shown.
        wanted = request_of(Shown(**picture["shown"]), options)
        return titled(world, wanted) if kind.drawn else wanted

    if sizes.is_large(request, form):
        st.button(
            say("export.make", language, form=form_name(form, language)),
            key="make",
            on_click=action(make_later, world, now, form),
            type="primary",
            width="stretch",
        )
    else:
        label = say("export.save", language, form=form_name(form, language))
        content = content_of(world, form, now)
        download = Download(
            label, lambda: forms.file_name(now(), form), kind.media, content
        )
        save_button(world, "save", download, is_primary=True)
    return request


def content_of(
    world: World, form: str, now: Callable[[], Request]
) -> Callable[[], Waiting]:
    """Return what has a file made at the click, in its turn."""
    picture = st.session_state.picture

    def content() -> Waiting:
        request, own = now(), []
        if form == "html" and picture["own"]:
            request, own = Request(**picture["shown"]), picture["own"]
        return Waiting(world.saves, world.saves.add(world.whole, request, form, own))

    return content


def show_length(world: World, request: Request) -> int:
    """Show how long a film is, and how long it takes; return how many pictures it has.

    Raises
    ------
    ExportError
        If the page makes none as long as that.
    """
    language = request.language
    count = len(film.days(world.atlas.records, request))
    if count > sizes.MOST_PICTURES:
        most = sizes.MOST_PICTURES
        raise ExportError("film.too_long", count=count, most=most)
    play = round(sizes.play_seconds(request, count))
    make = round(sizes.draw_seconds(request, count))
    st.caption(say("film.length", language, count=count, play=play, make=make))
    return count


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


def titled(world: World, request: Request) -> Request:
    """Return a request with the title that its reader is offered, if it has none."""
    suggested = captions.suggested(request, world.atlas.frames[PLACES])
    usual = suggested == captions.title(request)
    return request if usual else replace(request, title=suggested)


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

"""What the reader chose: from the page's URL, on the page, on the map."""

import re
from dataclasses import replace
from typing import Any

import streamlit as st

from geo import dates, views, words
from geo.errors import StoryError
from geo.layers import read as layers
from geo.page.points import apply_sea_message
from geo.page.world import World
from geo.query import stories
from geo.shown import ADDRESS, Shown, from_address
from geo.views import PLACE_ZOOM, View
from geo.words import say

TABS = (
    "place",
    "changes",
    "areas",
    "agreements",
    "events",
    "sea",
    "stories",
    "own",
    "export",
)
"""The tabs of the panel beside the map, in the order in which they are offered."""

_MADE_ONE = re.compile(r"(?<!\S)(<|>|-|~)(->|-|>|=)(?!\S)")


def plain(text: str) -> str:
    """Return a text so that Markdown shows it as it is.

    A backslash is an escape before a mark of ASCII alone (CommonMark 2.4). Streamlit
    makes one sign of two such as ``->`` between spaces, unless something parts them.
    """
    parted = _MADE_ONE.sub("\\1\u2060\\2", text)
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", parted)


def direction() -> str:
    """Return in which direction the page's language runs."""
    return words.direction(st.session_state.language)


def read_url(world: World) -> None:
    """Take the state of a new session from the page's URL; say what it cannot use."""
    chosen = st.session_state
    chosen.update(
        selected=None,
        against=None,
        own={},
        own_shown=[],
        picture={},
        view_told=None,
        order=0,
        go=None,
        agreement=None,
        told_of=[],
        line=None,
        line_clicked=None,
        story=None,
        step=0,
        tab=TABS[0],
        message={},
        complaints=[],
    )
    usual = Shown(world.atlas.records.newest)
    if ADDRESS["story"] in st.query_params:
        usual = read_story(world, usual)
    shown, faults = from_address(st.query_params, usual)
    chosen.complaints += map(str, faults)
    chosen.update(
        day=shown.day,
        layers=list(shown.layers),
        view=shown.web_view,
        language=shown.language,
        claimants=shown.claimants,
        known_on=shown.known_on,
    )
    read_place(world)
    read_tab()


def read_place(world: World) -> None:
    """Choose the place that the URL names, and look at it unless it names a view."""
    chosen, params = st.session_state, st.query_params
    place_id = params.get(ADDRESS["place"])
    if place_id is None:
        return
    place = world.atlas.records.place_of.get(place_id)
    if place is None:
        chosen.complaints.append(
            say("page.no_such_place", chosen.language, place=place_id)
        )
        return
    chosen.selected = place_id
    if ADDRESS["view"] not in params:
        chosen.view = View(place.lat, place.lon, PLACE_ZOOM)


def read_tab() -> None:
    """Open the tab that the URL names."""
    chosen = st.session_state
    tab = st.query_params.get(ADDRESS["tab"], chosen.tab)
    if tab in TABS:
        chosen.tab = tab
    else:
        known = ", ".join(TABS)
        text = say("page.no_such_tab", chosen.language, tab=tab, known=known)
        chosen.complaints.append(text)


def read_story(world: World, usual: Shown) -> Shown:
    """Open the story and step that the URL names; return what it shows."""
    chosen, params = st.session_state, st.query_params
    try:
        story = stories.story(world.atlas.records, params[ADDRESS["story"]])
    except StoryError as error:
        chosen.complaints.append(str(error))
        return usual
    step = params.get(ADDRESS["step"], "1")
    count = len(story.steps)
    if step not in map(str, range(1, count + 1)):
        chosen.complaints.append(f"no step {step}: use 1 to {count}")
        step = "1"
    show_step(story, int(step))
    return replace(usual, day=chosen.day, view=chosen.view, layers=tuple(chosen.layers))


def send_to_map(go: tuple[float, float, float] | None = None) -> None:
    """Have the map show what was chosen on the page, and fly to a view if any."""
    st.session_state.go = go
    st.session_state.order += 1


def show_step(story: stories.Story, number: int) -> None:
    """Have the map show a step of a story, counted from 1."""
    chosen = st.session_state
    step = story.steps[number - 1]
    chosen.story, chosen.step = story, number
    chosen.tab = "stories"
    chosen.day, chosen.view = step.date, View(*step.view)
    chosen.layers = [name for name in layers.NAMES if name in step.layers]
    chosen.selected = chosen.agreement = None
    chosen.told_of = list(step.agreement_ids)
    send_to_map(step.view)


def close_story() -> None:
    """Leave the story, with the map as it is."""
    st.session_state.story = None
    st.session_state.told_of = []
    send_to_map()


def address() -> dict[str, str]:
    """Return what the page's address says of the page beside the map.

    Returns
    -------
    dict of str to str
        By the names that the address uses; empty: it does not say so.
    """
    chosen = st.session_state
    story = chosen.story
    parts = {
        "known_on": str(chosen.known_on or ""),
        "tab": "" if chosen.tab == TABS[0] else chosen.tab,
        "story": story.story_id if story else "",
        "step": str(chosen.step) if story else "",
    }
    return {ADDRESS[name]: value for name, value in parts.items()}


def apply_message(message: dict[str, Any] | None) -> None:
    """Take what the reader did on the map."""
    chosen = st.session_state
    before = chosen.message
    if not message or message["serial"] == before.get("serial"):
        return
    chosen.message = message
    # A message that crossed an order knows nothing of it: only its news counts.
    crossed = message["order"] != chosen.order
    news = {k for k, value in message.items() if not crossed or value != before.get(k)}
    if "date" in news:
        chosen.day = dates.parse_day(message["date"])
    if "against" in news:
        chosen.against = message["against"] and dates.parse_day(message["against"])
    if "layers" in news:
        chosen.layers = [name for name in layers.NAMES if name in message["layers"]]
        chosen.own_shown = [name for name in message["layers"] if name in chosen.own]
    if "language" in news:
        chosen.language = message["language"]
    if message["view"] and "view" in news:
        chosen.view = views.parse_view(message["view"])
    if "selected" in news:
        if message["selected"] not in (None, chosen.selected):
            chosen.tab = "place"
        chosen.selected = message["selected"]
    apply_sea_message(message, news)
    if not crossed:  # else the map has yet to fly
        chosen.go = None

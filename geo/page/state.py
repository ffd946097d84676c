"""What the reader chose, in the session's state: by address, page and map."""

import re
from collections.abc import Callable
from typing import Any

import streamlit as st

from geo import dates, views, words
from geo.layers import read as layers
from geo.page.actions import in_turn, is_pending, perform
from geo.query import stories
from geo.views import View

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
    """Return a text escaped for Markdown.

    A backslash is an escape before a mark of ASCII alone (CommonMark 2.4). Streamlit
    makes one sign of two such as ``->`` between spaces, unless something parts them.
    """
    parted = _MADE_ONE.sub("\\1\u2060\\2", text)
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", parted)


def direction() -> str:
    """Return in which direction the page's language runs."""
    return words.direction(st.session_state.language)


def choose(
    *,
    place: str | None = None,
    road: str | None = None,
    agreement: str | None = None,
    line: str | None = None,
) -> None:
    """Choose a place or a road, an agreement and a line at sea, or none of each."""
    chosen = st.session_state
    chosen.selected, chosen.road = place, road
    chosen.agreement, chosen.line = agreement, line


def send_to_map(go: tuple[float, float, float] | None = None) -> None:
    """Have the map show what was chosen on the page, and fly to a view if any."""
    st.session_state.go = go
    st.session_state.command += 1


def look_here() -> None:
    """Take the map's view for the lists of what touches it."""
    st.session_state.sight, st.session_state.flown = st.session_state.view, None


def show_step(story: stories.Story, number: int) -> None:
    """Have the map show a step of a story, counted from 1."""
    chosen = st.session_state
    step = story.steps[number - 1]
    chosen.story, chosen.step = story, number
    chosen.tab = "stories"
    chosen.day, chosen.view = step.date, View(*step.view)
    chosen.layers = [name for name in layers.NAMES if name in step.layers]
    choose()
    chosen.emphasised = list(step.agreement_ids)
    send_to_map(step.view)


def close_story() -> None:
    """Leave the story, with the map as it is."""
    st.session_state.story = None
    st.session_state.emphasised = []
    send_to_map()


def catch_up(go_back: Callable[[str], None]) -> None:
    """Apply what the reader did since the last run: beside the map, then on the map.

    Where both came while the page was at work nobody knows which was first; a map sends
    a message only once it has come to rest.
    """
    with in_turn():
        perform()
        apply_message(go_back)


def keep_up(*parts: str) -> None:
    """Begin a part of the page that may run alone; run the page if more is pending.

    Parameters
    ----------
    *parts : str
        This part, if it has actions of its own, and those within it.
    """
    if parts:
        perform(*parts)
    chosen = st.session_state
    if is_pending() or not _is_taken(chosen.get("map")):
        st.rerun()


def apply_message(go_back: Callable[[str], None]) -> None:
    """Apply the message of the map: changes, or the address of Back and Forward.

    A run may be cut short anywhere: a message counts once all of it is taken. An
    address stands in each message until one is answered; what changed came after it.
    """
    chosen = st.session_state
    message = chosen.get("map")
    if message is None or _is_taken(message):
        return
    last_address = chosen.message.get("address_serial", 0)
    if message["address"] and message["address_serial"] > last_address:
        go_back(message["address"])
    _apply(message)
    chosen.message = message


def _is_taken(message: dict[str, Any] | None) -> bool:
    """Return whether the message of the map, if any, was applied already."""
    return not message or message["serial"] == st.session_state.message.get("serial")


def _apply(message: dict[str, Any]) -> None:
    """Apply what the reader changed on the map."""
    chosen = st.session_state
    changed = set(message["changed"])
    if "date" in changed:
        chosen.day = dates.parse_day(message["date"])
    if "against" in changed:
        chosen.against = message["against"] and dates.parse_day(message["against"])
    if "layers" in changed:
        chosen.layers = [name for name in layers.NAMES if name in message["layers"]]
        chosen.own_shown = [name for name in message["layers"] if name in chosen.own]
    if "language" in changed:
        chosen.language = message["language"]
    if "ground" in changed:
        chosen.ground = message["ground"]
    if "claimants" in changed:
        chosen.claimants = tuple(message["claimants"])
    for name in changed & {"selected", "agreement", "line"}:
        chosen[name] = message[name]
    if chosen.selected:
        chosen.road = None
    if "opened" in changed:
        chosen.tab = message["opened"].partition(" ")[2]
    if message["command"] == chosen.command:
        chosen.go = None  # the map has flown there
    if message["view"] and not chosen.go:
        chosen.view = views.parse_view(message["view"])
    if "opened" in changed:
        look_here()

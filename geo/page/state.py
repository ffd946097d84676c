"""What the reader chose: from the page's URL, on the page, on the map."""

import datetime as dt
import re
from typing import Any

import streamlit as st

from geo import dates, request, words
from geo.errors import DateError, PlaceError, StoryError
from geo.layers import read as layers
from geo.page.points import read_claimants, take_sea
from geo.page.world import OPENING_DAY, World
from geo.query import stories
from geo.query import who as query
from geo.web import payload

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
    asked = st.query_params
    chosen.update(
        day=OPENING_DAY,
        layers=list(layers.SHOWN),
        view=payload.COUNTRY_VIEW,
        language=words.SOURCE,
        selected=None,
        own={},
        own_shown=[],
        picture={},
        view_told=None,
        order=0,
        go=None,
        agreement=None,
        story=None,
        step=0,
        told={},
        complaints=[],
    )
    if "story" in asked:
        read_story(world)
    if day := read_day("date"):
        chosen.day = day
    if "layers" in asked:
        names = [name for name in asked["layers"].split(",") if name]
        unknown = [name for name in names if name not in layers.NAMES]
        if unknown:
            chosen.complaints.append(
                f"no layer {', '.join(unknown)}: use {', '.join(layers.NAMES)}"
            )
        chosen.layers = [name for name in layers.NAMES if name in names]
    if known_on := read_day("as_known_on", "as_known_on: "):
        chosen.export_known_on = known_on
    read_claimants()
    if "view" in asked:
        try:
            chosen.view = request.parse_view(asked["view"])
        except PlaceError as error:
            chosen.complaints.append(str(error))
    if "lang" in asked:
        if asked["lang"] in words.LANGUAGES:
            chosen.language = asked["lang"]
        else:
            chosen.complaints.append(
                f"no language {asked['lang']}: use {', '.join(words.LANGUAGES)}"
            )


def read_day(name: str, before: str = "") -> dt.date | None:
    """Return the day that the URL has under a name; say what is wrong with it."""
    try:
        if name in st.query_params:
            day = dates.parse_day(st.query_params[name])
            query.check_day(day)
            return day
    except DateError as error:
        st.session_state.complaints.append(f"{before}{error}")
    return None


def read_story(world: World) -> None:
    """Open the story and step that the URL names."""
    chosen = st.session_state
    try:
        story = stories.story(world.records, st.query_params["story"])
    except StoryError as error:
        chosen.complaints.append(str(error))
        return
    step = st.query_params.get("step", "1")
    count = len(story.steps)
    if step not in map(str, range(1, count + 1)):
        chosen.complaints.append(f"no step {step}: use 1 to {count}")
        step = "1"
    show_step(story, int(step))


def order(go: tuple[float, float, float] | None = None) -> None:
    """Have the map show what was chosen on the page, and fly to a view if any."""
    st.session_state.go = go
    st.session_state.order += 1


def show_step(story: stories.Story, number: int) -> None:
    """Have the map show a step of a story, counted from 1."""
    chosen = st.session_state
    step = story.steps[number - 1]
    chosen.story, chosen.step = story, number
    chosen.day, chosen.view = step.date, step.view
    chosen.layers = [name for name in layers.NAMES if name in step.layers]
    chosen.selected = chosen.agreement = None
    st.query_params.update(story=story.story_id, step=str(number))
    order(step.view)


def close_story() -> None:
    """Leave the story, with the map as it is."""
    st.session_state.story = None
    for name in ("story", "step"):
        st.query_params.pop(name, None)
    order()


def take(told: dict[str, Any] | None) -> None:
    """Take what the reader did on the map."""
    chosen = st.session_state
    before = chosen.told
    if not told or told["serial"] == before.get("serial"):
        return
    chosen.told = told
    # A message that crossed an order knows nothing of it: only its news counts.
    crossed = told["order"] != chosen.order
    news = {k for k, value in told.items() if not crossed or value != before.get(k)}
    if "date" in news:
        chosen.day = dates.parse_day(told["date"])
    if "layers" in news:
        chosen.layers = [name for name in layers.NAMES if name in told["layers"]]
        chosen.own_shown = [name for name in told["layers"] if name in chosen.own]
    if "language" in news:
        chosen.language = told["language"]
    if told["view"] and "view" in news:
        chosen.view = request.parse_view(told["view"])
    if "selected" in news:
        chosen.selected = told["selected"]
    take_sea(told, news)
    if not crossed:  # else the map has yet to fly
        chosen.go = None

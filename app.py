"""The page: a map of who controls what in Libya on a chosen day, with the evidence."""

import datetime as dt
import html
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component

from geo import dates, layers, maps, payload, query, records, snapshot, style, words
from geo.errors import DateError, GeoError, PlaceError

# Streamlit has no right-to-left mode; time runs left to right in both languages.
RIGHT_TO_LEFT = """<style>
.block-container {direction: rtl}
.block-container .stMarkdown {width: 100%; text-align: start}
.block-container :is(iframe, .stButtonGroup),
.stHorizontalBlock:has(.stSlider) {direction: ltr}
</style>"""

OPENING_DAY = dt.date(2019, 12, 19)


@dataclass(frozen=True)
class World:
    """All that the page reads, loaded once for every session."""

    records: records.Records
    frames: dict[str, Any]
    atlas: query.Atlas
    changes: list[dt.date]
    first: dt.date
    newest: dt.date
    component: Any
    folder: tempfile.TemporaryDirectory[str]


@st.cache_resource(show_spinner="Loading the records")
def load_world() -> World:
    """Read everything once, and serve the map to the browser."""
    found = records.load()
    layers.check_fresh()
    frames = {name: layers.read(name) for name in layers.NAMES}
    folder = tempfile.TemporaryDirectory(prefix="libya-control-atlas-")
    page = maps.html(frames, found, payload.State(OPENING_DAY))
    Path(folder.name, "index.html").write_text(page, encoding="utf-8")
    return World(
        records=found,
        frames=frames,
        atlas=query.Atlas(found),
        changes=query.change_days(found),
        first=records.SPAN_START,
        newest=found.newest,
        component=declare_component("libya_control_atlas", path=folder.name),
        folder=folder,
    )


def plain(text: str) -> str:
    """Return a text so that Markdown shows it as it is."""
    return re.sub(r"([^\w\s])", r"\\\1", text)


def read_url(world: World) -> None:
    """Take the state of a new session from the page's URL; say what it cannot use."""
    chosen = st.session_state
    asked = st.query_params
    chosen.update(
        day=OPENING_DAY,
        layers=list(layers.NAMES),
        view=payload.COUNTRY_VIEW,
        language="en",
        selected=None,
        fly=0,
        click=0,
        complaints=[],
    )
    if "date" in asked:
        try:
            day = dates.parse_day(asked["date"])
            if not world.first <= day <= world.newest:
                raise DateError(
                    f"date {day} is out of range: use {world.first} to {world.newest}"
                )
            chosen.day = day
        except DateError as error:
            chosen.complaints.append(str(error))
    if "layers" in asked:
        names = [name for name in asked["layers"].split(",") if name]
        unknown = [name for name in names if name not in layers.NAMES]
        if unknown:
            chosen.complaints.append(
                f"no layer {', '.join(unknown)}: use {', '.join(layers.NAMES)}"
            )
        chosen.layers = [name for name in layers.NAMES if name in names]
    if "view" in asked:
        try:
            chosen.view = maps.parse_view(asked["view"])
        except PlaceError as error:
            chosen.complaints.append(str(error))
    if "lang" in asked:
        if asked["lang"] in words.LANGUAGES:
            chosen.language = asked["lang"]
        else:
            chosen.complaints.append(
                f"no language {asked['lang']}: use {', '.join(words.LANGUAGES)}"
            )


def go_to(day: dt.date | None) -> None:
    """Show a day, if there is one."""
    if day is not None:
        st.session_state.day = day


def take(widget: str) -> None:
    """Take the day that a widget was set to."""
    go_to(st.session_state[widget])


def pick_place() -> None:
    """Take the place chosen from the list, and have the map open it."""
    st.session_state.selected = st.session_state.place
    st.session_state.fly += 1


def date_row(world: World, say: dict[str, str]) -> None:
    """Show the slider, the change buttons and the date field."""
    chosen = st.session_state
    chosen.slider = chosen.field = chosen.day
    earlier = query.previous_change(world.changes, chosen.day)
    later = query.next_change(world.changes, chosen.day)
    back, track, ahead, field = st.columns(
        [0.15, 0.54, 0.15, 0.16], vertical_alignment="bottom"
    )
    back.button(
        "◀ " + say["previous"],
        key="previous",
        on_click=go_to,
        args=(earlier,),
        disabled=earlier is None,
        width="stretch",
    )
    track.slider(
        say["date"],
        world.first,
        world.newest,
        key="slider",
        format="D MMM YYYY",
        on_change=take,
        args=("slider",),
    )
    ahead.button(
        say["next"] + " ▶",
        key="next",
        on_click=go_to,
        args=(later,),
        disabled=later is None,
        width="stretch",
    )
    field.date_input(
        say["date"],
        min_value=world.first,
        max_value=world.newest,
        key="field",
        format="YYYY-MM-DD",
        on_change=take,
        args=("field",),
        label_visibility="collapsed",
    )


def show_map(world: World) -> None:
    """Show the map, and take what the reader did on it."""
    chosen = st.session_state
    told = world.component(
        date=chosen.day.isoformat(),
        layers=chosen.layers,
        view=list(chosen.view),
        language=chosen.language,
        selected=chosen.selected,
        fly=chosen.fly,
        key="map",
        default=None,
        height=640,
    )
    if not told:
        return
    if told["layers"] is not None:
        chosen.layers = told["layers"]
    if told["view"] is not None:
        chosen.view = maps.parse_view(told["view"])
    if told["click"] != chosen.click:
        chosen.click = told["click"]
        chosen.selected = told["selected"]


def show_evidence(world: World, say: dict[str, str]) -> None:
    """Show the chosen place: its state on the day, then all its states."""
    chosen = st.session_state
    names = world.atlas.place_names(chosen.language)
    chosen.place = chosen.selected
    st.selectbox(
        say["place"],
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="place",
        on_change=pick_place,
        placeholder=say["click"],
    )
    if chosen.selected is None:
        return
    states = world.atlas.history(chosen.selected)
    now = next(s for s in states if s.holds_on(chosen.day))
    side = "rtl" if chosen.language == "ar" else "ltr"
    st.html(
        f'<div dir="{side}"><h4>{html.escape(names[chosen.selected])} – '
        f"<bdi>{chosen.day}</bdi></h4>{state_as_html(now, say, chosen.language)}</div>"
    )
    with st.expander(f"{say['history']} ({len(states)})"):
        parts = [state_as_html(state, say, chosen.language) for state in states]
        st.html(f'<div dir="{side}">{"<hr>".join(parts)}</div>')


def state_as_html(state: query.State, say: dict[str, str], language: str) -> str:
    """Return one state of a place; every text from the records is escaped."""
    labels = words.MAP[language]
    camp = style.LABELS[language][state.camp]
    holder = state.actor[language] if state.actor else ""
    confidence = labels["confidences"].get(state.confidence)
    lines = [
        f"<b>{html.escape(camp)}</b>"
        + (f" – {html.escape(holder)}" if holder not in ("", camp) else ""),
        f"{say['from']} <bdi>{state.since}</bdi> · {say['until']} "
        f"<bdi>{state.until or labels['no_later']}</bdi>"
        + (f" · {say['confidence']}: {confidence}" if confidence else ""),
    ]
    if state.attacked:
        lines.insert(1, f"<b>{html.escape(labels['attacked'])}</b>")
    paragraphs = "".join(f"<p style='margin:2px 0'>{line}</p>" for line in lines)
    note = f'<p dir="ltr" style="margin:2px 0">{html.escape(state.note)}</p>'
    sources = "".join(
        f'<li dir="auto"><a href="{html.escape(source.url)}" target="_blank" '
        f'rel="noopener noreferrer">{html.escape(source.title)}</a> – '
        f"{html.escape(', '.join(filter(None, (source.publisher, source.date))))}</li>"
        for source in state.sources
    )
    return f'{paragraphs}{note}<ul dir="ltr">{sources}</ul>'


def show_downloads(world: World, say: dict[str, str]) -> None:
    """Offer what is on the map as HTML and as PNG."""
    chosen = st.session_state
    state = payload.State(
        chosen.day, tuple(chosen.layers), chosen.view, chosen.language
    )
    stem = f"libya-{state.date}"
    as_html, as_png, hint = st.columns([0.14, 0.14, 0.72], vertical_alignment="center")
    as_html.download_button(
        say["html"],
        lambda: maps.html(world.frames, world.records, state),
        f"{stem}.html",
        "text/html",
        on_click="ignore",
        width="stretch",
    )
    as_png.download_button(
        say["png"],
        lambda: snapshot.render_png(
            world.frames,
            state.date,
            names=state.layers,
            view=state.view,
            language=state.language,
        ),
        f"{stem}.png",
        "image/png",
        on_click="ignore",
        width="stretch",
    )
    hint.caption(say["copy"])


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="Libya Control Atlas", layout="wide")
    st.html(
        "<style>.block-container{padding:1.2rem 1.6rem}"
        ".block-container h1{font-size:1.5rem;padding:0}</style>"
    )
    try:
        world = load_world()
    except GeoError as error:
        st.error("The atlas cannot open:")
        st.code(str(error), language=None)
        st.stop()
    if "day" not in st.session_state:
        read_url(world)
    chosen = st.session_state
    head, language = st.columns([0.82, 0.18], vertical_alignment="center")
    language.segmented_control(
        "Language",
        words.LANGUAGES,
        format_func={"en": "English", "ar": "العربية"}.__getitem__,
        key="language",
        label_visibility="collapsed",
        required=True,
    )
    say = words.PAGE[chosen.language]
    head.markdown(f"# {say['title']}\n{say['lead']}")
    if chosen.language == "ar":
        st.html(RIGHT_TO_LEFT)
    for complaint in chosen.complaints:
        st.warning(plain(complaint))
    date_row(world, say)
    show_map(world)
    show_downloads(world, say)
    show_evidence(world, say)


main()

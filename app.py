"""The page: a map of who controls what in Libya on a chosen day, with the evidence."""

import datetime as dt
import hashlib
import html
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component

from geo import (
    dates,
    layers,
    maps,
    payload,
    query,
    records,
    snapshot,
    style,
    uploads,
    words,
)
from geo.errors import DateError, GeoError, PlaceError, UploadError
from page.sea import read_claimants, show_points, take_sea

# Streamlit has no right-to-left mode; the map turns by itself.
RIGHT_TO_LEFT = """<style>
.block-container {direction: rtl}
.block-container .stMarkdown {width: 100%; text-align: start}
.block-container :is(iframe, .stButtonGroup) {direction: ltr}
</style>"""

OPENING_DAY = dt.date(2019, 12, 19)
MAP_HEIGHT = 760
MOST_OWN_FILES = 100
"""Of the readers' own layers this many are kept for the map to fetch."""


@dataclass(frozen=True)
class World:
    """All that the page reads, loaded once for every session."""

    records: records.Records
    frames: dict[str, Any]
    atlas: query.Atlas
    map: Any
    view: Any
    folder: tempfile.TemporaryDirectory[str]


@st.cache_resource(show_spinner="Loading the records")
def load_world() -> World:
    """Read everything once, and serve the map to the browser."""
    found = records.load()
    layers.check_fresh()
    frames = {name: layers.read(name) for name in layers.NAMES}
    folder = tempfile.TemporaryDirectory(prefix="libya-control-atlas-")
    served = maps.served(frames, found, payload.State(OPENING_DAY))
    for name, content in served.items():
        path = Path(folder.name, name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return World(
        records=found,
        frames=frames,
        atlas=query.Atlas(found),
        map=declare_component("libya_control_atlas", path=folder.name),
        view=declare_component("libya_control_view", path=f"{folder.name}/view"),
        folder=folder,
    )


def plain(text: str) -> str:
    """Return a text so that Markdown shows it as it is."""
    return re.sub(r"([^\w\s])", r"\\\1", text)


def read_url() -> None:
    """Take the state of a new session from the page's URL; say what it cannot use."""
    chosen = st.session_state
    asked = st.query_params
    chosen.update(
        day=OPENING_DAY,
        layers=list(layers.SHOWN),
        view=payload.COUNTRY_VIEW,
        language="en",
        selected=None,
        own={},
        own_shown=[],
        picture={},
        view_told=None,
        order=0,
        serial=0,
        complaints=[],
    )
    if "date" in asked:
        try:
            day = dates.parse_day(asked["date"])
            query.check_day(day)
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
    read_claimants()
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


def order() -> None:
    """Have the map show what was chosen on the page."""
    st.session_state.order += 1


def pick_language() -> None:
    """Take the language chosen on the page."""
    st.session_state.language = st.session_state.language_choice
    order()


def pick_place() -> None:
    """Take the place chosen from the list, and have the map open it."""
    st.session_state.selected = st.session_state.place
    order()


def take(told: dict[str, Any] | None) -> None:
    """Take what the reader did on the map."""
    chosen = st.session_state
    if not told or told["serial"] == chosen.serial:
        return
    chosen.serial = told["serial"]
    chosen.day = dates.parse_day(told["date"])
    chosen.layers = [name for name in layers.NAMES if name in told["layers"]]
    chosen.own_shown = [name for name in told["layers"] if name in chosen.own]
    chosen.language = told["language"]
    chosen.view = maps.parse_view(told["view"])
    chosen.selected = told["selected"]
    take_sea(told)


def read_own(world: World) -> None:
    """Read the reader's own files, and lay them where the map finds them."""
    chosen = st.session_state
    found: dict[str, dict[str, Any]] = {}
    chosen.own_faults = []
    for file in chosen.get("files") or []:
        content = file.getvalue()
        layer_id = f"own-{hashlib.sha256(content).hexdigest()[:16]}"
        if layer_id in chosen.own:
            found[layer_id] = chosen.own[layer_id]
            continue
        try:
            collection = uploads.read(file.name, content)
        except UploadError as error:
            chosen.own_faults.append(str(error))
            continue
        layer = payload.own_features({layer_id: collection})
        keep_own(world, layer_id, layer)
        found[layer_id] = {"name": Path(file.name).stem, **layer}
    chosen.own = found


def keep_own(world: World, layer_id: str, layer: dict[str, Any]) -> None:
    """Write a reader's layer beside the map; the oldest of all make room."""
    folder = Path(world.folder.name)
    path = folder / f"{layer_id}.json"
    path.write_text(json.dumps(layer), encoding="utf-8")
    kept = sorted(folder.glob("own-*.json"), key=lambda path: path.stat().st_mtime)
    for old in kept[:-MOST_OWN_FILES]:
        old.unlink(missing_ok=True)


def show_map(world: World) -> None:
    """Show the map as the session has it."""
    chosen = st.session_state
    world.map(
        order=chosen.order,
        date=chosen.day.isoformat(),
        layers=chosen.layers,
        view=list(chosen.view),
        language=chosen.language,
        claimants=list(chosen.claimants),
        selected=chosen.selected,
        own=[
            {"id": layer_id, "name": layer["name"], "file": f"{layer_id}.json"}
            for layer_id, layer in chosen.own.items()
        ],
        key="map",
        default=None,
        height=MAP_HEIGHT,
    )


@st.fragment
def follow_view(world: World) -> None:
    """Take the view that the reader left the map at; a pan reruns no more than this."""
    view = world.view(key="view_frame", default=None)
    if view and view != st.session_state.view_told:
        st.session_state.view_told = view
        st.session_state.view = maps.parse_view(view)
    keep_picture()


def keep_picture() -> None:
    """Keep what is on the map where the downloads find it when they are clicked."""
    chosen = st.session_state
    chosen.picture["state"] = payload.State(
        chosen.day,
        tuple(chosen.layers),
        chosen.view,
        chosen.language,
        chosen.claimants,
    )
    chosen.picture["own"] = [
        {"id": layer_id, "shown": layer_id in chosen.own_shown, **layer}
        for layer_id, layer in chosen.own.items()
    ]


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
    picture = chosen.picture

    def as_html() -> str:
        return maps.html(world.frames, world.records, **picture)

    def as_png() -> bytes:
        state = picture["state"]
        return snapshot.render_png(
            world.frames,
            state.date,
            names=state.layers,
            view=state.view,
            language=state.language,
            claimants=state.claimants,
        )

    stem = f"libya-{chosen.day}"
    left, right, hint = st.columns([0.14, 0.14, 0.72], vertical_alignment="center")
    files = (
        (left, "html", as_html, "text/html"),
        (right, "png", as_png, "image/png"),
    )
    for column, kind, content, mime in files:
        column.download_button(
            say[kind],
            content,
            f"{stem}.{kind}",
            mime,
            on_click="ignore",
            width="stretch",
        )
    count = len(chosen.layers) + len(chosen.own_shown)
    hint.caption(f"{say['saves'].format(day=chosen.day, count=count)} {say['copy']}")


def show_own(say: dict[str, str]) -> None:
    """Let the reader lay files of their own on the map, and say what is wrong."""
    st.file_uploader(
        say["own"],
        type=["geojson", "json"],
        accept_multiple_files=True,
        key="files",
        help=say["own_help"],
    )
    for fault in st.session_state.own_faults:
        st.error(plain(fault))


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="Libya Control Atlas", layout="wide")
    st.html(
        "<style>.block-container{padding:1.2rem 1.6rem}"
        ".block-container h1{font-size:1.5rem;padding:0}"
        ".stElementContainer:has(iframe[title*=libya_control_view]){display:none}"
        "</style>"
    )
    try:
        world = load_world()
    except GeoError as error:
        st.error("The atlas cannot open:")
        st.code(str(error), language=None)
        st.stop()
    if "day" not in st.session_state:
        read_url()
    chosen = st.session_state
    take(chosen.get("map"))
    read_own(world)
    head, language = st.columns([0.82, 0.18], vertical_alignment="center")
    chosen.language_choice = chosen.language
    language.segmented_control(
        "Language",
        words.LANGUAGES,
        format_func={"en": "English", "ar": "العربية"}.__getitem__,
        key="language_choice",
        label_visibility="collapsed",
        required=True,
        on_change=pick_language,
    )
    say = words.PAGE[chosen.language]
    head.markdown(f"# {say['title']}\n{say['lead']}")
    if chosen.language == "ar":
        st.html(RIGHT_TO_LEFT)
    for complaint in chosen.complaints:
        st.warning(plain(complaint))
    show_map(world)
    follow_view(world)
    show_downloads(world, say)
    show_evidence(world, say)
    show_points(world.records, say, chosen.language)
    show_own(say)


main()

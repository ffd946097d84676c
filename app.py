"""The page: a map of who controls what in Libya on a chosen day, with the evidence."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import streamlit as st

from geo import dates, files, views, words
from geo.errors import GeoError, UploadError
from geo.page.export import show_export
from geo.page.panels import show_panels
from geo.page.points import show_points
from geo.page.state import direction, order, plain, read_url, take
from geo.page.story import list_stories, show_story
from geo.page.world import World, load_world
from geo.shown import ADDRESS
from geo.web import markup, payload
from geo.web import own as uploads
from geo.web import panels as cards
from geo.words import say

# The place beside long panels stays in sight. The style is no style alone, for which
# Streamlit waits until the page stands: the map would be laid out twice.
LOOK = """<span class="atlas-look"></span><style>
.stElementContainer:has(.atlas-look) {display: none}
.stMain {scrollbar-gutter: stable}
.block-container {padding: 1.2rem 1.6rem}
.block-container h1 {font-size: 1.5rem; padding: 0}
.stElementContainer:has(iframe[title*=libya_control_view]) {display: none}
.st-key-story {padding-block: 0.7rem}
#vg-tooltip-element td.value {max-height: none !important}
@media (min-width: 641px) {
  .stColumn:has(> * .st-key-beside) {position: sticky; top: 3.5rem; align-self: start}
  .st-key-beside {max-height: calc(100vh - 4rem); overflow-y: auto}
}
</style>"""

# Streamlit has no right-to-left mode; the map turns by itself.
RIGHT_TO_LEFT = """<style>
.block-container {direction: rtl}
.block-container .stMarkdown {width: 100%; text-align: start}
#vg-tooltip-element {direction: rtl}
#vg-tooltip-element td {text-align: start !important}
.block-container :is(iframe, .stVegaLiteChart, .st-key-language_choice) {direction: ltr}
.react-aria-DateField {direction: ltr; width: fit-content}
</style>"""

MAP_HEIGHT = 760
MOST_OWN_FILES = 100
"""Of the readers' own layers this many are kept for the map to fetch."""


def pick_language() -> None:
    """Take the language chosen on the page."""
    st.session_state.language = st.session_state.language_choice
    order()


def pick_place() -> None:
    """Take the place chosen from the list, and have the map open it."""
    st.session_state.selected = st.session_state.place
    order()


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
            keep_own(world, layer_id, found[layer_id])
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
    """Lay a reader's layer beside the map; those longest out of use make room."""
    folder = Path(world.folder.name)
    path = folder / f"{layer_id}.json"
    try:
        os.utime(path)
    except FileNotFoundError:
        files.write(path, json.dumps(layer))
    kept = sorted(folder.glob("own-*.json"), key=lambda path: path.stat().st_mtime)
    for old in kept[:-MOST_OWN_FILES]:
        old.unlink(missing_ok=True)


def show_map(world: World) -> None:
    """Show the map as the session has it."""
    chosen = st.session_state
    world.map(
        order=chosen.order,
        today=dates.today().isoformat(),
        address=dict(ADDRESS),
        date=chosen.day.isoformat(),
        layers=chosen.layers,
        view=list(chosen.view),
        language=chosen.language,
        claimants=list(chosen.claimants),
        selected=chosen.selected,
        go=chosen.go and list(chosen.go),
        agreement=chosen.agreement,
        told_of=chosen.told_of,
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
        st.session_state.view = views.parse_view(view)
    keep_picture()


def keep_picture() -> None:
    """Keep what is on the map where the downloads find it when they are clicked."""
    chosen = st.session_state
    chosen.picture["shown"] = {
        "day": chosen.day,
        "layers": tuple(chosen.layers),
        "view": chosen.view,
        "language": chosen.language,
        "claimants": chosen.claimants,
    }
    chosen.picture["own"] = [
        {"id": layer_id, "shown": layer_id in chosen.own_shown, **layer}
        for layer_id, layer in chosen.own.items()
    ]


def show_evidence(world: World) -> None:
    """Show the chosen place: its state on the day, then all its states."""
    chosen = st.session_state
    language = chosen.language
    names = world.atlas.place_names(language)
    chosen.place = chosen.selected
    st.selectbox(
        say("page.place", language),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="place",
        on_change=pick_place,
        placeholder=say("page.click", language),
    )
    if chosen.selected is None:
        return
    states = world.atlas.history(chosen.selected)
    now = next((s for s in states if s.holds_on(chosen.day)), None)
    if now is None:  # A day before the first on the map.
        return
    side = direction()
    st.html(
        f'<div dir="{side}"><h4>{markup.text(names[chosen.selected])} – '
        f"<bdi>{chosen.day}</bdi></h4>"
        f"{cards.state_as_html(now, language, chosen.day)}</div>"
    )
    with st.expander(f"{say('page.history', language)} ({len(states)})"):
        parts = [cards.state_as_html(state, language) for state in states]
        st.html(f'<div dir="{side}">{"<hr>".join(parts)}</div>')


def show_own(language: str) -> None:
    """Let the reader lay files of their own on the map, and say what is wrong."""
    st.file_uploader(
        say("page.own", language),
        type=["geojson", "json"],
        accept_multiple_files=True,
        key="files",
        help=say("page.own_help", language),
    )
    for fault in st.session_state.own_faults:
        st.error(plain(fault))


def show_head(world: World) -> None:
    """Show the title, what the page says, and the story that is open."""
    chosen = st.session_state
    head, reading, language = st.columns(
        [0.64, 0.18, 0.18], vertical_alignment="center"
    )
    chosen.language_choice = chosen.language
    language.segmented_control(
        "Language",
        words.LANGUAGES,
        format_func=words.name_of,
        key="language_choice",
        label_visibility="collapsed",
        required=True,
        on_change=pick_language,
    )
    title, lead = (say(key, chosen.language) for key in ("page.title", "page.lead"))
    head.markdown(f"# {title}\n{lead}")
    with reading:
        list_stories(world)
    if direction() == "rtl":
        st.html(RIGHT_TO_LEFT)
    for complaint in chosen.complaints:
        st.warning(plain(complaint))
    if chosen.story:
        show_story(world)


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="Libya Control Atlas", layout="wide")
    st.html(LOOK)
    try:
        world = load_world()
    except GeoError as error:
        st.error("The atlas cannot open:")
        st.code(str(error), language=None)
        st.stop()
    if "day" not in st.session_state:
        read_url(world)
    chosen = st.session_state
    take(chosen.get("map"))
    read_own(world)
    with st.container():  # one element, so that what it shows never moves the map
        show_head(world)
    show_map(world)
    follow_view(world)
    if not chosen.told:
        return  # The map comes first; the rest follows once it says that it is drawn.
    show_export(world)
    place, panels = st.columns([0.36, 0.64], gap="large")
    with place.container(key="beside"):
        show_evidence(world)
        show_points(world.atlas.sea, chosen.language)
        show_own(chosen.language)
    with panels:
        show_panels(world)


main()

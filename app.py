"""The page: a map of who controls what in Libya on a chosen day, with the evidence."""

import streamlit as st

from geo import dates, views, words
from geo.errors import GeoError
from geo.page.known import chosen_world, show_banner, show_switch
from geo.page.own import read_own
from geo.page.search import show_search
from geo.page.state import (
    address,
    apply_message,
    direction,
    plain,
    read_url,
    send_to_map,
)
from geo.page.tabs import show_tabs
from geo.page.world import World, load_world
from geo.shown import ADDRESS
from geo.web import css
from geo.words import say

# The style is no style alone, for which Streamlit waits until the page stands: the map
# would be laid out twice.
LOOK = '<span class="atlas-look"></span><style>{}</style>'

MAP_HEIGHT = 760


def pick_language() -> None:
    """Take the language chosen on the page."""
    st.session_state.language = st.session_state.language_choice
    send_to_map()


def show_map(world: World) -> None:
    """Show the map as the session has it."""
    chosen = st.session_state
    against = chosen.against
    world.map(
        data=world.data,
        order=chosen.order,
        today=dates.today().isoformat(),
        address=dict(ADDRESS),
        beside=address(),
        date=chosen.day.isoformat(),
        against=against.isoformat() if against else None,
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
        "known_on": chosen.known_on,
    }
    chosen.picture["own"] = [
        {"id": layer_id, "shown": layer_id in chosen.own_shown, **layer}
        for layer_id, layer in chosen.own.items()
    ]


def show_head(world: World) -> None:
    """Show the title, a search, the languages, and what of the address is no use."""
    chosen = st.session_state
    with st.container(key="head"):
        head, search, known, language = st.columns(
            [0.25, 0.45, 0.1, 0.2], vertical_alignment="center"
        )
    head.markdown(f"# {say('page.title', chosen.language)}")
    with search:
        show_search(world)
    with known:
        show_switch()
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
    st.html(f'<span data-direction="{direction()}"></span>')
    for complaint in chosen.complaints:
        st.warning(plain(complaint))
    show_banner()


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="Libya Control Atlas", layout="wide")
    st.html(LOOK.format(css.page()))
    try:
        world = load_world()
    except GeoError as error:
        st.error("The atlas cannot open:")
        st.code(str(error), language=None)
        st.stop()
    if "day" not in st.session_state:
        read_url(world)
    chosen = st.session_state
    apply_message(chosen.get("map"))
    read_own(world)
    with st.container():  # one element, so that what it shows never moves the map
        world = chosen_world(world)
        show_head(world)
    with st.container(key="window"):
        on_map, beside = st.columns([0.72, 0.28])
    with on_map:
        show_map(world)
        follow_view(world)
    # The map comes first; the rest follows once it says that it is drawn.
    if chosen.message:
        with beside.container(key="beside"):
            show_tabs(world)


main()

"""The page: a map of who controls what in Libya on a chosen day, with the evidence."""

from functools import partial

import streamlit as st

from geo import dates, views, words
from geo.errors import GeoError
from geo.page import server
from geo.page.actions import setting
from geo.page.export import request_of
from geo.page.follow import follow_records, forget_missing
from geo.page.known import chosen_world, show_banner, show_switch
from geo.page.links import go_back, parts, read_url, show_complaints
from geo.page.own import read_own
from geo.page.panels import follow_sight
from geo.page.search import show_search
from geo.page.share import is_embedded, show_credit
from geo.page.state import catch_up, direction, keep_up, send_to_map
from geo.page.tabs import show_tabs
from geo.page.wording import show_wording
from geo.page.world import World, load_world
from geo.shown import ADDRESS, Shown
from geo.web import css, head
from geo.words import named, say

# The style is no style alone, for which Streamlit waits until the page stands: the map
# would be laid out twice.
LOOK = '<span class="atlas-look"></span><style>{}</style>'

MAP_HEIGHT = 760


def show_map(world: World) -> None:
    """Show the map as the session has it."""
    chosen = st.session_state
    against = chosen.against
    world.map(
        data=world.data,
        command=chosen.command,
        acknowledged=chosen.message.get("serial", 0),
        today=dates.today().isoformat(),
        address=dict(ADDRESS),
        beside=parts(),
        date=chosen.day.isoformat(),
        against=against.isoformat() if against else None,
        layers=chosen.layers,
        view=list(chosen.view),
        language=chosen.language,
        claimants=list(chosen.claimants),
        ground=chosen.ground,
        selected=chosen.selected,
        go=chosen.go and list(chosen.go),
        agreement=chosen.agreement,
        line=chosen.line,
        emphasised=chosen.emphasised,
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
    keep_up()
    view = world.view(key="view_frame", default=None)
    if view and view != st.session_state.view_sent:
        st.session_state.view_sent = view
        st.session_state.view = views.parse_view(view)
        follow_sight(world)
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
        "ground": chosen.ground,
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
    language.container(key="languages").segmented_control(
        say("page.language", chosen.language),
        words.LANGUAGES,
        format_func=words.name_of,
        label_visibility="collapsed",
        required=True,
        **setting("language", send_to_map, given_as="default"),
    )
    st.html(f'<span data-direction="{direction()}"></span>')
    show_complaints()
    show_banner()


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_icon=server.FILES[server.ICON], layout="wide")
    st.html(LOOK.format(css.page()))
    try:
        world = load_world()
        world.serve()
    except GeoError as error:
        code = st.query_params.get(ADDRESS["language"])
        language = code if code in words.LANGUAGES else words.SOURCE
        st.error(say("page.unopened", language))
        st.code(error.text(language), language=None)
        st.stop()
    if "opened" not in st.session_state:
        read_url(world)
    chosen = st.session_state
    catch_up(partial(go_back, world))
    if world.number:
        forget_missing(world)
        follow_records(world)
    place = world.atlas.records.place_of.get(chosen.selected or "")
    name = named(place, chosen.language) if place else ""
    st.set_page_config(page_title=head.title(chosen.day, chosen.language, name))
    read_own(world)
    if is_embedded():
        with st.container(key="embedded"):
            show_map(world)
            follow_view(world)
            show_credit(request_of(Shown(**chosen.picture["shown"]), {}))
        return
    with st.container():  # one element, so that what it shows never moves the map
        world = chosen_world(world)
        show_head(world)
        show_wording(world)
    with st.container(key="window"):
        on_map, beside = st.columns([0.72, 0.28])
    with on_map:
        show_map(world)
        follow_view(world)
    # The map comes first; the rest follows once it says that it is drawn.
    if chosen.message:
        with beside.container(key="beside"):
            show_tabs(world)


# Streamlit runs this file twice over: once as its server, then as the page, each time.
if __name__ == "__main__":
    main()
else:
    app = st.App(
        __file__,
        lifespan=server.start,
        routes=server.routes(),
        middleware=server.MIDDLEWARE,
    )

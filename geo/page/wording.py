"""What Streamlit says in English alone, said in the language of the page."""

import streamlit as st

from geo.page.world import World
from geo.words import SOURCE, texts, writing


def show_wording(world: World) -> None:
    """Have the browser say in the reader's language what Streamlit says itself."""
    language = st.session_state.language
    if language == SOURCE:
        return
    theirs, ours = texts("streamlit", SOURCE), texts("streamlit", language)
    world.wording(
        data={
            "texts": [[theirs[name], ours[name]] for name in theirs],
            "locale": writing(language)["locale"],
        },
        key="wording",
    )

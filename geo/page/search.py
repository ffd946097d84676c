"""The search box of the page: what is typed, what it may mean, and what a pick does."""

from typing import Any

import streamlit as st

from geo.errors import GeoError
from geo.page.actions import action
from geo.page.picks import pick
from geo.page.state import direction, keep_up
from geo.page.world import World
from geo.query.findable import POINT, Hit
from geo.web.sentences import kind
from geo.words import named, say


@st.fragment
def show_search(world: World) -> None:
    """Let the reader search by name, in any spelling, or by coordinate."""
    keep_up()
    chosen = st.session_state
    language = chosen.language
    text = (chosen.get("search") or {}).get("text") or ""
    hits, empty = [], say("search.empty", language)
    if text.strip():
        try:
            hits = world.atlas.finder.find(text)
        except GeoError as error:
            empty = error.text(language)
    place = world.atlas.records.place_of.get(chosen.selected or "")
    world.search(
        data={
            "text": text,
            "name": named(place, language) if place else "",
            "hits": [_shown(hit, language) for hit in hits],
            "label": say("search.label", language),
            "empty": empty,
            "dir": direction(),
            "lang": language,
        },
        default={"text": ""},
        key="search",
        on_text_change=lambda: None,
        on_pick_change=action(pick, world, "search"),
    )


def _shown(hit: Hit, language: str) -> dict[str, Any]:
    """Return a hit as the box lists it."""
    names = {*hit.name.values(), hit.item_id}
    spelling = "" if hit.kind == POINT or hit.spelling in names else hit.spelling
    where = f"{hit.lat},{hit.lon}" if hit.kind in (POINT, "district") else hit.item_id
    return {
        "pick": f"{hit.kind}:{where}",
        "name": hit.name[language],
        "what": kind(hit, language),
        "spelling": spelling,
    }

"""Two lines or positions at sea beside each other: what changes hands between them."""

import json
from functools import partial
from typing import Any

import streamlit as st

from geo.errors import GeoError
from geo.page.downloads import Download, save_button
from geo.page.fields import choose_or_none
from geo.page.own import Collections, draw
from geo.page.state import plain
from geo.page.world import World
from geo.sea import ACCEPTED, Sea, collection, difference, groups, state_name
from geo.words import LANGUAGES, named, say


def show_differences(world: World) -> None:
    """Let the reader choose two lines or positions; show what they give to whom."""
    sea, language = world.atlas.sea, st.session_state.language
    comparable = groups(sea.records)
    names = {name: label(sea, name, language) for ids in comparable for name in ids}
    st.markdown(
        say("page.sea_diff", language), help=say("page.sea_diff_help", language)
    )
    first = _choice("sea_first", names)
    others = next((ids for ids in comparable if first in ids), [])
    others = [name for name in others if name != first]
    second = _choice("sea_second", {name: names[name] for name in others})
    if first is None or second is None:
        draw({})
        return
    try:
        found = _difference(sea, first, second)
    except GeoError as error:
        st.error(plain(error.text(language)))
        draw({})
        return
    draw({code: between(sea, found, code) for code in LANGUAGES})
    for sentence in sentences(found, language):
        st.markdown(plain(sentence))
    name = f"libya-{first}-{second}.geojson".replace(" ", "-").replace(":", "-")
    content = partial(json.dumps, collection(found), ensure_ascii=False)
    download = Download("GEOJSON", lambda: name, "application/geo+json", content)
    save_button(world, "save_difference", download)


def _choice(key: str, names: dict[str, str]) -> str | None:
    language = st.session_state.language
    label, empty = say(f"page.{key}", language), say("page.line", language)
    return choose_or_none(st, label, key, names, placeholder=empty)


def _difference(sea: Sea, first: str, second: str) -> dict[str, Any]:
    """Return what `geo.sea.difference` does; the page runs anew at every click."""
    pair, kept = (first, second), st.session_state.get("sea_difference")
    if kept is None or kept[0] != pair:
        kept = st.session_state["sea_difference"] = pair, difference(sea, *pair)
    found: dict[str, Any] = kept[1]
    return found


def label(sea: Sea, name: str, language: str) -> str:
    """Return what a line, a median or a claim is called where one is chosen."""
    if name.startswith("median "):
        first, second = (state_name(word, language) for word in name.split()[1:3])
        return say("page.sea_median", language, first=first, second=second)
    if name in sea.records.line_of:
        return named(sea.records.line_of[name], language)
    claim = sea.records.maritime_claim_of[name.removesuffix(ACCEPTED)]
    called = say(
        "page.sea_since",
        language,
        name=named(claim, language),
        day=claim.valid_from,
    )
    if name.endswith(ACCEPTED):
        return say("page.sea_accepted", language, name=called)
    return called


def between(sea: Sea, found: dict[str, Any], language: str) -> Collections:
    """Return the water that changes hands, by what it is called.

    Parameters
    ----------
    sea : geo.sea.Sea
    found : dict
        As `geo.sea.difference` returns it.
    language : str

    Returns
    -------
    dict of str to dict
        A GeoJSON FeatureCollection; empty if nothing changes hands.
    """
    if found["shape"].is_empty:
        return {}
    (feature,) = collection(found)["features"]
    first, second = (label(sea, found[end], language) for end in ("first", "second"))
    title = say("page.sea_from_to", language, first=first, second=second)
    changes = {
        state_name(change["state"], language): say(
            "page.sea_change",
            language,
            gained=change["gained_km2"],
            lost=change["lost_km2"],
        )
        for change in found["changes"]
    }
    water = {**feature, "properties": {"name": title, **changes}}
    return {title: {"type": "FeatureCollection", "features": [water]}}


def sentences(found: dict[str, Any], language: str) -> list[str]:
    """Return what changes hands, a sentence for each state.

    Parameters
    ----------
    found : dict
        As `geo.sea.difference` returns it.
    language : str
    """
    gains = [c for c in found["changes"] if c["gained_km2"] or c["lost_km2"]]
    if not gains:
        return [say("page.sea_same", language)]
    return [
        say(
            "page.sea_gain",
            language,
            state=state_name(change["state"], language),
            gained=change["gained_km2"],
            lost=change["lost_km2"],
        )
        for change in gains
    ]

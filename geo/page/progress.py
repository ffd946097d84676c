"""How far what a reader waits for has come, at an address of its own.

The browser looks there again and again, which costs next to nothing; the page runs only
when there is something new to show.
"""

from collections.abc import Callable

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.page.share import path_below
from geo.page.tokens import Tokens
from geo.page.world import World

FOLDER = "progress"
"""Below the page's own address."""

_STATES: dict[str, Callable[[], str]] = {}
"""By token."""


@st.cache_resource(scope="session", on_release=Tokens.close, show_spinner=False)
def _watched() -> Tokens[Callable[[], str]]:
    return Tokens(_STATES)


def run_again(world: World, part: str, shown: str, state: Callable[[], str]) -> None:
    """Have this part of the page run again as soon as a state is another.

    Parameters
    ----------
    world : World
    part : str
        Which part of the page this is.
    shown : str
        The state of what the page shows, from before it was shown.
    state : callable
        Returns the state, in whatever thread.
    """
    token = _watched().put(part, state)
    data = {"address": path_below(f"{FOLDER}/{token}"), "shown": shown}
    world.clock(key=f"{part}_clock", data=data, on_tick_change=lambda: None)


async def _send(request: Request) -> Response:
    state = _STATES.get(request.path_params["token"])
    if state is None:
        return PlainTextResponse("", 404)
    return PlainTextResponse(state(), headers={"Cache-Control": "no-store"})


def routes() -> list[Route]:
    """Return what the server has for browsers that wait."""
    return [Route(path_below(f"{FOLDER}/{{token}}"), _send)]

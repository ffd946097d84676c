"""Files that a reader saves: made at the click, at an address that stays.

The address of Streamlit's own button for a file that is made at the click ends with the
run that drew it: a click while the page works would bring nothing.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote

import attrs
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.errors import GeoError
from geo.page.share import path_below
from geo.page.state import direction
from geo.page.world import World
from geo.words import say

FOLDER = "saved"
"""Below the page's own address."""

AT_A_TIME = 2
"""So many files are made at the click at a time, whoever clicks."""

NAME = "X-File-Name"
"""Header of an answer: the name of the file, percent-encoded."""

_TURNS = threading.BoundedSemaphore(AT_A_TIME)
_LOG = logging.getLogger(__name__)


@attrs.frozen
class Download:
    """A file that a reader may save.

    Attributes
    ----------
    label : str
        What stands on its button.
    name : callable
        Returns the file's name at the click.
    media : str
        Media type.
    content : callable
        Returns the file, or its text, at the click; it may raise `GeoError`.
    """

    label: str
    name: Callable[[], str]
    media: str
    content: Callable[[], bytes | str]


class Offer(NamedTuple):
    """A file that may be saved, and the language of what is in the way of it."""

    download: Download
    language: str


_OFFERS: dict[str, Offer] = {}
"""By the last part of their address, which nobody else can guess."""


class Offers:
    """What one reader may save: one file for each button."""

    def __init__(self) -> None:
        self._tokens: dict[str, str] = {}

    def put(self, button: str, offer: Offer) -> str:
        """Offer a file, in place of the last one of the same button.

        Returns
        -------
        str
            The last part of its address.
        """
        token = self._tokens.setdefault(button, secrets.token_urlsafe(16))
        _OFFERS[token] = offer
        return token

    def close(self) -> None:
        """Offer nothing any more: the page is closed."""
        for token in self._tokens.values():
            _OFFERS.pop(token, None)


@st.cache_resource(scope="session", on_release=Offers.close, show_spinner=False)
def _offers() -> Offers:
    return Offers()


def save_button(
    world: World, button: str, download: Download, *, is_primary: bool = False
) -> None:
    """Let the reader save a file.

    Parameters
    ----------
    world : World
    button : str
        Which button of the page this is.
    download : Download
    is_primary : bool
        Whether it is what the tab is for.
    """
    language = st.session_state.language
    token = _offers().put(button, Offer(download, language))
    data = {
        "address": path_below(f"{FOLDER}/{token}"),
        "label": download.label,
        "primary": is_primary,
        "dir": direction(),
        "lang": language,
        "working": say("download.working", language),
        "failed": say("download.failed", language),
        "header": NAME,
    }
    world.save(data=data, key=button)


async def _send(request: Request) -> Response:
    offer = _OFFERS.get(request.path_params["token"])
    if offer is None:
        return PlainTextResponse("", HTTPStatus.NOT_FOUND)
    return await run_in_threadpool(_made, offer)


def _made(offer: Offer) -> Response:
    download = offer.download
    with _TURNS:
        try:
            name, content = download.name(), download.content()
        except GeoError as error:
            text = error.text(offer.language)
            return PlainTextResponse(text, HTTPStatus.UNPROCESSABLE_ENTITY)
        except Exception:
            _LOG.exception("a file could not be made")
            return PlainTextResponse("", HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = {
        NAME: quote(name),
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=download.media, headers=headers)


def route() -> Route:
    """Return what the server has for files that readers save."""
    return Route(path_below(f"{FOLDER}/{{token}}"), _send)

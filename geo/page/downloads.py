"""Files made when the reader clicks, at an address that stays the same.

The address of Streamlit's own button for a file that is made at the click ends with the
run that drew it: a click while the page works would bring nothing.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote

import attrs
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.errors import ExportError, GeoError
from geo.export.queue import DONE, Job, Queue
from geo.page.share import path_below
from geo.page.state import direction
from geo.page.tokens import Tokens
from geo.page.world import World
from geo.words import say

FOLDER = "saved"
"""Below the page's own address."""

AT_A_TIME = 2
"""The most tables made at a time in the page's own process, for all readers."""

NAME = "X-File-Name"
"""Header of an answer: the name of the file, percent-encoded."""

_TURNS = threading.BoundedSemaphore(AT_A_TIME)
_LOG = logging.getLogger(__name__)


class Waiting(NamedTuple):
    """A file that is made in its turn, and the queue in which it waits."""

    queue: Queue
    job: Job


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
        Returns the file, or its text, at the click, or what is made in its turn; it may
        raise `GeoError`.
    """

    label: str
    name: Callable[[], str]
    media: str
    content: Callable[[], bytes | str | Waiting]


class Offer(NamedTuple):
    """A file that may be saved, and the language of what is in the way of it."""

    download: Download
    language: str


_OFFERS: dict[str, Offer] = {}
"""By token."""

_WAITING: dict[str, Waiting] = {}
"""What is made for a click, by the same tokens: one file at a time each."""


class Offers(Tokens[Offer]):
    """What one reader may save: one file for each button."""

    def __init__(self) -> None:
        super().__init__(_OFFERS)

    def close(self) -> None:
        """Offer nothing any more: the page is closed."""
        super().close()
        for token in self._tokens.values():
            if waiting := _WAITING.get(token):
                waiting.queue.drop(waiting.job)


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
    try:
        name, content = await run_in_threadpool(_made, offer.download)
        if isinstance(content, Waiting):
            content = await _in_turn(request, content)
    except GeoError as error:
        is_full = error.key == "queue.full"
        status = (
            HTTPStatus.SERVICE_UNAVAILABLE
            if is_full
            else HTTPStatus.UNPROCESSABLE_ENTITY
        )
        return PlainTextResponse(error.text(offer.language), status)
    except Exception:
        _LOG.exception("a file could not be made")
        return PlainTextResponse("", HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = {
        NAME: quote(name),
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=offer.download.media, headers=headers)


async def _queue_position(request: Request) -> Response:
    """Answer how many files are made before one that a reader waits for."""
    token = request.path_params["token"]
    offer, waiting = _OFFERS.get(token), _WAITING.get(token)
    ahead = waiting.queue.ahead(waiting.job) if waiting else 0
    text = say("queue.ahead", offer.language, count=ahead) if offer and ahead else ""
    return PlainTextResponse(text, headers={"Cache-Control": "no-store"})


def _made(download: Download) -> tuple[str, bytes | str | Waiting]:
    """Return the name of a file, and the file or what is made in its turn."""
    with _TURNS:
        return download.name(), download.content()


async def _in_turn(request: Request, waiting: Waiting) -> bytes:
    """Return a file once it is made; of a reader who leaves it is made no more.

    No thread waits for it: they are few, and others are served by them.

    Raises
    ------
    GeoError
        If one is made for the same click already, or it cannot be made.
    """
    token = request.path_params["token"]
    queue, job = waiting
    if _WAITING.setdefault(token, waiting) is not waiting:
        queue.drop(job)
        raise ExportError("queue.most_each", count=1)
    try:
        # Its process has so long and no longer.
        waits = {asyncio.create_task(one) for one in (_ended(job), _left(request))}
        _, others = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for other in others:
            other.cancel()
        if job.state != DONE:
            raise job.fault or ExportError("queue.ended")
        return await run_in_threadpool(job.path.read_bytes)
    finally:
        del _WAITING[token]
        queue.drop(job)


async def _ended(job: Job) -> None:
    """Wait until a job has ended, in whatever thread it does."""
    ended, loop = asyncio.Event(), asyncio.get_running_loop()

    def note() -> None:
        with suppress(RuntimeError):  # The server has ended.
            loop.call_soon_threadsafe(ended.set)

    job.when_ended(note)
    await ended.wait()


async def _left(request: Request) -> None:
    """Wait until the reader has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def routes() -> list[Route]:
    """Return what the server has for files that readers save."""
    path = path_below(f"{FOLDER}/{{token}}")
    return [Route(path, _send), Route(f"{path}/place", _queue_position)]

"""The page's server: Streamlit, with our own head in its document."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl

import streamlit as st
from starlette.datastructures import URL, Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.dates import SPAN_START
from geo.errors import GeoError, PlaceError
from geo.page import downloads, progress
from geo.page.compressed import Compressed, plain
from geo.page.material import Material, prepare, prepared
from geo.page.prompt import send_promptly
from geo.page.share import path_below
from geo.records.read import Records
from geo.records.tables.control import Place
from geo.shown import ADDRESS, Shown, from_address, parameters, read_value
from geo.web import head
from geo.web.html import WEB
from geo.words import named

ICON, PICTURE = "atlas-icon.svg", "atlas-picture.png"
"""Files beside the page: its icon, and what those show who link to it."""

FILES = {ICON: WEB / "icon.svg", PICTURE: WEB / "social.png"}

AGE_S = 86_400
"""For so long a browser keeps them."""


def _file(name: str, path: Path) -> Route:
    async def send(_: object) -> FileResponse:
        return FileResponse(path, headers={"Cache-Control": f"max-age={AGE_S}"})

    return Route(path_below(name), send)


def routes() -> list[Route]:
    """Return what the server has besides Streamlit's own."""
    files = [_file(name, path) for name, path in FILES.items()]
    return [*files, *downloads.routes(), *progress.routes()]


@contextlib.asynccontextmanager
async def start(_: st.App) -> AsyncIterator[None]:
    """Read the records as the server starts, not as its first reader waits."""
    send_promptly()
    Thread(target=_prepare, daemon=True).start()
    yield


def _prepare() -> None:
    with contextlib.suppress(GeoError):  # the page says what is wrong
        atlas = prepare().atlas
        # They are there before a tab shows them.
        atlas.frames, atlas.over_time  # noqa: B018


class Heads:
    """Gives documents a head that describes what their address shows (ASGI)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; pass on all but Streamlit's document."""
        if scope["type"] != "http" or scope["method"] != "GET" or _is_file(scope):
            await self.app(scope, receive, send)
            return
        # Streamlit's document is the same for every address, ours is not.
        held: list[Message] = []
        body: list[bytes] = []

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                held.append(message)
            elif held:
                body.append(message.get("body", b""))
                if not message.get("more_body"):
                    whole = _with_head(b"".join(body), scope)
                    await _send_whole(held[0], whole, send)
            else:
                await send(message)

        await self.app(plain(scope), receive, answer)


def _is_html(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == HTTPStatus.OK and "text/html" in headers.get(
        "content-type", ""
    )


def _is_file(scope: Scope) -> bool:
    """Return whether a path has an ending, or is Streamlit's own."""
    path = str(scope["path"])
    return "." in path.rpartition("/")[2] or "/_stcore/" in path


async def _send_whole(start: Message, body: bytes, send: Send) -> None:
    headers = MutableHeaders(raw=start["headers"])
    headers["content-length"] = str(len(body))
    for name in ("etag", "last-modified"):
        del headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _with_head(body: bytes, scope: Scope) -> bytes:
    """Return a document with a head for the address of a request."""
    url = URL(scope=scope)
    forwarded = Headers(scope=scope).get("x-forwarded-proto", "").split(",")[0].strip()
    if forwarded in ("http", "https"):
        url = url.replace(scheme=forwarded)
    params = parameters(dict(parse_qsl(url.query, keep_blank_values=True)))
    language, name = titled(params, prepared())
    folder = str(url.replace(query="", fragment="", path=url.path.rstrip("/") + "/"))
    beside = head.Beside(str(url), f"./{ICON}", folder + PICTURE)
    page = head.document(body.decode(), name, language, beside)
    return page.encode()


def titled(params: Mapping[str, str], material: Material | None) -> tuple[str, str]:
    """Return the language and the title of the document of an address.

    Parameters
    ----------
    params : mapping of str to str
        Of the page's address.
    material : geo.page.material.Material, optional
        None: the records are still being read.

    Returns
    -------
    tuple of (str, str)
    """
    records = material.atlas.records if material else None
    usual = Shown(records.newest if records else SPAN_START)
    shown, _ = from_address(params, usual)
    day = shown.day if records or shown.day != usual.day else None
    place = ""
    if records and (text := params.get(ADDRESS["place"])):
        with contextlib.suppress(GeoError):
            found = read_value(text, partial(_place, records))
            place = named(found, shown.language)
    return shown.language, head.title(day, shown.language, place)


def _place(records: Records, text: str) -> Place:
    if text not in records.place_of:
        raise PlaceError(text)
    return records.place_of[text]


MIDDLEWARE = (Middleware(Heads), Middleware(Compressed))
"""What a request goes through before Streamlit answers it."""

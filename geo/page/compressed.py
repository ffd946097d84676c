"""The files of the map, compressed once for all readers."""

import gzip
from functools import partial
from hashlib import sha256
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.files.cache import Recent

OURS = "/component/geo.page."
"""In the path of each file that a component of ours is made of."""

MOST = 12
"""The number of files kept, plain and compressed: the last ones requested."""

LEAST_BYTES = 1000
"""What is smaller is sent as it is."""


class Compressed:
    """Sends the files of our components, compressed once for all readers (ASGI).

    Streamlit compresses a file anew for each reader, and a browser that comes again
    fetches all of it again: here it learns by a digest that it has it still.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._compress = Recent(partial(gzip.compress, mtime=0), MOST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; pass on those for other files."""
        if not _is_ours(scope):
            await self.app(scope, receive, send)
            return
        messages: list[Message] = []

        async def hold(message: Message) -> None:
            messages.append(message)

        await self.app(plain(scope), receive, hold)
        start, *rest = messages
        body = b"".join(message.get("body", b"") for message in rest)
        if start["status"] == HTTPStatus.OK and len(body) >= LEAST_BYTES:
            messages = await self._messages(start, body, Headers(scope=scope))
        for message in messages:
            await send(message)

    async def _messages(
        self, start: Message, body: bytes, wanted: Headers
    ) -> list[Message]:
        """Return the answer: the compressed file, or that the browser has it."""
        headers = MutableHeaders(raw=[*start["headers"]])
        etag = f'"{sha256(body).hexdigest()[:32]}"'
        headers["etag"] = etag
        headers["vary"] = "Accept-Encoding"
        # A file keeps its name when its content changes: browsers ask each time.
        headers["cache-control"] = "no-cache"
        if etag in wanted.get("if-none-match", ""):
            del headers["content-length"]
            status, content = HTTPStatus.NOT_MODIFIED, b""
        else:
            content = await run_in_threadpool(self._compress, body)
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(content))
            status = HTTPStatus.OK
        return [
            {**start, "status": int(status), "headers": headers.raw},
            {"type": "http.response.body", "body": content},
        ]


def _is_ours(scope: Scope) -> bool:
    """Return whether a request is for the whole of a file of ours, compressed."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    packed = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
    return packed and OURS in scope["path"]


def plain(scope: Scope) -> Scope:
    """Return a request for a whole file, without conditions and uncompressed."""
    names = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    kept = [(name, value) for name, value in scope["headers"] if name not in names]
    return {**scope, "headers": kept, "extensions": {}}

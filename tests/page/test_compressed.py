"""What the map is made of: compressed once, and fetched once by each browser."""

import gzip

import pytest

from geo.page import compressed
from geo.page.compressed import Compressed
from tests.loops import run

PATH = "/base/component/geo.page.world.libya_control_atlas/map.js"
BODY = b"const map = 1;\n" * 500


class Server:
    """Answers as Streamlit does, and counts what it was asked."""

    def __init__(self, body=BODY, status=200):
        self.body, self.status, self.requests = body, status, []

    async def __call__(self, scope, receive, send):
        self.requests.append(scope)
        headers = [(b"content-type", b"text/javascript"), (b"cache-control", b"public")]
        headers.append((b"content-length", str(len(self.body)).encode()))
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": headers})
        half = len(self.body) // 2
        parts = (self.body[:half], True), (self.body[half:], False)
        for part, more in parts:
            body = {"type": "http.response.body", "body": part, "more_body": more}
            await send(body)


def ask(app, path=PATH, method="GET", **headers):
    """Return the status, the headers and the body of an answer."""
    sent = []

    async def send(message):
        sent.append(message)

    raw = [
        (name.replace("_", "-").encode(), value.encode())
        for name, value in headers.items()
    ]
    scope = {"type": "http", "method": method, "path": path, "headers": raw}
    run(app(scope, None, send))
    start, *rest = sent
    named = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return start["status"], named, b"".join(part.get("body", b"") for part in rest)


def test_a_file_is_compressed_once_for_all_readers(monkeypatch):
    calls = []

    def compress(body, mtime):
        calls.append(len(body))
        return b"packed"

    monkeypatch.setattr(compressed.gzip, "compress", compress)
    app = Compressed(Server())
    for _ in range(3):
        status, headers, body = ask(app, accept_encoding="gzip, br")
        assert (status, body) == (200, b"packed")
        assert headers["content-encoding"] == "gzip"
        assert headers["content-length"] == "6"
        assert headers["vary"] == "Accept-Encoding"
    assert calls == [len(BODY)]


def test_a_browser_that_has_a_file_is_told_so_until_it_changes():
    server = Server()
    app = Compressed(server)
    _, headers, body = ask(app, accept_encoding="gzip")
    assert gzip.decompress(body) == BODY
    assert headers["cache-control"] == "no-cache"
    again = {"accept_encoding": "gzip", "if_none_match": headers["etag"]}
    status, fields, body = ask(app, **again)
    assert (status, body, fields["etag"]) == (304, b"", headers["etag"])
    assert "content-length" not in fields
    server.body = BODY + b"// another\n"
    status, fields, body = ask(app, **again)
    assert (status, gzip.decompress(body)) == (200, server.body)
    assert fields["etag"] != headers["etag"]


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        (PATH, "GET", {}),
        (PATH, "GET", {"accept_encoding": "br"}),
        (PATH, "GET", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        (PATH, "HEAD", {"accept_encoding": "gzip"}),
        ("/static/js/index.js", "GET", {"accept_encoding": "gzip"}),
    ],
)
def test_what_is_none_of_our_files_stays_as_it_is(path, method, headers):
    server = Server()
    status, sent, body = ask(Compressed(server), path, method, **headers)
    assert (status, body) == (200, BODY)
    assert "content-encoding" not in sent
    assert len(server.requests[0]["headers"]) == len(headers)


def test_what_is_small_or_not_there_is_sent_as_it_is():
    for server in (Server(b"{}"), Server(status=404)):
        status, sent, body = ask(Compressed(server), accept_encoding="gzip")
        assert (status, body) == (server.status, server.body)
        assert "etag" not in sent

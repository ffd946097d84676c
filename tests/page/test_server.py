"""What serves the page: documents get a head of ours, all else stays as it is."""

import socket
from types import SimpleNamespace

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo.page import server
from geo.page.server import FILES, Heads, titled
from geo.web.head import ROOT
from tests.chromium import go, open_tab
from tests.loops import run
from tests.page.few import FEW

PAGE = f'<html lang="en"><head><title>Streamlit</title></head>{ROOT}</html>'.encode()


def ask(path: str, query: str = "", content_type: str = "text/html", **headers: str):
    """Ask a server that answers with `PAGE`; return what it saw, and its answer."""
    seen, answer = [], []

    async def streamlit(scope, receive, send):
        seen.append(dict(scope["headers"]))
        kind = [(b"content-type", content_type.encode()), (b"etag", b"x")]
        await send({"type": "http.response.start", "status": 200, "headers": kind})
        await send({"type": "http.response.body", "body": PAGE[:20], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[20:]})

    async def send(message):
        answer.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in {"host": "a.test", **headers}.items()
        ],
    }
    run(Heads(streamlit)(scope, None, send))
    start, *bodies = answer
    return seen[0], dict(start["headers"]), b"".join(one["body"] for one in bodies)


def test_a_document_tells_what_its_address_shows():
    seen, headers, body = ask(
        "/",
        "date=2019-12-19).&lang=ar&utm_source=x",
        if_none_match="x",
        x_forwarded_proto="https",
    )
    text = body.decode()
    assert "<title>من يسيطر على ماذا في ليبيا، 19 ديسمبر 2019</title>" in text
    assert 'content="https://a.test/atlas-picture.png"' in text
    assert int(headers[b"content-length"]) == len(body)
    assert b"etag" not in headers
    assert b"if-none-match" not in seen


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "application/json"), ("/component/a/index.html", "text/html")],
)
def test_all_else_stays_as_it_is(path, kind):
    _, headers, body = ask(path, content_type=kind)
    assert body == PAGE
    assert b"etag" in headers


def test_a_hostile_address_is_text():
    _, _, body = ask("/", "date=%22%3E%3Cscript%3E1%3C/script%3E&lang=%3Cb%3E")
    assert b"<script>1" not in body


def test_the_title_begins_with_the_place(atlas):
    material = SimpleNamespace(atlas=atlas)
    params = {"place": "sirte.", "date": "2019-12-19"}
    language, name = titled(params, material)
    assert (language, name.partition(" ")[0]) == ("en", "Sirte")
    newest = titled({"place": "atlantis"}, material)[1]
    assert newest.startswith("Who controls what in Libya, ")
    assert titled({}, None)[1] == "Libya Control Atlas"


def test_icon_and_picture_are_there():
    assert all(path.is_file() for path in FILES.values())


def test_the_body_of_an_answer_waits_for_nothing(monkeypatch):
    """Else each file takes a browser 40 ms more: it acknowledges the head that late."""
    monkeypatch.setattr(server, "_prepare", lambda: None)

    async def begin() -> None:
        async with server.start(None):
            pass

    with socket.socket() as listening:  # for no protocol by name, as Streamlit's is
        listening.bind(("localhost", 0))
        listening.listen()
        run(begin())
        with socket.create_connection(listening.getsockname()):
            taken, _ = listening.accept()
            with taken:
                assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_large_message_is_sent_whole_each_time(app):
    """As it was met: a mere reference to one that the browser had just dropped.

    Streamlit then ended the connection, and the page with it.
    """
    go(app, f"?{FEW}")
    received = []
    app.sockets[-1].on("framereceived", lambda payload: received.append(payload))  # noqa: PLW0108
    for tab in ("Agreements", "Events", "Agreements"):
        open_tab(app, tab)
    assert max(map(len, received)) > 10_000
    kinds = {ForwardMsg.FromString(payload).WhichOneof("type") for payload in received}
    assert "script_finished" in kinds
    assert "ref_hash" not in kinds

"""Files that readers save come at the click, or the reader learns why not."""

import asyncio
import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import pytest
from starlette import requests

from geo.errors import ExportError
from geo.export.queue import Queue
from geo.page import downloads
from geo.page.downloads import Download, Offer, Offers, Waiting
from geo.request import Request
from geo.words import say
from tests.loops import run

WAIT_S = 60


@pytest.fixture
def offers():
    offers = Offers()
    yield offers
    offers.close()


def offer(content, name="libya-2019-12-19.csv", language="en") -> Offer:
    return Offer(Download("Save", lambda: name, "text/csv", content), language)


def answer(token: str, number: int = 0, left: threading.Event | None = None):
    """Return the answer of a route to a reader, who may leave meanwhile."""
    route = downloads.routes()[number]
    scope = {"type": "http", "path_params": {"token": token}, "headers": []}

    async def receive():
        if left is None:
            await asyncio.Event().wait()
        await asyncio.to_thread(left.wait, WAIT_S)
        return {"type": "http.disconnect"}

    return run(route.endpoint(requests.Request(scope, receive)))


def test_a_file_is_made_at_the_click_under_its_name(offers):
    made = []
    token = offers.put("save", offer(lambda: f"file {len(made)}", "ليبيا.csv"))
    made.append(1)
    sent = answer(token)
    assert (sent.status_code, sent.body) == (200, b"file 1")
    assert unquote(sent.headers[downloads.NAME]) == "ليبيا.csv"
    assert sent.headers["content-disposition"].startswith("attachment;")
    assert sent.headers["content-type"].startswith("text/csv")
    assert sent.headers["cache-control"] == "no-store"


def test_the_address_of_a_button_stays_while_the_page_runs_anew(offers):
    first = offers.put("save", offer(lambda: b"old"))
    assert offers.put("save", offer(lambda: b"new")) == first
    assert answer(first).body == b"new"
    assert offers.put("save_table", offer(lambda: b"")) != first


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_in_the_way_is_told_in_the_readers_language(offers, language):
    error = ExportError("film.too_long", count=900, most=300)

    def content() -> bytes:
        raise error

    sent = answer(offers.put("save", offer(content, language=language)))
    assert (sent.status_code, sent.body.decode()) == (422, error.text(language))


def test_a_defect_is_no_answer_and_shows_nothing_of_the_server(offers, caplog):
    def content() -> bytes:
        raise OSError("/a/path/of/the/server")

    sent = answer(offers.put("save", offer(content)))
    assert (sent.status_code, sent.body) == (500, b"")
    assert "a file could not be made" in caplog.text


class Desk:
    """A queue of files, each made when a test allows it."""

    def __init__(self, folder):
        self.begun, self.go = threading.Event(), threading.Event()
        self.queue = Queue(self._make, folder, most_waiting=1)
        self.jobs = []

    def _make(self, job):
        self.begun.set()
        job.when_stopped(self.go.set)
        assert self.go.wait(WAIT_S)
        if job.request.title == "bad":
            raise ExportError("queue.ended")
        job.path.write_bytes(b"whole")

    def content(self, title=""):
        def content():
            request = Request(dt.date(2019, 12, 19), title=title)
            self.jobs.append(self.queue.add(None, request, "png"))
            return Waiting(self.queue, self.jobs[-1])

        return content


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.queue.close()


def later(token, left=None):
    """Ask for a file in a thread; return what will be the answer."""
    pool = ThreadPoolExecutor(1)
    pending = pool.submit(answer, token, left=left)
    pool.shutdown(wait=False)
    return pending


def wait_for_turn(token, pending):
    """Wait until a file that was asked for stands in the queue for its click."""
    while token not in downloads._WAITING:
        assert not pending.done()


def test_files_are_made_in_turn_and_no_more_wait_than_may(offers, desk, tmp_path):
    first = offers.put("a", offer(desk.content()))
    second = offers.put("b", offer(desk.content(), language="ar"))
    made = later(first)
    assert desk.begun.wait(WAIT_S)
    waits = later(second)
    while not answer(second, 1).body:
        assert not waits.done()
    ahead = say("queue.ahead", "ar", count=1)
    assert answer(second, 1).body.decode() == ahead
    assert answer(first, 1).body == b""
    full = answer(offers.put("c", offer(desk.content())))
    assert full.status_code == 503
    assert full.body.decode() == say("queue.full", "en", count=1)
    desk.go.set()
    assert made.result(WAIT_S).body == b"whole"
    assert waits.result(WAIT_S).body == b"whole"
    assert answer(second, 1).body == b""
    assert [*tmp_path.iterdir()] == []


def test_one_click_has_one_file_made_at_a_time(offers, tmp_path):
    desk = Desk(tmp_path)
    token = offers.put("a", offer(desk.content()))
    made = later(token)
    wait_for_turn(token, made)
    again = answer(token)
    assert (again.status_code, b"of yours" in again.body) == (422, True)
    desk.go.set()
    assert made.result(WAIT_S).body == b"whole"


def test_for_a_reader_who_leaves_no_file_is_made_any_more(offers, desk):
    token, left = offers.put("a", offer(desk.content())), threading.Event()
    sent = later(token, left)
    assert desk.begun.wait(WAIT_S)
    left.set()
    assert sent.result(WAIT_S).status_code == 422
    assert desk.jobs[-1].ended.wait(WAIT_S)
    assert desk.jobs[-1].state == "stopped"
    assert answer(token).body == b"whole"


def test_why_a_file_was_not_made_is_told_and_who_left_waits_no_more(offers, desk):
    desk.go.set()
    bad = answer(offers.put("a", offer(desk.content("bad"), language="ar")))
    assert bad.body.decode() == say("queue.ended", "ar")
    desk.go.clear()
    desk.begun.clear()
    token = offers.put("a", offer(desk.content()))
    made = later(token)
    assert desk.begun.wait(WAIT_S)
    wait_for_turn(token, made)
    offers.close()
    assert made.result(WAIT_S).status_code == 422
    assert desk.jobs[-1].state == "stopped"


def test_of_a_page_that_is_closed_nothing_is_offered(offers):
    token = offers.put("save", offer(lambda: b"file"))
    offers.close()
    assert answer(token).status_code == 404
    assert answer("guessed").status_code == 404

"""Files that readers save come at the click, or the reader learns why not."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import pytest
from starlette.requests import Request

from geo.errors import ExportError
from geo.page import downloads
from geo.page.downloads import Download, Offer, Offers


@pytest.fixture
def offers():
    offers = Offers()
    yield offers
    offers.close()


def offer(content, name="libya-2019-12-19.csv", language="en") -> Offer:
    return Offer(Download("Save", lambda: name, "text/csv", content), language)


def answer(token: str):
    route = downloads.route()
    scope = {"type": "http", "path_params": {"token": token}, "headers": []}
    # In a thread of its own: the browser of other tests has a loop in this one.
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, route.endpoint(Request(scope))).result()


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


def test_of_a_page_that_is_closed_nothing_is_offered(offers):
    token = offers.put("save", offer(lambda: b"file"))
    offers.close()
    assert answer(token).status_code == 404
    assert answer("guessed").status_code == 404

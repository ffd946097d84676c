"""A browser that waits learns how far it has come, and nobody else does."""

from concurrent.futures import Future

import pytest
from starlette import requests

from geo.page import making, progress
from geo.page.tokens import Tokens
from tests.loops import run


@pytest.fixture
def watched():
    tokens = Tokens(progress._STATES)
    yield tokens
    tokens.close()


def answer(token: str):
    (route,) = progress.routes()
    scope = {"type": "http", "path_params": {"token": token}, "headers": []}
    return run(route.endpoint(requests.Request(scope)))


def test_a_state_is_answered_as_it_is_then(watched):
    found = Future()
    token = watched.put("preview", lambda: making._state_of_preview(found))
    assert answer(token).body.decode() == making.PENDING
    found.set_result(None)
    assert answer(token).body.decode() != making.PENDING
    assert answer(token).headers["cache-control"] == "no-store"


def test_what_failed_or_was_cancelled_is_waited_for_no_more():
    failed, cancelled = Future(), Future()
    failed.set_exception(ValueError())
    cancelled.cancel()
    for found in (failed, cancelled):
        assert making._state_of_preview(found) != making.PENDING


def test_of_another_token_or_a_closed_page_nothing_is_answered(watched):
    token = watched.put("preview", lambda: "")
    assert answer(token).status_code == 200
    assert answer(token[:-1]).status_code == 404
    watched.close()
    assert answer(token).status_code == 404

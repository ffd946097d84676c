"""The process that makes files: what it makes of a task, and what it answers."""

import datetime as dt
import io
import json
import pickle
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pytest

from geo.errors import RequestError
from geo.export import worker
from geo.request import Request

FILM = Request(dt.date(2019, 12, 19), since=dt.date(2019, 12, 1), language="ar")
SHEET = replace(FILM, since=None)
STOCK = pickle.dumps(("records", {"places": 1}))


@pytest.fixture
def sent():
    return []


@pytest.fixture
def maker(sent, monkeypatch):
    """One whose process has not taken much, as that of the tests may have."""
    monkeypatch.setattr(worker, "used_bytes", lambda: 0)
    return worker.Maker(lambda **message: sent.append(message))


@pytest.fixture
def makes(monkeypatch):
    """Have files made by a function."""
    return lambda make: monkeypatch.setattr(worker, "make_as_known", make)


@pytest.fixture
def task(tmp_path):
    members = {"kind": "make", "request": FILM.as_json(), "form": "gif", "atlas": 1}
    return members | {"path": str(tmp_path / "film")}


def test_the_file_is_made_and_each_picture_reported(maker, makes, sent, task, tmp_path):
    def make(atlas, request, form, bar, drawn):
        assert drawn is None
        assert (atlas.records, atlas.frames) == ("records", {"places": 1})
        assert request == FILM
        return f"{form} {[*bar(iter('abc'), 3)]}".encode()

    makes(make)
    assert maker.answer(task, STOCK)
    assert (tmp_path / "film").read_bytes() == b"gif ['a', 'b', 'c']"
    drawn = [{"drawn": n, "count": 3} for n in range(4)]
    assert sent == [*drawn, {"done": True, "last": False}]
    assert maker.answer(task, b"")  # of an atlas that it has


@pytest.mark.parametrize(
    "case",
    [
        (RequestError("address.no_tab", tab="x", known=[]), "تبويب", True),
        (MemoryError(), "queue.memory", False),
        (ZeroDivisionError(), "queue.failed", False),
    ],
)
def test_a_fault_is_reported(maker, makes, sent, task, case):
    error, answer, goes_on = case

    def make(*_, **__):
        raise error

    makes(make)
    assert maker.answer(task, STOCK) is goes_on
    assert answer in (sent[0].get("error") or sent[0]["fault"])
    assert not Path(task["path"]).exists()


def test_one_that_has_taken_much_memory_says_that_it_ends(
    maker, makes, sent, task, monkeypatch
):
    makes(lambda *_, **__: b"")
    monkeypatch.setattr(worker, "used_bytes", lambda: worker.RENEW_BYTES + 1)
    assert not maker.answer(task, STOCK)
    assert sent == [{"done": True, "last": True}]


def test_the_last_sheets_of_previews_are_kept_for_their_files(
    maker, makes, sent, task, monkeypatch
):
    def prospect(_atlas, request, _form, keep):
        keep(request.language)
        return SimpleNamespace(as_json=dict)

    given = []
    monkeypatch.setattr(worker, "prospect", prospect)
    makes(lambda *_, drawn: given.append(drawn) or b"")
    of = {
        code: task | {"request": replace(SHEET, language=code).as_json(), "form": "pdf"}
        for code in ("en", "ar")
    }
    other = of["en"] | {"request": replace(SHEET, language="en", dark=True).as_json()}
    for one in (of["en"], of["ar"], other):
        assert maker.answer(one | {"kind": "preview"}, STOCK)
    for one in (of["en"], of["ar"], of["ar"], other | {"form": "svg"}, other):
        assert maker.answer(one, STOCK)
    # The first had to go, and each is made but once; an SVG is laid out as a PDF.
    assert given == [None, "ar", None, "en", None]


def test_a_map_with_layers_of_the_readers_own_is_made(
    maker, sent, task, tmp_path, monkeypatch
):
    def html(frames, records, shown, own):
        return f"{frames} {records} {shown == FILM} {own}"

    monkeypatch.setattr(worker.maps, "html", html)
    assert maker.answer(task | {"form": "html", "own": [{"id": "a"}]}, STOCK)
    made = (tmp_path / "film").read_text()
    assert made == "{'places': 1} records True [{'id': 'a'}]"


def test_tasks_are_heard_with_what_follows_them():
    queue = SimpleQueue()
    tasks = [{"kind": "make", "bytes": 3}, {"kind": "preview", "bytes": 0}]
    first, second = (json.dumps(task).encode() + b"\n" for task in tasks)
    worker.listen(io.BytesIO(first + b"a\nb" + second), queue)
    assert [queue.get(), queue.get()] == [(tasks[0], b"a\nb"), (tasks[1], b"")]

"""Previews are made once, one at a time, and not for readers who went on."""

import datetime as dt
import json
import threading
from concurrent.futures import CancelledError
from dataclasses import replace
from unittest.mock import patch

import pytest

from geo.errors import LayerError
from geo.export import previews
from geo.export.make import make_as_known
from geo.export.previews import Previews, Prospect
from geo.pictures import render
from geo.pictures.preview import Preview
from geo.request import Request

REQUEST = Request(dt.date(2019, 12, 19), paper="story")
WAIT_S = 60


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn, and the event that lets it be."""
    made, go = [], threading.Event()
    go.set()

    def make(_self, request, form):
        made.append((request, form))
        assert go.wait(WAIT_S)
        if request.title == "bad":
            raise LayerError("error.shown.layers", unknown=["oil"], known=[])
        return form

    monkeypatch.setattr(Previews, "_make", make)
    return made, go


def test_forms_that_look_alike_share_one(drawn):
    made, _ = drawn
    kept = Previews(None)
    for form in ("png", "svg", "pdf", "gpkg", "png"):
        kept.get(REQUEST, form).result(WAIT_S)
    film = replace(REQUEST, since=dt.date(2019, 1, 1))
    kept.get(film, "mp4").result(WAIT_S)
    kept.get(replace(film, step="week"), "gif").result(WAIT_S)
    assert [form for _, form in made] == ["png", "pdf", "gpkg", "gif"]
    assert {request for request, _ in made} == {REQUEST}


def test_what_nobody_waits_for_any_more_is_not_drawn(drawn):
    made, go = drawn
    go.clear()
    kept = Previews(None)
    first = kept.get(REQUEST, "png")
    second = kept.get(replace(REQUEST, title="b"), "png", first)
    third = kept.get(replace(REQUEST, title="c"), "png", second)
    go.set()
    assert third.result(WAIT_S) == "png"
    with pytest.raises(CancelledError):
        second.result(WAIT_S)
    assert "b" not in [request.title for request, _ in made]
    assert kept.get(replace(REQUEST, title="b"), "png", third).result(WAIT_S) == "png"


def test_a_fault_is_raised_and_the_oldest_are_forgotten(drawn, monkeypatch):
    made, _ = drawn
    monkeypatch.setattr(previews, "KEPT", 2)
    kept = Previews(None)
    with pytest.raises(LayerError, match="no layer"):
        kept.get(replace(REQUEST, title="bad"), "png").result(WAIT_S)
    for title in ("a", "b", "a", "c", "a", "b"):
        kept.get(replace(REQUEST, title=title), "png").result(WAIT_S)
    assert [request.title for request, _ in made] == ["bad", "a", "b", "c", "b"]


def test_a_fault_is_told_to_who_waited_and_tried_again_for_who_asks_next(drawn):
    made, _ = drawn
    kept = Previews(None)
    bad = replace(REQUEST, title="bad")
    first = kept.get(bad, "png")
    assert first.exception(WAIT_S)
    assert kept.get(bad, "png", first) is first
    assert kept.get(bad, "png").exception(WAIT_S)
    assert len(made) == 2


@pytest.mark.parametrize(("form", "shown"), [("png", "png"), ("svg", "pdf")])
def test_a_file_from_the_sheet_of_its_preview_is_the_same_to_the_byte(
    world, form, shown
):
    request, kept = replace(REQUEST, against=dt.date(2019, 4, 5)), []
    prospect = previews.prospect(world, request, shown, kept.append)
    assert prospect.picture
    with patch.object(render, "draw") as drawn_again:
        made = make_as_known(world, request, form, drawn=kept[0])
    assert not drawn_again.called
    assert made == make_as_known(world, request, form)


@pytest.mark.parametrize("picture", [None, Preview(b"RIFF\xff", 427_120, 92_130)])
def test_what_a_file_will_show_comes_back_from_json(picture):
    found = Prospect(picture, {"places": 12}, 700)
    assert Prospect.from_json(json.loads(json.dumps(found.as_json()))) == found

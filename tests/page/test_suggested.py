"""The day with which a picture compares: the page's, unless the reader chose one."""

import datetime as dt

import pytest
import streamlit as st

from geo.page.choices import suggest_against

MAY, JUNE = dt.date(2020, 5, 11), dt.date(2020, 6, 10)


class _Session(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


@pytest.fixture
def session(monkeypatch):
    session = _Session(day=JUNE, against=None)
    monkeypatch.setattr(st, "session_state", session)
    return session


def suggested(session, against: dt.date | None) -> dt.date | None:
    session.against = against
    suggest_against()
    return session.get("export_against")


def test_it_follows_the_comparison_of_the_page(session):
    assert suggested(session, None) is None
    assert suggested(session, MAY) == MAY
    assert suggested(session, None) is None


def test_a_day_of_the_readers_own_stays(session):
    suggested(session, MAY)
    own = session["export_against"] = dt.date(2019, 4, 3)
    assert suggested(session, dt.date(2020, 1, 1)) == own
    assert suggested(session, None) == own


def test_a_field_that_was_emptied_stays_empty_while_the_page_compares(session):
    suggested(session, MAY)
    session["export_against"] = None
    assert suggested(session, MAY) is None


def test_a_day_that_the_map_does_not_compare_is_not_suggested(session):
    assert suggested(session, JUNE) is None
    assert suggested(session, dt.date(2021, 1, 1)) is None

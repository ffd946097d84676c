"""Odd addresses: what is no use of them is told, and the page opens."""

import json
import time
from types import SimpleNamespace
from unittest import mock
from urllib.parse import parse_qsl, quote

import pytest
import streamlit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from geo.dates import SPAN_START
from geo.page import links
from geo.page.state import TABS
from geo.shown import ADDRESS, Shown, from_address
from geo.views import View
from geo.web.panels import Cards
from geo.words import LANGUAGES
from tests.chromium import open_map
from tests.page.session import Session

MOST_SECONDS = 2
"""Of a core, for one address; the usual is a few milliseconds."""

MOST_LETTERS = 3000

GOOD = (
    *("2019-12-19", "tripoli", "sabha", "tr-ly-2019", "tr-ly-mou-2019", "en", "ar"),
    *("places,events", "30,20,6", "country", "greece,libya", "age", "3", *TABS),
)
ODD = (
    *("", " ", ",", "--", "0", "-1", "1e999", "nan,nan,nan", "inf,0,0", "9" * 400),
    *(
        "x" * 20_000,
        "," * 5000,
        "2019-02-30",
        "9999-12-31",
        "٢٠١٩-١٢-١٩",
        "\0",
        "\ufeff",
    ),
    *("\ud800", "\u202e", "<b>", "'", "../..", "%s{0}", "{}", "30,20", "30,20,6,7"),
)
VALUES = st.sampled_from((*GOOD, *ODD)) | st.text(max_size=60)
NAMES = st.sampled_from(
    [*ADDRESS.values(), "Date", "dates", "utm_x", "embed", ""]
) | st.text(max_size=20)
ADDRESSES = st.dictionaries(NAMES, VALUES, max_size=8)


@pytest.fixture(scope="module")
def stage(atlas):
    return SimpleNamespace(atlas=atlas, cards=Cards(atlas, atlas.frames["agreements"]))


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(params=ADDRESSES)
def test_an_odd_address_opens_the_page_and_is_told(stage, params):
    session = Session()
    begun = time.process_time()
    with (
        mock.patch.object(streamlit, "session_state", session),
        mock.patch.object(streamlit, "query_params", params),
    ):
        links.read_url(stage)
        found = [links.complaints(language) for language in LANGUAGES]
        parts = links.parts()
    assert time.process_time() - begun < MOST_SECONDS
    assert (
        max((len(line) for lines in found for line in lines), default=0) < MOST_LETTERS
    )
    assert session.opened
    assert session.tab in TABS
    view = View(*session.view)
    names = ("day", "language", "ground", "known_on", "claimants")
    shown = {name: session[name] for name in names}
    Shown(layers=tuple(session.layers), view=view, **shown)  # it raises what is none
    json.dumps(parts)


ON_THE_PAGE = (
    "date=2019-02-30&place=%00&tab=%F0%9F%98%80&view=nan,nan,nan&layers="
    + quote("," * 3000)
    + "&lang=xx&story=none&step=9999999999999999999999",
    "date=%D9%A2%D9%A0&as_known_on=1&line=%E2%80%AEx&agreement=%3Cscript%3E&road=--",
)


@pytest.mark.parametrize("query", ON_THE_PAGE)
def test_the_page_opens_at_an_odd_address(page, app_url, query):
    open_map(page, f"{app_url}/?{query}")
    expect(page.locator(".st-key-complaints")).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert page.errors == []


@pytest.mark.parametrize(
    ("query", "day", "language"),
    [
        ("date=2020-06-10&amp;lang=ar", "2020-06-10", "ar"),
        ("amp;date=2020-06-10&amp;amp;lang=ar", "2020-06-10", "ar"),
        ("date=2020-06-10&#38;lang=ar", "2020-06-10", "ar"),
        ("date=2020-06-10&AMP;lang=ar", "2020-06-10", "ar"),
    ],
)
def test_a_link_that_went_through_html_opens_as_meant(stage, query, day, language):
    params = dict(parse_qsl(query))
    session = Session()
    with (
        mock.patch.object(streamlit, "session_state", session),
        mock.patch.object(streamlit, "query_params", params),
    ):
        links.read_url(stage)
        assert links.complaints("en") == []
    assert session.strange == [name for name in params if ";" in name]
    assert (session.day.isoformat(), session.language) == (day, language)


@pytest.mark.parametrize("view", ["32,200,8", "32,13,99", "-89,13,8"])
def test_a_view_off_the_map_is_told_what_the_map_has(view):
    _, faults = from_address({"view": view}, Shown(SPAN_START))
    assert "2 to 49 degrees north, -25 to 62 east, zoom 4 to 13" in str(faults["view"])
    assert faults["view"].text("ar")

"""What is shown, and the address of it."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import dates, style
from geo.errors import SeaError
from geo.layers.read import NAMES
from geo.shown import ADDRESS, Shown, from_address, parse_claimants
from geo.views import COUNTRY, COUNTRY_VIEW, View

USUAL = Shown(dt.date(2019, 12, 19))


def test_claimants_are_parsed():
    assert parse_claimants("") == ()
    assert parse_claimants("libya,greece") == ("greece", "libya")
    for text, part in (
        ("spain", "no claimant spain"),
        ("egypt,italy,malta", "3 claim"),
    ):
        with pytest.raises(SeaError, match=part):
            parse_claimants(text)


views = st.builds(
    View,
    st.integers(200, 350).map(lambda tenths: tenths / 10),
    st.integers(80, 300).map(lambda tenths: tenths / 10),
    st.integers(8, 26).map(lambda halves: halves / 2),
)
states = st.lists(st.sampled_from(sorted(style.STATES)), max_size=2)


@given(
    st.builds(
        Shown,
        day=st.dates(dates.SPAN_START, dt.date(2026, 1, 1)),
        layers=st.lists(st.sampled_from(NAMES)).map(tuple),
        view=st.just(COUNTRY) | views,
        language=st.sampled_from(["en", "ar"]),
        claimants=states.map(tuple),
        known_on=st.none() | st.dates(dates.SPAN_START, dt.date(2026, 1, 1)),
    )
)
def test_an_address_shows_what_it_was_made_of(one):
    assert from_address(one.to_address(), USUAL) == (one, [])


def test_what_an_address_does_not_name_is_as_usual():
    assert from_address({"utm_source": "mail"}, USUAL) == (USUAL, [])


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("day", "2013-01-01", "2013-01-01 is out of range: use 2014-05-16 to"),
        ("day", "yesterday", "'yesterday' is no date: write"),
        ("known_on", "never", "as_known_on: 'never' is no date: write"),
        ("view", "32.8,13.2", "view '32.8,13.2' is none: write lat,lon,zoom"),
        ("view", "60,10,5", "view 60,10,5 lies off the map: use 2 to 49 degrees north"),
        ("language", "fr", "no language fr: use en, ar"),
        ("claimants", "atlantis", "no claimant atlantis: use one or two of"),
    ],
)
def test_what_cannot_be_used_is_as_usual_and_reported(name, text, message):
    found, (fault,) = from_address({ADDRESS[name]: text}, USUAL)
    assert found == USUAL
    assert str(fault).startswith(message)


def test_layers_that_are_known_are_shown_beside_those_that_are_not():
    found, (fault,) = from_address({"layers": "places,roads,lakes"}, USUAL)
    assert found.layers == ("places",)
    assert str(fault).startswith("no layer roads, lakes: use tripoli_held, ")
    assert from_address({"layers": ""}, USUAL)[0].layers == ()


def test_whose_sea_is_drawn_is_seen_unless_layers_are_named():
    assert from_address({"claimants": "turkey"}, USUAL)[0].layers == NAMES
    named = {"claimants": "turkey", "layers": "places"}
    assert from_address(named, USUAL)[0].layers == ("places",)


def test_the_view_of_the_country_is_the_same_on_every_screen():
    assert USUAL.web_view == COUNTRY_VIEW
    assert "view" not in USUAL.to_address()


def test_what_an_address_cannot_use_is_told_in_arabic_too():
    address = {
        "date": "2013",
        "as_known_on": "soon",
        "layers": "roads",
        "view": "1,2",
        "lang": "fr",
        "claimants": "france",
    }
    _, faults = from_address(address, USUAL)
    assert len(faults) == len(address)
    for fault in faults:
        own = re.sub("\u2068.*?\u2069", "", fault.text("ar"))
        assert re.search(r"[\u0600-\u06ff]", own)
        assert not re.search("[a-z]{2,} [a-z]{2,}", own), own

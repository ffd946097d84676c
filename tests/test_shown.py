"""What is shown, and the address of it."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import dates, style
from geo.errors import DateError, SeaError
from geo.layers.read import NAMES
from geo.shown import (
    ADDRESS,
    Shown,
    day_of_address,
    from_address,
    nearest_view,
    parse_claimants,
    read_value,
    unknown,
)
from geo.views import COUNTRY, COUNTRY_VIEW, View, centres, on_screen

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
    assert from_address(one.to_address(), USUAL) == (one, {})


def test_what_an_address_does_not_name_is_as_usual():
    assert from_address({"utm_source": "mail"}, USUAL) == (USUAL, {})


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("day", "2013-01-01", "2013-01-01 is out of range: use 2014-05-16 to"),
        ("day", "yesterday", "'yesterday' is no date: write"),
        ("known_on", "never", "'never' is no date: write"),
        ("view", "32.8,13.2", "view '32.8,13.2' is none: write lat,lon,zoom"),
        ("view", "atlantis", "'atlantis' is no view: use one of country, tripoli"),
        ("language", "fr", "no language fr: use en, ar"),
        ("claimants", "atlantis", "no claimant atlantis: use one or two of"),
        ("ground", "colour", "no ground colour: use holder, age"),
    ],
)
def test_what_cannot_be_used_is_as_usual_and_reported(name, text, message):
    shown, faults = from_address({ADDRESS[name]: text}, USUAL)
    assert shown == USUAL
    assert faults.keys() == {ADDRESS[name]}
    assert str(faults[ADDRESS[name]]).startswith(message)


@pytest.mark.parametrize("text", ["ar-LY", "ar_LY", "AR", "ar-EG).", "ar"])
def test_a_language_may_name_a_country(text):
    shown, faults = from_address({"lang": text}, USUAL)
    assert (shown.language, faults) == ("ar", {})


@pytest.mark.parametrize("text", ["60,10,5", "99,13,5", "-90,300,5", "25,400,9"])
def test_of_a_view_off_the_map_the_nearest_is_shown(text):
    found, faults = from_address({"view": text}, USUAL)
    assert found == replace(USUAL, view=nearest_view(text))
    west, south, east, north = centres(found.view.zoom)
    assert south <= found.view.lat <= north
    assert west <= found.view.lon <= east
    assert "lies off the map" in str(faults["view"])


@pytest.mark.parametrize("text", ["tripoli", "Sirte-Jufra", "east-med)."])
def test_a_view_may_be_told_by_its_name(text):
    name = text.casefold().rstrip(").")
    assert from_address({"view": text}, USUAL) == (
        replace(USUAL, view=on_screen(name)),
        {},
    )
    assert from_address({"view": COUNTRY}, USUAL) == (USUAL, {})


def test_layers_that_are_known_are_shown_beside_those_that_are_not():
    shown, faults = from_address({"layers": "places,roads,lakes"}, USUAL)
    assert shown.layers == ("places",)
    assert str(faults["layers"]).startswith("no layer roads, lakes: use tripoli_held, ")
    assert from_address({"layers": ""}, USUAL)[0].layers == ()


def test_layers_of_which_none_is_known_do_not_blank_the_map():
    found, faults = from_address({"layers": "oil"}, USUAL)
    assert found == USUAL
    assert list(faults) == ["layers"]


ENDS = (".", ",", ")", ").", ">", "،", "؟", "»", "”", "…", "!*", " ", "\u200f.")


@pytest.mark.parametrize("end", ENDS)
def test_what_a_chat_makes_of_the_end_of_a_link_is_survived(end):
    one = Shown(
        dt.date(2020, 6, 4),
        ("places",),
        View(32.8, 13.2, 8),
        "ar",
        ("libya",),
        known_on=dt.date(2021, 1, 1),
    )
    params = {name: value + end for name, value in one.to_address().items()}
    assert from_address(params, USUAL) == (one, {})


def test_an_address_may_be_in_arabic_digits_and_marks():
    one = Shown(dt.date(2020, 6, 4), ("places",), View(32.8, 13.2, 8))
    two = replace(one, claimants=("greece", "libya"))
    typed = {
        **{"date": "\u2066٢٠٢٠-٠٦-٠٤\u2069", "layers": "places،"},
        **{"view": "٣٢٫٨، ١٣٫٢، ٨", "claimants": "greece،libya"},
    }
    assert from_address(typed, USUAL) == (two, {})


def test_what_means_something_only_with_its_end_is_left_as_it_is():
    with pytest.raises(DateError, match=r"'2019-12-19b\."):
        read_value("2019-12-19b.", day_of_address)


def test_foreign_parameters_are_none_of_ours():
    foreign = "utm_source utm_medium fbclid gclid msclkid ref ref_src mc_eid igshid _gl"
    streamlit = "embed embed_options"
    assert unknown([*foreign.split(), *streamlit.split(), *ADDRESS.values()]) == []
    assert unknown(["plase", "date", "Date", "plase"]) == ["plase", "Date"]


def test_whose_sea_is_drawn_is_seen_unless_layers_are_named():
    assert from_address({"claimants": "turkey"}, USUAL)[0].layers == NAMES
    named = {"claimants": "turkey", "layers": "places"}
    assert from_address(named, USUAL)[0].layers == ("places",)


def test_the_view_of_the_country_is_the_same_on_every_screen():
    assert USUAL.web_view == COUNTRY_VIEW
    assert "view" not in USUAL.to_address()


def test_ground_by_the_age_of_its_evidence_is_in_the_address_and_back():
    aged = replace(USUAL, ground="age")
    address = aged.to_address()
    assert address["ground"] == "age"
    assert from_address(address, USUAL) == (aged, {})
    assert "ground" not in USUAL.to_address()


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
    for fault in faults.values():
        own = re.sub("\u2068.*?\u2069", "", fault.text("ar"))
        assert re.search(r"[\u0600-\u06ff]", own)
        assert not re.search("[a-z]{2,} [a-z]{2,}", own), own

import datetime as dt

import pytest

from geo.query.place import card
from geo.shown import Shown, from_address
from geo.views import View
from geo.web.sentences import address, sentence

DAY = dt.date(2019, 12, 19)


@pytest.mark.parametrize(
    ("place_id", "parts"),
    [
        (
            "tripoli",
            ["Tripoli, 19 December 2019: Held by Government of National Accord"],
        ),
        ("ain-zara", ["Held by no side; ", "Contested between Government of National"]),
        ("abu-aisha", ["It has no claims of its own and takes the state of "]),
    ],
)
def test_a_sentence_stands_by_itself(atlas, place_id, parts):
    text = sentence(card(atlas, place_id, DAY), "en")
    assert all(part in text for part in parts)
    assert "Confidence " in text
    assert text.rpartition("Source: ")[2].endswith(").")


def test_a_sentence_in_arabic_has_no_english_but_names_of_sources(atlas):
    before, _, source = sentence(card(atlas, "tripoli", DAY), "ar").partition(
        "المصدر: "
    )
    assert source
    assert not [letter for letter in before if "a" <= letter.lower() <= "z"]


def test_where_nothing_is_on_record_that_is_said(atlas):
    early = atlas.known_on(dt.date(2010, 1, 1))
    text = sentence(card(early, "tripoli", DAY), "en")
    assert text.startswith("Tripoli, 19 December 2019: Who holds it is not on record")


def test_the_address_opens_the_page_there(atlas):
    facts = card(atlas, "tripoli", DAY)
    params = dict(part.split("=") for part in address(facts)[1:].split("&"))
    shown, faults = from_address(params, Shown(dt.date(2014, 5, 16)))
    assert faults == {}
    assert shown.day == DAY
    assert shown.view == View(round(facts.place.lat, 4), round(facts.place.lon, 4), 9)

"""A road on a day: its stretches, and its oldest evidence."""

import datetime as dt
from itertools import pairwise

import pytest

from geo.errors import PlaceError
from geo.query.place import card
from geo.query.roads import road

DAY = dt.date(2019, 12, 19)


def test_each_place_along_a_road_has_the_state_of_its_card(atlas):
    found = road(atlas, "misrata,sabha", DAY)
    assert found.stops[0].place.place_id == "misrata"
    assert found.stops[-1].place.place_id == "sabha"
    for stop in found.stops:
        assert stop.state == card(atlas, stop.place.place_id, DAY).state
    kms = [one.km for one in found.stops]
    assert kms[0] == 0
    assert kms == sorted(kms)
    assert 600 < kms[-1] < 900


def test_stretches_part_where_another_camp_begins(atlas):
    found = road(atlas, "misrata,sabha", DAY)
    stretches = found.stretches
    assert sum(map(len, stretches)) == len(found.stops)
    for before, after in pairwise(stretches):
        assert before[-1].camp != after[0].camp
    ages = [one.state.last_seen for one in found.stops if one.state]
    assert found.oldest is not None
    assert found.oldest.state.last_seen == min(ages)


def test_a_road_has_the_name_on_record_or_those_of_its_ends(atlas):
    assert road(atlas, "ras-ajdir-musaid", DAY).name["en"] == "Coast road"
    assert road(atlas, "misrata,sabha", DAY).name == {
        "en": "Misrata – Sabha road",
        "ar": "طريق مصراتة – سبها",
    }
    assert road(atlas, "sabha,misrata", DAY).name["en"] == "Sabha – Misrata road"


def test_where_no_road_leads_a_message_says_so(atlas):
    with pytest.raises(PlaceError, match="no road 'misrata,atlantis' is on record"):
        road(atlas, "misrata,atlantis", DAY)

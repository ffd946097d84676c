import datetime as dt
from itertools import pairwise

import pytest

from geo.errors import DateError, PlaceError
from geo.query.place import card, cited, place_named

MAY = dt.date(2020, 5, 1)


@pytest.fixture(scope="module")
def tarhuna(atlas):
    return card(atlas, "tarhuna", MAY)


def test_a_card_gives_holder_and_hold_as_who_does(atlas, tarhuna):
    place = tarhuna.place
    answer = atlas.who(place.lat, place.lon, MAY).as_json()
    values = tarhuna.as_json()
    for name in ("camp", "held_since", "camp_since", "since", "until", "attacks"):
        assert values[name] == answer[name], name
    assert values["actor_en"] == answer["actor"]
    assert values["confidence"] == answer["confidence"]
    assert {source["url"] for source in values["sources"]} == {
        source["url"] for source in answer["sources"]
    }


def test_the_holders_follow_each_other_without_a_gap(atlas):
    for place_id in ("tarhuna", "sirte", "benghazi", "abu-aisha"):
        holds = card(atlas, place_id, MAY).holds
        assert holds[0].since == dt.date(2014, 5, 16)
        assert holds[-1].until is None
        for earlier, later in pairwise(holds):
            assert earlier.until == later.since
            assert (earlier.camp, earlier.actor) != (later.camp, later.actor)


def test_each_statement_has_sources_the_strongest_first(atlas, tarhuna):
    assert [one.weak for one in tarhuna.cited] == [False, True]
    assert tarhuna.cited[1].stance == "eastern" == tarhuna.state.camp
    assert [one.source_id for one in tarhuna.located_by] == ["geonames"]
    ids = ["wikipedia-operation-dignity-2014", "un-doalos-greece-legislation-treaties"]
    assert [one.weak for one in cited(atlas, ids)] == [False, True]
    assert all(hold.source_ids for hold in tarhuna.holds)


def test_events_and_agreements_up_to_the_day_are_reported(tarhuna):
    days = [event.start for event in tarhuna.events]
    assert days == sorted(days, reverse=True)
    assert max(days) <= MAY
    names = {standing.agreement_id for standing in tarhuna.agreements}
    assert {"tarhuna-2019", "social-honour-2017"} <= names


def test_the_age_of_the_evidence_is_counted_to_the_day(atlas):
    newest = atlas.records.newest
    ghat = card(atlas, "ghat", newest)
    assert ghat.age_days == (newest - ghat.state.last_seen).days > 0
    assert card(atlas, "tarhuna", MAY).age_days == 0


def test_a_place_without_claims_says_whose_state_it_takes(atlas):
    follower = card(atlas, "abu-aisha", MAY)
    assert follower.follows.place_id == atlas.donors["abu-aisha"]
    assert follower.as_json()["follows"] == follower.follows.place_id


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("sabha", "sabha"),
        ("Sebha", "sabha"),
        ("طرابلس", "tripoli"),
        ("32.435, 13.6332", "tarhuna"),
        ("Bengahzi", "benghazi"),
    ],
)
def test_a_place_is_named_in_any_way(atlas, text, place_id):
    assert place_named(atlas, text).place_id == place_id


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("zzqq", "no place on record is called 'zzqq': "),
        ("34, 18", "'34, 18' lies outside Libya"),
        ("95, 18", "is no coordinate"),
    ],
)
def test_what_is_no_place_is_refused(atlas, text, message):
    with pytest.raises(PlaceError, match=message):
        place_named(atlas, text)


def test_what_is_no_day_is_refused(atlas):
    with pytest.raises(DateError, match="is out of range"):
        card(atlas, "sabha", dt.date(1999, 1, 1))

import datetime as dt

from geo.query import states


def test_the_states_of_a_day_are_those_of_each_history(atlas):
    day = dt.date(2019, 12, 19)
    spell_of = states.on(atlas, day)
    assert set(spell_of) == {place.place_id for place in atlas.records.places}
    for place_id in ("tripoli", "sirte", "tarhuna", "abu-aisha"):
        (state,) = [one for one in atlas.history(place_id) if one.holds_on(day)]
        assert spell_of[place_id].camp == state.camp


def test_places_without_claims_follow_one_that_has_them(atlas):
    followers = states.followers(atlas)
    own = {p.place_id for p in atlas.records.places if p.inherits == "no"}
    assert set(followers) == own
    assert sum(map(len, followers.values())) == len(atlas.records.places) - len(own)


def test_the_people_of_a_district_are_counted_with_their_city(atlas):
    alone = states.people_in(atlas, ["sabha"])
    assert states.people_in(atlas, ["sabha", "sabha-jadid"]) == alone == 149329
    assert states.people_in(atlas, ["sabha-jadid"]) is None

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DateError, PlaceError
from geo.query import areas, states
from geo.query.atlas import Atlas
from geo.query.changes import changes, totals, usual_days
from geo.query.stats import stats
from geo.records.tables.control import Source
from geo.style.layers import CAMPS
from tests.rows import row
from tests.worlds import LAST_DAY, day, worlds

MAY, JUNE = dt.date(2020, 5, 31), dt.date(2020, 6, 30)


@pytest.fixture(scope="module")
def june(atlas):
    return {change.place_id: change for change in changes(atlas, MAY, JUNE)}


def camp_on(atlas, place_id, day):
    (state,) = [one for one in atlas.history(place_id) if one.holds_on(day)]
    return state.camp


def test_june_2020_is_reported_in_full(atlas, june):
    """Against the history of each place, which is worked out elsewhere."""
    expected = set()
    for place in atlas.records.places:
        if place.inherits == "yes":
            continue
        days = [MAY + dt.timedelta(days=n) for n in range((JUNE - MAY).days + 1)]
        camps = {camp_on(atlas, place.place_id, day) for day in days}
        if len(camps) > 1:
            expected.add(place.place_id)
    assert set(june) == expected
    assert len(june) == 32


def test_a_change_gives_from_whom_to_whom_how_exactly_and_why(june):
    change = june["tarhuna"]
    values = change.as_json()
    assert (values["from_camp"], values["to_camp"]) == ("eastern", "tripoli")
    assert (
        values["from_actor_en"] == "Libyan National Army and House of Representatives"
    )
    assert (values["day"], values["precision"], values["steps"]) == (
        "2020-06-05",
        "day",
        1,
    )
    assert values["event_id"]
    assert values["people"] >= 52420
    assert values["sources"][0]["url"].startswith("http")
    assert 0 < values["near_km2"] <= values["with_nominal_km2"]
    assert values["cause_ar"] != values["cause_en"]


def test_a_place_that_was_retaken_is_reported_of_but_not_counted(june):
    change = june["asabaa"]
    assert change.returned
    assert (change.steps, change.moment.day) == (2, dt.date(2020, 6, 5))
    without = totals([one for one in june.values() if one is not change])
    assert totals(list(june.values())) == without


@pytest.mark.parametrize(
    ("first", "last"),
    [(MAY, JUNE), (dt.date(2014, 5, 16), dt.date(2019, 12, 19))],
)
def test_what_camps_gain_is_the_difference_of_what_they_hold(atlas, first, last):
    gains = totals(changes(atlas, first, last))
    before, after = (areas.areas(atlas.frames, day) for day in (first, last))
    for camp in before.keys() | after.keys():
        old, new = (held.get(camp, areas.NONE) for held in (before, after))
        near, most = gains.get(camp, (0.0, 0.0))
        assert near == pytest.approx(new.near_km2 - old.near_km2, abs=20)
        assert most == pytest.approx(
            new.with_nominal_km2 - old.with_nominal_km2, abs=20
        )


def test_changes_are_narrowed_to_a_camp_and_a_district(atlas, june):
    matches = changes(atlas, MAY, JUNE, camp="contested")
    assert {change.place_id for change in matches} == {"ain-zara"}
    fezzan = changes(atlas, MAY, JUNE, district="wadi-al-hayat")
    assert {change.place_id for change in fezzan} == {"ubari"}


def test_between_days_without_a_change_there_is_none(atlas):
    day = dt.date(2020, 6, 20)
    assert changes(atlas, day, day + dt.timedelta(days=1)) == []
    assert totals([]) == {}


def test_the_usual_days_end_with_the_evidence(atlas):
    first, last = usual_days(atlas)
    assert (last, (last - first).days) == (atlas.records.newest, 30)
    early = usual_days(atlas.known_on(dt.date(2010, 1, 1)))
    assert early == (dt.date(2014, 5, 16), dt.date(2014, 5, 17))


def test_days_out_of_order_and_unknown_camps_are_refused(atlas):
    with pytest.raises(DateError, match="give the earlier day first"):
        changes(atlas, JUNE, MAY)
    with pytest.raises(DateError, match="is out of range"):
        changes(atlas, dt.date(1999, 1, 1), MAY)
    with pytest.raises(PlaceError, match="is no camp: use one of tripoli"):
        changes(atlas, MAY, JUNE, camp="west")


@settings(max_examples=8, deadline=None)
@given(worlds(), st.integers(0, LAST_DAY), st.integers(1, LAST_DAY))
def test_in_any_world_gains_are_what_is_held_more(drawn, start, length):
    """And a place is listed if and only if its camp changed on some day between."""
    cited = {i for claim in drawn.control for i in claim.source_ids}
    sources = tuple(row(Source, source_id=source_id) for source_id in sorted(cited))
    world = Atlas(replace(drawn, sources=sources))
    first, last = day(start), day(start + length)
    between = changes(world, first, last)
    for place in drawn.places:
        if place.inherits == "yes":
            continue
        spells = states.between(world.spells[place.place_id], first, last)
        listed = [change for change in between if change.place_id == place.place_id]
        assert bool(listed) == (len({spell.camp for spell in spells}) > 1)
    gains = totals(between)
    before, after = (stats(world, one).camps for one in (first, last))
    for camp in CAMPS:
        for i, name in enumerate(("near_km2", "with_nominal_km2")):
            old, new = (
                held[camp][name].best if camp in held else 0 for held in (before, after)
            )
            assert gains.get(camp, (0, 0))[i] == pytest.approx(new - old, abs=1)

"""What could be known on a day: one rule for the layers and for single answers."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import dates
from geo.dates import SPAN_START
from geo.layers import read as layers
from geo.query.atlas import Atlas
from geo.query.relations import relations_on
from geo.records import known
from geo.records.known import as_known_on, known_from
from geo.records.rows import grouped, notes_of
from geo.records.tables.control import Source
from tests.rows import row
from tests.worlds import LAST_DAY, day, worlds

DAYS = st.integers(0, LAST_DAY).map(day)


def whole(world, dates):
    """Return a small world, its sources with these dates."""
    ids = sorted({i for claim in world.control for i in claim.source_ids})
    sources = tuple(
        row(Source, source_id=source_id, published=date)
        for source_id, date in zip(ids, dates(ids), strict=True)
    )
    return replace(world, sources=sources)


@given(world=worlds(), data=st.data(), known_on=DAYS, when=DAYS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_layers_as_known_on_a_day_agree_with_who(world, data, known_on, when):
    def dates(ids):
        drawn = [data.draw(st.one_of(st.none(), DAYS)) for _ in ids]
        return ["" if date is None else date.isoformat() for date in drawn]

    records = whole(world, dates)
    atlas = Atlas(records)
    built = layers.features(as_known_on(records, known_on))
    camps = {}
    for name in layers.HELD:
        for feature in built[name]:
            properties = feature["properties"]
            since, until = properties["valid_from"], properties["valid_to"]
            if since <= when.isoformat() and (not until or when.isoformat() < until):
                part = (properties["place_id"], properties["nominal"])
                assert part not in camps, "two states at once"
                camps[part] = properties["camp"]
                assert layers.LAYER_OF_CAMP[properties["camp"]] == name
    assert {place_id for place_id, _ in camps} == {
        feature["properties"]["place_id"]
        for name in layers.HELD
        for feature in built[name]
    }
    for (place_id, _), camp in camps.items():
        where = world.place_of[place_id]
        answer = atlas.who(where.lat, where.lon, when, known_on)
        assert answer.camp == camp


@pytest.fixture(scope="module")
def then(atlas_records):
    """The real records as known while the memorandum of 2019 was hours old."""
    return as_known_on(atlas_records, dt.date(2019, 11, 28))


def test_nothing_in_it_was_published_later(atlas_records, then):
    published = known_from(atlas_records.sources)
    on = dt.date(2019, 11, 28)
    for name in (
        "control",
        "agreement_stages",
        "events",
        "relations",
        "maritime_claims",
    ):
        table = getattr(then, name)
        assert 0 < len(table) < len(getattr(atlas_records, name)), name
        cited = {i for row in table for i in row.source_ids}
        assert all(published[i] <= on for i in cited if i in published), name
    assert max(claim.last_seen for claim in then.control) <= on
    assert max(claim.start for claim in then.control) <= on
    assert then.newest <= on


def test_a_place_cites_only_what_was_out(atlas_records):
    published = known_from(atlas_records.sources)
    on = dt.date(2016, 6, 1)
    later = [i for place in atlas_records.places for i in place.source_ids]
    assert any(published[i] > on for i in later if i in published)
    places = as_known_on(atlas_records, on).places
    assert len(places) == len(atlas_records.places)
    cited = [i for place in places for i in place.source_ids]
    assert all(published[i] <= on for i in cited if i in published)


def test_it_names_no_end_that_was_still_to_come(then):
    on = dt.date(2019, 11, 28)
    ends = [claim.end for claim in then.control]
    ends += [row.valid_to for row in then.maritime_claims]
    ends += [row.valid_to for row in then.maritime_lines]
    assert max(end for end in ends if end) <= on
    over = [relation.end for relation in then.relations]
    assert any(over)
    assert max(over) <= "2019-11-28"


def test_a_state_lasts_until_the_next_known_one(then):
    for claims in grouped(then.control, lambda claim: claim.place_id).values():
        ordered = sorted(claims, key=lambda claim: claim.start)
        assert ordered[0].start == SPAN_START
        starts = [claim.start for claim in ordered]
        assert [claim.end for claim in ordered] == [*starts[1:], None]


def test_no_reference_leads_to_what_was_left_out(then):
    stages, lines = set(then.stage_of), set(then.line_of)
    claims = {claim.claim_id for claim in then.control}
    assert {i for event in then.events for i in event.stage_ids} <= stages
    assert {i for event in then.events for i in event.claim_ids} <= claims
    assert {row.line_id for row in then.agreements} - {""} <= lines
    assert {row.line_id for row in then.maritime_points} <= lines
    for water in then.maritime_claims:
        assert {*water.ring_ids, *water.bound_ids} <= lines
    assert {row.agreement_id for row in then.agreements} == set(then.stages_of)


def test_all_layers_can_be_built_of_it(then):
    built = layers.features(then)
    known_late = [
        feature["properties"]["id"]
        for layer in built.values()
        for feature in layer
        if (feature["properties"]["known_from"] or "") > "2019-11-28"
    ]
    assert known_late == []
    assert "tr-ly-mou-2019.2019-11-28" in {
        feature["properties"]["id"] for feature in built["agreements"]
    }


def test_before_the_first_source_all_is_without_record(atlas_records):
    nothing = as_known_on(atlas_records, dt.date(1900, 1, 1))
    assert {claim.actor_id for claim in nothing.control} == {"no-record"}
    assert all(c.claim_id.endswith(f".{known.UNTOLD}") for c in nothing.control)
    assert {len(notes_of(c)) for c in nothing.control} == {2}
    assert len(nothing.agreements) == len(nothing.events) == 0
    assert len(nothing.maritime_claims) == len(nothing.maritime_lines) == 0


def test_once_all_is_out_it_is_the_records(atlas_records):
    today = as_known_on(atlas_records, dates.today())
    for name in ("agreements", "agreement_stages", "events", "maritime_lines"):
        assert getattr(today, name) == getattr(atlas_records, name)
    by = sorted(atlas_records.control, key=lambda claim: (claim.place_id, claim.start))
    assert today.control == tuple(by)


def test_a_relation_does_not_end_before_its_end_was_known(atlas_records):
    on = dt.date(2020, 6, 1)
    then = {r.relation_id: r for r in relations_on(as_known_on(atlas_records, on), on)}
    arms = then["turkey-gna-arms-2019-05-18"]
    assert (arms.until, arms.last_seen) == (None, on)


def test_an_answer_cites_only_what_was_out(atlas_records):
    atlas = Atlas(atlas_records)
    for date in ("2016-01-01", "2019-06-01"):
        known_on = dt.date.fromisoformat(date)
        answer = atlas.who(32.8872, 13.1913, known_on, known_on)
        assert answer.sources
        assert max(source.date for source in answer.sources) <= date
        assert answer.until is None

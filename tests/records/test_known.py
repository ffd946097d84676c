"""What could be known on a day: one rule for the layers and for single answers."""

import datetime as dt
from dataclasses import replace

import pandas as pd
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
from tests.worlds import LAST_DAY, day, worlds

EMPTY = (
    "agreements",
    "agreement_stages",
    "events",
    "relations",
    "maritime_lines",
    "maritime_points",
    "maritime_stages",
    "maritime_claims",
    "story_steps",
)
DAYS = st.integers(0, LAST_DAY).map(lambda number: day(number).date())


def whole(world, real, dates):
    """Return the land of a small world as records, its sources with these dates."""
    names = {"name_en": "N", "name_ar": "ن"}
    ids = sorted({i for ids in world.control["source_ids"] for i in ids})
    sources = pd.DataFrame({"source_id": ids, "title": "t", "publisher": "p"})
    sources = sources.assign(url="https://un.org", published=dates(ids), accessed="")
    return replace(
        real,
        places=world.places.assign(
            **names,
            source_ids=[()] * len(world.places),
            kind="town",
            population=1.0,
            location_accuracy_km=1.0,
        ),
        control=world.control.assign(
            confidence="high", note="n", start_precision="day"
        ),
        actors=world.actors.assign(**names, successor="", valid_to=""),
        sources=sources,
        **{name: getattr(real, name).iloc[:0] for name in EMPTY},
    )


@given(world=worlds(), data=st.data(), known_on=DAYS, when=DAYS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_layers_as_known_on_a_day_agree_with_who(
    atlas_records, world, data, known_on, when
):
    def dates(ids):
        drawn = [data.draw(st.one_of(st.none(), DAYS)) for _ in ids]
        return ["" if date is None else date.isoformat() for date in drawn]

    records = whole(world, atlas_records, dates)
    atlas = Atlas(records)
    built = layers.features(as_known_on(records, known_on))
    camps = {}
    for name in layers.HELD:
        for feature in built[name]:
            told = feature["properties"]
            since, until = told["valid_from"], told["valid_to"]
            if since <= when.isoformat() and (not until or when.isoformat() < until):
                part = (told["place_id"], told["nominal"])
                assert part not in camps, "two states at once"
                camps[part] = told["camp"]
                assert layers.LAYER_OF_CAMP[told["camp"]] == name
    assert {place_id for place_id, _ in camps} == {
        feature["properties"]["place_id"]
        for name in layers.HELD
        for feature in built[name]
    }
    places = world.places.set_index("place_id")
    for (place_id, _), camp in camps.items():
        where = places.loc[place_id]
        answer = atlas.who(where["lat"], where["lon"], when, known_on)
        assert answer.camp == camp


@pytest.fixture(scope="module")
def then(atlas_records):
    """The real records as known while the memorandum of 2019 was hours old."""
    return as_known_on(atlas_records, dt.date(2019, 11, 28))


def test_nothing_in_it_was_published_later(atlas_records, then):
    published = known_from(atlas_records.sources)
    on = pd.Timestamp("2019-11-28")
    for name in (
        "control",
        "agreement_stages",
        "events",
        "relations",
        "maritime_claims",
    ):
        table = getattr(then, name)
        assert 0 < len(table) < len(getattr(atlas_records, name)), name
        cited = {i for ids in table["source_ids"] for i in ids}
        assert all(published[i] <= on for i in cited if i in published), name
    assert then.control["last_seen"].max() <= on
    assert then.control["start"].max() <= on
    assert then.newest <= on.date()


def test_a_place_cites_only_what_was_out(atlas_records):
    published = known_from(atlas_records.sources)
    on = pd.Timestamp("2016-06-01")
    later = [i for ids in atlas_records.places["source_ids"] for i in ids]
    assert any(published[i] > on for i in later if i in published)
    places = as_known_on(atlas_records, on.date()).places
    assert len(places) == len(atlas_records.places)
    cited = [i for ids in places["source_ids"] for i in ids]
    assert all(published[i] <= on for i in cited if i in published)


def test_it_tells_of_no_end_that_was_still_to_come(then):
    on = pd.Timestamp("2019-11-28")
    for table, column in (
        (then.control, "end"),
        (then.maritime_claims, "valid_to"),
        (then.maritime_lines, "valid_to"),
    ):
        assert not (table[column] > on).any()
    assert set(then.relations["end"]) - {""}
    assert max(then.relations["end"]) <= "2019-11-28"


def test_a_state_lasts_until_the_next_known_one(then):
    for _, claims in then.control.groupby("place_id"):
        ordered = claims.sort_values("start")
        assert ordered["start"].iloc[0].date() == SPAN_START
        assert list(ordered["end"].iloc[:-1]) == list(ordered["start"].iloc[1:])
        assert pd.isna(ordered["end"].iloc[-1])


def test_no_reference_leads_to_what_was_left_out(then):
    stages, claims = (
        set(then.agreement_stages["stage_id"]),
        set(then.control["claim_id"]),
    )
    lines = set(then.maritime_lines["line_id"])
    assert {i for ids in then.events["stage_ids"] for i in ids} <= stages
    assert {i for ids in then.events["claim_ids"] for i in ids} <= claims
    assert set(then.agreements["line_id"]) - {""} <= lines
    assert set(then.maritime_points["line_id"]) <= lines
    for column in ("ring_ids", "bound_ids"):
        assert {i for ids in then.maritime_claims[column] for i in ids} <= lines
    assert set(then.agreements["agreement_id"]) == set(
        then.agreement_stages["agreement_id"]
    )


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
    assert set(nothing.control["actor_id"]) == {"no-record"}
    assert all(i.endswith(f".{known.UNTOLD}") for i in nothing.control["claim_id"])
    assert len(nothing.agreements) == len(nothing.events) == 0
    assert len(nothing.maritime_claims) == len(nothing.maritime_lines) == 0
    for table in ("control", "agreement_stages", "maritime_claims"):
        assert list(getattr(nothing, table)) == list(getattr(atlas_records, table))


def test_once_all_is_out_it_is_the_records(atlas_records):
    today = as_known_on(atlas_records, dates.today())
    for name in ("agreements", "agreement_stages", "events", "maritime_lines"):
        pd.testing.assert_frame_equal(
            getattr(today, name), getattr(atlas_records, name)
        )
    by = ["place_id", "start"]
    pd.testing.assert_frame_equal(
        today.control,
        atlas_records.control.sort_values(by, kind="stable"),
        check_dtype=False,
    )


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

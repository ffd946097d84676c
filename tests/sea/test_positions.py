"""Positions at sea: days long past, both readings of a claim, and what differs."""

import datetime as dt

import pytest
import shapely

from geo import sea
from geo.errors import DateError, SeaError
from geo.layers import sea as features
from geo.page import sea_diff as page
from geo.records.known import known_from
from geo.sea import paths
from geo.sea.differences import difference


@pytest.fixture(scope="module")
def med(atlas_records):
    return sea.Sea(atlas_records)


@pytest.fixture(scope="module")
def facts(med):
    return med.facts


def test_the_clock_of_the_sea_begins_with_its_first_claim(facts):
    first = min(line["valid_from"] for line in facts["maritime_lines"])
    begin = dt.date.fromisoformat(first)
    assert sea.on_day(facts, begin)["lines"]
    sidra = {
        line["id"]: line for line in sea.on_day(facts, dt.date(1973, 10, 19))["lines"]
    }
    assert sidra["ly-sidra-1973"]["opposed_by"] == ""
    later = sea.on_day(facts, dt.date(1985, 6, 3))
    assert "ly-mt-1985-icj" in {line["id"] for line in later["lines"]}
    before = begin - dt.timedelta(1)
    with pytest.raises(DateError, match=f"{before} is out of range: use {begin}"):
        sea.on_day(facts, before)
    with pytest.raises(DateError, match="is out of range"):
        sea.on_day(facts, dt.date(2999, 1, 1))


@pytest.mark.parametrize(
    ("day", "claimed", "accepted"),
    [("2015-01-01", 355_606, 342_878), ("2020-01-01", 359_277, 346_549)],
)
def test_libya_s_claim_is_reported_both_ways(facts, day, claimed, accepted):
    (claim,) = sea.on_day(facts, dt.date.fromisoformat(day), "libya")["claims"]
    assert claim["km2"] == pytest.approx(claimed, abs=20)
    assert claim["accepted_km2"] == pytest.approx(accepted, abs=20)
    assert (claim["own"], claim["accepted_own"]) == ("libya:baselines", "libya")


@pytest.mark.parametrize(
    ("other", "km2"), [("malta", 7_842), ("italy", 2_629), ("greece", 2_257)]
)
def test_the_closing_line_of_1973_opens_disputes_of_its_own(facts, other, km2):
    disputed = sea.on_day(facts, dt.date(2015, 1, 1), "libya")["disputed"]
    areas = {tuple(sorted({*d["pair"]} - {"libya"})): d["km2"] for d in disputed}
    assert areas[other,] == pytest.approx(km2, abs=20)


def test_what_others_accept_is_less_by_the_closing_line(med):
    answer = difference(med, "libya-2009", "libya-2009:accepted")
    (change,) = answer["changes"]
    assert change["state"] == "libya"
    assert change["gained_km2"] == 0
    assert change["lost_km2"] == pytest.approx(355_606 - 342_878, abs=20)
    back = difference(med, "libya-2009:accepted", "libya-2009")["changes"][0]
    assert back["gained_km2"] == change["lost_km2"]


def test_the_greek_egyptian_line_against_the_median(med):
    # Pronews (August 2020): 4,600 km2; SLpress: 17.66 %, which is some 7,850.
    answer = difference(med, "median greece egypt full", "gr-eg-2020")
    changes = {change["state"]: change for change in answer["changes"]}
    assert answer["kind"] == "lines"
    assert changes["egypt"]["gained_km2"] == changes["greece"]["lost_km2"]
    assert changes["egypt"]["gained_km2"] == pytest.approx(7_313, abs=20)
    assert changes["greece"]["gained_km2"] < 50
    measured = paths.area_km2(answer["shape"])
    gained = sum(change["gained_km2"] for change in answer["changes"])
    assert measured == pytest.approx(gained, abs=2)


def test_a_line_against_itself_gives_nothing(med):
    answer = difference(med, "gr-eg-2020", "gr-eg-2020")
    assert {change["gained_km2"] for change in answer["changes"]} == {0}


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("gr-eg-2020", "tr-ly-2019", "compare two lines between the same two states"),
        ("gr-eg-2020", "ly-fish-2005", "'ly-fish-2005' parts no two states"),
        ("gr-eg-2020", "libya-2009", "are a claim and a line: compare two lines"),
        ("greece-2020", "libya-2009", "compare two of one state"),
        ("greece-2020:accepted", "greece-2011", "of greece-2020 no other reading is"),
        ("atlantis", "gr-eg-2020", "'atlantis' is no line or claim on record"),
        ("median greece atlantis full", "gr-eg-2020", "'atlantis' is no coast"),
    ],
)
def test_what_cannot_be_compared_gets_one_message(med, first, second, message):
    with pytest.raises(SeaError, match=message):
        difference(med, first, second)


def test_areas_are_those_of_the_shapes_published(med, atlas_records):
    known = known_from(atlas_records.sources)
    for layer, tolerance in (
        (features._claims, 1e-3),
        (features._disputes, 2.5e-3),
    ):
        for feature in layer(atlas_records, med, known):
            shape = shapely.geometry.shape(feature["geometry"])
            properties = feature["properties"]
            assert paths.area_km2(shape) == pytest.approx(
                properties["km2"], rel=tolerance, abs=1
            ), properties["id"]


def test_what_can_be_compared_parts_the_same_states_or_is_of_one(atlas_records):
    groups = sea.groups(atlas_records)
    claims = next(ids for ids in groups if "libya-2009" in ids)
    assert "libya-2009:accepted" in claims
    assert all(name.startswith("libya-") for name in claims)
    lines = next(ids for ids in groups if "gr-eg-2020" in ids)
    assert lines[0] == "median egypt greece full"
    of_line = atlas_records.line_of
    assert {of_line[name].between for name in lines[1:]} <= {
        "greece; egypt",
        "egypt; greece",
    }


@pytest.mark.parametrize(
    ("language", "title", "state", "change"),
    [
        ("en", "From Greece-Egypt", "Egypt", "5,000 km² gained, 0 km² lost"),
        ("ar", "من الخط الجزئي بين", "مصر", "كسبت 5,000 كم² وخسرت 0 كم²"),
    ],
)
def test_the_water_that_changes_hands_is_a_layer_of_the_map(
    med, language, title, state, change
):
    found = {
        "first": "gr-eg-2020",
        "second": "median egypt greece full",
        "changes": [{"state": "egypt", "gained_km2": 5_000, "lost_km2": 0}],
        "shape": shapely.box(26, 33, 27, 34),
    }
    ((name, water),) = page.between(med, found, language).items()
    (feature,) = water["features"]
    assert feature["properties"] == {"name": name, state: change}
    assert name.startswith(title)
    assert shapely.geometry.shape(feature["geometry"]).equals(found["shape"])
    assert page.between(med, found | {"shape": shapely.Polygon()}, language) == {}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Egypt: 5,000 km² gained, 0 km² lost"),
        ("ar", "مصر: كسبت 5,000 كم² وخسرت 0 كم²"),
    ],
)
def test_the_page_says_what_changes_hands(med, language, says):
    found = {"changes": [{"state": "egypt", "gained_km2": 5_000, "lost_km2": 0}]}
    assert page.sentences(found, language) == [says]
    (nothing,) = page.sentences({"changes": []}, "en")
    assert nothing == "Nothing changes hands."
    names = [
        page.label(med, name, "en") for ids in sea.groups(med.records) for name in ids
    ]
    assert len(set(names)) == len(names)
    assert "Median of Egypt and Greece (islands: full effect)" in names

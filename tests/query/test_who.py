import datetime as dt
import json

import pytest

from geo import dates
from geo.dates import SPAN_START
from geo.errors import DateError, PlaceError
from geo.query import who as query
from geo.query.answer import Answer
from geo.query.atlas import Atlas
from geo.records.read import Records
from geo.records.tables.control import Actor, Place, Source
from tests.rows import row
from tests.worlds import claims, day

DAY = dt.date(2019, 12, 19)
TRIPOLI = (32.8872, 13.1913)
SIRTE = (31.2, 16.58)


@pytest.fixture(scope="module")
def atlas(atlas_records):
    return Atlas(atlas_records)


def test_a_place_is_held_as_its_claim_says_from_its_first_day_to_its_last(
    atlas, atlas_records
):
    camps = {actor.actor_id: actor.camp for actor in atlas_records.actors}
    camps |= {"contested": "contested", "no-record": "no_record"}
    for claim in atlas_records.control[::5]:
        place = atlas_records.place_of[claim.place_id]
        last = max(claim.start, dt.date(2026, 6, 1))
        if claim.end is not None:
            last = claim.end - dt.timedelta(days=1)
        for when in (claim.start, last):
            answer = atlas.who(place.lat, place.lon, when)
            assert answer.place == place.name_en
            assert answer.camp == camps[claim.actor_id]
            assert answer.since == claim.start.isoformat()
            assert answer.until == (claim.end and claim.end.isoformat())


def test_an_answer_cites_its_sources(atlas, atlas_records):
    answer = atlas.who(*TRIPOLI, DAY)
    sources = {source.url: source for source in atlas_records.sources}
    assert answer.sources
    for source in answer.sources:
        known = sources[source.url]
        assert (source.title, source.publisher) == (known.title, known.publisher)
        assert source.date == known.published


def test_an_answer_as_json_has_the_keys_of_the_design(atlas):
    answer = json.loads(json.dumps(atlas.who(*TRIPOLI, DAY).as_json()))
    assert list(answer) == [
        "camp",
        "actor",
        "status",
        "since",
        "until",
        "held_since",
        "camp_since",
        "attacks",
        "place",
        "distance_km",
        "last_seen",
        "confidence",
        "sources",
    ]
    names = ["title", "publisher", "date", "url", "archived"]
    assert list(answer["sources"][0]) == names


@pytest.mark.parametrize(
    ("where", "lat", "lon"),
    [
        ("Gulf of Sidra", 31.5, 18.0),
        ("off Tripoli", 33.1, 13.2),
        ("Cairo", 30.04, 31.24),
        ("Tunis", 36.8, 10.18),
        ("Crete", 35.2, 24.9),
        ("the other side of the Earth", -27.0, -163.0),
        ("South Pole", -90.0, 0.0),
        ("date line", 0.0, 180.0),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value encountered in distance")
def test_sea_and_abroad_are_outside(atlas, where, lat, lon):
    assert atlas.who(lat, lon, DAY) == Answer("outside")


@pytest.mark.parametrize(
    ("lat", "lon", "message"),
    [
        (91, 13, "latitude 91 is none: use -90 to 90"),
        (-90.5, 13, "latitude -90.5 is none"),
        (float("nan"), 13, "latitude nan is none"),
        (32, 181, "longitude 181 is none: use -180 to 180"),
        (32, float("inf"), "longitude inf is none"),
    ],
)
def test_a_coordinate_that_is_none(atlas, lat, lon, message):
    with pytest.raises(PlaceError, match=message):
        atlas.who(lat, lon, DAY)


@pytest.mark.parametrize("when", [dt.date(2014, 5, 15), dt.date(9999, 1, 1)])
def test_a_day_off_the_record(atlas, when):
    with pytest.raises(DateError, match=f"{when} is out of range: use 2014-05-16 to "):
        atlas.who(*TRIPOLI, when)


def test_the_first_day_and_today_are_on_the_record(atlas):
    assert atlas.who(*TRIPOLI, SPAN_START).camp != "outside"
    assert atlas.who(*TRIPOLI, dates.today()).until is None


PUBLISHED = {
    "s-a-0": "2014-05-16",
    "s-a-10": "2014-09-01",
    "s-a-20": "2014-06",
    "s-b-0": "",
    "s-b-30": "2014-05",
}


@pytest.fixture(scope="module")
def small():
    """Tripoli falls on day 10, which is known in September, and again on day 20."""
    rows = claims("a", [(0, "gna"), (10, "lna"), (20, "is")])
    rows += claims("b", [(0, "no-record"), (30, "contested")])
    records = Records(
        places=tuple(
            row(
                Place, place_id=i, name_en=en, name_ar=ar, lat=lat, lon=lon, inherits=no
            )
            for i, en, ar, (lat, lon), no in (
                ("a", "Tripoli", "طرابلس", TRIPOLI, "no"),
                ("b", "Sirte", "سرت", SIRTE, "no"),
            )
        ),
        actors=tuple(
            row(Actor, actor_id=actor_id, name_en=en, name_ar=ar, camp=camp)
            for actor_id, en, ar, camp in (
                ("gna", "Accord", "الوفاق", "tripoli"),
                ("lna", "Army", "الجيش", "eastern"),
                ("is", "Caliphate", "التنظيم", "islamic_state"),
            )
        ),
        control=tuple(rows),
        sources=tuple(
            row(Source, source_id=source_id, published=published)
            for source_id, published in PUBLISHED.items()
        ),
    )
    return Atlas(records)


@pytest.mark.parametrize(
    ("number", "camp", "since", "until"),
    [
        (0, "tripoli", 0, 10),
        (9, "tripoli", 0, 10),
        (10, "eastern", 10, 20),
        (19, "eastern", 10, 20),
        (20, "islamic_state", 20, None),
        (900, "islamic_state", 20, None),
    ],
)
def test_spells_are_half_open(small, number, camp, since, until):
    answer = small.who(*TRIPOLI, day(number))
    assert (answer.camp, answer.since) == (camp, day(since).isoformat())
    assert answer.until == (until and day(until).isoformat())


def test_who_at_a_place_without_record(small):
    answer = small.who(*SIRTE, day(5))
    assert (answer.camp, answer.place) == ("no_record", "Sirte")
    assert (answer.actor, answer.status, answer.confidence) == (None, None, None)


def test_who_at_a_place_that_nobody_holds(small):
    answer = small.who(*SIRTE, day(40))
    assert (answer.camp, answer.status) == ("contested", "contested")
    assert answer.actor == "Accord / Army"


@pytest.mark.parametrize(
    ("known_on", "camp", "until"),
    [
        ("2014-05-16", "tripoli", None),
        ("2014-06-29", "tripoli", None),
        ("2014-06-30", "islamic_state", None),
        ("2014-09-01", "islamic_state", None),
    ],
)
def test_who_as_known_on_a_day_uses_what_was_out(small, known_on, camp, until):
    known_by = dt.date.fromisoformat(known_on)
    answer = small.who(*TRIPOLI, day(100), known_by)
    assert (answer.camp, answer.until) == (camp, until)


def test_who_as_known_on_a_day_ends_a_spell_where_the_next_known_one_begins(small):
    before = small.who(*TRIPOLI, day(12), dt.date(2014, 7, 1))
    after = small.who(*TRIPOLI, day(12), dt.date(2014, 9, 1))
    assert (before.camp, before.until) == ("tripoli", day(20).isoformat())
    assert (after.camp, after.until) == ("eastern", day(20).isoformat())


def test_nothing_is_known_before_the_first_source(small):
    answer = small.who(*SIRTE, day(0), dt.date(2014, 1, 1))
    assert (answer.camp, answer.place, answer.since) == ("no_record", "Sirte", None)


def test_history_gives_every_state_in_order(small):
    states = small.history("a")
    assert [state.camp for state in states] == ["tripoli", "eastern", "islamic_state"]
    assert [state.since for state in states] == [day(n) for n in (0, 10, 20)]
    assert states[-1].until is None
    assert states[0].actor == {"en": "Accord", "ar": "الوفاق"}
    assert [state.camp for state in states if state.holds_on(day(10))] == ["eastern"]


TARHUNA = (32.4350, 13.6332)


def test_a_raid_begins_a_record_and_no_holding(atlas):
    answer = atlas.who(*TARHUNA, dt.date(2020, 5, 1)).as_json()
    assert answer["since"] == "2020-04-22"
    assert answer["held_since"] == answer["camp_since"] == "2019-04-05"
    assert answer["attacks"] == [{"since": "2020-04-18", "until": "2020-04-22"}]


def test_a_holding_is_reported_as_known_on_a_day(small):
    answer = small.who(*TRIPOLI, day(100), dt.date(2014, 7, 1)).as_json()
    assert answer["held_since"] == answer["since"] == day(20).isoformat()
    before = small.who(*TRIPOLI, day(12), dt.date(2014, 7, 1)).as_json()
    assert before["held_since"] == day(0).isoformat()


def test_nobody_holds_since_no_day(small):
    for number in (5, 40):
        answer = small.who(*SIRTE, day(number)).as_json()
        assert answer["held_since"] is answer["camp_since"] is None
        assert answer["attacks"] == []


def test_history_of_no_place(small):
    with pytest.raises(PlaceError, match="'zz' is no place on record"):
        small.history("zz")


def test_a_holder_under_attack_is_not_a_contested_place(atlas, atlas_records):
    attacked = {
        claim.place_id: claim
        for claim in atlas_records.control
        if claim.status == "contested" and claim.actor_id not in ("contested",)
    }
    assert attacked
    for place_id, claim in attacked.items():
        (state,) = [
            state for state in atlas.history(place_id) if state.holds_on(claim.start)
        ]
        assert state.attacked
        assert state.camp not in ("contested", "no_record")


def test_place_names_are_sorted_in_both_languages(atlas, atlas_records):
    names = atlas.place_names("en")
    assert list(names.values()) == sorted(names.values(), key=str.casefold)
    assert set(names) == set(atlas_records.place_of)
    assert set(atlas.place_names("ar")) == set(names)


def test_change_days_are_the_days_on_which_a_claim_begins(atlas_records):
    days = query.change_days(atlas_records)
    assert days == sorted(set(days))
    starts = {claim.start for claim in atlas_records.control}
    assert set(days) == starts - {SPAN_START}

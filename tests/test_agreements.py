"""An agreement's standing on a day: made-up lives, and the real ones."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import agreements
from geo.records.tables import agreements as agreement_tables
from tests.rows import row

D = dt.date.fromisoformat
HEIRS = {"old": (D("2021-03-17"), "new")}


def life(*stages: str, kind: str = "delimitation") -> agreements.Life:
    """Return a life from stages written ``stage date by [until]``."""
    rows = []
    for number, text in enumerate(stages):
        stage, date, by, *until = text.split()
        rows.append(
            row(
                agreement_tables.AgreementStage,
                stage_id=f"s{number}",
                stage=stage,
                date=date,
                by=tuple(by.split(";")),
                until=D(until[0]) if until else None,
            )
        )
    return agreements.Life(kind, rows, HEIRS)


def statuses_on(of: agreements.Life, day: str) -> list[str]:
    """Return the statuses on a day, written ``status by``."""
    return [f"{s.status} {';'.join(s.by)}" for s in of.on(D(day))]


def test_nothing_is_so_before_the_first_stage():
    assert statuses_on(life("signed 2019-11-27 a;b"), "2019-11-26") == []


def test_signed_is_not_in_force():
    one = life("signed 2019-11-27 a;b", "in_force 2019-12-08 a;b")
    assert statuses_on(one, "2019-11-27") == ["signed a;b"]
    assert statuses_on(one, "2019-12-07") == ["signed a;b"]
    assert statuses_on(one, "2019-12-08") == ["in_force a;b"]


def test_each_side_ratifies_until_it_is_in_force():
    one = life(
        "signed 2019-11-27 a;b",
        "ratified 2019-12-05 a",
        "activated 2019-12-06 b",
        "in_force 2019-12-08 a;b",
    )
    assert statuses_on(one, "2019-12-05") == ["signed a;b", "ratified a"]
    assert statuses_on(one, "2019-12-06") == ["signed a;b", "ratified a", "activated b"]
    assert statuses_on(one, "2019-12-08") == ["in_force a;b"]


def test_in_force_and_annulled_are_both_listed_with_their_actors():
    one = life(
        "signed 2019-11-27 a;b",
        "in_force 2019-12-08 a;b",
        "opposed 2019-12-10 c",
        "annulled 2021-01-27 court",
    )
    assert statuses_on(one, "2021-01-26") == ["in_force a;b", "opposed c"]
    assert statuses_on(one, "2021-01-27") == [
        "in_force a;b",
        "annulled court",
        "opposed c",
    ]


def test_who_opposes_again_opposed_from_the_first_day():
    one = life(
        "signed 2019-01-01 a;b", "opposed 2019-02-01 c", "opposed 2020-01-01 c;d"
    )
    by = [(s.by, s.since) for s in one.on(D("2020-02-01")) if s.status == "opposed"]
    assert by == [(("c",), D("2019-02-01")), (("d",), D("2020-01-01"))]
    assert agreements.opponents(one.on(D("2020-02-01"))) == ("c", "d")


def test_who_annuls_what_it_suspended_suspends_no_longer():
    one = life(
        "signed 2019-11-27 a;b",
        "suspended 2020-01-06 court",
        "annulled 2021-01-27 court",
    )
    assert statuses_on(one, "2020-02-01") == ["signed a;b", "suspended court"]
    assert statuses_on(one, "2021-02-01") == ["signed a;b", "annulled court"]


def test_what_is_resumed_is_suspended_no_longer():
    one = life(
        "signed 2019-11-27 a;b",
        "suspended 2020-01-06 court",
        "resumed 2020-02-06 court",
    )
    assert statuses_on(one, "2020-02-06") == ["signed a;b"]


def test_a_party_that_withdrew_is_no_longer_bound():
    one = life("signed 2015-12-17 a;b", "withdrawn 2020-01-04 a")
    assert statuses_on(one, "2020-01-04") == ["signed b", "withdrawn a"]


def test_a_successor_takes_the_place_of_a_party_that_ended():
    one = life("signed 2019-11-27 a;old", "in_force 2019-12-08 a;old")
    assert statuses_on(one, "2021-03-16") == ["in_force a;old"]
    assert statuses_on(one, "2021-03-17") == ["in_force a", "in_force new"]
    first, second = one.on(D("2021-03-17"))
    assert (first.since, first.date) == (D("2019-12-08"), "2019-12-08")
    assert (second.since, second.date) == (D("2021-03-17"), "2021-03-17")


def test_a_successor_that_was_bound_itself_stays_bound_since_then():
    one = life("in_force 2019-12-08 old;new")
    (only,) = one.on(D("2021-03-17"))
    assert (only.by, only.since) == (("new",), D("2019-12-08"))


def test_who_signed_remains_who_signed():
    assert statuses_on(life("signed 2019-11-27 a;old"), "2022-01-01") == [
        "signed a;old"
    ]


def test_a_declaration_stays_that_of_who_made_it():
    assert statuses_on(life("declared 2017-07-25 old;b"), "2022-01-01") == [
        "declared old;b"
    ]


@pytest.mark.parametrize("kind", agreements.BINDING_KINDS)
def test_a_resolution_is_in_force_from_its_adoption(kind):
    assert statuses_on(life("adopted 2020-01-02 a", kind=kind), "2020-01-02") == [
        "in_force a"
    ]


def test_the_conclusions_of_a_conference_are_only_adopted():
    one = life("adopted 2020-01-19 a", "endorsed 2020-02-12 un", kind="conference")
    assert statuses_on(one, "2020-03-01") == ["adopted a", "endorsed un"]


def test_an_end_by_its_own_terms_comes_unless_it_was_extended():
    one = life(
        "adopted 2020-01-02 a 2021-01-02",
        "extended 2020-12-22 a 2022-07-02",
        kind="mandate",
    )
    assert statuses_on(one, "2021-06-01") == ["in_force a"]
    assert statuses_on(one, "2022-07-01") == ["in_force a"]
    assert statuses_on(one, "2022-07-02") == ["expired a"]


def test_an_extension_to_an_unknown_day_lifts_the_end_that_was_set():
    one = life(
        "adopted 2020-01-02 a 2021-01-02",
        "extended 2020-12-22 a",
        kind="mandate",
    )
    assert statuses_on(one, "2021-01-02") == ["in_force a"]
    assert one.on(D("2026-01-01"))[0].since == D("2020-01-02")


def test_an_extension_after_the_end_brings_it_back_into_force():
    one = life(
        "adopted 2020-01-02 a 2021-01-02",
        "extended 2021-02-01 a 2022-01-01",
        kind="mandate",
    )
    assert statuses_on(one, "2021-01-15") == ["expired a"]
    assert statuses_on(one, "2021-02-01") == ["in_force a"]


@pytest.mark.parametrize("end", agreement_tables.ENDING)
def test_an_end_leaves_nothing_else(end):
    one = life("signed 2019-01-01 a;b", "opposed 2019-02-01 c", f"{end} 2020-01-01 a")
    assert statuses_on(one, "2020-01-01") == [f"{end} a"]
    assert [period.over for period in one.periods()] == [False, False, True]


def test_a_stage_of_a_month_counts_from_its_last_day():
    one = life("signed 2019-11-27 a;b", "opposed 2020-02 c")
    assert statuses_on(one, "2020-02-28") == ["signed a;b"]
    assert statuses_on(one, "2020-02-29") == ["signed a;b", "opposed c"]
    assert one.on(D("2020-02-29"))[1].date == "2020-02"


def test_talks_end_with_a_text():
    one = life("proposed 1977-06-10 a;b", "ruled 1982-02-24 icj", "signed 1988 a;b")
    assert statuses_on(one, "1980-01-01") == ["proposed a;b"]
    assert statuses_on(one, "1985-01-01") == ["ruled icj"]
    assert statuses_on(one, "1989-01-01") == ["signed a;b", "ruled icj"]


@pytest.mark.parametrize(
    "act", ["published", "submitted", "implemented", "requested", "reviewed"]
)
def test_an_act_that_changes_no_status(act):
    one = life("signed 2019-11-27 a;b", f"{act} 2019-12-01 a")
    assert statuses_on(one, "2019-12-02") == ["signed a;b"]
    assert len(one.periods()) == 1


DAYS = st.dates(D("2014-01-01"), D("2020-12-31")).map(str)
LATER = [s for s in agreement_tables.STAGES if s not in agreement_tables.TALKS]


@given(
    st.lists(
        st.tuples(st.sampled_from(LATER), DAYS, st.sampled_from("abc")), max_size=9
    )
)
def test_periods_are_the_standing_of_each_of_their_days(stages):
    one = life("signed 2013-06-01 a;b", *(" ".join(stage) for stage in stages))
    periods = one.periods()
    for period, following in pairwise(periods):
        assert period.end == following.start
        assert period.statuses != following.statuses
    assert periods[-1].end is None
    for period in periods:
        last = (period.end or D("2030-01-01")) - dt.timedelta(days=1)
        assert one.on(period.start) == one.on(last) == period.statuses
        assert all(s.by and s.since <= period.start for s in period.statuses)


@given(st.permutations(range(4)))
def test_the_order_of_rows_changes_nothing(order):
    stages = [
        "signed 2019-11-27 a;b",
        "ratified 2019-12-05 a",
        "in_force 2019-12-08 a;b",
        "opposed 2019-12-05 c",
    ]
    shuffled = life(*(stages[i] for i in order))
    assert statuses_on(shuffled, "2019-12-06") == [
        "signed a;b",
        "ratified a",
        "opposed c",
    ]
    assert statuses_on(shuffled, "2019-12-09") == ["in_force a;b", "opposed c"]


def standing(records, agreement_id, day):
    by_id = {s.agreement_id: s for s in agreements.standings_on(records, D(day))}
    return by_id[agreement_id]


def who(one: agreements.Standing, status: str) -> set[str]:
    return {actor for s in one.statuses if s.status == status for actor in s.by}


def test_the_maritime_memorandum_the_day_after_it_was_signed(atlas_records):
    one = standing(atlas_records, "tr-ly-mou-2019", "2019-11-28")
    assert who(one, "signed") == {"turkey", "gna"}
    assert not who(one, "in_force")


def test_the_maritime_memorandum_in_december_2019(atlas_records):
    one = standing(atlas_records, "tr-ly-mou-2019", "2019-12-15")
    assert who(one, "in_force") == {"turkey", "gna"}
    assert not who(one, "signed")
    assert {"greece", "egypt", "cyprus"} <= set(one.opposed_by)
    assert one.statuses[0].since == D("2019-12-08")


@pytest.mark.parametrize("memorandum", ["tr-ly-mou-2019", "tr-ly-sec-2019"])
def test_the_memoranda_after_the_ruling_of_january_2021(atlas_records, memorandum):
    one = standing(atlas_records, memorandum, "2021-02-01")
    assert who(one, "annulled") == {"hor", "court-bayda"}
    annulled = [s for s in one.statuses if s.by == ("court-bayda",)]
    assert [s.since for s in annulled] == [D("2021-01-27")]
    assert set(one.source_ids) <= set(atlas_records.source_of)


def test_the_maritime_memorandum_is_then_still_in_force_for_its_parties(atlas_records):
    one = standing(atlas_records, "tr-ly-mou-2019", "2021-02-01")
    assert who(one, "in_force") == {"turkey", "gna"}
    assert who(one, "registered") == {"un"}
    later = standing(atlas_records, "tr-ly-mou-2019", "2021-04-01")
    assert who(later, "in_force") == {"turkey", "gnu"}


def test_agreements_not_yet_begun_are_left_out(atlas_records):
    day = D("2014-05-16")
    begun = {s.agreement_id for s in agreements.standings_on(atlas_records, day)}
    assert "ly-sidra-1973" in begun
    assert "lpa-2015" not in begun


def test_a_standing_as_json(atlas_records):
    one = standing(atlas_records, "tr-ly-mou-2019", "2019-11-27").as_json()
    assert one["statuses"] == [
        {
            "status": "signed",
            "by": ["turkey", "gna"],
            "since": "2019-11-27",
            "date": "2019-11-27",
        }
    ]
    assert one["opposed_by"] == []
    assert one["kind"] == "delimitation"
    assert one["scope"] == "line"
    assert one["parties"] == ["turkey", "gna"]


def unbroken(records, agreement_id):
    """Return the days on which an agreement's force began or ended."""
    periods = agreements.lives(records)[agreement_id].periods()
    return [(p.start.isoformat(), p.over) for p in periods]


@pytest.mark.parametrize("resolution", ["unscr-2009", "unscr-2146", "unscr-2292"])
def test_renewals_by_the_security_council_leave_no_gap(atlas_records, resolution):
    assert [over for _, over in unbroken(atlas_records, resolution)] == [False]


def test_what_was_not_renewed_expires_by_its_own_terms(atlas_records):
    periods = unbroken(atlas_records, "unscr-2240")
    assert periods == [("2015-10-09", False), ("2024-09-30", True)]


def test_egypt_stands_by_its_line_with_cyprus(atlas_records):
    one = standing(atlas_records, "eg-cy-2003", "2013-03-08")
    assert who(one, "in_force") == {"egypt", "cyprus"}
    assert not who(one, "disputed")
    assert set(one.opposed_by) == {"turkey"}


def test_turkey_does_not_dispute_the_western_line_of_egypt(atlas_records):
    one = standing(atlas_records, "eg-595-2022", "2023-01-01")
    assert set(one.opposed_by) == {"gnu"}
    assert not who(one, "disputed")


def test_both_authorities_of_libya_are_heard_on_the_memorandum(atlas_records):
    one = standing(atlas_records, "tr-ly-mou-2019", "2026-01-01")
    assert "gnu" in who(one, "in_force")
    assert "hor" in who(one, "annulled") & set(one.opposed_by)


def test_objections_of_its_neighbours_name_the_islands(atlas_records):
    stages = atlas_records.stages_of["tr-ly-mou-2019"]
    objections = [stage for stage in stages if stage.stage == "opposed"]
    for state in ("greece", "cyprus"):
        own = [stage for stage in objections if state in stage.by]
        assert any("islands" in stage.note for stage in own), state

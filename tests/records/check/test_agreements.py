"""Copies of the real records, each with one fault in an agreement or its stages."""

import pytest

from tests.records.check.faults import assert_refused, first_row

MOU = "tr-ly-mou-2019"


def stage_row(copy, stage, agreement_id=MOU) -> int:
    return first_row(copy, "agreement_stages", agreement_id=agreement_id, stage=stage)


def stage_without_source(copy):
    row = stage_row(copy, "signed")
    copy.set("agreement_stages", row, source_ids="")
    return f"agreement_stages.csv {row} source_ids: '', must be ids separated by ;"


def stage_nobody_knows(copy):
    row = stage_row(copy, "registered")
    copy.set("agreement_stages", row, stage="blessed")
    return f"agreement_stages.csv {row} stage: 'blessed', must be one of proposed, "


def stage_of_no_agreement(copy):
    row = stage_row(copy, "registered")
    copy.set("agreement_stages", row, agreement_id="tr-ly-mou-2020")
    return (
        f"agreement_stages.csv {row} agreement_id: 'tr-ly-mou-2020', "
        "is not in agreements.csv: nearest is tr-ly-mou-2019"
    )


def party_nobody_knows(copy):
    row = first_row(copy, "agreements", agreement_id=MOU)
    copy.set("agreements", row, parties="turkey;gna;turkiye")
    return f"agreements.csv {row} parties: 'turkiye', is not in actors.csv: nearest is"


def opponent_nobody_knows(copy):
    row = stage_row(copy, "opposed")
    copy.set("agreement_stages", row, by="grece")
    return f"agreement_stages.csv {row} by: 'grece', is not in actors.csv: nearest is "


def agreement_without_scope(copy):
    row = first_row(copy, "agreements", agreement_id=MOU)
    copy.set("agreements", row, scope="")
    return f"agreements.csv {row} scope: '', must be one of point, line, area, country"


def line_without_a_line(copy):
    row = first_row(copy, "agreements", agreement_id=MOU)
    copy.set("agreements", row, line_id="")
    return f"agreements.csv {row} line_id: '', an agreement whose scope is line needs"


def point_without_a_longitude(copy):
    row = first_row(copy, "agreements", agreement_id="berlin-1")
    copy.set("agreements", row, lon="")
    return f"agreements.csv {row} lon: '', an agreement whose scope is point needs it"


def area_without_an_area(copy):
    row = first_row(copy, "agreements", agreement_id="sirte-jufra")
    copy.set("agreements", row, area_id="")
    return f"agreements.csv {row} area_id: '', an agreement whose scope is area needs"


def area_that_is_not_drawn(copy):
    row = first_row(copy, "agreements", agreement_id="sirte-jufra")
    copy.set("agreements", row, area_id="sirte-jufrah")
    return (
        f"agreements.csv {row} area_id: 'sirte-jufrah', is not in areas.geojson: "
        "nearest is sirte-jufra"
    )


def scope_said_twice(copy):
    row = first_row(copy, "agreements", agreement_id="lpa-2015")
    copy.set("agreements", row, area_id="sirte-jufra")
    return f"agreements.csv {row} area_id: 'sirte-jufra', must be empty: the scope is "


def agreement_without_a_stage(copy):
    row = copy.append("agreements", 2, agreement_id="zz-new")
    return f"agreements.csv {row} agreement_id: 'zz-new', needs a row at least in agree"


def life_without_a_beginning(copy):
    copy.append("agreements", 2, agreement_id="zz-new")
    row = copy.append(
        "agreement_stages",
        stage_row(copy, "opposed"),
        stage_id="zz-new-opposed",
        agreement_id="zz-new",
    )
    return f"agreement_stages.csv {row} date: '2019-11-28', no stage opens it: one of p"


def ratified_before_it_was_signed(copy):
    row = stage_row(copy, "ratified")
    copy.set("agreement_stages", row, date="2019-11-26")
    return (
        f"agreement_stages.csv {row} date: '2019-11-26', "
        "must not come before it is signed (2019-11-27)"
    )


def in_force_before_it_was_signed(copy):
    row = stage_row(copy, "in_force")
    copy.set("agreement_stages", row, date="2019-11")
    signed = stage_row(copy, "signed")
    copy.set("agreement_stages", signed, date="2019-12-01")
    return f"agreement_stages.csv {row} date: '2019-11', must not come before it is si"


def registered_before_it_was_in_force(copy):
    row = stage_row(copy, "registered")
    copy.set("agreement_stages", row, date="2019-12-07")
    return (
        f"agreement_stages.csv {row} date: '2019-12-07', "
        "must not come before it is in_force (2019-12-08)"
    )


def in_force_twice(copy):
    row = copy.append(
        "agreement_stages",
        stage_row(copy, "in_force"),
        stage_id="zz-again",
        date="2019-12-09",
    )
    return f"agreement_stages.csv {row} stage: 'in_force', stands twice: an agreement "


def talks_after_the_text(copy):
    row = copy.append(
        "agreement_stages",
        stage_row(copy, "signed"),
        stage_id="zz-talks",
        stage="proposed",
        date="2020-05-01",
    )
    return f"agreement_stages.csv {row} date: '2020-05-01', must not come after it is s"


def opposed_after_the_end(copy):
    row = copy.append(
        "agreement_stages",
        stage_row(copy, "failed", "moscow-2020"),
        stage_id="zz-late",
        stage="opposed",
        date="2020-03-01",
    )
    return f"agreement_stages.csv {row} date: '2020-03-01', must not come after it is f"


def end_set_by_an_objection(copy):
    row = stage_row(copy, "opposed")
    copy.set("agreement_stages", row, until="2021-01-01")
    return f"agreement_stages.csv {row} until: '2021-01-01', must be empty: opposed set"


def end_before_the_stage(copy):
    row = stage_row(copy, "adopted", "tr-mandate")
    copy.set("agreement_stages", row, until="2019-12-31")
    return f"agreement_stages.csv {row} until: '2019-12-31', must come after date"


def signed_by_no_party(copy):
    row = stage_row(copy, "signed")
    copy.set("agreement_stages", row, by="turkey;gna;egypt")
    return f"agreement_stages.csv {row} by: 'egypt', is no party to tr-ly-mou-2019: onl"


def withdrawn_by_no_party(copy):
    row = stage_row(copy, "withdrawn", "lpa-2015")
    copy.set("agreement_stages", row, by="egypt")
    return f"agreement_stages.csv {row} by: 'egypt', is no party to lpa-2015: only one "


def stage_of_an_actor_that_was_gone(copy):
    row = list(copy.rows("agreement_stages", agreement_id=MOU, stage="reaffirmed"))[-1]
    copy.set("agreement_stages", row, by="turkey;gna")
    return f"agreement_stages.csv {row} by: 'gna', gna ends in 2021-03-16"


def stage_of_an_actor_still_to_come(copy):
    row = stage_row(copy, "ratified")
    copy.set("agreement_stages", row, by="gnu")
    return f"agreement_stages.csv {row} by: 'gnu', gnu begins in 2021-03-10"


def stage_given_twice(copy):
    row = copy.append(
        "agreement_stages", stage_row(copy, "registered"), stage_id="zz-same"
    )
    return f"agreement_stages.csv {row} stage_id: 'zz-same', stands twice: one row a st"


def heir_of_the_living(copy):
    row = first_row(copy, "actors", actor_id="gnu")
    copy.set("actors", row, successor="gna")
    return f"actors.csv {row} successor: 'gna', must be empty: only an actor that ended"


def heir_of_itself(copy):
    row = first_row(copy, "actors", actor_id="gna")
    copy.set("actors", row, successor="gna")
    return f"actors.csv {row} successor: 'gna', must be empty: only an actor that ended"


def coordinate_off_the_globe(copy):
    row = first_row(copy, "agreements", agreement_id="berlin-1")
    copy.set("agreements", row, lat="95")
    return f"agreements.csv {row} lat: '95', must be a number from -90 to 90 (degrees n"


FAULTS = [
    stage_without_source,
    stage_nobody_knows,
    stage_of_no_agreement,
    party_nobody_knows,
    opponent_nobody_knows,
    agreement_without_scope,
    line_without_a_line,
    point_without_a_longitude,
    area_without_an_area,
    area_that_is_not_drawn,
    scope_said_twice,
    agreement_without_a_stage,
    life_without_a_beginning,
    ratified_before_it_was_signed,
    in_force_before_it_was_signed,
    registered_before_it_was_in_force,
    in_force_twice,
    talks_after_the_text,
    opposed_after_the_end,
    end_set_by_an_objection,
    end_before_the_stage,
    signed_by_no_party,
    withdrawn_by_no_party,
    stage_of_an_actor_that_was_gone,
    stage_of_an_actor_still_to_come,
    stage_given_twice,
    heir_of_the_living,
    heir_of_itself,
    coordinate_off_the_globe,
]
ALSO = {
    # One fault in one cell may make another cell untrue as well.
    stage_of_no_agreement: ("date", "by"),
    in_force_before_it_was_signed: ("date", "stage_ids"),
    ratified_before_it_was_signed: ("stage_ids",),
    registered_before_it_was_in_force: ("stage_ids",),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_copy_with_one_fault_is_refused(copy, check, fault):
    assert_refused(copy, check, fault, ALSO.get(fault, ()))


def test_a_stage_dated_to_the_month_of_the_one_before_may_follow_it(copy, check):
    copy.set("agreement_stages", stage_row(copy, "in_force"), date="2019-11")
    copy.set("agreement_stages", stage_row(copy, "registered"), date="2019-11")
    assert [line for line in check() if " date: " in line] == []

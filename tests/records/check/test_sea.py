"""Lines and claims at sea with one fault each."""

import pytest

from tests.records.check.faults import assert_refused, first_row


def line_row(copy, construction: str) -> int:
    return first_row(copy, "maritime_lines", construction=construction)


def line_with_one_point(copy):
    line = copy.cell("maritime_lines", 2, "line_id")
    for row in reversed(list(copy.rows("maritime_points", line_id=line))[1:]):
        copy.drop("maritime_points", row)
    expected = "needs two rows at least in maritime_points.csv"
    return f"maritime_lines.csv 2 line_id: '{line}', {expected}"


def area_with_two_points(copy):
    row = first_row(copy, "maritime_lines", role="area")
    line = copy.cell("maritime_lines", row, "line_id")
    for point in reversed(list(copy.rows("maritime_points", line_id=line))[2:]):
        copy.drop("maritime_points", point)
    expected = "needs three rows at least in maritime_points.csv"
    return f"maritime_lines.csv {row} line_id: '{line}', {expected}"


def line_with_a_point_twice(copy):
    copy.set("maritime_points", 3, seq="01")
    return "maritime_points.csv 3 seq: '01', stands twice in its line"


def line_in_a_datum_nobody_knows(copy):
    copy.set("maritime_lines", 2, datum="Clarke")
    return "maritime_lines.csv 2 datum: 'Clarke', must be one of WGS84, ED50, WGS72"


def computed_line_without_recipe(copy):
    row = line_row(copy, "computed")
    copy.set("maritime_lines", row, recipe="")
    return f"maritime_lines.csv {row} recipe: '', a computed line needs a recipe"


def computed_line_with_points(copy):
    line = copy.cell("maritime_lines", line_row(copy, "computed"), "line_id")
    copy.append("maritime_points", 2, line_id=line)
    row = line_row(copy, "computed")
    expected = "must have no points: a recipe draws it"
    return f"maritime_lines.csv {row} line_id: {line!r}, {expected}"


def published_line_with_a_recipe(copy):
    copy.set("maritime_lines", 2, recipe="limit libya 12")
    expected = "must be empty: only a computed line has a recipe"
    return f"maritime_lines.csv 2 recipe: 'limit libya 12', {expected}"


def recipe_that_does_not_parse(copy):
    row = line_row(copy, "computed")
    copy.set("maritime_lines", row, recipe="bisect libya crete")
    return f"maritime_lines.csv {row} recipe: 'bisect libya crete', must be as median"


def printed_latitude_of_95(copy):
    copy.set("maritime_points", 2, lat_dms="95°00'00\"N")
    expected = "latitude 95 is none: use -90 to 90 degrees north"
    return f"maritime_points.csv 2 lat_dms: '95°00\\'00\"N', {expected}"


def angle_that_does_not_parse(copy):
    copy.set("maritime_points", 2, lon_dms="east")
    expected = "is no angle: write a longitude as"
    return f"maritime_points.csv 2 lon_dms: 'east', {expected}"


def decimal_unlike_the_printed_angle(copy):
    copy.set("maritime_points", 2, lat="34.2704")
    return "maritime_points.csv 2 lat: '34.2704', must be 34.2704778, as printed"


def published_point_without_its_print(copy):
    copy.set("maritime_points", 2, lat_dms="")
    expected = "a published line needs its points as printed"
    return f"maritime_points.csv 2 lat_dms: '', {expected}"


def point_off_its_parallel(copy):
    line = first_row(copy, "maritime_lines", line_type="parallel")
    line_id = copy.cell("maritime_lines", line, "line_id")
    row = list(copy.rows("maritime_points", line_id=line_id))[-1]
    copy.set("maritime_points", row, lat="32.6", lat_dms="")
    expected = f"must be that of the other points: {line_id} is a parallel"
    return f"maritime_points.csv {row} lat: '32.6', {expected}"


def step_before_its_line(copy):
    copy.set("maritime_stages", 2, date="2004-03")
    copy.set("maritime_stages", 3, date="2003")
    line = copy.cell("maritime_stages", 3, "line_id")
    return f"maritime_stages.csv 3 date: '2003', {line} begins on"


def life_given_twice(copy):
    line = first_row(copy, "agreements", scope="line")
    line_id = copy.cell("agreements", line, "line_id")
    agreement = copy.cell("agreements", line, "agreement_id")
    copy.set("maritime_stages", 2, line_id=line_id, date="2026-01-01")
    expected = f"is the line of {agreement}: a step in its life belongs in"
    return f"maritime_stages.csv 2 line_id: {line_id!r}, {expected}"


def claim_without_bounds(copy):
    row = next(r for r in copy.rows("maritime_claims", ring_ids=""))
    copy.set("maritime_claims", row, against="")
    expected = "needs coasts to yield to, unless ring_ids bound it"
    return f"maritime_claims.csv {row} against: '', {expected}"


def claims_of_one_state_that_overlap(copy):
    rows = list(copy.rows("maritime_claims", claimant="libya"))
    copy.set("maritime_claims", rows[0], valid_to="")
    day = copy.cell("maritime_claims", rows[1], "valid_from")
    expected = f"overlaps row {rows[0]}: must start on its valid_to"
    return f"maritime_claims.csv {rows[1]} valid_from: {day!r}, {expected}"


def line_that_ends_before_it_begins(copy):
    copy.set("maritime_lines", 2, valid_to="1999-01-01")
    return "maritime_lines.csv 2 valid_to: '1999-01-01', must come after valid_from"


FAULTS = [
    line_with_one_point,
    area_with_two_points,
    line_with_a_point_twice,
    line_in_a_datum_nobody_knows,
    computed_line_without_recipe,
    computed_line_with_points,
    published_line_with_a_recipe,
    recipe_that_does_not_parse,
    printed_latitude_of_95,
    angle_that_does_not_parse,
    decimal_unlike_the_printed_angle,
    published_point_without_its_print,
    point_off_its_parallel,
    step_before_its_line,
    life_given_twice,
    claim_without_bounds,
    claims_of_one_state_that_overlap,
    line_that_ends_before_it_begins,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_copy_with_one_fault_is_refused(copy, check, fault):
    assert_refused(copy, check, fault)

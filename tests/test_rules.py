"""Copies of the real records, each with one fault, and what the check says of it."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from geo import rules


def chains(copy) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """Return the rows of each place's claims, in order of time."""
    found = defaultdict(list)
    for row, claim in enumerate(copy.read("control"), 2):
        found[claim["place_id"]].append((row, claim))
    return {
        place_id: sorted(claims, key=lambda item: item[1]["start"])
        for place_id, claims in found.items()
    }


def is_held_for_long(claim: dict[str, str]) -> bool:
    start, end = (date.fromisoformat(claim[name]) for name in ("start", "end"))
    somebody = claim["actor_id"] not in ("contested", "no-record")
    return somebody and end - start > timedelta(days=20)


def held_row(copy) -> int:
    """Return an inner row of a chain: an actor holds, for longer than 20 days."""
    for claims in chains(copy).values():
        for row, claim in claims[1:-1]:
            if is_held_for_long(claim):
                return row
    raise AssertionError("no place has three claims")


def chain(copy) -> list[int]:
    """Return the rows of the place that has that row, first to last."""
    place_id = copy.cell("control", held_row(copy), "place_id")
    return [row for row, _ in chains(copy)[place_id]]


def first_row(copy, table, **wanted) -> int:
    return next(copy.rows(table, **wanted))


def shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def unknown_value(copy):
    copy.set("control", held_row(copy), status="semi-held")
    return f"control.csv {held_row(copy)} status: 'semi-held', must be one of held, "


def not_a_date(copy):
    row = held_row(copy)
    copy.set("control", row, last_seen="last spring")
    return f"control.csv {row} last_seen: 'last spring', must be a day as 2014-08-27"


def date_off_the_calendar(copy):
    row = held_row(copy)
    copy.set("control", row, last_seen="2015-02-29")
    return f"control.csv {row} last_seen: '2015-02-29', must be a day as 2014-08-27"


def date_with_a_space(copy):
    row = held_row(copy)
    day = copy.cell("control", row, "last_seen")
    copy.set("control", row, last_seen=f" {day}")
    return f"control.csv {row} last_seen: ' {day}', must be a day as 2014-08-27"


def claim_without_source(copy):
    row = held_row(copy)
    copy.set("control", row, source_ids="")
    return f"control.csv {row} source_ids: '', a claim needs a source at least"


def own_side_alone(copy):
    row = held_row(copy)
    copy.append(
        "sources",
        2,
        source_id="zz-own-side",
        title="Statement of its own",
        url="https://example.org/own-side",
        stance="tripoli",
    )
    copy.set("actors", actor_row(copy, row), camp="tripoli")
    copy.set("control", row, source_ids="zz-own-side", confidence="medium")
    return f"control.csv {row} confidence: 'medium', must be low: all its sources gain"


def actor_row(copy, row: int) -> int:
    """Return the row of the actor of a claim."""
    actor_id = copy.cell("control", row, "actor_id")
    return next(copy.rows("actors", actor_id=actor_id))


def unknown_source(copy):
    row = held_row(copy)
    copy.set("control", row, source_ids="zz-not-there")
    return f"control.csv {row} source_ids: 'zz-not-there', is not in sources.csv: "


def unknown_actor(copy):
    row = held_row(copy)
    copy.set("control", row, actor_id="gnaa")
    return f"control.csv {row} actor_id: 'gnaa', is not in actors.csv: nearest is gna"


def unknown_party(copy):
    row = held_row(copy)
    copy.set("control", row, parties="martians")
    return f"control.csv {row} parties: 'martians', is not in actors.csv: "


def nobody_as_party(copy):
    row = held_row(copy)
    copy.set("control", row, parties="contested")
    return f"control.csv {row} parties: 'contested', is not in actors.csv: "


def unknown_place(copy):
    claims = copy.read("control")
    row = copy.append(
        "control",
        chain(copy)[0],
        claim_id="zz-new",
        place_id="zz-atlantis",
        actor_id="no-record",
        status="held",
        parties="",
        end="",
    )
    assert row == len(claims) + 2
    return f"control.csv {row} place_id: 'zz-atlantis', is not in places.csv: "


def overlap(copy):
    rows = chain(copy)
    start = copy.cell("control", rows[1], "start")
    copy.set("control", rows[0], end=shifted(start, 1))
    before = copy.cell("control", rows[0], "claim_id")
    return f"control.csv {rows[1]} start: '{start}', overlaps {before}: must start on"


def overlap_with_an_open_end(copy):
    rows = chain(copy)
    copy.set("control", rows[-2], end="")
    start = copy.cell("control", rows[-1], "start")
    before = copy.cell("control", rows[-2], "claim_id")
    return f"control.csv {rows[-1]} start: '{start}', overlaps {before}: must start on"


def the_same_claim_twice(copy):
    rows = chain(copy)
    row = copy.append("control", rows[-1], claim_id="zz-again")
    start = copy.cell("control", rows[-1], "start")
    before = copy.cell("control", rows[-1], "claim_id")
    return f"control.csv {row} start: '{start}', overlaps {before}: must start on its"


def gap(copy):
    row = held_row(copy)
    start, end = (copy.cell("control", row, name) for name in ("start", "end"))
    copy.set("control", row, end=shifted(end, -1), last_seen=start)
    before = copy.cell("control", row, "claim_id")
    after = next(
        copy.rows("control", place_id=copy.cell("control", row, "place_id"), start=end)
    )
    return f"control.csv {after} start: '{end}', leaves a gap after {before}: write a"


def the_same_state_twice_in_a_row(copy):
    row = held_row(copy)
    claim = copy.read("control")[row - 2]
    middle = shifted(claim["start"], 9)
    copy.set("control", row, end=middle, last_seen=claim["start"])
    new = copy.append(
        "control",
        row,
        claim_id="zz-new",
        start=middle,
        end=claim["end"],
        last_seen=middle,
    )
    expected = f"same state as {claim['claim_id']}: let that one run on"
    return f"control.csv {new} actor_id: '{claim['actor_id']}', {expected}"


def a_late_first_claim(copy):
    row = chain(copy)[0]
    copy.set("control", row, start="2014-05-17", last_seen="2014-05-17")
    place = copy.cell("control", row, "place_id")
    expected = f"the first claim of {place} must start on 2014-05-16"
    return f"control.csv {row} start: '2014-05-17', {expected}"


def an_early_first_claim(copy):
    row = next(iter(copy.rows("control", start="2014-05-16", actor_id="no-record")))
    copy.set("control", row, start="2014-05-15", last_seen="2014-05-16")
    return f"control.csv {row} start: '2014-05-15', the first claim of "


def a_last_claim_that_ends(copy):
    row = chain(copy)[-1]
    copy.set("control", row, end="2026-10-01")
    return f"control.csv {row} end: '2026-10-01', the last claim of "


def end_before_start(copy):
    row = chain(copy)[0]
    copy.set("control", row, end="2014-05-01")
    return f"control.csv {row} end: '2014-05-01', must come after start"


def last_seen_before_the_claim(copy):
    row = held_row(copy)
    early = shifted(copy.cell("control", row, "start"), -1)
    copy.set("control", row, last_seen=early)
    return f"control.csv {row} last_seen: '{early}', must lie from start to end"


def last_seen_after_the_claim(copy):
    row = held_row(copy)
    late = shifted(copy.cell("control", row, "end"), 1)
    copy.set("control", row, last_seen=late)
    return f"control.csv {row} last_seen: '{late}', must lie from start to end"


def contested_without_parties(copy):
    row = held_row(copy)
    copy.set("control", row, actor_id="contested", status="contested", parties="")
    return f"control.csv {row} parties: '', must name two parties at least"


def contested_by_one(copy):
    row = held_row(copy)
    party = copy.cell("control", row, "actor_id")
    copy.set("control", row, actor_id="contested", status="contested", parties=party)
    return f"control.csv {row} parties: '{party}', must name two parties at least"


def contested_yet_held(copy):
    row = first_row(copy, "control", actor_id="contested")
    copy.set("control", row, status="held")
    return f"control.csv {row} status: 'held', must be contested: nobody held it"


def holder_among_the_attackers(copy):
    row = held_row(copy)
    actor = copy.cell("control", row, "actor_id")
    copy.set("control", row, parties=actor)
    return f"control.csv {row} parties: '{actor}', must not name the holder itself"


def no_record_yet_contested(copy):
    row = first_row(copy, "control", actor_id="no-record")
    copy.set("control", row, status="contested")
    return f"control.csv {row} status: 'contested', must be held: nothing is known"


def no_record_with_parties(copy):
    row = first_row(copy, "control", actor_id="no-record")
    copy.set("control", row, parties="lna")
    return f"control.csv {row} parties: 'lna', must be empty: nothing is known"


def claim_before_its_actor(copy):
    row = held_row(copy)
    actor = copy.cell("control", row, "actor_id")
    new = copy.append(
        "actors",
        first_row(copy, "actors", actor_id=actor),
        actor_id="zz-late",
        name_en="Late",
        name_ar="Late",
        valid_from="2026",
        valid_to="",
        successor="",
    )
    copy.set("control", row, actor_id="zz-late", parties="")
    start = copy.cell("control", row, "start")
    assert new
    return f"control.csv {row} start: '{start}', zz-late begins in 2026"


def claim_after_its_actor(copy):
    row = held_row(copy)
    actor = copy.cell("control", row, "actor_id")
    copy.append(
        "actors",
        first_row(copy, "actors", actor_id=actor),
        actor_id="zz-early",
        name_en="Early",
        name_ar="Early",
        valid_from="1999",
        valid_to="2014-05",
    )
    copy.set("control", row, actor_id="zz-early", parties="")
    end = copy.cell("control", row, "end")
    return f"control.csv {row} end: '{end}', zz-early ends in 2014-05"


def actor_that_ends_before_it_begins(copy):
    row = copy.append(
        "actors",
        2,
        actor_id="zz-back",
        name_en="Back",
        name_ar="Back",
        valid_from="2016",
        valid_to="2015",
    )
    return f"actors.csv {row} valid_to: '2015', must come after valid_from"


def actor_with_a_reserved_id(copy):
    row = copy.append("actors", 2, actor_id="contested", valid_from="1999", valid_to="")
    return f"actors.csv {row} actor_id: 'contested', is reserved: it is no actor"


def place_abroad(copy):
    copy.set("places", 2, lat="30.04", lon="31.24")
    return "places.csv 2 lat: '30.04', lies 60"


def place_in_the_sea(copy):
    copy.set("places", 2, lat="33.5", lon="17.5")
    return "places.csv 2 lat: '33.5', lies "


def latitude_of_95(copy):
    copy.set("places", 2, lat="95")
    return "places.csv 2 lat: '95', must be a number from -90 to 90 (degrees north)"


def lat_and_lon_swapped(copy):
    row = first_row(copy, "places", place_id=copy.read("places")[0]["place_id"])
    place = copy.read("places")[row - 2]
    copy.set("places", row, lat=place["lon"], lon=place["lat"])
    return f"places.csv {row} lat: '{place['lon']}', lies "


def duplicate_claim_id(copy):
    rows = chain(copy)
    claim = copy.cell("control", rows[0], "claim_id")
    copy.set("control", rows[1], claim_id=claim)
    return (
        f"control.csv {rows[0]} claim_id: '{claim}', stands twice: ids are unique",
        f"control.csv {rows[1]} claim_id: '{claim}', stands twice: ids are unique",
    )


def place_with_the_name_of_another(copy):
    name = copy.cell("places", 2, "name_en")
    copy.set("places", 3, name_en=name.upper())
    return f"places.csv 3 name_en: '{name.upper()}', stands twice: one row a place"


def place_with_the_geonames_id_of_another(copy):
    known = [n for n, p in enumerate(copy.read("places"), 2) if p["geonames_id"]]
    first = copy.cell("places", known[0], "geonames_id")
    copy.set("places", known[1], geonames_id=first)
    return f"places.csv {known[1]} geonames_id: '{first}', stands twice: one row a"


def place_on_the_spot_of_another(copy):
    one = copy.read("places")[0]
    lat = f"{float(one['lat']) + 0.001:.5f}"
    copy.set("places", 3, lat=lat, lon=one["lon"])
    return f"places.csv 3 lat: '{lat}', same spot as {one['place_id']}: one row a place"


def place_without_claims(copy):
    row = copy.append(
        "places",
        2,
        place_id="zz-new",
        name_en="Zz New",
        geonames_id="",
        lat="25.111",
        lon="18.222",
        inherits="no",
    )
    return f"places.csv {row} inherits: 'no', must be yes: it has no claims"


def place_that_inherits_in_spite_of_claims(copy):
    row = first_row(copy, "places", inherits="no")
    copy.set("places", row, inherits="yes")
    return f"places.csv {row} inherits: 'yes', must be no: it has claims"


def source_with_the_address_of_another(copy):
    url = (
        copy.cell("sources", 2, "url").replace("https://", "http://") + "?utm_source=x"
    )
    copy.set("sources", 3, url=url)
    return f"sources.csv 3 url: '{url}', stands twice: one row a publication"


def source_with_the_title_of_another(copy):
    one = next(s for s in copy.read("sources") if s["published"])
    row = copy.append(
        "sources",
        first_row(copy, "sources", source_id=one["source_id"]),
        source_id="zz-again",
        url="https://elsewhere.example/again",
        title=one["title"].upper(),
    )
    expected = "stands twice: one row a publication"
    return f"sources.csv {row} title: {one['title'].upper()!r}, {expected}"


def line_with_one_point(copy):
    line = copy.cell("maritime_lines", 2, "line_id")
    for row in reversed(list(copy.rows("maritime_points", line_id=line))[1:]):
        copy.drop("maritime_points", row)
    expected = "needs two rows at least in maritime_points.csv"
    return f"maritime_lines.csv 2 line_id: '{line}', {expected}"


def line_with_a_point_twice(copy):
    copy.set("maritime_points", 3, seq="01")
    return "maritime_points.csv 3 seq: '01', stands twice in its line"


def line_in_a_datum_nobody_knows(copy):
    copy.set("maritime_lines", 2, datum="Clarke")
    return "maritime_lines.csv 2 datum: 'Clarke', must be one of WGS84, ED50, WGS72"


def line_row(copy, construction: str) -> int:
    return first_row(copy, "maritime_lines", construction=construction)


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
    copy.set("maritime_stages", 2, date="2019-11")
    copy.set("maritime_stages", 3, date="2018")
    line = copy.cell("maritime_stages", 3, "line_id")
    return f"maritime_stages.csv 3 date: '2018', {line} begins on"


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


def claim_of_a_state(copy):
    row = held_row(copy)
    copy.set("control", row, actor_id="egypt")
    return f"control.csv {row} actor_id: 'egypt', holds no places: its camp must be one"


def claim_against_a_court(copy):
    row = held_row(copy)
    copy.set("control", row, parties="court-bayda")
    return f"control.csv {row} parties: 'court-bayda', holds no places: its camp must"


def camp_without_a_beginning(copy):
    row = first_row(copy, "actors", actor_id="tebu")
    copy.set("actors", row, valid_from="")
    return f"actors.csv {row} valid_from: '', must say when: its camp may hold places"


def line_that_ends_before_it_begins(copy):
    copy.set("maritime_lines", 2, valid_to="1999-01-01")
    return "maritime_lines.csv 2 valid_to: '1999-01-01', must come after valid_from"


FAULTS = [
    unknown_value,
    not_a_date,
    date_off_the_calendar,
    date_with_a_space,
    claim_without_source,
    own_side_alone,
    unknown_source,
    unknown_actor,
    unknown_party,
    nobody_as_party,
    unknown_place,
    overlap,
    overlap_with_an_open_end,
    the_same_claim_twice,
    gap,
    the_same_state_twice_in_a_row,
    a_late_first_claim,
    an_early_first_claim,
    a_last_claim_that_ends,
    end_before_start,
    last_seen_before_the_claim,
    last_seen_after_the_claim,
    contested_without_parties,
    contested_by_one,
    contested_yet_held,
    holder_among_the_attackers,
    no_record_yet_contested,
    no_record_with_parties,
    claim_before_its_actor,
    claim_after_its_actor,
    actor_that_ends_before_it_begins,
    actor_with_a_reserved_id,
    place_abroad,
    place_in_the_sea,
    latitude_of_95,
    lat_and_lon_swapped,
    duplicate_claim_id,
    place_with_the_name_of_another,
    place_with_the_geonames_id_of_another,
    place_on_the_spot_of_another,
    place_without_claims,
    place_that_inherits_in_spite_of_claims,
    source_with_the_address_of_another,
    source_with_the_title_of_another,
    line_with_one_point,
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
    claim_without_bounds,
    claims_of_one_state_that_overlap,
    line_that_ends_before_it_begins,
    claim_of_a_state,
    claim_against_a_court,
    camp_without_a_beginning,
]
ALSO = {
    # One fault in one cell may make another cell untrue as well.
    overlap_with_an_open_end: ("end",),
    end_before_start: ("start",),
    unknown_actor: ("parties",),
    contested_without_parties: ("actor_id",),
    contested_by_one: ("actor_id",),
    claim_before_its_actor: ("end",),
    claim_after_its_actor: ("start",),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_copy_with_one_fault_is_refused(copy, check, fault):
    expected = fault(copy)
    expected = [expected] if isinstance(expected, str) else list(expected)
    found = check()
    for text in expected:
        assert any(line.startswith(text) for line in found), found
    others = [line for line in found if not line.startswith(tuple(expected))]
    columns = {line.split(":")[0].split()[-1] for line in others}
    assert columns <= set(ALSO.get(fault, ())), others


def test_tables_without_rows(copy, check):
    for table in ("places", "control"):
        header = copy.path(table).read_text(encoding="utf-8").splitlines()[0]
        copy.path(table).write_text(header + "\n", encoding="utf-8")
    assert [line for line in check() if " rows'" in line] == [
        "places.csv 0 *: '0 rows', needs 2 at least",
        "control.csv 0 *: '0 rows', needs 1 at least",
    ]


def test_a_broken_row_does_not_hide_an_overlap_elsewhere_in_its_place(copy, check):
    expected = overlap(copy)
    copy.set("control", chain(copy)[-1], confidence="certain")
    found = check()
    assert any(line.startswith(expected) for line in found)
    assert any("confidence: 'certain', must be one of" in line for line in found)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://www.un.org/a/b/", "http://un.org/A/b"),
        ("https://un.org/a?id=3&utm_source=x", "https://un.org/a?utm_medium=y&id=3"),
        ("https://m.bbc.com/a#top", "https://bbc.com/a"),
        ("https://un.org/%D8%B3", "https://un.org/س"),
    ],
)
def test_addresses_of_one_page(left, right):
    assert rules.normal_url(left) == rules.normal_url(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://un.org/a?id=3", "https://un.org/a?id=4"),
        ("https://un.org/a", "https://un.org/b"),
        ("https://youtube.com/watch?v=abc", "https://youtube.com/watch?v=ABC"),
    ],
)
def test_addresses_of_two_pages(left, right):
    assert rules.normal_url(left) != rules.normal_url(right)


def test_nearest_names_what_was_meant():
    assert rules.nearest("trippoli", ["tripoli", "sirte"]) == "nearest is tripoli"
    assert rules.nearest("zzz", ["tripoli", "sirte"]) == "use one of tripoli, sirte"
    assert rules.nearest("zzz", []) == "nothing is near"
    assert rules.nearest("zzz", [f"place-{i}" for i in range(30)]) == "nothing is near"

"""Claims to places with one fault each."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from tests.records.check.faults import assert_refused, first_row


def chains(copy) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """Return the rows of each place's claims, in order of time."""
    by_place = defaultdict(list)
    for row, claim in enumerate(copy.read("control"), 2):
        by_place[claim["place_id"]].append((row, claim))
    return {
        place_id: sorted(claims, key=lambda item: item[1]["start"])
        for place_id, claims in by_place.items()
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


def duplicate_claim_id(copy):
    rows = chain(copy)
    claim = copy.cell("control", rows[0], "claim_id")
    copy.set("control", rows[1], claim_id=claim)
    return (
        f"control.csv {rows[0]} claim_id: '{claim}', stands twice: ids are unique",
        f"control.csv {rows[1]} claim_id: '{claim}', stands twice: ids are unique",
    )


def claim_of_a_state(copy):
    row = held_row(copy)
    copy.set("control", row, actor_id="egypt")
    return f"control.csv {row} actor_id: 'egypt', holds no places: its camp must be one"


def claim_against_a_court(copy):
    row = held_row(copy)
    copy.set("control", row, parties="court-bayda")
    return f"control.csv {row} parties: 'court-bayda', holds no places: its camp must"


def a_road_through_the_sea(copy):
    copy.set("routes", 2, place_ids="sirte;tobruk")
    return (
        "routes.csv 2 place_ids: 'sirte;tobruk', must run on land: "
        "straight from sirte to tobruk"
    )


FAULTS = [
    a_road_through_the_sea,
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
    duplicate_claim_id,
    claim_of_a_state,
    claim_against_a_court,
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
    assert_refused(copy, check, fault, ALSO.get(fault, ()))


def test_a_broken_row_does_not_hide_an_overlap_elsewhere_in_its_place(copy, check):
    expected = overlap(copy)
    copy.set("control", chain(copy)[-1], confidence="certain")
    faults = check()
    assert any(line.startswith(expected) for line in faults)
    assert any("confidence: 'certain', must be one of" in line for line in faults)

"""Copies of the real records, each with one fault in an event, relation or story."""

import pytest

from tests.records.check.faults import assert_refused, first_row


def event_row(copy, event_id="sirte-lna-2020-01-06") -> int:
    return first_row(copy, "events", event_id=event_id)


def event_nowhere(copy):
    row = event_row(copy)
    copy.set("events", row, place_id="")
    return f"events.csv {row} lat: '', an event needs a place_id, or lat and lon"


def event_in_two_places(copy):
    row = event_row(copy)
    copy.set("events", row, lat="31.2", lon="16.6")
    return f"events.csv {row} lat: '31.2', must be empty: it happened in sirte"


def event_in_an_unknown_place(copy):
    row = event_row(copy)
    copy.set("events", row, place_id="syrte")
    return f"events.csv {row} place_id: 'syrte', is not in places.csv: nearest is sirte"


def event_that_ends_on_its_first_day(copy):
    row = event_row(copy)
    copy.set("events", row, end="2020-01-06")
    return f"events.csv {row} end: '2020-01-06', must come after start: it is the first"


def event_without_source(copy):
    row = event_row(copy)
    copy.set("events", row, source_ids="")
    return f"events.csv {row} source_ids: '', must be ids separated by ;, each once"


def event_after_the_claim_it_caused(copy):
    row = event_row(copy)
    copy.set("events", row, start="2020-02-06", end="2020-02-07")
    return (
        f"events.csv {row} claim_ids: 'sirte-2020-01-06', "
        "began on 2020-01-06, before the event"
    )


def event_after_the_stage_it_caused(copy):
    row = event_row(copy, "memoranda-2019-11-27")
    copy.set("events", row, start="2019-11-30", end="2019-12-01")
    return (
        f"events.csv {row} stage_ids: 'tr-ly-mou-2019-signed-2019-11-27', "
        "began on 2019-11-27, before the event"
    )


def event_that_caused_an_unknown_claim(copy):
    row = event_row(copy)
    copy.set("events", row, claim_ids="sirte-2020-01-60")
    return f"events.csv {row} claim_ids: 'sirte-2020-01-60', is not in control.csv: nea"


def relation_with_itself(copy):
    copy.set("relations", 2, backed="turkey")
    return "relations.csv 2 backed: 'turkey', must not name the backer itself"


def relation_with_a_stranger(copy):
    copy.set("relations", 2, backer="ruritania")
    return "relations.csv 2 backer: 'ruritania', is not in actors.csv: "


def relation_that_ends_before_it_begins(copy):
    copy.set("relations", 2, end="2019-01-01")
    return "relations.csv 2 end: '2019-01-01', must not come before start"


def relation_seen_before_it_began(copy):
    copy.set("relations", 2, last_seen="2018")
    return "relations.csv 2 last_seen: '2018', must not come before start"


def mediation_with_one(copy):
    row = first_row(copy, "relations", kind="mediation")
    copy.set("relations", row, backed="gna")
    return f"relations.csv {row} backed: 'gna', a mediation is between two at least"


def relation_given_twice(copy):
    row = copy.append("relations", 2, relation_id="zz-again", start="2020-01-01")
    return f"relations.csv {row} start: '2020-01-01', overlaps a row that says the same"


def story_without_steps(copy):
    row = copy.append("stories", 2, story_id="zz-new")
    return f"stories.csv {row} story_id: 'zz-new', needs a row at least in story_steps."


def step_left_out(copy):
    row = first_row(copy, "story_steps", seq="3")
    copy.drop("story_steps", row)
    return (
        f"story_steps.csv {row} seq: '4', must be 3: steps are counted from 1 without"
    )


def step_before_the_map(copy):
    copy.set("story_steps", 2, date="2011-10-20")
    return "story_steps.csv 2 date: '2011-10-20', must not come before the map begins ("


def step_of_no_story(copy):
    row = first_row(copy, "story_steps", seq="10")
    copy.set("story_steps", row, story_id="2019-12-20")
    return (
        f"story_steps.csv {row} story_id: '2019-12-20', is not in stories.csv: neares"
    )


def step_with_an_unknown_layer(copy):
    copy.set("story_steps", 2, layers="tripoli_held;roads")
    return (
        "story_steps.csv 2 layers: 'tripoli_held;roads', must be some of tripoli_held"
    )


def step_off_the_map(copy):
    copy.set("story_steps", 2, lat="44", zoom="5")
    return "story_steps.csv 2 lat: '44', must be 19.3 to 35.6 at zoom 5: beyond, the"


def step_from_too_far(copy):
    copy.set("story_steps", 2, zoom="4")
    return "story_steps.csv 2 zoom: '4', shows more than the map has: choose a nearer"


def step_without_source(copy):
    copy.set("story_steps", 2, source_ids="")
    return "story_steps.csv 2 source_ids: '', must be ids separated by ;, each once"


FAULTS = [
    event_nowhere,
    event_in_two_places,
    event_in_an_unknown_place,
    event_that_ends_on_its_first_day,
    event_without_source,
    event_after_the_claim_it_caused,
    event_after_the_stage_it_caused,
    event_that_caused_an_unknown_claim,
    relation_with_itself,
    relation_with_a_stranger,
    relation_that_ends_before_it_begins,
    relation_seen_before_it_began,
    mediation_with_one,
    relation_given_twice,
    story_without_steps,
    step_left_out,
    step_before_the_map,
    step_of_no_story,
    step_with_an_unknown_layer,
    step_without_source,
    step_off_the_map,
    step_from_too_far,
]
ALSO = {
    # One fault in one cell may make another cell untrue as well.
    event_nowhere: ("lon",),
    event_in_two_places: ("lon",),
    event_after_the_claim_it_caused: ("claim_ids",),
    event_after_the_stage_it_caused: ("stage_ids",),
    step_of_no_story: ("seq",),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_copy_with_one_fault_is_refused(copy, check, fault):
    assert_refused(copy, check, fault, ALSO.get(fault, ()))


def test_a_relation_may_begin_again_after_its_end(copy, check):
    copy.set("relations", 2, end="2019-12-31", last_seen="2019-12-31")
    copy.append(
        "relations", 2, relation_id="zz-again", start="2020", end="", last_seen="2020"
    )
    assert check() == []

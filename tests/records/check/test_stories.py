"""Stories with one fault each in their form."""

import pytest

from tests.records.check.faults import assert_refused


def step_of_one_sentence(copy):
    copy.set("story_steps", 2, text_en="One sentence.")
    return "story_steps.csv 2 text_en: 'One sentence.', must be 2 sentences, not 1"


def arabic_step_of_three_sentences(copy):
    copy.set("story_steps", 2, text_ar="واحد. اثنان؟ ثلاثة.")
    return "story_steps.csv 2 text_ar: 'واحد. اثنان؟ ثلاثة.', must be 2 sentences, not"


def story_too_short(copy):
    for row in reversed(list(copy.rows("story_steps"))[7:]):
        copy.drop("story_steps", row)
    return "stories.csv 2 story_id: '2019-12-19', needs 8 to 10 steps, has 7"


def step_back_in_time(copy):
    copy.set("story_steps", 4, date="2014-05-17", event_ids="")
    return "story_steps.csv 4 date: '2014-05-17', must not come before the step before"


def step_of_what_is_still_to_come(copy):
    copy.set("story_steps", 2, event_ids="memoranda-2019-11-27")
    return (
        "story_steps.csv 2 event_ids: 'memoranda-2019-11-27', began on 2019-11-27, "
        "after the step"
    )


FAULTS = [
    step_of_one_sentence,
    arabic_step_of_three_sentences,
    story_too_short,
    step_back_in_time,
    step_of_what_is_still_to_come,
]
ALSO = {
    # The sources of a step that is gone are cited by nothing else.
    story_too_short: ("source_id",),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_copy_with_one_fault_is_refused(copy, editorial, fault):
    assert_refused(copy, editorial, fault, ALSO.get(fault, ()))

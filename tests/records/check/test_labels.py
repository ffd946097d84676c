"""Names and ids with one fault each."""

import pytest

from tests.records.check.faults import assert_refused


def actor_without_an_arabic_name(copy):
    copy.set("actors", 2, name_ar="Brigade")
    return "actors.csv 2 name_ar: 'Brigade', must be in Arabic script"


def place_with_an_arabic_english_name(copy):
    copy.set("places", 2, name_en="سرت")
    return "places.csv 2 name_en: 'سرت', must be in Latin script"


def agreement_without_an_arabic_name(copy):
    copy.set("agreements", 2, name_ar="Accord")
    return "agreements.csv 2 name_ar: 'Accord', must be in Arabic script"


def line_with_a_day_that_arabic_turns(copy):
    copy.set("maritime_lines", 2, name_ar="إنذار 2020-11-21")
    return "maritime_lines.csv 2 name_ar: 'إنذار 2020-11-21', must write the day out"


def event_without_an_arabic_title(copy):
    copy.set("events", 2, title_ar="An event")
    return "events.csv 2 title_ar: 'An event', must be in Arabic script"


def line_with_an_arabic_english_name(copy):
    copy.set("maritime_lines", 2, name_en="خط مذكرة")
    return "maritime_lines.csv 2 name_en: 'خط مذكرة', must be in Latin script"


def story_without_an_arabic_name(copy):
    copy.set("stories", 2, name_ar="A story")
    return "stories.csv 2 name_ar: 'A story', must be in Arabic script"


def actor_called_as_another(copy):
    copy.set("actors", 2, other_names="The One;the army")
    copy.set("actors", 3, other_names="The Army")
    first, second = (copy.cell("actors", row, "actor_id") for row in (2, 3))
    return (
        f"actors.csv 2 other_names: 'the army', is a name of {second} too: leave it to",
        f"actors.csv 3 other_names: 'The Army', is a name of {first} too: leave it to",
    )


def actor_called_as_a_place(copy):
    place, name = (copy.cell("places", 2, key) for key in ("place_id", "name_ar"))
    copy.set("actors", 2, other_names=f"The One;{name}")
    return f"actors.csv 2 other_names: '{name}', is a name of {place} too: leave it to"


def event_that_takes_a_side(copy):
    copy.set("events", 2, title_en="Rebels leave the town")
    return "events.csv 2 title_en: 'Rebels', takes a side: say it in words that all"


def agreement_that_takes_a_side(copy):
    copy.set("agreements", 2, name_en="So-called accord of the regime")
    return (
        "agreements.csv 2 name_en: 'So-called', takes a side: say it in words that",
        "agreements.csv 2 name_en: 'regime', takes a side: say it in words that",
    )


def story_that_takes_a_side(copy):
    copy.set("stories", 2, name_en="The invasion")
    return "stories.csv 2 name_en: 'invasion', takes a side"


def step_that_takes_a_side(copy):
    copy.set("story_steps", 2, text_en="A warlord came. He left.")
    return "story_steps.csv 2 text_en: 'warlord', takes a side"


def claim_of_another_place(copy):
    place = copy.cell("control", 2, "place_id")
    copy.set("control", 2, claim_id="zz-2014")
    return f"control.csv 2 claim_id: 'zz-2014', must begin with {place}"


def stage_of_another_agreement(copy):
    agreement = copy.cell("agreement_stages", 2, "agreement_id")
    copy.set("agreement_stages", 2, stage_id=f"{agreement}x")
    expected = f"must begin with {agreement}-"
    return f"agreement_stages.csv 2 stage_id: '{agreement}x', {expected}"


def event_of_another_day(copy):
    copy.set("events", 2, event_id="zz-2014-01-01")
    return "events.csv 2 event_id: 'zz-2014-01-01', must end with its day, 20"


FAULTS = [
    actor_called_as_another,
    actor_called_as_a_place,
    actor_without_an_arabic_name,
    place_with_an_arabic_english_name,
    agreement_without_an_arabic_name,
    line_with_a_day_that_arabic_turns,
    event_without_an_arabic_title,
    line_with_an_arabic_english_name,
    story_without_an_arabic_name,
    event_that_takes_a_side,
    agreement_that_takes_a_side,
    story_that_takes_a_side,
    step_that_takes_a_side,
    claim_of_another_place,
    stage_of_another_agreement,
    event_of_another_day,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_copy_with_one_fault_is_refused(copy, editorial, fault):
    assert_refused(copy, editorial, fault)

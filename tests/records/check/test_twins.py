"""Notes in Arabic with one fault each."""

import pytest

from geo.dates import MONTHS
from geo.records import schema
from geo.records.check.twins import TWINNED, differing, numbers
from tests.records.check.faults import assert_refused, first_row


def a_note_in_latin_script(copy):
    copy.set("agreements", 2, note="A note of fair length.", note_ar="A twin.")
    return "agreements.csv 2 note_ar: 'A twin.', must be in Arabic script"


def a_note_without_a_twin(copy):
    copy.set("places", 2, note="Between two towns.", note_ar="")
    return "places.csv 2 note_ar: '', must be there: a note is in Arabic too"


def a_twin_of_nothing(copy):
    row = first_row(copy, "events", note="")
    copy.set("events", row, note_ar="ملاحظة")
    return f"events.csv {row} note_ar: 'ملاحظة', must be empty"


def another_year(copy):
    copy.set("relations", 2, note="Since 2019.", note_ar="منذ 2020.")
    expected = "must have the numbers and months of the note: look at 2019, 2020"
    return f"relations.csv 2 note_ar: 'منذ 2020.', {expected}"


def another_month(copy):
    copy.set("control", 2, note="Seen on 4 May 2019.", note_ar="شوهد في 4 أبريل 2019.")
    expected = "must have the numbers and months of the note: look at April, May"
    return f"control.csv 2 note_ar: 'شوهد في 4 أبريل 2019.', {expected}"


def a_day_that_arabic_turns(copy):
    note = "Seen on 2019-04-04."
    copy.set("relations", 2, note=note, note_ar="شوهد في 2019-04-04.")
    return "relations.csv 2 note_ar: 'شوهد في 2019-04-04.', must write the day out"


def a_word_of_one_side(copy):
    copy.set("relations", 2, note="An armed group.", note_ar="ميليشيا مسلحة.")
    return "relations.csv 2 note_ar: 'ميليشيا مسلحة.', takes a side with ميليشي: see"


FAULTS = [
    a_note_without_a_twin,
    a_note_in_latin_script,
    a_twin_of_nothing,
    another_year,
    another_month,
    a_day_that_arabic_turns,
    a_word_of_one_side,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_copy_with_one_fault_is_refused(copy, editorial, fault):
    assert_refused(copy, editorial, fault)


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("War of 2014-15.", "حرب 2014-2015."),
        ("Some 47,000 km².", "نحو 47,000 كيلومتر مربع."),
        ("The 7th Brigade of 5+5.", "اللواء السابع من لجنة 5+5."),
        ("From 13 to 15 March 2017.", "من 13 إلى 15 مارس 2017."),
        ("It may end in May 2026.", "قد ينتهي في مايو 2026."),
        ("March on the city.", "الزحف على المدينة."),
        ("By the end of July, say all.", "بنهاية يوليو كما يقول الجميع."),
    ],
)
def test_a_twin_says_the_same(english, arabic):
    assert differing(english, arabic) == []


@pytest.mark.parametrize(
    ("english", "arabic", "unlike"),
    [
        ("From 13 to 15 March.", "من 12 إلى 15 مارس.", ["12", "13"]),
        ("Resolution 2259.", "القرار.", ["2259"]),
        ("Held.", "تحت السيطرة منذ 2014.", ["2014"]),
        ("On 3 June.", "في 3 يوليو.", ["June", "July"]),
    ],
)
def test_what_differs_is_named(english, arabic, unlike):
    assert differing(english, arabic) == unlike


def test_every_month_is_known_by_name():
    for english, arabic in MONTHS.items():
        assert differing(f"On 3 {english} 2020.", f"في 3 {arabic} 2020.") == []
        assert differing(f"On 3 {english} 2020.", "في 3 2020.") == [english]


def test_a_long_number_is_one():
    assert numbers("1,234,567 of 2014-04-06") == {1234567, 2014, 4, 6}


def test_every_table_with_notes_has_twins_of_them():
    assert {"control", "agreements", "places", "stories"} <= set(TWINNED)
    assert all("note_ar" in schema.TABLES[table].columns for table in TWINNED)

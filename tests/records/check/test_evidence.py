"""Rows with one fault each in what they owe their reader."""

import datetime as dt

import pytest

from geo.records.check import Tables, evidence
from tests.records.check.faults import assert_refused, first_row


def source_that_nobody_cites(copy):
    row = copy.append(
        "sources", 2, source_id="zz-new", title="New", url="https://new.example/"
    )
    return f"sources.csv {row} source_id: 'zz-new', no record cites it: cite it, or "


def source_named_by_its_address(copy):
    url = copy.cell("sources", 2, "url")
    copy.set("sources", 2, title=url)
    return f"sources.csv 2 title: '{url}', must be the title as published"


def source_older_than_the_atlas_looks(copy):
    copy.set("sources", 2, published="1949")
    return "sources.csv 2 published: '1949', must not come before 1950"


def source_read_before_it_came_out(copy):
    copy.set("sources", 2, published="2020-05", accessed="2020-04-30")
    return "sources.csv 2 accessed: '2020-04-30', must not come before published (2020"


def source_still_to_come(copy):
    copy.set("sources", 2, published="2999", accessed="")
    return "sources.csv 2 published: '2999', is still to come: today is 20"


def source_yet_to_be_read(copy):
    copy.set("sources", 2, accessed="2999-01")
    return "sources.csv 2 accessed: '2999-01', is still to come: today is 20"


def keep(copy, archived, **values):
    copy.set("sources", 2, url="https://a.example/x", published="2019-03-02")
    copy.set("sources", 2, archived=archived, **values)
    return f"sources.csv 2 archived: '{archived}', "


def copy_in_no_archive(copy):
    return f"{keep(copy, 'https://archive.ph/AbC12')}must be the whole address of a cop"


def copy_of_another_page(copy):
    page = "https://a.example/y"
    address = f"https://web.archive.org/web/20190401/{page}"
    return f"{keep(copy, address)}must be a copy of url, not of {page}"


def copy_older_than_the_page(copy):
    address = "https://web.archive.org/web/20190301000000/http://www.a.example/x/"
    return f"{keep(copy, address)}must not be of a day (2019-03-01) before published"


def copy_still_to_come(copy):
    address = "https://web.archive.org/web/20930301/https://a.example/x"
    return f"{keep(copy, address)}is still to come: today is 20"


def copy_as_the_page_itself(copy):
    address = "https://web.archive.org/web/20190401/https://a.example/x"
    keep(copy, "")
    copy.set("sources", 2, url=address)
    return f"sources.csv 2 url: '{address}', is a copy in an archive: give the address"


def claim_seen_in_the_future(copy):
    copy.set("control", 2, last_seen="2999-01-01")
    return "control.csv 2 last_seen: '2999-01-01', is still to come: today is 20"


def stage_still_to_come(copy):
    copy.set("agreement_stages", 2, date="2999")
    return "agreement_stages.csv 2 date: '2999', is still to come: today is 20"


def event_still_to_come(copy):
    copy.set("events", 2, event_id="zz-2999-01-01", start="2999-01-01")
    return "events.csv 2 start: '2999-01-01', is still to come: today is 20"


def claim_with_a_bare_note(copy):
    copy.set("control", 2, note="Held it.")
    return "control.csv 2 note: 'Held it.', must say in 10 characters at least what is"


def agreement_with_a_bare_note(copy):
    copy.set("agreements", 2, note="An agreement.", note_ar="اتفاق.")
    return "agreements.csv 2 note: 'An agreement.', must say in 15 characters at least"


def stage_with_a_bare_note(copy):
    copy.set("agreement_stages", 2, note="It was signed.", note_ar="وُقع.")
    return "agreement_stages.csv 2 note: 'It was signed.', must say in 15 characters at"


def stage_from_memory(copy):
    note = "From memory: signed in the morning."
    copy.set("agreement_stages", 2, note=note, note_ar="من الذاكرة.")
    return "agreement_stages.csv 2 note: 'From memory: signed in the morning.', a stage"


def high_without_a_source(copy):
    row = first_row(copy, "control", actor_id="no-record")
    copy.set("control", row, confidence="high", source_ids="")
    return f"control.csv {row} confidence: 'high', high needs a source"


def sure_of_background_knowledge(copy):
    note = "Background knowledge; no report of the day was found."
    copy.set("control", 2, confidence="medium", note=note)
    return "control.csv 2 confidence: 'medium', must be low: it rests on background"


def disputed_on_one_word(copy):
    source = copy.cell("sources", 2, "source_id")
    copy.set("control", 2, source_ids=source, note="Disputed by the other side.")
    return f"control.csv 2 source_ids: '{source}', a disputed claim needs two sources"


def weak(copy) -> str:
    row = copy.append(
        "sources",
        2,
        source_id="zz-weak",
        title="Weak",
        url="https://weak.example/",
        kind="blog",
    )
    return copy.cell("sources", row, "source_id")


def stage_high_on_a_weak_source(copy):
    copy.set("agreement_stages", 2, confidence="high", source_ids=weak(copy))
    return "agreement_stages.csv 2 confidence: 'high', high needs two sources, or one"


def event_high_on_a_weak_source(copy):
    copy.set("events", 2, confidence="high", source_ids=weak(copy))
    return "events.csv 2 confidence: 'high', high needs two sources, or one of the kin"


def coordinate_of_a_millimetre(copy):
    lat = f"{float(copy.cell('places', 2, 'lat')):.7f}"
    copy.set("places", 2, lat=lat)
    return f"places.csv 2 lat: '{lat}', must have 6 decimals at most"


def coordinate_rounder_than_its_accuracy(copy):
    copy.set("places", 2, lat="30.8", lon="20.2", location_accuracy_km="2")
    return "places.csv 2 lat: '30.8', needs 2 decimals at least: it is said to be with"


def inhabitants_nobody_counted(copy):
    copy.set("places", 2, geonames_id="", population="5000")
    return "places.csv 2 population: '5000', must be empty without geonames_id"


FAULTS = [
    source_that_nobody_cites,
    source_named_by_its_address,
    source_older_than_the_atlas_looks,
    source_read_before_it_came_out,
    copy_in_no_archive,
    copy_of_another_page,
    copy_older_than_the_page,
    copy_still_to_come,
    copy_as_the_page_itself,
    source_still_to_come,
    source_yet_to_be_read,
    claim_seen_in_the_future,
    stage_still_to_come,
    event_still_to_come,
    claim_with_a_bare_note,
    agreement_with_a_bare_note,
    stage_with_a_bare_note,
    stage_from_memory,
    high_without_a_source,
    sure_of_background_knowledge,
    disputed_on_one_word,
    stage_high_on_a_weak_source,
    event_high_on_a_weak_source,
    coordinate_of_a_millimetre,
    coordinate_rounder_than_its_accuracy,
    inhabitants_nobody_counted,
]
ALSO = {
    # A row that cites another source may leave the one before without a record, and
    # a day that is off the calendar of events is off the story too; a battle still to
    # come is in no claim.
    disputed_on_one_word: ("source_id",),
    high_without_a_source: ("source_id",),
    stage_high_on_a_weak_source: ("source_id",),
    event_high_on_a_weak_source: ("source_id",),
    event_still_to_come: ("event_ids", "start"),
    source_still_to_come: ("accessed",),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_copy_with_one_fault_is_refused(copy, editorial, fault):
    assert_refused(copy, editorial, fault, ALSO.get(fault, ()))


def test_two_weak_sources_carry_what_is_sure(copy, editorial):
    other = copy.cell("events", 2, "source_ids").split(";")[0]
    copy.set("events", 2, confidence="high", source_ids=f"{weak(copy)};{other}")
    assert [line for line in editorial() if "confidence" in line] == []


def test_what_happened_today_is_not_still_to_come(small_world):
    newest = max(small_world.cells["control"].column("last_seen"))
    today = dt.date.fromisoformat(newest)

    def late(day: dt.date) -> set[str]:
        rules = evidence.RULES
        tables = Tables(small_world.cells, day)
        faults = {fault for rule in rules for fault in rule(tables)}
        return {fault.value for fault in faults if fault.column == "last_seen"}

    assert late(today) == set()
    assert late(today - dt.timedelta(days=1)) == {newest}

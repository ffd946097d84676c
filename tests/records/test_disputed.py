"""Where sources differ: both accounts, in both languages, with their sources."""

import datetime as dt

import pytest

from geo.query.place import card
from geo.records.disputed import MARK, disagreement, other_account
from geo.records.read import Records
from geo.records.tables.control import Claim, Source
from tests.rows import row


def of(note: str, *publishers: str):
    ids = tuple(f"s{n}" for n in range(len(publishers)))
    sources = tuple(
        row(Source, source_id=i, publisher=name)
        for i, name in zip(ids, publishers, strict=True)
    )
    claim = row(Claim, claim_id="c", source_ids=ids, note=note)
    return disagreement(Records(sources=sources), claim)


def test_what_the_note_says_and_whom_it_names_stand_apart():
    found = of("LNA. Disputed: The Paper has it GNA.", "Agency", "The Paper / AFP")
    assert found.text == {"en": "Disputed: The Paper has it GNA."}
    assert (found.named, found.further) == (("s1",), ("s0",))


def test_a_note_without_another_account_is_no_disagreement():
    assert of("Both sides dispute the oasis; undisputed since.", "A", "B") is None


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("A. Disputed: B says C. It adds D. Corrected: was E.", 2),
        ("A takes it; B claims it too (disputed). C stays.", 1),
    ],
)
def test_another_account_ends_where_the_record_speaks_of_itself(note, told):
    text = other_account(note, "en")
    assert text in note
    assert text.count(".") == told


def test_every_disputed_record_tells_it_in_both_languages(atlas):
    found = [
        one
        for claim in atlas.records.control
        if (one := disagreement(atlas.records, claim))
    ]
    assert len(found) > 40
    for one in found:
        assert set(one.text) == {"en", "ar"}, one.claim_id
        assert len(one.named) + len(one.further) >= 2
    shorter = [one for one in found if MARK["ar"].search(one.text["ar"])]
    assert len(shorter) > 40


def test_the_card_of_a_place_has_it_on_the_days_of_its_record(atlas):
    on = card(atlas, "sharara-oilfield", dt.date(2019, 2, 8))
    assert on.as_json()["disputed"]["named"] == [
        "libya-security-monitor-2019-02-12-february-february"
    ]
    assert card(atlas, "sharara-oilfield", dt.date(2019, 1, 1)).disputed is None

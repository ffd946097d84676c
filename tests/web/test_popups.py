"""What a click asks for: every claim, every source, ready for JSON."""

import json

import pytest

from geo.layers import read as layers
from geo.shown import Shown
from geo.web.payload import payload
from geo.web.popups import edition, evidence
from tests.web.sent import rows_of


@pytest.fixture(scope="module")
def cards(built, atlas_records):
    frames = {name: layers.read(name, built) for name in layers.NAMES}
    return evidence(frames, atlas_records)


def test_every_claim_and_source_is_there(cards, atlas_records):
    assert set(cards["claims"]) == {claim.claim_id for claim in atlas_records.control}
    assert set(cards["sources"]) == set(atlas_records.source_of)
    lines = atlas_records.maritime_lines
    drawn = {line.line_id for line in lines if line.role != "closing"}
    assert set(cards["maritime"]) == drawn


def test_every_source_named_is_there(cards):
    for kind in ("claims", "maritime"):
        for item in cards[kind].values():
            assert set(item["sources"]) <= set(cards["sources"])


def test_an_archived_copy_stands_beside_its_source(cards, atlas_records):
    kept = {s.source_id: s.archived for s in atlas_records.sources if s.archived}
    assert kept
    assert kept == {
        source_id: source["archived"]
        for source_id, source in cards["sources"].items()
        if "archived" in source
    }


def test_a_claim_gives_since_when_its_place_is_held(cards):
    raid = cards["claims"]["tarhuna-2020-04-22"]["held"]
    assert raid["en"].startswith(
        "Held since about 5 April 2019 (attacked from 18 April"
    )
    assert raid["ar"].startswith("السيطرة منذ نحو 5 أبريل 2019 (تعرض لهجوم من 18 أبريل")
    since = cards["claims"]["tarhuna-2020-04-22"]["since"]
    assert since["en"] == "Held since about 5 April 2019"


def test_it_is_ready_for_json(cards):
    assert json.loads(json.dumps(cards)) == cards


def test_notes_stand_in_every_language_that_has_them(cards, atlas_records):
    for claim in atlas_records.control:
        note = cards["claims"][claim.claim_id]["note"]
        assert note["en"] == claim.note
        assert note.get("ar", "") == claim.note_ar
    for kind in ("maritime", "waters", "agreements"):
        assert any("ar" in item["note"] for item in cards[kind].values()), kind
    assert any("ar" in item["note"] for item in cards["events"])
    sides = [side for item in cards["disputes"].values() for side in item["sides"]]
    assert any("ar" in side["note"] for side in sides)


def test_events_stand_in_the_order_in_which_the_map_numbers_them(
    cards, frames, atlas_records
):
    sent = payload(frames, atlas_records, Shown(atlas_records.newest))
    places = [place["id"] for place in sent["places"]]
    drawn = [one for one in rows_of(sent["tables"], places) if one["layer"] == "events"]
    events = [atlas_records.event_of[card["id"]] for card in cards["events"]]
    assert len(drawn) == len(events) > 5000
    for feature, event in zip(drawn, events, strict=True):
        assert feature["valid_from"] == event.start.isoformat()
        assert feature.get("place", "") == event.place_id


def test_evidence_with_other_events_is_another_edition(cards):
    assert edition(cards) == edition(dict(cards))
    fewer = cards | {"events": cards["events"][1:]}
    assert edition(fewer) != edition(cards)

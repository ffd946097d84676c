"""The layer of places whose record follows one account of several."""

import pytest

from geo.layers import legend
from geo.records.disputed import disagreement
from geo.style.layers import DISAGREEMENTS, LAYER_OF, SHOWN
from geo.style.looks import LOOKS, SIGNS


@pytest.fixture(scope="module")
def frame(frames):
    return frames[DISAGREEMENTS].set_index("id")


def test_each_disputed_record_has_a_ring_while_it_lasts(frame, atlas_records):
    claims = {
        claim.claim_id: (claim, differ)
        for claim in atlas_records.control
        if (differ := disagreement(atlas_records, claim))
    }
    assert set(frame.index) == set(claims)
    for claim_id, row in frame.iterrows():
        claim, differ = claims[claim_id]
        assert row["place_id"] == claim.place_id
        assert row["note"] == differ.text["en"]
        assert row["note_ar"] == differ.text["ar"]
        assert tuple(row["named"]) == differ.named
        assert row["valid_from"].date() == claim.start


def test_it_stands_on_its_place(frame, frames):
    places = frames["places"].set_index("place_id").geometry
    where = frame.set_index("place_id").geometry
    assert all(where.iloc[i].equals(places[p]) for i, p in enumerate(where.index))


def test_it_is_a_ring_of_its_own_and_hidden_at_first():
    (look,) = LAYER_OF[DISAGREEMENTS].looks
    sign = SIGNS[LOOKS[look].sign]
    assert [one.shape for one in SIGNS.values()].count(sign.shape) == 1
    # A picture's legend explains a sign by the entry of that name.
    assert legend.ENTRY_OF[LOOKS[look].sign].sign == LOOKS[look].sign
    assert DISAGREEMENTS not in SHOWN

"""What two lines give to whom: also where closings end on a rounded corner."""

import pytest

from geo import sea
from geo.sea import coasts, paths
from geo.sea.differences import difference

CASES = [
    ("ly-mt-1986", "median libya malta full"),
    ("tr-ly-2019", "median libya turkey full"),
]


@pytest.fixture(scope="module")
def med(atlas_records):
    return sea.Sea(atlas_records)


def test_the_treaty_of_1986_gives_libya_what_lies_18_minutes_deep(med):
    answer = difference(med, "median libya malta full", "ly-mt-1986")
    gained = {x["state"]: x["gained_km2"] for x in answer["changes"]}
    # 67 nm of line; the median here counts Filfla, which puts it south of the Court's.
    band = 67.14 * 18 * 1.852**2
    assert gained["malta"] == 0
    assert gained["libya"] == pytest.approx(band, rel=0.06)


@pytest.mark.parametrize(("first", "second"), CASES)
def test_the_other_way_round_gains_are_losses(med, first, second):
    there, back = difference(med, first, second), difference(med, second, first)
    assert paths.area_km2(there["shape"]) > 10
    for change, reverse in zip(there["changes"], back["changes"], strict=True):
        assert change["gained_km2"] == reverse["lost_km2"]
        assert change["lost_km2"] == reverse["gained_km2"]


def test_every_state_with_a_coast_has_a_name_in_both_languages():
    for state in coasts.states():
        names = sea.state_names(state)
        assert names["en"].lower().startswith(state)
        assert names["ar"] not in ("", names["en"])

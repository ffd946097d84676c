"""Every median of two states, checked along its whole length by other means."""

import dataclasses

import numpy as np
import pytest
import shapely

from geo.errors import SeaError
from geo.sea import coasts, medians
from tests.sea.by_force import GEOD, faults

STATES = sorted({stretch.state for stretch in coasts.all_stretches()})
SHORES = coasts.select("+".join(STATES))


@pytest.mark.parametrize("first", STATES[:-1])
def test_no_median_of_two_states_has_a_fault(first):
    by_state = {}
    for second in STATES[STATES.index(first) + 1 :]:
        try:
            median = medians.named(first, second)
        except SeaError as error:
            if "share no water within 200 nautical miles" in str(error):
                continue
            raise
        pair = coasts.select(first), coasts.select(second)
        by_state[second] = faults(median, pair, SHORES)
    assert not {second: wrong for second, wrong in by_state.items() if wrong}


TIPS = {
    (35.28868, 28.87360): 110_717,  # between Rhodes and Kastellorizo
    (40.66043, 25.81089): None,  # off Saros
}


@pytest.mark.parametrize("tip", TIPS)
def test_a_median_runs_out_to_the_tip_of_an_acute_turn(tip):
    lat, lon = tip
    (stretches,) = medians.named("greece", "turkey").stretches
    turns = np.array([stretch.points[0] for stretch in stretches])
    away = GEOD.inv(*np.full_like(turns, (lon, lat)).T, *turns.T)[2]
    assert away.min() < 1.0
    if TIPS[tip]:
        turn = turns[[away.argmin()]]
        for name in ("greece", "turkey"):
            metres = coasts.select(name).nearest(turn).metres[0]
            assert metres == pytest.approx(TIPS[tip], abs=1)


def broken(median, path):
    """Return a median whose only line runs elsewhere."""
    return dataclasses.replace(median, lines=[shapely.LineString(path)])


def test_the_check_sees_what_is_wrong():
    pair = coasts.select("libya"), coasts.select("malta")
    median = medians.named("libya", "malta")
    assert faults(median, pair, SHORES) == []
    path = np.array(median.lines[0].coords)
    half = len(path) // 2
    jump = broken(median, np.vstack([path[: half - 15], path[half + 15 :]]))
    assert "nearer to one coast" in faults(jump, pair, SHORES)[0]
    back = np.vstack([path[:half], path[half - 20 : half][::-1], path[half - 20 :]])
    wrong = "\n".join(faults(broken(median, back), pair, SHORES))
    assert "turns by 1" in wrong
    assert "runs twice past" in wrong
    short = broken(median, path[: half + 1])
    assert "ends in open water" in faults(short, pair, SHORES)[0]
    first, *rest = median.stretches[0]
    moved = dataclasses.replace(first, base=rest[-1].base)
    swapped = dataclasses.replace(median, stretches=[[moved, *rest]])
    assert "base point of libya is" in faults(swapped, pair, SHORES)[0]

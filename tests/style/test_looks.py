"""What lies at sea is told apart by every eye: by colour, pattern or stroke."""

from itertools import combinations

import pytest

from geo.layers.looks import OF_LAYER
from geo.style import DARK, LIGHT, SEA_MARKS, STATES, blend
from geo.style.layers import LINES_AT_SEA
from geo.style.looks import LOOKS
from tests.pictures.sight import difference

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
EYES = ("normal", "protanopia", "deuteranopia", "tritanopia")
LEAST = 10.0
"""From this difference (CIEDE2000) on two colours are told apart."""

STROKES = ("maritime", "claim", "worked_out", "chosen_line", "agreement_area", "firm")
"""Lines of `geo.style.LINES` that may touch at sea or on the coast."""


def apart(one: str, other: str) -> float:
    """Return how unlike two colours are to the eye that tells them apart least."""
    return min(difference(one, other, eye) for eye in EYES)


@THEMES
@pytest.mark.parametrize(("one", "other"), [*combinations(STROKES, 2)])
def test_lines_that_may_touch_differ_by_colour_or_by_stroke(theme, one, other):
    left, right = theme.lines[one], theme.lines[other]
    alike = left.get("dashArray") == right.get("dashArray")
    assert not alike or apart(str(left["color"]), str(right["color"])) >= LEAST


@THEMES
def test_lines_are_seen_on_every_water(theme):
    sea, disputed = theme.palette["sea"], str(theme.lines["disputed_maritime"]["color"])
    for ground in (sea, blend(disputed, sea, 0.14)):
        for name in ("maritime", "claim", "worked_out", "chosen_line"):
            assert apart(str(theme.lines[name]["color"]), ground) >= 2 * LEAST, name


def test_no_two_looks_of_lines_are_one():
    drawn = [LIGHT.lines[LOOKS[look].line] for look in OF_LAYER[LINES_AT_SEA]]
    strokes = {(line["color"], line.get("dashArray")) for line in drawn}
    assert len(strokes) == len(drawn) == 3
    agreed, claimed, worked_out = drawn
    assert "dashArray" not in agreed
    assert agreed["weight"] > worked_out["weight"] > claimed["weight"]


def test_two_seas_and_disputed_water_each_have_a_pattern_of_their_own():
    """The colours of claimants do not keep apart for every eye: their angles do."""
    marks = [*SEA_MARKS, LOOKS["disputed"].mark]
    assert len(set(marks)) == len(marks) == 3
    worst = min(apart(a, b) for a, b in combinations(STATES.values(), 2))
    assert worst < LEAST  # else patterns were no longer needed

import re
from itertools import combinations, pairwise

import numpy as np
import pytest

from geo import style
from geo.layers import build as features

# Viénot, Brettel and Mollon 1999, linear RGB: how colours look to the colour-blind.
SIGHT = {
    "all three cones": np.eye(3),
    "no red cones": np.array(
        [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]
    ),
    "no green cones": np.array(
        [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.9505],
    ]
)


def lab(colour: str, sight: np.ndarray) -> np.ndarray:
    """Return a colour in CIELAB as an eye sees it."""
    coded = np.array(list(bytes.fromhex(colour[1:]))) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(sight @ linear, 0, 1)
    x, y, z = np.cbrt(TO_XYZ @ seen / TO_XYZ.sum(axis=1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_every_camp_has_a_fill():
    assert set(style.FILLS) == set(features.LAYER_OF_CAMP)


def test_colours_are_colours():
    colours = [*style.PALETTE.values()]
    colours += [c for fill in style.FILLS.values() for c in (fill.colour, fill.ink)]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours)


def test_no_two_camps_have_the_same_pattern():
    marks = [fill.mark for camp, fill in style.FILLS.items()]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), [*combinations(style.FILLS, 2)])
def test_any_two_camps_look_unlike(sight, one, other):
    left, right = (lab(style.FILLS[camp].colour, SIGHT[sight]) for camp in (one, other))
    assert np.linalg.norm(left - right) > 11


def test_nominal_ground_is_much_fainter():
    assert style.NOMINAL_OPACITY < style.FILL_OPACITY / 2


@pytest.mark.parametrize(
    ("share", "seen"), [(0, "#FFFFFF"), (1, "#4FA493"), (0.5, "#A7D2C9")]
)
def test_blend(share, seen):
    assert style.blend("#4FA493", "#FFFFFF", share) == seen


@pytest.mark.parametrize(
    ("days", "steps"),
    [(-9, 0), (0, 0), (180, 0), (181, 1), (365, 1), (366, 2), (730, 2), (731, 3)],
)
def test_age_counts_the_limits_passed(days, steps):
    assert style.age(days) == steps


@pytest.mark.parametrize("camp", sorted(set(style.FILLS) - {"no_record"}))
def test_old_evidence_pales_step_by_step_and_keeps_its_pattern(camp):
    sight, land = np.eye(3), lab(style.PALETTE["land"], np.eye(3))
    ages = range(len(style.FADE_DAYS) + 1)
    fills = [style.faded(style.FILLS[camp], age) for age in ages]
    assert fills[0] == style.FILLS[camp]
    off = [np.linalg.norm(lab(fill.colour, sight) - land) for fill in fills]
    assert all(paler < before - 3 for before, paler in pairwise(off))
    assert {fill.mark for fill in fills} == {style.FILLS[camp].mark}
    for fill in fills:
        ink, ground = lab(fill.ink, sight), lab(fill.colour, sight)
        assert np.linalg.norm(ink - ground) > 8

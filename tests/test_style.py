import re
from itertools import combinations, pairwise

import numpy as np
import pytest

from geo import style
from geo.style.layers import CAMPS
from geo.style.looks import LOOKS
from tests.pictures.sight import ciede2000, difference, lab

THEMES = (style.LIGHT, style.DARK)
EYES = ("normal", "protanopia", "deuteranopia", "tritanopia")
LEAST = 10.0
"""From this difference (CIEDE2000) on two looks are told apart by colour alone."""


def test_every_camp_has_a_fill():
    assert set(style.FILLS) == set(CAMPS)


def test_colours_are_colours():
    colours = [*style.PALETTE.values()]
    colours += [c for fill in style.FILLS.values() for c in (fill.colour, fill.ink)]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours)


def test_no_two_camps_have_the_same_pattern():
    marks = [fill.mark for camp, fill in style.FILLS.items()]
    assert len(set(marks)) == len(marks)


def grounds(theme: style.Theme) -> dict[str, style.Fill]:
    """Return how every look of ground is painted, by its name."""
    land = theme.palette["land"]
    return {
        name: style.ringed(theme.fills[look.fill], look.ring, land)
        for name, look in LOOKS.items()
        if look.fill and not look.attacked and look.fill != "no_record"
    } | {"no_record": theme.fills["no_record"]}


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_ground_that_may_touch_is_distinguished_by_every_eye(theme):
    for (one, left), (other, right) in combinations(grounds(theme).items(), 2):
        if left.mark != right.mark:
            continue  # their patterns run at unlike angles
        for eye in EYES:
            apart = difference(left.colour, right.colour, eye)
            assert apart >= LEAST, f"{one} and {other}: {apart:.1f} under {eye}"


@pytest.mark.parametrize("eye", ["normal", "grey"])
@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_patterns_are_seen_on_their_ground_and_in_a_grey_print(theme, eye):
    for name, fill in grounds(theme).items():
        seen = difference(fill.ink, fill.colour, eye)
        assert fill.mark == "plain" or seen > 5, f"{name}: {seen:.1f}"


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_teeth_are_seen_on_all_ground_by_their_ink_or_their_rim(theme):
    for name, fill in grounds(theme).items():
        for eye in (*EYES, "grey"):
            inks = (theme.palette["ink"], theme.palette["halo"])
            seen = max(difference(ink, fill.colour, eye) for ink in inks)
            assert seen >= 2 * LEAST, f"{name}: {seen:.1f} under {eye}"


def test_an_attack_is_seen_on_every_holders_core():
    for camp in set(style.FILLS) - {"no_record"}:
        core = style.ringed(style.FILLS[camp], style.CORE).colour
        assert difference(style.ATTACK.ink, core) > 2 * LEAST or camp == "islamic_state"
        assert style.ATTACK.mark != style.FILLS[camp].mark or camp == "contested"


@pytest.mark.parametrize("camp", sorted(set(style.FILLS) - {"no_record"}))
def test_ground_without_evidence_is_all_but_bare(camp):
    assert style.TONES[style.NOMINAL] <= 0.1
    tones = [style.TONES[ring] for ring in style.RINGS]
    assert tones == sorted(tones, reverse=True)
    bare = style.ringed(style.FILLS[camp], style.NOMINAL)
    assert difference(bare.colour, style.PALETTE["land"]) < LEAST
    assert bare.mark == style.FILLS[camp].mark


def test_the_age_of_evidence_is_one_scale_from_dark_to_light():
    assert len(style.AGE_COLOURS) == len(style.AGE_DAYS) + 1
    light = [lab(colour)[0] for colour in style.AGE_COLOURS]
    assert all(after > before + 5 for before, after in pairwise(light))


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_ages_are_distinguished_by_every_eye_and_from_ground_beside_them(theme):
    beside = (theme.palette["land"], theme.fills["no_record"].colour)
    pairs = [*combinations(style.AGE_COLOURS, 2)]
    pairs += [(age, other) for age in style.AGE_COLOURS for other in beside]
    for one, other in pairs:
        for eye in EYES:
            apart = difference(one, other, eye)
            assert apart >= LEAST, f"{one} and {other}: {apart:.1f} under {eye}"


def test_the_rim_of_contested_ground_is_fainter_than_that_of_a_camp():
    contested = style.FILLS["contested"]
    rim = style.ringed(contested, style.RIM).colour
    land = style.PALETTE["land"]
    as_held = style.blend(contested.colour, land, style.TONES[style.RIM])
    assert difference(rim, land) < difference(as_held, land)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_ground_without_record_fades_into_bare_land(theme):
    land = theme.palette["land"]
    rings = (style.CORE, style.RIM, style.NOMINAL)
    fills = [style.ringed(theme.fills["no_record"], ring, land) for ring in rings]
    away = [difference(fill.colour, land) for fill in fills]
    assert away[0] > away[1] > away[2] == 0
    assert all(fill.mark == "plain" and fill.ink == fill.colour for fill in fills)


def test_differences_are_those_published():
    """Pairs 1, 7 and 25 of Sharma, Wu and Dalal 2005, table 1."""
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ]
    for one, other, apart in pairs:
        assert ciede2000(np.array(one), np.array(other)) == pytest.approx(
            apart, abs=1e-4
        )


@pytest.mark.parametrize(
    ("share", "seen"), [(0, "#FFFFFF"), (1, "#2A7C6D"), (0.5, "#94BEB6")]
)
def test_blend(share, seen):
    assert style.blend("#2A7C6D", "#FFFFFF", share) == seen


@pytest.mark.parametrize(
    ("days", "steps"),
    [
        (-9, 0),
        (0, 0),
        (180, 0),
        (181, 1),
        (365, 1),
        (366, 2),
        (730, 2),
        (731, 3),
        (1096, 4),
    ],
)
def test_age_counts_the_limits_passed(days, steps):
    assert style.age(days) == steps

"""Ground gained and lost between two days is told apart by every eye."""

from itertools import combinations

import pytest

from geo.style import DARK, LIGHT, Fill, Theme
from geo.style.changed import gained, gained_nominal, stayed
from tests.pictures.sight import difference

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
EYES = ("normal", "protanopia", "deuteranopia", "tritanopia")
LEAST = 10.0
"""From this difference (CIEDE2000) on two looks are told apart by colour alone."""

MEANINGS = {"gained": gained, "gained, nominal": gained_nominal, "stayed": stayed}


def looks(theme: Theme) -> dict[Fill, str]:
    """Return what each look of ground stands for while two days are compared."""
    return {
        look(theme, camp): f"{camp}: {meaning}"
        for camp in theme.fills
        for meaning, look in MEANINGS.items()
    }


@THEMES
def test_what_may_touch_differs_by_colour_or_by_the_angle_of_its_pattern(theme):
    found = looks(theme)
    assert len(found) == 3 * (len(theme.fills) - 1) + 2  # of none on record: two
    for left, right in combinations(found, 2):
        if left.mark != right.mark:
            continue
        for eye in EYES:
            apart = difference(left.colour, right.colour, eye)
            assert apart >= LEAST, f"{found[left]} and {found[right]}, {eye}: {apart}"


@THEMES
def test_patterns_are_seen_on_their_ground(theme):
    for fill, meaning in looks(theme).items():
        seen = difference(fill.ink, fill.colour)
        assert fill.mark == "plain" or seen > 5, f"{meaning}: {seen:.1f}"


@THEMES
def test_nominal_ground_that_was_gained_is_bare_but_for_strong_lines(theme):
    land = theme.palette["land"]
    for camp in set(theme.fills) - {"no_record"}:
        look = gained_nominal(theme, camp)
        assert difference(look.colour, land) < LEAST
        assert difference(look.ink, look.colour) > 2 * LEAST

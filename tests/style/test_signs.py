"""What stands on the ground is told apart from it, and from its like, by every eye."""

from itertools import combinations, product

import pytest

from geo.style import DARK, LIGHT, RINGS, Theme, blend, ringed
from geo.style.changed import gained, gained_nominal, stayed
from geo.style.looks import SIGNS, Sign
from tests.pictures.sight import difference

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
EYES = ("normal", "protanopia", "deuteranopia", "tritanopia")
LEAST = 10.0
"""From this difference (CIEDE2000) on two looks are told apart by colour alone."""

ON_LAND = ("firm", "minor", "before", "road")
"""Lines of `geo.style.LINES` that run over ground, on a band or a casing."""


def grounds(theme: Theme) -> set[str]:
    """Return every colour that ground has, on a day and while two are compared."""
    land = theme.palette["land"]
    found = {land, theme.palette["sea"]}
    for camp, fill in theme.fills.items():
        found |= {ringed(fill, ring, land).colour for ring in RINGS}
        found |= {look(theme, camp).colour for look in (gained, gained_nominal, stayed)}
    return found


def seen(colour: str, opacity: float, theme: Theme, ground: str) -> float:
    """Return how far ink, or the rim that it has, is from ground, at worst."""
    inks = (blend(colour, ground, opacity), theme.palette["halo"])
    return min(max(difference(ink, ground, eye) for ink in inks) for eye in EYES)


@THEMES
def test_signs_are_seen_on_all_ground_by_their_ink_or_their_rim(theme):
    for (name, sign), ground in product(SIGNS.items(), grounds(theme)):
        apart = seen(theme.palette[sign.colour], sign.opacity, theme, ground)
        assert apart >= LEAST, f"{name} on {ground}: {apart:.1f}"


@THEMES
def test_lines_are_seen_on_all_ground_by_their_ink_or_what_they_lie_on(theme):
    for name, ground in product(ON_LAND, grounds(theme)):
        line = theme.lines[name]
        apart = seen(str(line["color"]), float(line["opacity"]), theme, ground)
        assert apart >= LEAST, f"{name} on {ground}: {apart:.1f}"


def form(sign: Sign) -> tuple[str, bool, bool]:
    """Return what every eye tells of a sign, whatever its colour."""
    return sign.shape, sign.hollow, sign.barred


@THEMES
def test_no_two_signs_are_one(theme):
    land = theme.palette["land"]
    for (one, left), (other, right) in combinations(SIGNS.items(), 2):
        if form(left) != form(right):
            continue
        inks = [blend(theme.palette[s.colour], land, s.opacity) for s in (left, right)]
        apart = min(difference(*inks, eye) for eye in EYES)
        assert apart >= LEAST, f"{one} and {other}: {apart:.1f}"


@THEMES
def test_lines_of_the_other_day_are_dashed_and_no_line_at_sea_is_dashed_so(theme):
    before = theme.lines["before"]["dashArray"]
    alike = [n for n, line in theme.lines.items() if line.get("dashArray") == before]
    assert alike == ["before"]
    assert not {"dashArray"} & {*theme.lines["firm"], *theme.lines["minor"]}


@THEMES
def test_the_disc_of_an_event_is_no_dot_of_a_place(theme):
    """A place's dot has the colour of its holder, and is round too."""
    for camp in set(theme.fills) - {"no_record"}:
        inks = theme.palette["event"], theme.fills[camp].colour
        apart = min(difference(*inks, eye) for eye in EYES)
        assert apart >= LEAST, f"{camp}: {apart:.1f}"

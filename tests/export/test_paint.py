"""Files that carry styles paint as the map does."""

import pytest

from geo import style
from geo.export.paint import LEAST_OPACITY, paints
from geo.style.looks import LOOKS

LAND = style.PALETTE["land"]
GROUND = [name for name, look in LOOKS.items() if look.fill]


@pytest.mark.parametrize("name", GROUND)
def test_ground_in_a_file_is_that_of_the_map(name):
    look, paint = LOOKS[name], paints()[name]
    shown = style.ringed(style.FILLS[look.fill], look.ring)
    assert style.blend(paint.fill, LAND, paint.opacity) == shown.colour
    if not look.attacked and shown.mark != "plain":
        assert paint.mark == shown.mark
        assert style.blend(paint.ink, LAND, paint.ink_opacity) == shown.ink


def test_what_has_no_pattern_is_seen_where_none_can_be_drawn_unless_it_is_bare():
    flat = {name: paints()[name].flat_opacity for name in GROUND}
    assert flat["no_record-nominal"] == 0
    assert flat["tripoli-nominal"] == LEAST_OPACITY
    assert flat["contested-rim"] == style.RIM_SHARE

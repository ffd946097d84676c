"""Ground that is compared looks the same on paper and in the browser."""

import pytest

from geo.pictures import changes
from geo.pictures.drawing import area_looks
from geo.pictures.scene import Ground
from geo.style import DARK, LIGHT
from geo.style.changed import gained, gained_nominal, stayed

LOOKS = [*zip(changes.LOOKS, (gained, gained_nominal, stayed), strict=True)]


@pytest.mark.parametrize(("look", "painted"), LOOKS, ids=changes.LOOKS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_picture_paints_as_the_browser_does(look, painted, theme):
    fill = painted(theme, "tripoli")
    ground, pattern = area_looks(Ground("tripoli", look), theme)
    assert (ground["facecolor"], pattern["hatchcolor"]) == (fill.colour, fill.ink)

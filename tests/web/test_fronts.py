"""Fronts of the live map: they are drawn as pictures draw them."""

import json
import re

from geo.pictures import fronts
from geo.web.html import WEB

CSS_DPI = 96
SCRIPT = (WEB / "fronts.js").read_text(encoding="utf-8")


def constant(name: str) -> object:
    return json.loads(re.search(rf"const {name} = (.+?);", SCRIPT)[1])


def test_they_fade_and_are_smoothed_as_on_paper():
    assert constant("FADE_KM") * 1000 == fronts.FADE_M
    assert round(constant("FADE_PX") / CSS_DPI, 2) == fronts.FADE_INCH
    assert constant("FADES") == [*fronts.FADES]
    assert f"function smooth(line, most = Infinity, times = {fronts.CUTS})" in SCRIPT

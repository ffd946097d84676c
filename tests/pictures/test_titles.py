"""Titles that a reader is offered."""

import datetime as dt

import geopandas as gpd
import pytest

from geo.pictures import captions
from geo.request import Request
from geo.views import View

DAY = dt.date(2020, 6, 10)
NAMES = {"sabha": "سبها", "tamanhint": "تمنهنت", "base": "قاعدة"}
PLACES = gpd.GeoDataFrame(
    {
        "id": list(NAMES),
        "name_en": [name.capitalize() for name in NAMES],
        "name_ar": list(NAMES.values()),
        "kind": ["city", "village", "air_base"],
        "population": [130_000, 1_000, None],
        "inherits": False,
    },
    geometry=gpd.points_from_xy([14.43, 14.6, 18.0], [27.04, 27.2, 25.0]),
    crs=4326,
)


@pytest.mark.parametrize(
    ("view", "more", "title"),
    [
        (View(27.04, 14.43, 9), {}, "Who controls what: Sabha"),
        (View(27.04, 14.43, 9), {"language": "ar"}, "من يسيطر على ماذا: سبها"),
        (
            View(27.15, 14.55, 9),
            {"against": dt.date(2020, 5, 1)},
            "What changed: Sabha",
        ),
        (View(27.04, 14.43, 9), {"title": "Mine"}, "Mine"),
        (View(27.04, 14.43, 8), {}, "Who controls what: Fezzan"),
        (View(25.0, 18.0, 9), {}, "Who controls what in Libya"),  # no town
        ("tripoli", {}, "Who controls what: Tripoli and its surroundings"),
    ],
)
def test_a_close_view_is_called_after_the_town_in_its_middle(view, more, title):
    assert captions.suggested(Request(DAY, view=view, **more), PLACES) == title

"""No area of a camp is one number."""

import datetime as dt

import pandas as pd
import pytest

from geo.layers import read as layers
from geo.layers import select as selection
from geo.query.areas import Area, areas, of_cells, rounded, sentence

DAY = dt.date(2019, 12, 19)


def test_areas_are_those_of_the_cells_of_the_day(frames):
    by_camp = areas(frames, DAY)
    shown = pd.concat(
        frame for frame in selection.select(frames, DAY, names=layers.HELD).values()
    )
    near = shown[~shown["nominal"]]
    for camp, area in by_camp.items():
        assert area.near_km2 == pytest.approx(
            near.loc[near["camp"] == camp, "km2"].sum()
        )
        of_camp = shown[shown["camp"] == camp]
        assert area.with_nominal_km2 == pytest.approx(of_camp["km2"].sum())
    assert set(by_camp) == set(shown["camp"])
    assert sum(area.places for area in by_camp.values()) == len(frames["places"])
    assert 3 * by_camp["eastern"].near_km2 < by_camp["eastern"].with_nominal_km2


def test_a_place_counts_once_for_its_two_parts_of_ground():
    cells = pd.DataFrame(
        {
            "place_id": ["a", "a", "b"],
            "nominal": [False, True, True],
            "camp": ["eastern", "eastern", "other"],
            "km2": [10.0, 30.0, 5.0],
        }
    )
    assert of_cells(cells) == {"eastern": Area(10, 40, 1), "other": Area(0, 5, 1)}
    assert list(of_cells(cells)) == ["eastern", "other"]
    assert of_cells(cells.iloc[:0]) == {}


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        (Area(414_218.4, 1_425_254.0, 9), (414_000, 1_425_000)),
        (Area(86_914.2, 140_263.4, 9), (86_900, 140_300)),
        (Area(7.6, 7.6, 1), (8, 8)),
        (Area(0.2, 999.6, 1), (0, 1_000)),
        (Area(0.0, 31_459.0, 1), (0, 31_500)),
        (Area(0.0, 0.0, 0), (0, 0)),
    ],
)
def test_sentences_round_to_what_is_known(area, sentence):
    assert rounded(area) == sentence


def test_both_languages_give_both_numbers():
    area = Area(414_218.4, 1_425_254.0, 9)
    for language in ("en", "ar"):
        text = sentence(area, language)
        assert "414,000" in text
        assert "1,425,000" in text
    assert sentence(Area(10, 10, 1), "en") == "10 km² near places on record"
    assert sentence(Area(0, 31_459, 1), "en").startswith("none near places")

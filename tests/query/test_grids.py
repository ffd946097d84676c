"""Points of UTM and MGRS, against published ones."""

import pytest

from geo.errors import PlaceError
from geo.query.coordinates import parse_point
from geo.query.grids import of_utm, parse_grid

PUBLISHED = {
    "18SUJ2348306479": (38.8895, -77.0352),  # the Washington Monument
    "18S UJ 23483 06479": (38.8895, -77.0352),
    "4QFJ1234567890": (21.4098, -157.9161),  # Honolulu
    "33S US 31650 41637": (32.9, 13.2),
    "٣٣S US ٣١٦٥٠ ٤١٦٣٧": (32.9, 13.2),
    "33N 331650 3641637": (32.9, 13.2),
    "UTM 33S 331650 mE 3641637 mN": (32.9, 13.2),
}


@pytest.mark.parametrize("text", PUBLISHED)
def test_a_point_of_a_grid_is_where_it_is_published(text):
    assert parse_grid(text) == pytest.approx(PUBLISHED[text], abs=6e-5)
    point = parse_point(text)
    assert (point.lat, point.lon) == parse_grid(text)


def test_a_square_is_its_middle():
    lat, lon = parse_grid("33SUS3141")
    east, north = parse_grid("33SUS3150041500")
    assert (lat, lon) == pytest.approx((east, north), abs=1e-9)


@pytest.mark.parametrize("text", ["33S UZ 31650 41637", "33S US 3165 41637"])
def test_what_looks_like_one_and_is_none_says_what_would_be_right(text):
    with pytest.raises(PlaceError, match="33S US 31650 41637") as caught:
        parse_grid(text)
    assert caught.value.text("ar")


@pytest.mark.parametrize(
    "text", ["Sabha", "32.9, 13.2", "2019-12-19", "61S US 1 1", "7th km"]
)
def test_other_texts_are_none(text):
    assert parse_grid(text) is None


def test_a_point_far_off_its_zone_is_none():
    assert of_utm(33, 331_650, 3_641_637) is not None
    assert of_utm(33, 9_999_999, 3_641_637) is None
    assert of_utm(0, 331_650, 3_641_637) is None

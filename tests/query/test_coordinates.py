import doctest

import pytest

from geo.errors import PlaceError
from geo.query import coordinates
from geo.query.coordinates import Point, parse_point


@pytest.mark.parametrize(
    "text",
    [
        "32.9,13.2",
        "32.9 13.2",
        "(32.9, 13.2)",
        "32.9N 13.2E",
        "N32.9 E13.2",
        "13.2E, 32.9N",
        "32°54'N 13°12'E",
        "32°54′00″N, 13°12′00″E",
        "32 54 00 N 13 12 00 E",
        "32 54 00 13 12 00",
        "32-54N 13-12E",
        "32,9; 13,2",
        "32,9 13,2",
        "٣٢٫٩ ١٣٫٢",
        "٣٢.٩، ١٣.٢",
        "32.9 شمالا 13.2 شرقا",
        "lat 32.9 lon 13.2",
        "32.9 north, 13.2 east",
    ],
)
def test_a_coordinate_is_read_as_it_is_written(text):
    point = parse_point(text)
    assert point is not None
    assert (point.lat, point.lon) == pytest.approx((32.9, 13.2))
    assert not point.swapped


@pytest.mark.parametrize(
    "text", ["", "Tripoli", "Gate 27", "27", "32.9", "unscr 1970", "NC115", "59E",
             "2019-12-19", "19 December 2019"]
)  # fmt: skip
def test_other_texts_are_none(text):
    assert parse_point(text) is None


def test_whole_degrees_are_two_numbers():
    assert parse_point("32,13") == Point(32, 13)
    assert parse_point("-5,13") == Point(-5, 13)
    assert parse_point("32 13") == Point(32, 13)
    assert parse_point("1970 2011") is None


def test_exchanged_numbers_are_noticed_unless_letters_tell():
    assert parse_point("13.2, 32.9") == Point(13.2, 32.9, swapped=True)
    assert parse_point("13.2N 32.9E") == Point(13.2, 32.9)
    assert parse_point("48.8, 2.3") == Point(48.8, 2.3)


@pytest.mark.parametrize("text", ["95, 13", "32.9, 200", "32 70 N 13 E", "32.9,13,5,7"])
def test_a_coordinate_of_no_point_on_earth_is_refused(text):
    with pytest.raises(PlaceError, match="is no coordinate"):
        parse_point(text)


def test_its_examples_hold():
    assert doctest.testmod(coordinates).failed == 0

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


LINKS = (
    "https://www.google.com/maps/@32.9,13.2,15z",
    "https://www.google.com/maps/place/A/@30,15,17z/data=!4m6!8m2!3d32.9!4d13.2!16z",
    "https://www.google.com/maps/place/32%C2%B054'00%22N+13%C2%B012'00%22E/@30,15,9z",
    "https://www.google.com/maps/search/?api=1&query=32.9%2C13.2",
    "https://www.google.com/maps/search/32.9,+13.2?entry=ps",
    "https://www.google.com/maps/embed?pb=!1m14!1m3!1d1000.0!2d13.2!3d32.9!2m3",
    "http://maps.google.com/maps?q=loc:32.9,13.2&amp;hl=ar",
    "https://www.openstreetmap.org/?mlat=32.9&mlon=13.2#map=15/30/15",
    "https://www.openstreetmap.org/node/123#map=15/32.9/13.2",
    "https://maps.apple.com/?ll=32.9,13.2&q=Gate",
    "https://www.bing.com/maps?cp=32.9~13.2&lvl=11",
    "https://yandex.com/maps/?ll=13.2%2C32.9&z=12",
    "geo:32.9,13.2;crs=wgs84;u=35",
    "geo:0,0?q=32.9,13.2(Gate)",
)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_to_a_map_is_a_point(link):
    assert parse_point(link) == Point(32.9, 13.2)


@pytest.mark.parametrize(
    "text", ["https://example.org/story/2019-12-19", "https://a.example/32.9/13"]
)
def test_another_link_is_no_point(text):
    assert parse_point(text) is None


def test_a_shortened_link_is_told():
    with pytest.raises(PlaceError, match="is a shortened link"):
        parse_point("https://maps.app.goo.gl/aB1")

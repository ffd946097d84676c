import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import angles
from geo.errors import PlaceError


@pytest.mark.parametrize(
    ("text", "axis", "degrees"),
    [
        ("34°16'13.720\"N", "lat", 34.2704778),
        ("39°57.7'N", "lat", 39.9616667),
        ("25 08 56 E", "lon", 25.1488889),
        ("N 34° 09′ 07.9″", "lat", 34.1521944),
        ("34º09’07,9” N", "lat", 34.1521944),
        ("26:39:06.3E", "lon", 26.65175),
        ("18d57m30sE", "lon", 18.9583333),
        ("12°30'W", "lon", -12.5),
        ("34-16.2N", "lat", 34.27),
        ("026-19-11.64E", "lon", 26.3199),
        ('34°16´13.720"N', "lat", 34.2704778),
        ("-12.5", "lon", -12.5),
        ("325400N", "lat", 32.9),
        ("E0131200.0", "lon", 13.2),
        ("33.9°S", "lat", -33.9),
    ],
)
def test_angles_are_read_as_printed(text, axis, degrees):
    assert angles.parse_dms(text, axis) == pytest.approx(degrees, abs=5e-8)


@pytest.mark.parametrize(
    ("text", "axis", "message"),
    [
        ("north of Crete", "lat", "'north of Crete' is no angle: write a latitude as"),
        ("", "lon", "'' is no angle: write a longitude as"),
        ("nan", "lat", "'nan' is no angle"),
        ("34--16N", "lat", "'34--16N' is no angle"),
        ("32.9'", "lat", "is no angle"),
        ("325400", "lat", "latitude 325400 is none"),
        ("34-N", "lat", "'34-N' is no angle"),
        ("34°N 26°E", "lat", "'34°N 26°E' is no angle"),
        ("95°00'00\"N", "lat", "latitude 95 is none: use -90 to 90 degrees north"),
        ("181E", "lon", "longitude 181 is none: use -180 to 180 degrees east"),
        ("34°61'00\"N", "lat", "minutes and seconds must be below 60"),
        ("34°16'60\"N", "lat", "minutes and seconds must be below 60"),
        ("34°16.5'13\"N", "lat", "only the last part may be decimal"),
        ("34°16'13\"E", "lat", "is no latitude"),
        ("N34°16'13\"N", "lat", "names its side twice"),
        ("-34°16'13\"N", "lat", "names its side twice"),
    ],
)
def test_what_is_no_angle_gets_one_clear_message(text, axis, message):
    with pytest.raises(PlaceError, match=message):
        angles.parse_dms(text, axis)


def test_seconds_that_round_up_carry():
    assert angles.format_dms(33.9999999, "lat") == "34°00'00.00\"N"
    assert angles.format_dms(-0.5, "lon", 0) == "00°30'00\"W"
    assert angles.format_dms(-0.5, "lat", 0) == "00°30'00\"S"
    assert angles.format_dms(33.9999, "lat", -1) == "34°00'N"


def test_a_place_that_is_none_is_not_printed():
    with pytest.raises(PlaceError, match="latitude nan is none"):
        angles.format_dms(math.nan, "lat")


@given(st.floats(-90, 90))
def test_what_is_printed_reads_back(degrees):
    text = angles.format_dms(degrees, "lat", 4)
    assert angles.parse_dms(text, "lat") == pytest.approx(degrees, abs=2e-8)


def test_a_coordinate_needs_both_its_halves():
    angles.check_coordinate(34.0, 18.0)
    with pytest.raises(PlaceError, match="latitude 95 is none"):
        angles.check_coordinate(95.0, 18.0)
    with pytest.raises(PlaceError, match="longitude 181 is none"):
        angles.check_coordinate(34.0, 181.0)

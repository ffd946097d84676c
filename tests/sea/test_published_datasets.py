"""What the EPSG dataset draws of these seas, beside our lines and coasts.

Its areas of use are bounded by treaties' points and by medians that others drew. The
copies are those of ``sources.csv``, and the area of Cyprus (1078) beside them.
"""

import numpy as np
import pytest

from geo import sea
from geo.angles import parse_dms
from geo.sea import coasts
from geo.sea.paths import NM


@pytest.fixture(scope="module")
def med(atlas_records):
    return sea.Sea(atlas_records)


def places(text: str) -> np.ndarray:
    """Return points printed as ``latitude|longitude``, longitude first."""
    pairs = [pair.split("|") for pair in text.split()]
    return np.array(
        [(parse_dms(lon, "lon"), parse_dms(lat, "lat")) for lat, lon in pairs]
    )


TREATIES = {
    # 4187, Italy east of 18°E
    "it-gr-1977": """39°57'42"N|18°57'30"E 39°52'24"N|18°56'06"E 39°49'00"N|18°54'54"E
39°17'18"N|18°55'36"E 39°02'00"N|18°54'00"E 38°30'00"N|18°43'54"E 37°52'00"N|18°28'36"E
37°21'18"N|18°17'00"E 36°59'30"N|18°19'06"E 36°54'24"N|18°19'12"E 36°45'00"N|18°18'36"E
36°26'30"N|18°18'00"E 36°24'06"N|18°17'42"E 36°11'00"N|18°15'42"E 36°09'00"N|18°15'42"E
35°34'12"N|18°20'42"E""",
    "al-it-1992": """41°16'39"N|18°27'43"E 41°11'37"N|18°32'34"E 41°08'01"N|18°34'37"E
41°06'29"N|18°35'42"E 40°55'03"N|18°39'31"E 40°53'06"N|18°39'34"E 40°50'50"N|18°40'16"E
40°43'59"N|18°42'40"E 40°40'10"N|18°44'23"E 40°38'46"N|18°44'43"E 40°35'38"N|18°45'35"E
40°30'44"N|18°47'45"E 40°23'17"N|18°51'05"E 40°21'30"N|18°51'35"E 40°18'50"N|18°52'48"E
40°12'13"N|18°57'05"E 40°07'55"N|18°58'38"E""",
    # 1078, Cyprus
    "eg-cy-2003": """33°45'00"N|30°05'00"E 33°34'00"N|30°28'30"E 33°30'40"N|30°36'40"E
33°21'20"N|31°07'00"E 33°11'30"N|31°36'30"E 33°07'20"N|32°01'20"E 33°00'40"N|32°31'00"E
32°53'20"N|32°58'20"E""",
}


@pytest.mark.parametrize("line_id", TREATIES)
def test_every_point_of_a_treaty_stands_there_too(med, line_id):
    # What a mistyped digit would break: they agree to the last one printed.
    ours = np.array([(p["lon"], p["lat"]) for p in med.points(line_id)])
    assert ours == pytest.approx(places(TREATIES[line_id]), abs=2e-6)


def test_three_points_of_libya_and_malta_stand_there_too(med):
    # 1143, Libya, drawn 0.1 degrees off: its outward corners lead back to these.
    back = places(
        """34°39'16"N|13°56'09"E 34°37'02"N|14°05'14"E 34°33'07"N|14°31'29"E"""
    )
    ours = np.array([(p["lon"], p["lat"]) for p in med.points("ly-mt-1986")])
    assert ours[[2, 4, 7]] == pytest.approx(back, abs=2e-6)


MEDIANS = {
    "turkey": """36°12'27"N|34°44'24"E 36°02'48"N|34°24'54"E 35°52'23"N|33°59'37"E
35°43'52"N|33°30'17"E 35°42'56"N|33°08'37"E 35°40'52"N|32°37'00"E 35°38'01"N|32°15'12"E
35°40'19"N|31°42'32"E""",
    "syria": """34°59'27"N|34°58'40"E 35°07'01"N|35°04'06"E 35°17'48"N|35°06'53"E
35°27'54"N|35°07'45"E 35°51'07"N|35°11'21"E""",
    "lebanon": """33°40'24"N|33°54'07"E 33°59'11"N|34°17'10"E 34°21'36"N|34°42'13"E
34°42'26"N|34°54'51"E""",
}
"""Corners of the area of Cyprus, by the state on their other side; west of 31°22'E it
has a straight line."""


@pytest.mark.parametrize("state", MEDIANS)
def test_medians_that_others_drew_off_cyprus_are_as_near_to_both_coasts(state):
    points = places(MEDIANS[state])
    off = coasts.select("cyprus").nearest(points).metres
    off = (off - coasts.select(state).nearest(points).metres) / NM
    assert np.abs(off).max() < 0.6, "ours: 0.5 nm at most, by coasts that are not ours"


def test_italy_greece_and_libya_meet_where_they_have_it():
    # 35°01'15.83"N 18°21'27.86"E in 4187: ours is 185.0, 185.2 and 185.4 nm off.
    spot = places("""35°01'15.83"N|18°21'27.86"E""")
    miles = [
        coasts.select(name).nearest(spot).metres[0] / NM
        for name in ("italy", "greece", "libya")
    ]
    assert np.ptp(miles) < 0.5

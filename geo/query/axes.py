"""Columns of latitudes and longitudes under the names that forms and offices give."""

import re
from collections.abc import Iterable, Mapping, Sequence

_WORDS: Mapping[str, str] = {
    "lat": r"latitude|latitud|lattitude|lati|lat|intptlat|breite|"
    r"خط العرض|دائرة العرض|العرض",
    "lon": r"longitude|longitud|longi|long|lon|lng|intptlon|länge|خط الطول|الطول",
}
_PLANE: Mapping[str, str] = {"lat": r"y|ycoord", "lon": r"x|xcoord"}
_PLANE_NAMES = {"x", "y"}
_OF_PLACE = (
    *("", "coord", "coordinate", "point", "gps", "geo", "location", "wgs84", "map"),
    *("احداثي", "إحداثي"),
)
"""What stands beside an x or a y that is one of a place."""

_UNIT = re.compile(r"\b(n|e|north|east|deg|degrees|dd|decimal)\b")
"""What names say of the numbers, and not of the thing."""

_PARTS = re.compile(r"\be([67])$")
"""Google's files have ten-millionths of a degree, ``latitudeE7``."""

LONGEST = 200
"""Of the name of a column; a longer text is a cell that was taken for one."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def pairs(header: Sequence[str]) -> list[Mapping[str, int]]:
    """Return which columns are a latitude and a longitude of one thing.

    Parameters
    ----------
    header : sequence of str
        KoBo, ODK, HXL and ArcGIS call them ``_location_latitude``, ``gps-Latitude``,
        ``#geo+lat`` and ``POINT_Y``.

    Returns
    -------
    list of mapping of str to int
        Where ``lat`` and ``lon`` stand, one a pair: what else is in their names agrees.

    Examples
    --------
    >>> pairs(["name", "_location_latitude", "_location_longitude"])
    [{'lat': 1, 'lon': 2}]
    >>> pairs(["size_x", "size_y", "platform"])
    []
    """
    words_of = [spaced(name) for name in header]
    found: list[Mapping[str, int]] = []
    for words, rests in ((_WORDS, None), (_PLANE, _OF_PLACE)):
        lat, lon = (_rests(words_of, words[axis]) for axis in ("lat", "lon"))
        for rest, place in lat.items():
            if rest in lon and (rests is None or rest in rests):
                found.append({"lat": place, "lon": lon[rest]})
        if found:
            break
    return found


def of_degrees(header: Sequence[str]) -> list[str]:
    """Return names of columns, empty where they have a grid's metres beside degrees.

    Examples
    --------
    >>> of_degrees(["x", "y", "lat", "lon"]), of_degrees(["x", "y"])
    (['', '', 'lat', 'lon'], ['x', 'y'])
    """
    both = all("" in _rests(header, _WORDS[axis]) for axis in _WORDS)
    plane = _PLANE_NAMES if both and {*header} >= _PLANE_NAMES else set()
    return ["" if name in plane else name for name in header]


def parts(name: str) -> int:
    """Return into how many parts a column has each degree cut: it counts these.

    Examples
    --------
    >>> parts("latitudeE7"), parts("lat")
    (10000000, 1)
    """
    match = _PARTS.search(spaced(name))
    return int(10 ** int(match[1])) if match else 1


def spaced(name: str) -> str:
    """Return a name in small letters, its words parted by blanks; too long: none.

    Examples
    --------
    >>> spaced("_gpsLatitude")
    'gps latitude'
    """
    if len(name) > LONGEST:
        return ""
    words = re.sub(r"[\W_]+", " ", _HUMP.sub(" ", str(name)))
    return words.strip().casefold()


def _rests(names: Iterable[str], word: str) -> dict[str, int]:
    """Return what else is in the names that have a word, and where they stand."""
    pattern = re.compile(rf"(?:^|(?<= ))(?:{word})(?= |$)")
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        if pattern.search(name):
            rest = _UNIT.sub("", pattern.sub("", name, count=1))
            found.setdefault(rest.strip(), place)
    return found

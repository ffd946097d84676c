"""Points as grids of metres have them: UTM, and the squares of MGRS."""

import re
from functools import cache

from pyproj import Transformer

from geo.angles import LIMITS
from geo.errors import PlaceError
from geo.errors.typed import plain
from geo.ground import WGS84

ZONES = range(1, 61)
BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""Of 8 degrees of latitude each, from 80° S; the last has 12."""

_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = ("ABCDEFGHJKLMNPQRSTUV", "FGHJKLMNPQRSTUVABCDE")
_SQUARE = 100_000
_ROUND = _SQUARE * len(_ROWS[0])
"""Letters of rows come again after so many metres."""

_ZONE = r"(?P<zone>[0-5]?\d|60) ?(?P<band>[C-HJ-NP-X])"
_MGRS = re.compile(
    rf"{_ZONE} ?(?P<square>[A-HJ-NP-Z]{{2}}) ?(?P<digits>\d{{2,10}}|\d+ \d+)",
    re.IGNORECASE | re.ASCII,
)
_UTM = re.compile(
    rf"(?:UTM )?(?:zone )?{_ZONE},? (?P<x>\d{{6}}(?:\.\d+)?) ?(?:m ?)?E?,? ?"
    r"(?P<y>\d{5,8}(?:\.\d+)?) ?(?:m ?)?N?",
    re.IGNORECASE | re.ASCII,
)


def parse_grid(text: str) -> tuple[float, float] | None:
    """Return the latitude and longitude of a point of UTM or MGRS.

    Parameters
    ----------
    text : str
        ``33S 331650 3641637``: the zone and its band, metres east and north; or
        ``33SUS3165041637``, with or without blanks. A square of MGRS of fewer digits
        is the point in its middle.

    Returns
    -------
    tuple of float or None
        Degrees, WGS84. None: the text does not look like either.

    Raises
    ------
    PlaceError
        If it looks like one, and no such square or point is in its zone.

    Examples
    --------
    >>> [round(degree, 4) for degree in parse_grid("33S 331650 3641637")]
    [32.9, 13.2]
    >>> [round(degree, 4) for degree in parse_grid("33S US 31650 41637")]
    [32.9, 13.2]
    >>> parse_grid("Sabha") is None
    True
    """
    typed = " ".join(plain(text).split())
    if match := _UTM.fullmatch(typed):
        zone, band = int(match["zone"]), match["band"].upper()
        point = of_utm(zone, float(match["x"]), float(match["y"]), band)
    elif match := _MGRS.fullmatch(typed):
        point = _of_square(match)
    else:
        return None
    if point is None:
        raise PlaceError("error.query.grid", text=text.strip())
    return point


def of_utm(
    zone: int, x: float, y: float, band: str = "N"
) -> tuple[float, float] | None:
    """Return the latitude and longitude of metres east and north in a zone of UTM.

    Parameters
    ----------
    zone : int
        From 1 to 60.
    x, y : float
        Metres.
    band : str
        A letter of `BANDS`; below ``N`` metres count from the south.

    Returns
    -------
    tuple of float or None
        Degrees, WGS84. None: it is no point of that zone.

    Examples
    --------
    >>> [round(degree, 4) for degree in of_utm(33, 331_650, 3_641_637)]
    [32.9, 13.2]
    """
    if zone not in ZONES or band not in BANDS:
        return None
    lon, lat = _to_degrees(zone, band < "N").transform(x, y)
    near = abs(lon - (zone * 6 - 183)) <= 2 * 6  # its own six degrees, and about
    return (lat, lon) if near and abs(lat) <= LIMITS["lat"] else None


@cache
def _to_degrees(zone: int, is_south: bool) -> Transformer:
    code = (32700 if is_south else 32600) + zone
    return Transformer.from_crs(code, WGS84, always_xy=True)


def _of_square(match: re.Match[str]) -> tuple[float, float] | None:
    zone, band = int(match["zone"]), match["band"].upper()
    square = match["square"].upper()
    column, row = square[0], square[1]
    digits = match["digits"]
    halves = digits.split() if " " in digits else [digits[: len(digits) // 2], ""]
    halves[1] = halves[1] or digits[len(digits) // 2 :]
    size = len(halves[0])
    columns, rows = _COLUMNS[(zone - 1) % 3], _ROWS[(zone - 1) % 2]
    if len(halves[1]) != size or column not in columns or row not in rows:
        return None
    step = 10 ** (len("12345") - size)
    x, y = ((int(half) + 0.5 * (step > 1)) * step for half in halves)
    x += (columns.index(column) + 1) * _SQUARE
    y += rows.index(row) * _SQUARE
    south = BANDS.index(band) * 8 - 80
    for begin in range(0, 10_000_000, _ROUND):
        point = of_utm(zone, x, y + begin, band)
        if point and -1 <= point[0] - south <= (13 if band == BANDS[-1] else 9):
            return point
    return None

"""Coordinates as people write them: decimal or in degrees, minutes and seconds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo import angles
from geo.errors import PlaceError
from geo.errors.typed import plain
from geo.query.grids import parse_grid
from geo.query.maplinks import is_shortened, point_of

_SIDES = (
    (r"شمالا?ً?|north|\bش\b", "N"),
    (r"جنوبا?ً?|south|\bج\b", "S"),
    (r"شرقا?ً?|east|\bق\b", "E"),
    (r"غربا?ً?|west|\bغ\b", "W"),
    (r"(?:lat(?:itude)?|lon(?:gitude)?|lng|خط العرض|خط الطول)\s*:?|[=]", " "),
)
_BEGINS = re.compile(r"\s*(?:[-\u2212]?\s*\d|[NSEW]\s*[-\u2212]?\s*\d)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_GAP = re.compile(r"\s*[;/|]\s*|\s*,\s+|\s+,|(?<=[NSEWnsew])\s*,?\s*|,|\s+")

LONGEST = 200
"""A longer text is no point: the ways to part it in two are as many as it is long."""

LIBYA = ((19.0, 34.5), (9.0, 26.0))
"""Within these latitudes and longitudes a point may be Libyan."""


@dataclass(frozen=True)
class Point:
    """A point that was written as a coordinate.

    Attributes
    ----------
    lat, lon : float
        Degrees, WGS84.
    swapped : bool
        Whether the two look exchanged: as written they lie off Libya, the other way
        round within its bounds.
    """

    lat: float
    lon: float
    swapped: bool = False


def near_libya(lat: float, lon: float) -> bool:
    """Return whether a point lies within the bounds of Libya and its coast.

    Examples
    --------
    >>> near_libya(32.9, 13.2), near_libya(48.9, 2.3)
    (True, False)
    """
    return all(
        low <= value <= high
        for value, (low, high) in zip((lat, lon), LIBYA, strict=True)
    )


def parse_point(text: str, *, lon_first: bool = False) -> Point | None:
    """Return the point that a text names, if it is a coordinate.

    Parameters
    ----------
    text : str
        Latitude first, unless letters say otherwise: ``32.9, 13.2``, ``32.9N 13.2E``,
        ``13°12'E 32°54'N``, ``32,9; 13,2``; in Arabic digits too; or of a grid of
        metres, as `geo.query.grids.parse_grid` has it; or a link to a map, as
        `geo.query.maplinks.point_of` has it.
    lon_first : bool
        Whether the longitude comes first, unless letters say otherwise.

    Returns
    -------
    Point or None
        None: the text does not look like a coordinate.

    Raises
    ------
    PlaceError
        If it looks like one, and is none on Earth.

    Examples
    --------
    >>> parse_point("32.9N 13.2E")
    Point(lat=32.9, lon=13.2, swapped=False)
    >>> parse_point("13.2, 32.9").swapped
    True
    >>> parse_point("Tripoli") is None
    True
    """
    if link := point_of(text):
        text, lon_first = link, False
    if len(text) > LONGEST:
        return None
    if is_shortened(text):
        raise PlaceError("error.query.shortened", text=text.strip())
    if metres := parse_grid(text):
        return Point(*metres)
    typed = lettered(plain(text)).strip().strip("()[]").strip(" .,;:")
    if not _BEGINS.match(typed) or len(re.findall(r"\d+", typed)) < 2:
        return None
    if re.search(r"[^\W\d_]{2,}", typed):
        return None
    fault: PlaceError | None = None
    for first, second in _halves(typed):
        try:
            return _point(first, second, lon_first=lon_first)
        except PlaceError as error:
            fault = fault or error
    if fault is None or re.fullmatch(r"[\d\s]+", typed):
        return None
    raise PlaceError("error.query.coordinate", text=text.strip(), fault=fault)


def lettered(text: str) -> str:
    """Return a coordinate with the letters N, S, E and W for its sides' names.

    Examples
    --------
    >>> lettered("13.2 شرقاً"), lettered("32.9 north")
    ('13.2 E', '32.9 N')
    """
    for pattern, side in _SIDES:
        text = re.sub(pattern, side, text, flags=re.IGNORECASE)
    return text.strip()


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a text in two, the likeliest first."""
    cuts = [(m.start(), m.end()) for m in _GAP.finditer(text) if m.start()]
    halves = [(text[:start].strip(" ,"), text[end:].strip(" ,")) for start, end in cuts]
    counts = [
        abs(len(_NUMBER.findall(a)) - len(_NUMBER.findall(b)))
        + ("," in a) * (not re.search(r"[;/|]|,\s", text)) * 0.5
        for a, b in halves
    ]
    for _, _, (first, second) in sorted(
        zip(counts, range(len(halves)), halves, strict=True)
    ):
        if first and second:
            yield first, second


def _point(first: str, second: str, *, lon_first: bool) -> Point:
    axes = [_axis(first), _axis(second)]
    if lon_first and not any(axes):
        axes = ["lon", "lat"]
    if axes[0] == "lon" or (axes[1] == "lat" and axes[0] is None):
        lat, lon = angles.parse_dms(second, "lat"), angles.parse_dms(first, "lon")
        return Point(lat, lon)
    lat, lon = angles.parse_dms(first, "lat"), angles.parse_dms(second, "lon")
    lettered = any(axes)
    swapped = not lettered and not near_libya(lat, lon) and near_libya(lon, lat)
    return Point(lat, lon, swapped)


def _axis(text: str) -> str | None:
    letters = [letter for letter in text.upper() if letter in angles.AXES]
    return angles.AXES[letters[0]] if letters else None

"""Points and stretches of lines as plain lists and dicts, without false digits."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geo.angles import format_dms
from geo.sea import medians, paths
from geo.sea.facts import PointFact, StretchFact
from geo.sea.paths import NM, Point

PRINTED = "printed"
"""Origin of a point whose latitude and longitude a text prints. That of any other is
the construction of its line: ``reconstructed`` or ``computed``."""

COMPUTED = "computed"
EXACT_KM = 0.001
"""How well a computed point is equidistant on the coasts it is computed from."""

DEGREE_KM = 111.0
MINUTE_KM = DEGREE_KM / 60


def as_plain(stretch: medians.Stretch) -> StretchFact:
    """Return a stretch of a median with its base points, as plain lists."""
    start, end = stretch.points[0], stretch.points[-1]
    return {
        "from": [round(x, 5) for x in start],
        "to": [round(x, 5) for x in end],
        "length_nm": round(paths.length_m(stretch.points) / NM, 3),
        "distance_nm": round(stretch.distance_nm, 3),
        "base": [
            {
                "lon": round(point.lon, 5),
                "lat": round(point.lat, 5),
                "state": point.state,
                "place": point.place,
                "place_ar": point.place_ar,
            }
            for point in stretch.base
        ],
    }


def turning_points(
    lines: Sequence[Sequence[medians.Stretch]],
) -> list[tuple[str, Point]]:
    """Return the turning points of lines, the ends of each too, with their labels.

    Points are counted from 1; those of several lines within each, as 2.1.

    Examples
    --------
    >>> stretch = medians.Stretch(((15.0, 34.0), (16.0, 34.0)), (), 60.0)
    >>> [label for label, _ in turning_points([[stretch], [stretch]])]
    ['1.1', '1.2', '2.1', '2.2']
    """
    several = len(lines) > 1
    return [
        (f"{part}.{n}" if several else str(n), spot)
        for part, line in enumerate(lines, 1)
        for n, spot in enumerate(
            [stretch.points[0] for stretch in line] + [line[-1].points[-1]], 1
        )
    ]


def in_parts(stretches: Iterable[medians.Stretch]) -> list[list[medians.Stretch]]:
    """Return stretches by the line that they make up: each goes on where one ends.

    Examples
    --------
    >>> first = medians.Stretch(((15.0, 34.0), (16.0, 34.0)), (), 60.0)
    >>> apart = medians.Stretch(((17.0, 34.0), (18.0, 34.0)), (), 60.0)
    >>> len(in_parts([first, apart]))
    2
    """
    parts: list[list[medians.Stretch]] = []
    for stretch in stretches:
        if parts and parts[-1][-1].points[-1] == stretch.points[0]:
            parts[-1].append(stretch)
        else:
            parts.append([stretch])
    return parts


class Provenance(NamedTuple):
    """Where the digits of a line's points come from.

    Attributes
    ----------
    construction : str
        As in ``maritime_lines.csv``.
    datum : str
        Of the printed angles.
    error_km : float
        How far off the line may be.
    """

    construction: str
    datum: str
    error_km: float


def as_point(
    label: str, printed: tuple[str, str], spot: Point, line: Provenance
) -> PointFact:
    """Return a point of a line with the provenance of its digits.

    Parameters
    ----------
    label : str
    printed : tuple of str
        Latitude and longitude as a text prints them; empty where none does.
    spot : (lon, lat)
        WGS84, degrees.
    line : Provenance

    Returns
    -------
    dict
        ``label``, ``lat_dms`` and ``lon_dms`` as printed, ``lat`` and ``lon`` (WGS84,
        degrees; unless printed to no more digits than their error bears), ``origin``
        (``printed``, ``reconstructed`` or ``computed``), ``datum`` and ``error_km``.

    Examples
    --------
    >>> line = Provenance("published", "WGS84", 0.1)
    >>> as_point("A", ("34°N", "15°E"), (15.0, 34.0), line)["datum"]
    'WGS84'
    """
    computed = line.construction == COMPUTED
    digits = decimals(EXACT_KM if computed else line.error_km)
    lat, lon = (
        round(angle, 7 if text else digits)
        for text, angle in zip(printed, reversed(spot), strict=True)
    )
    return {
        "label": label,
        "lat_dms": printed[0],
        "lon_dms": printed[1],
        "lat": lat,
        "lon": lon,
        "origin": PRINTED if all(printed) else line.construction,
        "datum": line.datum,
        "error_km": line.error_km,
    }


def decimals(error_km: float) -> int:
    """Return the number of decimals of a degree that an error allows.

    Examples
    --------
    >>> [decimals(km) for km in (30, 8, 1, 0.1, 0.001)]
    [1, 2, 3, 4, 6]
    """
    return min(max(math.ceil(math.log10(DEGREE_KM / max(error_km, 1e-9))), 1), 7)


def angles(point: PointFact) -> tuple[str, str]:
    """Return a point's latitude and longitude in degrees, minutes and seconds.

    Parameters
    ----------
    point : dict
        As `as_point` returns it.

    Returns
    -------
    tuple of str
        As printed; in WGS84 where no text prints them, with no more digits than the
        point's error bears: whole minutes from a minute of latitude (1.85 km) on, whole
        seconds below, tenths where the point is computed.

    Examples
    --------
    >>> line = Provenance("reconstructed", "WGS84", 8.0)
    >>> angles(as_point("E", ("", ""), (26.0, 33.39), line))
    ("33°23'N", "26°00'E")
    """
    error = EXACT_KM if point["origin"] == COMPUTED else point["error_km"]
    digits = -1 if error >= MINUTE_KM else 0 if error >= MINUTE_KM / 60 else 1
    return (
        point["lat_dms"] or format_dms(point["lat"], "lat", digits),
        point["lon_dms"] or format_dms(point["lon"], "lon", digits),
    )

"""Degrees, minutes and seconds: parsed from print and formatted for it."""

import math
import re

from geo.errors import PlaceError, Text

AXES = {"N": "lat", "S": "lat", "E": "lon", "W": "lon"}
LIMITS = {"lat": 90.0, "lon": 180.0}
_NUMBER = r"\d+(?!\d)(?:[.,]\d+)?(?!\d)"
_DMS = re.compile(
    rf"""\s*(?P<before>[NSEW])?\s*(?P<minus>[-\u2212])?\s*
    (?P<degrees>{_NUMBER})\s*(?:[°ºd:]|-(?=\d))?\s*
    (?:(?P<minutes>{_NUMBER})\s*(?:['\u2019\u2032\u00b4m:]|-(?=\d))?\s*)?
    (?:(?P<seconds>{_NUMBER})\s*(?:["\u201d\u2033s]|''|\u2019\u2019|\u2032\u2032)?\s*)?
    (?P<after>[NSEW])?\s*""",
    re.VERBOSE | re.IGNORECASE,
)

_PACKED = re.compile(
    r"\s*(?P<before>[NSEW])?\s*(?P<degrees>\d{2,3})(?P<minutes>\d{2})"
    r"(?P<seconds>\d{2}(?:\.\d+)?)?\s*(?P<after>[NSEW])?\s*",
    re.IGNORECASE | re.ASCII,
)
"""As notices to airmen and mariners write them; a letter says that they are degrees."""


def parse_dms(text: str, axis: str) -> float:
    r"""Return the degrees that a printed latitude or longitude stands for.

    Parameters
    ----------
    text : str
        Degrees alone or with minutes and seconds, such as ``34°16'13.72"N``,
        ``39°57.7'N``, ``25 08 56 E``, ``34-16.2N``, ``341613N`` or ``-12.5``; the last
        of them may be decimal.
    axis : str
        ``lat`` or ``lon``.

    Returns
    -------
    float
        Degrees, north and east positive.

    Raises
    ------
    PlaceError
        If the text is none of these, is of the other axis, or names no place on Earth.

    Examples
    --------
    >>> round(parse_dms("34°16'13.72\"N", "lat"), 7)
    34.2704778
    """
    match = _packed(text, axis) or _DMS.fullmatch(text)
    example = f"34°16'13.7\"{'N' if axis == 'lat' else 'E'}"
    wanted = Text(f"error.angle.write_{axis}", example=example)
    if match is None:
        raise PlaceError("error.angle.none", text=text, wanted=wanted)
    groups = match.groupdict()
    letters = [groups[k].upper() for k in ("before", "after") if groups[k]]
    if len(letters) > 1 or (letters and groups.get("minus")):
        raise PlaceError("error.angle.twice", text=text, wanted=wanted)
    if any(AXES[letter] != axis for letter in letters):
        raise PlaceError(f"error.angle.no_{axis}", text=text, wanted=wanted)
    parts = [groups[k] for k in ("degrees", "minutes", "seconds") if groups[k]]
    if any("." in part or "," in part for part in parts[:-1]):
        raise PlaceError("error.angle.decimal", text=text, wanted=wanted)
    numbers = [float(part.replace(",", ".")) for part in parts]
    if any(number >= 60 for number in numbers[1:]):
        raise PlaceError("error.angle.sixty", text=text)
    degrees = float(sum(number / 60**i for i, number in enumerate(numbers)))
    if groups.get("minus") or letters in (["S"], ["W"]):
        degrees = -degrees
    check_angle(degrees, axis)
    return degrees


def _packed(text: str, axis: str) -> re.Match[str] | None:
    """Return the parts of degrees whose digits are not parted, if a text is such."""
    match = _PACKED.fullmatch(text)
    if match is None or not (match["before"] or match["after"]):
        return None
    return match if len(match["degrees"]) == (2 if axis == "lat" else 3) else None


def format_dms(degrees: float, axis: str, digits: int = 2) -> str:
    r"""Return degrees as treaties print them: degrees, minutes and seconds.

    Parameters
    ----------
    degrees : float
        North and east positive.
    axis : str
        ``lat`` or ``lon``.
    digits : int
        Decimals of the seconds; -1: whole minutes and no seconds.

    Returns
    -------
    str
        Such as ``34°16'13.72"N``.

    Raises
    ------
    PlaceError
        If the degrees name no place on Earth.

    Examples
    --------
    >>> format_dms(34.2704778, "lat")
    '34°16\'13.72"N'
    >>> format_dms(34.2704778, "lat", -1)
    "34°16'N"
    """
    check_angle(degrees, axis)
    side = ("S" if degrees < 0 else "N") if axis == "lat" else ("WE"[degrees >= 0])
    if digits < 0:
        minutes = round(abs(degrees) * 60)
        return f"{minutes // 60:02d}°{minutes % 60:02d}'{side}"
    units = 10**digits
    total = round(abs(degrees) * 3600 * units)
    whole, seconds = divmod(total, 60 * units)
    width = digits + 3 if digits else 2
    shown = f"{seconds / units:0{width}.{digits}f}"
    return f"{whole // 60:02d}°{whole % 60:02d}'{shown}\"{side}"


def check_angle(degrees: float, axis: str) -> None:
    """Raise `PlaceError` unless degrees are a latitude (or longitude) on Earth.

    Examples
    --------
    >>> check_angle(34.5, "lat")
    >>> check_angle(91, "lat")
    Traceback (most recent call last):
    geo.errors.PlaceError: latitude 91 is none: use -90 to 90 degrees north
    """
    limit = LIMITS[axis]
    if not (math.isfinite(degrees) and -limit <= degrees <= limit):
        raise PlaceError(f"error.angle.range_{axis}", degrees=degrees, limit=limit)


def check_coordinate(lat: float, lon: float) -> None:
    """Raise `PlaceError` unless a latitude and a longitude name a point on Earth.

    Parameters
    ----------
    lat, lon : float
        Degrees, WGS84, north and east positive.

    Examples
    --------
    >>> check_coordinate(32.89, 13.19)
    """
    check_angle(lat, "lat")
    check_angle(lon, "lon")

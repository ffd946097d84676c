"""About how large a file will be, and how long a film takes, before it is made."""

from collections.abc import Mapping

from geo.export.forms import named
from geo.export.previews import Prospect
from geo.pictures import film
from geo.request import Request

LARGE_PIXELS = 10_000_000
"""A picture of more is put on the reader's list; A4 at 300 dpi is smaller."""

MOST_PICTURES = 400
"""The page makes no longer films: these take some five minutes of one core."""

GROWTH = 0.68
"""A PNG of twice the pixels has 2 to this power times the bytes."""

UNPACKED = 3.05
"""A manifest is so many times as long as when it is packed."""

FIRST_SECONDS = 8
"""A film begins to be drawn after so long, on an idle core of 2020."""

PICTURE_SECONDS = 0.8
"""Each picture of 1280 x 720 px takes so long."""


def is_large(request: Request, form: str) -> bool:
    """Return whether a file takes so long that it is made in the queue."""
    wide, high = request.pixels
    return named(form).is_film or (form == "png" and wide * high > LARGE_PIXELS)


def expected_bytes(
    prospect: Prospect, request: Request, form: str, count: int = 1
) -> int:
    """Return about how large a file will be.

    Parameters
    ----------
    prospect : geo.export.previews.Prospect
    request : geo.request.Request
    form : str
        Of `geo.export.FORMS`.
    count : int
        Of a film: its pictures.

    Returns
    -------
    int
        Bytes: seldom wrong by half.
    """
    if prospect.picture is None:
        features = sum(prospect.features.values())
        of_features = named(form).feature_bytes * features
        return round(prospect.manifest_bytes + of_features)
    wide, high = request.pixels
    drawn: float = prospect.picture.png_bytes
    if form in _OF_DRAWN:
        return round(drawn * _OF_DRAWN[form])
    drawn *= (wide * high / prospect.picture.pixels) ** GROWTH
    if form in _OF_FILM:
        first, each = _OF_FILM[form]
        # Its manifest is not packed.
        return round(
            UNPACKED * prospect.manifest_bytes + drawn * (first + each * count)
        )
    return round(prospect.manifest_bytes + drawn)


_OF_DRAWN: Mapping[str, float] = {"svg": 8.0, "pdf": 4.3}
"""Bytes of a drawing for each byte of its preview as a PNG."""

_OF_FILM: Mapping[str, tuple[float, float]] = {"gif": (0.5, 0.03), "mp4": (0.45, 0.025)}
"""Bytes of a film for each byte of its last picture as a PNG: at all, and a picture."""


def play_seconds(request: Request, count: int) -> float:
    """Return for how long a film of so many pictures plays.

    Examples
    --------
    >>> import datetime as dt
    >>> play_seconds(Request(dt.date(2019, 12, 19), pace=4), 41)
    13.0
    """
    return (count - 1) / request.pace + film.LAST_SECONDS


def draw_seconds(request: Request, count: int) -> float:
    """Return about how long a film of so many pictures takes to draw on one core."""
    wide, high = request.pixels
    usual = film.SIZE_PX[0] * film.SIZE_PX[1]
    each = PICTURE_SECONDS * (0.6 + 0.4 * wide * high / usual)
    return FIRST_SECONDS + each * count

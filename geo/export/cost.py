"""Estimates what it costs to make a file again, before it is made."""

import datetime as dt
from collections.abc import Iterator

from geo.errors import ExportError, Text
from geo.export.forms import named
from geo.export.sizes import LARGE_PIXELS, play_seconds
from geo.pictures import film
from geo.query.atlas import Atlas
from geo.request import STEPS, Request

MEGABYTES, SECONDS = 500, 20
"""What takes more to make again is made only if one asks for it."""

MOST_PIXELS = LARGE_PIXELS
"""A larger picture, such as A3 at 300 dpi, takes more than `MEGABYTES` to draw."""

MOST_FILM_PICTURES = 2
"""A film of more takes longer than `SECONDS`: those of a GIF are drawn twice."""

MOST_FILM_PIXELS = 1_000_000
"""Of each picture of a film: one of 1280 x 720 px has a little less."""

NEAR_SECONDS, NEAR_SHARE = 1.0, 0.05
"""By how many seconds, or what share, a film may play longer or shorter."""


def unlike_outline(data: bytes, request: Request, form: str) -> Iterator[Text]:
    """Yield where a picture or film is of another size than its manifest asks for.

    Parameters
    ----------
    data : bytes
        The file, of which only the head is read.
    request : geo.request.Request
        Of its manifest.
    form : str
        Of `geo.export.FORMS`.
    """
    look = named(form).outline
    shown = look(data) if look else None
    if shown is None:
        return
    wide, high = request.pixels
    if form == "mp4":
        wide, high = wide - wide % 2, high - high % 2
    if shown.pixels != (wide, high):
        size = {"wide": shown.pixels[0], "high": shown.pixels[1]}
        yield Text("differ.size", **size, width=wide, height=high)
    count = _least_pictures(request)
    if shown.seconds is None or not named(form).is_film:
        return
    least = play_seconds(request, count)
    if shown.seconds < least * (1 - NEAR_SHARE) - NEAR_SECONDS:
        yield Text("differ.plays", seconds=shown.seconds, least=least, count=count)


def _least_pictures(request: Request) -> int:
    """Return how many pictures a film has at least, whatever the records say."""
    span = request.day - (request.since or request.day)
    if request.step == STEPS[0]:
        return 2 if span else 1
    stride = {"day": dt.timedelta(days=1), "week": dt.timedelta(weeks=1)}
    return -(-span // stride[request.step]) + 1


def check(request: Request, form: str, atlas_then: Atlas) -> None:
    """Raise `ExportError` if a file takes more than `MEGABYTES` or `SECONDS` to make.

    Parameters
    ----------
    request : geo.request.Request
    form : str
        Of `geo.export.FORMS`.
    atlas_then : geo.query.atlas.Atlas
        As known on the day that the request asks for.
    """
    kind = named(form)
    wide, high = request.pixels
    size = {"wide": wide, "high": high, "megabytes": MEGABYTES}
    if kind.is_film:
        count = _least_pictures(request)
        if count <= MOST_FILM_PICTURES:
            count = len(film.days(atlas_then.records, request))
        if count > MOST_FILM_PICTURES or wide * high > MOST_FILM_PIXELS:
            raise ExportError("error.cost.film", count=count, **size, seconds=SECONDS)
    elif form == "png" and wide * high > MOST_PIXELS:
        raise ExportError("error.cost.picture", **size)

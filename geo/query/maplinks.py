"""Points in links to maps of the web, as people paste them into cells."""

import re
from urllib.parse import unquote

LONGEST = 2_000
"""A longer text is no link."""

_LINK = re.compile(r"<?(?:https?://|geo:|(?:www|maps?)\.)\S+", re.IGNORECASE)
_LON_FIRST = re.compile(r"https?://(?:\w+\.)*yandex\.", re.IGNORECASE)
_DEGREES = r"([+-]?\d{1,3}(?:\.\d{1,20})?)"
_NEXT = r" ?[,;~ ] ?"
_NAMED = (
    *("q", "query", "ll", "cp", "daddr", "destination", "center", "marker", "point"),
    *("pt", "coordinate", "coordinates", "cbll", "viewpoint", "sll"),
)
"""What a point is called; that of a place comes before that of the view."""

_PLACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_DEGREES}!4d{_DEGREES}",
        rf"[?&#]mlat={_DEGREES}&mlon={_DEGREES}",
        *(rf"[?&#]{name}=(?:loc:)?{_DEGREES}{_NEXT}{_DEGREES}" for name in _NAMED),
        rf"/(?:place|search|dir)/+{_DEGREES}{_NEXT}{_DEGREES}",
        rf"[?&#]lat(?:itude)?={_DEGREES}&(?:lon|lng|long|longitude)={_DEGREES}",
        rf"[/=]@?{_DEGREES},{_DEGREES},[\d.]+[zma]",
        rf"^geo:{_DEGREES},{_DEGREES}",
        rf"#(?:map=)?[\d.]{{1,6}}/{_DEGREES}/{_DEGREES}",
    )
)
"""How links have a latitude and a longitude: of a place, then of the view."""

_IN_MINUTES = re.compile(r"/(?:place|search)/(\d{1,3}°[^/?]{5,40})")
_SHORTENED = re.compile(
    r"(?:https?://)?(?:maps\.app\.goo\.gl|goo\.gl/maps|g\.co/kgs|maps\.apple/p"
    r"|osm\.org/go|(?:www\.)?openstreetmap\.org/go)/\S+",
    re.IGNORECASE,
)

_EMBEDDED = re.compile(rf"!2d{_DEGREES}!3d{_DEGREES}")
"""Longitude first, as Google's code to embed a map has them."""


def point_of(text: str) -> str | None:
    """Return the point that a link to a map shows, as text; None: it is no such link.

    Links of Google, OpenStreetMap, Apple, Bing and Yandex are read, and those that
    begin with ``geo:``. A shortened one has no point.

    Examples
    --------
    >>> point_of("https://www.openstreetmap.org/?mlat=32.9&mlon=13.2#map=5/30/15")
    '32.9, 13.2'
    >>> point_of("geo:32.9,13.2;u=35"), point_of("https://maps.app.goo.gl/aB1")
    ('32.9, 13.2', None)
    """
    typed = text.strip()
    if len(typed) > LONGEST or not _LINK.fullmatch(typed):
        return None
    link = unquote(typed.replace("&amp;", "&")).replace("+", " ")
    for number, pattern in enumerate(_PLACES):
        if number and (match := _IN_MINUTES.search(link)):
            return match[1]
        if match := pattern.search(link):
            first, second = match.groups()
            if _LON_FIRST.match(typed):
                first, second = second, first
            return f"{first}, {second}"
    match = _EMBEDDED.search(link)
    return f"{match[2]}, {match[1]}" if match else None


def is_shortened(text: str) -> bool:
    """Return whether a text is a short link, which leads to a map and has no point.

    Examples
    --------
    >>> is_shortened("https://maps.app.goo.gl/aB1")
    True
    """
    return _SHORTENED.fullmatch(text.strip()) is not None

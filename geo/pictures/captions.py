"""What is written on a still picture."""

from collections import Counter
from collections.abc import Collection, Mapping

from geo import __version__
from geo.layers.legend import AGE, SEA_OF
from geo.layers.names import (
    CLAIMED,
    DISPUTED,
    HELD,
    LAYER_OF_CAMP,
    LINES_AT_SEA,
    NAMES,
)
from geo.layers.quoted import explained, quoted
from geo.pictures import waters, window
from geo.request import Request
from geo.shown import GROUNDS
from geo.views import COUNTRY, SEA_VIEWS
from geo.words import direction, has, listed, say

MOST_NAMED = 4
"""Of the publishers a picture rests on, this many are named."""


def title(request: Request) -> str:
    """Return what a picture is called: as its reader calls it, or after what it shows.

    Parameters
    ----------
    request : geo.request.Request

    Returns
    -------
    str
        One line in the request's language: what changed between two days, whose the sea
        is where a view or its claimants are about that, or who controls a place.
    """
    if request.title:
        return request.title
    language, name = request.language, window.nearest_name(request.view)
    place = say(f"view.{name or COUNTRY}", language)
    if request.against:
        return say("picture.title.changed", language, place=place)
    if request.earlier:
        first, last = request.days[0].year, request.day.year
        years = f"{last}"
        if first < last:
            years = say(
                "picture.title.years", language, first=str(first), last=str(last)
            )
        return say("picture.title.days", language, place=place, years=years)
    at_sea = name in SEA_VIEWS or request.claimants or not {*request.layers} & {*HELD}
    kind = "land"
    if request.ground == GROUNDS[1] and {*request.layers} & {*HELD}:
        kind = "age"
    if at_sea and {*request.layers} & {CLAIMED, DISPUTED, LINES_AT_SEA}:
        kind = "sea"
    if kind == "land" and name in (None, COUNTRY):
        return say("map.title", language)
    return say(f"picture.title.{kind}", language, place=place)


def word(key: str, language: str, **values: object) -> str:
    """Return what a legend calls one of its keys, of `geo.layers.legend.ORDER`."""
    if key.startswith(SEA_OF):
        return waters.word(key, language)
    if key in LAYER_OF_CAMP:
        return say(f"camp.{key}", language)
    if key in NAMES:
        return say(f"layer.{key}", language)
    if key == AGE:
        return say("map.age_scale", language, **quoted(language))
    if has(f"picture.key.{key}"):
        return say(f"picture.key.{key}", language, **values)
    return explained(key)[language]


def statement(language: str, nominal: bool) -> str:
    """Return what the areas mean, and the nominal ones if there are any."""
    if nominal:
        return say("picture.statement_nominal", language, **quoted(language))
    return say("picture.statement", language)


def sources(
    source_ids: Collection[str], language: str, publishers: Mapping[str, str]
) -> str:
    """Return how many publications a picture rests on, and who published the most.

    Parameters
    ----------
    source_ids : collection of str
    language : str
    publishers : mapping of str to str
        The publisher of each source that the picture's manifest lists; none: it has no
        manifest, and its sources are counted only.

    Returns
    -------
    str
    """
    count = len(source_ids)
    if not source_ids:
        return say("picture.no_sources", language)
    if not publishers:
        return say("picture.sources_bare", language, count=count)
    counted = Counter(publishers[i] for i in source_ids if i in publishers)
    unbroken = {name: name.replace(" ", "\u00a0") for name in counted}
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    most = listed((unbroken[name] for name in ranked[:MOST_NAMED]), language)
    rest = len(ranked) - MOST_NAMED
    tail = say("picture.more", language, count=rest) if rest > 0 else ""
    return say("picture.sources", language, count=count, most=most or "–", more=tail)


def data(language: str) -> str:
    """Return where the ground comes from, and the version of the atlas."""
    return say("picture.data", language, version=__version__)


def degrees(kind: str, value: float, language: str) -> str:
    """Return a meridian (kind ``lon``) or parallel (``lat``) as a map writes it."""
    point = {"lon": ("east", "west"), "lat": ("north", "south")}[kind][value < 0]
    letter = say(f"picture.compass.{point}", language) if value else ""
    return f"{abs(value):g}°{letter}"


def folded(name: str) -> list[list[str]]:
    """Return a name in one line, and in two of like length if it has two words."""
    words = name.split(" ")
    if len(words) < 2:
        return [[name]]
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return [[name], list(min(cuts, key=lambda cut: max(map(len, cut))))]


def spaced(text: str, language: str) -> str:
    """Return a name of water or a country, spread out where its script allows it."""
    if direction(language) == "rtl":  # its letters are joined
        return text
    return "\u2009".join(text).replace(" ", "\u2009 ")

"""The texts of a still picture: title, legend, statement, sources, degrees."""

from collections import Counter
from collections.abc import Collection, Mapping

import geopandas as gpd
import shapely

from geo import __version__
from geo.layers import prominence
from geo.layers.legend import AGE, SEA_OF
from geo.layers.quoted import explained, quoted
from geo.pictures import waters, window
from geo.request import Request
from geo.shown import GROUNDS
from geo.style.layers import (
    CLAIMED,
    DISPUTED,
    HELD,
    LAYER_OF_CAMP,
    LINES_AT_SEA,
    NAMES,
)
from geo.views import COUNTRY, SEA_VIEWS
from geo.words import direction, has, listed, named, say

CLOSE_M = 400_000.0
"""A view that is no wider may be called after a town, in metres..."""

MIDDLE_SHARE = 0.15
"""... that lies no farther from its middle than so much of its width."""

TOWN = "town"
"""In place of the name of a view."""

MOST_NAMED = 4
"""Of the publishers a picture rests on, this many are named."""


def named_with_days(request: Request) -> str:
    """Return the title of a picture and its days, as lists and programs show it."""
    days = ", ".join(day.isoformat() for day in request.days)
    return say("picture.named", request.language, title=title(request), days=days)


def title(request: Request) -> str:
    """Return the title of a picture: the reader's own, or one of what it shows.

    Parameters
    ----------
    request : geo.request.Request

    Returns
    -------
    str
        One line in the request's language: what changed between two days, whose the sea
        is where a view or its claimants are about that, or who controls a place.
    """
    name = window.nearest_name(request.view)
    return _title(request, name, say(f"view.{name or COUNTRY}", request.language))


def suggested(request: Request, places: gpd.GeoDataFrame) -> str:
    """Return the title that a reader is offered: `title`, or after a town.

    Parameters
    ----------
    request : geo.request.Request
    places : geopandas.GeoDataFrame
        Features of the layer ``places``.

    Returns
    -------
    str
        Where no view that has a name shows much the same, and the request's own is a
        close one, the most important settlement around its middle is in the title.
    """
    town = None if window.nearest_name(request.view) else _town(request, places)
    return _title(request, TOWN, town) if town else title(request)


def _town(request: Request, places: gpd.GeoDataFrame) -> str | None:
    """Return the name of the chief settlement in the middle of a close view."""
    shown = window.window(request.view)
    if shown.width > CLOSE_M:
        return None
    west, south, east, north = shown.box
    middle = shapely.Point((west + east) / 2, (south + north) / 2)
    settled = places[places["kind"].isin(prominence.SYMBOLS[prominence.SETTLEMENT])]
    points = settled.geometry.to_crs(shown.crs)
    near = settled[points.dwithin(middle, MIDDLE_SHARE * shown.width)]
    if near.empty:
        return None
    return named(prominence.ranked(near).iloc[0], request.language)


def _title(request: Request, name: str | None, place: str) -> str:
    """Return a title after what a picture shows, of a place by its name."""
    if request.title:
        return request.title
    language = request.language
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
    """Return the text of a key of the legend, of `geo.layers.legend.ORDER`."""
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
    """Return the sources of the base data, and the version of the atlas."""
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

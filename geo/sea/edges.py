"""Where coasts, medians and limits run into the edge of the data, in words."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground import prepared
from geo.sea import coasts, medians, waters
from geo.sea.coasts import Coast
from geo.sea.names import state_name
from geo.sea.paths import NM
from geo.words import SOURCE, say

NEAR_DEGREES = 0.02
"""How near to the edge of the data a line's end counts as cut by it."""

ELSEWHERE = ("egypt", "france", "israel", "morocco", "russia", "spain")
"""States with a coast in the data that lie on other seas too."""


def of_coasts(measured: Iterable[Coast], language: str = SOURCE) -> list[str]:
    """Return what of some coasts the data lack, one sentence each.

    Parameters
    ----------
    measured : iterable of Coast
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    list of Text

    Examples
    --------
    >>> of_coasts([coasts.from_points([(15.0, 34.0), (16.0, 34.0)])])
    []
    """
    edges: dict[str, None] = {}
    for coast in measured:
        for stretch in coast.stretches:
            if stretch.part == "mainland":
                edges.update(dict.fromkeys(_of_stretch(stretch, language)))
    return list(edges)


def _of_stretch(stretch: coasts.Stretch, language: str) -> Iterator[str]:
    name = state_name(stretch.state, language)
    for lon, lat in stretch.path[[0, -1]]:
        if not waters.FRAME.contains(shapely.Point(lon, lat)):
            at = f"{lat:.2f}, {lon:.2f}"
            yield say("sea.notes.coast_ends", language, state=name, at=at)
    if stretch.state in ELSEWHERE:
        other = say(f"sea.other_seas.{stretch.state}", language)
        yield say("sea.notes.other_sea", language, state=name, sea=other)


def of_lines(
    lines: Iterable[shapely.LineString], kind: str, language: str = SOURCE
) -> list[str]:
    """Return where lines are cut at the edge of the data, or leave it.

    Parameters
    ----------
    lines : iterable of shapely.LineString
        WGS84.
    kind : str
        ``median`` or ``limit``.
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    list of Text
        One sentence, or none.

    Examples
    --------
    >>> of_lines([shapely.LineString([(15.0, 34.0), (16.0, 34.0)])], "the line")
    []
    """
    spots: list[tuple[float, float]] = []
    for line in lines:
        spots += _at_edge(np.array(line.coords))
    if not spots:
        return []
    shown = _places(spots, language)
    return [say(f"sea.notes.{kind}_at_edge", language, places=shown)]


def _places(spots: Sequence[tuple[float, float]], language: str) -> str:
    """Return places as latitude and longitude, the first `MOST` of them."""
    shown = "; ".join(f"{lat:.2f}, {lon:.2f}" for lon, lat in spots[:MOST])
    if len(spots) <= MOST:
        return shown
    more = len(spots) - MOST
    return say("sea.notes.more_places", language, places=shown, count=more)


def of_reach(
    lines: Iterable[shapely.LineString],
    measured: Iterable[Coast],
    language: str = SOURCE,
) -> list[str]:
    """Return where a median ends because a coast is too far off, in a sentence or none.

    Parameters
    ----------
    lines : iterable of shapely.LineString
        Of the median, WGS84.
    measured : iterable of Coast
        The two coasts that it is a median of.
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    list of Text

    Examples
    --------
    >>> coast = coasts.from_points([(15.0, 34.0), (16.0, 34.0)])
    >>> of_reach([shapely.LineString([(15.0, 35.0), (16.0, 35.0)])], [coast])
    []
    """
    ends = np.array([line.coords[i] for line in lines for i in (0, -1)])
    metres = np.max([coast.nearest(ends).metres for coast in measured], axis=0)
    spots = [tuple(end) for end in ends[metres > medians.REACH_M - AT_REACH_M].tolist()]
    if not spots:
        return []
    miles = f"{medians.REACH_M / NM:g}"
    shown = _places(spots, language)
    return [say("sea.notes.median_at_reach", language, places=shown, miles=miles)]


AT_REACH_M = 50.0
"""How much nearer than that a line's end counts as cut there."""


def of_water(water: BaseGeometry, language: str = SOURCE) -> list[str]:
    """Return that a water is cut at the edge of the data, if it is.

    Examples
    --------
    >>> of_water(shapely.box(15, 34, 16, 35))
    []
    """
    shared = shapely.intersection(water.boundary, waters.FRAME.boundary)
    if shared.length < NEAR_DEGREES:
        return []
    return [say("sea.notes.water_at_edge", language)]


MOST = 6
"""How many places one sentence names."""


def _at_edge(path: np.ndarray) -> list[tuple[float, float]]:
    """Return where a line touches or crosses the edge of the data."""
    edge = waters.FRAME.boundary
    inside = shapely.contains_xy(prepared(waters.FRAME), path)
    crossing = np.flatnonzero(inside[1:] != inside[:-1])
    spots = [path[i] for i in crossing]
    if not len(crossing):
        ends = path[[0, -1]]
        near = shapely.distance(edge, shapely.points(ends)) < NEAR_DEGREES
        spots = list(ends[near])
    return [(float(lon), float(lat)) for lon, lat in spots]

"""Notes on where coasts, medians and limits meet the edge of the data."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground import prepared
from geo.sea import coasts, medians, waters
from geo.sea.coasts import Coast
from geo.sea.names import coast_name, state_name
from geo.sea.paths import NM
from geo.sea.space import Array
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
    return _note(f"{kind}_at_edge", spots, language)


def _note(
    key: str, spots: Sequence[tuple[float, float]], language: str, **values: str
) -> list[str]:
    """Return a sentence about places, or none if there are none."""
    if not spots:
        return []
    shown = _places(spots, language)
    return [say(f"sea.notes.{key}", language, places=shown, **values)]


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
    ends = _ends(lines)
    metres = np.max([coast.nearest(ends).metres for coast in measured], axis=0)
    spots = _spots(ends[metres > medians.REACH_M - AT_REACH_M])
    miles = f"{medians.REACH_M / NM:g}"
    return _note("median_at_reach", spots, language, miles=miles)


AT_REACH_M = 50.0
"""How much nearer than that a line's end counts as cut there."""


def of_land(
    lines: Iterable[shapely.LineString],
    measured: Iterable[Coast],
    language: str = SOURCE,
) -> list[str]:
    """Return where a median runs ashore that it is not measured from, or none.

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
    >>> of_land([shapely.LineString([(15.0, 35.0), (16.0, 35.0)])], [coast])
    []
    """
    ends = _ends(lines)
    shore = shapely.difference(waters.sea().boundary, waters.FRAME.boundary)
    ashore = shapely.distance(shore, shapely.points(ends)) < ASHORE_DEGREES
    off = np.min([coast.nearest(ends).metres for coast in measured], axis=0) > OFF_M
    spots = _spots(ends[ashore & off])
    return _note("median_on_land", spots, language)


ASHORE_DEGREES = 0.0005
"""How near to a shore a line's end counts as stopped by it: some 50 m."""

OFF_M = 500.0
"""From how far off the coasts of a median another shore is none of theirs."""


def of_third(
    lines: Iterable[shapely.LineString],
    measured: Sequence[Coast],
    language: str = SOURCE,
) -> list[str]:
    """Return where a third coast ends a median, in a sentence or none.

    Parameters
    ----------
    lines : iterable of shapely.LineString
        Of the median, WGS84.
    measured : sequence of Coast
        The two coasts that it is a median of, and the third if there is one.
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    list of Text

    Examples
    --------
    >>> coast = coasts.from_points([(15.0, 34.0), (16.0, 34.0)])
    >>> of_third([shapely.LineString([(15.0, 35.0), (16.0, 35.0)])], [coast, coast])
    []
    """
    if len(measured) < 3:
        return []
    ends = _ends(lines)
    first, third = (measured[i].nearest(ends).metres for i in (0, 2))
    spots = _spots(ends[np.abs(first - third) < AT_REACH_M])
    name = coast_name(measured[2].name, language)
    return _note("median_at_third", spots, language, coast=name)


def _ends(lines: Iterable[shapely.LineString]) -> Array:
    """Return both ends of every line, one row a point."""
    return np.array([line.coords[i] for line in lines for i in (0, -1)])


def _spots(points: Array) -> list[tuple[float, float]]:
    return [(lon, lat) for lon, lat in points.tolist()]


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
    ends = path[[0, -1]]
    out = ends[~inside[[0, -1]]]
    if len(crossing) and not len(out):
        beyond = shapely.contains_xy(prepared(waters.land()), path[~inside])
        crossing = crossing[: 0 if beyond.all() else None]
    spots = [*path[crossing], *([] if len(crossing) else out)]
    if inside.all():
        near = shapely.distance(edge, shapely.points(ends)) < NEAR_DEGREES
        spots = list(ends[near])
    return [(float(lon), float(lat)) for lon, lat in spots]

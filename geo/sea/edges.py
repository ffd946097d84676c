"""Where coasts, medians and limits run into the edge of the data, in words."""

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import Text
from geo.sea import coasts, waters
from geo.sea.coasts import Coast

NEAR_DEGREES = 0.02
"""How near to the edge of the data a line's end counts as cut by it."""

ELSEWHERE = {
    "egypt": "red_sea",
    "france": "atlantic_and_overseas",
    "israel": "gulf_of_aqaba",
    "morocco": "atlantic",
    "russia": "other_seas",
    "spain": "atlantic",
}
"""Other seas on which states with a coast in the data lie."""


def of_coasts(measured: Iterable[Coast]) -> list[Text]:
    """Return what of some coasts the data lack, one sentence each.

    Parameters
    ----------
    measured : iterable of Coast

    Returns
    -------
    list of Text

    Examples
    --------
    >>> of_coasts([coasts.from_points([(15.0, 34.0), (16.0, 34.0)])])
    []
    """
    edges: dict[Text, None] = {}
    for coast in measured:
        for stretch in coast.stretches:
            if stretch.part == "mainland":
                edges.update(dict.fromkeys(_of_stretch(stretch)))
    return list(edges)


def _of_stretch(stretch: coasts.Stretch) -> Iterator[Text]:
    for lon, lat in stretch.path[[0, -1]]:
        if not waters.FRAME.contains(shapely.Point(lon, lat)):
            spot = f"{lat:.2f}, {lon:.2f}"
            yield Text("sea.edges.ends", state=stretch.state, spot=spot)
    if stretch.state in ELSEWHERE:
        there = Text(f"sea.edges.{ELSEWHERE[stretch.state]}")
        yield Text("sea.edges.elsewhere", state=stretch.state, there=there)


def of_lines(lines: Iterable[shapely.LineString], what: Text) -> list[Text]:
    """Return where lines are cut at the edge of the data, or leave it.

    Parameters
    ----------
    lines : iterable of shapely.LineString
        WGS84.
    what : Text
        What the sentences call them.

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
    shown = "; ".join(f"{lat:.2f}, {lon:.2f}" for lon, lat in spots[:MOST])
    if len(spots) <= MOST:
        return [Text("sea.edges.meets", what=what, spots=shown)]
    more = len(spots) - MOST
    return [Text("sea.edges.meets_often", what=what, spots=shown, count=more)]


def of_water(water: BaseGeometry, what: Text) -> list[Text]:
    """Return that a water is cut at the edge of the data, if it is.

    Examples
    --------
    >>> of_water(shapely.box(15, 34, 16, 35), Text("cli.usage"))
    []
    """
    shared = shapely.intersection(water.boundary, waters.FRAME.boundary)
    if shared.length < NEAR_DEGREES:
        return []
    return [Text("sea.edges.goes_on", what=what)]


MOST = 6
"""How many places one sentence names."""


def _at_edge(path: np.ndarray) -> list[tuple[float, float]]:
    """Return where a line touches or crosses the edge of the data."""
    edge = waters.FRAME.boundary
    inside = shapely.contains_xy(waters.FRAME, path)
    crossing = np.flatnonzero(inside[1:] != inside[:-1])
    spots = [path[i] for i in crossing]
    if not len(crossing):
        ends = path[[0, -1]]
        near = shapely.distance(edge, shapely.points(ends)) < NEAR_DEGREES
        spots = list(ends[near])
    return [(float(lon), float(lat)) for lon, lat in spots]

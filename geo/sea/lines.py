"""Lines as their texts publish them, or as their recipe draws them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from functools import cache

import numpy as np
import shapely

from geo.errors import SeaError
from geo.records.rows import grouped
from geo.records.tables.sea import RECIPE, MaritimeLine, MaritimePoint
from geo.sea import cached, coasts, limits, medians, paths, plain, tracing, waters
from geo.sea.paths import NM, Point
from geo.sea.space import Array

LIMIT_DEGREES = 0.0005
"""How far a limit at a distance may stray where it is drawn: some 50 m, for its arcs
have a vertex every few metres."""

AREA = "area"
"""Role of lines that go from their last point back to their first."""


@dataclass(frozen=True)
class Drawn:
    """A line where it is.

    Attributes
    ----------
    shape : shapely.LineString or shapely.MultiLineString
        WGS84 (EPSG:4326), dense enough to be drawn straight on a map.
    points : list of (lon, lat)
        Its turning points, WGS84.
    stretches : list of geo.sea.medians.Stretch
        Of a computed median, with the base points of each; else empty.
    length_nm : float
    between : tuple of str
        The two states whose sea it parts, or none.
    """

    shape: shapely.LineString | shapely.MultiLineString
    points: list[Point]
    stretches: list[medians.Stretch]
    length_nm: float
    between: tuple[str, ...] = ()


def turning_points(
    maritime_lines: Iterable[MaritimeLine], maritime_points: Iterable[MaritimePoint]
) -> dict[str, list[Point]]:
    """Return the turning points of every line that has some, in order.

    Parameters
    ----------
    maritime_lines, maritime_points : iterable of rows
        As in `geo.records.read.Records`.

    Returns
    -------
    dict of str to list of (lon, lat)
        By line id; degrees, moved from the line's datum to WGS84.

    Raises
    ------
    SeaError
        If nobody knows a line's datum.

    Examples
    --------
    >>> from geo.records.read import load
    >>> records = load()
    >>> points = turning_points(records.maritime_lines, records.maritime_points)
    >>> len(points["tr-ly-2019"])
    2
    """
    ordered = sorted(maritime_points, key=lambda point: point.seq)
    points_of = grouped(ordered, lambda point: point.line_id)
    points: dict[str, list[Point]] = {}
    for line in maritime_lines:
        if line.line_id in points_of:
            printed = [(point.lon, point.lat) for point in points_of[line.line_id]]
            with _named(line.line_id):
                points[line.line_id] = paths.to_wgs84(printed, line.datum)
    return points


def baselines(
    maritime_lines: Iterable[MaritimeLine], maritime_points: Iterable[MaritimePoint]
) -> coasts.Baselines:
    """Return the straight baselines on record, by the state that drew each.

    Parameters
    ----------
    maritime_lines, maritime_points : iterable of rows
        As in `geo.records.read.Records`.

    Returns
    -------
    tuple of (state, points)

    Examples
    --------
    >>> from geo.records.read import load
    >>> records = load()
    >>> straight = baselines(records.maritime_lines, records.maritime_points)
    >>> "libya" in {state for state, _ in straight}
    True
    """
    points = turning_points(maritime_lines, maritime_points)
    drawn = [line for line in maritime_lines if line.role == "baseline"]
    return tuple(
        (
            line.claimants.lower(),
            _coordinates(paths.drawn(points[line.line_id], line.line_type)),
        )
        for line in sorted(drawn, key=lambda line: line.line_id)
    )


def _coordinates(line: shapely.LineString) -> tuple[Point, ...]:
    return tuple((float(lon), float(lat)) for lon, lat in line.coords)


class Lines(Mapping[str, Drawn]):
    """Every line where it is, by its id, drawn when first asked for.

    Parameters
    ----------
    maritime_lines, maritime_points : iterable of rows
        As in `geo.records.read.Records`.

    Raises
    ------
    SeaError
        If nobody knows a line's datum; when asked for, if a line cannot be drawn.
    """

    def __init__(
        self,
        maritime_lines: Iterable[MaritimeLine],
        maritime_points: Iterable[MaritimePoint],
    ) -> None:
        self._rows = {line.line_id: line for line in maritime_lines}
        self._points = turning_points(maritime_lines, maritime_points)
        self._straight = baselines(maritime_lines, maritime_points)
        self._drawn: dict[str, Drawn] = {}

    def __getitem__(self, line_id: str) -> Drawn:
        if line_id not in self._drawn:
            self._drawn[line_id] = self._draw(self._rows[line_id])
        return self._drawn[line_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def _draw(self, line: MaritimeLine) -> Drawn:
        with _named(line.line_id):
            if line.recipe:
                drawn = draw(line.recipe, self._straight)
            else:
                turns = self._points.get(line.line_id, [])
                path = [*turns, *turns[:1]] if line.role == AREA else turns
                shape = paths.drawn(path, line.line_type)
                drawn = Drawn(shape, turns, [], paths.length_m(shape) / NM)
        states = tuple(line.between.split("; ")) if line.between else ()
        return replace(drawn, between=states)


@contextmanager
def _named(line_id: str) -> Iterator[None]:
    """Say which line an error is about."""
    try:
        yield
    except SeaError as error:
        raise SeaError("error.sea.line", line_id=line_id, error=error) from error


@cache
def draw(recipe: str, straight: coasts.Baselines = ()) -> Drawn:
    """Return the line that a recipe draws.

    Parameters
    ----------
    recipe : str
        ``median A B EFFECT`` or ``limit A MILES``, either followed by ``apart C``, and
        a limit then by ``inside W S E N`` (degrees, WGS84).
    straight : tuple of (state, points)
        The straight baselines on record.

    Returns
    -------
    Drawn

    Raises
    ------
    SeaError
        If the recipe is none, names no coast, or draws nothing.

    Examples
    --------
    >>> draw("limit gavdos 12").length_nm > 0
    True
    """
    if not re.fullmatch(RECIPE, recipe):
        raise SeaError("error.sea.recipe", recipe=recipe)
    return cached.cached(
        [recipe, straight], lambda: _draw(recipe, straight), _dump, _load
    )


def _draw(recipe: str, straight: coasts.Baselines) -> Drawn:
    what, *rest = recipe.split()
    apart = rest[rest.index("apart") + 1] if "apart" in rest else ""
    box = rest[rest.index("inside") + 1 :] if "inside" in rest else []
    if what == "median":
        first, second, effect = rest[:3]
        median = medians.named(first, second, effect, apart, straight)
        stretches = [s for line in median.stretches for s in line]
        turns = [spot for _, spot in plain.turning_points(median.stretches)]
        return Drawn(_one(median.lines), turns, stretches, median.length_nm)
    coast = coasts.select(rest[0], baselines=straight)
    lines = _limit(coast, float(rest[1]), apart, box)
    if not lines:
        raise SeaError("error.sea.draws_nothing", recipe=recipe)
    length = sum(paths.length_m(line) for line in lines) / NM
    drawn = [shapely.LineString(line.simplify(LIMIT_DEGREES).coords) for line in lines]
    return Drawn(_one(drawn), [], [], length)


def _dump(line: Drawn) -> bytes:
    """Return a line as bytes, to the last bit."""
    stretches = [
        [
            stretch.points,
            [astuple(point) for point in stretch.base],
            stretch.distance_nm,
        ]
        for stretch in line.stretches
    ]
    shape = shapely.to_wkb(line.shape, hex=True)
    return json.dumps([shape, line.points, stretches, line.length_nm]).encode()


def _load(data: bytes) -> Drawn:
    shape, points, stretches, length_nm = json.loads(data)
    return Drawn(
        shapely.from_wkb(shape),
        [(lon, lat) for lon, lat in points],
        [
            medians.Stretch(
                tuple((lon, lat) for lon, lat in path),
                tuple(medians.BasePoint(*point) for point in base),
                distance_nm,
            )
            for path, base, distance_nm in stretches
        ],
        length_nm,
    )


def _limit(
    coast: coasts.Coast, miles: float, apart: str, box: list[str]
) -> list[shapely.LineString]:
    """Return the limit of a coast at sea, in a box and where no other coast is nearer.

    An empty box is no box.
    """
    margins = [tracing.within(waters.sea())]
    if box:
        west, south, east, north = map(float, box)
        margins.append(tracing.within(shapely.box(west, south, east, north)))
    if apart:
        third = coasts.select(apart)

        def beaten(points: Array) -> Array:
            return np.asarray(third.nearest(points).metres - miles * NM)

        margins.append(beaten)
    pieces = limits.envelope(coast, miles)
    for margin in margins:
        pieces = [part for piece in pieces for part in tracing.kept(piece, margin)]
    return [shapely.LineString(piece.points) for piece in pieces]


def _one(
    lines: list[shapely.LineString],
) -> shapely.LineString | shapely.MultiLineString:
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)

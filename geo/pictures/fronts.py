"""Lines between camps on a picture: joined, smoothed, and faint where they end."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geo.control.fronts import END_M
from geo.layers import looks
from geo.layers.rows import rows
from geo.style import FRONT_BAND_KM
from geo.style.looks import LOOKS

KINDS = ("before", "minor", "firm")
"""Kinds of lines between camps, of `geo.style.LINES`, from below."""

FADE_M = 30_000.0
"""Over so much of its end a front fades."""

FADE_INCH = 0.42
"""And over no more than this on paper: ``FADE_PX`` of ``geo/web/static/fronts.js``."""

FADES = (0.66, 0.38, 0.16)
"""Its opacity from there to the very end; so too in ``geo/web/static/fronts.js``."""

LONE_M = 90_000.0
"""A front that is open at both its ends is at least so long."""

CUTS = 2
"""How often corners are cut."""

STRAY = 0.013
"""A corner is cut no farther off than this share of a picture's width, so that the line
stays on its band; there is no such bound to what is drawn for other uses."""

STUB_M = 1000 * FRONT_BAND_KM
"""A front that leaves another one for the open is at least so long."""


@attrs.frozen
class _Line:
    """A line between camps."""

    look: str
    geometry: BaseGeometry


def by_kind(lines: gpd.GeoDataFrame, wide: float) -> dict[str, BaseGeometry]:
    """Return the lines between camps by kind (of `KINDS`), smoothed for a picture.

    Parameters
    ----------
    lines : geopandas.GeoDataFrame
        In metres.
    wide : float
        How much ground the picture shows from side to side, in metres.

    Returns
    -------
    dict of str to shapely MultiLineString
    """
    kinds: dict[str, list[BaseGeometry]] = {}
    for line in rows(lines, _Line) if len(lines) else ():
        kind = LOOKS[line.look].line if line.look in LOOKS else line.look
        kinds.setdefault(kind, []).append(line.geometry)
    most = STRAY * wide
    return {kind: smoothed(kinds[kind], most) for kind in KINDS if kind in kinds}


def with_names(lines: gpd.GeoDataFrame, wide: float) -> gpd.GeoDataFrame:
    """Return those lines between camps that have a name, each whole, as `by_kind`.

    Lines of another day that is compared with are not among them.
    """
    if not len(lines):
        return lines
    called = lines[lines["front_id"].notna() & lines[looks.COLUMN].isin(LOOKS.keys())]
    ids = called["front_id"]
    of = {i: list(called.geometry[ids == i]) for i in ids.unique()}
    whole = [smoothed(each, STRAY * wide) for each in of.values()]
    first = called.drop_duplicates("front_id")
    return first.set_geometry(gpd.GeoSeries(whole, first.index, crs=lines.crs))


def smoothed(lines: Sequence[BaseGeometry], most: float = np.inf) -> BaseGeometry:
    """Return lines joined where just two meet, their corners cut by Chaikin's method.

    Parameters
    ----------
    lines : sequence of shapely (Multi)LineString
        In metres.
    most : float
        How far from a corner it may be cut, in metres.

    Returns
    -------
    shapely (Multi)LineString
        Ends stay where they are.

    Examples
    --------
    >>> corner = shapely.LineString([(0, 0), (8, 0), (8, 8)])
    >>> smoothed([corner]).length < corner.length
    True
    """
    merged = shapely.line_merge(shapely.union_all(list(lines)))
    return shapely.MultiLineString(
        [
            _cut(shapely.get_coordinates(part), most)
            for part in shapely.get_parts(merged)
        ]
    )


def _cut(xy: np.ndarray, most: float) -> shapely.LineString:
    ring = bool((xy[0] == xy[-1]).all())
    for _ in range(CUTS if len(xy) > 2 else 0):
        step = np.diff(xy, axis=0)
        length = np.hypot(*step.T)[:, None]
        cut = step * np.minimum(0.25, most / np.maximum(length, 1e-9))
        inner = np.stack([xy[:-1] + cut, xy[1:] - cut], axis=1)
        inner = inner.reshape(-1, 2)
        xy = np.vstack([inner, inner[:1]] if ring else [xy[:1], inner, xy[-1:]])
    return shapely.LineString(xy)


def faded(
    fronts: Mapping[str, BaseGeometry], outline: BaseGeometry, most: float = FADE_M
) -> Iterator[tuple[str, BaseGeometry, float]]:
    """Yield fronts in the parts in which they are drawn.

    Parameters
    ----------
    fronts : mapping of str to shapely (Multi)LineString
        By kind, in metres.
    outline : shapely geometry
        That of the country: where a front ends neither there nor at another, nothing
        is known of its course beyond.
    most : float, optional
        Over so much of its end a front fades, in metres.

    Yields
    ------
    kind : str
    part : shapely LineString
    share : float
        How opaque the part is, 0 to 1.
    """
    lines = [
        (kind, line) for kind in fronts for line in shapely.get_parts(fronts[kind])
    ]
    met = Counter(end for _, line in lines for end in _ends(line))
    stubs = [line for _, line in lines if _is_stub(line, met, outline)]
    met -= Counter(end for line in stubs for end in _ends(line))
    for kind, line in lines:
        if line in stubs:
            continue
        length = line.length
        ends = zip(_ends(line), (0.0, length), strict=True)
        open_at = [at for end, at in ends if met[end] == 1 and not _meets(outline, end)]
        if len(open_at) == 2 and length < LONE_M:
            continue  # a stroke in mid-desert tells nothing
        fade = min(most, length / 2)
        for at in open_at:
            edges = np.linspace(abs(at - fade), at, len(FADES) + 1)
            for share, one, other in zip(FADES, edges[:-1], edges[1:], strict=True):
                yield kind, substring(line, *sorted((one, other))), share
        start = fade if 0.0 in open_at else 0.0
        stop = length - fade if length in open_at else length
        if stop > start:
            yield kind, substring(line, start, stop), 1.0


def bands(
    parts: Iterable[tuple[BaseGeometry, float]], wide: float, land: BaseGeometry
) -> Iterator[tuple[BaseGeometry, float]]:
    """Yield the bands on which fronts are drawn: none lies over another.

    Parameters
    ----------
    parts : iterable of (shapely LineString, float)
        In metres, each with how opaque it is, as `faded` yields them.
    wide : float
        From one side of a band to the other, in metres.
    land : shapely (Multi)Polygon
        Bands end with it.

    Yields
    ------
    band : shapely geometry
    share : float
        How opaque it is: where parts meet, as much as the strongest.

    Examples
    --------
    >>> lines = [shapely.LineString([(0, x), (9, 9 - x)]) for x in (0, 9)]
    >>> square = shapely.box(0, 0, 9, 9)
    >>> (cross,) = bands([(line, 1.0) for line in lines], 2, square)
    >>> cross[0].geom_type, cross[1]
    ('Polygon', 1.0)
    """
    by_share: dict[float, list[BaseGeometry]] = {}
    for part, share in parts:
        by_share.setdefault(share, []).append(part)
    covered: BaseGeometry = shapely.Polygon()
    for share in sorted(by_share, reverse=True):
        whole = shapely.union_all(shapely.buffer(by_share[share], wide / 2))
        band = shapely.intersection(whole, land)
        yield shapely.difference(band, covered), share
        covered = shapely.union(covered, band)


def _is_stub(line: BaseGeometry, met: Counter[Any], outline: BaseGeometry) -> bool:
    """Return whether a line goes from another one a little into the open."""
    return (
        line.length < STUB_M
        and sorted(min(met[end], 2) for end in _ends(line)) == [1, 2]
        and not any(_meets(outline, end) for end in _ends(line))
    )


def _ends(line: BaseGeometry) -> tuple[tuple[float, float], tuple[float, float]]:
    (x, y), (u, v) = shapely.get_coordinates(line)[[0, -1]].round(1).tolist()
    return (x, y), (u, v)


def _meets(outline: BaseGeometry, end: tuple[float, float]) -> bool:
    return bool(shapely.dwithin(outline, shapely.Point(end), END_M))

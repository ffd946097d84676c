"""Lines between camps on a picture: joined, smoothed, and faint where they end."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs
import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geo.control.fronts import END_M
from geo.layers import looks
from geo.layers.rows import rows
from geo.style.looks import LOOKS

KINDS = ("before", "minor", "firm")
"""Kinds of lines between camps, of `geo.style.LINES`, from below."""

FADE_M = 30_000.0
"""Over so much of its end a front fades."""

FADES = (0.66, 0.38, 0.16)
"""Its opacity from there to the very end; so too in ``geo/web/static/ground.js``."""

LONE_M = 90_000.0
"""A front that is open at both its ends is at least so long."""

CUTS = 2
"""How often corners are cut."""


@attrs.frozen
class _Line:
    """A line between camps."""

    look: str
    geometry: BaseGeometry


def by_kind(lines: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
    """Return the lines between camps by kind (of `KINDS`), smoothed."""
    kinds: dict[str, list[BaseGeometry]] = {}
    for line in rows(lines, _Line) if len(lines) else ():
        kind = LOOKS[line.look].line if line.look in LOOKS else line.look
        kinds.setdefault(kind, []).append(line.geometry)
    return {kind: smoothed(kinds[kind]) for kind in KINDS if kind in kinds}


def with_names(lines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return those lines between camps that have a name, each whole and smoothed.

    Lines of another day that is compared with are not among them.
    """
    if not len(lines):
        return lines
    called = lines[lines["front_id"].notna() & lines[looks.COLUMN].isin(LOOKS.keys())]
    ids = called["front_id"]
    whole = [smoothed(list(called.geometry[ids == i])) for i in ids.unique()]
    first = called.drop_duplicates("front_id")
    return first.set_geometry(gpd.GeoSeries(whole, first.index, crs=lines.crs))


def smoothed(lines: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return lines joined where just two meet, their corners cut by Chaikin's method.

    Parameters
    ----------
    lines : sequence of shapely (Multi)LineString
        In metres.

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
        [_cut(shapely.get_coordinates(part)) for part in shapely.get_parts(merged)]
    )


def _cut(xy: np.ndarray) -> shapely.LineString:
    ring = bool((xy[0] == xy[-1]).all())
    for _ in range(CUTS if len(xy) > 2 else 0):
        step = np.diff(xy, axis=0)
        inner = np.stack([xy[:-1] + step / 4, xy[:-1] + 3 * step / 4], axis=1)
        inner = inner.reshape(-1, 2)
        xy = np.vstack([inner, inner[:1]] if ring else [xy[:1], inner, xy[-1:]])
    return shapely.LineString(xy)


def faded(
    fronts: Mapping[str, BaseGeometry], outline: BaseGeometry
) -> Iterator[tuple[str, BaseGeometry, float]]:
    """Yield fronts in the parts in which they are drawn.

    Parameters
    ----------
    fronts : mapping of str to shapely (Multi)LineString
        By kind, in metres.
    outline : shapely geometry
        That of the country: where a front ends neither there nor at another, nothing
        is known of its course beyond.

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
    for kind, line in lines:
        length = line.length
        ends = zip(_ends(line), (0.0, length), strict=True)
        open_at = [at for end, at in ends if met[end] == 1 and not _meets(outline, end)]
        if len(open_at) == 2 and length < LONE_M:
            continue  # a stroke in mid-desert tells nothing
        fade = min(FADE_M, length / 2)
        for at in open_at:
            edges = np.linspace(abs(at - fade), at, len(FADES) + 1)
            for share, one, other in zip(FADES, edges[:-1], edges[1:], strict=True):
                yield kind, substring(line, *sorted((one, other))), share
        start = fade if 0.0 in open_at else 0.0
        stop = length - fade if length in open_at else length
        if stop > start:
            yield kind, substring(line, start, stop), 1.0


def _ends(line: BaseGeometry) -> tuple[tuple[float, float], tuple[float, float]]:
    (x, y), (u, v) = shapely.get_coordinates(line)[[0, -1]].round(1).tolist()
    return (x, y), (u, v)


def _meets(outline: BaseGeometry, end: tuple[float, float]) -> bool:
    return bool(shapely.dwithin(outline, shapely.Point(end), END_M))

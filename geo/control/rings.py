"""How near evidence ground lies: every cell cut into rings, once for all days.

Within `geo.control.cells.EVIDENCE_KM` of a place with claims, the ground of a cell is
nearest to its own place. So rings around all places, cut by the cells, meet those of
the neighbours exactly, and the map of any day is a matter of labels.
"""

from collections import defaultdict
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground
from geo.control.cells import EVIDENCE_KM, GRID_M, frame_of
from geo.style import CORE, NOMINAL, RIM, RINGS

CORE_KM, MIDDLE_KM = 15.0, 28.0
"""How far the inner rings reach around a place with claims; the third, the rim, as far
as `geo.control.cells.EVIDENCE_KM`, and all beyond is nominal."""

SITE_SHARE = 0.5
"""What is true of a town is true of its surroundings sooner than what is true of an oil
field, a base or a gate in the desert: the inner rings of these reach half as far."""

LONE_KM = 2 * EVIDENCE_KM
"""A site with no other place so near tells of no ground beyond its inner rings: a wide
circle alone in the desert would claim what nobody has said."""

ALL_M = 1000 * EVIDENCE_KM + 100
"""Nothing that evidence of a place reaches lies farther off, however round its edge."""

ALONE_KM = SITE_SHARE * MIDDLE_KM
"""So far around such a site the ground is not bare."""

ROAD_KM, ROADSIDE_KM = 11.0, 22.0
"""How far on either side of a road the ground counts as middle, and as rim."""

STAGE_KM = 200.0
"""Farther apart than this, two places on a road say nothing of the ground between."""

NOTCH_KM = 14.0
"""Gaps between rings that are narrower than twice this are closed."""

ROUND_SHARE = 0.85
"""The corners of contested ground are rounded by so much of the radius of the largest
circle in it: where such ground ends is not known, still less that it has corners."""

ARC_M = 250.0
"""How far the edge of a ring may be drawn from where it is."""


def rings(
    cells: gpd.GeoDataFrame,
    places: gpd.GeoSeries,
    roads: Sequence[BaseGeometry],
    sites: Sequence[bool],
) -> gpd.GeoDataFrame:
    """Cut cells by how near a place with claims, or a road between two, they lie.

    Parameters
    ----------
    cells : geopandas.GeoDataFrame
        As `geo.control.cells.cells` returns them, in WGS84 (EPSG:4326).
    places : geopandas.GeoSeries
        Points (WGS84) of the places with claims of their own.
    roads : sequence of shapely LineString
        Roads (WGS84), cut at their places.
    sites : sequence of bool
        Which of the places are no towns, see `SITE_SHARE`.

    Returns
    -------
    geopandas.GeoDataFrame
        ``place_id``, ``nominal`` (of the cell), ``ring`` (of `geo.style.RINGS`),
        ``km2`` and polygons in WGS84 with `geo.control.cells.DECIMALS` decimals, sorted
        by these; a valid coverage of what the cells cover. No ground beyond the reach
        of evidence is core, but along roads it may be middle or rim; around a site
        without neighbours, see `LONE_KM`, some within that reach is nominal.

    Examples
    --------
    >>> columns = {"place_id": ["hun"], "nominal": [False]}
    >>> square = shapely.box(15, 27, 16, 28)
    >>> cells = gpd.GeoDataFrame(columns, geometry=[square], crs=4326)
    >>> place = gpd.GeoSeries.from_xy([15.5], [27.5], crs=4326)
    >>> rings(cells, place, [], [False])["ring"].tolist()
    ['core', 'middle', 'rim']
    """
    shapes = np.asarray(cells.geometry.to_crs(ground.EQUAL_AREA))
    nominal = cells["nominal"].to_numpy(dtype=bool)
    apart = np.asarray(sites, bool)
    points = np.asarray(places.to_crs(ground.EQUAL_AREA))
    near = shapely.union_all(shapes[~nominal], grid_size=GRID_M)
    zones = _zones(points, apart, _stages(roads), near)
    faces = _faces(shapes, zones)
    inner = shapely.point_on_surface(faces)
    ready = map(ground.prepared, zones)
    within = [np.asarray(shapely.intersects(zone, inner), int) for zone in ready]
    reached = np.sum(within, axis=0)
    parts: dict[tuple[str, bool, int], list[BaseGeometry]] = defaultdict(list)
    ids = cells["place_id"].tolist()
    for face, cell in shapely.STRtree(shapes).query(inner, predicate="within").T:
        ring = len(zones) - int(reached[face])
        parts[ids[cell], bool(nominal[cell]), ring].append(faces[face])
    keys = sorted(parts)
    united = [shapely.coverage_union_all(parts[key]) for key in keys]
    place_ids, far, ring_numbers = zip(*keys, strict=True)
    rings_of = [RINGS[number] for number in ring_numbers]
    columns = {"place_id": place_ids, "nominal": far, "ring": rings_of}
    return frame_of({name: list(values) for name, values in columns.items()}, united)


def _faces(shapes: np.ndarray, zones: Sequence[BaseGeometry]) -> np.ndarray:
    """Return the pieces into which the edges of zones cut shapes."""
    whole = shapely.union_all(shapes, grid_size=GRID_M)
    edges = [shapely.intersection(shapely.boundary(zone), whole) for zone in zones]
    noded = shapely.union_all([*shapely.boundary(shapes), *edges], grid_size=GRID_M)
    faces: np.ndarray = shapely.get_parts(shapely.polygonize([noded]))
    return faces


def rounded(rings: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the rings of ground that no side holds: a round core and its rim.

    Parameters
    ----------
    rings : geopandas.GeoDataFrame
        As `rings` returns them, or some of them.

    Returns
    -------
    geopandas.GeoDataFrame
        The same, of the same ground: of each cell that has a core, the core is less its
        corners, and these, what is middle and what is rim are one rim.

    Examples
    --------
    >>> square = shapely.box(15, 27, 15.1, 27.1)
    >>> cell = {"place_id": ["hun"], "nominal": [False], "ring": ["core"]}
    >>> frame = gpd.GeoDataFrame(cell, geometry=[square], crs=4326)
    >>> rounded(frame)["ring"].tolist()
    ['core', 'rim']
    """
    shapes = np.asarray(rings.geometry.to_crs(ground.EQUAL_AREA))
    cells = [*zip(rings["place_id"], map(bool, rings["nominal"]), strict=True)]
    of_shape = rings["ring"].tolist()
    cores = {
        cell: _round(shape)
        for cell, ring, shape in zip(cells, of_shape, shapes, strict=True)
        if ring == CORE
    }
    lines = shapely.boundary([*shapes, *cores.values()])
    noded = shapely.union_all(lines, grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    inner = shapely.point_on_surface(faces)
    parts: dict[tuple[str, bool, str], list[BaseGeometry]] = defaultdict(list)
    for face, i in shapely.STRtree(shapes).query(inner, predicate="within").T:
        core = cores.get(cells[i])
        ring = RIM if of_shape[i] != NOMINAL else NOMINAL
        if core is not None and shapely.intersects(core, inner[face]):
            ring = CORE
        parts[*cells[i], ring].append(faces[face])
    keys = sorted(parts)
    columns = dict(
        zip(("place_id", "nominal", "ring"), zip(*keys, strict=True), strict=True)
    )
    united = [shapely.coverage_union_all(parts[key]) for key in keys]
    return frame_of({name: list(values) for name, values in columns.items()}, united)


def _round(core: BaseGeometry) -> BaseGeometry:
    """Return a shape, in metres, with its corners rounded."""
    circles = shapely.maximum_inscribed_circle(np.array([core]), ARC_M)
    by = ROUND_SHARE * float(shapely.length(circles)[0])
    shape: BaseGeometry = shapely.buffer(shapely.buffer(core, -by), by, quad_segs=12)
    return shape


def _stages(roads: Sequence[BaseGeometry]) -> np.ndarray:
    """Return the stages of roads at most `STAGE_KM` long, in metres."""
    lines = gpd.GeoSeries(roads, crs=ground.WGS84).to_crs(ground.EQUAL_AREA)
    stages = np.asarray(lines, dtype=object)
    short: np.ndarray = stages[shapely.length(stages) <= STAGE_KM * 1000]
    return short


def _lone(sites: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the sites that have no other place within `LONE_KM`, in metres."""
    of, _ = shapely.STRtree(places).query(sites, "dwithin", LONE_KM * 1000)
    alone: np.ndarray = sites[np.bincount(of, minlength=len(sites)) == 1]
    return alone


def _zones(
    points: np.ndarray, sites: np.ndarray, stages: np.ndarray, near: BaseGeometry
) -> list[BaseGeometry]:
    """Return core, middle with core, and all that is not nominal, in metres."""
    inner = [
        _within(points[~sites], km).union(_within(points[sites], SITE_SHARE * km))
        for km in (CORE_KM, MIDDLE_KM)
    ]
    core, middle = inner[0], inner[1].union(_within(stages, ROAD_KM))
    for notch in (NOTCH_KM, -NOTCH_KM):
        middle = shapely.buffer(middle, notch * 1000, quad_segs=12)
    alone = shapely.buffer(_lone(points[sites], points), ALL_M, quad_segs=64)
    near = shapely.difference(near, shapely.union_all(alone), grid_size=GRID_M)
    rim = shapely.union_all([near, _within(stages, ROADSIDE_KM), middle])
    return [core, shapely.union(middle, core), rim]


def _within(shapes: np.ndarray, km: float) -> BaseGeometry:
    """Return the area within a distance of some shapes."""
    reach = shapely.buffer(shapes, km * 1000, quad_segs=12)
    return shapely.simplify(shapely.union_all(reach), ARC_M)

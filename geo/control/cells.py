"""Cells from places, spells from claims, fronts between unlike neighbours."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo.dates import SPAN_START
from geo.records import schema
from geo.records.read import Records

EVIDENCE_KM = 50.0
"""How far a claim about a place speaks for the ground around it. Four in five events
in media reports lie within 50 km of where the report puts them (Weidmann 2015,
doi:10.1177/0022002714530431), so a reported holder says little beyond that."""

GRID_M = 5.0
"""Vertices are snapped to this grid, so that neighbours share them exactly."""

SEGMENT_M = 20_000.0
"""Longest straight piece, so that an edge is drawn where it runs in any projection."""

DECIMALS = 5

NO_RECORD_CAMP = "no_record"


def cells(places: pd.DataFrame) -> gpd.GeoDataFrame:
    """Cut Libya into cells, one around each place, in two parts.

    Within `EVIDENCE_KM` of a place with claims, ground belongs to the nearest place (a
    Voronoi cell in an equal-area projection). Beyond that it is *nominal*: it belongs
    to the nearest place of its own district, for there a district border is a better
    edge than a line half-way between two oases.

    Parameters
    ----------
    places : pandas.DataFrame
        Places as in `geo.records.read.Records.places`; two at least.

    Returns
    -------
    geopandas.GeoDataFrame
        ``place_id``, ``nominal``, ``km2`` and polygons in WGS84 (EPSG:4326) with
        `DECIMALS` decimals, sorted by place; a valid coverage of Libya.
    """
    places = places.sort_values("place_id", ignore_index=True)
    points = base.project_points(list(places["lon"]), list(places["lat"]))
    libya = _projected(base.libya())
    claimed = points[(places["inherits"] == "no").to_numpy()]
    near = shapely.union_all(
        shapely.buffer(claimed.values, EVIDENCE_KM * 1000, quad_segs=16)
    )
    near = shapely.intersection(near, libya)
    districts = _districts()
    home = _nearest(districts, points.values)
    faces = _faces(points, libya, near, districts, home)
    owner, nominal = _owners(faces, points, near, districts, home)

    parts: dict[tuple[str, bool], list[BaseGeometry]] = defaultdict(list)
    for face, i, far in zip(faces, owner, nominal, strict=True):
        parts[places["place_id"].iloc[i], bool(far)].append(face)
    keys = sorted(parts)
    shapes = [shapely.coverage_union_all(parts[key]) for key in keys]
    frame = gpd.GeoDataFrame(
        {
            "place_id": [place_id for place_id, _ in keys],
            "nominal": [far for _, far in keys],
            "km2": np.round(shapely.area(shapes) / 1e6, 1),
        },
        geometry=shapes,
        crs=base.EQUAL_AREA,
    ).to_crs(base.WGS84)
    frame.geometry = shapely.transform(
        frame.geometry.values, lambda xy: np.round(xy, DECIMALS)
    )
    return frame


def _projected(shape: BaseGeometry) -> BaseGeometry:
    """Return a WGS84 shape in the equal-area projection, its long edges kept true."""
    return base.projected(shapely.segmentize(shape, 0.1))


@cache
def _districts() -> list[BaseGeometry]:
    """Return the districts in the equal-area projection."""
    return [_projected(shape) for shape in base.districts().geometry]


def _nearest(shapes: list[BaseGeometry], points: np.ndarray) -> np.ndarray:
    """Return for each point the position of the shape that holds it, or is nearest."""
    return shapely.STRtree(shapes).nearest(points)


def _faces(
    points: gpd.GeoSeries,
    libya: BaseGeometry,
    near: BaseGeometry,
    districts: list[BaseGeometry],
    home: np.ndarray,
) -> np.ndarray:
    """Return the faces between all lines along which a cell may end."""
    far = shapely.difference(libya, near)
    lines = [libya.boundary, near.boundary]
    lines.append(shapely.intersection(_bisectors(points.values, libya), near))
    for i, district in enumerate(districts):
        ground = shapely.intersection(district, far)
        inside = points.values[home == i]
        if ground.is_empty:
            continue
        lines.append(shapely.intersection(district.boundary, far))
        if len(inside) > 1:
            lines.append(shapely.intersection(_bisectors(inside, libya), ground))
    dense = shapely.segmentize(lines, SEGMENT_M)
    noded = shapely.union_all(dense, grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    inner = shapely.point_on_surface(faces)
    return faces[shapely.dwithin(libya, inner, GRID_M)]


def _bisectors(points: np.ndarray, around: BaseGeometry) -> BaseGeometry:
    edges = shapely.voronoi_polygons(
        shapely.MultiPoint(list(points)), extend_to=around, only_edges=True
    )
    return shapely.segmentize(edges, SEGMENT_M)


def _owners(
    faces: np.ndarray,
    points: gpd.GeoSeries,
    near: BaseGeometry,
    districts: list[BaseGeometry],
    home: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each face the position of its place, and whether it is nominal."""
    inner = shapely.point_on_surface(faces)
    shapely.prepare(near)
    nominal = ~shapely.intersects(near, inner)
    owner = shapely.STRtree(points.values).nearest(inner)
    district = _nearest(districts, inner)
    for i in np.unique(district[nominal]):
        local = np.flatnonzero(home == i)
        if len(local):
            chosen = np.flatnonzero(nominal & (district == i))
            tree = shapely.STRtree(points.values[local])
            owner[chosen] = local[tree.nearest(inner[chosen])]
    return owner, nominal


@dataclass(frozen=True)
class Spell:
    """One place in one state for one span of days.

    Attributes
    ----------
    place_id, claim_id : str
        The place, and the claim it rests on (an inheriting place's is another's).
    camp : str
        One of `geo.records.schema.CAMPS`, ``contested`` or ``no_record``.
    start, end : pandas.Timestamp
        Half-open; ``end`` is ``NaT`` where no later record follows.
    claim : pandas.Series
        The row of the claim.
    """

    place_id: str
    claim_id: str
    camp: str
    start: pd.Timestamp
    end: pd.Timestamp
    claim: pd.Series = field(repr=False, compare=False)


def attacked(status: Any, camp: Any) -> Any:
    """Return whether a holder keeps ground under attack, of one state or a column."""
    return (status == schema.CONTESTED) & (camp != schema.CONTESTED)


def donors(places: pd.DataFrame) -> dict[str, str]:
    """Return whose claims each place takes.

    Parameters
    ----------
    places : pandas.DataFrame
        Places as in `geo.records.read.Records.places`.

    Returns
    -------
    dict of str to str
        Place to place: itself, or for an inheriting place the nearest place with claims
        in its district (in the country, where the district has none).
    """
    points = base.project_points(list(places["lon"]), list(places["lat"])).values
    districts = _districts()
    home = _nearest(districts, points)
    own = (places["inherits"] == "no").to_numpy()
    found = {}
    for i, place_id in enumerate(places["place_id"]):
        local = np.flatnonzero(own & (home == home[i]))
        pool = local if len(local) else np.flatnonzero(own)
        nearest = pool[np.argmin(shapely.distance(points[pool], points[i]))]
        found[place_id] = place_id if own[i] else places["place_id"].iloc[nearest]
    return found


def spells(
    records: Records, of: Mapping[str, str] | None = None
) -> dict[str, list[Spell]]:
    """Return the spells of places, in order of time.

    Parameters
    ----------
    records : geo.records.read.Records
    of : mapping of str to str, optional
        Some of what `donors` returns; all places if left out.

    Returns
    -------
    dict of str to list of Spell
        By place; each list covers the whole span without gap or overlap.
    """
    of = donors(records.places) if of is None else of
    control = records.control[records.control["place_id"].isin([*of.values()])]
    camp_of = dict(zip(records.actors["actor_id"], records.actors["camp"], strict=True))
    camp_of |= {schema.CONTESTED: "contested", schema.NO_RECORD: NO_RECORD_CAMP}
    claims: dict[str, list[pd.Series]] = defaultdict(list)
    for _, claim in control.sort_values("start", kind="stable").iterrows():
        claims[claim["place_id"]].append(claim)
    return {
        place_id: [
            Spell(
                place_id,
                claim["claim_id"],
                camp_of[claim["actor_id"]],
                claim["start"],
                claim["end"],
                claim,
            )
            for claim in claims[donor]
        ]
        for place_id, donor in of.items()
    }


@dataclass(frozen=True)
class Front:
    """One edge shared by two cells while their camps are unlike.

    Attributes
    ----------
    left, right : tuple of Spell
        The spells of the two sides meanwhile, in order of time; `left` is first by
        place id. All spells of a side are of one camp.
    start, end : pandas.Timestamp
        Half-open; ``end`` is ``NaT`` where no later record follows.
    firm : bool
        Whether both sides have evidence of their own within `EVIDENCE_KM` of the edge.
    geometry : shapely LineString or MultiLineString
        The edge in WGS84 (EPSG:4326).
    """

    left: tuple[Spell, ...]
    right: tuple[Spell, ...]
    start: pd.Timestamp
    end: pd.Timestamp
    firm: bool
    geometry: BaseGeometry


def shared_edges(shapes: np.ndarray) -> dict[tuple[int, int], BaseGeometry]:
    """Return the line along which each two polygons of a coverage touch.

    Parameters
    ----------
    shapes : numpy.ndarray of shapely (Multi)Polygon
        A valid coverage: neighbours share their vertices.

    Returns
    -------
    dict of (int, int) to shapely geometry
        By positions in `shapes`, the lower first; merged to as few lines as possible.
    """
    rings, ring_owner = shapely.get_rings(shapes, return_index=True)
    first: dict[tuple[tuple[float, ...], tuple[float, ...]], int] = {}
    shared: dict[tuple[int, int], list[list[tuple[float, ...]]]] = defaultdict(list)
    for ring, i in zip(rings, ring_owner.tolist(), strict=True):
        for a, b in pairwise(map(tuple, shapely.get_coordinates(ring).tolist())):
            segment = (a, b) if a <= b else (b, a)
            j = first.setdefault(segment, i)
            if j != i:
                shared[min(i, j), max(i, j)].append(list(segment))
    return {
        pair: shapely.normalize(
            shapely.line_merge(shapely.multilinestrings(shared[pair]))
        )
        for pair in sorted(shared)
    }


def fronts(
    cell_frame: gpd.GeoDataFrame, of_place: dict[str, list[Spell]]
) -> Iterator[Front]:
    """Yield every front, sorted by its two cells and its start.

    Ground without record has no side, so it makes no front.

    Parameters
    ----------
    cell_frame : geopandas.GeoDataFrame
        As `cells` returns it.
    of_place : dict of str to list of Spell
        As `spells` returns it.

    Yields
    ------
    Front
    """
    place_ids = list(cell_frame["place_id"])
    nominal = list(cell_frame["nominal"])
    for (i, j), line in shared_edges(cell_frame.geometry.values).items():
        if place_ids[i] == place_ids[j]:
            continue
        sides = of_place[place_ids[i]], of_place[place_ids[j]]
        inherited = any(
            spell.claim["place_id"] != spell.place_id
            for side in sides
            for spell in side
        )
        firm = not (nominal[i] or nominal[j] or inherited)
        for left, right, start, end in _unlike(*sides):
            yield Front(left, right, start, end, firm, line)


def _unlike(
    left: list[Spell], right: list[Spell]
) -> Iterator[tuple[tuple[Spell, ...], tuple[Spell, ...], pd.Timestamp, pd.Timestamp]]:
    """Yield the longest spans in which two places have the same two unlike camps."""
    for camps, group in groupby(_meetings(left, right), key=_camps):
        if camps is None:
            continue
        met = list(group)
        yield (
            tuple(dict.fromkeys(a for a, _ in met)),
            tuple(dict.fromkeys(b for _, b in met)),
            max(spell.start for spell in met[0]),
            _earlier(met[-1][0].end, met[-1][1].end),
        )


def _meetings(left: list[Spell], right: list[Spell]) -> list[tuple[Spell, Spell]]:
    """Return the pairs of spells that share a day, in order of time."""
    met = [
        (a, b)
        for a in left
        for b in right
        if not (a.end <= b.start or b.end <= a.start)
    ]
    return sorted(met, key=lambda pair: max(pair[0].start, pair[1].start))


def _camps(pair: tuple[Spell, Spell]) -> tuple[str, str] | None:
    """Return the two camps if they make a front."""
    camps = pair[0].camp, pair[1].camp
    return None if camps[0] == camps[1] or NO_RECORD_CAMP in camps else camps


def _earlier(a: pd.Timestamp, b: pd.Timestamp) -> pd.Timestamp:
    """Return the earlier of two ends, where ``NaT`` is later than every day."""
    if pd.isna(a):
        return b
    return a if pd.isna(b) else min(a, b)


def span_of_map(records: Records) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first day on the map and the newest with evidence."""
    return pd.Timestamp(SPAN_START), pd.Timestamp(records.newest)

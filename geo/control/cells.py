"""Cells from places, spells from claims, fronts between unlike neighbours."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo.dates import SPAN_START
from geo.records.read import Records
from geo.records.tables.control import CONTESTED, NO_RECORD, Claim, Place

if TYPE_CHECKING:
    import geopandas as gpd

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


def cells(places: Sequence[Place]) -> "gpd.GeoDataFrame":
    """Cut Libya into cells, one around each place, in two parts.

    Within `EVIDENCE_KM` of a place with claims, ground belongs to the nearest place (a
    Voronoi cell in an equal-area projection). Beyond that it is *nominal*: it belongs
    to the nearest place of its own district, for there a district border is a better
    edge than a line half-way between two oases.

    Parameters
    ----------
    places : sequence of Place
        As in `geo.records.read.Records.places`; two at least.

    Returns
    -------
    geopandas.GeoDataFrame
        ``place_id``, ``nominal``, ``km2`` and polygons in WGS84 (EPSG:4326) with
        `DECIMALS` decimals, sorted by place; a valid coverage of Libya.

    Examples
    --------
    >>> from geo.records.read import load
    >>> places = [load().place_of[name] for name in ("tripoli", "benghazi")]
    >>> sorted(set(cells(places)["place_id"]))
    ['benghazi', 'tripoli']
    """
    places = sorted(places, key=lambda place: place.place_id)
    points = _points(places)
    libya = _projected(base.libya())
    claimed = points[_own(places)]
    near = shapely.union_all(
        shapely.buffer(np.asarray(claimed), EVIDENCE_KM * 1000, quad_segs=16)
    )
    near = shapely.intersection(near, libya)
    districts = _districts()
    home = _nearest(districts, points.to_numpy())
    faces = _faces(points, libya, near, districts, home)
    owner, nominal = _owners(faces, points, near, districts, home)

    parts: dict[tuple[str, bool], list[BaseGeometry]] = defaultdict(list)
    for face, i, far in zip(faces, owner, nominal, strict=True):
        parts[places[i].place_id, bool(far)].append(face)
    keys = sorted(parts)
    shapes = [shapely.coverage_union_all(parts[key]) for key in keys]
    return frame_of(
        {
            "place_id": [place_id for place_id, _ in keys],
            "nominal": [far for _, far in keys],
        },
        shapes,
    )


def frame_of(
    columns: Mapping[str, Sequence[object]], shapes: Sequence[BaseGeometry]
) -> "gpd.GeoDataFrame":
    """Return pieces of ground as features.

    Parameters
    ----------
    columns : mapping of str to sequence
    shapes : sequence of shapely.Polygon or MultiPolygon
        As long, in `geo.ground.EQUAL_AREA`.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns, ``km2`` and the shapes in WGS84 with `DECIMALS` decimals.

    Examples
    --------
    >>> square = shapely.box(0, 0, 10_000, 10_000)
    >>> frame_of({"place_id": ["sirte"]}, [square])["km2"].tolist()
    [100.0]
    """
    # Many commands draw no cell, and GeoPandas takes long to import.
    import geopandas as gpd  # noqa: PLC0415

    frame = gpd.GeoDataFrame(
        {**columns, "km2": np.round(shapely.area(shapes) / 1e6, 1)},
        geometry=shapes,
        crs=base.EQUAL_AREA,
    ).to_crs(base.WGS84)
    frame.geometry = shapely.transform(
        frame.geometry.values, lambda xy: np.round(xy, DECIMALS)
    )
    return frame


def _points(places: Sequence[Place]) -> "gpd.GeoSeries":
    """Return where places lie, in the equal-area projection."""
    return base.project_points([p.lon for p in places], [p.lat for p in places])


def _own(places: Sequence[Place]) -> np.ndarray:
    """Return which places have claims of their own."""
    return np.array([place.inherits == "no" for place in places], dtype=bool)


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
    points: "gpd.GeoSeries",
    libya: BaseGeometry,
    near: BaseGeometry,
    districts: list[BaseGeometry],
    home: np.ndarray,
) -> np.ndarray:
    """Return the faces between all lines along which a cell may end."""
    far = shapely.difference(libya, near)
    lines = [libya.boundary, near.boundary]
    lines.append(shapely.intersection(_bisectors(points.to_numpy(), libya), near))
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
    points: "gpd.GeoSeries",
    near: BaseGeometry,
    districts: list[BaseGeometry],
    home: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each face the position of its place, and whether it is nominal."""
    inner = shapely.point_on_surface(faces)
    nominal = ~shapely.intersects(base.prepared(near), inner)
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
        One of `geo.records.tables.control.CAMPS`, ``contested`` or ``no_record``.
    start : datetime.date
    end : datetime.date or None
        The first day after it; no later record: None.
    claim : Claim
        The row of the claim.
    """

    place_id: str
    claim_id: str
    camp: str
    start: dt.date
    end: dt.date | None
    claim: Claim = field(repr=False, compare=False)


def attacked(status: Any, camp: Any) -> Any:
    """Return whether a holder keeps ground under attack, of one state or a column.

    Examples
    --------
    >>> attacked("contested", "tripoli"), attacked("contested", "contested")
    (True, False)
    """
    return (status == CONTESTED) & (camp != CONTESTED)


def claims_from(places: Sequence[Place]) -> dict[str, str]:
    """Return whose claims each place takes.

    Parameters
    ----------
    places : sequence of Place
        As in `geo.records.read.Records.places`.

    Returns
    -------
    dict of str to str
        Place to place: itself, or for an inheriting place the nearest place with claims
        in its district (in the country, where the district has none).

    Examples
    --------
    >>> from geo.records.read import load
    >>> claims_from(load().places)["tripoli"]
    'tripoli'
    """
    points = _points(places).to_numpy()
    districts = _districts()
    home = _nearest(districts, points)
    own = _own(places)
    donors = {}
    for i, place in enumerate(places):
        donor = place
        if not own[i]:
            local = np.flatnonzero(own & (home == home[i]))
            pool = local if len(local) else np.flatnonzero(own)
            nearest = np.argmin(shapely.distance(points[pool], points[i]))
            donor = places[pool[nearest]]
        donors[place.place_id] = donor.place_id
    return donors


def spells(
    records: Records, of: Mapping[str, str] | None = None
) -> dict[str, list[Spell]]:
    """Return the spells of places, in order of time.

    Parameters
    ----------
    records : geo.records.read.Records
    of : mapping of str to str, optional
        Some of what `claims_from` returns; all places if left out.

    Returns
    -------
    dict of str to list of Spell
        By place; each list covers the whole span without gap or overlap.

    Examples
    --------
    >>> from geo.records.read import load
    >>> first = spells(load())["tripoli"][0]
    >>> first.start == SPAN_START
    True
    """
    of = claims_from(records.places) if of is None else of
    claims = {
        donor: sorted(records.claims_of.get(donor, ()), key=lambda claim: claim.start)
        for donor in {*of.values()}
    }
    camp_of = {actor.actor_id: actor.camp for actor in records.actors}
    camp_of |= {CONTESTED: "contested", NO_RECORD: NO_RECORD_CAMP}
    return {
        place_id: [
            Spell(
                place_id,
                claim.claim_id,
                camp_of[claim.actor_id],
                claim.start,
                claim.end,
                claim,
            )
            for claim in claims[donor]
        ]
        for place_id, donor in of.items()
    }


def span_of_map(records: Records) -> tuple[dt.date, dt.date]:
    """Return the first day on the map and the newest with evidence.

    Examples
    --------
    >>> from geo.records.read import load
    >>> str(span_of_map(load())[0])
    '2014-05-16'
    """
    return SPAN_START, records.newest

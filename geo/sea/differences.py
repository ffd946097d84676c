"""Differences between two lines or positions at sea, by state, in square kilometres."""

from itertools import product
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import Both, SeaError, Text
from geo.records.read import Records
from geo.sea import claims, coasts, limits, paths
from geo.sea import lines as published
from geo.sea.chart import Sea
from geo.sea.lines import Drawn

SPECK_KM2 = 0.05
"""Water between two lines that is smaller is the same line drawn twice."""


def difference(sea: Sea, first: str, second: str) -> dict[str, Any]:
    """Return what states gain and lose from one line or position to another.

    Parameters
    ----------
    sea : Sea
    first, second : str
        Two lines that part the same two states, each by its id or by the recipe of a
        median (as ``median greece egypt full``); or two claims of one state, by id,
        ``:accepted`` after it for what others accept of it.

    Returns
    -------
    dict
        ``first``, ``second``, ``kind`` (``lines`` or ``positions``), ``changes`` (a
        list with ``state``, ``gained_km2`` and ``lost_km2`` on the ellipsoid, going
        from the first to the second), and ``shape``: the water that changes hands, in
        WGS84 (EPSG:4326).

    Raises
    ------
    SeaError
        If one is unknown, or the two cannot be compared.

    Examples
    --------
    >>> from geo.records.read import load
    >>> same = difference(Sea(load()), "gr-eg-2020", "gr-eg-2020")
    >>> {change["gained_km2"] for change in same["changes"]}
    {0}
    """
    known = set(sea.records.maritime_claim_of)
    are_claims = [x.removesuffix(claims.ACCEPTED) in known for x in (first, second)]
    if all(are_claims):
        kind, changes, shape = "positions", *_positions(sea, first, second)
    elif any(are_claims):
        raise SeaError("error.sea.claim_and_line", first=first, second=second)
    else:
        kind, changes, shape = "lines", *_lines(sea, first, second)
    return {
        "first": first,
        "second": second,
        "kind": kind,
        "changes": [
            {"state": state, "gained_km2": round(gained), "lost_km2": round(lost)}
            for state, (gained, lost) in sorted(changes.items())
        ],
        "shape": shape,
    }


def collection(found: dict[str, Any]) -> dict[str, Any]:
    """Return what `difference` found as a GeoJSON feature collection.

    Examples
    --------
    >>> square = shapely.box(20, 33, 21, 34)
    >>> (feature,) = collection({"first": "a", "shape": square})["features"]
    >>> feature["properties"], feature["geometry"]["type"]
    ({'first': 'a'}, 'Polygon')
    """
    water = shapely.set_precision(
        shapely.orient_polygons(found["shape"], exterior_cw=False), 1e-6
    )
    feature = {
        "type": "Feature",
        "properties": {key: value for key, value in found.items() if key != "shape"},
        "geometry": shapely.geometry.mapping(water),
    }
    return {"type": "FeatureCollection", "features": [feature]}


def groups(records: Records) -> list[list[str]]:
    """Return the lines and positions that can be compared with each other.

    Parameters
    ----------
    records : geo.records.read.Records

    Returns
    -------
    list of list of str
        As `difference` takes them: lines between the same two states with these states'
        median, and claims of one state.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> ["median egypt greece full", "gr-eg-2020"] in groups(load().records)
    True
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for line in records.maritime_lines:
        pair = tuple(sorted(filter(None, line.between.split("; "))))
        if len(pair) == 2:
            usual = [f"median {pair[0]} {pair[1]} full"]
            found.setdefault(pair, usual).append(line.line_id)
    for claim in records.maritime_claims:
        own = found.setdefault((claim.claimant,), [])
        own.append(claim.claim_id)
        if claim.accepted_own:
            own.append(claim.claim_id + claims.ACCEPTED)
    return [ids for _, ids in sorted(found.items()) if len(ids) > 1]


Changes = dict[str, tuple[float, float]]


def _positions(sea: Sea, first: str, second: str) -> tuple[Changes, BaseGeometry]:
    claim_of = sea.records.maritime_claim_of
    owners = [
        claim_of[x.removesuffix(claims.ACCEPTED)].claimant for x in (first, second)
    ]
    if owners[0] != owners[1]:
        raise SeaError(
            "error.sea.two_owners",
            first=first,
            owner=owners[0],
            second=second,
            other=owners[1],
        )
    before, after = sea.water(first), sea.water(second)
    gained = shapely.difference(after, before)
    lost = shapely.difference(before, after)
    areas = paths.area_km2(gained), paths.area_km2(lost)
    return {owners[0]: areas}, shapely.union(gained, lost)


def _lines(sea: Sea, first: str, second: str) -> tuple[Changes, BaseGeometry]:
    drawn = [_line(sea, name) for name in (first, second)]
    pairs = [set(line.between) for line in drawn]
    if len(pairs[0]) != 2 or pairs[0] != pairs[1]:
        none = Text("error.sea.no_two_states")
        pair = [Both(line.between) if line.between else none for line in drawn]
        raise SeaError(
            "error.sea.two_pairs",
            first=first,
            pair=pair[0],
            second=second,
            other=pair[1],
        )
    one, two = sorted(pairs[0])
    measure = limits.Nearer(coasts.select(one), coasts.select(two))
    changed: list[BaseGeometry] = []
    gains = {one: 0.0, two: 0.0}
    for face in _between(drawn[0].shape, drawn[1].shape):
        owners = [_owner(face, line.shape, measure, (one, two)) for line in drawn]
        km2 = paths.area_km2(face)
        if owners[0] == owners[1] or km2 < SPECK_KM2:
            continue
        gains[owners[1]] += km2
        changed.append(face)
    changes = {one: (gains[one], gains[two]), two: (gains[two], gains[one])}
    return changes, shapely.union_all(changed)


def _line(sea: Sea, name: str) -> Drawn:
    """Return a line by its id or its recipe, with the states that it parts."""
    if name in sea.lines:
        return sea.lines[name]
    if not name.startswith("median "):
        known = [*sea.lines, *sea.records.maritime_claim_of]
        raise SeaError("error.sea.unknown", name=name, known=known)
    drawn = published.draw(name, sea.straight)
    states = tuple(
        dict.fromkeys(
            stretch.state
            for coast in name.split()[1:3]
            for stretch in coasts.select(coast, "full", sea.straight).stretches
        )
    )
    return Drawn(drawn.shape, drawn.points, drawn.stretches, drawn.length_nm, states)


def _between(one: BaseGeometry, two: BaseGeometry) -> list[BaseGeometry]:
    """Return the faces between two lines, as far as both go: square at their ends."""
    closing = [
        *(_closing(end, two) for end in _ends(one)),
        *(_closing(end, one) for end in _ends(two)),
    ]
    drawn = shapely.union_all([one, two, *(line for line in closing if line)])
    return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(drawn))))


def _ends(line: BaseGeometry) -> list[BaseGeometry]:
    return [
        shapely.get_point(part, i)
        for part, i in product(shapely.get_parts(line), (0, -1))
    ]


def _closing(end: BaseGeometry, line: BaseGeometry) -> BaseGeometry | None:
    """Return the way from an end to the nearest point of a line, if not to its end."""
    flat = (np.cos(np.radians(shapely.get_y(end))), 1.0)
    squeezed = [shapely.transform(shape, lambda xy: xy * flat) for shape in (end, line)]
    way = shapely.shortest_line(*squeezed)
    foot = shapely.get_point(way, -1)
    if min(shapely.distance(foot, other) for other in _ends(squeezed[1])) < 1e-6:
        return None
    # On past the line, which by rounding it may else fall short of.
    start, stop = shapely.get_coordinates(way)
    beyond = (start + (stop - start) * (1 + 1e-6)) / flat
    # From the end itself, which squeezed and stretched again it may miss.
    return shapely.LineString([*shapely.get_coordinates(end), beyond])


def _owner(
    face: BaseGeometry,
    line: BaseGeometry,
    measure: limits.Nearer,
    states: tuple[str, str],
) -> str:
    """Return the state to which a line gives a face: whose coast lies on that side."""
    inside = shapely.point_on_surface(face)
    foot = shapely.get_point(shapely.shortest_line(line, inside), 0)
    at = np.array([[inside.x, inside.y], [foot.x, foot.y]])
    here, there = measure.read(at).metres
    return states[0] if here < there else states[1]

"""The atlas as tables of Parquet, and the query that answers from them in plain SQL.

Cells are cut into triangles, each written down for every square of a grid that it
touches: so a join on two whole numbers and a few products tell in which cell a point
lies, in a database that knows no geometry.
"""

import io
import math
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo import files, ground
from geo.control import cached
from geo.dates import SPAN_START
from geo.ground import GEOD
from geo.layers import rings
from geo.query.annotate import Annotator
from geo.query.atlas import Atlas
from geo.query.frontlines import SIDE_M
from geo.style import RINGS

PER_DEGREE = 5
"""Squares of a degree's side."""

SQUARE_M = 10_000
"""Side of the squares in which distances are measured, in `geo.ground.EQUAL_AREA`."""

REACH_M = ground.OFFSHORE_M + 100
"""Edges are written down for all squares that lie so near."""

QUERY = Path(__file__).with_name("who.sql")

Shapes = npt.NDArray[np.object_]
Numbers = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Named = tuple[Positions, npt.NDArray[np.object_]]
"""Of shapes their numbers, and their places."""


def tables(atlas: Atlas, annotator: Annotator) -> dict[str, pa.Table]:
    """Return the tables from which the query answers, by name.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    annotator : geo.query.annotate.Annotator
        Of that atlas, as known on some day: its spells count.

    Returns
    -------
    dict of str to pyarrow.Table
        ``triangles`` and ``edges`` of cells, rings and the borders (degrees in WGS84 of
        triangles of cells and rings, else metres in `geo.ground.EQUAL_AREA`),
        ``cells``, ``places``, ``rings``, ``spells`` and ``fronts``.
    """
    cells = cached.cells(atlas.records.places)
    pieces = rings.of_layers(atlas.frames)
    ids, numbers = cells["place_id"].to_numpy(), np.arange(len(cells))
    ranks = np.array([RINGS.index(ring) for ring in pieces["ring"]])
    of_ring = ranks, pieces["place_id"].to_numpy()
    nobody = np.array([0]), np.array([None])
    outline = np.array([ground.projected_libya()])
    border = shapely.boundary(outline[0])
    abroad = ground.projected_neighbours() & border.buffer(4 * REACH_M)
    triangles = [
        _triangles("cell", cells.geometry.to_numpy(), (numbers, ids), 1 / PER_DEGREE),
        _triangles("ring", pieces.geometry.to_numpy(), of_ring, 1 / PER_DEGREE),
        _triangles("abroad", np.array([abroad]), nobody, SQUARE_M),
    ]
    edges = [
        _edges("outline", _segments(outline), nobody),
        _edges("cell", _alone(*_segments(_metric(cells))), (numbers, ids)),
        _edges("ring", _segments(_metric(pieces)), of_ring, squares=False),
    ]
    places = atlas.records.places
    return {
        "triangles": pa.concat_tables(triangles),
        "edges": pa.concat_tables(edges),
        "cells": pa.table({"number": numbers, "place_id": ids}),
        "places": pa.table(
            {
                "place_id": [place.place_id for place in places],
                "name": [place.name_en for place in places],
                "lat": [place.lat for place in places],
                "lon": [place.lon for place in places],
            }
        ),
        "rings": pa.table({"number": [*range(len(RINGS))], "name": [*RINGS]}),
        "spells": annotator.spells(),
        "fronts": annotator.fronts(),
    }


def write(folder: Path, atlas: Atlas, annotator: Annotator) -> list[Path]:
    """Write `tables` as Parquet and the query, all or none; return the files.

    ``tables.sql`` names the tables for DuckDB, ``who.sql`` is the query.

    Raises
    ------
    FileError
        If they cannot be written.
    """
    files.make_folder(folder)
    contents: dict[Path, bytes | str] = {}
    views = []
    for name, table in tables(atlas, annotator).items():
        stream = io.BytesIO()
        pq.write_table(table, stream)
        path = folder / f"{name}.parquet"
        contents[path] = stream.getvalue()
        quoted = str(path.absolute()).replace("'", "''")
        views.append(f"create or replace view atlas_{name} as from '{quoted}';\n")
    contents[folder / "tables.sql"] = "".join(views)
    contents[folder / "who.sql"] = query()
    files.write_all(contents)
    return list(contents)


def query() -> str:
    """Return the query: over ``events`` and the tables, named ``atlas_`` and so on."""
    axis, flat = float(GEOD.a), float(GEOD.f)
    e2 = flat * (2 - flat)
    e = math.sqrt(e2)

    def q(sine: float) -> float:
        logarithm = math.log((1 - e * sine) / (1 + e * sine)) / (2 * e)
        return (1 - e2) * (sine / (1 - e2 * sine**2) - logarithm)

    # The projection's own constants, as J. P. Snyder, USGS Professional Paper 1395
    # (1987), pp. 187 f., has them.
    lat_0, lon_0 = ground.MIDDLE
    sine = math.sin(math.radians(lat_0))
    rq = axis * math.sqrt(q(1) / 2)
    beta = math.asin(q(sine) / q(1))
    scale = math.cos(math.radians(lat_0)) / math.sqrt(1 - e2 * sine**2)
    west, south, east, north = shapely.box(*ground.libya().bounds).buffer(0.5).bounds
    return QUERY.read_text(encoding="utf-8").format(
        **{"a": axis, "f": flat, "e": e, "e2": e2, "qp": q(1), "rq": rq},
        **{"d": axis * scale / (rq * math.cos(beta)), "lon_0": lon_0},
        **{"sin_1": math.sin(beta), "cos_1": math.cos(beta), "first": SPAN_START},
        **{"west": west, "south": south, "east": east, "north": north},
        **{"offshore": ground.OFFSHORE_M, "tolerance": ground.OUTLINE_TOLERANCE_M},
        **{"per_degree": PER_DEGREE, "square": SQUARE_M, "front_square": SIDE_M},
    )


def _metric(frame: gpd.GeoDataFrame) -> Shapes:
    return np.asarray(frame.geometry.to_crs(ground.EQUAL_AREA).values)


def _triangles(kind: str, shapes: Shapes, named: Named, side: float) -> pa.Table:
    """Return the triangles of shapes, each for every square that it touches."""
    parts, owner = shapely.get_parts(
        shapely.constrained_delaunay_triangles(shapes), return_index=True
    )
    corners = shapely.get_coordinates(parts).reshape(-1, 4, 2)[:, :3]
    # Corners are sorted, so that both triangles of an edge measure it from the same
    # end, and no point falls between them.
    order = np.lexsort((corners[:, :, 1], corners[:, :, 0]), axis=1)
    corners = np.take_along_axis(corners, order[:, :, None], axis=1)
    a, b, c = corners.transpose(1, 2, 0)
    turn = np.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
    squares, (sx, sy) = _grid(shapes, side)
    # A little over, for the side of a square is rounded where a point's is computed.
    at, part = shapely.STRtree(parts).query(squares, "dwithin", side / 1000)
    points = {"x1": a[0], "y1": a[1], "x2": b[0], "y2": b[1], "x3": c[0], "y3": c[1]}
    columns = {name: values[part] for name, values in points.items()}
    columns |= {"turn": turn.astype(np.int32)[part], "sx": sx[at], "sy": sy[at]}
    return _table(kind, columns, named, owner[part])


def _segments(shapes: Shapes) -> tuple[Numbers, Positions]:
    """Return the straight pieces of the boundaries of shapes, and whose they are."""
    parts, whole = shapely.get_parts(shapes, return_index=True)
    lines, part = shapely.get_rings(parts, return_index=True)
    owner = whole[part]
    xy, line = shapely.get_coordinates(lines, return_index=True)
    pieces = np.hstack([xy[:-1], xy[1:]])[line[:-1] == line[1:]]
    return pieces, owner[line[:-1][line[:-1] == line[1:]]]


def _alone(segments: Numbers, owner: Positions) -> tuple[Numbers, Positions]:
    """Return the segments along which no two shapes meet."""
    turned = segments[:, [2, 3, 0, 1]]
    first = (segments[:, 0] < turned[:, 0]) | (
        (segments[:, 0] == turned[:, 0]) & (segments[:, 1] <= turned[:, 1])
    )
    keys = np.where(first[:, None], segments, turned)
    _, inverse, count = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    alone = count[inverse.ravel()] == 1
    return segments[alone], owner[alone]


def _edges(
    kind: str,
    segments: tuple[Numbers, Positions],
    named: Named,
    *,
    squares: bool = True,
) -> pa.Table:
    """Return segments for each square in their reach; or once, without a square."""
    ends, owner = segments
    rows = np.arange(len(ends))
    sx = sy = pa.nulls(len(ends), pa.int32())
    if squares:
        lines = np.asarray(shapely.linestrings(ends.reshape(-1, 2, 2)))
        boxes, (x, y) = _grid(lines, SQUARE_M)
        at, rows = shapely.STRtree(lines).query(boxes, "dwithin", REACH_M)
        sx, sy = x[at], y[at]
    columns = {name: ends[rows, i] for i, name in enumerate(("x1", "y1", "x2", "y2"))}
    return _table(kind, {**columns, "sx": sx, "sy": sy}, named, owner[rows])


def _grid(shapes: Shapes, side: float) -> tuple[Shapes, Positions]:
    """Return the squares of a grid that cover shapes, and their numbers."""
    west, south, east, north = np.floor(shapely.total_bounds(shapes) / side)
    numbers = np.meshgrid(
        np.arange(west - 1, east + 2), np.arange(south - 1, north + 2)
    )
    sx, sy = (each.ravel().astype(np.int32) for each in numbers)
    boxes = shapely.box(sx * side, sy * side, (sx + 1) * side, (sy + 1) * side)
    return boxes, np.array([sx, sy])


def _table(
    kind: str, columns: dict[str, Any], named: Named, owner: Positions
) -> pa.Table:
    number, place_id = named
    return pa.table(
        {
            "kind": [kind] * len(owner),
            "number": number[owner].astype(np.int32),
            "place_id": pa.array(place_id[owner], pa.string()),
            **columns,
        }
    )

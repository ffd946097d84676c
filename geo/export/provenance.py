"""Finds the rows of the record tables on which features rest."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import geopandas as gpd

from geo.layers.read import plain
from geo.layers.rows import cells_of
from geo.style.layers import HELD, LAYER_OF, PLACES

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sources": ("source_ids",),
    "places": ("place_id", "place_ids"),
    "front_names": ("front_id",),
    "control": ("claim_id", "claim_ids"),
    "actors": ("actor_id", "actor_ids", "parties", "opposed_by"),
    "agreements": ("agreement_id",),
    "agreement_stages": ("stage_ids",),
    "maritime_lines": ("line_ids",),
}
"""Columns of layers that hold ids of rows, by table."""

OF_A_LINE = ("maritime_points", "maritime_stages")
"""Tables whose rows are named by their line first."""

OF_CLAIMS = (*HELD, PLACES, "events", "front_lines")
"""The layers whose claims are rows of the table ``control``."""

NESTED = ("statuses", "stages", "instruments")
"""Columns of layers that hold objects with ids of their own."""


def rows_used(
    frames: Mapping[str, gpd.GeoDataFrame], rows: Mapping[str, Mapping[str, str]]
) -> dict[str, list[str]]:
    """Return the rows on which some features rest.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Features by layer, as `geo.layers.select.select` returns them.
    rows : mapping of str to mapping
        Names of all rows by table, see `geo.query.atlas.Atlas.rows`.

    Returns
    -------
    dict of str to list of str
        Names of rows by table, sorted; only of tables with a row.
    """
    used: defaultdict[str, set[str]] = defaultdict(set)
    for layer, frame in frames.items():
        for table, row in _named(layer, frame) if len(frame) else ():
            used[table].add(row)
    lines = used.get("maritime_lines", set())
    for table in OF_A_LINE:
        used[table] = {row for row in rows[table] if row.split(" ")[0] in lines}
    kept = {name: sorted(ids & rows[name].keys()) for name, ids in used.items()}
    return {name: kept[name] for name in rows if kept.get(name)}


def _named(layer: str, frame: gpd.GeoDataFrame) -> Iterator[tuple[str, str]]:
    if table := LAYER_OF[layer].rows_of:
        yield from ((table, row) for row in cells_of(frame["id"]))
    for table, columns in COLUMNS.items():
        if layer not in OF_CLAIMS and table == "control":
            continue
        for column in columns:
            if column != "opposed_by" or layer == "agreements":
                yield from ((table, row) for row in _each(frame, column))
    if layer == "disputed_maritime":
        yield from (("maritime_claims", row) for row in _each(frame, "claim_ids"))
    for column in NESTED:
        for part in _each(frame, column):
            yield from _inside(part)


def _each(frame: gpd.GeoDataFrame, column: str) -> Iterator[Any]:
    """Yield what the cells of a column hold, where a frame has it."""
    for cell in cells_of(frame[column]) if column in frame else ():
        value = plain(cell)
        yield from [value] if isinstance(value, str) else value or ()


def _inside(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a status, a stage or an instrument names."""
    for source_id in part.get("source_ids", ()):
        yield "sources", source_id
    for actor_id in part.get("actor_ids", ()):
        yield "actors", actor_id
    if part.get("stage_id"):
        yield "agreement_stages", part["stage_id"]
    for line in part.get("lines", ()):
        yield "maritime_lines", line["id"]
    if isinstance(part.get("by"), list):
        for actor_id in part["by"]:
            yield "actors", actor_id

"""Places under attack, and from which side, as far as it is on record."""

import math
from collections.abc import Mapping

import attrs
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import ground
from geo.control.cells import attacked
from geo.layers.looks import MINOR
from geo.layers.rows import rows
from geo.style.layers import CAMPS, HELD, PLACES

ATTACKS = "attacks"
"""What `attacks` returns, where it stands among layers."""

FROM = "attacked_from"
"""The column with the side of the attacker."""

SIDE_KM = 60.0
"""From farther off than this no place tells the side of an attacker."""

SIDES = tuple(camp for camp in CAMPS if camp != MINOR)
"""Camps whose ground is that of one side, so that it tells from where it attacks."""

FULL_TURN = 360


def attacks(
    cells: gpd.GeoDataFrame, places: gpd.GeoDataFrame, wanted: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return the holders of places under attack, and on which side the attacker is.

    The record says of most attacks who attacked, and of hardly any from where. What it
    does say is what the attacker held on the day: its nearest place, no farther off
    than `SIDE_KM`, gives the side. Of an attacker who is not on record, who held
    nothing so near or who has no camp of its own, it is unknown.

    Parameters
    ----------
    cells : geopandas.GeoDataFrame
        Of all camps on all days, as `geo.layers.read.read` returns the layers.
    places : geopandas.GeoDataFrame
        The layer ``places``.
    wanted : geopandas.GeoDataFrame
        Those of `cells` for which it is returned.

    Returns
    -------
    geopandas.GeoDataFrame
        ``place_id``, ``claim_id``, ``source_ids``, `FROM` in degrees clockwise from
        north (NaN: unknown), and the point of the place (WGS84): of places that have
        claims of their own.
    """
    own = cells[~cells["nominal"].astype(bool) & cells["inherited_from"].isna()]
    shown = wanted[~wanted["nominal"].astype(bool) & wanted["inherited_from"].isna()]
    shown = shown[attacked(shown["status"], shown["camp"])]
    points = places.drop_duplicates("place_id").set_index("place_id").geometry
    xy = shapely.get_coordinates(np.asarray(points.to_crs(ground.EQUAL_AREA)))
    at = dict(zip(points.index, xy, strict=True))
    camp_of = dict(zip(own["actor_id"], own["camp"], strict=True))
    held = _Held.of(own, at)
    sides = [
        _side(held, at, cell, {camp_of.get(actor, "") for actor in cell.parties})
        for cell in rows(shown, _Cell)
    ]
    kept = shown[["place_id", "claim_id", "source_ids"]].assign(**{FROM: sides})
    spots = np.asarray(points.reindex(shown["place_id"]))
    return gpd.GeoDataFrame(kept, geometry=spots, crs=places.crs)


_NOWHERE = np.full(2, math.nan)
"""Of places that the layer of places lacks."""


@attrs.frozen
class _Cell:
    """The ground of a place under attack."""

    place_id: str
    camp: str
    parties: list[str]
    valid_from: pd.Timestamp


@attrs.frozen
class _Held:
    """What each camp held and when, column by column."""

    of_camp: Mapping[str, np.ndarray]
    since: np.ndarray
    until: np.ndarray
    xy: np.ndarray

    @classmethod
    def of(cls, own: pd.DataFrame, at: Mapping[str, np.ndarray]) -> "_Held":
        camps = own["camp"].to_numpy(dtype=object)
        return cls(
            {camp: camps == camp for camp in SIDES},
            own["valid_from"].to_numpy(dtype="datetime64[ns]"),
            own["valid_to"].to_numpy(dtype="datetime64[ns]"),
            np.array([at.get(place, _NOWHERE) for place in own["place_id"]]).reshape(
                -1, 2
            ),
        )


def _side(
    held: _Held, at: Mapping[str, np.ndarray], cell: _Cell, camps: set[str]
) -> float:
    """Return the bearing of the nearest place that an attacking camp held, or NaN."""
    day = cell.valid_from.to_datetime64()
    then = np.zeros(len(held.since), bool)
    for camp in (camps & {*SIDES}) - {cell.camp}:
        then |= held.of_camp[camp]
    then &= (held.since <= day) & (np.isnat(held.until) | (held.until > day))
    then &= np.isfinite(held.xy[:, 0])
    ways = held.xy[then] - at.get(cell.place_id, _NOWHERE)
    near = zip(np.hypot(*ways.T).tolist(), *ways.T.tolist(), strict=True)
    far, east, north = min(near, default=(math.inf, 0.0, 0.0))
    if far > SIDE_KM * 1000:
        return math.nan
    return math.degrees(math.atan2(east, north)) % FULL_TURN


def of_layers(frames: Mapping[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame | None:
    """Return the cells of all camps in one frame; None where a layer is missing."""
    if not {*HELD, PLACES} <= frames.keys():
        return None
    return pd.concat([frames[name] for name in HELD], ignore_index=True)

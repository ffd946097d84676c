"""What each camp gained and lost between two days."""

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.layers import looks
from geo.layers.attacks import ATTACKS
from geo.pictures.scene import CHANGES, Day, Ground
from geo.query import areas
from geo.style import NOMINAL
from geo.style.layers import CAMPS, FRONTS, HELD

LOOKS = GAINED, GAINED_NOMINAL, UNCHANGED = CHANGES
BEFORE = "before"
"""The look of the lines that ran between camps on the earlier day."""


@dataclass(frozen=True)
class Row:
    """The ground that one camp gained and lost.

    Attributes
    ----------
    camp : str
        Of `geo.style.layers.CAMPS`.
    gained, lost : geo.query.areas.Area
        Near places on record, and with nominal ground.
    """

    camp: str
    gained: areas.Area
    lost: areas.Area


def between(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the cells of the later of two days, with what changed.

    Parameters
    ----------
    before, after : geopandas.GeoDataFrame
        Cells of one day each, as `geo.pictures.scene.cells_of` returns them.

    Returns
    -------
    geopandas.GeoDataFrame
        ``place_id``, ``nominal``, ``camp``, ``was`` (the camp before; ``no_record``
        where the earlier day has no cell), ``look`` (of `LOOKS`), ``km2`` and shapes.
    """
    place = ["place_id", "nominal"]
    columns = [*place, "camp", "km2", "geometry"]
    earlier = before[[*place, "camp"]].rename(columns={"camp": "was"})
    cells = after[columns].merge(earlier, on=place, how="left", validate="1:1")
    cells["was"] = cells["was"].fillna("no_record")
    changed = cells["camp"] != cells["was"]
    nominal = cells["nominal"].astype(bool)
    cells["look"] = UNCHANGED
    cells.loc[changed & nominal, "look"] = GAINED_NOMINAL
    cells.loc[changed & ~nominal, "look"] = GAINED
    return cells


def cut(cells: gpd.GeoDataFrame, rings: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the cells of `between` by how near evidence their ground lies.

    Parameters
    ----------
    cells : geopandas.GeoDataFrame
        As `between` returns them.
    rings : geopandas.GeoDataFrame
        As `geo.layers.rings.of_layers` returns them.

    Returns
    -------
    geopandas.GeoDataFrame
        ``camp``, ``look`` and shapes; nominal ground only where it changed.
    """
    place = ["place_id", "nominal"]
    columns = pd.DataFrame(cells[[*place, "camp", "look"]])
    parts = columns.merge(pd.DataFrame(rings), on=place, how="left")
    bare = parts["ring"] == NOMINAL
    stayed = parts["look"] == UNCHANGED
    parts["look"] = parts["look"].where(stayed, GAINED)
    parts.loc[bare & ~stayed, "look"] = GAINED_NOMINAL
    shown = parts[~(bare & stayed)][["camp", "look", "geometry"]]
    return gpd.GeoDataFrame(shown, geometry="geometry", crs=cells.crs)


def dissolve(cells: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dissolve the cells of `between` that look alike into one shape each.

    Returns
    -------
    geopandas.GeoDataFrame
        The fields of `geo.pictures.scene.Ground` and shapes in the CRS of `cells`.
    """
    rows = [
        (camp, look, shapely.coverage_union_all(np.asarray(group.geometry)))
        for (camp, look), group in cells.groupby(["camp", "look"])
    ]
    melted = pd.DataFrame(rows, columns=[*Ground._fields, "geometry"])
    return gpd.GeoDataFrame(melted, geometry="geometry", crs=cells.crs)


def table(cells: gpd.GeoDataFrame) -> list[Row]:
    """Return what each camp gained and lost, without those that did neither.

    Parameters
    ----------
    cells : geopandas.GeoDataFrame
        As `between` returns them.

    Returns
    -------
    list of Row
        In the order of `geo.style.layers.CAMPS`.
    """
    changed = cells[cells["camp"] != cells["was"]]
    gained, lost = (areas.of_cells(changed, by) for by in ("camp", "was"))
    return [
        Row(camp, gained.get(camp, areas.NONE), lost.get(camp, areas.NONE))
        for camp in CAMPS
        if camp in gained or camp in lost
    ]


def overlaid(before: Day, after: Day, cells: gpd.GeoDataFrame) -> Day:
    """Return the later of two days with the changes in place of its ground.

    Parameters
    ----------
    before, after : geo.pictures.scene.Day
    cells : geopandas.GeoDataFrame
        As `cut` or `between` returns them.

    Returns
    -------
    geo.pictures.scene.Day
        Its layer ``front_lines`` holds the fronts of the earlier day that moved, as
        well, with the look `BEFORE`.
    """
    shown = {name: of for name, of in after.layers.items() if name != ATTACKS}
    if FRONTS in shown:
        now = shown[FRONTS]
        standing = shapely.union_all(now.geometry.values)
        then = before.layers[FRONTS]
        left = shapely.difference(then.geometry.values, standing)
        moved = then.set_geometry(gpd.GeoSeries(left, then.index, crs=then.crs))
        moved = moved[moved["firm"] & ~moved.geometry.is_empty]
        moved = moved.assign(**{looks.COLUMN: BEFORE})
        shown[FRONTS] = pd.concat([now, moved], ignore_index=True)
    for name in HELD:
        if name in shown:
            both = [before.layers[name], shown[name]]
            shown[name] = pd.concat([frame for frame in both if len(frame)] or both)
    return replace(after, layers=shown, ground=dissolve(cells))

"""Names the look of each feature when it is read; `geo.style.looks` paints it."""

from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.control.cells import attacked
from geo.layers.rows import dicts
from geo.records.tables.agreements import DOUBTING, FORCE, LEAVING
from geo.style import CORE, NOMINAL
from geo.style.layers import AGREEMENTS, FRONTS, LAYER_OF, LAYERS, LINES_AT_SEA, PLACES
from geo.style.looks import LOOKS, agreement, ground, place

COLUMN = "look"
"""The column of a layer that names each feature's look."""

OF_LAYER: Mapping[str, tuple[str, ...]] = {
    layer.id: layer.looks
    or tuple(
        look
        for look, parts in LOOKS.items()
        if parts.fill and parts.fill in layer.camps
    )
    for layer in LAYERS
}
"""The looks that the features of each layer may have, the usual one first."""

SIGNED = tuple(
    layer.id
    for layer in LAYERS
    if layer.geometry == "point" and LOOKS[OF_LAYER[layer.id][0]].sign
)
"""The layers of which nothing but signs at points is drawn."""

AGREED = ("treaty", "court")
"""What makes a line at sea an agreed one."""

_RESTS_ON = (
    *("camp", "ring", "nominal", "status"),
    *("camps", "basis", "construction", "statuses"),
)
"""The columns that a look rests on."""

MINOR = "other"
"""The camp towards which lines between camps are drawn thin."""


def look_of(layer: str, feature: Mapping[str, Any]) -> str:
    """Return the name of the look of a feature.

    Parameters
    ----------
    layer : str
        Of `geo.style.layers.NAMES`.
    feature : mapping
        Its properties, nested columns decoded; of a cell that is not cut into rings,
        near ground has the look of its core, and a place that does not say who holds
        it that of any place.

    Returns
    -------
    str
        Of `OF_LAYER`.

    Examples
    --------
    >>> look_of("front_lines", {"firm": True, "camps": ["eastern", "other"]})
    'front-minor'
    >>> cell = {"camp": "tripoli", "status": "contested", "nominal": False}
    >>> look_of("tripoli_held", cell)
    'tripoli-core-attacked'
    """
    if LAYER_OF[layer].camps:
        camp, ring = feature["camp"], feature.get("ring")
        ring = ring or (NOMINAL if feature["nominal"] else CORE)
        return ground(camp, ring, bool(attacked(feature["status"], camp)))
    if layer == FRONTS:
        return "front-minor" if MINOR in feature["camps"] else "front-firm"
    if layer == LINES_AT_SEA:
        return _of_line(feature["basis"], feature["construction"])
    if layer == AGREEMENTS:
        return of_statuses(status["status"] for status in feature["statuses"])
    if layer == PLACES:
        return place(feature.get("camp"))
    return OF_LAYER[layer][0]


def _of_line(basis: str, construction: str) -> str:
    """Return the look of a line at sea: agreed, claimed, or worked out by us."""
    if basis in AGREED:
        return "line"
    return "line-worked-out" if construction == "computed" else "line-claimed"


def of_statuses(statuses: Iterable[str]) -> str:
    """Return the look that a set of statuses gives an agreement.

    Parameters
    ----------
    statuses : iterable of str
        Of `geo.agreements.STATUSES`: it is in force if it is for any of its parties,
        and questioned if anybody opposes, suspended, annulled or left it.

    Returns
    -------
    str

    Examples
    --------
    >>> of_statuses(["in_force", "opposed"])
    'agreement-in-force-questioned'
    """
    kinds = set(statuses)
    return agreement(
        in_force=not kinds.isdisjoint(FORCE),
        questioned=not kinds.isdisjoint((*DOUBTING, *LEAVING)),
    )


def named(layer: str, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with the look of each of its features, in the column `COLUMN`."""
    columns = [name for name in _RESTS_ON if name in frame]
    rows = dicts(pd.DataFrame(frame[columns])) if columns else [{}] * len(frame)
    looks = [look_of(layer, row) for row in rows]
    return frame.assign(**{COLUMN: pd.Series(looks, frame.index, dtype=object)})

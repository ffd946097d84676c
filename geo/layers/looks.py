"""How a feature looks: named here when it is read; `geo.style.looks` paints it."""

from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.control.cells import attacked
from geo.layers import names
from geo.layers.rows import dicts
from geo.records.tables.agreements import DOUBTING, FORCE, LEAVING
from geo.style import age
from geo.style.looks import ATTACKED, HELD, LOOKS, NOMINAL, STATES, agreement, ground

COLUMN = "look"
"""The column of a layer that names each feature's look."""

OF_LAYER: Mapping[str, tuple[str, ...]] = {
    layer.id: layer.looks
    or tuple(ground(camp, state) for camp in layer.camps for state in STATES)
    for layer in names.LAYERS
}
"""The looks that the features of each layer may have, the usual one first."""

SIGNED = tuple(
    layer.id
    for layer in names.LAYERS
    if layer.geometry == "point" and LOOKS[OF_LAYER[layer.id][0]].sign
)
"""The layers of which nothing but signs at points is drawn."""

AGREED = ("treaty", "court")
"""What makes a line at sea an agreed one."""

MINOR = "other"
"""The camp towards which lines between camps are drawn thin."""


def look_of(layer: str, feature: Mapping[str, Any]) -> str:
    """Return the name of the look of a feature.

    Parameters
    ----------
    layer : str
        Of `geo.layers.names.NAMES`.
    feature : mapping
        Its properties, nested columns decoded.

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
    'tripoli-attacked'
    """
    if names.LAYER_OF[layer].camps:
        camp, state = feature["camp"], HELD
        if feature["nominal"]:
            state = NOMINAL
        elif attacked(feature["status"], camp):
            state = ATTACKED
        return ground(camp, state)
    if layer == names.FRONTS:
        if not feature["firm"]:
            return "front-faint"
        return "front-minor" if MINOR in feature["camps"] else "front-firm"
    if layer == names.LINES_AT_SEA:
        return _of_line(feature["basis"], feature["construction"])
    if layer == names.AGREEMENTS:
        return of_statuses(status["status"] for status in feature["statuses"])
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
    found = set(statuses)
    return agreement(
        in_force=not found.isdisjoint(FORCE),
        questioned=not found.isdisjoint((*DOUBTING, *LEAVING)),
    )


def named(layer: str, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with the look of each of its features, in the column `COLUMN`."""
    rows = dicts(pd.DataFrame(frame.drop(columns="geometry")))
    looks = [look_of(layer, row) for row in rows]
    return frame.assign(**{COLUMN: pd.Series(looks, frame.index, dtype=object)})


def ages(cells: gpd.GeoDataFrame, day: pd.Timestamp) -> pd.Series:
    """Return by how many steps each cell has paled on a day.

    Parameters
    ----------
    cells : geopandas.GeoDataFrame
        With ``camp`` and ``last_seen``.
    day : pandas.Timestamp

    Returns
    -------
    pandas.Series
        As `geo.style.age` counts them; none for ground of layers that do not age.
    """
    unseen = (day - pd.to_datetime(cells["last_seen"])).dt.days
    ageing = cells["camp"].map(lambda c: names.LAYER_OF[names.LAYER_OF_CAMP[c]].ages)
    return unseen.where(ageing.astype(bool), 0).map(age)

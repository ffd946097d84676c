"""How much ground each camp held on a day, near evidence and with nominal ground."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.layers.quoted import quoted
from geo.layers.select import valid
from geo.style.layers import CAMPS, HELD
from geo.words import number, say

FIGURES = 3
"""A sentence rounds the area near places to so many figures: the borders of cells and
the distance up to which a report speaks are no better known than that."""


@dataclass(frozen=True)
class Area:
    """How much ground a camp held, which is never one number.

    Attributes
    ----------
    near_km2 : float
        Ground within `geo.control.cells.EVIDENCE_KM` of a place on record, in km² on
        the ellipsoid.
    with_nominal_km2 : float
        That, and the nominal ground beyond, for which no evidence speaks.
    places : int
        Places on record.
    """

    near_km2: float
    with_nominal_km2: float
    places: int


NONE = Area(0.0, 0.0, 0)


def areas(frames: Mapping[str, gpd.GeoDataFrame], day: dt.date) -> dict[str, Area]:
    """Return how much ground each camp held on a day.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers by name, as `geo.query.atlas.Atlas.frames`; those of ground count.
    day : datetime.date

    Returns
    -------
    dict of str to Area
        By camp, in the order of `geo.style.layers.CAMPS`; without those that held none.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> east = areas(load().frames, dt.date(2019, 12, 19))["eastern"]
    >>> east.near_km2 < east.with_nominal_km2 / 3
    True
    """
    held = [valid(frames[name], day) for name in HELD if name in frames]
    return of_cells(pd.concat(held)) if held else {}


def of_cells(
    cells: pd.DataFrame, by: str = "camp", measure: str = "km2"
) -> dict[str, Area]:
    """Return how much ground each camp has of some cells.

    Parameters
    ----------
    cells : pandas.DataFrame
        With ``place_id``, ``nominal``, the camp of each and its area.
    by, measure : str
        The columns of the camp and of the area in km².

    Returns
    -------
    dict of str to Area
        As `areas` does.

    Examples
    --------
    >>> places = {"place_id": ["sirte", "sirte"], "nominal": [False, True]}
    >>> frame = pd.DataFrame(places | {"camp": "tripoli", "km2": [10.0, 5.0]})
    >>> of_cells(frame)
    {'tripoli': Area(near_km2=10.0, with_nominal_km2=15.0, places=1)}
    """
    near = cells[~cells["nominal"].astype(bool)].groupby(by)[measure].sum()
    groups = cells.groupby(by)
    every, places = groups[measure].sum(), groups["place_id"].nunique()
    return {
        camp: Area(float(near.get(camp, 0.0)), float(every[camp]), int(places[camp]))
        for camp in CAMPS
        if camp in every.index
    }


def rounded(area: Area) -> tuple[float, float]:
    """Return what a sentence says of an area: near places, and with nominal ground.

    The former with `FIGURES` figures, the latter to the same place; to a km² at least.

    Examples
    --------
    >>> rounded(Area(414_218.4, 1_425_254.0, 98))
    (414000.0, 1425000.0)
    """
    places = decimals(area.near_km2 or area.with_nominal_km2)
    return round(area.near_km2, places), round(area.with_nominal_km2, places)


def decimals(km2: float) -> int:
    """Return with how many decimals an area has `FIGURES` figures; 0 at most.

    Examples
    --------
    >>> decimals(414_218.4), decimals(7.5), decimals(0.0)
    (-3, 0, 0)
    """
    return min(FIGURES - 1 - math.floor(math.log10(km2)), 0) if km2 else 0


def sentence(area: Area, language: str) -> str:
    """Return an area in words, such as a list of camps holds.

    Examples
    --------
    >>> sentence(Area(414_218.4, 1_425_254.0, 98), "en")
    '414,000 km² near places on record, up to 1,425,000 with nominal ground'
    """
    near, most = rounded(area)
    key = "area.both" if near < most else "area.near"
    if not near and most:
        key = "area.nominal"
    values = {"near": number(near, language, 0), "most": number(most, language, 0)}
    return say(key, language, **values)


def method(language: str) -> str:
    """Return the sentence that stands beside areas: what near and nominal mean.

    Examples
    --------
    >>> method("en").startswith("Near is ground within 50 km")
    True
    """
    return say("area.method", language, **quoted(language))

"""Agreements and events on a picture: where they apply, and their signs."""

import datetime as dt
import math
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import attrs
import geopandas as gpd
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from shapely.geometry.base import BaseGeometry

from geo.layers import looks
from geo.layers.legend import AREA, ORDER
from geo.layers.rows import Signed, rows
from geo.style import LIGHT, Theme
from geo.style.looks import LOOKS, SIGNS

HATCHES = {
    "horizontal": "---",
    "vertical": "|||",
    "diagonal": "///",
    "backslash": "\\\\\\",
    "dots": "..",
    "cross": "xxx",
    "plain": None,
}
"""What matplotlib calls each mark of `geo.style.Fill`."""

NOT_DRAWN = "country"
"""An agreement on the whole country has no outline of its own on a picture."""

AGO = "_past"
"""After the name of a sign: that of what is over."""

RING_PT = 7.5
"""How wide a ring around a place is."""

TEETH_SIDE, TEETH_AROUND = (-60, -30, 0, 30, 60), tuple(range(0, 360, 45))
"""Where teeth stand around a place under attack, in degrees from the attacker's side,
and from north where that is not known."""

TEETH_PT = (2.6, 3.4, 3.4)
"""How far from the place they point at it, how long and how wide they are."""

TEETH_REACH_PT = TEETH_PT[0] + TEETH_PT[1]


LINE = "agreement_line"
"""How an agreement on a line is drawn: as a rim of it, where one on an area has an
outline."""


def with_signs(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the agreements of a day that have a place of their own, by their sign.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Features of the layer ``agreements`` that are valid on the day.

    Returns
    -------
    geopandas.GeoDataFrame
        Those that can be drawn, with ``sign``: of `geo.style.looks.SIGNS`, and of areas
        and lines `geo.layers.legend.AREA`.
    """
    drawn = frame[frame["scope"] != NOT_DRAWN]
    signs = drawn[looks.COLUMN].map(lambda name: LOOKS[name].sign)
    return drawn.assign(sign=signs.where(drawn["scope"] == "point", AREA))


def by_age(events: gpd.GeoDataFrame, day: dt.date) -> gpd.GeoDataFrame:
    """Return what has a sign alone by that: of the day, or of the days before it.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        As `geo.layers.select.recent` returns them.
    day : datetime.date

    Returns
    -------
    geopandas.GeoDataFrame
        With ``sign``, of `geo.style.looks.SIGNS`; what is past first, to be drawn
        below.
    """
    own = events[looks.COLUMN].map(lambda name: LOOKS[name].sign)
    over = pd.to_datetime(events["valid_to"]) <= pd.Timestamp(day)
    signed = events.assign(sign=own.where(~over, own.astype(str) + AGO))
    return signed.sort_values("sign", ascending=False, kind="stable")


def keys(agreements: gpd.GeoDataFrame, events: gpd.GeoDataFrame) -> list[str]:
    """Return the keys of the legend that they need, in its order."""
    explained = set()
    for sign in {*agreements.get("sign", ()), *events.get("sign", ())}:
        explained |= {sign} if sign not in _EXPLAINED_BY else {*_EXPLAINED_BY[sign]}
    return [key for key in ORDER if key in explained]


_EXPLAINED_BY = {
    "agreement_questioned": ("agreement_in_force", "agreement_questioned"),
    "agreement_hollow_questioned": ("agreement_not_in_force", "agreement_questioned"),
}
"""Signs that two entries of a legend explain together: the bar, and what bears it."""


def sign_looks(sign: str, theme: Theme = LIGHT) -> list[dict[str, Any]]:
    """Return how a sign is painted, mark upon mark, as matplotlib's lines take it.

    Parameters
    ----------
    sign : str
        Of `geo.style.looks.SIGNS`.
    theme : geo.style.Theme

    Returns
    -------
    list of dict
    """
    map_ = SIGNS[sign]
    event = map_.shape == "circle"
    colour, ink = theme.palette[map_.colour], theme.palette["halo"]
    if map_.shape == "ring":
        return [
            {
                "linestyle": "none",
                "marker": "o",
                "markersize": RING_PT,
                "markerfacecolor": "none",
                "markeredgecolor": edge,
                "markeredgewidth": wide,
            }
            for edge, wide in ((ink, 1.9), (colour, 0.9))
        ]
    mark: dict[str, Any] = {
        "linestyle": "none",
        "marker": "o" if event else "D",
        "markersize": 4.0 if event else 3.4,
        "markerfacecolor": ink if map_.hollow else colour,
        "markeredgecolor": colour if map_.hollow else ink,
        "markeredgewidth": 0.6,
        "alpha": map_.opacity,
    }
    if not map_.barred:
        return [mark]
    bar = {
        "linestyle": "none",
        "marker": "_",
        "markersize": 2.6,
        "markeredgewidth": 0.8,
    }
    return [mark, bar | {"markeredgecolor": colour if map_.hollow else ink}]


def draw(
    axes: Axes,
    agreements: gpd.GeoDataFrame,
    events: gpd.GeoDataFrame,
    theme: Theme,
) -> None:
    """Draw the signs of agreements and events at their points."""
    signed = (*rows(agreements, Signed), *rows(events, Signed))
    for sign, alike in groupby(signed, key=lambda row: row.sign):
        if sign != AREA:
            xy = shapely.get_coordinates([row.geometry for row in alike])
            for look in sign_looks(sign, theme):
                axes.add_artist(Line2D(xy[:, 0], xy[:, 1], zorder=35, **look))


def teeth(
    x: float, y: float, side: float, point: float
) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each tooth around a place under attack.

    Parameters
    ----------
    x, y : float
        The place.
    side : float
        Where the attacker stands, in degrees clockwise from up; NaN: not known.
    point : float
        How much a typographic point is.
    """
    near, long, wide = (length * point for length in TEETH_PT)
    around = math.isnan(side)
    for turn in TEETH_AROUND if around else TEETH_SIDE:
        ahead = math.radians(turn if around else turn + side)
        half = wide / 2 / (near + long)
        yield [
            (x + far * math.sin(angle), y + far * math.cos(angle))
            for far, angle in (
                (near, ahead),
                (near + long, ahead - half),
                (near + long, ahead + half),
            )
        ]


@attrs.frozen
class _Attack:
    """A place under attack, as `geo.layers.attacks.attacks` returns it."""

    attacked_from: float
    geometry: BaseGeometry


def draw_attacks(
    axes: Axes, attacks: gpd.GeoDataFrame, point: float, theme: Theme
) -> None:
    """Draw teeth around places under attack; `point` as for `teeth`."""
    ink, halo = theme.palette["ink"], theme.palette["halo"]
    all_teeth: list[list[tuple[float, float]]] = []
    for attack in rows(attacks, _Attack):
        ((x, y),) = shapely.get_coordinates(attack.geometry)
        all_teeth += teeth(x, y, attack.attacked_from, point)
    look: dict[str, Any] = {"facecolor": ink, "edgecolor": halo, "linewidth": 0.25}
    axes.add_artist(PolyCollection(all_teeth, zorder=29, **look))

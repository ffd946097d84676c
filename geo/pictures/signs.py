"""Agreements and events on a picture: where they apply, and their signs."""

import datetime as dt
from typing import Any

import geopandas as gpd
import pandas as pd
from matplotlib.axes import Axes

from geo.records.tables.agreements import look_of
from geo.style import LIGHT, Theme
from geo.web.popups import plain

NOT_DRAWN = "country"
"""An agreement on the whole country has no outline of its own on a picture."""

AGREEMENTS = ("agreement_in_force", "agreement_not_in_force", "agreement_questioned")
AREA, EVENT, PAST = "agreement_area", "event", "event_past"
LINE = "agreement_line"
"""How an agreement on a line is drawn: as a rim of it, where one on an area has an
outline."""
KEYS = (*AGREEMENTS, AREA, EVENT, PAST)
"""What a legend may have to explain, in its order."""


def placed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the agreements of a day that have a place of their own, by their sign.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Features of the layer ``agreements`` that are valid on the day.

    Returns
    -------
    geopandas.GeoDataFrame
        Those that can be drawn, with ``sign`` (of `AGREEMENTS`; areas and lines:
        `AREA`) and ``barred`` (questioned by any).
    """
    found = frame[frame["scope"] != NOT_DRAWN]
    looks = [
        look_of(status["status"] for status in plain(statuses))
        for statuses in found["statuses"]
    ]
    signs = [AGREEMENTS[0 if look.force else 1] for look in looks]
    return found.assign(
        sign=[
            sign if scope == "point" else AREA
            for sign, scope in zip(signs, found["scope"], strict=True)
        ],
        barred=[look.questioned for look in looks],
    )


def by_age(events: gpd.GeoDataFrame, day: dt.date) -> gpd.GeoDataFrame:
    """Return events by their sign: those of a day, and those before it.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        As `geo.layers.select.recent` returns them.
    day : datetime.date

    Returns
    -------
    geopandas.GeoDataFrame
        With ``sign``, `EVENT` or `PAST`; the latter first, to be drawn below.
    """
    over = pd.to_datetime(events["valid_to"]) <= pd.Timestamp(day)
    return events.assign(sign=over.map({True: PAST, False: EVENT})).sort_values(
        "sign", ascending=False, kind="stable"
    )


def keys(agreements: gpd.GeoDataFrame, events: gpd.GeoDataFrame) -> list[str]:
    """Return what a legend has to explain of them, of `KEYS`."""
    found = {*agreements.get("sign", ()), *events.get("sign", ())}
    signed = agreements[agreements["sign"] != AREA] if len(agreements) else agreements
    if any(signed.get("barred", ())):
        found.add("agreement_questioned")
    return [key for key in KEYS if key in found]


def sign_looks(
    sign: str, barred: bool = False, theme: Theme = LIGHT
) -> list[dict[str, Any]]:
    """Return how a sign is painted, mark upon mark, as matplotlib's lines take it.

    Parameters
    ----------
    sign : str
        Of `KEYS`, but `AREA`.
    barred : bool
        Whether an agreement is questioned.
    theme : geo.style.Theme

    Returns
    -------
    list of dict
    """
    event = sign in (EVENT, PAST)
    colour = theme.palette["event" if event else "agreement"]
    hollow = sign == "agreement_not_in_force"
    ink = theme.palette["halo"]
    mark: dict[str, Any] = {
        "linestyle": "none",
        "marker": "o" if event else "D",
        "markersize": 4.0 if event else 3.4,
        "markerfacecolor": ink if hollow else colour,
        "markeredgecolor": colour if hollow else ink,
        "markeredgewidth": 0.6,
        "alpha": 0.5 if sign == PAST else 1.0,
    }
    if not barred and sign != "agreement_questioned":
        return [mark]
    bar = {
        "linestyle": "none",
        "marker": "_",
        "markersize": 2.6,
        "markeredgewidth": 0.8,
    }
    return [mark, bar | {"markeredgecolor": colour if hollow else ink}]


def draw(
    axes: Axes,
    agreements: gpd.GeoDataFrame,
    events: gpd.GeoDataFrame,
    theme: Theme,
) -> None:
    """Draw the signs of agreements and events at their points."""
    rows = [(row.sign, row.barred, row.geometry) for row in agreements.itertuples()]
    rows += [(row.sign, False, row.geometry) for row in events.itertuples()]
    for sign, barred, at in rows:
        if sign != AREA:
            for look in sign_looks(sign, barred, theme):
                axes.plot([at.x], [at.y], zorder=35, scalex=False, scaley=False, **look)

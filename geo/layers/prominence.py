"""Which place matters at which scale: one ranking for the browser and for paper."""

import re
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

COUNTRY_IMPORTANCE = 5_000
"""Places of less importance are left off a map of the whole country, unless they are
the only ones for `ALONE_M` around."""

ALONE_M = 70_000.0

INHERITED = 900
"""A place without claims of its own is of no more importance than this."""

ANCHORS = frozenset(
    (
        "bani-walid",
        "bayda",
        "derna",
        "ghadames",
        "ghat",
        "hun",
        "jaghbub",
        "jalu",
        "kufra",
        "murzuq",
        "nalut",
        "sabha",
        "sirte",
        "tarhuna",
        "tazirbu",
        "tobruk",
        "ubari",
        "zuwara",
    )
)
"""Places by which a reader finds the way about the country: a map of it names them
first after the largest cities."""

ANCHOR = 60_000
"""Importance that an anchor has at least."""

CITY = 100_000
"""Importance from which a place is a city."""

LARGE = 300_000
"""Importance from which a city is one of the largest: it is named before anchors."""

SETTLEMENT = "settlement"


@dataclass(frozen=True)
class Tier:
    """How places of like importance are shown.

    Attributes
    ----------
    least : float
        The importance from which on a place is of this tier.
    style : str
        Of its name: ``city``, ``town`` or ``site``.
    zoom : float
        The web zoom from which on the browser shows it.
    dot_px : float
        Radius of its dot in the browser, px.
    sign_pt, name_pt : float
        Size of its sign and of its name on paper, points.
    """

    least: float
    style: str
    zoom: float
    dot_px: float
    sign_pt: float
    name_pt: float


TIERS = (
    Tier(5 * CITY, "city", 4.5, 3.6, 3.6, 7.2),
    Tier(CITY, "city", 4.5, 3.6, 3.6, 6.4),
    Tier(ANCHOR, "town", 4.5, 3.2, 2.9, 5.9),
    Tier(30_000, "town", 6.0, 3.0, 2.9, 5.7),
    Tier(8_000, "town", 7.0, 2.6, 2.3, 5.0),
    Tier(INHERITED + 1, "town", 8.0, 2.4, 2.3, 5.0),
    Tier(0, "town", 8.5, 2.4, 2.3, 5.0),
)
"""From the most important places down."""

SITE = Tier(0, "site", 8.0, 2.4, 2.9, 4.8)
"""How what is no settlement is shown; its zoom is that of its importance."""

NEAR_ZOOM = {"district": 9.5, "camp": 9.5}
"""Kinds of places that lie within another: the browser shows them from near only."""

SYMBOLS: dict[str, tuple[str, ...]] = {
    SETTLEMENT: ("city", "town", "village", "district"),
    "air": ("air_base", "airport"),
    "oil": ("oil_terminal", "oil_field", "refinery"),
    "site": (
        "port",
        "border_crossing",
        "camp",
        "junction",
        "well",
        "bridge",
        "power_station",
    ),
}
_SYMBOL_OF = {kind: symbol for symbol, kinds in SYMBOLS.items() for kind in kinds}
_STANDS_FOR = {
    "city": CITY,
    "air_base": 18_000,
    "oil_terminal": 18_000,
    "town": 12_000,
    "airport": 12_000,
    "oil_field": 9_000,
    "refinery": 9_000,
    "border_crossing": 9_000,
    "district": 6_000,
    "port": 6_000,
    "village": 2_000,
}
"""How many inhabitants a place without a population is weighed as, by kind."""


def symbol_of(kind: str) -> str:
    """Return which of `SYMBOLS` a kind of place has.

    Examples
    --------
    >>> symbol_of("air_base"), symbol_of("town")
    ('air', 'settlement')
    """
    return _SYMBOL_OF.get(kind, "site")


def line_name(name: str) -> str:
    """Return the name of a line at sea without the remarks beside the name.

    Examples
    --------
    >>> line_name("Turkey-Libya memorandum line (A-B)")
    'Turkey-Libya memorandum line'
    """
    short = re.split(r"[:,،(]", name)[0].strip()
    return short if " " in short else name  # a lone word is whose line it is


def tier(importance: float, symbol: str = SETTLEMENT, kind: str = "") -> Tier:
    """Return how a place is shown.

    Parameters
    ----------
    importance : float
        As `ranked` returns it.
    symbol : str
        Of `SYMBOLS`.
    kind : str
        Of the place, as in the records.

    Returns
    -------
    Tier

    Examples
    --------
    >>> tier(1_300_000).style, tier(12_000, "air", "airport").style
    ('city', 'site')
    >>> tier(8_000, kind="district").zoom
    9.5
    """
    own = next(each for each in TIERS if importance >= each.least)
    zoom = max(own.zoom, NEAR_ZOOM.get(kind, 0.0))
    return replace(own if symbol == SETTLEMENT else SITE, zoom=zoom)


def ranked(places: gpd.GeoDataFrame, wide: bool = False) -> gpd.GeoDataFrame:
    """Return the places that a map of a scale shows, the most important first.

    Parameters
    ----------
    places : geopandas.GeoDataFrame
        Features of the layer ``places``; in metres, if `wide`.
    wide : bool
        Whether the map shows only what stands out, as one of the whole country does.

    Returns
    -------
    geopandas.GeoDataFrame
        With ``importance`` and ``symbol``, of `SYMBOLS`.
    """
    population = pd.to_numeric(places["population"], errors="coerce")
    weight = population.fillna(places["kind"].map(_STANDS_FOR)).fillna(1_000)
    weight = weight.where(places["kind"] != "district", weight.clip(upper=8_000))
    weight = weight.where(places["kind"] != "city", weight.clip(lower=CITY))
    weight = weight.where(
        ~places["inherits"].astype(bool), weight.clip(upper=INHERITED)
    )
    anchors = places["id"].isin(ANCHORS)
    weight = weight.where(~anchors, weight.clip(lower=ANCHOR))
    weighed = places.assign(importance=weight, symbol=places["kind"].map(symbol_of))
    weighed = weighed.sort_values(["importance", "id"], ascending=[False, True])
    return weighed[_stands_out(weighed)] if wide else weighed


def _stands_out(ranked: gpd.GeoDataFrame) -> np.ndarray:
    """Return which places the whole country shows: important, or alone far around."""
    points = ranked.geometry.values
    weight = np.array(ranked["importance"], dtype=float)
    shown: np.ndarray = weight >= COUNTRY_IMPORTANCE
    for i in np.flatnonzero(~shown & (weight > INHERITED)):
        shown[i] = not shapely.dwithin(points[shown], points[i], ALONE_M).any()
    return shown


def by_zoom(ranked: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return places in the order in which a map that can be zoomed names them.

    Parameters
    ----------
    ranked : geopandas.GeoDataFrame
        As `ranked` returns it.

    Returns
    -------
    geopandas.GeoDataFrame
        With ``tier``, see `tier`: what shows first comes first, of the same zoom the
        largest cities and `ANCHORS`, then cities before other settlements, and these
        before sites; then by importance and by inhabitants.
    """
    rows = zip(ranked["importance"], ranked["symbol"], ranked["kind"], strict=True)
    tiers = [tier(*row) for row in rows]
    shown = ranked.assign(
        tier=pd.Series(tiers, ranked.index, dtype=object),
        _zoom=[each.zoom for each in tiers],
        _second=(ranked["importance"] < LARGE) & ~ranked["id"].isin(ANCHORS),
        _site=ranked["symbol"] != SETTLEMENT,
        _city=ranked["kind"] != "city",
        _weight=-ranked["importance"],
        _people=-pd.to_numeric(ranked["population"]).fillna(0),
    )
    order = ["_zoom", "_second", "_city", "_site", "_weight", "_people"]
    return shown.sort_values(order, kind="stable").drop(columns=order)

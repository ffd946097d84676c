"""What the peers draw: the layers of our own page, on the same dates, by folium.

Peers get the lighter job wherever the two differ: plain colours where ours has
patterns, no names, no legend, no evidence, no columns but those that style a feature,
and of the places only those whose dot ours shows when it opens.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import folium
import geopandas as gpd
import pandas as pd

from geo import ground, style
from geo.layers import read as layers

HEIGHT = 640
VIEW = {
    "location": (26.4, 17.3),
    "zoom_start": 5.5,
    "zoom_snap": 0.5,
    "height": HEIGHT,
    "tiles": None,
}
"""Where ours opens in the window of `tests.bench.browser`."""

CELLS = ("tripoli_held", "eastern_held", "other_held", "contested", "no_record")
COLUMNS = ("geometry", "valid_from", "valid_to", "fill", "stroke")
SIGNS = {"agreements": "agreement", "events": "event"}
"""Layers of signs, and their colour; ours draws no agreement on the whole country."""

FILL_OPACITY = 0.62
"""Of all ground: ours has three rings of it, and nominal ground."""

PROMINENT = 100_000
"""Population from which ours shows a place at the opening zoom."""


def read() -> dict[str, gpd.GeoDataFrame]:
    """Return each layer with the columns that drawing it on a date takes."""
    return {name: _light(name, layers.read(name)) for name in layers.NAMES}


def _light(name: str, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if name in CELLS:
        frame["fill"] = frame["stroke"] = frame["camp"].map(style.PALETTE)
    elif name == "front_lines":
        ink = {True: style.PALETTE["front"], False: style.PALETTE["quiet_ink"]}
        frame["stroke"] = frame["firm"].map(ink)
    elif name == "places":
        population = frame["population"].fillna(0)
        frame = frame[(frame["kind"] == "city") | (population >= PROMINENT)].copy()
        frame["fill"], frame["stroke"] = style.PALETTE["ink"], style.PALETTE["halo"]
    elif name in SIGNS:
        if "scope" in frame:
            frame = frame[frame["scope"] != "country"].copy()
        frame["fill"] = frame["stroke"] = style.PALETTE[SIGNS[name]]
    else:
        frame["stroke"] = style.PALETTE["maritime"]
    return frame[[column for column in COLUMNS if column in frame.columns]]


def on(frame: gpd.GeoDataFrame, day: dt.date) -> gpd.GeoDataFrame:
    """Return the features valid on a day, without their dates."""
    when = pd.Timestamp(day)
    valid = (frame["valid_from"] <= when) & ~(frame["valid_to"] <= when)
    return frame[valid].drop(columns=["valid_from", "valid_to"])


def mark(day: dt.date) -> str:
    """Return the CSS class by which the browser knows a day's features."""
    return f"day{day:%Y%m%d}"


def look(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Leaflet path options of a feature."""
    filled = properties.get("fill") is not None
    return {
        "color": properties["stroke"],
        "weight": 0.8 if filled else 1.6,
        "fill": filled,
        "fillColor": properties.get("fill"),
        "fillOpacity": FILL_OPACITY if filled else 0,
    }


def canvas() -> folium.Map:
    """Return an empty map of the size and place of ours, without tiles."""
    return folium.Map(**VIEW)


def add_base(chart: folium.Map) -> None:
    """Add land, districts and outline, as ours has them."""
    countries = ground.countries()
    land = {"color": style.PALETTE["border"], "weight": 1, "fillOpacity": 1}
    line = {"color": style.PALETTE["border"], "weight": 0.5, "fill": False}
    colour = {True: style.PALETTE["land"], False: style.PALETTE["land_abroad"]}
    libya = countries["name_en"] == "Libya"
    for frame, drawn in (
        (countries[~libya], land | {"fillColor": colour[False]}),
        (countries[libya], land | {"fillColor": colour[True]}),
        (ground.districts(), line),
    ):
        folium.GeoJson(
            frame[["geometry"]].to_json(),
            style_function=lambda _, drawn=drawn: drawn,
            interactive=False,
        ).add_to(chart)


def add_day(
    target: folium.Map | folium.FeatureGroup,
    frames: Mapping[str, gpd.GeoDataFrame],
    day: dt.date,
) -> None:
    """Add every layer as it stands on a day."""
    marked = mark(day)
    for name, frame in frames.items():
        rows = on(frame, day)
        if rows.empty:
            continue
        folium.GeoJson(
            rows.to_json(),
            name=name,
            marker=folium.CircleMarker(radius=3, fill=True),
            style_function=lambda feature: (
                look(feature["properties"]) | {"className": marked}
            ),
        ).add_to(target)


def drawn(frames: Mapping[str, gpd.GeoDataFrame], day: dt.date) -> int:
    """Return how many features a peer has to draw on a day."""
    return sum(len(on(frame, day)) for frame in frames.values())

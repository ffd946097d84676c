"""The peer that runs in the browser too: folium's Timeline and TimelineSlider."""

import datetime as dt
import json
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
from folium.plugins import Timeline, TimelineSlider
from folium.utilities import JsCode

from tests.bench import peers

INTERVAL = JsCode("""
function (feature) {
  const [start, end] = [feature.properties.valid_from, feature.properties.valid_to];
  return { start: Date.parse(start), end: Date.parse(end), endExclusive: true };
}""")
STYLE = JsCode("""
function (feature) { return feature.properties.look; }""")
DOT = JsCode("""
function (feature, place) { return L.circleMarker(place, { radius: 3 }); }""")


def page(frames: Mapping[str, gpd.GeoDataFrame], newest: dt.date) -> str:
    """Return a page with every layer on one slider; ``slider`` is its control.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        As `peers.read` returns them.
    newest : datetime.date
        The last day on record; what has no end lasts a day longer.
    """
    chart = peers.canvas()
    peers.add_base(chart)
    slider = TimelineSlider(auto_play=False, date_options="YYYY-MM-DD")
    for frame in frames.values():
        timeline = Timeline(
            _collection(frame, newest + dt.timedelta(days=1)),
            get_interval=INTERVAL,
            style=STYLE,
            point_to_layer=DOT,
        ).add_to(chart)
        slider.add_timelines(timeline)
    slider.add_to(chart)
    text = chart.get_root().render()
    return text.replace(
        "</html>", f"<script>window.slider = {slider.get_name()};</script></html>"
    )


def _collection(frame: gpd.GeoDataFrame, end: dt.date) -> dict:
    until = frame["valid_to"].fillna(pd.Timestamp(end))
    texts = {
        "valid_from": frame["valid_from"].dt.strftime("%Y-%m-%d"),
        "valid_to": until.dt.strftime("%Y-%m-%d"),
    }
    collection = json.loads(frame.assign(**texts).to_json())
    for feature in collection["features"]:
        properties = feature["properties"]
        feature["properties"] = {
            "valid_from": properties["valid_from"],
            "valid_to": properties["valid_to"],
            "look": peers.look(properties),
        }
    return collection

"""The two ways of streamlit-folium that ask the server for every date.

``naive`` is the first thing that comes to mind, a new map for each date; ``group`` the
better one, a constant map and a group of what changes.
"""

import datetime as dt
import os
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

from tests.bench import cdn, peers

DATES = [dt.date.fromisoformat(day) for day in os.environ["BENCH_DATES"].split(",")]

cdn.use(os.environ["BENCH_SCRIPTS"])
st.set_page_config(layout="wide")
frames = st.cache_resource(peers.read)()
st.session_state.setdefault("step", 0)


def step() -> None:
    """Go to the next date."""
    st.session_state.step += 1


st.button("step", on_click=step)
day = DATES[st.session_state.step % len(DATES)]
chart = peers.canvas()
peers.add_base(chart)
more: dict[str, Any] = {}
if os.environ["BENCH_WAY"] == "naive":
    peers.add_day(chart, frames, day)
else:
    dated = folium.FeatureGroup(name="dated")
    peers.add_day(dated, frames, day)
    more = {"key": "map", "feature_group_to_add": dated}
st_folium(
    chart, height=peers.HEIGHT, use_container_width=True, returned_objects=[], **more
)

"""The better way of streamlit-folium: a constant map, and a group of what changes."""

import datetime as dt
import os

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
dated = folium.FeatureGroup(name="dated")
peers.add_day(dated, frames, day)
st_folium(
    chart,
    key="map",
    height=peers.HEIGHT,
    use_container_width=True,
    feature_group_to_add=dated,
    returned_objects=[],
)

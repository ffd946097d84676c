"""The least that streamlit-folium can show: an empty map."""

import os

import streamlit as st
from streamlit_folium import st_folium

from tests.bench import cdn, peers

cdn.use(os.environ["BENCH_SCRIPTS"])
st.set_page_config(layout="wide")
chart = peers.canvas()
st_folium(chart, height=peers.HEIGHT, use_container_width=True, returned_objects=[])

"""The least that a panel with tabs can be in Streamlit, beside an empty map."""

import os

import streamlit as st
from streamlit_folium import st_folium

from tests.bench import cdn, peers

cdn.use(os.environ["BENCH_SCRIPTS"])
st.set_page_config(layout="wide")
left, right = st.columns([3, 1])
with left:
    chart = peers.canvas()
    st_folium(chart, height=peers.HEIGHT, width=900, returned_objects=[])
with right:
    names = os.environ["BENCH_TABS"].split(",")
    tab = st.segmented_control("tab", names, default=names[0], key="tab")
    with st.container(key="beside"):
        st.markdown(f"All that there is in the tab {tab}.")

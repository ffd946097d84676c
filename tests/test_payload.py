"""What is sent to the map's script: every feature, each geometry once, all evidence."""

import datetime as dt
import json

import pandas as pd
import pytest

from geo import layers
from geo.payload import State, payload


@pytest.fixture(scope="module")
def frames(built):
    return {name: layers.read(name, built) for name in layers.NAMES}


@pytest.fixture(scope="module")
def data(frames, atlas_records):
    return payload(frames, atlas_records, State(dt.date(2019, 12, 19)))


def test_each_geometry_is_sent_once(data):
    texts = [json.dumps(geometry) for geometry in data["geometries"]]
    assert len(texts) == len(set(texts))
    assert {f["geometry"] for f in data["features"]} == set(range(len(texts)))


def test_every_feature_of_every_layer_is_sent(data, frames):
    for name, frame in frames.items():
        sent = [f for f in data["features"] if f["layer"] == name]
        assert len(sent) == len(frame)
        days = zip(frame["valid_from"], frame["valid_to"], strict=True)
        assert sorted((f["valid_from"], f["valid_to"] or "") for f in sent) == sorted(
            (str(start)[:10], "" if pd.isna(end) else str(end)[:10])
            for start, end in days
        )


def test_evidence_of_every_cell_is_sent(data, atlas_records):
    for feature in data["features"]:
        if "camp" in feature:
            claim = data["claims"][feature["claim"]]
            assert set(claim["sources"]) <= set(data["sources"])
    assert set(data["claims"]) == set(atlas_records.control["claim_id"])

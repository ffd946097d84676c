"""What is sent to the map's script: every feature, each geometry once."""

import datetime as dt
import gzip
import json

import pandas as pd
import pytest
import shapely

from geo import ground
from geo.shown import Shown
from geo.style import CORE, NOMINAL, RINGS
from geo.style.layers import FRONTS
from geo.web.fronts import END_DEGREES
from geo.web.geometries import CORNER, drawn
from geo.web.payload import own_features, payload
from geo.web.popups import evidence
from tests.web.sent import rows_of


@pytest.fixture(scope="module")
def data(frames, atlas_records):
    return payload(frames, atlas_records, Shown(dt.date(2019, 12, 19)))


@pytest.fixture(scope="module")
def features(data):
    return rows_of(data["tables"], [place["id"] for place in data["places"]])


def test_each_geometry_is_sent_once(data, features):
    texts = [json.dumps(geometry) for geometry in data["packed"]]
    assert len(texts) == len(set(texts))
    assert {f["geometry"] for f in features} == set(range(len(texts)))


def end(feature: dict) -> str:
    """Return the first day after a feature, which is left out of what lasts a day."""
    if "valid_to" in feature:
        return feature["valid_to"] or ""
    start = dt.date.fromisoformat(feature["valid_from"])
    return (start + dt.timedelta(days=1)).isoformat()


def test_every_feature_of_every_layer_is_sent(features, frames):
    for name, frame in frames.items():
        sent = [f for f in features if f["layer"] == name]
        assert len(sent) == len(frame)
        days = zip(frame["valid_from"], frame["valid_to"], strict=True)
        assert sorted((f["valid_from"], end(f)) for f in sent) == sorted(
            (str(start)[:10], "" if pd.isna(end) else str(end)[:10])
            for start, end in days
        )


def test_evidence_of_every_cell_can_be_asked_for(features, frames, atlas_records):
    cards = evidence(frames, atlas_records)
    claims = {f["claim"] for f in features if "claim" in f}
    assert claims <= set(cards["claims"])


def test_what_a_page_sends_first_is_small(data):
    """The first page may take 300 kB of dated data, compressed as the web does."""
    assert size(data) < 220_000
    # An event costs so little that as many again have room.
    assert size(data["tables"]["events"]) < 3 * len(data["tables"]["events"]["from"])


def size(sent: object) -> int:
    text = json.dumps(sent, ensure_ascii=False, separators=(",", ":"))
    return len(gzip.compress(text.encode(), 6))


def test_ground_is_sent_by_its_rings(data, features):
    cells = {f["geometry"]: f for f in features if f["layer"] == "eastern_held"}
    for position, cell in cells.items():
        rings = set(data["packed"][position])
        assert rings <= {*RINGS, CORNER}
        # Some way from a lone post nothing is on record, though it is one itself.
        assert cell.get("nominal", False) or NOMINAL not in rings or CORE in rings
        assert not cell.get("nominal", False) or CORE not in rings


def test_ends_of_fronts_at_the_coast_and_at_borders_are_known(data, frames):
    closed = shapely.points(data["fronts"]["closed"])
    outline = shapely.boundary(ground.libya())
    assert shapely.dwithin(outline, closed, END_DEGREES).all()
    ends = {tuple(spot) for spot in data["fronts"]["closed"]}
    drawn_ends = set()
    for line in shapely.get_parts([drawn(line) for line in frames[FRONTS].geometry]):
        drawn_ends |= {line.coords[0], line.coords[-1]}
    assert ends <= drawn_ends
    assert len(drawn_ends - ends) > len(ends)


def test_ones_own_features_is_sent_as_it_is():
    shape = {"type": "Point", "coordinates": [13.2, 32.9]}
    properties = [{"valid_from": "2019-01-01", "name": "a"}, {"valid_to": None}]
    layer = own_features(
        {
            "mine": {
                "features": [
                    {"type": "Feature", "geometry": shape, "properties": own}
                    for own in properties
                ]
            }
        }
    )
    assert {feature["layer"] for feature in layer["features"]} == {"mine"}
    assert len(layer["geometries"]) == 1
    assert [feature["own"] for feature in layer["features"]] == properties
    assert [f["valid_from"] for f in layer["features"]] == ["2019-01-01", None]

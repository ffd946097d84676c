import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo import ground, style
from geo.errors import LayerError
from geo.layers import select as selection
from geo.views import Box

DAY = dt.date(2019, 12, 19)


def test_days_are_half_open():
    frame = gpd.GeoDataFrame(
        {
            "valid_from": ["2019-01-01", "2019-02-01", "2019-02-01"],
            "valid_to": ["2019-02-01", None, "2019-02-02"],
        },
        geometry=[shapely.Point(13, 32)] * 3,
        crs=ground.WGS84,
    )
    assert list(selection.valid(frame, dt.date(2019, 1, 31)).index) == [0]
    assert list(selection.valid(frame, dt.date(2019, 2, 1)).index) == [1, 2]
    assert list(selection.valid(frame, dt.date(2019, 2, 2)).index) == [1]


def test_some_days_hold_what_was_valid_on_any_of_them(frames):
    first, last = dt.date(2019, 12, 1), DAY
    front = frames["front_lines"]
    every = {
        feature_id
        for day in pd.date_range(first, last)
        for feature_id in selection.valid(front, day.date())["id"]
    }
    assert set(selection.valid(front, last, first)["id"]) == every
    assert len(every) > len(selection.valid(front, last))


def test_events_stay_for_a_month(frames):
    events = frames["events"]
    near = selection.recent(events, DAY)
    age = pd.Timestamp(DAY) - pd.to_datetime(near["valid_to"])
    assert age.max() < pd.Timedelta(days=style.EVENT_DAYS)
    assert (pd.to_datetime(near["valid_from"]) <= pd.Timestamp(DAY)).all()
    assert set(near["id"]) > set(selection.valid(events, DAY)["id"])


def test_two_claimants_leave_their_dispute_alone(frames):
    selected = selection.select(frames, DAY, claimants=("greece", "libya"))
    assert {tuple(pair) for pair in selected["disputed_maritime"]["pair"]} == {
        ("greece", "libya")
    }
    assert set(selected["claimed_maritime"]["claimant"]) == {"greece", "libya"}


def test_a_box_keeps_what_touches_it_whole(frames):
    box = Box(12.5, 32.4, 13.8, 33.0)
    near = selection.select(frames, DAY, names=["tripoli_held"], box=box)[
        "tripoli_held"
    ]
    every = selection.valid(frames["tripoli_held"], DAY)
    touching = every[every.intersects(shapely.box(*box))]
    assert list(near["id"]) == list(touching["id"])
    assert 0 < len(near) < len(every)


def test_what_is_no_layer_is_refused(frames):
    with pytest.raises(LayerError, match="is no layer: use one of"):
        selection.chosen(frames, ["rivers"])
    with pytest.raises(LayerError, match="not handed over"):
        selection.chosen({}, ["places"])


def test_states_behind_a_feature():
    assert selection.states_behind({"pair": ["a", "b"]}) == ["a", "b"]
    assert selection.states_behind({"claimant": "a"}) == ["a"]
    line = {"claimants": "Turkey; Libya (Government of National Accord)"}
    assert selection.states_behind(line) == ["turkey", "libya"]

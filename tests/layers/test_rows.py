"""Rows of a layer as classes that name the columns they want."""

import doctest

import attrs
import geopandas as gpd
import pytest
import shapely

from geo.layers import rows as layer_rows
from geo.layers.rows import Event, Signed, dicts, rows

AT = shapely.Point(13.2, 32.9)


def test_the_example_runs():
    assert doctest.testmod(layer_rows).failed == 0


def test_a_row_has_the_columns_its_class_names_in_any_order():
    frame = gpd.GeoDataFrame({"km2": [1.0], "sign": ["event"]}, geometry=[AT])
    assert [*rows(frame, Signed)] == [Signed(sign="event", geometry=AT)]


def test_cells_are_what_pandas_hands_out(frames):
    events = frames["events"]
    typed = [*rows(events, Event)]
    assert len(typed) == len(events) > 0
    for row, its in zip(typed, events.itertuples(), strict=True):
        assert attrs.asdict(row) == {
            field.name: getattr(its, field.name) for field in attrs.fields(Event)
        }


def test_a_frame_without_rows_needs_no_columns():
    assert [*rows(gpd.GeoDataFrame(geometry=[]), Signed)] == []


def test_a_frame_with_rows_needs_every_column():
    with pytest.raises(KeyError, match="sign"):
        [*rows(gpd.GeoDataFrame(geometry=[AT]), Signed)]


def test_a_row_as_a_mapping_has_every_column():
    frame = gpd.GeoDataFrame({"sign": ["event"]}, geometry=[AT])
    assert dicts(frame) == [{"sign": "event", "geometry": AT}]

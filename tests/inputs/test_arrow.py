"""Files of Arrow, and columns of Parquet that are written in short."""

import datetime as dt
import io
from decimal import Decimal

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shapely import MultiPolygon, Point, box

from geo.errors import UploadError
from geo.inputs import own

NAMES = pa.array(["سبها", "Sabha", "سبها"])
TABLE = {"name": NAMES, "lat": [27.0, 28.0, 29.0], "lon": [14.0, 15.0, 16.0]}


def parquet(columns):
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def ipc(table, new=pa.ipc.new_file):
    stream = io.BytesIO()
    with new(stream, table.schema) as writer:
        writer.write_table(table)
    return stream.getvalue()


def test_categories_nested_and_odd_columns_do_not_keep_a_table_out():
    columns = TABLE | {
        "name": NAMES.dictionary_encode(),
        "lat": pa.array(TABLE["lat"]).dictionary_encode(),
        "killed": pa.array([Decimal("1.5")] * 3),
        "lasted": pa.array([dt.timedelta(days=1)] * 3),
        "blob": pa.array([b"\1\2"] * 3),
        "parts": pa.array([{"a": 1}] * 3),
        "view": NAMES.cast(pa.string_view()),
    }
    layer = own.read("mine.parquet", parquet(columns))
    first = layer.features[0]["properties"]
    assert [one["properties"]["name"] for one in layer.features] == NAMES.to_pylist()
    assert (first["killed"], first["view"], first["lasted"]) == (
        *(1.5, "سبها"),
        "1 day, 0:00:00",
    )
    assert first["blob"] is None
    (told,) = layer.remarks
    assert str(told).endswith(
        "columns whose cells have parts of their own were left out: parts"
    )


FRAME = gpd.GeoDataFrame(
    {"n": [1, 2, 3]},
    geometry=[MultiPolygon([box(13, 30, 14, 31), box(15, 30, 16, 31)]), None, None],
    crs=4326,
)
FRAME.loc[2, "geometry"] = MultiPolygon([box(17, 30, 18, 31)])


@pytest.mark.parametrize("new", [pa.ipc.new_file, pa.ipc.new_stream])
def test_shapes_of_geoarrow_are_read_and_what_has_none_is_told(new):
    table = pa.table(FRAME.to_arrow(geometry_encoding="geoarrow"))
    layer = own.read("mine.arrow", ipc(table, new))
    bounds = [one["geometry"]["coordinates"][0][0][0][0] for one in layer.features]
    assert sorted(bounds) == [14, 18]
    assert "feature 2: has no place" in str(layer.remarks[0])


@pytest.mark.parametrize("encoding", ["WKB", "geoarrow"])
def test_feather_and_geoparquet_in_metres_are_reprojected(encoding):
    place = gpd.GeoSeries([Point(13.2, 32.9)], crs=4326).to_crs(32633)
    table = pa.table(place.to_frame("geometry").to_arrow(geometry_encoding=encoding))
    layer = own.read("mine.feather", ipc(table))
    assert layer.features[0]["geometry"]["coordinates"] == pytest.approx((13.2, 32.9))
    assert "was in WGS 84 / UTM zone 33N" in str(layer.remarks[0])


def test_a_torn_file_is_refused_in_one_message():
    table = pa.table(TABLE)
    with pytest.raises(UploadError, match=r"^mine.arrow: is no Parquet or Arrow file"):
        own.read("mine.arrow", ipc(table)[:200])


def test_one_text_for_a_million_cells_takes_no_memory_here():
    long = pa.DictionaryArray.from_arrays(
        pa.array([0] * 3_000, pa.int32()), pa.array(["x" * 100_000])
    )
    columns = {"lat": [27.0] * 3_000, "lon": [14.0] * 3_000, "note": long}
    with pytest.raises(UploadError, match="it takes more than"):
        own.read("mine.arrow", ipc(pa.table(columns)))

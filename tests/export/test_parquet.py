"""GeoParquet, read by Arrow and GeoPandas."""

import json

import geopandas as gpd
import pyarrow.parquet as pq

from tests.export.sample_requests import ids


def test_arrow_reads_the_geoparquet_and_its_metadata(folder, ringed):
    path = folder / "atlas.parquet"
    metadata = pq.read_schema(path).metadata
    geo = json.loads(metadata[b"geo"])
    assert geo["version"] == "1.0.0"
    assert geo["primary_column"] == "geometry"
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert json.loads(metadata[b"atlas_manifest"])["form"] == "parquet"
    schema = pq.read_schema(path)
    assert str(schema.field("valid_from").type) == "date32[day]"
    assert str(schema.field("source_ids").type).startswith("list<")
    assert str(schema.field("nominal").type) == "bool"
    read = gpd.read_parquet(path)
    assert read.crs == "EPSG:4326"
    for layer, features in ringed.items():
        assert ids(read[read["layer"] == layer]) == ids(features)

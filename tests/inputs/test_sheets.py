"""Workbooks and GeoJSON as CSV."""

import csv
import datetime as dt
import io
import json

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from geo.bounds.uploads import Limits
from geo.errors import PlaceError
from geo.inputs.sheets import as_csv


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def collection(*features):
    made = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": point and {"type": "Point", "coordinates": point},
        }
        for properties, point in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": made}).encode()


def test_a_workbook_keeps_its_columns_and_rows(tmp_path):
    sheet = pd.DataFrame(
        {
            "ملاحظة": ["سوق", None],
            "lat": [32.9, None],
            "lon": [13.2, 13.0],
            "date": [dt.date(2019, 4, 4), dt.date(2019, 4, 5)],
        }
    )
    pyogrio.write_dataframe(sheet, tmp_path / "a.xlsx", driver="XLSX")
    data, columns = as_csv("a.XLSX", (tmp_path / "a.xlsx").read_bytes(), Limits())
    assert columns == {}
    assert [row["ملاحظة"] for row in rows_of(data)] == ["سوق", ""]
    assert [row["date"] for row in rows_of(data)] == ["2019-04-04", "2019-04-05"]
    assert [row["lat"] for row in rows_of(data)] == ["32.9", ""]


def test_points_of_geojson_get_columns_that_it_has_not():
    data, columns = as_csv(
        "a.geojson",
        collection(
            ({"date": "2019-12-19", "Latitude": 5, "many": ["a", 1]}, [13.2, 32.9, 7]),
            ({"date": "2019-12-20", "note": "no place"}, None),
        ),
        Limits(),
    )
    assert columns == {"lat": "point_latitude", "lon": "longitude"}
    first, second = rows_of(data)
    assert (first["Latitude"], first["point_latitude"]) == ("5", "32.9")
    assert first["many"] == '["a", 1]'
    assert (second["note"], second["point_latitude"]) == ("no place", "")


def test_points_of_another_system_come_in_degrees(tmp_path):
    frame = gpd.GeoDataFrame(
        {"date": ["2019-12-19"]}, geometry=[shapely.Point(13.2, 32.9)], crs=4326
    ).to_crs(32633)
    text = json.loads(frame.to_json())
    text["crs"] = {
        "type": "name",
        "properties": {"name": "urn:ogc:def:crs:EPSG::32633"},
    }
    (row,) = rows_of(as_csv("a.json", json.dumps(text).encode(), Limits())[0])
    assert float(row["latitude"]) == pytest.approx(32.9)
    assert float(row["longitude"]) == pytest.approx(13.2)


def test_no_cell_becomes_a_formula():
    cells = {"a": "=1+1", "b": " @x", "c": "-5", "d": -5, "e": "+218 21"}
    (row,) = rows_of(as_csv("a.geojson", collection((cells, [13, 32])), Limits())[0])
    assert list(row.values())[:5] == ["'=1+1", "' @x", "-5", "-5", "'+218 21"]


def test_other_shapes_than_points_are_refused():
    line = {"type": "LineString", "coordinates": [[13, 32], [14, 32]]}
    with pytest.raises(PlaceError):
        as_csv("a.geojson", json.dumps(line).encode(), Limits())


@pytest.mark.parametrize("coordinates", [[True, 13], [13, "north"], [13], {}, "13,32"])
def test_a_point_that_is_none_has_empty_cells(coordinates):
    data, _ = as_csv("a.geojson", collection(({"n": 1}, coordinates)), Limits())
    (row,) = rows_of(data)
    assert (row["latitude"], row["longitude"]) == ("", "")

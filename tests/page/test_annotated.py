"""A reader's tables, given back with who held each place."""

import csv
import datetime as dt
import io
import json
from types import SimpleNamespace

import pandas as pd
import pyogrio
import pytest

from geo.page import annotated
from geo.page.annotated import Table


def geojson(_folder):
    point = {"type": "Point", "coordinates": [13.187, 32.887]}
    features = [
        {"type": "Feature", "geometry": shape, "properties": {"id": n, "date": day}}
        for n, shape, day in ((1, point, "2019-12-19"), (2, None, "2019-12-19"))
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def workbook(folder):
    days = [dt.date(2019, 12, 19)] * 2
    sheet = pd.DataFrame(
        {"id": [1, 2], "lat": [32.887, None], "lon": [13.187, 13.0], "date": days}
    )
    pyogrio.write_dataframe(sheet, folder / "a.xlsx", driver="XLSX")
    return (folder / "a.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("name", "make"), [("a.geojson", geojson), ("a.XLSX", workbook)]
)
def test_a_workbook_and_geojson_come_back_as_csv(atlas, tmp_path, name, make):
    table = Table(name, make(tmp_path))
    assert annotated.is_table(name)
    world = SimpleNamespace(whole=atlas)
    data, counts = annotated._answers(world, table, None, "en")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["1", "2"]
    assert [row["camp"] for row in rows] == ["tripoli", ""]
    assert rows[1]["problem"]
    assert (counts.rows, counts.unanswered) == (2, 1)
    known = dt.date(2020, 1, 1)
    assert annotated._name(name, known) == "a-libya-known-2020-01-01.csv"


def test_a_file_of_other_shapes_or_without_days_is_not_offered(atlas):
    world = SimpleNamespace(whole=atlas)
    line = {"type": "LineString", "coordinates": [[13, 32], [14, 32]]}
    point = {"type": "Point", "coordinates": [13, 32]}
    for shape in (line, point):
        table = Table("a.json", json.dumps(shape).encode())
        made = lambda: annotated._answers(world, table, None, "en")  # noqa: B023, E731
        assert annotated._counts(made) is None

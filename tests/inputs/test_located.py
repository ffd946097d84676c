"""Points of tables of events that are no two columns of degrees."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import GeoError
from geo.inputs import delimited
from geo.inputs.annotate import annotate
from geo.inputs.answers import Options
from geo.inputs.located import columns, in_degrees

DAY = "2019-12-19"
TABLES = {
    "UTM": "id,easting_33n,northing_33n,date\na,331650,3641637,{0}\nb,x,,{0}\n",
    "a column of zones": "zone,x,y,date\n33N,331650,3641637,{0}\n33N,,,{0}\n",
    "MGRS": "mgrs,date\n33SUS3165041637,{0}\nby the gate,{0}\n",
    "one cell": 'id,date,Lat/Long\na,{0},"32.887, 13.187"\nb,{0},\n',
    "WKT": "id;date;shape\na;{0};POINT(13.187 32.887)\nb;{0};LINESTRING(13 32,14 33)\n",
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_annotate_reads_the_points_that_a_layer_has(atlas, tmp_path, name, form):
    """A row without one stays, and says why."""
    text = TABLES[name].format(DAY)
    source, out = tmp_path / f"in.{form}", tmp_path / f"out.{form}"
    if form == "csv":
        source.write_text(text, encoding="utf-8")
    else:
        pd.read_csv(io.StringIO(text), sep=None, engine="python").to_parquet(source)
    counts = annotate(source, out, lambda: atlas, Options(wanted=("camp",)))
    assert (counts.rows, counts.unanswered) == (2, 1)
    if form == "csv":
        delimiter = delimited.delimiter_of(text.split("\n", maxsplit=1)[0])
        rows = [*csv.DictReader(out.open(encoding="utf-8"), delimiter=delimiter)]
    else:
        rows = pd.read_parquet(out).to_dict("records")
    assert rows[0]["camp"] == "tripoli"
    assert "has no point: write one as 32.887" in rows[1]["problem"]


def test_metres_of_no_zone_are_told_with_what_would_be_right(atlas, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(f"easting,northing,date\n331650,3641637,{DAY}\n", "utf-8")
    with pytest.raises(GeoError, match=r"in\.csv: .* name the zone of UTM beside them"):
        annotate(source, tmp_path / "out.csv", lambda: atlas)
    assert [*map(Path, tmp_path.iterdir())] == [source]


def test_degrees_that_are_named_are_read_though_a_grid_stands_beside_them():
    header = ["lat", "lon", "zone", "easting", "northing", "date"]
    row = ["32.9", "13.2", "33N", "331650", "3641637", DAY]
    assert columns(header, [row]).found == {"lat": 0, "lon": 1, "date": 5}


@pytest.mark.parametrize("name", TABLES)
def test_a_frame_is_annotated_as_a_file_is(atlas, name):
    text = io.StringIO(TABLES[name].format(DAY))
    frame = pd.read_csv(text, sep=None, engine="python")
    answers = atlas.annotate(in_degrees(frame))
    assert answers["camp"].fillna("").tolist() == ["tripoli", ""]
    assert answers["problem"].notna().tolist() == [False, True]


def test_a_frame_with_degrees_is_left_and_one_without_is_told_what_would_be_right(
    atlas,
):
    frame = pd.DataFrame({"lat": [32.9], "lon": [13.2], "date": [DAY]})
    assert in_degrees(frame) is frame
    bare = pd.DataFrame({"mgrs": ["33SUS3165041637"], "date": [DAY]})
    with pytest.raises(GeoError, match=r"geo\.inputs\.located\.in_degrees") as raised:
        atlas.annotate(bare)
    assert "in_degrees" in raised.value.text("ar")
    with pytest.raises(GeoError, match="no column is called date: use one of"):
        atlas.annotate(frame.drop(columns="date"))

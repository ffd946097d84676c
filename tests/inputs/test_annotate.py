"""Files of events, annotated: each works, or gets one message and leaves nothing."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo.errors import FileError, GeoError
from geo.inputs import delimited, parquet
from geo.inputs.annotate import Options, annotate

HEAD = "id,lat,lon,date\n"
ROW = "1,32.887,13.187,2019-12-19\n"


@pytest.fixture
def run(atlas, tmp_path):
    """Annotate what a file holds; return what is written, and the counts."""

    def run(content, name="in.csv", **options):
        source, out = tmp_path / name, tmp_path / f"out{Path(name).suffix}"
        source.write_bytes(content.encode() if isinstance(content, str) else content)
        counts = annotate(source, out, lambda: atlas, Options(**options))
        assert names(tmp_path) == sorted({name, out.name})
        return out.read_bytes(), counts

    return run


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def rows_of(data, delimiter=","):
    text = data.decode("utf-8-sig", "surrogateescape")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_every_cell_stays_as_it_was_written(run):
    lines = ['id;"Lat ";lon;date;note', '1;32,887;13,187;2019-12-19;"a ""b""; c']
    text = "\ufeff" + "\r\n".join([*lines, 'd"', "2;32.887;13.187;19 December 2019;"])
    data, counts = run(text)
    written = data.decode().splitlines(keepends=True)
    assert written[0].startswith(f"\ufeff{lines[0]};camp;actor;")
    assert written[1] == f"{lines[1]}\r\n"
    assert written[2].startswith('d";tripoli;Government of National Accord;contested;')
    assert all(line.endswith("\r\n") for line in written)
    assert (counts.rows, counts.unanswered) == (2, 0)


def test_bytes_that_are_no_unicode_stay(run):
    row = b"\xed\xa0\x80,32.887,13.187,2019-12-19\n\xff,\xed\xa0\x80,13,2019-12-19\n"
    data, counts = run(HEAD.encode() + row)
    first, second = data.splitlines()[1:]
    assert first.startswith(b"\xed\xa0\x80,32.887,13.187,2019-12-19,tripoli,")
    assert second.startswith(b"\xff,\xed\xa0\x80,13,2019-12-19,,")
    assert rb"is no angle" in second
    assert counts.unanswered == 1


def test_a_row_that_cannot_be_placed_stays_and_says_why(run):
    rows = "2,95,13,2019-12-19\n\n3,32,13\n4,13.2,32.9,2019-12-19\n5,32,13,soon,more\n"
    data, counts = run(HEAD + ROW + rows)
    found = rows_of(data)
    assert [row["id"] for row in found] == list("12345")
    assert [row["camp"] for row in found] == ["tripoli", "", "", "outside", ""]
    begins = [
        "",
        "latitude 95 is none",
        "has 3 cells, the header 4",
        "latitude and",
        "has",
    ]
    assert all(map(str.startswith, (row["problem"] for row in found), begins))
    assert (counts.rows, counts.unanswered, counts.exchanged) == (5, 3, 1)


def test_days_may_be_mixed_where_each_can_be_read_in_one_way(run):
    days = ["2019-12-19", "19 Dec 2019", "20191219", "2019/12/19 10:00", "19/12/2019"]
    data, _ = run(HEAD + "".join(f"1,32.887,13.187,{day}\n" for day in days))
    assert [row["camp"] for row in rows_of(data)] == ["tripoli"] * 4 + [""]
    data, _ = run(HEAD + f"1,32.887,13.187,{days[-1]}\n", order="day-first")
    assert rows_of(data)[0]["camp"] == "tripoli"


def test_spans_known_on_and_language(run):
    head = "latitude,longitude,date_start,date_end,camp\n"
    text = f"{head}32.4344,13.6329,2020-06-01 00:00:00.000,2020-06-05 00:00:00.000,x\n"
    (row,) = rows_of(run(text)[0])
    assert (row["camp"], row["atlas_camp"], row["atlas_changed"]) == (
        *("x", "eastern", "true"),
    )
    assert len(row["atlas_record_ids"].split(";")) > 1
    day = pd.Timestamp("2010-01-01").date()
    data, _ = run(HEAD + ROW + "2,,13,2019-12-19\n", known_on=day, language="ar")
    found = rows_of(data)
    assert found[0]["camp"] == "no_record"
    assert re.search("[\u0600-\u06ff]", found[1]["problem"])


def test_a_table_without_rows_gets_its_columns(run):
    data, counts = run("id\tlat\tlon\tdate\n", name="in.tsv")
    assert data.startswith(b"id\tlat\tlon\tdate\tcamp\t")
    assert counts.rows == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "in.csv is empty: write a line"),
        ("\n\n", "in.csv is empty: write a line"),
        ("1,32.9,13.2,2019-12-19\n", "in.csv: its first line names no columns"),
        ("id,lon,date\n", "in.csv: no column is called lat: use one of"),
        ("lat,y,lon,date\n", "in.csv: two columns are called lat: use one of"),
        (f"{HEAD}{ROW}".encode("utf-16"), "in.csv is UTF-16: save it as UTF-8"),
        (f'{HEAD}{ROW}2,"{"x" * 200_000}', "in.csv, line 3: field larger than field"),
        (f"{HEAD}{ROW}2,{'x' * 200_000}", "in.csv, line 3: field larger than field"),
        (f'{HEAD}"{ROW}{ROW}', "in.csv, line 2: a quotation mark opens a cell, and"),
    ],
)
def test_a_file_that_is_no_table_gets_one_message(run, tmp_path, content, message):
    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(GeoError, match=re.escape(message)):
        run(content)
    assert (tmp_path / "out.csv").read_text() == "old"
    assert names(tmp_path) == ["in.csv", "out.csv"]


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (("in.csv", "out.csv"), "in.csv: cannot be read: No such file"),
        (("in.parquet", "out.parquet"), "in.parquet: cannot be read: "),
        ((".", "out.csv"), "no file in this folder"),
        (("in.xlsx", "out.xlsx"), "in.xlsx: neither CSV nor Parquet by its name"),
        (("in.csv", "out.parquet"), "out.parquet is to be of the form of"),
        (("folder.csv", "out.csv"), "folder.csv: no file in this folder"),
    ],
)
def test_a_file_that_cannot_be_had(tmp_path, paths, message):
    (tmp_path / "folder.csv").mkdir()
    source, out = (tmp_path / path for path in paths)
    with pytest.raises(GeoError, match=re.escape(message)):
        annotate(source, out, lambda: pytest.fail("is not needed"))
    assert names(tmp_path) == ["folder.csv"]


@pytest.mark.parametrize("name", ["folder.csv", "no/out.csv"])
def test_a_file_that_cannot_be_made(atlas, tmp_path, name):
    (tmp_path / "folder.csv").mkdir()
    source = tmp_path / "in.csv"
    source.write_text(HEAD + ROW)
    with pytest.raises(FileError, match="cannot be written"):
        annotate(source, tmp_path / name, lambda: atlas)
    assert names(tmp_path) == ["folder.csv", "in.csv"]


@pytest.mark.skipif(os.name == "nt", reason="has no /dev/full")
@pytest.mark.parametrize("name", ["in.csv", "in.parquet"])
def test_a_full_disk_is_one_message(atlas, tmp_path, name):
    source = tmp_path / name
    frame = pd.DataFrame({"lat": [32.9], "lon": [13.2], "date": ["2019-12-19"]})
    frame.to_csv(source) if name == "in.csv" else frame.to_parquet(source)
    with pytest.raises(
        FileError, match=r"^/dev/full: cannot be written: No space left"
    ):
        annotate(source, Path("/dev/full"), lambda: atlas)


def test_a_disk_that_fills_up_leaves_what_was_there(run, tmp_path, monkeypatch):
    def text(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(delimited.Table, "text", text)
    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(FileError, match=r"out\.csv: cannot be written: No space left"):
        run(HEAD + ROW)
    assert (tmp_path / "out.csv").read_text() == "old"
    assert names(tmp_path) == ["in.csv", "out.csv"]


def test_the_source_itself_may_be_replaced(atlas, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(HEAD + ROW)
    annotate(source, source, lambda: atlas)
    annotate(source, source, lambda: atlas)
    (row,) = rows_of(source.read_bytes())
    assert row["camp"] == row["atlas_camp"] == "tripoli"


def test_batches_are_as_good_as_the_whole(run, monkeypatch):
    text = HEAD + "".join(
        f"{n},3{n % 3},1{n % 7},20{14 + n % 12}-09-01\n" for n in range(50)
    )
    whole, _ = run(text)
    monkeypatch.setattr(delimited.Table.batches, "__defaults__", (7,))
    assert run(text) == (whole, run(text)[1])
    assert len(rows_of(whole)) == 50


def test_progress_ends_at_the_end(atlas, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(HEAD + ROW)
    steps = []
    annotate(
        source, tmp_path / "o.csv", lambda: atlas, None, lambda *a: steps.append(a)
    )
    assert sum(done for done, _ in steps) == source.stat().st_size == steps[0][1]


FRAME = {
    "id": [1, 2, 3],
    "event_date": pd.to_datetime(["2019-12-19", "2019-12-19", None]),
    "latitude": [32.887, 13.2, 32.0],
    "longitude": [13.187, 32.9, 13.0],
}


def parquet_of(frame):
    stream = io.BytesIO()
    frame.to_parquet(stream)
    return stream.getvalue()


def test_parquet_keeps_its_columns_types_and_metadata(run):
    data, counts = run(parquet_of(pd.DataFrame(FRAME)), name="in.parquet")
    table = pq.read_table(io.BytesIO(data))
    assert table.column_names[:5] == [*FRAME, "camp"]
    assert table.schema.field("since").type == pa.date32()
    assert table.schema.field("record_ids").type == pa.list_(pa.string())
    assert table["camp"].to_pylist() == ["tripoli", "outside", None]
    assert table["problem"].to_pylist()[2] == "date is empty"
    assert b"pandas" in table.schema.metadata
    assert pd.read_parquet(io.BytesIO(data))["id"].tolist() == [1, 2, 3]
    assert (counts.rows, counts.unanswered, counts.exchanged) == (3, 1, 1)


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view()], ids=str)
def test_texts_of_parquet_are_read_however_they_are_laid_out(run, kind):
    texts = {"lat": ["32.9"], "lon": ["13.2"], "date": ["19 Dec 2019"]}
    stream = io.BytesIO()
    columns = {name: pa.array(cells, kind) for name, cells in texts.items()}
    pq.write_table(pa.table(columns), stream)
    data, _ = run(stream.getvalue(), name="in.parquet")
    assert pq.read_table(io.BytesIO(data))["camp"].to_pylist() == ["tripoli"]


@pytest.mark.parametrize("encoding", ["WKB", "geoarrow"])
@pytest.mark.parametrize("crs", [4326, 3857, None])
def test_geoparquet_is_read_by_its_points(atlas, tmp_path, encoding, crs):
    shapes = [shapely.Point(13.187, 32.887), None, shapely.Point()]
    points = gpd.GeoSeries(shapes, crs=4326)
    frame = gpd.GeoDataFrame({"date": ["2019-12-19"] * 3}, geometry=points)
    frame = frame.to_crs(crs) if crs else frame
    source, out = tmp_path / "in.geoparquet", tmp_path / "out.geoparquet"
    frame.to_parquet(source, geometry_encoding=encoding, schema_version="1.1.0")
    annotate(source, out, lambda: atlas)
    found = gpd.read_parquet(out)
    assert found.crs == frame.crs
    assert found["camp"].iloc[0] == "tripoli"
    assert found["problem"].tolist()[1:] == ["lat is empty"] * 2


FAR = [
    pa.array([2**31 - 1, -(2**31), None, 18249], pa.date32()),
    pa.array([2**53, -(2**53), None, 18249 * 86_400_000], pa.timestamp("ms")),
    pa.array([2**53, -(2**53), None, 18249 * 86_400_000], pa.timestamp("ms", "UTC")),
]


@pytest.mark.parametrize("days", FAR, ids=lambda days: str(days.type))
def test_days_beyond_all_calendars_are_told_row_by_row(atlas, tmp_path, days):
    """Python has no dates before the year 1 and after 9999; Parquet has."""
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    degrees = {"lat": [32.887] * 4, "lon": [13.187] * 4}
    pq.write_table(pa.table({**degrees, "date": days}), source)
    annotate(source, out, lambda: atlas)
    found = pq.read_table(out, columns=["camp", "problem"])
    assert found["camp"].to_pylist() == [None, None, None, "tripoli"]
    late, early, empty, none = found["problem"].to_pylist()
    assert "is no date" in late
    assert "is no date" in early
    assert (empty, none) == ("date is empty", None)


def test_parquet_without_rows_gets_its_columns(run):
    data, counts = run(parquet_of(pd.DataFrame(FRAME)[:0]), name="in.parquet")
    assert pq.read_schema(io.BytesIO(data)).names[4] == "camp"
    assert counts.rows == 0


def test_parquet_in_batches_is_as_good_as_the_whole(run, monkeypatch):
    whole = pq.read_table(io.BytesIO(run(parquet_of(pd.DataFrame(FRAME)), "in.pq")[0]))
    monkeypatch.setattr(parquet, "ROWS", 2)
    data, _ = run(parquet_of(pd.DataFrame(FRAME)), "in.pq")
    assert pq.read_table(io.BytesIO(data)).equals(whole)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "in.parquet is no Parquet that can be read"),
        (b"PAR1 no more", "in.parquet is no Parquet that can be read"),
        (
            parquet_of(pd.DataFrame({"lat": [1]})),
            "in.parquet: no column is called lon",
        ),
        (
            parquet_of(pd.DataFrame({"lat": [[1]], "lon": [1], "date": [1]})),
            "column lat: a list<element: int64> is neither a coordinate nor a day",
        ),
        (
            parquet_of(
                gpd.GeoDataFrame(
                    {"date": [1]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326
                )
            ),
            "in.parquet: its geometry holds other shapes than points",
        ),
    ],
)
def test_parquet_that_is_no_table_of_events(run, tmp_path, content, message):
    with pytest.raises(GeoError, match=re.escape(message)):
        run(content, name="in.parquet")
    assert names(tmp_path) == ["in.parquet"]


def test_a_description_that_is_damaged_matters_where_it_is_needed(run):
    table = pa.table({"date": ["2019-12-19"], "lat": [32.9], "lon": [13.2]})
    for geo in (b"no JSON", b"[]", b'{"primary_column": "none", "columns": {}}'):
        stream = io.BytesIO()
        pq.write_table(table.replace_schema_metadata({parquet.GEO: geo}), stream)
        assert run(stream.getvalue(), name="in.parquet")[1].unanswered == 0
        stream = io.BytesIO()
        alone = table.select(["date"]).replace_schema_metadata({parquet.GEO: geo})
        pq.write_table(alone, stream)
        with pytest.raises(GeoError, match="the coordinate system of its geometry"):
            run(stream.getvalue(), name="in.parquet")


def test_damage_within_parquet_leaves_what_was_there(run, tmp_path):
    data = bytearray(parquet_of(pd.DataFrame(FRAME)))
    data[4:40] = b"\xff" * 36
    (tmp_path / "out.parquet").write_text("old")
    with pytest.raises(GeoError, match=r"in\.parquet"):
        run(bytes(data), name="in.parquet")
    assert (tmp_path / "out.parquet").read_text() == "old"


KILLED = """
import os, signal, sys
from pathlib import Path
from geo import files
with files.writing(Path(sys.argv[1])) as out:
    out.write(b"id,lat")
    out.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="has no SIGKILL")
def test_killed_in_the_middle_the_old_file_is_whole(run, tmp_path):
    """And the next run clears away what the killed one had written."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(HEAD + ROW)
    out.write_text("old")
    killed = subprocess.run([sys.executable, "-c", KILLED, out], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert out.read_text() == "old"
    assert len(names(tmp_path)) == 3
    data, _ = run(HEAD + ROW)
    assert rows_of(data)[0]["camp"] == "tripoli"


def test_a_table_of_arabic_windows_comes_back_in_its_bytes(run):
    head = "الموقع;خط العرض;خط الطول;التاريخ".encode("cp1256")
    row = "طرابلس;32,887;13,187;2019-12-19".encode("cp1256")
    data, counts = run(b"sep=;\n" + head + b"\n" + row + b"\n")
    written = data.split(b"\n")
    assert written[0] == b"sep=;"
    assert written[1].startswith(head + b";camp;")
    assert written[2].startswith(row + b";tripoli;")
    assert counts.unanswered == 0

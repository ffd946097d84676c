import dataclasses
import datetime as dt

import pytest

from geo.__main__ import main
from geo.errors import RecordError
from geo.records import read as records
from geo.records import schema
from tests.golden.make import RECORDS

TABLES = list(schema.TABLES)


COPIED = RECORDS
"""A few of the real records: how tables are read is the same for few and many."""


def replace_bytes(copy, table, old: bytes, new: bytes, count: int = 1):
    data = copy.path(table).read_bytes()
    assert old in data
    copy.path(table).write_bytes(data.replace(old, new, count))


def test_load_gives_every_table(atlas_records):
    names = [field.name for field in dataclasses.fields(atlas_records)]
    assert names == [*TABLES, "store"]
    for name in TABLES:
        rows = getattr(atlas_records, name)
        assert {type(row) for row in rows} == {schema.TABLES[name].row}


def test_records_are_typed(atlas_records):
    claim, place = atlas_records.control[0], atlas_records.places[0]
    assert isinstance(claim.source_ids, tuple)
    assert isinstance(claim.start, dt.date)
    assert isinstance(place.lat, float)


def test_newest_is_the_last_day_with_evidence(atlas_records):
    seen = [claim.last_seen for claim in atlas_records.control]
    assert atlas_records.newest == max(seen)
    assert isinstance(atlas_records.newest, dt.date)


def test_the_real_records_pass(capsys):
    assert main(["check", "--records", str(records.RECORDS)]) == 0
    assert capsys.readouterr().err == ""


def test_the_few_that_are_broken_here_pass(check):
    assert check() == []


def test_a_byte_order_mark_is_no_fault(copy, check):
    replace_bytes(copy, "places", b"place_id", b"\xef\xbb\xbfplace_id")
    assert check() == []


def test_columns_in_another_order_are_no_fault(copy):
    rows = copy.read("actors")
    copy.write("actors", [dict(reversed(row.items())) for row in rows])
    assert records.load(copy.folder).actors == records.load(COPIED).actors


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_file(copy, check, table):
    copy.path(table).unlink()
    assert check() == [f"{table}.csv 0 *: '', must exist"]


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_file(copy, check, table):
    copy.path(table).write_bytes(b"")
    assert check() == [f"{table}.csv 1 *: '', needs a header"]


def test_no_folder(copy, check):
    copy.folder = copy.folder / "nowhere"
    assert check() == [
        f"--records {copy.folder}: no such folder: name one that holds the record "
        "tables"
    ]


def test_a_folder_in_place_of_a_file(copy, check):
    copy.path("actors").unlink()
    copy.path("actors").mkdir()
    (line,) = check()
    assert line.startswith("actors.csv 0 *: ")
    assert line.endswith(", must be a CSV file")


def test_an_unclosed_quote(copy, check):
    with copy.path("actors").open("a", encoding="utf-8") as file:
        file.write('new,"never closed')
    (line,) = check()
    assert line.startswith("actors.csv 0 *: ")
    assert line.endswith(", must be a CSV file")


def test_an_unknown_column(copy, check):
    replace_bytes(copy, "control", b"actor_id", b"actor")
    assert check() == [
        "control.csv 1 actor: 'actor', unknown column: nearest is actor_id",
        "control.csv 1 actor_id: '', column is missing",
    ]


def test_a_column_too_many(copy, check):
    rows = copy.read("places")
    copy.write("places", [row | {"colour": "red"} for row in rows])
    (line,) = check()
    assert line.startswith("places.csv 1 colour: 'colour', unknown column: ")


def test_a_missing_column(copy, check):
    rows = copy.read("places")
    for row in rows:
        del row["kind"]
    copy.write("places", rows)
    assert check() == ["places.csv 1 kind: '', column is missing"]


def test_a_column_twice(copy, check):
    copy.path("actors").write_text(
        "".join(
            f"{line},{'note' if i == 0 else ''}\n"
            for i, line in enumerate(
                copy.path("actors").read_text(encoding="utf-8").splitlines()
            )
        ),
        encoding="utf-8",
    )
    assert check() == ["actors.csv 1 note: 'note', column stands twice"]


def test_a_ragged_row(copy, check):
    rows = len(copy.read("actors"))
    with copy.path("actors").open("a", encoding="utf-8") as file:
        file.write("new,New\n")
    columns = len(schema.TABLES["actors"].columns)
    assert check() == [f"actors.csv {rows + 2} *: '2 cells', must have {columns} cells"]


def test_a_blank_line(copy, check):
    rows = len(copy.read("actors"))
    with copy.path("actors").open("a", encoding="utf-8") as file:
        file.write("\n")
    (line,) = check()
    assert line.startswith(f"actors.csv {rows + 2} *: '0 cells', must have ")


def test_bytes_that_are_not_utf_8(copy, check):
    copy.set("actors", 3, note="Benghazi BENGHAZI")
    replace_bytes(copy, "actors", b"BENGHAZI", "بنغازي".encode("cp1256"))
    (line,) = check()
    assert line.startswith("actors.csv 3 note: 'Benghazi \\udc")
    assert line.endswith(", must be UTF-8")


def test_a_file_in_another_encoding(copy, check):
    text = copy.path("actors").read_text(encoding="utf-8")
    copy.path("actors").write_text(text, encoding="utf-16")
    lines = check()
    assert lines
    assert all(line.startswith("actors.csv ") for line in lines)


def test_a_nul_byte(copy, check):
    copy.set("places", 2, note="a\x00b", note_ar="ملاحظة.")
    (line,) = check()
    assert line.startswith(r"places.csv 2 note: 'a\x00b', must be text on one line")


def test_a_line_break_within_a_cell(copy, check):
    copy.set("places", 3, note="one\ntwo", note_ar="ملاحظة.")
    (line,) = check()
    assert line.startswith(r"places.csv 3 note: 'one\ntwo', must be text on one")


def test_rows_after_a_line_break_within_a_cell_keep_their_number(copy, check):
    copy.set("places", 3, note="one\ntwo", note_ar="ملاحظة.")
    copy.set("places", 5, kind="castle")
    assert [line.split(":")[0] for line in check()] == [
        "places.csv 3 note",
        "places.csv 5 kind",
    ]


def test_several_faults_are_all_reported_at_once_in_the_order_of_the_tables(
    copy, check
):
    copy.set("sources", 2, url="nowhere")
    copy.set("places", 4, kind="castle", lat="95")
    copy.set("control", 2, start="2014-02-30")
    copy.set("control", 9, confidence="certain")
    copy.set("maritime_lines", 2, error_km="99")
    files = [line.split(":")[0] for line in check()]
    assert files == [
        "sources.csv 2 url",
        "places.csv 4 kind",
        "places.csv 4 lat",
        "control.csv 2 start",
        "control.csv 9 confidence",
        "maritime_lines.csv 2 error_km",
    ]


def test_an_unreadable_table_does_not_hide_the_cells_of_another(copy, check):
    copy.path("sources").unlink()
    copy.set("places", 4, kind="castle")
    assert [line.split(":")[0] for line in check()] == [
        "sources.csv 0 *",
        "places.csv 4 kind",
    ]


def test_load_raises_with_the_faults(copy):
    copy.set("places", 2, kind="castle")
    with pytest.raises(RecordError, match=r"places\.csv 2 kind: 'castle'") as caught:
        records.load(copy.folder)
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.column) == ("places.csv", 2, "kind")

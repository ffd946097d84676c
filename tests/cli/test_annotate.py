"""The commands ``annotate`` and ``export-sql``."""

import pyarrow as pa

from geo.export import sql

ROWS = "id,lat,lon,date\n1,32.887,13.187,2019-12-19\n2,13.2,32.9,2019-12-19\n3,x,1,2\n"


def test_annotate_says_what_became_of_the_rows(run_query, tmp_path):
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(ROWS)
    status, printed, err = run_query("annotate", source, out)
    assert (status, printed) == (0, "")
    assert err.splitlines() == [
        f"{out} written: 3 rows",
        "1 of 3 rows have no answer: the column problem says why",
        "in 1 row latitude and longitude look exchanged: the column problem says so",
    ]
    assert (
        out.read_text().splitlines()[1].startswith("1,32.887,13.187,2019-12-19,tripoli")
    )


def test_annotate_takes_columns_days_and_languages(run_query, tmp_path):
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("n;e;when\n32.887;13.187;19/12/2019\n;1;1\n")
    options = ("--lat", "n", "--lon", "e", "--date", "when", "--dates", "day-first")
    known = ("--as-known-on", "2010-01-01", "--lang", "ar")
    status, _, err = run_query("annotate", source, out, *options, *known)
    assert status == 0
    assert "\u0635\u0641" in err
    assert ";no_record;" in out.read_text()


def test_annotate_appends_the_columns_that_are_named(run_query, tmp_path):
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(ROWS.replace("id,", "evidence,"))
    status, _, err = run_query("annotate", source, out, "--columns", "place, camp")
    assert status == 0
    assert "the column problem says why" in err
    head, first, *_ = out.read_text().splitlines()
    assert head == "evidence,lat,lon,date,camp,place,problem"
    assert first == "1,32.887,13.187,2019-12-19,tripoli,Tripoli,"
    status, _, err = run_query("annotate", source, out, "--columns", "kamp")
    assert (status, err[:52]) == (
        1,
        "kamp is no column that can be appended: these are ca",
    )


def test_annotate_refuses_what_is_no_table_in_both_languages(run_query, tmp_path):
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("a,b,c\n")
    status, printed, err = run_query("annotate", source, out)
    assert (status, printed) == (1, "")
    assert err.startswith(f"{source}: no column is called lat: use one of ")
    _, _, arabic = run_query("annotate", source, out, "--lang", "ar")
    assert "\u0644\u0627 \u0639\u0645\u0648\u062f" in arabic
    assert not out.exists()


def test_export_sql_writes_tables_and_a_query(run_query, tmp_path, monkeypatch):
    one = {"cells": pa.table({"number": [0]})}
    monkeypatch.setattr(sql, "tables", lambda *_: one)
    status, out, err = run_query("export-sql", tmp_path / "sql")
    assert (status, err) == (0, "")
    assert out == f"3 files written to {tmp_path / 'sql'}\n"
    assert (tmp_path / "sql" / "who.sql").exists()

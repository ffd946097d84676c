"""Commands that read a database in place of a folder, and write one."""

import json

import psycopg
import pytest

from geo.optional import answers
from geo.query import atlas as atlases
from geo.records.store import STORE
from tests.postgres import PASSWORD, SMALL

WHERE = ("32.4", "13.6", "--date", "2019-12-19")

COMMANDS = [
    ("check",),
    ("who", *WHERE, "--json"),
    ("place", "tarhuna"),
    ("find", "Tarhuna"),
    ("agreements", "--date", "2020-01-20", "--csv"),
    ("events", "--date", "2019-04-04", "--json"),
    ("changes", "2019-04-03", "2019-12-19"),
    ("sea", "--date", "2020-01-01"),
    ("points", "tr-ly-2019"),
    ("stats", "--date", "2019-12-19"),
    ("brief", "--date", "2019-12-19"),
    ("relations", "--date", "2019-12-19"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_answers_from_a_database_as_from_its_folder(
    run_command, unchanged, command
):
    status, out, err = run_command(*command, "--store", unchanged.url)
    assert (status, out, err) == run_command(*command, "--records", unchanged.folder)
    assert (status, bool(out)) == (0, True)


def test_the_environment_names_a_database_and_a_folder_counts_before_it(
    run_command, stored, monkeypatch
):
    with psycopg.connect(stored.url) as connection:
        connection.execute("set local atlas.why = 'a spelling'")
        connection.execute(
            "update atlas.places set name_en = 'Tarhouna' where place_id = 'tarhuna'"
        )
    monkeypatch.setenv(STORE, stored.url)
    _, out, _ = run_command("who", *WHERE, "--json")
    assert json.loads(out)["place"] == "Tarhouna"
    _, out, _ = run_command("who", *WHERE, "--json", "--records", stored.folder)
    assert json.loads(out)["place"] == "Tarhuna"
    status, _, err = run_command(
        "who", *WHERE, "--store", stored.url, "--records", stored.folder
    )
    assert status == 2
    assert "--store and --records exclude each other" in err
    assert PASSWORD not in err


EVENTS = "id,lat,lon,date\n1,32.4,13.6,2019-12-19\n2,36,18,2019-12-19\n3,x,13,2020\n"


@pytest.mark.parametrize("more", [(), ("--dask", "1")], ids=["here", "dask"])
def test_a_file_is_annotated_from_a_database_as_from_its_folder(
    run_command, unchanged, tmp_path, more
):
    source = tmp_path / "in.csv"
    source.write_text(EVENTS)
    made = []
    for where in (("--store", unchanged.url), ("--records", unchanged.folder)):
        out = tmp_path / f"{where[0]}.csv"
        command = ("annotate", source, out, *where, *(more if not made else ()))
        status, _, err = run_command(*command)
        assert (status, "3 rows" in err) == (0, True), err
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert b",outside," in made[0]


def test_a_picture_and_a_data_file_are_drawn_from_a_database(
    run_command, unchanged, tmp_path
):
    made = []
    for where in (("--store", unchanged.url), ("--records", unchanged.folder)):
        outs = [tmp_path / f"{where[0]}.{form}" for form in ("geojson", "svg")]
        for out in outs:
            command = ("snapshot", "--date", "2019-12-19", "--out", out, *where)
            assert run_command(*command)[0] == 0
        made.append([out.read_bytes() for out in outs])
    assert made[0] == made[1]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "url", ["postgresql://a:secret@127.0.0.1:1/x", "postgresql://a:sec ret@h/secret"]
)
def test_what_is_wrong_is_one_line_without_the_password(run_command, url, language):
    status, out, err = run_command("who", *WHERE, "--store", url, "--lang", language)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "secret" not in err
    assert "sec ret" not in err


def test_a_push_a_pull_and_what_changed(run_command, stored, tmp_path):
    folder = tmp_path / "mine"
    common = ("--store", stored.url)
    assert run_command("pull", folder, *common) == (
        0,
        f"Revision 1 is in {folder}\n",
        "",
    )
    path = folder / "places.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",Tarhuna,", ",Tarhouna,"), encoding="utf-8")
    push = ("push", *common, "--records", folder, "--why", "a spelling", "--who", "Ann")
    assert run_command(*push) == (0, "Revision 2: 1 row changed\n", "")
    assert run_command(*push)[1].startswith("Nothing to push: the records are those of")
    status, out, err = run_command("log", "1", *common)
    assert (status, err) == (0, "")
    assert "    name_en: 'Tarhuna' > 'Tarhouna'" in out.splitlines()
    assert out.splitlines()[-1].endswith(" 2: Ann: a spelling")
    status, out, _ = run_command("log", "2", "1", "--json", *common)
    assert json.loads(out)["after"] == {"name_en": "Tarhuna"}
    status, out, _ = run_command("log", "0", "1", "--table", "routes", *common)
    assert "rows added" in out
    status, _, err = run_command("log", "3", *common)
    assert status == 1
    assert "no such revision: use a number from 0 to 2" in err
    assert run_command("push", *common, "--records", folder)[0] == 2  # without a why


def test_tables_for_sql_are_loaded_into_a_database(
    run_command, database, tmp_path, monkeypatch
):
    loaded = []
    monkeypatch.setattr(answers, "load", lambda *given: loaded.append(given))
    small = atlases.load(SMALL)
    monkeypatch.setattr(atlases, "load", lambda *_: small)
    status, _, err = run_command("export-sql", tmp_path / "sql", "--into", database)
    assert (status, err) == (0, "")
    ((url, tables),) = loaded
    assert url == database
    assert "spells" in tables


def test_a_geopackage_that_is_not_there_is_told(run_command, tmp_path):
    status, out, err = run_command("api", "--gpkg", tmp_path / "none", "--port", "0")
    assert (status, out) == (1, "")
    assert "no such file: name a GeoPackage" in err

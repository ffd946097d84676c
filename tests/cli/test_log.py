"""The command ``log``, in a checkout of one small table."""

import csv
import io
import json
import subprocess

import pytest

from geo.records import versions

HEAD = "route_id,name_en,name_ar,place_ids,source_ids,note\n"
COAST = "coast,Coast,الساحل,,,Old.\n"
SUBJECT = "records: the coast road has its name"


def git(folder, *arguments):
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(
        ["git", "-C", str(folder), *names, *arguments], check=True, capture_output=True
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Return the folder of tables of a checkout with two versions."""
    folder = tmp_path_factory.mktemp("checkout")
    records = folder / "records"
    records.mkdir()
    git(folder, "init", "-q", ".")
    (records / "routes.csv").write_text(HEAD + COAST, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "records: begun")
    git(folder, "tag", "old")
    text = HEAD + COAST.replace("Coast", "Coast road") + "new,New,جديد,,,Found.\n"
    (records / "routes.csv").write_text(text, encoding="utf-8")
    label = '{"version": "1.0.0", "date": "2026-11-28"}'
    (records / "version.json").write_text(label)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", SUBJECT)
    return records


def test_it_prints_each_row_with_its_reason(run_command, checkout):
    status, out, err = run_command("log", "old", "HEAD", "--records", checkout)
    assert (status, err) == (0, "")
    first, second, *rows, last = out.splitlines()
    assert first == "Records from old to HEAD, version 1.0.0 of 2026-11-28"
    assert second == "routes.csv: 1 row added, 1 row changed"
    assert rows[:2] == ["  Added: new (New)", "    Note: Found."]
    assert "    name_en: 'Coast' > 'Coast road'" in rows
    assert last.endswith(f": {SUBJECT}")


def test_json_and_csv_hold_the_same_rows(run_command, checkout):
    _, out, _ = run_command("log", "old", "--json", "--records", checkout)
    added, changed = map(json.loads, out.splitlines())
    assert (added["row"], changed["after"]) == ("new", {"name_en": "Coast road"})
    assert changed["commits"][0]["subject"] == SUBJECT
    _, out, _ = run_command("log", "old", "--csv", "--records", checkout)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["row"] for row in rows] == ["new", "coast"]
    assert json.loads(rows[1]["before"]) == {"name_en": "Coast"}


def test_two_folders_are_compared_without_git(run_command, checkout, tmp_path):
    (tmp_path / "routes.csv").write_text(HEAD + COAST, encoding="utf-8")
    _, out, _ = run_command("log", tmp_path, checkout, "--lang", "ar")
    assert "routes.csv: أُضيف صف واحد، عُدّل صف واحد" in out
    assert "لا سبب في السجل." in out
    _, out, _ = run_command("log", tmp_path, tmp_path)
    assert out.endswith("No row changed.\n")


def test_no_such_version_and_no_git_get_one_message(
    run_command, checkout, tmp_path, monkeypatch
):
    status, out, err = run_command("log", "--records", checkout, "nowhere")
    assert (status, out) == (1, "")
    assert err.startswith("nowhere: neither a folder of record tables nor a commit")

    def absent(*_, **__):
        raise FileNotFoundError("git")

    monkeypatch.setattr(versions.subprocess, "run", absent)
    status, out, err = run_command("log", "--records", checkout, "old")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "git cannot be run" in err

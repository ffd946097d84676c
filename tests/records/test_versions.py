"""Versions of the records: their rows, their label, the commits behind a row."""

import datetime as dt

import pytest

from geo.errors import VersionError
from geo.records import label, versions
from geo.records.read import RECORDS

POINTS = b"line_id,seq,label\neg-1990,1,A\neg-1990,2,B\n"


def test_rows_are_named_by_their_key_of_one_column_or_more():
    assert list(versions.rows("maritime_points", POINTS)) == ["eg-1990 1", "eg-1990 2"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "routes.csv: must be a CSV file with a header"),
        (b'route_id\n"open', "routes.csv: must be a CSV file with a header"),
        (b"id,name_en\na,b\n", "routes.csv: column is missing: route_id"),
    ],
)
def test_what_is_no_table_gets_one_message(data, fault):
    with pytest.raises(VersionError, match=fault):
        versions.rows("routes", data)


PATCHES = (
    "\0bbb\x1f2026-11-28\x1fG\x1fAnn <a@b.ly>\x1frecords: two rows\n\n"
    "diff --git a/data/records/routes.csv b/data/records/routes.csv\n"
    "--- a/data/records/routes.csv\n+++ b/data/records/routes.csv\n"
    '@@ -2 +2,2 @@\n-coast,Coast\n+coast,"Coast, road"\n+new,New\n'
    "diff --git a/data/records/notes.txt b/data/records/notes.txt\n"
    "@@ -1 +1 @@\n-coast\n+other\n"
    "\0aaa\x1f2026-11-27\x1fN\x1f\x1frecords: the coast road\n\n"
    "diff --git a/data/records/routes.csv b/data/records/routes.csv\n"
    "--- /dev/null\n+++ b/data/records/routes.csv\n"
    "@@ -0,0 +1,2 @@\n+route_id,name_en\n+coast,Coast\n"
)


def test_a_row_has_the_commits_that_touched_it_newest_first():
    rows = {"coast": {"route_id": "coast", "name_en": "Coast, road"}}
    found = versions.changed_by(PATCHES, versions.Version("now", {"routes": rows}))
    assert [one.commit for one in found["routes", "coast"]] == ["bbb", "aaa"]
    (one,) = found["routes", "new"]
    assert (one.date, one.subject) == ("2026-11-28", "records: two rows")
    assert (one.signature, one.signer) == ("good", "Ann <a@b.ly>")
    assert [one.signature for one in found["routes", "coast"]] == ["good", ""]
    assert {table for table, _ in found} == {"routes"}


def test_the_records_say_which_version_they_are():
    found = label.label_of(RECORDS)
    assert found is not None
    assert len(found.version.split(".")) == 3
    assert dt.date.fromisoformat(found.date) >= dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"version": "1.0.0"}',
        '{"version": 1, "date": "2026-11-28"}',
        '{"version": "1.0.0", "date": "28/11/2026"}',
    ],
)
def test_a_label_that_says_it_wrongly_gets_one_message(tmp_path, text):
    (tmp_path / label.FILE).write_text(text)
    with pytest.raises(VersionError, match=r"version\.json: must be as \{"):
        label.label_of(tmp_path)


def test_a_folder_without_a_label_has_none(tmp_path):
    assert label.label_of(tmp_path) is None
    with pytest.raises(VersionError, match="no record tables there"):
        versions.of_folder(tmp_path)

"""What the command says of each table, and that the small world is sound."""

import pytest

from geo.__main__ import main
from geo.records import schema
from tests.conftest import RecordsCopy

BREAKS = {
    "sources": {"title": "", "language": "English"},
    "actors": {"name_ar": "Brigade"},
    "places": {"lat": "95"},
    "control": {"note": "Held it."},
    "maritime_lines": {"datum": "Clarke"},
    "maritime_points": {"lon_dms": "east"},
    "maritime_stages": {"line_id": "zz-nowhere"},
    "maritime_claims": {"claimant": "zz-nobody"},
    "routes": {"place_ids": "zz-nowhere"},
    "front_names": {"valid_from": "2020"},
    "agreements": {"scope": ""},
    "agreement_stages": {"note": "It was signed."},
    "events": {"event_id": "zz-2014-01-01"},
    "relations": {"backer": "zz-nobody"},
    "stories": {"name_ar": "A story"},
    "story_steps": {"zoom": "4"},
}
"""Cells that break a rule, by table."""


def test_the_small_world_is_sound(small_world, check, editorial):
    assert [cells.faults for cells in small_world.cells.values() if cells.faults] == []
    assert check() == editorial() == []


@pytest.fixture
def folder(small_world, tmp_path) -> RecordsCopy:
    """The small world as files."""
    files = RecordsCopy(tmp_path)
    for table, rows in small_world.rows.items():
        files.write(table, rows)
    return files


def test_the_command_passes_what_is_sound(folder, capsys):
    assert main(["check", "--records", str(folder.folder)]) == 0
    assert capsys.readouterr().out.endswith(": no faults\n")


@pytest.mark.parametrize("table", schema.TABLES)
def test_the_command_names_a_fault_of_each_table(folder, capsys, table):
    folder.set(table, 2, **BREAKS[table])
    assert main(["check", "--records", str(folder.folder)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    for column, value in BREAKS[table].items():
        expected = f"{table}.csv 2 {column}: {value!r}, "
        assert any(line.startswith(expected) for line in printed.err.splitlines())

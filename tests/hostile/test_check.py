"""What `check` takes as it is, and what it refuses with place and reason."""

import csv

import pytest

from geo.errors import RecordError
from geo.records import columns, schema
from geo.records import read as records
from tests.hostile import texts as hostile
from tests.hostile.conftest import FIELDS


def test_there_are_some_three_hundred(lines):
    refused = [
        *hostile.UNFIT,
        *hostile.FORMULAS,
        *hostile.HALVES,
        *hostile.ADDRESSES,
    ]
    assert len(lines) >= 300
    assert len(refused) >= 70


def test_check_takes_every_line_in_every_field(evil, lines):
    assert {source.title for source in evil.records.sources} <= {*lines}
    assert {claim.note for claim in evil.records.control} == {*lines}


def test_check_refuses_what_no_line_has_with_place_and_reason(copy):
    bad = [*hostile.UNFIT, *hostile.FORMULAS]
    broken = {}
    for table in dict.fromkeys(table for table, _ in FIELDS):
        own = [name for of, name in FIELDS if of == table]
        rows = copy.read(table)
        spots = [(row, name) for name in own for row in range(len(rows))]
        for (row, name), text in zip(spots, bad, strict=False):
            rows[row][name] = text
            broken[f"{table}.csv", row + 2, name] = text
        with copy.path(table).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0]], quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)
    with pytest.raises(RecordError) as error:
        records.load(copy.folder)
    faults = {(f.file, f.row, f.column): f for f in error.value.faults}
    assert {*broken} <= {*faults}
    for place, text in broken.items():
        assert faults[place].value == text
        assert faults[place].expected == f"must be {columns.LINE_OF_TEXT}"
    assert not any(columns.unfit(str(fault)) for fault in error.value.faults)


def test_check_refuses_half_a_character(copy):
    path = copy.path("places")
    for half in hostile.HALVES:
        data = path.read_bytes()
        bad = half.encode("utf-8", "surrogatepass")
        path.write_bytes(data.replace(b",Abraq,", b"," + bad + b",", 1))
        with pytest.raises(RecordError, match=r"places\.csv 2 name_en: .*UTF-8"):
            records.load(copy.folder)
        path.write_bytes(data)


@pytest.mark.parametrize("url", hostile.ADDRESSES)
def test_check_refuses_what_is_no_web_address(url):
    assert not schema.TABLES["sources"].columns["url"].holds(url)

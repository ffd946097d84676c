import datetime as dt
import re
from pathlib import Path
from typing import get_type_hints

import pytest

from geo import ground
from geo.records import schema

README = ground.DATA / "README.md"
MARKERS = re.compile(r"<!-- codebook -->\n(.*)<!-- /codebook -->", re.DOTALL)
COLUMNS = [
    (table, column)
    for table, declared in schema.TABLES.items()
    for column in declared.columns
]


def test_the_codebook_in_the_readme_is_the_declared_one():
    written = MARKERS.search(README.read_text(encoding="utf-8"))
    assert written, f"{README} has no codebook between its markers"
    assert written[1].strip() == schema.codebook().strip()


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_the_codebook_has_every_column(table, column):
    section = schema.codebook().split(f"### `{table}.csv`")[1].split("###")[0]
    assert f"| `{column}` |" in section


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_says_what_it_means(table, column):
    declared = schema.TABLES[table].columns[column]
    assert declared.description.endswith((".", ";"))
    assert declared.expected


TYPES = {
    ("text", False): str,
    ("text", True): str,
    ("date", False): str,
    ("date", True): str,
    ("list", False): tuple[str, ...],
    ("list", True): tuple[str, ...],
    ("number", False): float,
    ("number", True): float | None,
    ("count", False): int,
    ("count", True): int | None,
    ("day", False): dt.date,
    ("day", True): dt.date | None,
}
"""What a field holds, by the kind of its column and whether a cell may be empty."""


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_field_says_the_type_of_what_its_column_gives(table, column):
    declared = schema.TABLES[table]
    annotated = get_type_hints(declared.row)[column]
    kind = declared.columns[column]
    assert annotated == TYPES[kind.kind, kind.empty]


@pytest.mark.parametrize("table", schema.TABLES)
def test_a_table_says_what_it_holds(table):
    assert schema.TABLES[table].description
    assert schema.NAMES[schema.TABLES[table].row] == table


@pytest.mark.parametrize("table", schema.TABLES)
def test_references_lead_to_tables_with_a_key(table):
    for column, target in schema.references(table):
        assert column in schema.TABLES[table].columns
        assert schema.key_of(target)


def test_references_are_all_there():
    assert schema.references("control") == [
        ("place_id", "places"),
        ("actor_id", "actors"),
        ("parties", "actors"),
        ("source_ids", "sources"),
    ]
    assert schema.references("maritime_points") == [
        ("line_id", "maritime_lines"),
        ("source_ids", "sources"),
    ]
    assert schema.references("sources") == []


def test_keys():
    assert schema.key_of("control") == "claim_id"
    assert schema.key_of("maritime_points") == ""


def test_every_record_table_has_its_declaration():
    files = {path.stem for path in Path(ground.DATA / "records").glob("*.csv")}
    assert files == set(schema.TABLES)

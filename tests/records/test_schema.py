import re
from pathlib import Path

import pandas as pd
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
    assert declared.metadata["expected"]


@pytest.mark.parametrize("table", schema.TABLES)
def test_tables_take_no_column_they_do_not_declare(table):
    assert schema.TABLES[table].checks().strict is True
    assert schema.TABLES[table].description


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


def test_typed_gives_each_column_its_type():
    text = pd.DataFrame(
        {
            "claim_id": ["a", "b"],
            "parties": ["gna; lna", ""],
            "start": ["2014-05-16", "2015-01-01"],
            "end": ["2015-01-01", ""],
        },
        dtype=str,
    )
    typed = schema.typed("control", text)
    assert list(typed["parties"]) == [("gna", "lna"), ()]
    assert list(typed["start"]) == [pd.Timestamp(2014, 5, 16), pd.Timestamp(2015, 1, 1)]
    assert pd.isna(typed["end"][1])
    assert list(typed["claim_id"]) == ["a", "b"]
    assert list(text["parties"]) == ["gna; lna", ""], "the text itself is untouched"


def test_typed_numbers_are_floats_even_when_all_are_empty():
    text = pd.DataFrame({"population": ["", ""], "lat": ["31", "32.5"]}, dtype=str)
    typed = schema.typed("places", text)
    assert list(typed["lat"]) == [31.0, 32.5]
    assert typed["population"].isna().all()
    assert typed["population"].dtype == float


def test_every_record_table_has_its_declaration():
    files = {path.stem for path in Path(ground.DATA / "records").glob("*.csv")}
    assert files == set(schema.TABLES)

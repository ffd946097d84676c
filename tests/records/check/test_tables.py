"""What rules see of the tables, and how a fault is named."""

import pytest

from geo.records import check as rules
from geo.records import schema
from geo.records.check import Cells
from geo.records.check.tables import repeated
from geo.records.tables.control import Actor, Claim


def test_nearest_names_what_was_meant():
    assert rules.nearest("trippoli", ["tripoli", "sirte"]) == "nearest is tripoli"
    assert rules.nearest("zzz", ["tripoli", "sirte"]) == "use one of tripoli, sirte"
    assert rules.nearest("zzz", []) == "nothing is near"
    assert rules.nearest("zzz", [f"place-{i}" for i in range(30)]) == "nothing is near"


def test_what_came_before_is_repeated():
    assert list(repeated("abcab")) == [3, 4]


@pytest.mark.parametrize("table", schema.TABLES)
def test_no_rule_reads_a_cell_that_is_no_value(copy, table):
    rows = copy.read(table)
    columns = list(schema.TABLES[table].columns)
    for first in range(0, len(columns), len(rows)):
        broken = [dict(row) for row in rows]
        for row, column in zip(broken, columns[first:], strict=False):
            row[column] = "\n"
        copy.write(table, broken)
        faults = copy.faults((*rules.RULES, *rules.EDITORIAL))
        for number, column in enumerate(columns[first : first + len(rows)], 2):
            fault = f"{table}.csv {number} {column}: "
            assert any(line.startswith(fault) for line in faults), fault


def cells(**values: str) -> Cells:
    """Return an actor twice, the second time with other values."""
    first = {
        "actor_id": "gna",
        "name_en": "Accord",
        "name_ar": "الوفاق",
        "other_names": "",
        "camp": "tripoli",
        "valid_from": "2016",
        "valid_to": "",
        "successor": "",
        "note": "",
        "note_ar": "",
    }
    return Cells("actors", [list(first.values()), list((first | values).values())])


def test_sound_cells_make_whole_rows():
    sound = cells(actor_id="lna")
    assert sound.faults == []
    assert sound.rows == sound.as_declared()
    assert isinstance(sound.rows[0], Actor)


def test_every_cell_at_fault_is_named_in_the_row_where_it_stands():
    faults = cells(camp="north", valid_from="soon", actor_id="LNA").faults
    assert sorted((f.row, f.column, f.value) for f in faults) == [
        (3, "actor_id", "LNA"),
        (3, "camp", "north"),
        (3, "valid_from", "soon"),
    ]


def test_an_id_that_stands_twice_is_named_at_both():
    faults = cells().faults
    assert sorted((f.row, f.expected) for f in faults) == [
        (2, "stands twice: ids are unique"),
        (3, "stands twice: ids are unique"),
    ]


def test_a_rule_gets_the_rows_whose_cells_it_names_are_sound():
    tables = rules.Tables({"actors": cells(actor_id="lna", camp="north")})
    assert [index for index, _ in tables.rows(Actor, "actor_id", "camp")] == [0]
    (_, whole), (_, part) = tables.rows(Actor, "actor_id")
    assert (whole.actor_id, part.actor_id) == ("gna", "lna")
    with pytest.raises(AttributeError):
        part.camp  # noqa: B018


def test_a_fault_gives_the_text_of_the_cell():
    tables = rules.Tables({"actors": cells(actor_id="lna", camp="north")})
    fault = tables.fault("actors", 1, "camp", "must be south")
    assert str(fault) == "actors.csv 3 camp: 'north', must be south"


def test_each_class_of_rows_has_its_table():
    assert schema.NAMES[Claim] == "control"

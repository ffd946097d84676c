"""A small part of the real records that needs nothing outside itself."""

import csv
from typing import NamedTuple

from geo.records import read as records
from geo.records import schema
from geo.records.check import Cells
from geo.records.columns import split_list

Rows = list[dict[str, str]]

SEEDS = {
    "actors": ["tebu", "gnu", "gna", "lna", "egypt", "court-bayda"],
    "places": [
        "ajdabiya",
        "sirte",
        "sirte-district-3",
        "sirte-dollar",
        "sirte-ghiza-bahriya",
    ],
    "agreements": [
        "tr-ly-mou-2019",
        "berlin-1",
        "sirte-jufra",
        "lpa-2015",
        "moscow-2020",
        "tr-mandate",
    ],
    "events": ["sirte-lna-2020-01-06", "memoranda-2019-11-27"],
    "stories": ["2019-12-19"],
    "routes": ["ajdabiya-tobruk"],
    "front_names": ["sirte-jufra-line"],
}
"""What the tests break; what it refers to comes with it."""

WHOLE = ("maritime_lines", "maritime_claims", "relations")
"""Tables of which every row is there."""

PARENTS = {
    "control": ("place_id", "places"),
    "agreement_stages": ("agreement_id", "agreements"),
    "maritime_points": ("line_id", "maritime_lines"),
    "maritime_stages": ("line_id", "maritime_lines"),
    "story_steps": ("story_id", "stories"),
}
"""Tables whose rows come with a row of another."""

CUT = {"claim_ids": "control", "stage_ids": "agreement_stages"}
"""Lists that lose what is not there, and what they refer to."""


class World(NamedTuple):
    """Every table as rows, and as the rules see it."""

    rows: dict[str, Rows]
    cells: dict[str, Cells]


def world() -> World:
    """Return the small world, from the real records."""
    every = {name: _read(name) for name in schema.TABLES}
    kept = {name: set(SEEDS.get(name, ())) for name in schema.TABLES}
    for name in WHOLE:
        kept[name] = {row[schema.key_of(name)] for row in every[name]}
    size = -1
    while size != (size := sum(map(len, kept.values()))):
        for name in schema.TABLES:
            for row in _kept(name, every[name], kept):
                _follow(name, row, kept)
    rows = {name: _kept(name, every[name], kept) for name in schema.TABLES}
    for table in ("events", "story_steps"):
        for row in rows[table]:
            for column in CUT.keys() & row.keys():
                row[column] = _cut(row[column], CUT[column], rows)
    return World(rows, {name: cells(name, table) for name, table in rows.items()})


def cells(table: str, rows: Rows) -> Cells:
    """Return rows as the rules see them."""
    columns = schema.TABLES[table].columns
    return Cells(table, [[row[name] for name in columns] for row in rows])


def _read(table: str) -> Rows:
    path = records.RECORDS / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _kept(table: str, rows: Rows, kept: dict[str, set[str]]) -> Rows:
    column, other = PARENTS.get(table, (schema.key_of(table), table))
    return [row for row in rows if row[column] in kept[other]]


def _follow(table: str, row: dict[str, str], kept: dict[str, set[str]]) -> None:
    for column, target in schema.references(table):
        if column not in CUT:
            kept[target].update(split_list(row[column]))


def _cut(cell: str, table: str, rows: dict[str, Rows]) -> str:
    key = schema.key_of(table)
    there = {row[key] for row in rows[table]}
    return ";".join(item for item in split_list(cell) if item in there)

"""The golden records up to a day: a world so short that all of it is written soon."""

import csv
from pathlib import Path

from geo.records import schema
from tests.golden.make import RECORDS

LAST = "2014-06-03"
"""The newest day of which anything is told."""

_OPEN = {"actors": ("valid_to", "successor"), "control": ("end",)}
"""What had not come yet."""


def write(folder: Path) -> None:
    """Write the tables of that world into a folder."""
    folder.mkdir()
    for table in schema.TABLES:
        source = RECORDS / f"{table}.csv"
        with source.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [row for row in reader if _is_known(table, row)]
            columns = reader.fieldnames or ()
        for row in rows:
            _cut(table, row)
        target = folder / source.name
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _is_known(table: str, row: dict[str, str]) -> bool:
    if table in ("stories", "story_steps"):
        return False
    return table not in ("control", "events") or row["start"] <= LAST


def _cut(table: str, row: dict[str, str]) -> None:
    for column in _OPEN.get(table, ()):
        if table == "actors" or row[column] > LAST:
            row[column] = ""
    if table == "control":
        row["last_seen"] = min(row["last_seen"], LAST)

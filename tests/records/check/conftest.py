"""A small sound world in memory that a test may break, and what is then said of it."""

from collections.abc import Callable

import pytest

from geo.records import check as rules
from geo.records.check import Tables
from tests.conftest import RecordsCopy
from tests.records.check import small


class Rows(RecordsCopy):
    """Record tables in memory, broken by the same words as a copy of the files."""

    def __init__(self, world: small.World) -> None:
        self.world = world
        self.changed: dict[str, list[dict[str, str]]] = {}

    def read(self, table: str) -> list[dict[str, str]]:
        rows = self.changed.get(table, self.world.rows[table])
        return [dict(row) for row in rows]

    def write(self, table: str, rows: list[dict[str, str]]) -> None:
        self.changed[table] = rows

    def faults(self, kept: tuple[rules.Rule, ...]) -> list[str]:
        """Return the faults of the cells that changed, and those against some rules."""
        changed = {name: small.cells(name, rows) for name, rows in self.changed.items()}
        faults = [fault for cells in changed.values() for fault in cells.faults]
        tables = Tables(self.world.cells | changed)
        return [str(fault) for fault in {*faults, *rules.broken(tables, kept)}]


@pytest.fixture(scope="session")
def small_world() -> small.World:
    return small.world()


@pytest.fixture
def copy(small_world) -> Rows:
    return Rows(small_world)


@pytest.fixture
def check(copy) -> Callable[[], list[str]]:
    """What is said of the copy by the rules that the map needs."""
    return lambda: copy.faults(rules.RULES)


@pytest.fixture
def editorial(copy) -> Callable[[], list[str]]:
    """What is said of the copy by the rules on what records owe their readers."""
    return lambda: copy.faults(rules.EDITORIAL)

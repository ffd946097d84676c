"""Rows of which a test says only what matters to it."""

from typing import TypeVar

from geo.records import schema
from geo.records.columns import VALUES
from geo.records.rows import Row

SomeRow = TypeVar("SomeRow", bound=Row)


def row(kind: type[SomeRow], /, **values: object) -> SomeRow:
    """Return a row whose other cells are empty, whether or not they may be."""
    columns = schema.TABLES[schema.NAMES[kind]].columns
    empty = {name: VALUES[column.kind]("") for name, column in columns.items()}
    return kind(**(empty | values))

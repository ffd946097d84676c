"""Loads the tables from which ``who.sql`` answers into a database."""

import io
from collections.abc import Mapping

import pyarrow as pa
from pyarrow import csv

from geo.optional.ddl import name_of
from geo.optional.postgis import Address

SCHEMA = "atlas_answers"
"""Of the database; to answer, its name goes into ``search_path``."""

KINDS = {
    "string": "text",
    "int32": "integer",
    "int64": "bigint",
    "double": "double precision",
    "bool": "boolean",
    "date32[day]": "date",
}

INDEXES = {
    "triangles": ("kind, sx, sy", "place_id, sx, sy"),
    "edges": ("kind, sx, sy", "kind, place_id"),
    "cells": ("number",),
    "places": ("place_id",),
    "spells": ("place_id, valid_from",),
    "fronts": ("sx, sy, valid_from",),
}


def load(url: str, tables: Mapping[str, pa.Table]) -> None:
    """Write tables into a schema of their own, in place of those there, or none.

    Parameters
    ----------
    url : str
        As for `geo.optional.postgis.Address`. PostGIS is not needed.
    tables : mapping of str to pyarrow.Table
        As `geo.export.sql.tables` returns them; here they are called ``atlas_NAME``.

    Raises
    ------
    StoreError
        If the database cannot be reached, or refuses.
    """
    with Address(url).connected() as connection:
        connection.execute("set local client_min_messages = warning")
        connection.execute(f"drop schema if exists {SCHEMA} cascade")
        connection.execute(f"create schema {SCHEMA}")
        for name, table in tables.items():
            own = name_of(SCHEMA, f"atlas_{name}")
            columns = ", ".join(
                f"{name_of(field.name)} {KINDS[str(field.type)]}"
                for field in table.schema
            )
            connection.execute(f"create table {own} ({columns})")
            text = io.BytesIO()
            csv.write_csv(table, text)
            copied = f"copy {own} from stdin (format csv, header true)"
            with connection.cursor().copy(copied) as copy:
                copy.write(text.getvalue())
            for columns in INDEXES.get(name, ()):
                connection.execute(f"create index on {own} ({columns})")
            connection.execute(f"analyze {own}")

"""Every record table, declared once.

The rows, the checks of their cells, the references between tables and the codebook in
``data/README.md`` all come from the declarations in `geo.records.tables`.
"""

from geo.records import columns as col
from geo.records.rows import Row
from geo.records.tables import agreements, control, sea

TABLES: dict[str, col.Table] = {
    **control.TABLES,
    **sea.TABLES,
    **agreements.TABLES,
}

NAMES: dict[type[Row], str] = {table.row: name for name, table in TABLES.items()}
"""The name of the table that has rows of a class."""


def references(table: str) -> list[tuple[str, str]]:
    """Return which columns of a table hold ids of another.

    Parameters
    ----------
    table : str
        Name of a table in `TABLES`.

    Returns
    -------
    list of (column, table referred to)
    """
    return [
        (name, column.references)
        for name, column in TABLES[table].columns.items()
        if column.references
    ]


def key_of(table: str) -> str:
    """Return the column that names a row of a table, or an empty text."""
    columns = TABLES[table].columns
    return next((name for name, column in columns.items() if column.unique), "")


def codebook() -> str:
    """Return the codebook of all tables as Markdown."""
    parts = []
    for name, table in TABLES.items():
        rows = [f"### `{name}.csv`", "", table.description, ""]
        rows += ["| column | meaning | value |", "|---|---|---|"]
        for column_name, column in table.columns.items():
            expected = str(column.expected)
            if column.references:
                expected += f"; of `{column.references}.csv`"
            if column.empty:
                expected += "; may be empty"
            if column.unique:
                expected += "; unique"
            rows.append(f"| `{column_name}` | {column.description} | {expected} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"

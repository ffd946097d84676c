"""The tables of a store in PostgreSQL, made from the declarations of the records."""

import hashlib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from geo.records import columns as col
from geo.records import schema
from geo.records.store import key_columns
from geo.records.tables.control import NOBODY

SCHEMA = "atlas"
"""Of the database: all tables of a store stand in it, and nothing else."""

CHANNEL = "atlas"
"""On which the database tells, by ``NOTIFY``, that it was changed."""

BASE = Path(__file__).with_name("store.sql")
"""What does not follow from the declarations: functions, revisions and history."""

SPANS = (("start", "end"), ("valid_from", "valid_to"))
"""Columns that bound a span of days, half-open."""

ALONE = {"control": "place_id"}
"""Of rows with the same in this column no two may hold on one day."""

EXTRA = ("row_order", "row_revision", "valid", "geom")
"""Columns that a table may have beside those declared."""


def name_of(*parts: str) -> str:
    """Return a quoted identifier.

    Examples
    --------
    >>> name_of("control", "end")
    '"control"."end"'
    """
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def literal(text: str) -> str:
    """Return a quoted text."""
    return "'" + text.replace("'", "''") + "'"


@cache
def statements() -> str:
    """Return all that makes an empty store in a database with the extensions."""
    base = BASE.read_text(encoding="utf-8").replace("{channel}", CHANNEL)
    # Links refer to tables that may come later: they stand at the end.
    tables = [_table(name, table) for name, table in schema.TABLES.items()]
    links = [part for name in schema.TABLES for part in _references(name)]
    return "\n".join([base, *tables, *links])


@cache
def version() -> str:
    """Return what tells a store of these declarations from one of others."""
    return hashlib.sha256(statements().encode()).hexdigest()[:12]


def _table(name: str, table: col.Table) -> str:
    columns = table.columns
    lines = [
        "row_order bigint not null default extract(epoch from clock_timestamp()) * 1e6",
        "row_revision bigint not null default 0",
        *(
            f"{name_of(column)} text not null{_check(column, declared)}"
            for column, declared in columns.items()
        ),
        *_derived(columns),
        f"primary key ({_names(key_columns(name))})",
    ]
    if name in ALONE:
        lines.append(
            f"exclude using gist ({name_of(ALONE[name])} with =, valid with &&) "
            "deferrable initially deferred"
        )
    own = name_of(SCHEMA, name)
    body = ",\n    ".join(lines)
    made = [f"create table {own} (\n    {body}\n);"]
    made += [
        f"create index on {own} using gist ({extra});"
        for extra, _ in _derivations(columns)
        if extra in EXTRA
    ]
    key = ", ".join(literal(column) for column in key_columns(name))
    made += [
        f"create trigger begins before insert or update or delete on {own} "
        "for each statement execute function atlas.begin_change();",
        f"create trigger revises before insert or update on {own} "
        "for each row execute function atlas.revise_row();",
        f"create trigger keeps after insert or update or delete on {own} "
        f"for each row execute function atlas.keep_row({key});",
        f"create trigger refuses before truncate on {own} "
        "for each statement execute function atlas.refuse();",
        f"comment on table {own} is {literal(table.description)};",
        *(
            f"comment on column {own}.{name_of(column)} is "
            f"{literal(declared.description)};"
            for column, declared in columns.items()
        ),
    ]
    return "\n".join(made)


def _names(columns: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(name_of, columns))


def _check(name: str, column: col.Column) -> str:
    """Return what the database itself holds a cell to: that it is there, and a choice.

    All else is left to `geo.records.check`, which says what would be right.
    """
    quoted, checks = name_of(name), []
    if getattr(column.expected, "key", "") == "fault.cells.one_of":
        words = [*column.expected.values["known"], *([""] if column.empty else [])]
        checks.append(f"{quoted} in ({', '.join(map(literal, words))})")
    elif not column.empty:
        checks.append(f"{quoted} <> ''")
    return "".join(f" check ({check})" for check in checks)


def _derivations(columns: Collection[str]) -> list[tuple[str, str]]:
    """Return the columns that follow from others: a name, and what makes each."""
    found = [
        (
            "valid",
            "daterange generated always as "
            f"(atlas.span({name_of(first)}, {name_of(last)})) stored",
        )
        for first, last in SPANS
        if first in columns and last in columns
    ]
    if "lat" in columns and "lon" in columns:
        point = "generated always as (atlas.point(lat, lon)) stored"
        found.append(("geom", f"geometry(Point, 4326) {point}"))
    return found


def _derived(columns: Collection[str]) -> Iterator[str]:
    for name, made in _derivations(columns):
        yield f"{name} {made}"


def _references(name: str) -> Iterator[str]:
    """Yield the foreign keys of a table, and a table of links for each list of ids."""
    own, lists = name_of(SCHEMA, name), []
    for column, declared in schema.TABLES[name].columns.items():
        if not declared.references:
            continue
        if declared.kind == "list":
            lists.append((column, declared.references))
            yield _link_table(name, column, declared.references)
            continue
        reference, target = name_of(f"{column}_ref"), _target(declared.references)
        yield (
            f"alter table {own} add column {reference} text generated always as "
            f"({_referred(name_of(column), declared.references)}) stored "
            f"references {target} deferrable initially deferred;\n"
            f"create index on {own} ({reference});"
        )
    if lists:
        yield _link_triggers(name, lists)


def _referred(cell: str, table: str) -> str:
    """Return what of a cell refers to a row."""
    return f"case when {cell} in ({_nobody(table)}) then null else {cell} end"


def _nobody(table: str) -> str:
    """Return what in a column of ids of a table is none: nobody is no actor."""
    return ", ".join(map(literal, ["", *(NOBODY if table == "actors" else ())]))


def _target(table: str) -> str:
    return f"{name_of(SCHEMA, table)} ({name_of(schema.key_of(table))})"


def link_name(table: str, column: str) -> str:
    """Return the name of the table that holds the items of a column of lists."""
    return f"{table}_{column}"


def _link_table(table: str, column: str, references: str) -> str:
    keys = key_columns(table)
    link, own = name_of(SCHEMA, link_name(table, column)), name_of(SCHEMA, table)
    rows = ", ".join(f"{name_of(key)} text not null" for key in keys)
    return (
        f"create table {link} ({rows}, item_number int not null, item_id text not null "
        f"references {_target(references)} deferrable initially deferred,\n"
        f"    primary key ({_names(keys)}, item_number),\n"
        f"    foreign key ({_names(keys)}) references {own} on delete cascade "
        "deferrable initially deferred);\n"
        f"create index on {link} (item_id);"
    )


def _link_triggers(table: str, lists: list[tuple[str, str]]) -> str:
    """Return what keeps the links of a table as its lists are written."""
    keys = key_columns(table)
    own, function = name_of(SCHEMA, table), name_of(SCHEMA, f"link_{table}")
    same = " and ".join(f"link.{name_of(key)} = gone.{name_of(key)}" for key in keys)
    picked = ", ".join(f"made.{name_of(key)}" for key in keys)
    drop, fill = [], []
    for column, references in lists:
        link = name_of(SCHEMA, link_name(table, column))
        drop.append(f"delete from {link} link using gone where {same};")
        fill.append(
            f"insert into {link} select {picked}, item.number, btrim(item.id)\n"
            f"        from made, unnest(string_to_array(made.{name_of(column)}, ';'))\n"
            "            with ordinality as item (id, number)\n"
            f"        where btrim(item.id) not in ({_nobody(references)});"
        )
    tables = {
        "insert": "new table as made",
        "update": "old table as gone new table as made",
        "delete": "old table as gone",
    }
    triggers = "\n".join(
        f"create trigger links_{kind} after {kind} on {own} referencing {passed} "
        f"for each statement execute function {function}();"
        for kind, passed in tables.items()
    )
    return (
        f"create function {function}() returns trigger language plpgsql as $$ begin\n"
        f"    if tg_op <> 'INSERT' then\n        {chr(10).join(drop)}\n    end if;\n"
        f"    if tg_op <> 'DELETE' then\n        {chr(10).join(fill)}\n    end if;\n"
        f"    return null;\nend $$;\n{triggers}"
    )

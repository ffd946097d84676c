"""A store whose tables another version of the atlas made: made anew, history kept."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geo.files.cache import Part
from geo.optional import ddl
from geo.optional.ddl import EXTRA, SCHEMA, literal, name_of
from geo.optional.postgis import Content, PostgisStore, newest, read_all
from geo.records import schema

if TYPE_CHECKING:
    from geo.optional.postgis import Connection

BASE = ("store", "revisions", "history")
"""Tables of a store that hold no records."""

FILLED = (
    "(select jsonb_object_agg(key, value) from jsonb_each({row}.cells) "
    "where value not in ('\"\"', 'null'))"
)
"""What stands in a row: a column that is new and empty changes nothing."""


class OtherStore(PostgisStore):
    """A store whose tables may be of another version, read as of these declarations.

    Cells of columns that it lacks are empty; `Content.left_out` names those that it has
    beyond.
    """

    @Part
    def content(self) -> Content:
        """Return all that it holds, of one moment."""
        with self.address.connected() as connection:
            connection.execute(
                "set transaction isolation level repeatable read read only"
            )
            return read(connection)


def read(connection: "Connection") -> Content:
    """Return what a store of any version holds, as of these declarations."""
    there = {
        name: [one for one in columns if not (one in EXTRA or one.endswith("_ref"))]
        for name, columns in _records(connection, SCHEMA).items()
    }
    return read_all(connection, there)


def set_aside(connection: "Connection") -> str:
    """Rename the tables of a store, and make those of these declarations beside them.

    They have the store's identity, revisions, history and rights, and no rows; what
    keeps history is off until `finish`.

    Returns
    -------
    str
        What the schema of before is called now.
    """
    last = newest(connection)
    before = f"{SCHEMA}_before_{last.number + 1 if last else 1}"
    there = ", ".join(name_of(SCHEMA, name) for name in _tables(connection, SCHEMA))
    connection.execute(f"lock table {there} in access exclusive mode")
    connection.execute(f"alter schema {SCHEMA} rename to {before}")
    connection.execute(ddl.statements())
    for table in BASE:
        names = _columns(connection, SCHEMA, table)
        both = [name for name in _columns(connection, before, table) if name in names]
        listed = ", ".join(map(name_of, both))
        connection.execute(
            f"insert into {name_of(SCHEMA, table)} ({listed}) overriding system value "
            f"select {listed} from {name_of(before, table)}"
        )
    connection.execute(f"update atlas.store set version = {literal(ddl.version())}")
    connection.execute(
        "select setval(pg_get_serial_sequence('atlas.history', 'id'), "
        "coalesce(max(id), 0) + 1, false) from atlas.history"
    )
    for statement in _rights(connection, before):
        connection.execute(statement)
    for table in schema.TABLES:
        for trigger in ("revises", "keeps"):
            connection.execute(
                f"alter table {name_of(SCHEMA, table)} disable trigger {trigger}"
            )
    return before


def finish(connection: "Connection", before: str) -> dict[str, int]:
    """Write the history of what an upgrade changed in rows, once they are there.

    Returns
    -------
    dict of str to int
        How many were ``added``, ``changed`` and ``removed``.
    """
    tables = [f"alter table {name_of(SCHEMA, name)}" for name in schema.TABLES]
    connection.execute("set constraints all immediate")
    for table in tables:
        connection.execute(f"{table} disable trigger user")
    records = _records(connection, before).keys()
    for name in [*schema.TABLES, *sorted(records - schema.TABLES.keys())]:
        old = _rows(connection, before, name) if name in records else _NO_ROWS
        new = _rows(connection, SCHEMA, name) if name in schema.TABLES else _NO_ROWS
        pairs = f"({old}) gone full join ({new}) made using (row_key)"
        differ = " is distinct from ".join(
            FILLED.format(row=row) for row in ("gone", "made")
        )
        connection.execute(
            "insert into atlas.history "
            "(revision, table_name, row_key, change, before, after) "
            f"select atlas.revise(), {literal(name)}, row_key, case "
            "when gone.cells is null then 'added' when made.cells is null "
            "then 'removed' else 'changed' end, gone.cells, made.cells "
            f"from {pairs} where {differ}"
        )
        if name in schema.TABLES:
            connection.execute(
                f"update {name_of(SCHEMA, name)} kept set row_revision = case "
                f"when {differ} then atlas.revise() else gone.row_revision end "
                f"from {pairs} where kept.ctid = made.place"
            )
    connection.execute("set constraints all immediate")
    for table in tables:
        connection.execute(f"{table} enable trigger user")
    found = connection.execute(
        "select change, count(*) from atlas.history where revision = atlas.revise() "
        "group by change"
    )
    return {str(change): int(count) for change, count in found}


_NO_ROWS = (
    "select null::text row_key, null::jsonb cells, 0::bigint row_revision, "
    "null::tid place where false"
)


def _rows(connection: "Connection", own: str, table: str) -> str:
    """Return a query for the rows of a table by what names them."""
    keys = connection.execute(
        "select a.attname from pg_index i, unnest(i.indkey) with ordinality k (at, n) "
        "join pg_attribute a on a.attnum = k.at where i.indisprimary "
        "and i.indrelid = a.attrelid and i.indrelid = %s::regclass order by k.n",
        [name_of(own, table)],
    )
    named = ", ".join(name_of(name) for (name,) in keys)
    return (
        f"select concat_ws(' ', {named}) row_key, atlas.cells(to_jsonb(one)) cells, "
        f"row_revision, ctid place from {name_of(own, table)} one"
    )


def _tables(connection: "Connection", own: str) -> list[str]:
    found = connection.execute(
        "select relname from pg_class where relkind = 'r' "
        "and relnamespace = %s::regnamespace order by 1",
        [own],
    )
    return [name for (name,) in found]


def _records(connection: "Connection", own: str) -> dict[str, Sequence[str]]:
    """Return the tables of records, which have an order, and their columns."""
    columns = {
        name: _columns(connection, own, name) for name in _tables(connection, own)
    }
    return {name: names for name, names in columns.items() if "row_order" in names}


def _columns(connection: "Connection", own: str, table: str) -> Sequence[str]:
    """Return the columns of a table, none if it is not there."""
    found = connection.execute(
        "select attname from pg_attribute where attrelid = to_regclass(%s) "
        "and attnum > 0 and not attisdropped order by attnum",
        [name_of(own, table)],
    )
    return [name for (name,) in found]


def _rights(connection: "Connection", before: str) -> Iterator[str]:
    """Yield what gives others the rights that they had; on new tables: to read them."""
    had = connection.execute(
        "select distinct name, kind, right_, coalesce(quote_ident(rolname), 'public') "
        "from (select nspname as name, 'schema' as kind, nspacl as acl "
        "from pg_namespace where nspname = %(own)s union all "
        "select relname, 'table', relacl from pg_class "
        "where relnamespace = %(own)s::regnamespace and relkind in ('r', 'v')) made, "
        "aclexplode(acl) as one (granter, role_, right_, grantable) "
        "left join pg_roles on pg_roles.oid = role_ order by 1, 2, 3, 4",
        {"own": before},
    ).fetchall()
    now = {*_tables(connection, SCHEMA), "log"}
    new = now - {*_tables(connection, before)} - {"log"}
    for name, kind, right, role in had:
        if kind == "schema":
            yield f"grant {right} on schema {SCHEMA} to {role}"
        elif name in now:
            yield f"grant {right} on {name_of(SCHEMA, name)} to {role}"
        if name == "store" and right == "SELECT":
            for made in sorted(new):
                yield f"grant select on {name_of(SCHEMA, made)} to {role}"

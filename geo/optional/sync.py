"""Takes a folder of records to a store and back: all of it, or nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import files
from geo.errors import StoreError
from geo.optional import ddl, upgrade
from geo.optional.ddl import SCHEMA, literal, name_of
from geo.optional.postgis import (
    LOCK_S,
    Address,
    Content,
    PostgisStore,
    check_schema,
    check_store,
    read_all,
    version_of,
)
from geo.records import label, schema
from geo.records.read import load
from geo.records.store import FileStore, as_csv, key_columns

if TYPE_CHECKING:
    from geo.optional.postgis import Connection

BASE = "store.json"
"""The file beside the record tables that says which revision of a store they are."""

EXTENSIONS = ("postgis", "btree_gist")

Rows = Mapping[tuple[str, ...], tuple[str, ...]]
"""Of a table: its rows by their keys, in their order."""


@dataclass(frozen=True)
class Pushed:
    """What a push did: the revision that it made, and how many rows it touched.

    Attributes
    ----------
    revision, added, changed, removed : int
    before : str
        Where the tables of another version are that it made anew; empty: it did not.
    """

    revision: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    before: str = ""


@dataclass(frozen=True)
class _Base:
    """What a folder was when it was last pulled or pushed."""

    store: str
    revision: int
    tables: Mapping[str, str]


def push(  # noqa: PLR0913 (all but three may be left out)
    folder: Path,
    url: str,
    why: str,
    who: str = "",
    *,
    replace: bool = False,
    upgraded: bool = False,
) -> Pushed:
    """Write the records of a folder to a store, after every check, all or nothing.

    Parameters
    ----------
    folder : pathlib.Path
        One that was pulled from the store, or any for a database without records.
    url : str
        As for `geo.optional.postgis.Address`. A database without the tables is given
        them.
    why, who : str
        For the history of every row; without `who` the database's role stands alone.
    replace : bool
        Whether to write over what others changed since the folder was pulled.
    upgraded : bool
        Whether tables of another version of the atlas are made anew; history is kept.

    Returns
    -------
    Pushed

    Raises
    ------
    RecordError
        If the records break a rule.
    StoreError
        If somebody else was first, or the database refuses.
    """
    address, source = Address(url), FileStore(folder)
    load(source, editorial=True)
    base = _base(folder)
    files.check(folder / BASE)
    with address.connected() as connection:
        _begin(connection, address.name, why, who)
        is_other = upgraded and version_of(connection) != ddl.version()
        if not is_other:
            check_schema(connection, address.name)
        content = upgrade.read(connection) if is_other else read_all(connection)
        same = all(source.read(name) == content.tables[name] for name in schema.TABLES)
        if not (same or replace):
            _check_base(base, content, folder, address.name)
        if is_other:
            pushed = _write_anew(connection, source, content)
        else:
            pushed = _write(connection, source, content)
    files.write(folder / BASE, _base_text(content.store, pushed.revision, source))
    return pushed


def pull(
    url: str, folder: Path, *, replace: bool = False, upgraded: bool = False
) -> Content:
    """Write the records of a store to a folder, whole or not at all.

    Parameters
    ----------
    url : str
        As for `geo.optional.postgis.Address`.
    folder : pathlib.Path
        Made if missing.
    replace : bool
        Whether to write over what was changed there and not pushed.
    upgraded : bool
        Whether tables of another version of the atlas are read as of this one: cells of
        columns that they lack are empty.

    Returns
    -------
    geo.optional.postgis.Content
        What the folder now has.

    Raises
    ------
    StoreError
        If the store cannot be read, or the folder holds changes of its own.
    FileError
        If it cannot be written.
    """
    store = upgrade.OtherStore(url) if upgraded else PostgisStore(url)
    content = store.content
    if content.revision is None:
        raise StoreError("error.store.empty", where=store.address.name)
    if not replace and _is_changed(folder):
        raise StoreError("error.store.unpushed", folder=folder)
    write(store, folder)
    return content


def write(store: PostgisStore, folder: Path) -> None:
    """Write what a store held when it was read to a folder, whole or not at all."""
    content = store.content
    contents: dict[Path, bytes | str] = {
        folder / f"{name}.csv": as_csv(rows) for name, rows in content.tables.items()
    }
    if content.label:
        contents[folder / label.FILE] = json.dumps(vars(content.label)) + "\n"
    revision = content.revision.number if content.revision else 0
    contents[folder / BASE] = _base_text(content.store, revision, store)
    files.make_folder(folder)
    files.write_all(contents)


def _begin(connection: "Connection", where: str, why: str, who: str) -> None:
    """Begin a change that no other can come between; make the tables if need be."""
    connection.execute("set local client_min_messages = warning")
    connection.execute(f"set local lock_timeout = '{LOCK_S}s'")
    connection.execute("select pg_advisory_xact_lock(hashtext('libya-atlas'))")
    found = connection.execute("select to_regnamespace('atlas')").fetchone()
    if found is None or found[0] is None:
        _create(connection, where)
    check_store(connection, where)
    connection.execute("lock table atlas.revisions in exclusive mode")
    for name, value in (("why", why), ("who", who)):
        connection.execute("select set_config(%s, %s, true)", [f"atlas.{name}", value])


def _create(connection: "Connection", where: str) -> None:
    from psycopg import Error  # noqa: PLC0415 (an extra)

    for name in EXTENSIONS:
        try:
            connection.execute(f"create extension if not exists {name}")
        except Error as error:
            values = {"where": where, "name": name}
            raise StoreError("error.store.no_extension", **values) from error
    connection.execute(ddl.statements())
    connection.execute(
        f"insert into atlas.store (version) values ({literal(ddl.version())})"
    )


def _check_base(base: _Base | None, content: Content, folder: Path, where: str) -> None:
    """Raise unless a folder was made from what a store holds now."""
    if content.revision is None:
        return
    if base is None or base.store != content.store:
        raise StoreError("error.store.no_base", folder=folder, where=where)
    if base.revision != content.revision.number:
        raise StoreError(
            "error.store.lost",
            folder=folder,
            where=where,
            base=base.revision,
            revision=content.revision.number,
            **{name: getattr(content.revision, name) for name in ("who", "at", "why")},
        )


def _keyed(table: str, read: Sequence[Sequence[str]]) -> Rows:
    """Return rows by key, their cells in the order in which they are declared."""
    header, *rows = read
    places = [header.index(name) for name in schema.TABLES[table].columns]
    keys = [header.index(name) for name in key_columns(table)]
    return {
        tuple(row[place] for place in keys): tuple(row[place] for place in places)
        for row in rows
    }


def _write(connection: "Connection", source: FileStore, content: Content) -> Pushed:
    """Write what differs; a store that holds the same is left as it is."""
    counts = [0, 0, 0]
    for name in schema.TABLES:
        before = _keyed(name, content.tables[name])
        after = _keyed(name, source.read(name))
        for number, count in enumerate(_write_table(connection, name, before, after)):
            counts[number] += count
    headers = {name: source.read(name)[0] for name in schema.TABLES}
    named = {name: rows[0] for name, rows in content.tables.items()}
    if headers != named or source.label != content.label or content.revision is None:
        connection.execute("select atlas.revise()")
        connection.execute(
            "update atlas.store set headers = %s, label_version = %s, label_date = %s",
            [
                json.dumps(headers),
                source.label and source.label.version,
                source.label and source.label.date,
            ],
        )
    row = connection.execute("select max(revision) from atlas.revisions").fetchone()
    added, changed, removed = counts
    return Pushed(row[0] if row else 0, added, changed, removed)


def _write_anew(
    connection: "Connection", source: FileStore, content: Content
) -> Pushed:
    """Make the tables of a store of another version anew, and write all rows there."""
    before = upgrade.set_aside(connection)
    none = {name: [list(table.columns)] for name, table in schema.TABLES.items()}
    pushed = _write(connection, source, content._replace(revision=None, tables=none))
    touched = upgrade.finish(connection, before)
    return Pushed(pushed.revision, **touched, before=before)


def _write_table(
    connection: "Connection", table: str, before: Rows, after: Rows
) -> tuple[int, int, int]:
    own, keys = name_of(SCHEMA, table), key_columns(table)
    columns = list(schema.TABLES[table].columns)
    is_key = " and ".join(f"{name_of(key)} = %s" for key in keys)
    removed = [key for key in before if key not in after]
    changed = [key for key, row in after.items() if before.get(key, row) != row]
    added = [
        (number, *row)
        for number, (key, row) in enumerate(after.items())
        if key not in before
    ]
    with connection.cursor() as cursor:
        if removed:
            cursor.executemany(f"delete from {own} where {is_key}", removed)
        if changed:
            cells = ", ".join(f"{name_of(name)} = %s" for name in columns)
            rows = [(*after[key], *key) for key in changed]
            cursor.executemany(f"update {own} set {cells} where {is_key}", rows)
        if added:
            _copy(cursor, own, ["row_order", *columns], added)
        if [*before] != [*after]:
            _order(connection, table, [*after])
    return len(added), len(changed), len(removed)


def _copy(
    cursor: Any, own: str, columns: list[str], rows: Iterable[Sequence[Any]]
) -> None:
    names = ", ".join(map(name_of, columns))
    with cursor.copy(f"copy {own} ({names}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def _order(connection: "Connection", table: str, keys: list[tuple[str, ...]]) -> None:
    """Have the rows of a table numbered as they stand in their file."""
    own, names = name_of(SCHEMA, table), key_columns(table)
    listed = ", ".join(["%s::text[]"] * len(names))
    called = ", ".join(name_of(name) for name in names)
    same = " and ".join(
        f"kept.{name_of(name)} = line.{name_of(name)}" for name in names
    )
    connection.execute(
        f"update {own} kept set row_order = line.number - 1 from "
        f"unnest({listed}) with ordinality as line ({called}, number) "
        f"where {same} and row_order <> line.number - 1",
        [[key[place] for key in keys] for place in range(len(names))],
    )


def _base_text(store: str, revision: int, source: FileStore | PostgisStore) -> str:
    members = {"store": store, "revision": revision, "tables": source.digests().tables}
    return json.dumps(members, indent=1) + "\n"


def _base(folder: Path) -> _Base | None:
    """Return which revision a folder was; None: it was never in a store."""
    path = folder / BASE
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_bytes())
        return _Base(str(found["store"]), int(found["revision"]), dict(found["tables"]))
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError("error.store.base", path=path) from error


def _is_changed(folder: Path) -> bool:
    """Return whether a folder holds records that no store is known to have."""
    if not any((folder / f"{name}.csv").exists() for name in schema.TABLES):
        return False
    base = _base(folder)
    try:
        tables = FileStore(folder).digests().tables
    except (OSError, ValueError, IndexError):
        return True
    return base is None or dict(tables) != dict(base.tables)

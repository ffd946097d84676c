"""Records kept in PostgreSQL with PostGIS, from which a team edits and serves."""

import contextlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.errors import StoreError
from geo.files.cache import Part
from geo.optional import ddl
from geo.optional.ddl import SCHEMA, name_of
from geo.records import schema
from geo.records.label import Label
from geo.records.store import Digests, as_csv, digests_of

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

SCHEMES = ("postgresql://", "postgres://")
EXTRA = "postgis"
"""Of the package: installs what this module needs."""

CONNECT_S = 10
"""The most seconds that a server may take to accept a connection."""

LOCK_S = 10
"""The most seconds that a change waits for another one to end."""

POLL_S = 5.0
"""A follower polls at this interval too, in case a notice was lost."""

RETRY_S = 3.0
"""A follower whose connection broke tries again after this time."""


class Revision(NamedTuple):
    """A change of a store: its number, and who made it, when and why."""

    number: int
    who: str
    at: str
    why: str


class Address:
    """Where a database is. What it is called in messages has no password.

    Parameters
    ----------
    url : str
        As ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``; what is left out comes
        from the environment and from ``~/.pgpass``, as for ``psql``.

    Raises
    ------
    StoreError
        If it is no such address, or psycopg is not installed.
    """

    def __init__(self, url: str) -> None:
        try:
            from psycopg import Error  # noqa: PLC0415 (an extra)
            from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415
        except ImportError:
            raise StoreError("error.store.no_package", extra=EXTRA) from None
        try:
            found = conninfo_to_dict(url if url.startswith(SCHEMES) else "?")
        except Error:  # what it says may quote the password
            raise StoreError("error.store.address", example=EXAMPLE) from None
        self.url = url
        host, port = found.get("host") or found.get("hostaddr"), found.get("port")
        user, name = found.get("user"), found.get("dbname")
        place = f"[{host}]" if ":" in str(host or "") else str(host or "")
        self.name = (
            f"postgresql://{f'{user}@' if user else ''}{place}"
            f"{f':{port}' if port else ''}/{name or ''}"
        )

    def __repr__(self) -> str:
        return self.name

    @contextlib.contextmanager
    def connected(self, *, autocommit: bool = False) -> Iterator["Connection"]:
        """Yield a connection: what is done is kept, or undone if anything fails.

        Raises
        ------
        StoreError
            Saying what is wrong, whatever the server or the network refuse.
        """
        import psycopg  # noqa: PLC0415 (an extra)

        try:
            connection = psycopg.connect(
                self.url,
                connect_timeout=CONNECT_S,
                application_name="libya-atlas",
                autocommit=autocommit,
            )
        except psycopg.Error as error:
            raise _not_connected(error, self.name) from None
        try:
            with connection:
                yield connection
        except psycopg.Error as error:
            raise _refused(error, self.name) from error


EXAMPLE = "postgresql://USER@HOST/DATABASE"


def _not_connected(error: "psycopg.Error", where: str) -> StoreError:
    """Return why there is no connection: the server's words, if it has been reached."""
    text = " ".join(str(error).split())
    if "password" in text or "no pg_hba.conf entry" in text or 'role "' in text:
        return StoreError("error.store.password", where=where)
    if re.search(r'database ".*" does not exist', text):
        return StoreError("error.store.no_database", where=where)
    why = text.rpartition("failed: ")[2]
    return StoreError("error.store.unreachable", where=where, why=why)


_KEYS = {
    "3F000": "no_schema",  # no such schema
    "42P01": "no_schema",  # no such table
    "42501": "rights",
    "AT001": "no_reason",
    "AT002": "overtaken",
    "40001": "overtaken",  # no order of the two changes gives this
    "40P01": "overtaken",  # each waited for the other
    "55P03": "busy",
    "23P01": "overlap",
}
"""Of what PostgreSQL refuses the message, by its code (SQLSTATE)."""


def _refused(error: "psycopg.Error", where: str) -> StoreError:
    code = error.sqlstate or ""
    diagnostics = error.diag
    if key := _KEYS.get(code):
        return StoreError(f"error.store.{key}", where=where)
    first, *_ = str(error).splitlines() or [""]
    if code.startswith("23"):
        table = diagnostics.table_name or "*"
        detail = diagnostics.message_detail or first
        return StoreError("error.store.broken", where=where, table=table, why=detail)
    if not code or code.startswith(("08", "57P")):
        return StoreError("error.store.unreachable", where=where, why=first)
    return StoreError("error.store.refused", where=where, why=first)


def check_schema(connection: "Connection", where: str) -> None:
    """Raise unless a database holds a store of these declarations.

    Raises
    ------
    StoreError
    """
    check_store(connection, where)
    if (found := version_of(connection)) != (expected := ddl.version()):
        raise StoreError(
            "error.store.other_schema", where=where, found=found, expected=expected
        )


def check_store(connection: "Connection", where: str) -> None:
    """Raise unless a database holds a store, of whatever declarations.

    Raises
    ------
    StoreError
    """
    found = connection.execute("select to_regclass('atlas.store')").fetchone()
    if found is None or found[0] is None:
        raise StoreError("error.store.no_schema", where=where)


def version_of(connection: "Connection") -> str:
    """Return of which declarations a store is, as `geo.optional.ddl.version`."""
    row = connection.execute("select version from atlas.store").fetchone()
    return row[0] if row else "-"


def newest(connection: "Connection") -> Revision | None:
    """Return the last change of a store; None: it is empty."""
    row = connection.execute(
        "select revision, who, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), "
        "why from atlas.revisions order by revision desc limit 1"
    ).fetchone()
    return Revision(*row) if row else None


class Content(NamedTuple):
    """What a store holds at one moment."""

    store: str
    revision: Revision | None
    label: Label | None
    tables: Mapping[str, list[list[str]]]
    left_out: tuple[str, ...] = ()


def read_all(
    connection: "Connection", there: Mapping[str, Collection[str]] | None = None
) -> Content:
    """Return all that a store holds, as a transaction of its own sees it.

    Parameters
    ----------
    connection : psycopg.Connection
    there : mapping of str to collection of str, optional
        Of tables that another version made the columns: cells of others are empty, and
        what these declarations do not have is left out.
    """
    row = connection.execute(
        "select id::text, label_version, label_date, headers from atlas.store"
    ).fetchone()
    store, version, date, headers = row or ("", None, None, {})
    tables = {}
    for name, table in schema.TABLES.items():
        header = headers.get(name) or list(table.columns)
        have = header if there is None else there.get(name)
        if there is not None:
            known = [column for column in header if column in table.columns]
            header = [*known, *(one for one in table.columns if one not in known)]
        if have is None:
            tables[name] = [header]
            continue
        cells = ", ".join(name_of(one) if one in have else "''" for one in header)
        own = name_of(SCHEMA, name)
        rows = connection.execute(f"select {cells} from {own} order by row_order")
        tables[name] = [header, *map(list, rows)]
    called = version and Label(version, date)
    return Content(store, newest(connection), called, tables, _left_out(there or {}))


def _left_out(there: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the columns and tables that these declarations do not have."""
    names = [name for name in there if name not in schema.TABLES]
    for name, table in schema.TABLES.items():
        beyond = (one for one in there.get(name, ()) if one not in table.columns)
        names += [f"{name}.{column}" for column in beyond]
    return tuple(names)


class PostgisStore:
    """Record tables in a database, all read at once when first asked for.

    Parameters
    ----------
    url : str
        As for `Address`.

    Raises
    ------
    StoreError
        If it is no address. What is wrong with the database is said once it is read.
    """

    def __init__(self, url: str) -> None:
        self.address = Address(url)

    def __repr__(self) -> str:
        return f"PostgisStore({self.address!r})"

    @Part
    def content(self) -> Content:
        """Return all that it holds, of one moment."""
        with self.address.connected() as connection:
            connection.execute(
                "set transaction isolation level repeatable read read only"
            )
            check_schema(connection, self.address.name)
            return read_all(connection)

    def read(self, table: str) -> list[list[str]]:
        """Return the header and the rows of a table, as text."""
        return self.content.tables[table]

    @Part
    def _digests(self) -> Digests:
        tables = self.content.tables
        return digests_of({name: as_csv(rows) for name, rows in tables.items()}, tables)

    def digests(self) -> Digests:
        """Return the digests of what was read, even if it has changed since.

        Those of tables are of the files that `geo.optional.sync.pull` writes.
        """
        return self._digests

    @property
    def label(self) -> Label | None:
        """Return which version of the data they are, if they say so."""
        return self.content.label


def follow(
    url: str, stop: Event, on_state: Callable[[StoreError | None], object]
) -> Iterator[int]:
    """Yield the number of a store's last change, and of each later one once it is made.

    A connection that breaks is made again; what was changed meanwhile is not missed.

    Parameters
    ----------
    url : str
        As for `Address`.
    stop : threading.Event
        Ends it.
    on_state : callable
        Called with the error when the store fails, once, and with None when it is back.
    """
    address, last, is_wrong = Address(url), -1, False
    while not stop.is_set():
        try:
            with address.connected(autocommit=True) as connection:
                connection.execute(f"listen {ddl.CHANNEL}")
                while not stop.is_set():
                    check_schema(connection, address.name)
                    found = newest(connection)
                    if is_wrong:
                        on_state(None)
                        is_wrong = False
                    if found and found.number != last:
                        last = found.number
                        yield last
                    if stop.is_set():
                        return
                    for _ in connection.notifies(timeout=POLL_S, stop_after=1):
                        pass
        except StoreError as error:
            if not is_wrong:
                on_state(error)
            is_wrong = True
            stop.wait(RETRY_S)

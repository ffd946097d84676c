"""A store as it was at an earlier revision, and who changed each row since, and why."""

from collections.abc import Mapping
from typing import Any

from geo.errors import VersionError
from geo.optional.postgis import PostgisStore
from geo.records import schema
from geo.records.store import as_csv
from geo.records.versions import Commit, Rows, Version, rows

Entry = tuple[int, str, str, Mapping[str, str] | None, str, str]
"""Of a store's history: revision, table, row, what was before, day, and who and why."""

Tables = Mapping[str, Rows]

Reasons = dict[tuple[str, str], tuple[Commit, ...]]
"""By table and what names the row, as `geo.records.versions.commits` returns them."""


def between(
    store: PostgisStore, first: str, last: str | None
) -> tuple[Version, Version, Reasons]:
    """Return a store at two revisions, and which revisions changed each row between.

    Parameters
    ----------
    store : geo.optional.postgis.PostgisStore
    first : str
        A number; 0: before anything was written.
    last : str, optional
        Another; none: as it is now.

    Returns
    -------
    tuple of (Version, Version, dict)

    Raises
    ------
    VersionError
        If there is no such revision.
    StoreError
        If the store cannot be read.
    """
    content = store.content
    newest = content.revision.number if content.revision else 0
    numbers = [_number(text, newest, store) for text in (first, last or str(newest))]
    entries = _history(store, min(numbers), newest)
    tables = {name: rows(name, as_csv(content.tables[name])) for name in schema.TABLES}
    versions: dict[int, Tables] = {newest: tables}
    for number in sorted({*numbers} - {newest}, reverse=True):
        versions[number] = _undone(versions[min(versions)], entries, number)
    before, after = (
        Version(
            str(number), versions[number], content.label if number == newest else None
        )
        for number in numbers
    )
    reasons: Reasons = {}
    for revision, table, row, _, day, why in entries:
        if min(numbers) < revision <= max(numbers):
            commit = Commit(str(revision), day, why)
            reasons[table, row] = (*reasons.get((table, row), ()), commit)
    return before, after, reasons


def _number(text: str, newest: int, store: PostgisStore) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= newest):
        raise VersionError(
            "error.store.no_revision", name=text, where=store.address.name, last=newest
        )
    return int(text)


def _history(store: PostgisStore, after: int, until: int) -> list[Entry]:
    """Return what was changed, newest first."""
    with store.address.connected() as connection:
        found: list[Any] = connection.execute(
            "select revision, table_name, row_key, before, "
            "to_char(at at time zone 'UTC', 'YYYY-MM-DD'), who || ': ' || why "
            "from atlas.history join atlas.revisions using (revision) "
            "where revision > %s and revision <= %s order by history.id desc",
            [after, until],
        ).fetchall()
    return found


def _undone(
    tables: Tables,
    entries: list[Entry],
    number: int,
) -> Tables:
    """Return tables as they were once a revision was made."""
    undone = {name: dict(table) for name, table in tables.items()}
    for revision, table, row, before, *_ in entries:
        if revision <= number:
            break
        rows_of = undone.setdefault(table, {})  # of another version's tables too
        if before is None:
            rows_of.pop(row, None)
        else:
            rows_of[row] = before
    return undone

"""What changed between two versions of the records, row by row, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from geo.records import schema
from geo.records.versions import Commit, Version
from geo.words import LANGUAGES

ADDED, CHANGED, REMOVED = KINDS = ("added", "changed", "removed")
"""What may become of a row, in the order in which a table lists it."""


@dataclass(frozen=True)
class Change:
    """What became of a row.

    Attributes
    ----------
    table, row : str
        The table, and what names the row in it.
    kind : str
        One of `KINDS`.
    before, after : dict of str to str
        The cells that are not alike, by column; of a row that was added or removed
        those that hold something. A column that a version lacks is empty there.
    names : dict of str to str
        Its name or title by language, where it has one.
    notes : dict of str to str
        Its note by language, where the row or its note is new.
    commits : tuple of Commit
        That changed it, newest first; empty where no git says so.
    """

    table: str
    row: str
    kind: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    names: Mapping[str, str]
    notes: Mapping[str, str]
    commits: tuple[Commit, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "table": self.table,
            "row": self.row,
            "change": self.kind,
            **{f"name_{code}": self.names.get(code, "") for code in LANGUAGES},
            "columns": [*self.after],
            "before": dict(self.before),
            "after": dict(self.after),
            **{f"note_{code}": self.notes.get(code, "") for code in LANGUAGES},
            "commits": [asdict(one) for one in self.commits],
        }


def changes(
    before: Version,
    after: Version,
    commits: Mapping[tuple[str, str], tuple[Commit, ...]] | None = None,
    tables: Sequence[str] = (),
) -> list[Change]:
    """Return what changed from one version to another.

    Parameters
    ----------
    before, after : geo.records.versions.Version
    commits : mapping, optional
        As `geo.records.versions.commits` returns them.
    tables : sequence of str
        Only these; none: all.

    Returns
    -------
    list of Change
        In the order of the tables; in each those added, changed, removed, by name. The
        order of rows, and of columns, is no change.

    Examples
    --------
    >>> old = Version("old", {"routes": {"coast": {"name_en": "Coast"}}})
    >>> new = Version("new", {"routes": {"coast": {"name_en": "Coast road"}}})
    >>> [(change.row, change.kind, change.after) for change in changes(old, new)]
    [('coast', 'changed', {'name_en': 'Coast road'})]
    """
    found = [
        change
        for table in tables or schema.TABLES
        for change in _of_table(table, before, after, commits or {})
    ]
    order = [*schema.TABLES]
    return sorted(
        found, key=lambda c: (order.index(c.table), KINDS.index(c.kind), c.row)
    )


def _of_table(
    table: str,
    before: Version,
    after: Version,
    commits: Mapping[tuple[str, str], tuple[Commit, ...]],
) -> Iterator[Change]:
    old, new = before.tables.get(table, {}), after.tables.get(table, {})
    for row in old.keys() | new.keys():
        then, now = old.get(row, {}), new.get(row, {})
        columns = [
            column
            for column in {**now, **then}
            if then.get(column, "") != now.get(column, "")
        ]
        if not columns:
            continue
        note_is_new = then.get("note", "") != now.get("note", "")
        yield Change(
            table,
            row,
            CHANGED if then and now else ADDED if now else REMOVED,
            {column: then.get(column, "") for column in columns},
            {column: now.get(column, "") for column in columns},
            _by_language(now or then, ("name", "title")),
            _by_language(now, ("note",)) if note_is_new else {},
            commits.get((table, row), ()),
        )


def _by_language(row: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """Return the first of some columns that a row has, by language."""
    found = {}
    for code in LANGUAGES:
        columns = [f"{name}_{code}" for name in names]
        columns += names if code == LANGUAGES[0] else ()
        text = next((row[column] for column in columns if row.get(column)), "")
        if text:
            found[code] = text
    return found


def counts(found: Sequence[Change]) -> dict[str, dict[str, int]]:
    """Return how many rows of each table were added, changed and removed."""
    total: dict[str, dict[str, int]] = {}
    for change in found:
        of_table = total.setdefault(change.table, dict.fromkeys(KINDS, 0))
        of_table[change.kind] += 1
    return total

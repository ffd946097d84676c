"""Reads every record table, has it checked, and reports all faults at once."""

import csv
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from geo import cache, ground
from geo.errors import Fault, RecordError
from geo.records import check as rules
from geo.records import schema
from geo.records.check import FIRST_ROW
from geo.records.store import Digests, FileStore, Store

__all__ = ["RECORDS", "Records", "load"]

RECORDS = ground.DATA / "records"


@dataclass(frozen=True)
class Records:
    r"""Every table, checked and typed.

    Attributes
    ----------
    sources, actors, places, control, maritime_lines, maritime_points, \
    maritime_stages, maritime_claims, agreements, agreement_stages, events, \
    relations, stories, story_steps : DataFrame
        One row a record, columns as in `geo.records.schema.TABLES`. Days are
        ``datetime64`` (no day: ``NaT``), numbers are floats (none: ``NaN``), lists are
        tuples.
    store : geo.records.store.Store or None
        What they were read from; it knows the digests of what was read.
    """

    sources: pd.DataFrame
    actors: pd.DataFrame
    places: pd.DataFrame
    control: pd.DataFrame
    maritime_lines: pd.DataFrame
    maritime_points: pd.DataFrame
    maritime_stages: pd.DataFrame
    maritime_claims: pd.DataFrame
    agreements: pd.DataFrame
    agreement_stages: pd.DataFrame
    events: pd.DataFrame
    relations: pd.DataFrame
    stories: pd.DataFrame
    story_steps: pd.DataFrame
    store: Store | None = field(default=None, repr=False, compare=False)

    @property
    def digests(self) -> Digests:
        """Return the digests of the tables and rows that were read.

        Raises
        ------
        ValueError
            If the records were read from no store.
        """
        if self.store is None:
            raise ValueError("these records were read from no store")
        return self.store.digests()

    @property
    def newest(self) -> dt.date:
        """Return the newest day for which any claim has evidence."""
        newest: dt.date = self.control["last_seen"].max().date()
        return newest


CHECKED = "checked"
"""Under which a cache keeps that tables have been checked."""


def load(source: Path | Store = RECORDS, *, editorial: bool = False) -> Records:
    """Read and check every table.

    Parameters
    ----------
    source : pathlib.Path or geo.records.store.Store
        Where the tables lie: a folder with one ``NAME.csv`` for each of
        `geo.records.schema.TABLES`, or another store.
    editorial : bool
        Whether to check as well what records owe their readers, besides what the map
        needs: see `geo.records.check.EDITORIAL`. Without it, tables that are known, by
        their digests, to have been checked by the same code are not checked again.

    Returns
    -------
    Records

    Raises
    ------
    RecordError
        If any rule is broken; it carries every fault found. While a table cannot be
        read, the rules between tables are not looked at.
    """
    store = FileStore(source) if isinstance(source, Path) else source
    tables, faults = _read_all(store)
    key = "" if faults else _key(store)
    if key and not editorial and cache.read(CHECKED, key) is not None:
        return _typed(tables, store)
    readable = not faults
    faults += cell_faults(tables)
    if readable:
        kept = (*rules.RULES, *rules.EDITORIAL) if editorial else rules.RULES
        faults += rules.broken(rules.Tables(tables, faults), kept)
    if faults:
        order = [f"{name}.csv" for name in schema.TABLES]
        raise RecordError(sorted(set(faults), key=lambda f: (order.index(f.file), f)))
    if key:
        cache.write(CHECKED, key, b"")
    return _typed(tables, store)


def _typed(tables: dict[str, pd.DataFrame], store: Store) -> Records:
    typed = {name: schema.typed(name, table) for name, table in tables.items()}
    return Records(**typed, store=store)


def _key(store: Store) -> str:
    """Return a digest of all that a check rests on."""
    geo = Path(ground.__file__).parent
    code = [*geo.glob("*.py"), *geo.glob("records/**/*.py")]
    parts = [digest.encode() for digest in store.digests().tables.values()]
    base = sorted((ground.DATA / "base").glob("*.geojson"))
    return cache.key_of([*parts, *(path.read_bytes() for path in base)], code)


def _read_all(store: Store) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    tables, faults = {}, []
    for name, declared in schema.TABLES.items():
        try:
            tables[name] = _read(store, name, list(declared.columns))
        except RecordError as error:
            faults += error.faults
    return tables, faults


def _read(store: Store, table: str, columns: list[str]) -> pd.DataFrame:
    """Return a table as text, or raise on anything that makes rows meaningless."""
    file = f"{table}.csv"
    try:
        header, *rows = store.read(table)
    except FileNotFoundError:
        raise RecordError([Fault(file, 0, "*", "", "must exist")]) from None
    except ValueError:
        raise RecordError([Fault(file, 1, "*", "", "needs a header")]) from None
    except (csv.Error, OSError) as error:
        fault = Fault(file, 0, "*", str(error), "must be a CSV file")
        raise RecordError([fault]) from None
    faults = [*_header_faults(file, header, columns)]
    for number, row in enumerate(rows, FIRST_ROW):
        if len(row) != len(header):
            expected = f"must have {len(header)} cells"
            faults.append(Fault(file, number, "*", f"{len(row)} cells", expected))
        faults += [
            Fault(file, number, name, cell, "must be UTF-8")
            for name, cell in zip(header, row, strict=False)
            if not _is_unicode(cell)
        ]
    if faults:
        raise RecordError(faults)
    return pd.DataFrame(rows, columns=header, dtype=str)[columns]


def _header_faults(file: str, header: list[str], columns: list[str]) -> list[Fault]:
    unknown = [name for name in header if name not in columns]
    missing = [name for name in columns if name not in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    return [
        *(
            Fault(
                file,
                1,
                repr(name)[1:-1] or "*",
                name,
                "unknown column: " + rules.nearest(name, columns),
            )
            for name in unknown
        ),
        *(Fault(file, 1, name, "", "column is missing") for name in missing),
        *(Fault(file, 1, name, name, "column stands twice") for name in twice),
    ]


def _is_unicode(cell: str) -> bool:
    """Tell whether a cell, read with ``surrogateescape``, was sound UTF-8."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def cell_faults(tables: dict[str, pd.DataFrame]) -> list[Fault]:
    """Return what is wrong with single cells.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Any tables of `geo.records.schema.TABLES`, all cells text.

    Returns
    -------
    list of Fault
    """
    # Importing pandera takes longer than reading the tables.
    from pandera.errors import SchemaErrors  # noqa: PLC0415

    faults = []
    for name, table in tables.items():
        try:
            schema.TABLES[name].checks().validate(table, lazy=True)
        except SchemaErrors as error:
            for case in error.failure_cases.itertuples():
                expected = f"must be {case.check}"
                if case.check == "field_uniqueness":
                    expected = "stands twice: ids are unique"
                row = int(case.index) + FIRST_ROW
                value = str(case.failure_case)
                faults.append(
                    Fault(f"{name}.csv", row, str(case.column), value, expected)
                )
    return faults

"""Reads every record table, has it checked, and reports all faults at once."""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo import cache, ground
from geo.errors import Fault, RecordError
from geo.records import check as rules
from geo.records import schema
from geo.records.check import FIRST_ROW, SPAN_START

__all__ = ["RECORDS", "SPAN_START", "Records", "load"]

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

    @property
    def newest(self) -> dt.date:
        """Return the newest day for which any claim has evidence."""
        newest: dt.date = self.control["last_seen"].max().date()
        return newest


CHECKED = "checked"
"""Under which a cache keeps that tables have been checked."""


def load(folder: Path = RECORDS, *, anew: bool = False) -> Records:
    """Read and check every table.

    Parameters
    ----------
    folder : pathlib.Path
        Where the tables lie, one ``NAME.csv`` for each of `geo.records.schema.TABLES`.
    anew : bool
        Check even tables that are known, by their digests, to have been checked by the
        same code and found without fault.

    Returns
    -------
    Records

    Raises
    ------
    RecordError
        If any rule is broken; it carries every fault found. While a table cannot be
        read, the rules between tables are not looked at.
    """
    key = _key(folder)
    tables, faults = _read_all(folder)
    if key and not faults and not anew and cache.read(CHECKED, key) is not None:
        return _typed(tables)
    readable = not faults
    faults += _cell_faults(tables)
    if readable:
        faults += rules.broken(rules.Tables(tables, faults))
    if faults:
        order = [f"{name}.csv" for name in schema.TABLES]
        raise RecordError(sorted(set(faults), key=lambda f: (order.index(f.file), f)))
    if key and key == _key(folder):  # no table changed while it was read
        cache.write(CHECKED, key, b"")
    return _typed(tables)


def _typed(tables: dict[str, pd.DataFrame]) -> Records:
    return Records(**{name: schema.typed(name, tables[name]) for name in tables})


def _key(folder: Path) -> str:
    """Return a digest of all that a check rests on; empty if a table is missing."""
    geo = Path(ground.__file__).parent
    code = [*geo.glob("*.py"), *geo.glob("records/**/*.py")]
    files = [folder / f"{name}.csv" for name in schema.TABLES]
    files += sorted((ground.DATA / "base").glob("*.geojson"))
    try:
        return cache.key_of((path.read_bytes() for path in files), code)
    except OSError:
        return ""


def _read_all(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    tables, faults = {}, []
    for name, declared in schema.TABLES.items():
        try:
            tables[name] = _read(folder / f"{name}.csv", list(declared.columns))
        except RecordError as error:
            faults += error.faults
    return tables, faults


def _read(path: Path, columns: list[str]) -> pd.DataFrame:
    """Return a table as text, or raise on anything that makes rows meaningless."""
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as f:
            header, *rows = csv.reader(f, strict=True)
    except FileNotFoundError:
        raise RecordError([Fault(path.name, 0, "*", "", "must exist")]) from None
    except ValueError:
        raise RecordError([Fault(path.name, 1, "*", "", "needs a header")]) from None
    except (csv.Error, OSError) as error:
        fault = Fault(path.name, 0, "*", str(error), "must be a CSV file")
        raise RecordError([fault]) from None
    faults = [*_header_faults(path.name, header, columns)]
    for number, row in enumerate(rows, FIRST_ROW):
        if len(row) != len(header):
            expected = f"must have {len(header)} cells"
            faults.append(Fault(path.name, number, "*", f"{len(row)} cells", expected))
        faults += [
            Fault(path.name, number, name, cell, "must be UTF-8")
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


def _cell_faults(tables: dict[str, pd.DataFrame]) -> list[Fault]:
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

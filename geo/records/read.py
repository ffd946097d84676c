"""Reads every record table, has it checked, and reports all faults at once."""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from geo import ground
from geo.errors import Fault, RecordError, Text
from geo.files import cache
from geo.records import check as rules
from geo.records import schema
from geo.records.check import FIRST_ROW, Cells
from geo.records.label import Label
from geo.records.rows import grouped
from geo.records.store import Digests, FileStore, Origin, Store
from geo.records.tables.agreements import (
    Agreement,
    AgreementStage,
    Event,
    Relation,
    Story,
    StoryStep,
)
from geo.records.tables.control import (
    Actor,
    Claim,
    FrontName,
    Place,
    Route,
    Source,
)
from geo.records.tables.sea import (
    MaritimeClaim,
    MaritimeLine,
    MaritimePoint,
    MaritimeStage,
)

__all__ = ["RECORDS", "Records", "load"]

RECORDS = ground.DATA / "records"


@dataclass(frozen=True)
class Records:
    r"""Every table, checked and typed.

    Attributes
    ----------
    sources, actors, places, control, routes, front_names, maritime_lines, \
    maritime_points, maritime_stages, maritime_claims, agreements, agreement_stages, \
    events, relations, stories, story_steps : tuple of rows
        In the order of the table; the classes are those of
        `geo.records.schema.TABLES`.
    store : geo.records.store.Store or None
        What they were read from; it knows the digests of what was read.
    """

    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    control: tuple[Claim, ...] = ()
    routes: tuple[Route, ...] = ()
    front_names: tuple[FrontName, ...] = ()
    maritime_lines: tuple[MaritimeLine, ...] = ()
    maritime_points: tuple[MaritimePoint, ...] = ()
    maritime_stages: tuple[MaritimeStage, ...] = ()
    maritime_claims: tuple[MaritimeClaim, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    agreement_stages: tuple[AgreementStage, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    stories: tuple[Story, ...] = ()
    story_steps: tuple[StoryStep, ...] = ()
    store: Store | None = field(default=None, repr=False, compare=False)

    @cached_property
    def source_of(self) -> Mapping[str, Source]:
        """Return the sources by their ids."""
        return {row.source_id: row for row in self.sources}

    @cached_property
    def claims_of(self) -> Mapping[str, Sequence[Claim]]:
        """Return the claims of each place, by its id, in the order of the table."""
        return grouped(self.control, lambda row: row.place_id)

    @cached_property
    def actor_of(self) -> Mapping[str, Actor]:
        """Return the actors by their ids."""
        return {row.actor_id: row for row in self.actors}

    @cached_property
    def place_of(self) -> Mapping[str, Place]:
        """Return the places by their ids."""
        return {row.place_id: row for row in self.places}

    @cached_property
    def event_of(self) -> Mapping[str, Event]:
        """Return the events by their ids."""
        return {row.event_id: row for row in self.events}

    @cached_property
    def agreement_of(self) -> Mapping[str, Agreement]:
        """Return the agreements by their ids."""
        return {row.agreement_id: row for row in self.agreements}

    @cached_property
    def stage_of(self) -> Mapping[str, AgreementStage]:
        """Return the stages of agreements by their ids."""
        return {row.stage_id: row for row in self.agreement_stages}

    @cached_property
    def stages_of(self) -> Mapping[str, list[AgreementStage]]:
        """Return the stages of each agreement, by its id."""
        return grouped(self.agreement_stages, lambda row: row.agreement_id)

    @cached_property
    def line_of(self) -> Mapping[str, MaritimeLine]:
        """Return the lines at sea by their ids."""
        return {row.line_id: row for row in self.maritime_lines}

    @cached_property
    def maritime_claim_of(self) -> Mapping[str, MaritimeClaim]:
        """Return the claims at sea by their ids."""
        return {row.claim_id: row for row in self.maritime_claims}

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
    def label(self) -> Label | None:
        """Return which version of the data they are, if they say so."""
        return self.store.label if self.store else None

    @property
    def newest(self) -> dt.date:
        """Return the newest day for which any claim has evidence."""
        return max(claim.last_seen for claim in self.control)


CHECKED = "checked"
"""Under which a cache keeps that tables have been checked."""


def load(source: Origin = RECORDS, *, editorial: bool = False) -> Records:
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
        rows = {name: cells.as_declared() for name, cells in tables.items()}
        return _records(rows, store)
    readable = not faults
    faults += [fault for cells in tables.values() for fault in cells.faults]
    if readable:
        kept = (*rules.RULES, *rules.EDITORIAL) if editorial else rules.RULES
        faults += rules.broken(rules.Tables(tables), kept)
    if faults:
        order = [f"{name}.csv" for name in schema.TABLES]
        raise RecordError(sorted(set(faults), key=lambda f: (order.index(f.file), f)))
    if key:
        cache.write(CHECKED, key, b"")
    return _records({name: cells.rows for name, cells in tables.items()}, store)


def _records(rows: Mapping[str, list[Any]], store: Store) -> Records:
    return Records(**{name: tuple(table) for name, table in rows.items()}, store=store)


def _key(store: Store) -> str:
    """Return a digest of all that a check rests on."""
    geo = Path(ground.__file__).parent
    code = [*geo.glob("*.py"), *geo.glob("records/**/*.py")]
    parts = [digest.encode() for digest in store.digests().tables.values()]
    base = sorted((ground.DATA / "base").glob("*.geojson"))
    return cache.key_of([*parts, *(path.read_bytes() for path in base)], code)


def _read_all(store: Store) -> tuple[dict[str, Cells], list[Fault]]:
    tables: dict[str, Cells] = {}
    faults: list[Fault] = []
    for name, declared in schema.TABLES.items():
        try:
            tables[name] = _read(store, name, list(declared.columns))
        except RecordError as error:
            faults += error.faults
    return tables, faults


def _read(store: Store, table: str, columns: list[str]) -> Cells:
    """Return a table as text, or raise on anything that makes rows meaningless."""
    file = f"{table}.csv"
    try:
        header, *rows = store.read(table)
    except FileNotFoundError:
        raise RecordError(
            [Fault(file, 0, "*", "", Text("fault.tables.missing"))]
        ) from None
    except ValueError:
        raise RecordError(
            [Fault(file, 1, "*", "", Text("fault.tables.header"))]
        ) from None
    except (csv.Error, OSError) as error:
        fault = Fault(file, 0, "*", str(error), Text("fault.tables.csv"))
        raise RecordError([fault]) from None
    faults = [*_header_faults(file, header, columns)]
    for number, row in enumerate(rows, FIRST_ROW):
        if len(row) != len(header):
            expected = Text("fault.tables.cells", count=len(header))
            value = Text("fault.tables.has_cells", count=len(row))
            faults.append(Fault(file, number, "*", value, expected))
        if not _is_unicode("".join(row)):
            faults += [
                Fault(file, number, name, cell, Text("fault.tables.utf8"))
                for name, cell in zip(header, row, strict=False)
                if not _is_unicode(cell)
            ]
    if faults:
        raise RecordError(faults)
    if header == columns:
        return Cells(table, rows)
    places = [header.index(name) for name in columns]
    return Cells(table, [[row[place] for place in places] for row in rows])


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
                Text("fault.tables.unknown", nearest=rules.nearest(name, columns)),
            )
            for name in unknown
        ),
        *(Fault(file, 1, name, "", Text("fault.tables.no_column")) for name in missing),
        *(
            Fault(file, 1, name, name, Text("fault.tables.column_twice"))
            for name in twice
        ),
    ]


def _is_unicode(cell: str) -> bool:
    """Tell whether a cell, read with ``surrogateescape``, was sound UTF-8."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True

"""The rules that agreements and their stages keep."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from geo import ground
from geo.dates import Span, parse_span
from geo.errors import Fault, Text
from geo.records.check.tables import Rule, Tables, nearest, repeated
from geo.records.rows import grouped
from geo.records.tables import agreements as agreement_tables
from geo.records.tables.agreements import Agreement, AgreementStage
from geo.records.tables.control import Actor

PLACED = {
    "point": ("lat", "lon"),
    "line": ("line_id",),
    "area": ("area_id",),
    "country": (),
}
"""Which columns say where an agreement applies, by its scope."""

MAY_HAVE = {"area": ("line_id",)}
"""Which columns it may fill besides."""

OF_PARTIES = ("signed", "signed_in_part", "withdrawn")
"""Stages that only a party can bring about."""

RANKS = {
    **dict.fromkeys(agreement_tables.TALKS, 0),
    **dict.fromkeys(agreement_tables.MAKING, 1),
    **dict.fromkeys(agreement_tables.FORCE, 2),
    **dict.fromkeys(agreement_tables.RECORDING, 3),
}
"""Stages that follow each other: none may come before one of a lower rank."""

MAY_END = (*agreement_tables.MAKING, *agreement_tables.FORCE, "extended")
"""Stages that may set a day on which the agreement ends by its own terms."""


def _scopes(tables: Tables) -> Iterator[Fault]:
    """Yield agreements that do not say where they apply, or say it twice."""
    area_ids = [str(area_id) for area_id in ground.areas()["area_id"]]
    columns = sorted({column for wanted in PLACED.values() for column in wanted})
    for index, row in tables.rows(Agreement, "scope", *columns):
        for column in columns:
            filled = getattr(row, column) not in ("", None)
            if filled == (column in PLACED[row.scope]) or (
                filled and column in MAY_HAVE.get(row.scope, ())
            ):
                continue
            expected = Text("fault.agreements.no_place", scope=row.scope)
            if not filled:
                expected = Text("fault.agreements.place", scope=row.scope)
            yield tables.fault("agreements", index, column, expected)
        if row.scope == "area" and row.area_id and row.area_id not in area_ids:
            file, near = "areas.geojson", nearest(row.area_id, area_ids)
            expected = Text("fault.rows.unknown", file=file, nearest=near)
            yield tables.fault("agreements", index, "area_id", expected)


def _lived(tables: Tables) -> Iterator[Fault]:
    """Yield agreements without a stage."""
    with_stages = set(tables.text("agreement_stages", "agreement_id"))
    for index, row in tables.rows(Agreement, "agreement_id"):
        if row.agreement_id not in with_stages:
            expected = Text("fault.agreements.no_stage")
            yield tables.fault("agreements", index, "agreement_id", expected)


class _Stage(NamedTuple):
    """A sound stage, its place in the table and the days that its date stands for."""

    place: int
    row: AgreementStage
    span: Span

    def __str__(self) -> str:
        return f"{self.row.stage} ({self.row.date})"


def _stages(tables: Tables) -> list[_Stage]:
    """Return the sound stages."""
    sound = tables.rows(AgreementStage, "agreement_id", "stage", "date", "by")
    return [_Stage(index, row, parse_span(row.date)) for index, row in sound]


def _start(stage: _Stage) -> dt.date:
    return stage.span.start


def _order(tables: Tables) -> Iterator[Fault]:
    """Yield stages that cannot follow those before them."""
    of_agreement = grouped(_stages(tables), lambda stage: stage.row.agreement_id)
    for stages in of_agreement.values():
        opening = (
            stage for stage in stages if stage.row.stage in agreement_tables.OPENING
        )
        first = min(opening, key=_start, default=None)
        for stage in stages:
            expected = None
            if first is None:
                expected = Text(
                    "fault.agreements.unopened", known=list(agreement_tables.OPENING)
                )
            elif stage.span.end <= first.span.start:
                expected = Text("fault.agreements.before", stage=first)
            if expected:
                yield tables.fault("agreement_stages", stage.place, "date", expected)
        yield from _ladder(tables, stages)
        yield from _ends(tables, stages)


def _ladder(tables: Tables, stages: list[_Stage]) -> Iterator[Fault]:
    """Yield stages of a rank that come before one of a lower rank, or again."""
    ranked: list[list[_Stage]] = [[], [], [], []]
    for stage in stages:
        if stage.row.stage in RANKS:
            ranked[RANKS[stage.row.stage]].append(stage)
    for stage in ranked[0] if ranked[1] else ():
        made = min(ranked[1], key=_start)
        if stage.span.start >= made.span.end:
            expected = Text("fault.agreements.later", stage=made)
            yield tables.fault("agreement_stages", stage.place, "date", expected)
    for lower, upper in pairwise([rows for rows in ranked[1:] if rows]):
        opens = min(lower, key=_start)
        for stage in upper:
            if stage.span.end <= opens.span.start:
                expected = Text("fault.agreements.before", stage=opens)
                yield tables.fault("agreement_stages", stage.place, "date", expected)
    for name in agreement_tables.FORCE:
        for stage in [stage for stage in stages if stage.row.stage == name][1:]:
            expected = Text("fault.agreements.force_once")
            yield tables.fault("agreement_stages", stage.place, "stage", expected)


def _ends(tables: Tables, stages: list[_Stage]) -> Iterator[Fault]:
    """Yield stages after the agreement had ended."""
    for end in (
        stage for stage in stages if stage.row.stage in agreement_tables.ENDING
    ):
        for stage in stages:
            if stage.place != end.place and stage.span.start >= end.span.end:
                expected = Text("fault.agreements.later", stage=end)
                yield tables.fault("agreement_stages", stage.place, "date", expected)


def _untils(tables: Tables) -> Iterator[Fault]:
    """Yield ends that no such stage can set, or that come before it."""
    for index, row in tables.rows(AgreementStage, "stage", "date", "until"):
        expected = None
        if row.until is None:
            continue
        if row.stage not in MAY_END:
            expected = Text("fault.agreements.sets_no_end", stage=row.stage)
        elif row.until <= parse_span(row.date).start:
            expected = Text("fault.agreements.until")
        if expected:
            yield tables.fault("agreement_stages", index, "until", expected)


def _doers(tables: Tables) -> Iterator[Fault]:
    """Yield stages brought about by who could not: no party, or not there."""
    agreements = tables.rows(Agreement, "agreement_id", "parties")
    parties = {row.agreement_id: row.parties for _, row in agreements}
    actors = tables.rows(Actor, "actor_id", "valid_from", "valid_to")
    lives = {actor.actor_id: (actor.valid_from, actor.valid_to) for _, actor in actors}
    for index, row, span in _stages(tables):
        for actor_id in row.by:
            expected = _absence(actor_id, lives.get(actor_id, ("", "")), span)
            if (
                row.stage in OF_PARTIES
                and row.agreement_id in parties
                and actor_id not in parties[row.agreement_id]
            ):
                expected = Text("fault.agreements.no_party", agreement=row.agreement_id)
            if expected:
                yield tables.fault("agreement_stages", index, "by", expected, actor_id)


def _absence(actor_id: str, life: tuple[str, str], span: Span) -> Text | None:
    """Return why an actor cannot have done something then, or None."""
    begun, ended = life
    if begun and span.end <= parse_span(begun).start:
        return Text("fault.actors.begins", actor=actor_id, date=begun)
    if ended and span.start >= parse_span(ended).end:
        return Text("fault.actors.ends", actor=actor_id, date=ended)
    return None


def _same_stages(tables: Tables) -> Iterator[Fault]:
    """Yield stages that stand twice."""
    columns = ("agreement_id", "stage", "date", "by")
    texts = [tables.text("agreement_stages", column) for column in columns]
    for index in repeated(zip(*texts, strict=True)):
        expected = Text("fault.agreements.same_stage")
        yield tables.fault("agreement_stages", index, "stage_id", expected)


def _successors(tables: Tables) -> Iterator[Fault]:
    """Yield successors of actors that have no end, or that follow themselves."""
    for index, actor in tables.rows(Actor, "actor_id", "valid_to", "successor"):
        follows = actor.successor and actor.successor != actor.actor_id
        if actor.successor and not (follows and actor.valid_to):
            expected = Text("fault.actors.successor")
            yield tables.fault("actors", index, "successor", expected)


RULES: tuple[Rule, ...] = (
    _scopes,
    _lived,
    _order,
    _untils,
    _doers,
    _same_stages,
    _successors,
)

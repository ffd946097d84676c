"""The rules that agreements and their stages keep."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from geo import ground
from geo.dates import Span, parse_span
from geo.errors import Fault
from geo.records.check.tables import Rule, Tables, nearest
from geo.records.tables import agreements as chronicle

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
    **dict.fromkeys(chronicle.TALKS, 0),
    **dict.fromkeys(chronicle.MAKING, 1),
    **dict.fromkeys(chronicle.FORCE, 2),
    **dict.fromkeys(chronicle.RECORDING, 3),
}
"""Stages that follow each other: none may come before one of a lower rank."""

MAY_END = (*chronicle.MAKING, *chronicle.FORCE, "extended")
"""Stages that may set a day on which the agreement ends by its own terms."""


def _scopes(tables: Tables) -> Iterator[Fault]:
    """Yield agreements that do not say where they apply, or say it twice."""
    known = list(ground.areas()["area_id"])
    columns = sorted({column for wanted in PLACED.values() for column in wanted})
    sound = tables.typed("agreements", "scope", *columns)
    for row in tables.text["agreements"].loc[sound.index].itertuples():
        for column in columns:
            filled = getattr(row, column) != ""
            if filled == (column in PLACED[row.scope]) or (
                filled and column in MAY_HAVE.get(row.scope, ())
            ):
                continue
            expected = f"must be empty: the scope is {row.scope}"
            if not filled:
                expected = f"an agreement whose scope is {row.scope} needs it"
            yield tables.fault("agreements", row.Index, column, expected)
        if row.scope == "area" and row.area_id and row.area_id not in known:
            expected = "is not in areas.geojson: " + nearest(row.area_id, known)
            yield tables.fault("agreements", row.Index, "area_id", expected)


def _lived(tables: Tables) -> Iterator[Fault]:
    """Yield agreements without a stage."""
    known = set(tables.text["agreement_stages"]["agreement_id"])
    for row in tables.typed("agreements", "agreement_id").itertuples():
        if row.agreement_id not in known:
            expected = "needs a row at least in agreement_stages.csv"
            yield tables.fault("agreements", row.Index, "agreement_id", expected)


def _stages(tables: Tables) -> pd.DataFrame:
    """Return the sound stages with the days that their dates stand for."""
    sound = tables.typed("agreement_stages", "agreement_id", "stage", "date", "by")
    sound["span"] = [parse_span(date) for date in sound["date"]]
    return sound


def _order(tables: Tables) -> Iterator[Fault]:
    """Yield stages that cannot follow those before them."""
    for _, stages in _stages(tables).groupby("agreement_id", sort=False):
        first = min(
            (row for row in stages.itertuples() if row.stage in chronicle.OPENING),
            key=lambda row: row.span.start,
            default=None,
        )
        for row in stages.itertuples():
            expected = ""
            if first is None:
                expected = f"no stage opens it: one of {', '.join(chronicle.OPENING)}"
            elif row.span.end <= first.span.start:
                expected = f"must not come before it is {first.stage} ({first.date})"
            if expected:
                yield tables.fault("agreement_stages", row.Index, "date", expected)
        yield from _ladder(tables, stages)
        yield from _ends(tables, stages)


def _ladder(tables: Tables, stages: pd.DataFrame) -> Iterator[Fault]:
    """Yield stages of a rank that come before one of a lower rank, or again."""
    ranked: list[list[Any]] = [[], [], [], []]
    for row in stages.itertuples():
        if row.stage in RANKS:
            ranked[RANKS[row.stage]].append(row)
    for row in ranked[0] if ranked[1] else ():
        made = min(ranked[1], key=lambda row: row.span.start)
        if row.span.start >= made.span.end:
            expected = f"must not come after it is {made.stage} ({made.date})"
            yield tables.fault("agreement_stages", row.Index, "date", expected)
    for lower, upper in pairwise([rows for rows in ranked[1:] if rows]):
        opens = min(lower, key=lambda row: row.span.start)
        for row in upper:
            if row.span.end <= opens.span.start:
                expected = f"must not come before it is {opens.stage} ({opens.date})"
                yield tables.fault("agreement_stages", row.Index, "date", expected)
    for again in (stages["stage"] == name for name in chronicle.FORCE):
        for index in stages.index[again][1:]:
            expected = "stands twice: an agreement enters into force once"
            yield tables.fault("agreement_stages", index, "stage", expected)


def _ends(tables: Tables, stages: pd.DataFrame) -> Iterator[Fault]:
    """Yield stages after the agreement had ended."""
    ends = [row for row in stages.itertuples() if row.stage in chronicle.ENDING]
    for end in ends:
        for row in stages.itertuples():
            if row.Index != end.Index and row.span.start >= end.span.end:
                expected = f"must not come after it is {end.stage} ({end.date})"
                yield tables.fault("agreement_stages", row.Index, "date", expected)


def _untils(tables: Tables) -> Iterator[Fault]:
    """Yield ends that no such stage can set, or that come before it."""
    sound = tables.typed("agreement_stages", "stage", "date", "until")
    for row in sound[sound["until"].notna()].itertuples():
        expected = ""
        if row.stage not in MAY_END:
            expected = f"must be empty: {row.stage} sets no end"
        elif row.until.date() <= parse_span(row.date).start:
            expected = "must come after date"
        if expected:
            yield tables.fault("agreement_stages", row.Index, "until", expected)


def _doers(tables: Tables) -> Iterator[Fault]:
    """Yield stages brought about by who could not: no party, or not there."""
    agreements = tables.typed("agreements", "agreement_id", "parties")
    parties = dict(zip(agreements["agreement_id"], agreements["parties"], strict=True))
    actors = tables.typed("actors", "actor_id", "valid_from", "valid_to")
    lives = {
        actor.actor_id: (actor.valid_from, actor.valid_to)
        for actor in actors.itertuples()
    }
    for row in _stages(tables).itertuples():
        for actor_id in row.by:
            expected = _absence(actor_id, lives.get(actor_id, ("", "")), row.span)
            if (
                row.stage in OF_PARTIES
                and row.agreement_id in parties
                and actor_id not in parties[row.agreement_id]
            ):
                expected = f"is no party to {row.agreement_id}: only one can do so"
            if expected:
                yield tables.fault(
                    "agreement_stages", row.Index, "by", expected, actor_id
                )


def _absence(actor_id: str, life: tuple[str, str], span: Span) -> str:
    """Return why an actor cannot have done something then, or an empty text."""
    begun, ended = life
    if begun and span.end <= parse_span(begun).start:
        return f"{actor_id} begins in {begun}"
    if ended and span.start >= parse_span(ended).end:
        return f"{actor_id} ends in {ended}"
    return ""


def _same_stages(tables: Tables) -> Iterator[Fault]:
    """Yield stages that stand twice."""
    stages = tables.text["agreement_stages"]
    same = stages[["agreement_id", "stage", "date", "by"]].duplicated()
    for index in stages.index[same]:
        expected = "stands twice: one row a stage"
        yield tables.fault("agreement_stages", index, "stage_id", expected)


def _successors(tables: Tables) -> Iterator[Fault]:
    """Yield successors of actors that have no end, or that follow themselves."""
    sound = tables.typed("actors", "actor_id", "valid_to", "successor")
    for actor in sound[sound["successor"] != ""].itertuples():
        if actor.valid_to == "" or actor.successor == actor.actor_id:
            expected = "must be empty: only an actor that ended has a successor"
            yield tables.fault("actors", actor.Index, "successor", expected)


RULES: tuple[Rule, ...] = (
    _scopes,
    _lived,
    _order,
    _untils,
    _doers,
    _same_stages,
    _successors,
)

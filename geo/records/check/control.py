"""The rules that claims to places keep: one state at a time, without a gap."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from geo.dates import SPAN_START, parse_span
from geo.errors import Fault
from geo.records import schema
from geo.records.check.tables import Rule, Tables


def _claims(tables: Tables) -> Iterator[Fault]:
    """Yield what is wrong within one claim."""
    columns = ("actor_id", "parties", "status", "source_ids")
    for claim in tables.typed("control", *columns).itertuples():
        for column, expected in _misfits(claim):
            yield tables.fault("control", claim.Index, column, expected)
    for claim in tables.typed("control", "start", "end", "last_seen").itertuples():
        if claim.end <= claim.start:
            expected = "must come after start"
            yield tables.fault("control", claim.Index, "end", expected)
        elif claim.last_seen < claim.start or claim.last_seen > claim.end:
            expected = "must lie from start to end"
            yield tables.fault("control", claim.Index, "last_seen", expected)


def _misfits(claim: Any) -> Iterator[tuple[str, str]]:
    """Yield the columns of a claim that do not go together, and what would."""
    if claim.actor_id == schema.NO_RECORD:
        if claim.status != "held":
            yield "status", "must be held: nothing is known"
        if claim.parties:
            yield "parties", "must be empty: nothing is known"
        return
    if not claim.source_ids:
        yield "source_ids", "a claim needs a source at least"
    if claim.actor_id == schema.CONTESTED:
        if claim.status != "contested":
            yield "status", "must be contested: nobody held it"
        if len(claim.parties) < 2:
            yield "parties", "must name two parties at least"
    elif claim.actor_id in claim.parties:
        yield "parties", "must not name the holder itself"


def _holders(tables: Tables) -> Iterator[Fault]:
    """Yield actors of no camp that stand in a claim, and camps without a beginning."""
    sound = tables.typed("actors", "actor_id", "camp", "valid_from")
    camps = dict(zip(sound["actor_id"], sound["camp"], strict=True))
    for actor in sound.itertuples():
        if actor.camp in schema.CAMPS and actor.valid_from == "":
            expected = "must say when: its camp may hold places"
            yield tables.fault("actors", actor.Index, "valid_from", expected)
    for claim in tables.typed("control", "actor_id", "parties").itertuples():
        for column, ids in (("actor_id", [claim.actor_id]), ("parties", claim.parties)):
            for actor_id in ids:
                if camps.get(actor_id, schema.CAMPS[0]) not in schema.CAMPS:
                    expected = "holds no places: its camp must be one of "
                    expected += ", ".join(schema.CAMPS)
                    yield tables.fault(
                        "control", claim.Index, column, expected, actor_id
                    )


_STATE = ("actor_id", "status", "parties")


def _own_side_alone(tables: Tables) -> Iterator[Fault]:
    """Yield claims that rest on the holder's own side alone and are not low."""
    stances = tables.typed("sources", "source_id", "stance")
    stance = dict(zip(stances["source_id"], stances["stance"], strict=True))
    actors = tables.typed("actors", "actor_id", "camp")
    camp = dict(zip(actors["actor_id"], actors["camp"], strict=True))
    columns = ("actor_id", "source_ids", "confidence")
    for claim in tables.typed("control", *columns).itertuples():
        sides = {stance.get(source_id) for source_id in claim.source_ids}
        if claim.confidence != "low" and sides == {camp.get(claim.actor_id, "nobody")}:
            expected = "must be low: all its sources gain by it; add another"
            yield tables.fault("control", claim.Index, "confidence", expected)


def _claims_over_time(tables: Tables) -> Iterator[Fault]:
    """Yield claims of one place that overlap, leave a gap, or say the same twice."""
    control = tables.typed("control", "place_id", "start", "end", *_STATE)
    control["claim_id"] = tables.text["control"]["claim_id"]
    sizes = tables.text["control"].groupby("place_id").size()
    control = control.sort_values("start", kind="stable")
    for place_id, claims in control.groupby("place_id"):
        if len(claims) != sizes[place_id]:
            continue
        ordered = list(claims.itertuples())
        first, last = ordered[0], ordered[-1]
        if first.start.date() != SPAN_START:
            expected = f"the first claim of {place_id} must start on {SPAN_START}; "
            expected += "before the first record write a no-record row"
            yield tables.fault("control", first.Index, "start", expected)
        for earlier, later in pairwise(ordered):
            for column, expected in _seam(earlier, later):
                yield tables.fault("control", later.Index, column, expected)
        if not pd.isna(last.end):
            expected = f"the last claim of {place_id} must have no end"
            yield tables.fault("control", last.Index, "end", expected)


def _seam(earlier: Any, later: Any) -> Iterator[tuple[str, str]]:
    """Yield what is wrong where one claim follows another."""
    if pd.isna(earlier.end) or later.start < earlier.end:
        yield "start", f"overlaps {earlier.claim_id}: must start on its end"
    elif later.start > earlier.end:
        yield "start", f"leaves a gap after {earlier.claim_id}: write a no-record row"
    elif _state(earlier) == _state(later):
        yield "actor_id", f"same state as {earlier.claim_id}: let that one run on"


def _state(claim: Any) -> tuple[object, ...]:
    return claim.actor_id, claim.status, frozenset(claim.parties)


def _claimed_places(tables: Tables) -> Iterator[Fault]:
    claimed = set(tables.text["control"]["place_id"])
    for place in tables.typed("places", "place_id", "inherits").itertuples():
        has_claims = place.place_id in claimed
        if place.inherits == "no" and not has_claims:
            expected = "must be yes: it has no claims"
        elif place.inherits == "yes" and has_claims:
            expected = "must be no: it has claims"
        else:
            continue
        yield tables.fault("places", place.Index, "inherits", expected)


def _actor_spans(tables: Tables) -> Iterator[Fault]:
    """Yield claims for an actor before it began or after it ended."""
    sound = tables.typed("actors", "actor_id", "valid_from", "valid_to")
    lives = {
        actor.actor_id: (actor.valid_from, actor.valid_to)
        for actor in sound.itertuples()
    }
    for claim in tables.typed("control", "actor_id", "start", "end").itertuples():
        begun, ended = lives.get(claim.actor_id, ("", ""))
        if begun and claim.start.date() < parse_span(begun).start:
            expected = f"{claim.actor_id} begins in {begun}"
            yield tables.fault("control", claim.Index, "start", expected)
        if not ended:
            continue
        if pd.isna(claim.end) or claim.end.date() > parse_span(ended).end:
            expected = f"{claim.actor_id} ends in {ended}"
            yield tables.fault("control", claim.Index, "end", expected)


RULES: tuple[Rule, ...] = (
    _holders,
    _claims,
    _own_side_alone,
    _claims_over_time,
    _claimed_places,
    _actor_spans,
)

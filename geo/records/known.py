"""The records as known on a day: without what no source had published by then."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

import attrs

from geo.dates import SPAN_START, parse_span
from geo.records.read import Records
from geo.records.rows import Sourced, grouped
from geo.records.tables.agreements import CONFIDENCES, Relation
from geo.records.tables.control import (
    NO_RECORD,
    PRECISIONS,
    STATUSES,
    Claim,
    Place,
    Source,
)
from geo.records.tables.sea import MaritimeClaim, MaritimeLine
from geo.words import LANGUAGES, SOURCE, say

UNTOLD = "untold"
"""Ends the id of a claim that fills a time of which nothing was known."""

Days = Mapping[str, dt.date]
Row = TypeVar("Row", bound=Sourced)


def known_from(sources: Iterable[Source]) -> dict[str, dt.date]:
    """Return the day on which each dated source was published.

    A source dated to a month or a year counts as out on its last day, or on the day on
    which it was read if that was earlier.

    Parameters
    ----------
    sources : iterable of Source
        As in `geo.records.read.Records.sources`.

    Returns
    -------
    dict of str to datetime.date
        By source id; undated sources are left out.
    """
    return {
        source.source_id: _by_when(source) for source in sources if source.published
    }


def _by_when(source: Source) -> dt.date:
    last = parse_span(source.published).last
    accessed = source.accessed
    return min(last, parse_span(accessed).last) if accessed else last


def as_known_on(records: Records, day: dt.date) -> Records:
    """Return the records as they could be known on a day.

    A row is known from its earliest dated source on, and never before what it tells
    of. Where no source of it bears a date that is the day on which its state was last
    seen, or on which it happened. Of the rows that are known, sources that came out
    later are left out, and days on which a state was seen later are cut to `day`.

    An explicit end does not count: a known state lasts until the next known one. The
    time before the first is without record, so that cells still tile the country.
    A line at sea is known as soon as an agreement along it is, or a claim that rests
    on it; an agreement as soon as any of its stages is. Where a place lies, and where
    a road runs, was always known.

    Parameters
    ----------
    records : geo.records.read.Records
    day : datetime.date

    Returns
    -------
    geo.records.read.Records
        Without a reference to a row that is left out.
    """
    sources = known_from(records.sources)
    stages = _known(
        records.agreement_stages, lambda row: parse_span(row.date).last, sources, day
    )
    begun = {stage.agreement_id for stage in stages}
    control = claims(records, day)
    then = replace(
        records,
        places=tuple(_citing(records.places, sources, day)),
        routes=tuple(_citing(records.routes, sources, day)),
        front_names=tuple(
            _known(records.front_names, lambda row: row.valid_from, sources, day)
        ),
        control=(*_gaps(control, records.places, day), *control),
        agreements=tuple(
            row for row in records.agreements if row.agreement_id in begun
        ),
        agreement_stages=tuple(stages),
        events=tuple(_known(records.events, lambda row: row.start, sources, day)),
        relations=tuple(_relations(records.relations, sources, day)),
    )
    return _without_dangling_ids(_with_sea(then, sources, day))


def _with_sea(then: Records, sources: Days, day: dt.date) -> Records:
    """Return records whose tables of the sea are as known on a day."""
    waters = _known(then.maritime_claims, lambda row: row.valid_from, sources, day)
    resting = {row.line_id for row in then.agreements}
    resting |= {i for row in waters for i in (*row.ring_ids, *row.bound_ids)}
    lines = _lines(then.maritime_lines, resting, sources, day)
    ids = {line.line_id for line in lines}
    steps = _known(
        then.maritime_stages, lambda row: parse_span(row.date).last, sources, day
    )
    return replace(
        then,
        maritime_lines=tuple(lines),
        maritime_claims=tuple(_waters(waters)),
        maritime_points=tuple(
            row for row in then.maritime_points if row.line_id in ids
        ),
        maritime_stages=tuple(row for row in steps if row.line_id in ids),
    )


def _without_dangling_ids(then: Records) -> Records:
    """Return records without the ids in events and steps of rows that are left out."""
    claim_ids = {claim.claim_id for claim in then.control}
    events = [
        attrs.evolve(
            row,
            claim_ids=tuple(i for i in row.claim_ids if i in claim_ids),
            stage_ids=tuple(i for i in row.stage_ids if i in then.stage_of),
        )
        for row in then.events
    ]
    steps = [
        attrs.evolve(
            row,
            event_ids=tuple(i for i in row.event_ids if i in then.event_of),
            stage_ids=tuple(i for i in row.stage_ids if i in then.stage_of),
        )
        for row in then.story_steps
    ]
    return replace(then, events=tuple(events), story_steps=tuple(steps))


def claims(records: Records, day: dt.date) -> list[Claim]:
    """Return the claims of control that were known on a day.

    Parameters
    ----------
    records : geo.records.read.Records
        Only ``control`` and ``sources`` are looked at.
    day : datetime.date

    Returns
    -------
    list of Claim
        In the order of place and start; each ends where the next known one of its
        place begins.
    """
    sources = known_from(records.sources)
    kept = _known(
        records.control, lambda row: row.last_seen, sources, day, lambda row: row.start
    )
    ordered = sorted(kept, key=lambda claim: (claim.place_id, claim.start))
    return [
        attrs.evolve(
            claim,
            last_seen=min(claim.last_seen, day),
            end=later.start if later and later.place_id == claim.place_id else None,
        )
        for claim, later in pairwise([*ordered, None])
        if claim is not None
    ]


def _known(
    table: Iterable[Row],
    undated: Callable[[Row], dt.date],
    sources: Days,
    day: dt.date,
    begins: Callable[[Row], dt.date] | None = None,
) -> list[Row]:
    """Return the rows known on a day, with the sources that were out by then.

    A row is known from its first dated source on, but never before `begins`; without a
    dated source, from `undated` on, which is also what it begins with if no other day
    is given.
    """
    kept = []
    for row in table:
        dates = [sources[i] for i in row.source_ids if i in sources]
        begun = (begins or undated)(row)
        if (max(min(dates), begun) if dates else undated(row)) <= day:
            kept.append(row)
    return _citing(kept, sources, day)


def _citing(table: Iterable[Row], sources: Days, day: dt.date) -> list[Row]:
    """Return rows that cite only the sources that were out on a day."""
    return [
        attrs.evolve(
            row,
            source_ids=tuple(
                i for i in row.source_ids if i not in sources or sources[i] <= day
            ),
        )
        for row in table
    ]


def _waters(claims: Iterable[MaritimeClaim]) -> list[MaritimeClaim]:
    """Return each claim at sea until the next of its state begins."""
    ordered = sorted(claims, key=lambda claim: (claim.claimant, claim.valid_from))
    return [
        attrs.evolve(
            claim,
            valid_to=(
                later.valid_from if later and later.claimant == claim.claimant else None
            ),
        )
        for claim, later in pairwise([*ordered, None])
        if claim is not None
    ]


def _gaps(
    control: Iterable[Claim], places: Iterable[Place], day: dt.date
) -> list[Claim]:
    """Return claims without record for the time before the first one of a place."""
    first = {
        place_id: min(claim.start for claim in claims)
        for place_id, claims in grouped(control, lambda claim: claim.place_id).items()
    }
    untold = {code: say("known.untold", code, day=str(day)) for code in LANGUAGES}
    return [
        Claim(
            claim_id=f"{place.place_id}.{UNTOLD}",
            place_id=place.place_id,
            actor_id=NO_RECORD,
            parties=(),
            status=STATUSES[0],
            start=SPAN_START,
            end=first.get(place.place_id),
            start_precision=PRECISIONS[0],
            last_seen=SPAN_START,
            confidence=CONFIDENCES[-1],
            source_ids=(),
            note=untold[SOURCE],
            note_ar=untold["ar"],
        )
        for place in places
        if place.inherits == "no"
        and first.get(place.place_id, dt.date.max) > SPAN_START
    ]


def _lines(
    every: Iterable[MaritimeLine], resting: set[str], sources: Days, day: dt.date
) -> list[MaritimeLine]:
    """Return the lines known on a day, or on which something known rests."""
    every = list(every)
    published = _known(every, lambda line: line.valid_from, sources, day)
    kept = {line.line_id for line in published} | resting
    return [
        attrs.evolve(line, valid_to=None)
        if line.valid_to is not None and line.valid_to > day
        else line
        for line in _citing(every, sources, day)
        if line.line_id in kept
    ]


def _relations(
    relations: Iterable[Relation], sources: Days, day: dt.date
) -> list[Relation]:
    """Return the relations known on a day; an end still to come was not known."""

    def over(text: str) -> bool:
        return bool(text) and parse_span(text).start <= day

    def seen(text: str) -> str:
        return text if parse_span(text).last <= day else day.isoformat()

    kept = _known(relations, lambda row: parse_span(row.start).last, sources, day)
    return [
        attrs.evolve(
            row,
            end=row.end if over(row.end) else "",
            last_seen=seen(row.last_seen),
        )
        for row in kept
    ]

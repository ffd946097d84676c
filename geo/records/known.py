"""The records as they could be known on a day: what no source had told is left out."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from geo.dates import SPAN_START, parse_span
from geo.records import schema
from geo.records.read import Records

UNTOLD = "untold"
"""Ends the id of a claim that fills a time of which nothing was known."""

Days = dict[str, pd.Timestamp]


def known_from(sources: pd.DataFrame) -> dict[str, pd.Timestamp]:
    """Return the day on which each dated source was out.

    A source dated to a month or a year counts as out on its last day, or on the day on
    which it was read if that was earlier.

    Parameters
    ----------
    sources : pandas.DataFrame
        As in `geo.records.read.Records.sources`.

    Returns
    -------
    dict of str to pandas.Timestamp
        By source id; undated sources are left out.
    """
    return {
        source.source_id: pd.Timestamp(_by_when(source.published, source.accessed))
        for source in sources.itertuples()
        if source.published
    }


def _by_when(published: str, accessed: str) -> dt.date:
    last = parse_span(published).last
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
    on it; an agreement as soon as any of its stages is. Where a place lies was always
    known.

    Parameters
    ----------
    records : geo.records.read.Records
    day : datetime.date

    Returns
    -------
    geo.records.read.Records
        Without a reference to a row that is left out.
    """
    sources, on = known_from(records.sources), pd.Timestamp(day)
    stages = _told(records.agreement_stages, _last_day("date"), sources, on)
    agreements = records.agreements
    agreements = agreements[agreements["agreement_id"].isin(stages["agreement_id"])]
    waters = _told(records.maritime_claims, _cell("valid_from"), sources, on)
    lines = _lines(records, [agreements, waters], sources, on)
    sea = {
        "maritime_lines": lines,
        "maritime_claims": _until_next(waters, "claimant", "valid_from", "valid_to"),
        "maritime_points": _of(records.maritime_points, lines),
        "maritime_stages": _of(
            _told(records.maritime_stages, _last_day("date"), sources, on), lines
        ),
    }
    control = claims(records, day)
    events = _told(records.events, _cell("start"), sources, on)
    effects = {"claim_ids": control["claim_id"], "stage_ids": stages["stage_id"]}
    steps = {"event_ids": events["event_id"], "stage_ids": stages["stage_id"]}
    return replace(
        records,
        places=_citing(records.places, sources, on),
        control=_filled(control, records.places, day),
        agreements=agreements,
        agreement_stages=stages,
        events=_without(events, effects),
        relations=_relations(records.relations, sources, on),
        story_steps=_without(records.story_steps, steps),
        **sea,
    )


def claims(records: Records, day: dt.date) -> pd.DataFrame:
    """Return the claims of control that were known on a day.

    Parameters
    ----------
    records : geo.records.read.Records
        Only ``control`` and ``sources`` are looked at.
    day : datetime.date

    Returns
    -------
    pandas.DataFrame
        Columns as in `geo.records.read.Records.control`, in the order of place and
        start; each ends where the next known one of its place begins.
    """
    on = pd.Timestamp(day)
    sources = known_from(records.sources)
    told = _told(records.control, _cell("last_seen"), sources, on, begins="start")
    told = told.assign(last_seen=told["last_seen"].clip(upper=on))
    return _until_next(told, "place_id", "start", "end")


def _told(
    table: pd.DataFrame,
    otherwise: Callable[[Any], pd.Timestamp],
    sources: Days,
    on: pd.Timestamp,
    begins: str = "",
) -> pd.DataFrame:
    """Return the rows known on a day, with the sources that were out by then.

    `otherwise` gives the day on which a row counts as known if no source is dated, and
    before which it cannot have been known unless the column `begins` says so.
    """
    kept = []
    for row in table.itertuples():
        dates = [sources[i] for i in row.source_ids if i in sources]
        begun = getattr(row, begins) if begins else otherwise(row)
        known = max(min(dates), begun) if dates else otherwise(row)
        kept.append(known <= on)
    return _citing(table[pd.Series(kept, table.index, dtype=bool)], sources, on)


def _citing(table: pd.DataFrame, sources: Days, on: pd.Timestamp) -> pd.DataFrame:
    """Return a table that cites only the sources that were out on a day."""
    return table.assign(
        source_ids=[_out(ids, sources, on) for ids in table["source_ids"]]
    )


def _out(source_ids: Iterable[str], sources: Days, on: pd.Timestamp) -> tuple[str, ...]:
    return tuple(i for i in source_ids if i not in sources or sources[i] <= on)


def _cell(column: str) -> Callable[[Any], pd.Timestamp]:
    return lambda row: getattr(row, column)


def _last_day(column: str) -> Callable[[Any], pd.Timestamp]:
    return lambda row: pd.Timestamp(parse_span(getattr(row, column)).last)


def _until_next(table: pd.DataFrame, of: str, start: str, end: str) -> pd.DataFrame:
    """Return states of the same thing in order, each until the next one begins."""
    ordered = table.sort_values([of, start], kind="stable")
    return ordered.assign(**{end: ordered.groupby(of)[start].shift(-1)})


def _filled(control: pd.DataFrame, places: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return claims that cover the whole time on the map, with gaps as no record."""
    first = control.groupby("place_id")["start"].min()
    begin = pd.Timestamp(SPAN_START)
    gaps = [
        {
            "claim_id": f"{place_id}.{UNTOLD}",
            "place_id": place_id,
            "actor_id": schema.NO_RECORD,
            "parties": (),
            "status": schema.STATUSES[0],
            "start": begin,
            "end": first.get(place_id, pd.NaT),
            "start_precision": schema.PRECISIONS[0],
            "last_seen": begin,
            "confidence": schema.CONFIDENCES[-1],
            "source_ids": (),
            "note": f"No source on record had told of this time by {day}.",
        }
        for place_id in places.loc[places["inherits"] == "no", "place_id"]
        if place_id not in first.index or first[place_id] > begin
    ]
    if not gaps:
        return control
    filler = pd.DataFrame(gaps).astype({"end": control["end"].dtype})
    return pd.concat([filler, control], ignore_index=True)[list(control.columns)]


def _lines(
    records: Records,
    resting: list[pd.DataFrame],
    sources: Days,
    on: pd.Timestamp,
) -> pd.DataFrame:
    """Return the lines known on a day, or on which something known rests."""
    agreements, waters = resting
    needed = set(agreements["line_id"])
    for column in ("ring_ids", "bound_ids"):
        needed |= {line_id for ids in waters[column] for line_id in ids}
    every = records.maritime_lines
    told = set(_told(every, _cell("valid_from"), sources, on)["line_id"])
    kept = every[every["line_id"].isin(told | needed)]
    kept = kept.assign(valid_to=kept["valid_to"].where(kept["valid_to"] <= on))
    return _citing(kept, sources, on)


def _of(table: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    return table[table["line_id"].isin(lines["line_id"])]


def _without(table: pd.DataFrame, known: dict[str, pd.Series]) -> pd.DataFrame:
    """Return rows whose lists of ids name only what is known."""
    cut = {}
    for column, ids in known.items():
        left = set(ids)
        cut[column] = [tuple(i for i in cell if i in left) for cell in table[column]]
    return table.assign(**cut)


def _relations(
    relations: pd.DataFrame, sources: Days, on: pd.Timestamp
) -> pd.DataFrame:
    """Return the relations known on a day; an end still to come was not known."""
    told = _told(relations, _last_day("start"), sources, on)

    def over(text: str) -> bool:
        return bool(text) and pd.Timestamp(parse_span(text).start) <= on

    def seen(text: str) -> str:
        last = pd.Timestamp(parse_span(text).last)
        return text if last <= on else on.date().isoformat()

    return told.assign(
        end=[end if over(end) else "" for end in told["end"]],
        last_seen=[seen(text) for text in told["last_seen"]],
    )

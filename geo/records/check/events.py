"""The rules that events, relations and stories keep."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from geo import views
from geo.dates import SPAN_START, parse_span
from geo.errors import Fault
from geo.records.check.tables import Rule, Tables


def _events(tables: Tables) -> Iterator[Fault]:
    """Yield events without a place or with two, and those that end too early."""
    sound = tables.typed("events", "place_id", "lat", "lon")
    for event in tables.text["events"].loc[sound.index].itertuples():
        for column in ("lat", "lon"):
            filled = getattr(event, column) != ""
            if filled and event.place_id:
                expected = f"must be empty: it happened in {event.place_id}"
            elif not filled and not event.place_id:
                expected = "an event needs a place_id, or lat and lon"
            else:
                continue
            yield tables.fault("events", event.Index, column, expected)
    for event in tables.typed("events", "start", "end").itertuples():
        if event.end <= event.start:
            expected = "must come after start: it is the first day after"
            yield tables.fault("events", event.Index, "end", expected)


def _effects(tables: Tables) -> Iterator[Fault]:
    """Yield claims and stages that began before the event that brought them about."""
    claims = tables.typed("control", "claim_id", "start")
    begun = dict(zip(claims["claim_id"], claims["start"].dt.date, strict=True))
    stages = tables.typed("agreement_stages", "stage_id", "date")
    dated = {
        stage.stage_id: parse_span(stage.date).last for stage in stages.itertuples()
    }
    for column, days in (("claim_ids", begun), ("stage_ids", dated)):
        for event in tables.typed("events", "start", column).itertuples():
            for effect in getattr(event, column):
                if effect in days and days[effect] < event.start.date():
                    expected = f"began on {days[effect]}, before the event"
                    yield tables.fault("events", event.Index, column, expected, effect)


def _relations(tables: Tables) -> Iterator[Fault]:
    """Yield relations of an actor with itself, and those that end too early."""
    for row in tables.typed("relations", "backer", "backed", "kind").itertuples():
        if row.backer in row.backed:
            expected = "must not name the backer itself"
            yield tables.fault("relations", row.Index, "backed", expected, row.backer)
        if row.kind == "mediation" and len(row.backed) < 2:
            expected = "a mediation is between two at least"
            yield tables.fault("relations", row.Index, "backed", expected)
    columns = ("start", "end", "last_seen")
    sound = tables.typed("relations", *columns)
    for row in sound.itertuples():
        start = parse_span(row.start).start
        for column in columns[1:]:
            date = getattr(row, column)
            if date and parse_span(date).last < start:
                expected = "must not come before start"
                yield tables.fault("relations", row.Index, column, expected)


def _told_twice(tables: Tables) -> Iterator[Fault]:
    """Yield relations that stand beside the same one at the same time."""
    columns = ("backer", "backed", "kind", "start", "end")
    seen: dict[tuple[str, ...], list[Any]] = {}
    for row in tables.typed("relations", *columns).itertuples():
        for backed in row.backed:
            others = seen.setdefault((row.backer, backed, row.kind), [])
            for other in others:
                if not (_ended_by(other, row) or _ended_by(row, other)):
                    expected = "overlaps a row that says the same: let one run on"
                    yield tables.fault("relations", row.Index, "start", expected)
            others.append(row)


def _ended_by(earlier: Any, later: Any) -> bool:
    """Tell whether a relation was over when another began."""
    return bool(earlier.end) and (
        parse_span(earlier.end).start <= parse_span(later.start).start
    )


def _stories(tables: Tables) -> Iterator[Fault]:
    """Yield stories without steps, gaps in their order, and days off the map."""
    told = tables.text["story_steps"]["story_id"]
    for story in tables.typed("stories", "story_id").itertuples():
        if story.story_id not in set(told):
            expected = "needs a row at least in story_steps.csv"
            yield tables.fault("stories", story.Index, "story_id", expected)
    sound = tables.typed("story_steps", "story_id", "seq", "date")
    for _, steps in sound.groupby("story_id", sort=False):
        for place, step in enumerate(steps.sort_values("seq").itertuples(), 1):
            if step.seq != place:
                expected = f"must be {place}: steps are counted from 1 without a gap"
                yield tables.fault("story_steps", step.Index, "seq", expected)
                break
    for step in sound[sound["date"] < pd.Timestamp(SPAN_START)].itertuples():
        expected = f"must not come before the map begins ({SPAN_START})"
        yield tables.fault("story_steps", step.Index, "date", expected)


def _views(tables: Tables) -> Iterator[Fault]:
    """Yield steps whose view shows more than the map has, so that it would slip."""
    for step in tables.typed("story_steps", "lat", "lon", "zoom").itertuples():
        room = views.centres(step.zoom)
        if room is None:
            expected = "shows more than the map has: choose a nearer zoom"
            yield tables.fault("story_steps", step.Index, "zoom", expected)
            continue
        west, south, east, north = room
        for column, low, high in (("lat", south, north), ("lon", west, east)):
            if not low <= getattr(step, column) <= high:
                expected = f"must be {low:.1f} to {high:.1f} at zoom {step.zoom:g}: "
                expected += "beyond, the view leaves the map"
                yield tables.fault("story_steps", step.Index, column, expected)


RULES: tuple[Rule, ...] = (
    _events,
    _effects,
    _relations,
    _told_twice,
    _stories,
    _views,
)

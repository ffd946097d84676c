"""The rules that events, relations and stories keep."""

import datetime as dt
from collections.abc import Iterator

from geo import views
from geo.dates import SPAN_START, parse_span
from geo.errors import Fault, Text
from geo.records.check.tables import Rule, Tables
from geo.records.rows import grouped
from geo.records.tables.agreements import (
    AgreementStage,
    Event,
    Relation,
    Story,
    StoryStep,
)
from geo.records.tables.control import Claim


def _events(tables: Tables) -> Iterator[Fault]:
    """Yield events without a place or with two, and those that end too early."""
    for index, event in tables.rows(Event, "place_id", "lat", "lon"):
        for column, value in (("lat", event.lat), ("lon", event.lon)):
            if value is not None and event.place_id:
                expected = Text("fault.events.no_spot", place=event.place_id)
            elif value is None and not event.place_id:
                expected = Text("fault.events.spot")
            else:
                continue
            yield tables.fault("events", index, column, expected)
    for index, event in tables.rows(Event, "start", "end"):
        if event.end <= event.start:
            expected = Text("fault.events.end")
            yield tables.fault("events", index, "end", expected)


def _effects(tables: Tables) -> Iterator[Fault]:
    """Yield claims and stages that began before the event that brought them about."""
    claims = tables.rows(Claim, "claim_id", "start")
    begun = {claim.claim_id: claim.start for _, claim in claims}
    stages = tables.rows(AgreementStage, "stage_id", "date")
    dated = {stage.stage_id: parse_span(stage.date).last for _, stage in stages}
    for index, event in tables.rows(Event, "start", "claim_ids"):
        for effect in _before(event.start, event.claim_ids, begun):
            expected = Text("fault.events.begun_before", day=begun[effect])
            yield tables.fault("events", index, "claim_ids", expected, effect)
    for index, event in tables.rows(Event, "start", "stage_ids"):
        for effect in _before(event.start, event.stage_ids, dated):
            expected = Text("fault.events.begun_before", day=dated[effect])
            yield tables.fault("events", index, "stage_ids", expected, effect)


def _before(
    day: dt.date, ids: tuple[str, ...], days: dict[str, dt.date]
) -> Iterator[str]:
    return (i for i in ids if i in days and days[i] < day)


def _relations(tables: Tables) -> Iterator[Fault]:
    """Yield relations of an actor with itself, and those that end too early."""
    for index, row in tables.rows(Relation, "backer", "backed", "kind"):
        if row.backer in row.backed:
            expected = Text("fault.relations.itself")
            yield tables.fault("relations", index, "backed", expected, row.backer)
        if row.kind == "mediation" and len(row.backed) < 2:
            expected = Text("fault.relations.two")
            yield tables.fault("relations", index, "backed", expected)
    for index, row in tables.rows(Relation, "start", "end", "last_seen"):
        start = parse_span(row.start).start
        for column, date in (("end", row.end), ("last_seen", row.last_seen)):
            if date and parse_span(date).last < start:
                expected = Text("fault.relations.before")
                yield tables.fault("relations", index, column, expected)


def _stated_twice(tables: Tables) -> Iterator[Fault]:
    """Yield relations that stand beside the same one at the same time."""
    columns = ("backer", "backed", "kind", "start", "end")
    seen: dict[tuple[str, str, str], list[Relation]] = {}
    for index, row in tables.rows(Relation, *columns):
        for backed in row.backed:
            others = seen.setdefault((row.backer, backed, row.kind), [])
            for other in others:
                if not (_ended_by(other, row) or _ended_by(row, other)):
                    expected = Text("fault.relations.twice")
                    yield tables.fault("relations", index, "start", expected)
            others.append(row)


def _ended_by(earlier: Relation, later: Relation) -> bool:
    """Return whether a relation was over when another began."""
    return bool(earlier.end) and (
        parse_span(earlier.end).start <= parse_span(later.start).start
    )


def _stories(tables: Tables) -> Iterator[Fault]:
    """Yield stories without steps, gaps in their order, and days off the map."""
    with_steps = set(tables.text("story_steps", "story_id"))
    for index, story in tables.rows(Story, "story_id"):
        if story.story_id not in with_steps:
            expected = Text("fault.stories.no_step")
            yield tables.fault("stories", index, "story_id", expected)
    sound = tables.rows(StoryStep, "story_id", "seq", "date")
    for steps in grouped(sound, lambda pair: pair[1].story_id).values():
        ordered = sorted(steps, key=lambda pair: pair[1].seq)
        for place, (index, step) in enumerate(ordered, 1):
            if step.seq != place:
                expected = Text("fault.stories.seq", number=place)
                yield tables.fault("story_steps", index, "seq", expected)
                break
    for index, step in sound:
        if step.date < SPAN_START:
            expected = Text("fault.stories.early", first=SPAN_START)
            yield tables.fault("story_steps", index, "date", expected)


def _views(tables: Tables) -> Iterator[Fault]:
    """Yield steps whose view shows more than the map has, so that it would slip."""
    for index, step in tables.rows(StoryStep, "lat", "lon", "zoom"):
        room = views.centres(step.zoom)
        if room is None:
            expected = Text("fault.stories.zoom")
            yield tables.fault("story_steps", index, "zoom", expected)
            continue
        west, south, east, north = room
        for column, value, low, high in (
            ("lat", step.lat, south, north),
            ("lon", step.lon, west, east),
        ):
            if not low <= value <= high:
                values = {"low": low, "high": high, "zoom": step.zoom}
                expected = Text("fault.stories.off", **values)
                yield tables.fault("story_steps", index, column, expected)


RULES: tuple[Rule, ...] = (
    _events,
    _effects,
    _relations,
    _stated_twice,
    _stories,
    _views,
)

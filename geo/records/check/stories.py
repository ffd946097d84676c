"""The form of stories: some ten steps of two sentences, told in order of time."""

import re
from collections.abc import Iterator

from geo.errors import Fault
from geo.records.check.tables import Rule, Tables

STEPS = (8, 10)
"""A story has so many steps at least, and at most."""

SENTENCES = 2
SENTENCE = re.compile(r"[.!?؟](?:\s|$)")


def _sentences(tables: Tables) -> Iterator[Fault]:
    """Yield steps that are not told in two sentences."""
    for column in ("text_en", "text_ar"):
        for index, text in tables.text["story_steps"][column].items():
            count = len(SENTENCE.findall(text))
            if count != SENTENCES:
                expected = f"must be {SENTENCES} sentences, not {count}"
                yield tables.fault("story_steps", index, column, expected)


def _steps(tables: Tables) -> Iterator[Fault]:
    """Yield stories too short or too long, and steps that go back in time."""
    least, most = STEPS
    sound = tables.typed("story_steps", "story_id", "seq", "date")
    for story in tables.typed("stories", "story_id").itertuples():
        steps = sound[sound["story_id"] == story.story_id].sort_values("seq")
        if not least <= len(steps) <= most:
            expected = f"needs {least} to {most} steps, has {len(steps)}"
            yield tables.fault("stories", story.Index, "story_id", expected)
        back = steps["date"].diff().dt.days < 0
        for index in steps.index[back]:
            expected = "must not come before the step before it"
            yield tables.fault("story_steps", index, "date", expected)


def _happened(tables: Tables) -> Iterator[Fault]:
    """Yield steps that tell of what has not happened by their day."""
    events = tables.typed("events", "event_id", "start")
    begun = dict(zip(events["event_id"], events["start"], strict=True))
    for step in tables.typed("story_steps", "date", "event_ids").itertuples():
        for event_id in step.event_ids:
            if event_id in begun and begun[event_id] > step.date:
                expected = f"began on {begun[event_id].date()}, after the step"
                yield tables.fault(
                    "story_steps", step.Index, "event_ids", expected, event_id
                )


RULES: tuple[Rule, ...] = (_sentences, _steps, _happened)

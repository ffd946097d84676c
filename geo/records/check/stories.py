"""Rules on the form of stories: some ten steps of two sentences, in order of time."""

import re
from collections.abc import Iterator
from itertools import pairwise

from geo.errors import Fault, Text
from geo.records.check.tables import Rule, Tables
from geo.records.rows import grouped
from geo.records.tables.agreements import Event, Story, StoryStep

STEPS = (8, 10)
"""A story has so many steps at least, and at most."""

SENTENCES = 2
SENTENCE = re.compile(r"[.!?؟](?:\s|$)")


def _sentences(tables: Tables) -> Iterator[Fault]:
    """Yield steps that are not two sentences long."""
    for column in ("text_en", "text_ar"):
        for index, text in enumerate(tables.text("story_steps", column)):
            count = len(SENTENCE.findall(text))
            if count != SENTENCES:
                expected = Text(
                    "fault.stories.sentences", wanted=SENTENCES, count=count
                )
                yield tables.fault("story_steps", index, column, expected)


def _steps(tables: Tables) -> Iterator[Fault]:
    """Yield stories too short or too long, and steps that go back in time."""
    least, most = STEPS
    sound = tables.rows(StoryStep, "story_id", "seq", "date")
    steps_of = grouped(sound, lambda pair: pair[1].story_id)
    for index, story in tables.rows(Story, "story_id"):
        steps = sorted(steps_of.get(story.story_id, []), key=lambda pair: pair[1].seq)
        if not least <= len(steps) <= most:
            expected = Text(
                "fault.stories.steps", least=least, most=most, found=len(steps)
            )
            yield tables.fault("stories", index, "story_id", expected)
        for (_, before), (place, step) in pairwise(steps):
            if step.date < before.date:
                expected = Text("fault.stories.back")
                yield tables.fault("story_steps", place, "date", expected)


def _happened(tables: Tables) -> Iterator[Fault]:
    """Yield steps that mention what has not happened by their day."""
    events = tables.rows(Event, "event_id", "start")
    begun = {event.event_id: event.start for _, event in events}
    for index, step in tables.rows(StoryStep, "date", "event_ids"):
        for event_id in step.event_ids:
            if event_id in begun and begun[event_id] > step.date:
                expected = Text("fault.stories.begun_after", day=begun[event_id])
                yield tables.fault(
                    "story_steps", index, "event_ids", expected, event_id
                )


RULES: tuple[Rule, ...] = (_sentences, _steps, _happened)

"""Guided readings of the map, step by step."""

import datetime as dt
from dataclasses import dataclass

from geo.errors import StoryError
from geo.records.read import Records
from geo.records.rows import names_of, texts_of


@dataclass(frozen=True)
class Step:
    """One step of a story.

    Attributes
    ----------
    date : datetime.date
        The day shown.
    view : tuple of (lat, lon, zoom)
        Centre in degrees (WGS84) and web zoom.
    layers : tuple of str
        Layers shown, of `geo.layers.build.NAMES`.
    text : dict of str to str
        Two sentences, by language.
    event_ids, stage_ids, source_ids : tuple of str
        What it shows, and on what it rests.
    agreement_ids : tuple of str
        The agreements of its stages, each once.
    """

    date: dt.date
    view: tuple[float, float, float]
    layers: tuple[str, ...]
    text: dict[str, str]
    event_ids: tuple[str, ...]
    stage_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    agreement_ids: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """A guided reading.

    Attributes
    ----------
    story_id : str
    name : dict of str to str
        By language.
    steps : tuple of Step
        In order.
    source_ids : tuple of str
        What the story retells.
    """

    story_id: str
    name: dict[str, str]
    steps: tuple[Step, ...]
    source_ids: tuple[str, ...]


def story_ids(records: Records) -> list[str]:
    """Return the ids of all stories, in the order of the table.

    Examples
    --------
    >>> from geo.records.read import load
    >>> "whose-sea" in story_ids(load())
    True
    """
    return [row.story_id for row in records.stories]


def story(records: Records, story_id: str) -> Story:
    """Return a story.

    Parameters
    ----------
    records : geo.records.read.Records
    story_id : str

    Returns
    -------
    Story

    Raises
    ------
    StoryError
        If there is no such story.

    Examples
    --------
    >>> from geo.records.read import load
    >>> len(story(load(), "whose-sea").steps) > 5
    True
    """
    row = next((row for row in records.stories if row.story_id == story_id), None)
    if row is None:
        known = list(story_ids(records))
        raise StoryError("error.query.story", story_id=story_id, known=known)
    steps = [step for step in records.story_steps if step.story_id == story_id]
    agreement = {row.stage_id: row.agreement_id for row in records.agreement_stages}
    return Story(
        story_id=story_id,
        name=names_of(row),
        steps=tuple(
            Step(
                date=step.date,
                view=(step.lat, step.lon, step.zoom),
                layers=step.layers,
                text=texts_of(step, "text"),
                event_ids=step.event_ids,
                stage_ids=step.stage_ids,
                source_ids=step.source_ids,
                agreement_ids=tuple(
                    dict.fromkeys(agreement[i] for i in step.stage_ids)
                ),
            )
            for step in sorted(steps, key=lambda step: step.seq)
        ),
        source_ids=row.source_ids,
    )

import dataclasses
import datetime as dt

import pytest

from geo.errors import StoryError
from geo.query import stories
from geo.style.layers import NAMES


@pytest.fixture(scope="module")
def december(atlas_records):
    return stories.story(atlas_records, "2019-12-19")


def test_every_story_can_be_read(atlas_records):
    for story_id in stories.story_ids(atlas_records):
        story = stories.story(atlas_records, story_id)
        assert story.story_id == story_id
        assert story.steps
        assert set(story.name) == {"en", "ar"}


def test_a_story_that_is_none(atlas_records):
    with pytest.raises(StoryError, match="no story '2019-12-20': use 2019-12-19"):
        stories.story(atlas_records, "2019-12-20")


def test_december_2019_ends_on_the_day_of_the_article(december):
    days = [step.date for step in december.steps]
    assert days == sorted(days)
    assert days[-2:] == [dt.date(2019, 12, 19)] * 2
    assert {dt.date(2019, 12, day) for day in (12, 14, 17, 18, 19)} <= set(days)


def test_the_request_and_the_mandate_are_kept_apart_from_19_december(december):
    step = next(
        s for s in december.steps if "tr-mandate-adopted-2020-01-02" in s.stage_ids
    )
    assert step.date == dt.date(2019, 12, 19)
    assert "26 December" in step.text["en"]
    assert "later" in step.text["en"]


def test_steps_have_a_view_and_layers_that_are_built(december):
    for step in december.steps:
        lat, lon, zoom = step.view
        assert 20 < lat < 56
        assert 0 < lon < 60
        assert 4 <= zoom <= 14
        assert set(step.layers) <= set(NAMES)
        assert "events" in step.layers


def test_what_a_step_names_has_happened_by_its_day_or_is_marked_as_to_come(
    atlas_records, december
):
    for step in december.steps:
        for event_id in step.event_ids:
            assert atlas_records.event_of[event_id].start <= step.date


def test_steps_come_in_the_order_of_their_numbers(atlas_records):
    shuffled = dataclasses.replace(
        atlas_records, story_steps=atlas_records.story_steps[::-1]
    )
    one, other = (
        stories.story(records, "2019-12-19") for records in (atlas_records, shuffled)
    )
    assert one == other


def test_a_step_names_the_agreements_of_its_stages_once(atlas_records):
    step = stories.story(atlas_records, "whose-sea").steps[4]
    assert len(step.stage_ids) > 1
    assert step.agreement_ids == ("tr-ly-mou-2019",)

"""The card of a place, as the panel shows it."""

import datetime as dt
import re

import pytest

from geo import dates
from geo.web import place

DAY = dt.date(2019, 12, 19)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_card_gives_the_holder_then_the_holders_of_all_days(atlas, language):
    html = place.card(atlas, "sirte", DAY, language)
    assert html.index("<h4>") < html.index('class="strip"') < html.index("<details>")
    picks = re.findall(r'data-pick="day:([-0-9]+)"', html)
    assert picks == sorted(picks)
    assert picks[0] == dates.SPAN_START.isoformat()
    widths = [float(w) for w in re.findall(r'style="width:([\d.]+)%"', html)]
    assert sum(widths) == pytest.approx(100, abs=0.1)
    assert html.count('aria-current="date"') == 1


def test_a_card_lists_no_event_after_its_day(atlas):
    html = place.card(atlas, "sirte", DAY, "en")
    event_ids = re.findall(r'data-pick="event:([^"]+)"', html)
    assert event_ids
    assert all(atlas.records.event_of[one].start <= DAY for one in event_ids)


def test_a_copied_sentence_names_place_day_and_holder(atlas):
    html = place.card(atlas, "tarhuna", dt.date(2020, 5, 1), "en")
    (sentence,) = re.findall(r'data-copy="([^"]+)"', html)
    assert "Tarhuna" in sentence
    assert "1 May 2020" in sentence
    assert "5 April 2019" in sentence

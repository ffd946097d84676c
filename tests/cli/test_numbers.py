"""Page, command line and description give the same numbers of a day."""

import datetime as dt
import json
import re

import pytest

from geo.export.alt import alt_text
from geo.query import areas
from geo.query.brief import brief
from geo.query.changes import changes
from geo.query.revised import revised
from geo.request import Request
from geo.web import answers
from geo.words import number

DAY, EARLIER, KNOWN = dt.date(2020, 6, 30), dt.date(2020, 5, 31), dt.date(2020, 8, 31)
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


@pytest.fixture(scope="module")
def counted(atlas):
    return brief(atlas, DAY, "en").stats


@LANGUAGES
def test_ground_of_each_camp(atlas, run_query, counted, language):
    (printed,) = map(
        json.loads, run_query("stats", "--date", DAY, "--json")[1].splitlines()
    )
    page = re.sub("<[^>]+>", " ", answers.areas(counted, language))
    described = alt_text(Request(DAY, language=language), atlas.frames)
    spoken = brief(atlas, DAY, language).text
    assert set(printed["camps"]) == set(counted.camps)
    for camp in ("tripoli", "eastern"):
        figures = printed["camps"][camp]
        area = areas.Area(
            figures["near_km2"]["best"],
            figures["with_nominal_km2"]["best"],
            figures["places"]["best"],
        )
        for km2 in areas.rounded(area):
            written = number(km2, language, 0)
            assert written in page
            assert written in described
            assert written in spoken
        assert f" {number(area.places, language)} " in page


def test_what_changed_hands(atlas, run_query):
    printed = [
        json.loads(line)
        for line in run_query("changes", EARLIER, DAY, "--json")[1].splitlines()
    ]
    found = changes(atlas, EARLIER, DAY)
    page = answers.changes(found, EARLIER, DAY, "en")
    (count, *_) = run_query("changes", EARLIER, DAY)[1].splitlines()
    assert len(printed) == len(found) == page.count("<article")
    assert count in page
    for one in printed:
        card = page[page.index(f'data-id="{one["place_id"]}"') :].split("</article>")[0]
        if one["with_nominal_km2"]:
            assert f"{round(one['near_km2']):,} km²" in card
            assert f"{round(one['with_nominal_km2']):,} with nominal" in card
        if one["people"]:
            assert f"{one['people']:,} inhabitant" in card


@LANGUAGES
def test_what_was_revised(atlas, run_query, language):
    arguments = ("revised", "--date", DAY, "--as-known-on", KNOWN)
    (count, *_) = run_query(*arguments, "--lang", language)[1].splitlines()
    printed = run_query(*arguments, "--json")[1].splitlines()
    page = answers.revised(revised(atlas, DAY, KNOWN), DAY, KNOWN, language)
    assert page.count("<article") == len(printed)
    assert count in page

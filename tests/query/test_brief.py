import datetime as dt
import re

import pytest

from geo.query import areas
from geo.query.brief import brief, table
from geo.query.stats import stats
from geo.words import number

DAYS = [
    dt.date(2014, 5, 16),
    dt.date(2015, 6, 15),
    dt.date(2016, 5, 5),
    dt.date(2019, 12, 19),
    dt.date(2020, 6, 10),
    dt.date(2026, 7, 2),
]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_brief_is_of_a_length_that_is_read(atlas, day):
    assert 120 <= len(brief(atlas, day, "en").text.split()) <= 200
    assert 100 <= len(brief(atlas, day, "ar").text.split()) <= 200


@pytest.mark.parametrize("language", ["en", "ar"])
def test_its_numbers_are_those_of_the_statistics(atlas, language):
    day = DAYS[3]
    text, figures = brief(atlas, day, language), stats(atlas, day)
    assert text.stats == figures
    for camp in ("tripoli", "eastern", "other"):
        near, most, places = (
            figures.camps[camp][name].best
            for name in ("near_km2", "with_nominal_km2", "places")
        )
        for value in (*areas.rounded(areas.Area(near, most, 0)), places):
            assert number(value, language, 0) in text.text


def test_it_gives_cities_districts_contests_agreements_and_changes(atlas):
    text = brief(atlas, DAYS[3], "en")
    about = [sentence.about for sentence in text.sentences]
    assert list(dict.fromkeys(about)) == [
        "held",
        "districts",
        "contested",
        "in_force",
        "changes",
        "evidence",
    ]
    assert "among them Tripoli, Misrata" in text.text
    assert "Turkey-Libya MoU on delimitation" in text.text
    assert re.search(r"Since 19 November 2019, \d+ places changed hands: ", text.text)


def test_every_name_in_it_has_a_source_that_is_listed(atlas):
    text = brief(atlas, DAYS[3], "en")
    for sentence in text.sentences:
        assert sentence.source_ids or sentence.about in ("districts", "evidence")
        assert set(sentence.source_ids) <= set(text.source_ids)
    assert len(text.sources) == len(text.source_ids)
    assert all(source.url.startswith("http") for source in text.sources)


def test_after_the_newest_evidence_it_says_so(atlas):
    newest = atlas.records.newest
    later = brief(atlas, newest + dt.timedelta(days=20), "en")
    assert "The newest evidence is of " in later.text
    assert "The newest evidence is of " not in brief(atlas, newest, "en").text


def test_before_anything_was_known_it_says_that(atlas):
    early = brief(atlas.known_on(dt.date(2010, 1, 1)), DAYS[0], "en")
    assert early.text.startswith("Who held what on 16 May 2014 is not on record.")
    assert "changes" not in [sentence.about for sentence in early.sentences]


def test_the_days_before_do_not_begin_before_the_map(atlas):
    text = brief(atlas, DAYS[0] + dt.timedelta(days=10), "en").text
    assert "Since 16 May 2014, " in text


def test_the_table_has_ranges_where_bounds_differ(atlas):
    head, *rows = table(stats(atlas, DAYS[3]), "en")
    values = {row[0]: row[1:] for row in rows}
    assert head[1:] == ["Tripoli-based", "Eastern-based", "Other forces", "Contested"]
    assert re.fullmatch(r"\d+ \(\d+-\d+\)", values["places"][0])
    assert re.fullmatch(r"[\d,]+00", values["km² near places on record"][1].split()[0])

"""Facts about the real records that are no rule on rows: see geo/records/check."""

import datetime as dt

import pytest

from geo import dates
from geo.query.atlas import Atlas
from geo.records.check.coverage import LEAST, missing_texts, short
from geo.records.tables.control import NO_RECORD

SEEN_SHARE = 0.95


def test_there_are_enough_records(atlas_records):
    assert short({name: len(getattr(atlas_records, name)) for name in LEAST}) == {}
    assert sum(place.inherits == "no" for place in atlas_records.places) >= 150


def test_the_records_reach_close_to_now(atlas_records):
    assert atlas_records.newest >= dt.date(2026, 1, 1)
    assert atlas_records.newest <= dates.today()


def test_nearly_every_claim_has_a_source_that_was_seen(atlas_records):
    claims = [c for c in atlas_records.control if c.actor_id != NO_RECORD]
    unseen = [
        claim.claim_id
        for claim in claims
        if not claim.source_ids or "background knowledge" in claim.note.lower()
    ]
    assert len(unseen) <= (1 - SEEN_SHARE) * len(claims), unseen


@pytest.fixture(scope="module")
def atlas(atlas_records):
    return Atlas(atlas_records)


PUBLISHED = [
    ("Tripoli", (32.8872, 13.1913), "2019-12-19", "tripoli"),
    ("Benghazi", (32.1167, 20.0667), "2019-12-19", "eastern"),
    ("Gharyan", (32.1722, 13.0203), "2019-05-15", "eastern"),
    ("Gharyan", (32.1722, 13.0203), "2019-08-01", "tripoli"),
    ("Sirte", (31.2089, 16.5887), "2020-01-01", "tripoli"),
    ("Sirte", (31.2089, 16.5887), "2020-01-10", "eastern"),
    ("Tarhuna", (32.4350, 13.6332), "2020-05-01", "eastern"),
    ("Tarhuna", (32.4350, 13.6332), "2020-06-10", "tripoli"),
]


@pytest.mark.parametrize(("name", "where", "day", "camp"), PUBLISHED)
def test_published_truths(atlas, name, where, day, camp):
    answer = atlas.who(*where, dt.date.fromisoformat(day))
    assert answer.camp == camp, f"{name} on {day}: {answer}"
    assert answer.sources


DECEMBER = "2019-12-19"
"""The story that retells an article of that day."""


def test_the_story_of_december_2019_rests_on_sources_of_its_own(atlas_records):
    (story,) = [s for s in atlas_records.stories if s.story_id == DECEMBER]
    steps = [s for s in atlas_records.story_steps if s.story_id == DECEMBER]
    assert steps
    for step in steps:
        assert set(step.source_ids) - set(story.source_ids)
        assert step.event_ids or step.stage_ids


ARTICLE = [
    ("dawn-tripoli-2014-08-23", "2014-08-23"),
    ("hor-tobruk-2014-08-04", "2014-08-04"),
    ("gna-tripoli-2016-03-30", "2016-03-30"),
    ("advance-on-tripoli-2019-04-04", "2019-04-04"),
    ("memoranda-2019-11-27", "2019-11-27"),
    ("objections-2019-11-28", "2019-11-28"),
    ("decisive-battle-2019-12-12", "2019-12-12"),
    ("no-request-2019-12-14", "2019-12-14"),
    ("kremlin-2019-12-17", "2019-12-17"),
    ("erdogan-ready-2019-12-18", "2019-12-18"),
    ("gna-activates-2019-12-19", "2019-12-19"),
    ("putin-press-2019-12-19", "2019-12-19"),
    ("formal-request-2019-12-26", "2019-12-26"),
    ("mandate-2020-01-02", "2020-01-02"),
]


@pytest.mark.parametrize(("event_id", "day"), ARTICLE)
def test_what_the_article_gives_is_on_its_day(atlas_records, event_id, day):
    event = atlas_records.event_of[event_id]
    (story,) = [s for s in atlas_records.stories if s.story_id == DECEMBER]
    assert event.start.isoformat() == day
    assert set(event.source_ids) - set(story.source_ids)


DATES = [
    "unscr-541 adopted 1983-11-18",
    "unscr-550 adopted 1984-05-11",
    "unscr-1970 adopted 2011-02-26",
    "unscr-1973 adopted 2011-03-17",
    "const-2011 adopted 2011-08-03",
    "unscr-2009 adopted 2011-09-16",
    "unscr-1973 expired 2011-10-31",
    "unscr-2009 extended 2013-03-14",
    "eg-cy-2003 in_force 2013-03-07",
    "unscr-2146 adopted 2014-03-19",
    "oil-ports-2014 signed 2014-04-06",
    "unscr-2174 adopted 2014-08-27",
    "hor-2014 ruled 2014-11-06",
    "western-region-2015 signed 2015-06-16",
    "unscr-2009 extended 2015-09-10",
    "unscr-2240 adopted 2015-10-09",
    "warshefana-zawiya-2015 signed 2015-11-12",
    "ubari-2015 signed 2015-11-23",
    "lpa-2015 signed 2015-12-17",
    "unscr-2259 adopted 2015-12-23",
    "unscr-2292 adopted 2016-06-14",
    "lpa-2015 disputed 2016-08-22",
    "it-ly-2017 signed 2017-02-02",
    "it-ly-2017 annulled 2017-02-08",
    "celle-2017 declared 2017-07-25",
    "paris-2018 declared 2018-05-29",
    "ndjamena-2018 signed 2018-05-31",
    "oil-ports-2018 declared 2018-07-11",
    "zawiya-2018 signed 2018-09-04",
    "palermo-2018 declared 2018-11-13",
    "abu-dhabi-2019 declared 2019-02-27",
    "tr-a74550 declared 2019-11-13",
    "tr-ly-mou-2019 signed 2019-11-27",
    "tr-ly-sec-2019 signed 2019-11-27",
    "tr-ly-mou-2019 opposed 2019-11-28",
    "tr-ly-mou-2019 ratified 2019-12-05",
    "tr-ly-mou-2019 published 2019-12-07",
    "tr-ly-mou-2019 in_force 2019-12-08",
    "tr-ly-mou-2019 opposed 2019-12-09",
    "tr-ly-mou-2019 submitted 2019-12-11",
    "tr-ly-mou-2019 opposed 2019-12-12",
    "tr-ly-sec-2019 activated 2019-12-19",
    "tr-ly-sec-2019 ratified 2019-12-21",
    "tr-ly-sec-2019 requested 2019-12-26",
    "tr-mandate adopted 2020-01-02",
    "tr-ly-mou-2019 annulled 2020-01-04",
    "tr-ly-mou-2019 opposed 2020-01-08",
    "moscow-2020 declared 2020-01-12",
    "moscow-2020 failed 2020-01-14",
    "berlin-1 adopted 2020-01-19",
    "unscr-2510 adopted 2020-02-12",
    "tr-a74757 declared 2020-03-18",
    "eu-irini adopted 2020-03-31",
    "cairo-2020 declared 2020-06-06",
    "it-gr-2020 signed 2020-06-09",
    "sirte-jufra declared 2020-06-20",
    "sirte-jufra ratified 2020-07-20",
    "gr-eg-2020 signed 2020-08-06",
    "gr-eg-2020 opposed 2020-08-06",
    "gr-eg-2020 ratified 2020-08-18",
    "ceasefire-aug2020 declared 2020-08-21",
    "gr-eg-2020 ratified 2020-08-27",
    "gr-eg-2020 in_force 2020-09-02",
    "oildeal-2020 declared 2020-09-18",
    "tr-ly-mou-2019 registered 2020-09-30",
    "ceasefire-oct2020 signed 2020-10-23",
    "lpdf-roadmap adopted 2020-11-15",
    "tr-mandate extended 2020-12-22",
    "tr-ly-mou-2019 annulled 2021-01-27",
    "lpdf-roadmap implemented 2021-02-05",
    "gnu-2021 adopted 2021-03-10",
    "gnu-2021 in_force 2021-03-15",
    "unscr-2570 adopted 2021-04-16",
    "berlin-2 adopted 2021-06-23",
    "gnu-2021 withdrawn 2021-09-21",
    "action-plan-2021 signed 2021-10-08",
    "it-gr-2020 in_force 2021-11-08",
    "paris-2021 adopted 2021-11-12",
    "gns-2022 adopted 2022-03-01",
    "tr-ly-hc-2022 signed 2022-10-03",
    "eg-595-2022 declared 2022-12-11",
    "eni-noc-2023 signed 2023-01-28",
    "eu-irini extended 2023-03-20",
    "electoral-laws-2023 adopted 2023-06-06",
    "tr-mandate extended 2023-11-30",
    "ly-cz-2023 declared 2023-12-05",
    "tr-ly-hc-2022 annulled 2024-02-19",
    "central-bank-2024 signed 2024-09-26",
    "eu-irini extended 2025-03-11",
    "ly-shelf-2025 declared 2025-05-27",
    "tpao-noc-2025 signed 2025-06-25",
    "ly-shelf-2025 opposed 2025-08-05",
    "ly-shelf-2025 opposed 2025-09-03",
    "unscr-2009 extended 2025-10-31",
    "development-2025 signed 2025-11-18",
    "tr-mandate extended 2025-12-22",
    "gr-crete-blocks submitted 2026-03-02",
    "gr-crete-blocks ratified 2026-03-12",
    "principles-2026 declared 2026-06-18",
    "tripoli-roadmap-2026 signed 2026-08-30",
]
"""Dates of agreements as published."""


@pytest.mark.parametrize("published", DATES)
def test_published_dates(stages, published):
    assert tuple(published.split()) in stages


@pytest.fixture(scope="module")
def stages(atlas_records):
    return {
        (row.agreement_id, row.stage, row.date)
        for row in atlas_records.agreement_stages
    }


def test_every_libyan_text_of_pax_is_on_record(atlas_records):
    rows = (*atlas_records.agreements, *atlas_records.agreement_stages)
    notes = [row.note for row in rows]
    assert missing_texts(notes) == ()

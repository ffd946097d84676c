"""How long a place has been held, and how old the evidence is, in both languages."""

import datetime as dt

import pytest

from geo.control.holding import Holding, Moment, Span
from geo.web.held import held, last_seen


def on(day, precision="day"):
    return Moment(dt.date.fromisoformat(day), precision)


SINCE = on("2019-04-05")
RAID = Span(on("2020-04-18"), on("2020-04-22"))
LATER = Span(on("2020-05-02"), on("2020-05-03"))
RECORD = Span(on("2020-05-03"), on("2020-06-04"))
NEWEST = Span(on("2020-05-03"), None)


@pytest.mark.parametrize(
    ("holding", "english", "arabic"),
    [
        (
            Holding(SINCE, SINCE, (RAID,), RECORD),
            "Held since 5 April 2019 (attacked 18 to 21 April 2020); this record from "
            "3 May 2020 to 3 June 2020.",
            "السيطرة منذ 5 أبريل 2019 (تعرض لهجوم من 18 إلى 21 أبريل 2020)؛ هذا السجل "
            "من 3 مايو 2020 إلى 3 يونيو 2020.",
        ),
        (
            Holding(SINCE, on("2014-08-01", "month"), (RAID, LATER), NEWEST),
            "Held since 5 April 2019 (attacked 18 to 21 April 2020, and on 2 May "
            "2020), by its camp since August 2014; this record from 3 May 2020, no "
            "later record.",
            "السيطرة منذ 5 أبريل 2019 (تعرض لهجومين، من 18 إلى 21 أبريل 2020 وفي 2 "
            "مايو 2020)، والمعسكر نفسه منذ أغسطس 2014؛ هذا السجل منذ 3 مايو 2020، "
            "ولا سجل لاحق.",
        ),
        (
            Holding(on("2014-05-16", "approx"), on("2014-05-16"), (RAID, LATER), LATER),
            "Held since 16 May 2014 or earlier (under attack since 2 May 2020, "
            "attacked once before); this record: 2 May 2020.",
            "السيطرة منذ 16 مايو 2014 أو قبله (يتعرض لهجوم منذ 2 مايو 2020، وتعرض "
            "للهجوم قبل ذلك مرة واحدة)؛ هذا السجل: 2 مايو 2020.",
        ),
        (
            Holding(None, None, (), Span(on("2016-01-01", "year"), on("2016-02-01"))),
            "Held by no side; this record from 2016 to 31 January 2016.",
            "لا يسيطر عليه أي طرف؛ هذا السجل من 2016 إلى 31 يناير 2016.",
        ),
    ],
)
def test_a_holding_in_words(holding, english, arabic):
    assert held(holding, "en") == english
    assert held(holding, "ar") == arabic


def test_a_day_is_no_finer_than_its_sources():
    raid = Span(on("2020-04-18", "approx"), on("2020-04-22", "approx"))
    text = held(Holding(SINCE, SINCE, (raid,) * 3, NEWEST), "en", actor="LNA")
    assert text.startswith(
        "Held by LNA since 5 April 2019 (attacked 3 times, last from about 18 April "
        "2020 until about 22 April 2020); this record"
    )


def test_nothing_on_record_is_not_held_by_no_side():
    none = Holding(None, None, (), NEWEST)
    assert held(none, "en", on_record=False).startswith("Who holds it is not on record")


@pytest.mark.parametrize(
    ("seen", "english", "arabic"),
    [
        ("2026-11-28", "evidence up to 28 Nov", "الأدلة حتى 28"),
        ("2026-12-01", "evidence up to 1 Dec", "الأدلة حتى 1"),
        (
            "2026-11-27",
            "last seen 1 day ago (27 November 2026)",
            "آخر دليل قبل يوم واحد",
        ),
        ("2026-11-26", "last seen 2 days ago", "آخر دليل قبل يومين"),
        ("2026-11-18", "last seen 10 days ago", "آخر دليل قبل 10 أيام"),
        ("2026-11-17", "last seen 11 days ago", "آخر دليل قبل 11 يومًا"),
        ("2026-10-28", "last seen 1 month ago", "آخر دليل قبل شهر واحد"),
        ("2026-09-28", "last seen 2 months ago", "آخر دليل قبل شهرين"),
        ("2026-08-29", "last seen 2 months ago", "آخر دليل قبل شهرين"),
        ("2026-08-28", "last seen 3 months ago", "آخر دليل قبل 3 أشهر"),
        ("2025-06-01", "last seen 17 months ago", "آخر دليل قبل 17 شهرًا"),
        ("2024-11-28", "last seen 2 years ago", "آخر دليل قبل سنتين"),
        ("2015-11-28", "last seen 11 years ago", "آخر دليل قبل 11 سنة"),
    ],
)
def test_the_age_of_evidence_is_relative_to_the_day(seen, english, arabic):
    day = dt.date(2026, 11, 28)
    assert last_seen(dt.date.fromisoformat(seen), day, "en").startswith(english)
    assert last_seen(dt.date.fromisoformat(seen), day, "ar").startswith(arabic)

import datetime as dt
from types import SimpleNamespace

import pytest

from geo import style, views, words
from geo.control.cells import EVIDENCE_KM
from geo.errors import catalogue as reading
from geo.layers.quoted import explained, quoted

WAR = dt.date(2019, 12, 9)


def test_days_are_written_out():
    assert words.long_day(WAR, "en") == "9 December 2019"
    assert words.month_day(WAR, "en") == "9 December"
    assert words.long_month(WAR, "en") == "December 2019"
    assert words.long_day(WAR, "ar") == "9 ديسمبر 2019"


@pytest.mark.parametrize(
    "value",
    [
        *("2019-12-19", "32.887, 13.187", "2019-12-19.csv", "24.27 N"),
        "1.9.0 (2026-11-30)",
    ],
)
def test_what_arabic_would_turn_is_isolated(value):
    assert words.say("page.data", "ar", version="1.8.0", date=value) == (
        f"البيانات 1.8.0، \u2068{value}\u2069"
    )
    assert value in words.say("page.data", "en", version="1.8.0", date=value)


@pytest.mark.parametrize("value", ["2019", "12,345.6", "30 كم", "12 يونيو 2019", "LNA"])
def test_what_arabic_leaves_as_it_is_is_not(value):
    said = words.say("page.data", "ar", version="1.8.0", date=value)
    assert said == f"البيانات 1.8.0، {value}"


def test_months_are_those_of_libya():
    months = [words.long_month(dt.date(2019, m, 1), "ar") for m in range(1, 13)]
    assert [text.split()[0] for text in months] == [
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو"),
        *("أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_numbers_are_alike_in_every_language(language):
    assert words.number(12345.6, language) == "12,345.6"
    assert words.number(12345.6, language, 0) == "12,346"
    assert words.number(EVIDENCE_KM, language) == "50"


def test_what_a_sentence_quotes_is_what_the_map_does():
    for language in words.LANGUAGES:
        quotes = quoted(language)
        assert quotes["evidence_km"] == f"{EVIDENCE_KM:g}"
        assert quotes["claims_end"] == f"{views.CLAIMS_END:g}"
        assert quotes["full_age"] == words.age(style.AGE_DAYS[0], language)
        assert quotes["oldest_age"] == words.age(style.AGE_DAYS[-1], language)
        assert str(style.EVENT_DAYS) in explained("event_past")[language]
    assert "6 أشهر" in explained("aged")["ar"]


def test_lists():
    states = ["ليبيا", "مالطا", "إيطاليا"]
    assert words.listed(states, "ar") == "ليبيا، مالطا، إيطاليا"
    assert words.listed(states[:2], "ar", "and") == "ليبيا ومالطا"
    assert words.listed("abc", "en", "or") == "a, b or c"
    assert words.listed("abc", "en", "semicolons") == "a; b; c"


@pytest.mark.parametrize(
    ("count", "arabic"),
    [
        (1, "شهر واحد"),
        (2, "شهرين"),
        (3, "3 أشهر"),
        (11, "11 شهرًا"),
        (100, "100 شهر"),
        (102, "102 شهر"),
        (103, "103 أشهر"),
        (111, "111 شهرًا"),
    ],
)
def test_arabic_counts_by_the_last_two_digits(count, arabic):
    assert words.say("map.ages.month", "ar", count=count) == arabic


def test_how_a_browser_writes_each_language():
    assert words.writing("en") == {"direction": "ltr", "locale": "en-GB-u-nu-latn"}
    assert words.writing("ar") == {"direction": "rtl", "locale": "ar-u-nu-latn"}
    assert [words.name_of(code) for code in ("en", "ar")] == ["English", "العربية"]


def test_what_is_known_beforehand_is_filled_in_and_the_rest_left():
    texts = words.texts("held", "en", since=WAR)
    assert texts["held_by"] == "Held by {actor} since 9 December 2019"
    assert texts["times"] == {"one": "once", "other": "{count} times"}


def test_a_message_without_translation_is_shown_in_english(tmp_path, monkeypatch):
    header = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n'
    text = header + '\nmsgid "state.libya"\nmsgstr "Libye"\n'
    (tmp_path / "fr.po").write_text(text, encoding="utf-8")
    source = (words.CATALOGUES / "en.po").read_bytes()
    (tmp_path / "en.po").write_bytes(source)
    monkeypatch.setattr(reading, "CATALOGUES", tmp_path)
    assert words.say("state.libya", "fr") == "Libye"
    assert words.say("state.malta", "fr") == "Malta"
    assert words.say("map.ages.day", "fr", count=0) == "0 days"
    assert words.texts("state", "fr")["egypt"] == "Egypt"
    assert words.direction("fr") == "ltr"


def test_a_row_without_a_name_in_a_language_has_its_english_one():
    row = SimpleNamespace(name_en="Sirte", name_ar="سرت")
    names = [words.named(row, language) for language in ("en", "ar", "fr")]
    assert names == ["Sirte", "سرت", "Sirte"]


def test_what_is_not_there_is_an_error():
    with pytest.raises(KeyError, match=r"no\.such"):
        words.say("no.such", "en")
    with pytest.raises(KeyError, match="day"):
        words.say("citation.title", "en")

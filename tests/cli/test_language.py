import re

import pytest

from geo.cli import language
from geo.cli.main import MODULES
from geo.errors import GeoError

ARABIC = re.compile(r"[\u0600-\u06ff]")


@pytest.mark.parametrize(
    ("variable", "words", "spoken"),
    [
        ("", ["find", "Sirte"], "en"),
        ("ar", ["find", "Sirte"], "ar"),
        ("ar", ["--lang", "en", "find", "Sirte"], "en"),
        ("", ["find", "Sirte", "--lang=ar"], "ar"),
        ("", ["find", "--", "--lang", "ar"], "en"),
        ("", ["find", "--lang", "fr"], "en"),
        ("ar_LY.UTF-8", ["find", "Sirte"], "ar"),
        ("", ["find", "Sirte", "--lang", "ar-LY"], "ar"),
    ],
)
def test_the_language_is_that_of_the_option_then_of_the_environment(
    monkeypatch, variable, words, spoken
):
    monkeypatch.setenv(language.VARIABLE, variable)
    assert language.choose(words) == spoken == language.spoken()


def test_a_language_that_is_none_is_refused(monkeypatch, run_command):
    monkeypatch.setenv(language.VARIABLE, "fr")
    with pytest.raises(GeoError, match="LIBYA_ATLAS_LANG is 'fr': use one of en, ar"):
        language.choose([])
    status, out, err = run_command("codebook")
    assert (status, out) == (1, "")
    assert err.startswith("LIBYA_ATLAS_LANG")


@pytest.mark.parametrize("command", ["", *MODULES])
def test_help_is_arabic_where_arabic_is_localized(run_command, command):
    status, out, _ = run_command(*filter(None, [command]), "--help", "--lang", "ar")
    assert status == 0
    assert out.startswith("الاستعمال: ")
    _, *lines = out.splitlines()
    assert "الخيارات:" in lines
    described = [re.sub(r"^  (-\S.*?|[a-z][a-z-]*)  +", "", line) for line in lines]
    for line in described:
        bare = re.sub("\u2068.*?\u2069", "", line)
        assert ARABIC.search(line) or not re.search(r"[a-z]{3,} [a-z]{3,}", bare), line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["whom"], "لا أمر باسم"),
        (["who", "--colour"], "لا خيار باسم"),
        (["who"], "ينقص"),
        (["events", "--kind", "war"], "قيمة غير صالحة"),
        (["find", "Sirte", "--most", "no"], "قيمة غير صالحة"),
        (["find", "Sirte", "--json", "--csv"], "لا يجتمع"),
    ],
)
def test_wrong_usage_is_told_in_arabic(run_command, words, said):
    status, out, err = run_command("--lang", "ar", *words)
    assert (status, out) == (2, "")
    assert err.startswith("الاستعمال: ")
    assert said in err.splitlines()[-1]


def test_what_is_wrong_is_told_in_arabic(run_command):
    arguments = ["who", "32.8", "13.1", "--date", "2013", "--lang", "ar"]
    status, _, err = run_command(*arguments)
    assert status == 1
    assert ARABIC.search(err)
    assert "\u2068'2013'\u2069" in err

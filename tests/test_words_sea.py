import re

import pytest

from geo import style
from geo import words_sea as sea_words
from geo.records.tables import sea as sea_tables

ARABIC = re.compile(r"[\u0600-\u06ff]")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (sea_words.BASES, sea_tables.BASES),
        (sea_words.CONSTRUCTIONS, sea_tables.CONSTRUCTIONS),
        (sea_words.DATUMS, sea_tables.DATUMS),
        (sea_words.STATES, style.STATES),
    ],
)
def test_every_code_has_a_word_in_both_languages(words, codes):
    assert set(words) == set(codes)
    for word in words.values():
        assert set(word) == {"en", "ar"}


def test_every_role_that_is_drawn_has_a_word():
    assert set(sea_words.ROLES) == set(sea_tables.LINE_ROLES) - {"closing"}


def test_both_languages_say_the_same_things():
    english, arabic = sea_words.MAP["en"], sea_words.MAP["ar"]
    assert english.keys() == arabic.keys()
    for key, text in english.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", arabic[key]))


def test_whoever_draws_a_line_has_an_arabic_name(atlas_records):
    cells = [line.claimants for line in atlas_records.maritime_lines]
    assert {name for cell in cells for name in cell.split("; ")} == set(
        sea_words.PARTIES
    )
    assert all(ARABIC.search(name) for name in sea_words.PARTIES.values())


def test_the_states_are_those_with_a_claim(atlas_records):
    claimants = {claim.claimant for claim in atlas_records.maritime_claims}
    assert set(sea_words.STATES) == claimants

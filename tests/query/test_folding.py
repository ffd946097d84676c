import doctest

import pytest

from geo.query import folding


@pytest.mark.parametrize(
    "spellings",
    [
        "Zawiya Az-Zawiyah Zaouia Zawia el-Zawiyya",
        "Tarhuna Tarhunah Tarhouna Tarhoona Tarhūnah",
        "Awbari Ubari Obari Aubari",
        "Qatrun Gatroun Katrun al-Qatrun",
        "Shahhat Chahhat Shahat",
        "Jado Giado Djado",
        "الزاوية الزاويه زاوية",
        "أجدابيا اجدابيا إجدابية",
        "بنغازي بنغازى بنغــازي بِنْغَازِي",
        "تاجوراء تاجورا تاجورة",
    ],
)
def test_spellings_of_a_name_have_one_key(spellings):
    assert len({folding.key(spelling) for spelling in spellings.split()}) == 1


def test_consonants_are_the_same_whatever_the_vowels():
    for names in (
        "Sebha Sabhah Sabha",
        "Benghazi Banghazi Binghazi",
        "Misrata Musrata",
    ):
        assert len({folding.skeleton(folding.key(n)) for n in names.split()}) == 1


def test_an_article_alone_is_a_word():
    assert folding.keys("Al") == ["al"]
    assert folding.keys("Umm al-Aranib") == folding.keys("Um Aranib")


def test_its_examples_hold():
    assert doctest.testmod(folding).failed == 0

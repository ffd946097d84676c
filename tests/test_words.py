import re
from string import Formatter

import pytest

from geo import agreements, words
from geo.layers import build as features
from geo.records.tables import agreements as chronicle
from geo.web import html as maps
from geo.web import wording

ARABIC = re.compile(r"[\u0600-\u06ff]")
TABLES = {
    "MAP": words.MAP,
    "PAGE": words.PAGE,
    "PANELS": wording.PANELS,
}


def flat(value, path=()):
    """Yield every text in nested tables, with where it stands."""
    if isinstance(value, str):
        yield path, value
        return
    for key, inner in value.items():
        yield from flat(inner, (*path, key))


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_say_the_same_things(table):
    english, arabic = (dict(flat(TABLES[table][code])) for code in words.LANGUAGES)
    counted = {where[:-1] for where in english if where[-1] == "other"}
    assert all((*group, "other") in arabic for group in counted)
    plain, plain_arabic = (
        {where: text for where, text in texts.items() if where[:-1] not in counted}
        for texts in (english, arabic)
    )
    assert set(plain) == set(plain_arabic)
    for where, text in plain.items():
        fields, others = (
            sorted(name for _, name, _, _ in Formatter().parse(found) if name)
            for found in (text, arabic[where])
        )
        assert fields == others, where


@pytest.mark.parametrize("table", TABLES)
def test_arabic_is_arabic_and_english_is_not(table):
    for _, text in flat(TABLES[table]["en"]):
        assert text.strip()
        assert not ARABIC.search(text)
    for where, text in flat(TABLES[table]["ar"]):
        assert ARABIC.search(text), where


@pytest.mark.parametrize(
    "named",
    [
        words.LAYERS,
        words.KEYS,
        words.STATUSES,
        words.STAGES,
        words.AGREEMENT_KINDS,
        words.EVENT_KINDS,
        words.RELATION_KINDS,
    ],
)
def test_layers_and_keys_have_a_name_in_both_languages(named):
    for names in named.values():
        assert tuple(names) == words.LANGUAGES
        assert ARABIC.search(names["ar"])
        assert not ARABIC.search(names["en"])


def test_only_layers_are_named():
    assert set(words.LAYERS) <= set(features.NAMES)


@pytest.mark.parametrize(
    ("named", "vocabulary"),
    [
        (words.STATUSES, agreements.STATUSES),
        (words.AGREEMENT_KINDS, chronicle.AGREEMENT_KINDS),
        (words.EVENT_KINDS, chronicle.EVENT_KINDS),
        (words.RELATION_KINDS, chronicle.RELATION_KINDS),
    ],
)
def test_every_word_of_a_vocabulary_has_a_name(named, vocabulary):
    assert tuple(named) == tuple(vocabulary)


def test_every_stage_has_a_name_once():
    assert set(words.STAGES) == set(chronicle.STAGES)


def test_the_maps_scripts_use_every_text_and_no_other():
    scripts = "".join(
        path.read_text(encoding="utf-8") for path in maps.WEB.rglob("*.js")
    )
    used = set(re.findall(r"texts\.(\w+)", scripts))
    used |= set(re.findall(r'notices\.add\(\w+, "(\w+)"', scripts))
    used |= {"printed", "reconstructed", "computed"}  # by a point's origin
    elsewhere = {"sea_of"}  # what pictures call a state's sea
    assert used == set(words.MAP["en"]) - elsewhere


def test_every_language_says_how_it_is_written():
    assert set(words.WRITING) == set(words.LANGUAGES)
    for writing in words.WRITING.values():
        assert writing["direction"] in ("ltr", "rtl")
        assert writing["locale"]

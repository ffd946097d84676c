import ast
import datetime as dt
import re
from functools import cache
from gettext import c2py
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from geo import agreements, errors, request, style, views, words
from geo.errors import catalogue as reading
from geo.layers import legend
from geo.layers import read as layers
from geo.page import panels as page_panels
from geo.page import state as page_state
from geo.pictures import captions
from geo.records.tables import agreements as agreement_tables
from geo.records.tables import sea as sea_tables
from geo.web import html as maps
from geo.web import pieces, popups_sea

ROOT = Path(__file__).parents[1]
FILES = [ROOT / "app.py", *sorted((ROOT / "geo").rglob("*.py"))]
ARABIC = re.compile(r"[\u0600-\u06ff]")
SIX = ("zero", "one", "two", "few", "many", "other")
THE_SAME = ("export.forms.", "export.papers.", "export.citations.", "datum.")
"""Names of files, papers and datums, many of which no language translates."""


@cache
def nodes(path):
    """The nodes of a file's syntax tree, read once."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def catalogue(language):
    with (words.CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(language):
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalogue(language)
        if message.id
    }


def forms(message):
    """Return every text of a message, a plural's by its number."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string)


SOURCE = messages(words.SOURCE)
OTHERS = [language for language in words.LANGUAGES if language != words.SOURCE]


def gaps(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_a_language_is_a_file():
    assert {path.stem for path in words.CATALOGUES.iterdir()} == set(words.LANGUAGES)
    assert words.LANGUAGES[0] == words.SOURCE


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_and_no_other(language):
    assert list(messages(language)) == list(SOURCE)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_message_is_empty_fuzzy_or_left_over(language):
    its_catalogue = catalogue(language)
    assert not its_catalogue.obsolete
    for message in messages(language).values():
        assert not message.fuzzy, message.id
        assert all(text.strip() for text in forms(message)), message.id


@pytest.mark.parametrize("language", OTHERS)
def test_gaps_are_the_same_in_every_language(language):
    for key, message in messages(language).items():
        known = gaps(forms(SOURCE[key])[-1])
        assert gaps(forms(message)[-1]) == known, key
        for text in forms(message):  # "two days" needs no number
            assert gaps(text) - {"count"} == known - {"count"}, key
            assert gaps(text) <= known, key


def test_arabic_is_arabic_and_english_is_not():
    for message in SOURCE.values():
        assert not any(map(ARABIC.search, forms(message))), message.id
    for key, message in messages("ar").items():
        if not key.startswith(THE_SAME):
            assert all(map(ARABIC.search, forms(message))), key


TURNED = re.compile(
    r"[\u0600-\u06ff][^A-Za-z]*?\b(?:\d{4}-\d\d(?:-\d\d)?|\d+\.\d+, -?\d+\.\d+)"
)
"""A day or a coordinate after an Arabic letter, which turns it."""


def test_days_and_coordinates_are_isolated_in_arabic():
    for key, message in messages("ar").items():
        for text in forms(message):
            outside = re.sub("[\u2066\u2068][^\u2069]*\u2069", "", text)
            assert not TURNED.search(outside), key


def test_arabic_has_six_forms_of_whatever_is_counted():
    arabic = messages("ar")
    counted = {key for key, message in SOURCE.items() if message.pluralizable}
    assert counted
    assert counted == {key for key, m in arabic.items() if m.pluralizable}
    for key in counted:
        assert len(set(forms(arabic[key]))) > 3, key
        assert len(forms(arabic[key])) == len(SIX)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_header_numbers_the_forms_as_they_are_read(language):
    its_catalogue = catalogue(language)
    index = c2py(its_catalogue.plural_expr)
    rule = its_catalogue.locale.plural_form
    own = [name for name in SIX if name in {*rule.tags, "other"}]
    assert its_catalogue.num_plurals == len(own)
    for count in range(250):
        assert own[index(count)] == rule(count)


def keys_asked_for(path):
    """Yield a pattern of every key that a file names."""
    for node in nodes(path):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            pattern = "".join(
                re.escape(part.value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
                else r"[^.]+"
                for part in parts
            )
            if "." in pattern and not pattern.startswith(r"[^.]+"):
                yield pattern


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_catalogues_are_read_as_babel_reads_them(language):
    read = reading.catalogue(language)
    assert read.messages == {k: forms(m) for k, m in messages(language).items()}
    assert read.locale == str(catalogue(language).locale)
    index = c2py(catalogue(language).plural_expr)
    assert [read.form(n) for n in range(250)] == [index(n) for n in range(250)]


def test_every_message_is_used():
    patterns = {pattern for path in FILES for pattern in keys_asked_for(path)}
    used = re.compile("|".join(sorted(patterns)))
    sent = ("map.", "streamlit.")  # to scripts; see below
    left = [k for k in SOURCE if not k.startswith(sent) and not used.fullmatch(k)]
    assert left == []


SAY = {"say", "every", "has", "Text", "usage_error"} | {
    name for name in vars(errors) if name.endswith("Error")
}
"""What takes the key of a message."""


def keys_in_calls(path):
    """Yield the keys, as far as they are known, that a file's calls name."""
    for node in nodes(path):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in SAY:
            for inner in ast.walk(node.args[0]):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield inner.value


def test_every_key_named_is_a_message():
    for path in FILES:
        for start in keys_in_calls(path):
            if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+\.?", start):
                assert any(k == start or k.startswith(start) for k in SOURCE), start


def test_the_maps_scripts_use_every_text_and_no_other():
    scripts = "".join(
        path.read_text(encoding="utf-8") for path in maps.WEB.rglob("*.js")
    )
    used = set(re.findall(r"texts\.(\w+)", scripts))
    used |= set(re.findall(r'notices\.add\(\w+, "(\w+)"', scripts))
    # Where the digits of a line at sea come from is named in what a click opens.
    used |= {popups_sea.ORIGINS.get(name, name) for name in sea_tables.CONSTRUCTIONS}
    assert used == set(words.texts("map", words.SOURCE))


BY_NAME = re.compile(
    r"""[=!]==?\s*["'](en|ar)["']|["'](en|ar)["']\s*[=!]==?|\["en"\]"""
)


def test_no_language_is_tested_for_by_name():
    scripts = [*maps.WEB.rglob("*.js"), *maps.WEB.rglob("*.css")]
    for path in [*FILES, *scripts]:
        lines = path.read_text(encoding="utf-8").splitlines()
        code = "\n".join(line for line in lines if not line.lstrip().startswith(">>>"))
        match = BY_NAME.search(code)
        assert match is None, f"{path}: {match}"


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("status", agreements.STATUSES),
        ("stage", agreement_tables.STAGES),
        ("agreement_kind", agreement_tables.AGREEMENT_KINDS),
        ("event_kind", agreement_tables.EVENT_KINDS),
        ("relation_kind", agreement_tables.RELATION_KINDS),
        ("basis", sea_tables.BASES),
        ("role", set(sea_tables.LINE_ROLES) - {"closing"}),
        ("construction", sea_tables.CONSTRUCTIONS),
        ("datum", sea_tables.DATUMS),
        ("state", style.STATES),
        ("view", views.VIEWS),
        ("panel.ways", page_panels.WAYS),
        ("page.tabs", page_state.TABS),
        ("panel.bars", pieces.BARS),
        ("panel.marks", pieces.MARKS),
        ("export.papers", request.SIZES),
        ("export.orientations", request.ORIENTATIONS),
        ("export.comparisons", request.COMPARISONS),
    ],
)
def test_every_word_of_a_vocabulary_has_a_name(prefix, names):
    assert set(words.texts(prefix, words.SOURCE)) == set(names)


def test_every_camp_and_layer_has_a_name():
    camps = set(words.texts("camp", words.SOURCE)) - {"short"}
    assert camps == set(layers.LAYER_OF_CAMP) == set(style.FILLS)
    assert set(words.texts("layer", words.SOURCE)) <= set(layers.NAMES)
    names = [words.say(f"camp.{camp}", words.SOURCE) for camp in camps]
    assert len(set(names)) == len(names)


def test_whoever_draws_a_line_has_a_name(atlas_records):
    cells = [line.claimants for line in atlas_records.maritime_lines]
    names = {name for cell in cells for name in cell.split("; ")}
    others = {name for name in names if name.lower() not in style.STATES}
    assert set(words.texts("party", words.SOURCE)) == others
    for name in others:
        assert words.say(f"party.{name}", words.SOURCE) == name


def test_the_states_are_those_with_a_claim(atlas_records):
    assert set(style.STATES) == {c.claimant for c in atlas_records.maritime_claims}


def test_one_english_sentence_has_one_arabic():
    arabic = messages("ar")
    known = {}
    for key, message in SOURCE.items():
        if message.pluralizable or key.startswith("stage."):
            continue  # a status is an adjective in Arabic, and its stage a noun
        known.setdefault(message.string, set()).add(arabic[key].string)
    assert {
        text: translations
        for text, translations in known.items()
        if len(translations) > 1
    } == {}


def test_every_key_of_a_legend_has_a_text():
    for key in legend.ORDER:
        for language in words.LANGUAGES:
            assert captions.word(key, language, before=dt.date(2019, 12, 9))


def called(path, names):
    for node in nodes(path):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in names:
                yield node, name


def test_every_gap_of_an_error_is_filled():
    fill = SAY - {"say", "every", "has"}
    for path in FILES:
        for node, _ in called(path, fill):
            key = getattr(node.args[0], "value", None) if node.args else None
            if key not in SOURCE or any(word.arg is None for word in node.keywords):
                continue
            given = {word.arg for word in node.keywords}
            known = set().union(*map(gaps, forms(SOURCE[key])))
            assert given - {"count"} == known - {"count"}, f"{path.name}: {key}"
            assert SOURCE[key].pluralizable <= ("count" in given), key


def literals(node):
    """Yield the sentences, texts of several words, that stand in a call."""
    for part in ast.walk(node):
        text = getattr(part, "value", None)
        if isinstance(text, str) and re.search(r"[a-z]{2,} +[a-z]{2,}", text):
            yield text


UNSAID = {
    "records/read.py": "these records were read from no store",  # to who calls it so
    "pictures/files.py": "its root is ",  # within the message on the picture
    "request.py": "size_px is ",  # within the message on the request
    "inputs/geojson.py": " is no JSON number",  # within what Python says of the JSON
}
"""Sentences in code that no reader meets alone."""


def test_no_sentence_is_raised_printed_or_helps_but_those_of_the_catalogues():
    for path in FILES:
        place = path.relative_to(ROOT).as_posix().removeprefix("geo/")
        raised = [n.exc for n in nodes(path) if isinstance(n, ast.Raise) and n.exc]
        printed = [node for node, _ in called(path, {"print", "echo", "UsageError"})]
        helped = [
            word.value
            for node, _ in called(path, {"option", "command", "group", "argument"})
            for word in node.keywords
            if word.arg in {"help", "short_help", "epilog"}
        ]
        for node in [*raised, *printed, *helped]:
            for text in literals(node):
                assert text in UNSAID.get(place, ""), f"{place}: {text}"

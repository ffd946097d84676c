"""The messages of each language, as its catalogue has them.

A catalogue is a file of gettext (PO) in `CATALOGUES`. Reading one with Babel would take
longer than all else that ``--help`` does: the little of the format that catalogues use
is read here, and a test holds this against Babel.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from gettext import c2py
from pathlib import Path

CATALOGUES = Path(__file__).parents[1] / "locale"
SOURCE = "en"
"""The language that has every message."""

LANGUAGES = (
    SOURCE,
    *sorted(path.stem for path in CATALOGUES.glob("*.po") if path.stem != SOURCE),
)
"""Codes (ISO 639-1) of the languages that have a catalogue."""

_STRING = re.compile(r'(?:(msgid|msgid_plural|msgstr(?:\[\d\])?) )?"(.*)"')
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t"}
_PLURALS = re.compile(r"Plural-Forms:.*plural=([^;]+);")
_LANGUAGE = re.compile(r"Language: (\w+)")


@dataclass
class _Entry:
    """A message as the file has it: its texts by the keyword before each."""

    texts: dict[str, str] = field(default_factory=dict)
    fuzzy: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """Return its text, or the text of each plural form."""
        return tuple(
            text for word, text in self.texts.items() if word.startswith("msgstr")
        )


@dataclass(frozen=True)
class Catalogue:
    """What a catalogue holds.

    Attributes
    ----------
    head : str
        Its header.
    messages : mapping of str to tuple of str
        By key the text, or the texts of a plural in the order that the header gives
        them. A message without its translation is left out.
    """

    head: str
    messages: Mapping[str, tuple[str, ...]]

    @property
    def locale(self) -> str:
        """The locale that the header names, such as ``en_GB``."""
        found = _LANGUAGE.search(self.head)
        return found[1] if found else ""

    @cached_property
    def form(self) -> Callable[[int], int]:
        """Which form a number takes, by the header's rule."""
        found = _PLURALS.search(self.head)
        rule: Callable[[int], int] = c2py(found[1] if found else "n != 1")
        return rule


def _entries(text: str) -> list[_Entry]:
    entries, word = [_Entry()], ""
    for line in text.splitlines():
        if line.startswith("#,") and "fuzzy" in line:
            entries.append(_Entry(fuzzy=True))
        if (found := _STRING.fullmatch(line)) is None:
            continue
        word = found[1] or word
        if word == "msgid" and found[1] and entries[-1].texts:
            entries.append(_Entry())
        string = found[2]
        if "\\" in string:
            string = _ESCAPED.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), string)
        texts = entries[-1].texts
        texts[word] = texts.get(word, "") + string
    return entries


@cache
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language, which is read once.

    Parameters
    ----------
    language : str
        One of `LANGUAGES`.

    Returns
    -------
    Catalogue
    """
    path = CATALOGUES / f"{language}.po"
    head, *entries = _entries(path.read_text(encoding="utf-8"))
    messages = {
        entry.texts["msgid"]: entry.forms
        for entry in entries
        if entry.texts and all(entry.forms) and not entry.fuzzy
    }
    return Catalogue("".join(head.forms), messages)


def template(key: str, language: str, count: int | None = None) -> str:
    """Return the text of a message, with its gaps.

    Parameters
    ----------
    key : str
        Of a message in the catalogue of `SOURCE`, whose text is returned where the
        language has none.
    language : str
        One of `LANGUAGES`.
    count : int, optional
        Chooses the form of a message that has several.

    Raises
    ------
    KeyError
        If there is no such message, or no count for one of several forms.

    Examples
    --------
    >>> template("map.ages.month", "en", 17)
    '{count} months'
    """
    found = catalogue(language)
    if key not in found.messages:
        found = catalogue(SOURCE)
    forms = found.messages[key]
    if len(forms) == 1:
        return forms[0]
    if count is None:
        raise KeyError("count")
    return forms[found.form(count)]

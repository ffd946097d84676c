"""Folds names for comparison: one key for the many spellings of a name.

Arabic names come into Latin letters by ear, through Italian, English or French, and
lose their article, their long vowels or a doubled letter on the way. A key holds what
most spellings of a name have in common; a skeleton holds its consonants alone.
"""

import re
import unicodedata
from collections.abc import Mapping

from geo.errors.typed import DIGITS

ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")
"""A letter of the Arabic script, whichever language writes it."""

_MARKED = {"š": "sh", "ş": "sh", "ǧ": "j", "ž": "j", "ġ": "gh", "ğ": "gh", "ḫ": "kh"}
_MARKED |= {"ẖ": "kh", "ḏ": "dh", "ṯ": "th", "č": "ch", "ı": "i"}
"""Latin letters that are others without their marks, by the scholars and the Turks."""

_LETTERS: dict[str, str] = {
    **dict(zip("абвгдезиклмнопрстуфхыэ", "abvgdeziklmnoprstufhie", strict=True)),
    **{"ж": "j", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": ""},
    **{"ю": "yu", "я": "ya", "ґ": "g", "і": "i", "є": "ye"},
    **dict(zip("αβγδεζηικλμνξοπρσςτυφχω", "avgdeziiklmnxoprsstufho", strict=True)),
    **{"θ": "th", "ψ": "ps"},
}
"""Small letters of other scripts, in Latin ones."""

_LARGE = {mark.upper(): letter for mark, letter in _MARKED.items() if mark not in "ẖı"}
_MARKS = str.maketrans({**DIGITS, **_MARKED, **_LARGE})
_LATINISED = str.maketrans(_LETTERS)

_ARTICLE = re.compile(r"[aeiu](?:l|r|s|z|t|n|d|sh|ch|th|dh)|l")
"""The article, as it is spelt before one letter or another."""

_SMALL = {"abu": "bu", "ibn": "bin"}
_SHORT_FOR = {"MoU": "memorandum", "EEZ": "exclusive economic zone"}
"""What titles abbreviate, and people who search do not."""

_WORD = re.compile(r"[^\W_]+")

_LATIN = (
    (r"dsch", "dj"),
    (r"tch|sch|sh|ch|sci(?=[aou])|sc(?=[ei])", "x"),
    (r"dj|gi(?=[aou])|g(?=[ei])", "j"),
    (r"kh|gh|q|g|c", "k"),
    (r"dh", "d"),
    (r"th", "t"),
    (r"ph", "f"),
    (r"v", "w"),
    (r"(?<=[aeiouyw])h$", ""),
    (r"ou|oo|o|w", "u"),
    (r"ee|e|y", "i"),
    (r"ai|ii", "i"),
    (r"au", "u"),
    (r"(.)\1+", r"\1"),
)
_LATIN_RULES = tuple((re.compile(pattern), by) for pattern, by in _LATIN)

_ONE_FOR = str.maketrans("ٱىةیکگڨڤپچژ", "ايهيكقققبشز", "ء\u0640")
"""Arabic letters of which one stands for another in careless or foreign writing."""

_LOOSE = str.maketrans("صطضظذثz", "ستدددتs")
"""Letters that sound alike to those who write a name as they hear it."""

_HABITS = (
    (r"j", "y"),
    (r"c(?![hk])", "j"),
    (r"e$", "a"),
    (r"ch", "k"),
    (r"g(?=[ei])", "gh"),
    (r"^rh", "gh"),
)
"""What letters are to some only: Germans, Turks (two), Italians, English, French."""
_HABIT_RULES = tuple((re.compile(pattern), by) for pattern, by in _HABITS)


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, without marks on letters.

    Examples
    --------
    >>> words("Bi'r al-Ghanam; طَرَابُلُس, Šaḥḥāt, Дерна")
    ['bir', 'al', 'ghanam', 'طرابلس', 'shahhat', 'derna']
    """
    whole = unicodedata.normalize("NFC", text).translate(_MARKS)
    apart = unicodedata.normalize("NFKD", whole)
    plain = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    small = re.sub(r"['`´’‘ʿʾʼ]", "", plain).casefold()
    return _WORD.findall(small.translate(_LATINISED))


_KINDS = frozenset(
    words(
        "accord agreement deal memorandum mou pact treaty "
        "اتفاق اتفاقية صفقة مذكرة معاهدة"
    )
)
"""Words that people call an agreement by, whatever its title calls it."""


_ABOUT_PLACES = frozenset(
    words(
        "city town village oasis wahat of the libya libyan border crossing port "
        "de di libia libye libyen oase oasi stadt ville porto hafen liman marsa mersa "
        "مدينة بلدة قرية واحة واحات الواحات ليبيا الليبية الحدودي معبر منفذ ميناء مرفأ "
        "مرسى"
    )
)
"""Words that people add to the name of a place, to say what it is and where."""


def without_place(text: str) -> str:
    """Return the words of a text but for those that say what and where a place is.

    Examples
    --------
    >>> without_place("the city of Sirte, Libya")
    'sirte'
    """
    return " ".join(word for word in words(text) if word not in _ABOUT_PLACES)


def without_kind(text: str) -> str:
    """Return the words of a text but for those that call an agreement one.

    Examples
    --------
    >>> without_kind("the Turkey-Libya deal")
    'the turkey libya'
    """
    return " ".join(word for word in words(text) if word not in _KINDS)


def in_full(title: str) -> str:
    """Return a title with what it abbreviates in full.

    Examples
    --------
    >>> in_full("Turkey-Libya MoU on security")
    'Turkey-Libya memorandum on security'
    """
    for short, long in _SHORT_FOR.items():
        title = re.sub(rf"\b{short}\b", long, title)
    return title


def keys(text: str) -> list[str]:
    """Return the key of each word of a name, without articles.

    Examples
    --------
    >>> keys("Az-Zawiyah") == keys("Zawia")
    True
    >>> keys("أجدابيا") == keys("اجدابية")
    True
    """
    parts = words(text)
    if len(parts) > 1:
        last = len(parts) - 1
        kept = [
            word
            for i, word in enumerate(parts)
            if i == last or not _ARTICLE.fullmatch(word)
        ]
        parts = kept or parts
    return [key for key in map(_key, parts) if key]


def key(text: str) -> str:
    """Return the key of a name: those of its words, joined.

    Examples
    --------
    >>> key("Tarhunah"), key("Ras Lanouf") == key("Raslanuf")
    ('tarhuna', True)
    """
    return "".join(keys(text))


def readings(text: str) -> list[str]:
    """Return further keys of a name in Latin letters, in other ways of transcription.

    Examples
    --------
    >>> readings("Calu"), key("Sawia") in readings("Sawija"), readings("Sabha")
    (['jalu'], True, [])
    """
    parts = words(text)
    others: dict[str, None] = {}
    for pattern, by in _HABIT_RULES:
        written = [pattern.sub(by, word) for word in parts]
        if written != parts:
            others[key(" ".join(written))] = None
    return [other for other in others if other and other != key(text)]


def sound(key_of_name: str) -> str:
    """Return a key with one letter for those that sound alike.

    Examples
    --------
    >>> sound(key("Suara")) == sound(key("Zuwara"))
    True
    """
    return key_of_name.translate(_LOOSE)


def skeleton(key_of_name: str) -> str:
    """Return what is left of a key without its vowels.

    Examples
    --------
    >>> skeleton(key("Sebha")), skeleton(key("Sabhah"))
    ('sbh', 'sbh')
    """
    bones = sound(key_of_name)
    if ARABIC.search(bones):
        bones = re.sub(r"(?<!^)(?:[اوي]|ه$)", "", bones)
        return re.sub(r"^ا(?=...)", "", bones)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aiu]", "", bones))


def _key(word: str) -> str:
    if ARABIC.search(word):
        return _arabic(word)
    word = _SMALL.get(word, word)
    if word.startswith("abou"):
        word = word[1:]
    for pattern, by in _LATIN_RULES:
        word = pattern.sub(by, word)
    return _SMALL.get(word, word)


def _arabic(word: str) -> str:
    word = word.translate(_ONE_FOR)
    if word.startswith(("ال", "لل")) and len(word) > 4:
        word = word[2:]
    return re.sub(r"(?<=..)ا$", "ه", word)


def rules() -> dict[str, object]:
    """Return the rules by which names are folded, for a browser to do the same.

    Returns
    -------
    dict
        Ready for JSON; ``geo/web/static/site_names.js`` follows them. Patterns are in
        the syntax that Python and ECMAScript have in common.

    Examples
    --------
    >>> rules()["small"]["abu"]
    'bu'
    """
    return {
        "arabic": ARABIC.pattern,
        "marked": _signs(_MARKS),
        "letters": _LETTERS,
        "article": _ARTICLE.pattern,
        "small": _SMALL,
        "latin": [[pattern, by.replace("\\", "$")] for pattern, by in _LATIN],
        "oneFor": _signs(_ONE_FOR),
        "loose": _signs(_LOOSE),
        "habits": [[pattern, by] for pattern, by in _HABITS],
        "kinds": sorted(_KINDS),
        "aboutPlaces": sorted(_ABOUT_PLACES),
    }


def _signs(table: Mapping[int, int | str | None]) -> dict[str, str]:
    """Return a table of `str.translate` by its letters."""
    return {
        chr(one): chr(by) if isinstance(by, int) else by or ""
        for one, by in table.items()
    }

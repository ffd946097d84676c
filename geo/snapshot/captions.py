"""What is written on a still picture, in English and Arabic."""

import datetime as dt

from geo import __version__
from geo.errors import LayerError
from geo.selection import DISPUTED
from geo.snapshot import waters
from geo.style import LABELS
from geo.words import KEYS, LAYERS
from geo.zones import EVIDENCE_KM

_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "ar": (
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو"),
        *("أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
}
_WORDS = {
    "en": {
        "atlas": "Libya Control Atlas",
        "title": "Who controls what in Libya",
        "inset": "Tripoli",
        "km": "km",
        "after": "After the newest record: last known state",
        "statement": (
            "Areas are cells around places on record. Faint = farther than {km:g} km "
            "from any place on record."
        ),
        "sources": "{count} sources. Natural Earth, GeoNames, Libya Control Atlas "
        "records. Version {version}.",
        "place_settlement": "Town or village",
        "place_air": "Air base or airport",
        "place_oil": "Oil field, terminal, refinery",
        "place_site": "Other site",
    },
    "ar": {
        "atlas": "أطلس السيطرة في ليبيا",
        "title": "من يسيطر على ماذا في ليبيا",
        "inset": "طرابلس",
        "km": "كم",
        "after": "بعد أحدث سجل: آخر حالة معروفة",
        "statement": (
            "المساحات خلايا حول الأماكن المسجلة. الباهت = أبعد من {km:g} كم عن أي مكان "
            "مسجل."
        ),
        "sources": "عدد المصادر: {count}. البيانات: Natural Earth وGeoNames وسجلات "
        "أطلس السيطرة في ليبيا. الإصدار {version}.",
        "place_settlement": "مدينة أو بلدة",
        "place_air": "قاعدة جوية أو مطار",
        "place_oil": "حقل أو ميناء نفط أو مصفاة",
        "place_site": "موقع آخر",
    },
}
LANGUAGES = tuple(_WORDS)


def check_language(language: str) -> None:
    """Raise `LayerError` unless pictures can be had in a language."""
    if language not in LANGUAGES:
        raise LayerError(
            f"no picture in language {language!r}: use {' or '.join(LANGUAGES)}"
        )


def word(key: str, language: str) -> str:
    """Return a fixed text, or what a legend calls one of its keys."""
    if key == "front_minor":
        key = "front_other"
    if key.startswith(waters.SIGN):
        return waters.word(key, language)
    if key in (waters.CLAIMED, DISPUTED):
        return LAYERS[key][language]
    if key in LABELS[language]:
        return LABELS[language][key]
    return KEYS[key][language] if key in KEYS else _WORDS[language][key]


def month_day(day: dt.date, language: str) -> str:
    """Return a day without its year, such as ``19 December``."""
    return f"{day.day} {_MONTHS[language][day.month - 1]}"


def statement(language: str) -> str:
    """Return what the areas mean."""
    return _WORDS[language]["statement"].format(km=EVIDENCE_KM)


def sources(count: int, language: str) -> str:
    """Return what a picture rests on."""
    return _WORDS[language]["sources"].format(count=count, version=__version__)


def degrees(kind: str, value: float, language: str) -> str:
    """Return a meridian (kind ``lon``) or parallel (``lat``) as a map writes it."""
    letters = {"en": "ENWS", "ar": "قشغج"}[language]
    letter = letters[(kind == "lat") + 2 * (value < 0)] if value else ""
    return f"{abs(value):g}°{letter}"


def spaced(text: str, language: str) -> str:
    """Return a name of water or a country, spread out where its script allows it."""
    if language == "ar":
        return text
    return "\u2009".join(text).replace(" ", "\u2009 ")

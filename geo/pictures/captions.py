"""What is written on a still picture, in English and Arabic."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping

from geo import __version__
from geo.control.cells import EVIDENCE_KM
from geo.layers.legend import SEA_OF
from geo.layers.names import CLAIMED, DISPUTED
from geo.pictures import waters
from geo.style import LABELS
from geo.words import COMMA, KEYS, LAYERS, long_day

_WORDS = {
    "en": {
        "atlas": "Libya Control Atlas",
        "title": "Who controls what in Libya",
        "inset": "Tripoli",
        "km": "km",
        "km2": "km²",
        "north": "N",
        "after": "After the newest record: last known state",
        "as_known": "As known on {day}",
        "claimants": "The sea as seen by {states}",
        "and": " and ",
        "from_to": "{before}\nto {after}",
        "camp": "km², all of Libya",
        "short_tripoli": "Tripoli-based",
        "short_eastern": "Eastern-based",
        "short_islamic_state": "Islamic State",
        "short_other": "Other forces",
        "short_contested": "Contested",
        "short_no_record": "No record",
        "col_gained": "gained",
        "col_lost": "lost",
        "none_changed": "No ground changed hands",
        "key_gained": "Gained since {before}",
        "key_gained_nominal": "Gained, nominal: far from any place on record",
        "key_unchanged": "Unchanged",
        "front_before": "Line on {before}, where it has moved",
        "statement": "Areas are cells around places on record.",
        "statement_nominal": (
            "Areas are cells around places on record. Faint = nominal, farther than "
            "{km:g} km from any place on record."
        ),
        "sources": "{count} sources, most from {most}{more}.",
        "no_sources": "No sources: nothing is shown.",
        "one_source": "1 source: {most}.",
        "more": "; {count} more publishers in the manifest",
        "sources_bare": "{count} sources.",
        "data": "Ground: Natural Earth, GeoNames, © OpenStreetMap contributors. "
        "Version {version}.",
        "address": "Page address: {link}",
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
        "km2": "كم²",
        "north": "ش",
        "after": "بعد أحدث سجل: آخر حالة معروفة",
        "as_known": "كما كان معروفًا في {day}",
        "claimants": "البحر كما تراه {states}",
        "and": " و",
        "from_to": "من {before}\nإلى {after}",
        "camp": "كم²، كل ليبيا",
        "short_tripoli": "سلطات طرابلس",
        "short_eastern": "سلطات الشرق",
        "short_islamic_state": "تنظيم الدولة",
        "short_other": "قوى أخرى",
        "short_contested": "متنازع عليها",
        "short_no_record": "بلا بيانات",
        "col_gained": "كسب",
        "col_lost": "خسر",
        "none_changed": "لم تنتقل السيطرة على أي أرض",
        "key_gained": "كُسبت منذ {before}",
        "key_gained_nominal": "كُسبت اسميًا: بعيدة عن أي مكان موثّق",
        "key_unchanged": "بلا تغيير",
        "front_before": "الخط في {before} حيث تحرّك",
        "statement": "المساحات خلايا حول الأماكن المسجلة.",
        "statement_nominal": (
            "المساحات خلايا حول الأماكن المسجلة. الباهت سيطرة اسمية، أبعد من "
            "{km:g} كم عن أي مكان مسجل."
        ),
        "sources": "عدد المصادر {count}، أكثرها من: {most}{more}.",
        "no_sources": "لا مصادر: لا شيء معروض.",
        "one_source": "مصدر واحد: {most}.",
        "more": " و {count} غيرها في بيان الملف",
        "sources_bare": "عدد المصادر {count}.",
        "data": "الأرض: Natural Earth و GeoNames و © OpenStreetMap contributors – "
        "الإصدار {version}",
        "address": "عنوان الصفحة: {link}",
        "place_settlement": "مدينة أو بلدة",
        "place_air": "قاعدة جوية أو مطار",
        "place_oil": "حقل أو ميناء نفط أو مصفاة",
        "place_site": "موقع آخر",
    },
}
MOST_NAMED = 4
"""Of the publishers a picture rests on, this many are named."""


def word(key: str, language: str) -> str:
    """Return a fixed text, or what a legend calls one of its keys."""
    if key == "front_minor":
        key = "front_other"
    if f"key_{key}" in _WORDS[language]:
        key = f"key_{key}"
    if key.startswith(SEA_OF):
        return waters.word(key, language)
    if key in (CLAIMED, DISPUTED):
        return LAYERS[key][language]
    if key in LABELS[language]:
        return LABELS[language][key]
    return KEYS[key][language] if key in KEYS else _WORDS[language][key]


def entry(key: str, language: str, before: dt.date | None = None) -> str:
    """Return what a legend says of a key, with the earlier of two days filled in."""
    text = word(key, language)
    return text.format(before=long_day(before, language)) if before else text


def camp(name: str, language: str) -> str:
    """Return what a camp is called where there is little room."""
    return word(f"short_{name}", language)


def phrase(key: str, language: str, **values: object) -> str:
    """Return a text with its gaps filled; days are written out."""
    told = {
        name: long_day(value, language) if isinstance(value, dt.date) else value
        for name, value in values.items()
    }
    return _WORDS[language][key].format(**told)


def statement(language: str, nominal: bool) -> str:
    """Return what the areas mean, and the nominal ones if there are any."""
    key = "statement_nominal" if nominal else "statement"
    return phrase(key, language, km=EVIDENCE_KM)


def sources(
    source_ids: Collection[str], language: str, publishers: Mapping[str, str]
) -> str:
    """Return how many publications a picture rests on, and who published the most.

    Parameters
    ----------
    source_ids : collection of str
    language : str
    publishers : mapping of str to str
        The publisher of each source that the picture's manifest lists; none: it has no
        manifest, and its sources are counted only.

    Returns
    -------
    str
    """
    count = len(source_ids)
    if not source_ids:
        return phrase("no_sources", language)
    if not publishers:
        return phrase("sources_bare", language, count=count)
    counted = Counter(publishers[i] for i in source_ids if i in publishers)
    unbroken = {name: name.replace(" ", "\u00a0") for name in counted}
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    most = COMMA[language].join(unbroken[name] for name in ranked[:MOST_NAMED])
    rest = len(ranked) - MOST_NAMED
    if count == 1 and most:
        return phrase("one_source", language, most=most)
    tail = phrase("more", language, count=rest) if rest > 0 else ""
    return phrase("sources", language, count=count, most=most or "–", more=tail)


def data(language: str) -> str:
    """Return where the ground comes from, and the version of the atlas."""
    return phrase("data", language, version=__version__)


def degrees(kind: str, value: float, language: str) -> str:
    """Return a meridian (kind ``lon``) or parallel (``lat``) as a map writes it."""
    letters = {"en": "ENWS", "ar": "قشغج"}[language]
    letter = letters[(kind == "lat") + 2 * (value < 0)] if value else ""
    return f"{abs(value):g}°{letter}"


def line_name(name: str) -> str:
    """Return the name of a line at sea without what is told of it beside the name."""
    return re.split(r"[:,،(]", name)[0].strip()


def folded(name: str) -> list[list[str]]:
    """Return a name in one line, and in two of like length if it has two words."""
    words = name.split(" ")
    if len(words) < 2:
        return [[name]]
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return [[name], list(min(cuts, key=lambda cut: max(map(len, cut))))]


def spaced(text: str, language: str) -> str:
    """Return a name of water or a country, spread out where its script allows it."""
    if language == "ar":
        return text
    return "\u2009".join(text).replace(" ", "\u2009 ")

"""What the map says of the sea, in English and Arabic."""

from typing import Any

Word = dict[str, str]

MAP: dict[str, dict[str, Any]] = {
    "en": {
        "whose_sea": "Whose sea",
        "all_overlaps": "all overlaps",
        "and_no_other": "and no other",
        "drawn_by": "Drawn by",
        "length": "Length",
        "long": "{nm} nm ({km} km)",
        "within": "expected error {km} km",
        "stages": "What became of it",
        "objections": "Who objected, and when",
        "no_objection": "No objection on record by this day.",
        "later": "After this day",
        "points": "Points",
        "area": "Area",
        "printed": "as printed; datum {datum}",
        "reconstructed": "reconstructed, ± {km} km; datum {datum}",
        "computed": "computed on the coasts on record, WGS84; line ± {km} km",
        "base_points": "Base points",
        "stretch": "{nm} nm of line, {distance} nm from",
        "both_claim": "Claimed by both",
        "claimed_by": "Claimed by {state}",
        "rests_on": "It rests on",
        "side": "{state}, since {since}",
        "known_since": "Known since",
        "km2": "{km2} km²",
        "sea_of": "The sea as {state} sees it",
    },
    "ar": {
        "whose_sea": "بحر من",
        "all_overlaps": "كل التداخلات",
        "and_no_other": "دون غيرها",
        "drawn_by": "ترسمه",
        "length": "الطول",
        "long": "{nm} ميل بحري ({km} كم)",
        "within": "الخطأ المتوقع {km} كم",
        "stages": "ما جرى له",
        "objections": "من اعترض ومتى",
        "no_objection": "لا اعتراض مسجل حتى هذا اليوم.",
        "later": "بعد هذا اليوم",
        "points": "النقاط",
        "area": "المساحة",
        "printed": "كما نشرت؛ المرجع {datum}",
        "reconstructed": "معاد بناؤها، ± {km} كم؛ المرجع {datum}",
        "computed": "محسوبة على السواحل المسجلة، WGS84؛ الخط ± {km} كم",
        "base_points": "نقاط الأساس",
        "stretch": "{nm} ميل بحري من الخط، على بعد {distance} ميل بحري من",
        "both_claim": "تطالب بها الدولتان",
        "claimed_by": "تطالب بها {state}",
        "rests_on": "تستند إلى",
        "side": "{state}، منذ {since}",
        "known_since": "معروف منذ",
        "km2": "{km2} كم²",
        "sea_of": "البحر كما تراه {state}",
    },
}

BASES: dict[str, Word] = {
    "treaty": {"en": "By treaty", "ar": "بموجب معاهدة"},
    "court": {"en": "By judgment", "ar": "بموجب حكم قضائي"},
    "unilateral": {"en": "By one side alone", "ar": "من طرف واحد"},
    "computed": {"en": "Worked out from a position", "ar": "محسوب من موقف معلن"},
}
ROLES: dict[str, Word] = {
    "boundary": {"en": "boundary", "ar": "خط حدود"},
    "outer_limit": {"en": "outer limit of a claim", "ar": "حد خارجي لمطالبة"},
    "baseline": {"en": "baseline", "ar": "خط أساس"},
    "zone_limit": {"en": "limit of a zone", "ar": "حد منطقة"},
    "area": {"en": "licence, block or survey area", "ar": "منطقة ترخيص أو مسح"},
}
CONSTRUCTIONS: dict[str, Word] = {
    "published": {"en": "points as published", "ar": "نقاط منشورة"},
    "reconstructed": {
        "en": "reconstructed from its wording",
        "ar": "معاد بناؤه من نصه",
    },
    "computed": {"en": "computed here by its method", "ar": "محسوب هنا بطريقته"},
}
DATUMS: dict[str, Word] = {
    "WGS84": {"en": "WGS84", "ar": "WGS84"},
    "ED50": {"en": "ED50", "ar": "ED50"},
    "WGS72": {"en": "WGS72", "ar": "WGS72"},
    "unknown": {"en": "not stated", "ar": "غير مذكور"},
}

STATES: dict[str, Word] = {
    "cyprus": {"en": "Cyprus", "ar": "قبرص"},
    "egypt": {"en": "Egypt", "ar": "مصر"},
    "greece": {"en": "Greece", "ar": "اليونان"},
    "italy": {"en": "Italy", "ar": "إيطاليا"},
    "libya": {"en": "Libya", "ar": "ليبيا"},
    "malta": {"en": "Malta", "ar": "مالطا"},
    "tunisia": {"en": "Tunisia", "ar": "تونس"},
    "turkey": {"en": "Turkey", "ar": "تركيا"},
}
"""The states whose sea the map can draw; see `geo.style.STATES`."""

SHORES: dict[str, Word] = {
    "mainland": {"en": "mainland", "ar": "البر"},
    "baseline": {"en": "straight baseline", "ar": "خط أساس مستقيم"},
    "": {"en": "islet", "ar": "جزيرة صغيرة"},
}
"""What a base point lies on, if on no island with a name."""

PARTIES: dict[str, str] = {
    **{name["en"]: name["ar"] for name in STATES.values()},
    "Albania": "ألبانيا",
    "Israel": "إسرائيل",
    "Lebanon": "لبنان",
    '"TRNC"': "«جمهورية شمال قبرص التركية»",
    "Libya (Government of National Accord)": "ليبيا (حكومة الوفاق الوطني)",
    "Libya (Government of National Unity)": "ليبيا (حكومة الوحدة الوطنية)",
}
"""Arabic names of those that draw lines."""

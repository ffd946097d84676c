"""Every word that the map and the page say, in English and Arabic."""

from typing import Any

from geo.query import LANGUAGES

__all__ = ["KEYS", "LANGUAGES", "LAYERS", "MAP", "PAGE"]

MAP: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Who controls what in Libya",
        "after_evidence": "After the newest record: last known state",
        "legend": "Layers and legend",
        "statement": (
            "Areas are cells around places on record. Ground farther than 50 km from "
            "any place on record is faint: nominal, without evidence of its own."
        ),
        "hidden": "Its layer is switched off.",
        "inherited": "No claims of its own: takes the state of",
        "nominal": (
            "You clicked on ground farther than 50 km from any place on record: "
            "control there is nominal."
        ),
        "attacked": "Held, under attack",
        "since": "Since",
        "until": "until",
        "no_later": "no later record",
        "confidence": "Confidence",
        "last_seen": "last seen",
        "front": "Line between",
        "faint_front": "Line between (no evidence near it)",
        "between": "Between",
        "opposed_by": "Opposed by",
        "precisions": {
            "approx": "within about two weeks",
            "month": "within the month",
            "year": "within the year",
        },
        "confidences": {"high": "high", "medium": "medium", "low": "low"},
    },
    "ar": {
        "title": "من يسيطر على ماذا في ليبيا",
        "after_evidence": "بعد أحدث سجل: آخر حالة معروفة",
        "legend": "الطبقات ومفتاح الخريطة",
        "statement": (
            "المساحات خلايا حول الأماكن المسجلة. الأرض التي تبعد أكثر من 50 كم عن أي "
            "مكان مسجل باهتة: سيطرة اسمية بلا دليل خاص بها."
        ),
        "hidden": "طبقته مخفية.",
        "inherited": "لا سجلات خاصة به: يأخذ حالة",
        "nominal": (
            "نقرت على أرض تبعد أكثر من 50 كم عن أي مكان مسجل: السيطرة هناك اسمية."
        ),
        "attacked": "تحت السيطرة ويتعرض لهجوم",
        "since": "منذ",
        "until": "حتى",
        "no_later": "لا سجل لاحق",
        "confidence": "الثقة",
        "last_seen": "آخر دليل",
        "front": "خط بين",
        "faint_front": "خط بين (لا دليل قريب منه)",
        "between": "بين",
        "opposed_by": "تعترض عليه",
        "precisions": {
            "approx": "بفارق أسبوعين تقريبا",
            "month": "خلال الشهر",
            "year": "خلال السنة",
        },
        "confidences": {"high": "عالية", "medium": "متوسطة", "low": "منخفضة"},
    },
}

LAYERS: dict[str, dict[str, str]] = {
    "other_held": {
        "en": "Islamic State; other local forces",
        "ar": "تنظيم الدولة؛ قوى محلية أخرى",
    },
    "front_lines": {"en": "Lines between camps", "ar": "خطوط بين المعسكرات"},
    "places": {"en": "Places on record", "ar": "الأماكن المسجلة"},
    "claimed_maritime": {
        "en": "Sea as each state sees it",
        "ar": "البحر كما تراه كل دولة",
    },
    "disputed_maritime": {
        "en": "Water claimed by two states",
        "ar": "مياه تطالب بها دولتان",
    },
    "maritime_lines": {"en": "Lines at sea", "ar": "الخطوط البحرية"},
}

KEYS: dict[str, dict[str, str]] = {
    "attacked": {
        "en": "White stripes: held, under attack",
        "ar": "خطوط بيضاء: تحت السيطرة ويتعرض لهجوم",
    },
    "nominal": {
        "en": "Faint: nominal, over 50 km from any place on record",
        "ar": "باهت: سيطرة اسمية، أبعد من 50 كم عن أي مكان مسجل",
    },
    "faint": {
        "en": "Dotted line: no evidence near it",
        "ar": "خط منقط: لا دليل قريب منه",
    },
    "worked_out": {
        "en": "Dashed line at sea: worked out, its points are not published",
        "ar": "خط بحري متقطع: محسوب، ونقاطه غير منشورة",
    },
}

PAGE: dict[str, dict[str, str]] = {
    "en": {
        "title": "Libya Control Atlas",
        "lead": "Who controls what in Libya, on any day, with the evidence.",
        "date": "Date",
        "previous": "Previous change",
        "next": "Next change",
        "click": "Click a place on the map, or choose one here, to read its evidence.",
        "place": "Place",
        "history": "All states on record",
        "from": "From",
        "until": "Until",
        "confidence": "Confidence",
        "html": "Map as HTML",
        "png": "Map as PNG",
        "copy": "Copy the address of this page to share this picture.",
    },
    "ar": {
        "title": "أطلس السيطرة في ليبيا",
        "lead": "من يسيطر على ماذا في ليبيا، في أي يوم، مع الدليل.",
        "date": "التاريخ",
        "previous": "التغيير السابق",
        "next": "التغيير التالي",
        "click": "انقر مكانا على الخريطة، أو اختره هنا، لقراءة دليله.",
        "place": "المكان",
        "history": "كل الحالات المسجلة",
        "from": "من",
        "until": "حتى",
        "confidence": "الثقة",
        "html": "الخريطة HTML",
        "png": "الخريطة PNG",
        "copy": "انسخ عنوان هذه الصفحة لمشاركة هذه الصورة.",
    },
}

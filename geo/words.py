"""Every word that the map and the page say, in English and Arabic."""

import datetime as dt
from typing import Any

from geo import words_held
from geo import words_sea as sea_words
from geo.query.who import LANGUAGES

__all__ = [
    "AGREEMENT_KINDS",
    "COMMA",
    "EVENT_KINDS",
    "KEYS",
    "LANGUAGES",
    "LAYERS",
    "MAP",
    "PAGE",
    "RELATION_KINDS",
    "SEMICOLON",
    "STAGES",
    "STATUSES",
    "WRITING",
    "long_day",
    "month_day",
]

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
        "no_evidence": "The evidence could not be read: reload the page.",
        "own_unreadable": (
            "{name}: the map could not read this layer. Remove the file and add it "
            "again."
        ),
        "date": "Date",
        "previous": "Previous change (Shift and left arrow)",
        "back": "One step back (left arrow)",
        "play": "Play (space)",
        "pause": "Pause (space)",
        "ahead": "One step ahead (right arrow)",
        "next": "Next change (Shift and right arrow)",
        "step": "Length of a step",
        "steps": {"day": "1 day", "week": "1 week", "month": "1 month"},
        "speed": "Speed of play",
        "speeds": {
            7: "1 week a second",
            30: "1 month a second",
            91: "3 months a second",
            365: "1 year a second",
        },
        "keys": (
            "Drag, or use the arrows, Page Up and Page Down (month), Home, End; "
            "Space plays"
        ),
        "evidence_ends": "evidence ends here",
        "changes": "Changes near here",
        "parties": "Parties",
        "status_by": "{status}: {by}, since {since}",
        "status_only": "{status}, since {since}",
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
        "no_evidence": "تعذرت قراءة الأدلة: أعد تحميل الصفحة.",
        "own_unreadable": (
            "{name}: تعذر على الخريطة قراءة هذه الطبقة. احذف الملف ثم أضفه من جديد."
        ),
        "date": "التاريخ",
        "previous": "التغيير السابق (Shift مع السهم الأيسر)",
        "back": "خطوة إلى الوراء (السهم الأيسر)",
        "play": "تشغيل (مفتاح المسافة)",
        "pause": "إيقاف (مفتاح المسافة)",
        "ahead": "خطوة إلى الأمام (السهم الأيمن)",
        "next": "التغيير التالي (Shift مع السهم الأيمن)",
        "step": "طول الخطوة",
        "steps": {"day": "يوم", "week": "أسبوع", "month": "شهر"},
        "speed": "سرعة التشغيل",
        "speeds": {
            7: "أسبوع في الثانية",
            30: "شهر في الثانية",
            91: "3 أشهر في الثانية",
            365: "سنة في الثانية",
        },
        "keys": (
            "اسحب، أو استخدم الأسهم وPage Up وPage Down (شهر) وHome وEnd؛ "
            "مفتاح المسافة للتشغيل"
        ),
        "evidence_ends": "هنا تنتهي الأدلة",
        "changes": "تغييرات قرب هذا التاريخ",
        "parties": "الأطراف",
        "status_by": "{status}: {by}، منذ {since}",
        "status_only": "{status}، منذ {since}",
        "confidences": {"high": "عالية", "medium": "متوسطة", "low": "منخفضة"},
    },
}

COMMA = {"en": ", ", "ar": "، "}
"""What stands between the items of a list."""

SEMICOLON = {"en": "; ", "ar": "؛ "}
"""What stands between parts that may hold commas."""

WRITING = {
    "en": {"direction": "ltr", "locale": "en-GB"},
    "ar": {"direction": "rtl", "locale": "ar-LY-u-nu-latn"},
}
"""How each language runs, as HTML names it, and how a browser writes dates in it (BCP
47), with digits that all read."""

for _language, _said in sea_words.MAP.items():
    MAP[_language] |= _said | words_held.MAP[_language]
    MAP[_language]["comma"] = COMMA[_language]
    MAP[_language]["semicolon"] = SEMICOLON[_language]

LAYERS: dict[str, dict[str, str]] = {
    "other_held": {
        "en": "Islamic State; other local forces",
        "ar": "تنظيم الدولة؛ قوى محلية أخرى",
    },
    "front_lines": {"en": "Lines between camps", "ar": "خطوط بين المعسكرات"},
    "places": {"en": "Places on record", "ar": "الأماكن المسجلة"},
    "agreements": {
        "en": "Where agreements apply",
        "ar": "حيث تسري الاتفاقات",
    },
    "events": {"en": "Events of the day", "ar": "أحداث اليوم"},
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
    "aged": {
        "en": "Paler: newest evidence over 6 months, 1 or 2 years old",
        "ar": "أبهت: أحدث دليل مضى عليه أكثر من 6 أشهر أو سنة أو سنتين",
    },
    "agreement_in_force": {"en": "Agreement in force", "ar": "اتفاق نافذ"},
    "agreement_not_in_force": {
        "en": "Agreement not (yet) in force",
        "ar": "اتفاق غير نافذ (بعد)",
    },
    "agreement_questioned": {
        "en": "With a bar: opposed, suspended or annulled by some",
        "ar": "بشريط: معترض عليه أو معلق أو ملغى من بعض الأطراف",
    },
    "agreement_area": {
        "en": "Where an agreement applies",
        "ar": "حيث ينطبق اتفاق",
    },
    "event": {"en": "Event of the day", "ar": "حدث في اليوم"},
    "event_past": {
        "en": "Event of the last 30 days",
        "ar": "حدث في آخر 30 يومًا",
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
        "click": "Click a place on the map, or choose one here, to read its evidence.",
        "place": "Place",
        "history": "All states on record",
        "points": "Points of a line at sea",
        "line": "Line",
        "points_help": "Turning points as printed and in WGS84. A click on a line "
        "of the map chooses it.",
        "own": "Layers of your own on the same clock (GeoJSON)",
        "own_help": (
            "WGS84. Features may carry valid_from and valid_to (2019-04-04), the "
            "latter the first day after; fill, stroke and marker-color set colours. "
            "The map as HTML holds these layers, the PNG does not."
        ),
    },
    "ar": {
        "title": "أطلس السيطرة في ليبيا",
        "lead": "من يسيطر على ماذا في ليبيا، في أي يوم، مع الدليل.",
        "click": "انقر مكانا على الخريطة، أو اختره هنا، لقراءة دليله.",
        "place": "المكان",
        "history": "كل الحالات المسجلة",
        "points": "نقاط خط بحري",
        "line": "الخط",
        "points_help": "نقاط الانعطاف كما نشرت وبنظام WGS84. النقر على خط في الخريطة "
        "يختاره.",
        "own": "طبقات خاصة بك على الخط الزمني نفسه (GeoJSON)",
        "own_help": (
            "WGS84. يمكن أن تحمل العناصر valid_from وvalid_to (2019-04-04)، "
            "والثاني أول يوم بعد النهاية؛ وتحدد fill وstroke وmarker-color ألوانها. "
            "تضم خريطة HTML هذه الطبقات، أما PNG فلا."
        ),
    },
}

STATUSES: dict[str, dict[str, str]] = {
    "in_force": {"en": "in force", "ar": "نافذ"},
    "in_force_in_part": {"en": "in force in part", "ar": "نافذ جزئيا"},
    "adopted": {"en": "adopted", "ar": "معتمد"},
    "declared": {"en": "declared", "ar": "معلن"},
    "signed": {"en": "signed, not in force", "ar": "موقع وغير نافذ"},
    "ruled": {"en": "ruled", "ar": "صدر به حكم"},
    "signed_in_part": {"en": "signed by one side", "ar": "وقعه طرف واحد"},
    "ratified": {"en": "ratified", "ar": "مصادق عليه"},
    "activated": {"en": "put into action", "ar": "مفعل"},
    "proposed": {"en": "under talks", "ar": "قيد التفاوض"},
    "endorsed": {"en": "endorsed", "ar": "مؤيد"},
    "registered": {"en": "registered", "ar": "مسجل"},
    "suspended": {"en": "suspended", "ar": "موقوف"},
    "suspended_in_part": {"en": "suspended in part", "ar": "موقوف جزئيا"},
    "annulled": {"en": "annulled", "ar": "ملغى"},
    "withdrawn": {"en": "withdrawn from", "ar": "انسحاب منه"},
    "superseded_in_part": {"en": "replaced in part", "ar": "مستبدل جزئيا"},
    "disputed": {"en": "disputed", "ar": "متنازع عليه"},
    "opposed": {"en": "opposed", "ar": "معترض عليه"},
    "expired": {"en": "expired", "ar": "منته"},
    "superseded": {"en": "replaced", "ar": "مستبدل"},
    "failed": {"en": "failed", "ar": "فشل"},
}
"""What each status of an agreement is called; see `geo.agreements.STATUSES`."""

AGREEMENT_KINDS: dict[str, dict[str, str]] = {
    "un_resolution": {"en": "Security Council resolution", "ar": "قرار مجلس الأمن"},
    "ceasefire": {"en": "Ceasefire", "ar": "وقف إطلاق النار"},
    "political": {"en": "Political accord", "ar": "اتفاق سياسي"},
    "conference": {"en": "Conference", "ar": "مؤتمر"},
    "military": {"en": "Military accord", "ar": "اتفاق عسكري"},
    "mandate": {"en": "Mandate for forces", "ar": "تفويض بقوات"},
    "delimitation": {"en": "Maritime delimitation", "ar": "ترسيم بحري"},
    "maritime_claim": {"en": "Maritime claim", "ar": "مطالبة بحرية"},
    "hydrocarbons": {"en": "Oil and gas", "ar": "نفط وغاز"},
    "ruling": {"en": "Court ruling", "ar": "حكم قضائي"},
}
"""What each kind of agreement is called; see
`geo.records.tables.agreements.AGREEMENT_KINDS`."""

EVENT_KINDS: dict[str, dict[str, str]] = {
    "battle": {"en": "Battle", "ar": "معركة"},
    "air_strike": {"en": "Air strike", "ar": "غارة جوية"},
    "attack": {"en": "Attack", "ar": "هجوم"},
    "capture": {"en": "Change of control", "ar": "تغير السيطرة"},
    "declaration": {"en": "Declaration", "ar": "إعلان"},
    "talks": {"en": "Talks", "ar": "محادثات"},
    "decision": {"en": "Decision", "ar": "قرار"},
    "government": {"en": "Government", "ar": "حكومة"},
    "election": {"en": "Election", "ar": "انتخاب"},
    "oil": {"en": "Oil", "ar": "نفط"},
    "unrest": {"en": "Unrest", "ar": "اضطراب"},
    "ruling": {"en": "Court ruling", "ar": "حكم قضائي"},
    "un": {"en": "United Nations", "ar": "الأمم المتحدة"},
    "migration": {"en": "Migration disaster", "ar": "مأساة هجرة"},
    "mass_grave": {"en": "Mass grave", "ar": "مقبرة جماعية"},
    "disaster": {"en": "Disaster", "ar": "كارثة"},
}
"""What each kind of event is called; see
`geo.records.tables.agreements.EVENT_KINDS`."""

RELATION_KINDS: dict[str, dict[str, str]] = {
    "political": {"en": "Political support", "ar": "دعم سياسي"},
    "arms": {"en": "Arms", "ar": "سلاح"},
    "personnel": {"en": "Personnel", "ar": "أفراد"},
    "recognition": {"en": "Recognition", "ar": "اعتراف"},
    "mediation": {"en": "Mediation", "ar": "وساطة"},
}
"""What each way of backing is called; see
`geo.records.tables.agreements.RELATION_KINDS`."""

STAGES: dict[str, dict[str, str]] = {
    "proposed": {"en": "talks", "ar": "مفاوضات"},
    "signed": {"en": "signed", "ar": "توقيع"},
    "signed_in_part": {"en": "signed by one side", "ar": "توقيع طرف واحد"},
    "declared": {"en": "declared", "ar": "إعلان"},
    "adopted": {"en": "adopted", "ar": "اعتماد"},
    "ruled": {"en": "judgment", "ar": "حكم"},
    "ratified": {"en": "ratified", "ar": "تصديق"},
    "activated": {"en": "put into action", "ar": "تفعيل"},
    "published": {"en": "published", "ar": "نشر"},
    "submitted": {"en": "submitted", "ar": "تقديم"},
    "in_force": {"en": "in force", "ar": "نفاذ"},
    "in_force_in_part": {"en": "in force in part", "ar": "نفاذ جزئي"},
    "registered": {"en": "registered", "ar": "تسجيل"},
    "extended": {"en": "extended", "ar": "تمديد"},
    "reaffirmed": {"en": "reaffirmed", "ar": "تأكيد مجدد"},
    "endorsed": {"en": "endorsed", "ar": "تأييد"},
    "implemented": {"en": "carried out", "ar": "تنفيذ"},
    "requested": {"en": "called upon", "ar": "طلب العمل به"},
    "reviewed": {"en": "reviewed", "ar": "مراجعة"},
    "resumed": {"en": "resumed", "ar": "استئناف"},
    "deadline_missed": {"en": "deadline missed", "ar": "فوات موعد"},
    "opposed": {"en": "opposed", "ar": "اعتراض"},
    "disputed": {"en": "disputed", "ar": "منازعة"},
    "suspended": {"en": "suspended", "ar": "تعليق"},
    "suspended_in_part": {"en": "suspended in part", "ar": "تعليق جزئي"},
    "annulled": {"en": "annulled", "ar": "إلغاء"},
    "superseded_in_part": {"en": "replaced in part", "ar": "استبدال جزئي"},
    "withdrawn": {"en": "withdrawn from", "ar": "انسحاب"},
    "expired": {"en": "expired", "ar": "انقضاء"},
    "superseded": {"en": "replaced", "ar": "استبدال"},
    "failed": {"en": "failed", "ar": "فشل"},
}
"""What befell an agreement or a line; see `geo.records.tables.agreements.STAGES`."""

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


def month_day(day: dt.date, language: str) -> str:
    """Return a day without its year, such as ``19 December``."""
    return f"{day.day} {_MONTHS[language][day.month - 1]}"


def long_day(day: dt.date, language: str) -> str:
    """Return a day in full, such as ``19 December 2019``."""
    return f"{month_day(day, language)} {day.year}"

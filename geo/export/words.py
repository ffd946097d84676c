"""What files say about themselves, in English and Arabic."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Libya Control Atlas: state on {day}",
        "compared": "Libya Control Atlas: {against} and {day}",
        "version": "version {version}",
        "known_on": "as known on {day}",
        "sources": "{count} sources, listed in the file's manifest",
        "accessed": "accessed {day}",
        "map": "Map of {place} on {day}.",
        "map_known": "Map of {place} on {day}, as known on {known}.",
        "box": "the area {box} (degrees west, south, east, north)",
        "country": "Libya",
        "then": "On {day}, by area of the Libyan land shown:",
        "now": "By area of the Libyan land shown:",
        "share": "{camp} {share} % ({km2} km²)",
        "cities": "{share}, with {names}",
        "no_land": "Who holds the land is not shown.",
        "lines": "Lines between camps run {km} km, {firm} % of it with evidence at "
        "both sides.",
        "no_lines": "No line between camps is shown.",
        "sea": "At sea: lines shown: {lines}; waters that two states claim: {waters}, "
        "{km2} km² in all; the map takes no side.",
        "others": "Also shown: agreements: {agreements}; events: {events}.",
        "uncertain": "Uncertain: {nominal} % of the land is nominal, farther than "
        "{km} km from any place on record; places contested or under attack: "
        "{contested}; places whose state was last seen more than {days} days before: "
        "{aged}.",
    },
    "ar": {
        "title": "أطلس السيطرة في ليبيا: الحالة في {day}",
        "compared": "أطلس السيطرة في ليبيا: {against} و{day}",
        "version": "الإصدار {version}",
        "known_on": "كما كان معروفا في {day}",
        "sources": "{count} من المصادر، مدرجة في بيان الملف",
        "accessed": "اطلع عليه في {day}",
        "map": "خريطة {place} في {day}.",
        "map_known": "خريطة {place} في {day}، كما كان معروفا في {known}.",
        "box": "المنطقة {box} (درجات غرب، جنوب، شرق، شمال)",
        "country": "ليبيا",
        "then": "في {day}، بحسب مساحة اليابسة الليبية الظاهرة:",
        "now": "بحسب مساحة اليابسة الليبية الظاهرة:",
        "share": "{camp} {share}٪ ({km2} كم²)",
        "cities": "{share}، ومنها {names}",
        "no_land": "لا تظهر السيطرة على اليابسة.",
        "lines": "يبلغ طول الخطوط بين المعسكرات {km} كم، منها {firm}٪ بأدلة على "
        "الجانبين.",
        "no_lines": "لا يظهر أي خط بين المعسكرات.",
        "sea": "في البحر: خطوط عددها {lines}؛ ومياه تطالب بها دولتان عددها {waters}، "
        "ومساحتها {km2} كم²؛ ولا تنحاز الخريطة لأي طرف.",
        "others": "ويظهر أيضا: اتفاقات عددها {agreements}، وأحداث عددها {events}.",
        "uncertain": "غير مؤكد: {nominal}٪ من اليابسة سيطرة اسمية، أبعد من {km} كم عن "
        "أي مكان مسجل؛ وأماكن متنازع عليها أو تتعرض لهجوم عددها {contested}؛ وأماكن "
        "مضى على آخر دليل على حالتها أكثر من {days} يوما عددها {aged}.",
    },
}

VIEWS: Mapping[str, Mapping[str, str]] = {
    "country": {"en": "Libya", "ar": "ليبيا"},
    "tripoli": {"en": "Tripoli and its surroundings", "ar": "طرابلس وما حولها"},
    "nafusa": {"en": "the Nafusa Mountains", "ar": "جبل نفوسة"},
    "sirte-jufra": {"en": "Sirte and Jufra", "ar": "سرت والجفرة"},
    "oil-crescent": {"en": "the oil crescent", "ar": "الهلال النفطي"},
    "benghazi": {"en": "Benghazi and its surroundings", "ar": "بنغازي وما حولها"},
    "cyrenaica": {"en": "northern Cyrenaica", "ar": "شمال برقة"},
    "fezzan": {"en": "Fezzan", "ar": "فزان"},
    "east-med": {"en": "the eastern Mediterranean", "ar": "شرق البحر المتوسط"},
    "central-med": {"en": "the central Mediterranean", "ar": "وسط البحر المتوسط"},
}
"""What the views that have a name are called; see `geo.views.VIEWS`."""

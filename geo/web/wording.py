"""What the panels, the lane chart and the stories say, in English and Arabic."""

from typing import Any

PANELS: dict[str, dict[str, Any]] = {
    "en": {
        "panel": "Panel",
        "panels": {
            "agreements": "Agreements",
            "lanes": "Agreements over time",
            "relations": "Who backs whom",
            "events": "Events",
        },
        "party": "Party",
        "all_parties": "All parties",
        "kind": "Kind",
        "all_kinds": "All kinds",
        "ended": "Also those that ended",
        "no_agreements": "No agreement on record fits this date and choice.",
        "agreements_on": "Agreements on {day}: {count}. A click flies to the place.",
        "parties": "Parties",
        "for": "for",
        "by": "by",
        "since": "since",
        "sources": "Sources",
        "lanes_on": (
            "Every agreement on record. A click on a bar or mark goes to the date on "
            "which it begins; the line stands at {day}."
        ),
        "bars": {
            "force": "In force",
            "made": "Signed, declared, adopted or ruled",
            "talks": "Under talks",
            "doubted": "Opposed or disputed",
            "struck": "Suspended or annulled",
        },
        "marks": {
            "made": "Proposed, signed, declared, adopted, ruled",
            "approved": "Ratified, put into action, in force, registered",
            "kept": "Endorsed, extended, carried out, called upon",
            "doubted": "Opposed, suspended, annulled, withdrawn from",
            "ended": "Expired, replaced, failed",
        },
        "tips": {
            "name": "Agreement",
            "what": "What",
            "dates": "When",
        },
        "now": "no later record",
        "relations_on": (
            "Support and mediation on record on {day}, as the sources cited report it. "
            "An empty cell says that none is on record, not that there was none."
        ),
        "no_relations": "No support or mediation is on record on this date.",
        "backer": "Backer",
        "mediators": "Mediation",
        "between": "between",
        "low": "low confidence",
        "last_seen": "last seen",
        "events_on": "{count} events from {start} to {day}. A click goes there.",
        "no_events": "No event is on record in the 30 days up to {day}.",
        "stories": "Guided reading",
        "step": "Step {number} of {count}",
        "back": "Back",
        "next": "Next",
        "close": "Close",
    },
    "ar": {
        "panel": "اللوحة",
        "panels": {
            "agreements": "الاتفاقات",
            "lanes": "الاتفاقات عبر الزمن",
            "relations": "من يدعم من",
            "events": "الأحداث",
        },
        "party": "الطرف",
        "all_parties": "كل الأطراف",
        "kind": "النوع",
        "all_kinds": "كل الأنواع",
        "ended": "مع المنتهية",
        "no_agreements": "لا اتفاق مسجلا يوافق هذا التاريخ وهذا الاختيار.",
        "agreements_on": "الاتفاقات في {day}: {count}. النقر ينقل الخريطة إلى المكان.",
        "parties": "الأطراف",
        "for": "بالنسبة إلى",
        "by": "من جانب",
        "since": "منذ",
        "sources": "المصادر",
        "lanes_on": (
            "كل الاتفاقات المسجلة. النقر على شريط أو علامة ينقل إلى تاريخ بدايتها؛ "
            "والخط عند {day}."
        ),
        "bars": {
            "force": "نافذ",
            "made": "موقع أو معلن أو معتمد أو صدر به حكم",
            "talks": "قيد التفاوض",
            "doubted": "معترض عليه أو متنازع عليه",
            "struck": "موقوف أو ملغى",
        },
        "marks": {
            "made": "اقتراح، توقيع، إعلان، اعتماد، حكم",
            "approved": "مصادقة، تفعيل، نفاذ، تسجيل",
            "kept": "تأييد، تمديد، تنفيذ، طلب العمل به",
            "doubted": "اعتراض، تعليق، إلغاء، انسحاب",
            "ended": "انتهاء، استبدال، فشل",
        },
        "tips": {
            "name": "الاتفاق",
            "what": "ماذا",
            "dates": "متى",
        },
        "now": "لا سجل لاحق",
        "relations_on": (
            "الدعم والوساطة المسجلان في {day} كما تذكرهما المصادر المذكورة. الخانة "
            "الفارغة تعني أنه لا سجل، لا أنه لم يكن هناك دعم."
        ),
        "no_relations": "لا دعم ولا وساطة مسجلين في هذا التاريخ.",
        "backer": "الداعم",
        "mediators": "الوساطة",
        "between": "بين",
        "low": "ثقة منخفضة",
        "last_seen": "آخر دليل",
        "events_on": "{count} من الأحداث من {start} إلى {day}. النقر ينقل إليها.",
        "no_events": "لا حدث مسجلا في الأيام الثلاثين حتى {day}.",
        "stories": "قراءة موجهة",
        "step": "الخطوة {number} من {count}",
        "back": "السابق",
        "next": "التالي",
        "close": "إغلاق",
    },
}
"""By language."""

"""What is told of how long a place has been held, in English and Arabic."""

from typing import Any

MAP: dict[str, dict[str, Any]] = {
    "en": {
        "seen_ago": "last seen {age} ago ({day})",
        "ages": {
            "day": {"one": "1 day", "other": "{count} days"},
            "month": {"one": "1 month", "other": "{count} months"},
            "year": {"one": "1 year", "other": "{count} years"},
        },
    },
    "ar": {
        "seen_ago": "آخر دليل قبل {age} ({day})",
        "ages": {
            "day": {
                "one": "يوم واحد",
                "two": "يومين",
                "few": "{count} أيام",
                "many": "{count} يومًا",
                "other": "{count} يوم",
            },
            "month": {
                "one": "شهر واحد",
                "two": "شهرين",
                "few": "{count} أشهر",
                "many": "{count} شهرًا",
                "other": "{count} شهر",
            },
            "year": {
                "one": "سنة واحدة",
                "two": "سنتين",
                "few": "{count} سنوات",
                "other": "{count} سنة",
            },
        },
    },
}
"""What the map's script says of it too; ages by unit and plural category (CLDR)."""

HELD: dict[str, dict[str, Any]] = {
    "en": {
        "held_by": "Held by {actor} since {since}",
        "held": "Held since {since}",
        "camp": ", by its camp since {since}",
        "nobody": "Held by no side",
        "no_record": "Who holds it is not on record",
        "attacked": " (attacked {when})",
        "attacked_twice": " (attacked {first}, and {second})",
        "attacked_often": " (attacked {times}, last {when})",
        "under_attack": " (under attack since {since})",
        "under_attack_again": " (under attack since {since}, attacked {times} before)",
        "times": {"one": "once", "two": "twice", "other": "{count} times"},
        "record": "this record from {start} {end}",
        "record_of_a_day": "this record: {day}",
        "open_record": "this record from {start}, no later record",
        "to": "to {day}",
        "until": "until {day}",
        "on": "on {day}",
        "between": "from {start} {end}",
        "days": "{start} to {end}",
        "open": "from {start} on",
        "approx": "about {day}",
        "first": "{day} or earlier",
    },
    "ar": {
        "held_by": "المسيطر: {actor}، منذ {since}",
        "held": "السيطرة منذ {since}",
        "camp": "، والمعسكر نفسه منذ {since}",
        "nobody": "لا يسيطر عليه أي طرف",
        "no_record": "لا سجل لمن يسيطر عليه",
        "attacked": " (تعرض لهجوم {when})",
        "attacked_twice": " (تعرض لهجومين، {first} و{second})",
        "attacked_often": " (تعرض للهجوم {times}، آخرها {when})",
        "under_attack": " (يتعرض لهجوم منذ {since})",
        "under_attack_again": (
            " (يتعرض لهجوم منذ {since}، وتعرض للهجوم قبل ذلك {times})"
        ),
        "times": {
            "one": "مرة واحدة",
            "two": "مرتين",
            "few": "{count} مرات",
            "other": "{count} مرة",
        },
        "record": "هذا السجل من {start} {end}",
        "record_of_a_day": "هذا السجل: {day}",
        "open_record": "هذا السجل منذ {start}، ولا سجل لاحق",
        "to": "إلى {day}",
        "until": "حتى {day}",
        "on": "في {day}",
        "between": "من {start} {end}",
        "days": "من {start} إلى {end}",
        "open": "منذ {start}",
        "approx": "نحو {day}",
        "first": "{day} أو قبله",
    },
}
"""Parts of the sentence that `geo.web.held.held` makes."""

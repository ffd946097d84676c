"""How records are named: in both scripts, by ids that say where, taking no side."""

import re
from collections.abc import Iterator

from geo.errors import Fault
from geo.records import schema
from geo.records.check.tables import Rule, Tables

ARABIC = re.compile(r"[\u0600-\u06ff]")

LABELS = {
    "agreements": "name_en",
    "events": "title_en",
    "stories": "name_en",
    "story_steps": "text_en",
}
"""English labels that the map shows as its own words, by table."""

PARTISAN = re.compile(
    r"\b(warlord|renegade|terrorists?|rebels?|regime|liberated|puppet|so-called"
    r"|self-styled|militia|invasion|occupation|coup)\b",
    re.IGNORECASE,
)
"""Words by which one side names another, or its own deeds."""

IDS = (
    ("control", "claim_id", "place_id", ""),
    ("agreement_stages", "stage_id", "agreement_id", "-"),
)
"""Ids that begin with another: table, id, the other, and what follows it."""


def _scripts(tables: Tables) -> Iterator[Fault]:
    """Yield Arabic names without an Arabic letter, and English ones with one."""
    for table, declared in schema.TABLES.items():
        for column in declared.columns:
            stem = column.removesuffix("_ar")
            if stem == column or f"{stem}_en" not in declared.columns:
                continue
            for index, text in tables.text[table][column].items():
                if not ARABIC.search(text):
                    expected = "must be in Arabic script"
                    yield tables.fault(table, index, column, expected)
            for index, text in tables.text[table][f"{stem}_en"].items():
                if ARABIC.search(text):
                    expected = "must be in Latin script"
                    yield tables.fault(table, index, f"{stem}_en", expected)


def _neutral(tables: Tables) -> Iterator[Fault]:
    """Yield labels with a word that takes a side."""
    for table, column in LABELS.items():
        for index, label in tables.text[table][column].items():
            for word in dict.fromkeys(PARTISAN.findall(label)):
                expected = "takes a side: say it in words that all sides would use"
                yield tables.fault(table, index, column, expected, word)


def _ids(tables: Tables) -> Iterator[Fault]:
    """Yield ids that do not say where, of what, or when."""
    for table, key, other, joint in IDS:
        for row in tables.typed(table, key, other).itertuples():
            start = getattr(row, other) + joint
            if not getattr(row, key).startswith(start):
                expected = f"must begin with {start}"
                yield tables.fault(table, row.Index, key, expected)
    sound = tables.typed("events", "event_id", "start")
    for event in tables.text["events"].loc[sound.index].itertuples():
        if not event.event_id.endswith(event.start):
            expected = f"must end with its day, {event.start}"
            yield tables.fault("events", event.Index, "event_id", expected)


RULES: tuple[Rule, ...] = (_scripts, _neutral, _ids)

"""Rules on names: both scripts, ids that say where, labels that take no side."""

import re
from collections.abc import Iterator

from geo.errors import Fault, Text
from geo.records import schema
from geo.records.check.tables import Rule, Tables
from geo.records.columns import split_list
from geo.records.tables.agreements import AgreementStage, Event
from geo.records.tables.control import Claim

ARABIC = re.compile(r"[\u0600-\u06ff]")

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""A day that Arabic letters before it turn into 21-11-2020."""

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


def _scripts(tables: Tables) -> Iterator[Fault]:
    """Yield names in another script than theirs, and Arabic ones with an ISO day."""
    for table, declared in schema.TABLES.items():
        for column in declared.columns:
            stem = column.removesuffix("_ar")
            if stem == column or f"{stem}_en" not in declared.columns:
                continue
            for index, text in enumerate(tables.text(table, column)):
                if not ARABIC.search(text):
                    expected = Text("fault.labels.arabic")
                    yield tables.fault(table, index, column, expected)
                elif day := ISO_DAY.search(text):
                    expected = Text("fault.labels.turned", day=day[0])
                    yield tables.fault(table, index, column, expected)
            for index, text in enumerate(tables.text(table, f"{stem}_en")):
                if ARABIC.search(text):
                    expected = Text("fault.labels.latin")
                    yield tables.fault(table, index, f"{stem}_en", expected)


def _neutral(tables: Tables) -> Iterator[Fault]:
    """Yield labels with a word that takes a side."""
    for table, column in LABELS.items():
        for index, label in enumerate(tables.text(table, column)):
            for word in dict.fromkeys(PARTISAN.findall(label)):
                expected = Text("fault.labels.side")
                yield tables.fault(table, index, column, expected, word)


def _ids(tables: Tables) -> Iterator[Fault]:
    """Yield ids that do not say where, of what, or when."""
    ids = [
        *(
            ("control", index, "claim_id", claim.claim_id, claim.place_id)
            for index, claim in tables.rows(Claim, "claim_id", "place_id")
        ),
        *(
            (
                "agreement_stages",
                index,
                "stage_id",
                row.stage_id,
                f"{row.agreement_id}-",
            )
            for index, row in tables.rows(AgreementStage, "stage_id", "agreement_id")
        ),
    ]
    for table, index, key, own, start in ids:
        if not own.startswith(start):
            expected = Text("fault.labels.start", start=start)
            yield tables.fault(table, index, key, expected)
    for index, event in tables.rows(Event, "event_id", "start"):
        if not event.event_id.endswith(event.start.isoformat()):
            expected = Text("fault.labels.day", day=event.start)
            yield tables.fault("events", index, "event_id", expected)


def _shared(tables: Tables) -> Iterator[Fault]:
    """Yield other names of an actor that another actor, or a place, bears too."""
    names = ("name_en", "name_ar", "other_names")
    bearers: dict[str, list[str]] = {}
    for table in ("places", "actors"):
        ids = tables.text(table, schema.key_of(table))
        columns = (tables.text(table, name) for name in names)
        for row_id, *cells in zip(ids, *columns, strict=True):
            spelt = {one.casefold() for cell in cells for one in split_list(cell)}
            for name in spelt:
                bearers.setdefault(name, []).append(row_id)
    for index, cell in enumerate(tables.text("actors", "other_names")):
        own = tables.text("actors", "actor_id")[index]
        for name in split_list(cell):
            others = [one for one in bearers[name.casefold()] if one != own]
            if others:
                expected = Text("fault.labels.shared", other=others[0])
                yield tables.fault("actors", index, "other_names", expected, name)


RULES: tuple[Rule, ...] = (_scripts, _neutral, _ids, _shared)

"""The record tables of what happened: agreements, events, relations and stories."""

import datetime as dt
from typing import Annotated

import attrs

from geo.errors import Text
from geo.records import columns as col
from geo.records.rows import Row, Sourced
from geo.style.layers import NAMES
from geo.views import ZOOMS

AGREEMENT_KINDS = (
    "un_resolution",
    "ceasefire",
    "political",
    "conference",
    "military",
    "mandate",
    "delimitation",
    "maritime_claim",
    "hydrocarbons",
    "ruling",
)
SCOPES = ("point", "line", "area", "country")

TALKS = ("proposed",)
MAKING = ("signed", "signed_in_part", "declared", "adopted", "ruled")
APPROVING = ("ratified", "activated", "published", "submitted")
FORCE = ("in_force", "in_force_in_part")
RECORDING = ("registered",)
KEEPING = (
    "extended",
    "reaffirmed",
    "endorsed",
    "implemented",
    "requested",
    "reviewed",
    "resumed",
    "deadline_missed",
)
DOUBTING = (
    "opposed",
    "disputed",
    "suspended",
    "suspended_in_part",
    "annulled",
)
REPLACING = ("superseded_in_part",)
"""No doubt is cast on what its own successor replaced in part."""

LEAVING = ("withdrawn",)
ENDING = ("expired", "superseded", "failed")
OPENING = (*TALKS, *MAKING)
"""Stages with which a life may begin."""

STAGES = (
    *TALKS,
    *MAKING,
    *APPROVING,
    *FORCE,
    *RECORDING,
    *KEEPING,
    *DOUBTING,
    *REPLACING,
    *LEAVING,
    *ENDING,
)
"""What may befall an agreement, in the order of a life without trouble."""

EVENT_KINDS = (
    "battle",
    "air_strike",
    "attack",
    "capture",
    "declaration",
    "talks",
    "decision",
    "government",
    "election",
    "oil",
    "unrest",
    "ruling",
    "un",
    "migration",
    "mass_grave",
    "disaster",
)
RELATION_KINDS = ("political", "arms", "personnel", "recognition", "mediation")
CONFIDENCES = ("high", "medium", "low")
NOTE_AR = "The note in Arabic, wherever there is one."
"""What the Arabic twin of a note is, in the codebook."""

_DOUBT = (
    "`high`: two independent sources or a strong neutral one; `low`: a single weak "
    "source, or sources that differ; the note says why."
)


@attrs.frozen
class Agreement(Row):
    """What two or more agreed, or one decided."""

    agreement_id: Annotated[str, col.key("Names the agreement for good.")]
    name_en: Annotated[str, col.text("English name.")]
    name_ar: Annotated[str, col.text("Arabic name.")]
    kind: Annotated[str, col.choice("What kind of act.", AGREEMENT_KINDS)]
    parties: Annotated[
        tuple[str, ...], col.reference_list("Between whom, or whose act.", "actors")
    ]
    scope: Annotated[str, col.choice("Where it applies, or stands on the map.", SCOPES)]
    lat: Annotated[
        float | None,
        col.number(
            "Of a point: latitude, WGS84.", -90, 90, "degrees north", empty=True
        ),
    ]
    lon: Annotated[
        float | None,
        col.number(
            "Of a point: longitude, WGS84.", -180, 180, "degrees east", empty=True
        ),
    ]
    line_id: Annotated[
        str,
        col.reference(
            "Of a line: the line at sea, whose life this is; an area may have one.",
            "maritime_lines",
            empty=True,
        ),
    ]
    area_id: Annotated[
        str,
        col.match(
            "Of an area: the shape in `base/areas.geojson`.",
            r"[a-z0-9]+(?:-[a-z0-9]+)*",
            Text("fault.cells.id"),
            empty=True,
        ),
    ]
    note: Annotated[str, col.text("What it is about, and what to know about it.")]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class AgreementStage(Sourced):
    """A stage in the life of an agreement."""

    stage_id: Annotated[str, col.key("Names the stage for good.")]
    agreement_id: Annotated[str, col.reference("The agreement.", "agreements")]
    stage: Annotated[str, col.choice("What befell it.", STAGES)]
    date: Annotated[
        str, col.date("When; a month or year where no source gives the day.")
    ]
    by: Annotated[
        tuple[str, ...], col.reference_list("Who did it, and so says it.", "actors")
    ]
    until: Annotated[
        dt.date | None,
        col.day(
            "First day on which it no longer holds by its own terms, as this "
            "stage sets it; empty: it sets none.",
            empty=True,
        ),
    ]
    confidence: Annotated[str, col.choice(_DOUBT, CONFIDENCES)]
    source_ids: Annotated[tuple[str, ...], col.reference_list("Sources.", "sources")]
    note: Annotated[str, col.text("What happened, and how a doubt was settled.")]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class Event(Sourced):
    """What happened from `start` until before `end`."""

    event_id: Annotated[str, col.key("Names the event for good.")]
    kind: Annotated[str, col.choice("What kind of happening.", EVENT_KINDS)]
    title_en: Annotated[str, col.text("English title, neutral.")]
    title_ar: Annotated[str, col.text("Arabic title, neutral.")]
    start: Annotated[dt.date, col.day("Its first day.")]
    end: Annotated[dt.date, col.day("First day after it.")]
    place_id: Annotated[
        str,
        col.reference("The place on record where it happened.", "places", empty=True),
    ]
    lat: Annotated[
        float | None,
        col.number("Elsewhere: latitude, WGS84.", -90, 90, "degrees north", empty=True),
    ]
    lon: Annotated[
        float | None,
        col.number(
            "Elsewhere: longitude, WGS84.", -180, 180, "degrees east", empty=True
        ),
    ]
    claim_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "Claims of control that it brought about.", "control", empty=True
        ),
    ]
    stage_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "Stages of agreements that it brought about, or was.",
            "agreement_stages",
            empty=True,
        ),
    ]
    confidence: Annotated[str, col.choice(_DOUBT, CONFIDENCES)]
    source_ids: Annotated[tuple[str, ...], col.reference_list("Sources.", "sources")]
    note: Annotated[str, col.text("What to know about it.", empty=True)]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class Relation(Sourced):
    """How one actor backed others, or mediated between them."""

    relation_id: Annotated[str, col.key("Names the relation for good.")]
    backer: Annotated[str, col.reference("Who backs, or mediates.", "actors")]
    backed: Annotated[
        tuple[str, ...],
        col.reference_list("Whom; of a mediation, between whom.", "actors"),
    ]
    kind: Annotated[str, col.choice("In what way.", RELATION_KINDS)]
    start: Annotated[str, col.date("When it began, or was first seen.")]
    end: Annotated[
        str,
        col.date(
            "When it was over; empty: no later record, which is not 'until today'.",
            empty=True,
        ),
    ]
    last_seen: Annotated[str, col.date("When a source last shows it.")]
    confidence: Annotated[str, col.choice(_DOUBT, CONFIDENCES)]
    source_ids: Annotated[tuple[str, ...], col.reference_list("Sources.", "sources")]
    note: Annotated[str, col.text("The evidence, and who disputes it.")]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class Story(Sourced):
    """A guided reading of the map."""

    story_id: Annotated[str, col.key("Names the story for good.")]
    name_en: Annotated[str, col.text("English name.")]
    name_ar: Annotated[str, col.text("Arabic name.")]
    source_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "What the story retells; its steps have sources of their own.",
            "sources",
        ),
    ]
    note: Annotated[str, col.text("What the story is for.", empty=True)]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class StoryStep(Sourced):
    """A step of a story: a day, a view and two sentences."""

    story_id: Annotated[str, col.reference("The story.", "stories")]
    seq: Annotated[int, col.count("Order in the story, from 1.", 1, 99, "count")]
    date: Annotated[dt.date, col.day("The day shown.")]
    lat: Annotated[float, col.number("Centre: latitude.", -90, 90, "degrees north")]
    lon: Annotated[float, col.number("Centre: longitude.", -180, 180, "degrees east")]
    zoom: Annotated[float, col.number("Web zoom.", *ZOOMS, "zoom")]
    layers: Annotated[tuple[str, ...], col.choice_list("Layers shown.", NAMES)]
    text_en: Annotated[str, col.text("Two neutral sentences in English.")]
    text_ar: Annotated[str, col.text("The same in Arabic.")]
    event_ids: Annotated[
        tuple[str, ...],
        col.reference_list("Events that it tells of.", "events", empty=True),
    ]
    stage_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "Stages of agreements that it tells of.",
            "agreement_stages",
            empty=True,
        ),
    ]
    source_ids: Annotated[tuple[str, ...], col.reference_list("Sources.", "sources")]


TABLES: dict[str, col.Table] = {
    "agreements": col.Table(
        "One row is one agreement, resolution, ruling, decision, claim or conference; "
        "what became of it stands in `agreement_stages.csv`.",
        Agreement,
    ),
    "agreement_stages": col.Table(
        "One row is one stage in the life of an agreement, with who says so.",
        AgreementStage,
    ),
    "events": col.Table("One row is one happening.", Event),
    "relations": col.Table(
        "One row is one way in which one actor backed others, or mediated between "
        "them, over a time.",
        Relation,
    ),
    "stories": col.Table("One row is one guided reading of the map.", Story),
    "story_steps": col.Table(
        "One row is one step of a story: a day, a view and two sentences.", StoryStep
    ),
}

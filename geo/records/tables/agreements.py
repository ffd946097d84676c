"""The record tables of what happened: agreements, events, relations and stories."""

from geo.records import columns as col
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
    "superseded_in_part",
)
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
LAYERS = (
    "tripoli_held",
    "eastern_held",
    "other_held",
    "contested",
    "no_record",
    "agreements",
    "front_lines",
    "places",
    "claimed_maritime",
    "disputed_maritime",
    "maritime_lines",
    "events",
)
"""Every layer that is built, in the order in which they are to be drawn from below."""

_DOUBT = (
    "`high`: two independent sources or a strong neutral one; `low`: a single weak "
    "source, or sources that differ; the note says why."
)

TABLES: dict[str, col.Table] = {
    "agreements": col.table(
        "One row is one agreement, resolution, ruling, decision, claim or conference; "
        "what became of it stands in `agreement_stages.csv`.",
        {
            "agreement_id": col.key("Names the agreement for good."),
            "name_en": col.text("English name."),
            "name_ar": col.text("Arabic name."),
            "kind": col.choice("What kind of act.", AGREEMENT_KINDS),
            "parties": col.reference_list("Between whom, or whose act.", "actors"),
            "scope": col.choice("Where it applies, or stands on the map.", SCOPES),
            "lat": col.number(
                "Of a point: latitude, WGS84.", -90, 90, "degrees north", empty=True
            ),
            "lon": col.number(
                "Of a point: longitude, WGS84.", -180, 180, "degrees east", empty=True
            ),
            "line_id": col.reference(
                "Of a line: the line at sea, whose life this is; an area may have one.",
                "maritime_lines",
                empty=True,
            ),
            "area_id": col.match(
                "Of an area: the shape in `base/areas.geojson`.",
                r"[a-z0-9]+(?:-[a-z0-9]+)*",
                "lower-case words joined by hyphens",
                empty=True,
            ),
            "note": col.text("What it is about, and what to know about it."),
        },
    ),
    "agreement_stages": col.table(
        "One row is one stage in the life of an agreement, with who says so.",
        {
            "stage_id": col.key("Names the stage for good."),
            "agreement_id": col.reference("The agreement.", "agreements"),
            "stage": col.choice("What befell it.", STAGES),
            "date": col.date("When; a month or year where no source gives the day."),
            "by": col.reference_list("Who did it, and so says it.", "actors"),
            "until": col.day(
                "First day on which it no longer holds by its own terms, as this "
                "stage sets it; empty: it sets none.",
                empty=True,
            ),
            "confidence": col.choice(_DOUBT, CONFIDENCES),
            "source_ids": col.reference_list("Sources.", "sources"),
            "note": col.text("What happened, and how a doubt was settled."),
        },
    ),
    "events": col.table(
        "One row is one happening.",
        {
            "event_id": col.key("Names the event for good."),
            "kind": col.choice("What kind of happening.", EVENT_KINDS),
            "title_en": col.text("English title, neutral."),
            "title_ar": col.text("Arabic title, neutral."),
            "start": col.day("Its first day."),
            "end": col.day("First day after it."),
            "place_id": col.reference(
                "The place on record where it happened.", "places", empty=True
            ),
            "lat": col.number(
                "Elsewhere: latitude, WGS84.", -90, 90, "degrees north", empty=True
            ),
            "lon": col.number(
                "Elsewhere: longitude, WGS84.", -180, 180, "degrees east", empty=True
            ),
            "claim_ids": col.reference_list(
                "Claims of control that it brought about.", "control", empty=True
            ),
            "stage_ids": col.reference_list(
                "Stages of agreements that it brought about, or was.",
                "agreement_stages",
                empty=True,
            ),
            "confidence": col.choice(_DOUBT, CONFIDENCES),
            "source_ids": col.reference_list("Sources.", "sources"),
            "note": col.text("What to know about it.", empty=True),
        },
    ),
    "relations": col.table(
        "One row is one way in which one actor backed others, or mediated between "
        "them, over a time.",
        {
            "relation_id": col.key("Names the relation for good."),
            "backer": col.reference("Who backs, or mediates.", "actors"),
            "backed": col.reference_list(
                "Whom; of a mediation, between whom.", "actors"
            ),
            "kind": col.choice("In what way.", RELATION_KINDS),
            "start": col.date("When it began, or was first seen."),
            "end": col.date(
                "When it was over; empty: no later record, which is not 'until today'.",
                empty=True,
            ),
            "last_seen": col.date("When a source last shows it."),
            "confidence": col.choice(_DOUBT, CONFIDENCES),
            "source_ids": col.reference_list("Sources.", "sources"),
            "note": col.text("The evidence, and who disputes it."),
        },
    ),
    "stories": col.table(
        "One row is one guided reading of the map.",
        {
            "story_id": col.key("Names the story for good."),
            "name_en": col.text("English name."),
            "name_ar": col.text("Arabic name."),
            "source_ids": col.reference_list(
                "What the story retells; its steps have sources of their own.",
                "sources",
            ),
            "note": col.text("What the story is for.", empty=True),
        },
    ),
    "story_steps": col.table(
        "One row is one step of a story: a day, a view and two sentences.",
        {
            "story_id": col.reference("The story.", "stories"),
            "seq": col.count("Order in the story, from 1.", 1, 99, "count"),
            "date": col.day("The day shown."),
            "lat": col.number("Centre: latitude.", -90, 90, "degrees north"),
            "lon": col.number("Centre: longitude.", -180, 180, "degrees east"),
            "zoom": col.number("Web zoom.", *ZOOMS, "zoom"),
            "layers": col.choice_list("Layers shown.", LAYERS),
            "text_en": col.text("Two neutral sentences in English."),
            "text_ar": col.text("The same in Arabic."),
            "event_ids": col.reference_list(
                "Events that it tells of.", "events", empty=True
            ),
            "stage_ids": col.reference_list(
                "Stages of agreements that it tells of.",
                "agreement_stages",
                empty=True,
            ),
            "source_ids": col.reference_list("Sources.", "sources"),
        },
    ),
}

"""The record tables of the sea: lines, their points and stages, and claims."""

import datetime as dt
from typing import Annotated

import attrs

from geo.errors import Text
from geo.records import columns as col
from geo.records.rows import Sourced
from geo.records.tables.agreements import CONFIDENCES, NOTE_AR, STAGES

BASES = ("treaty", "court", "unilateral", "computed")
LINE_ROLES = (
    "boundary",
    "outer_limit",
    "baseline",
    "zone_limit",
    "area",
    "closing",
)
CONSTRUCTIONS = ("published", "reconstructed", "computed")
_ONE = "[a-z]+(?::(?:mainland|baselines))?"
COAST = rf"{_ONE}(?:\+{_ONE})*"
_DEGREES = r"-?\d+(?:\.\d+)?"
RECIPE = (
    rf"(?:median {COAST} {COAST} (?:full|half|none)(?: apart {COAST})?"
    rf"|limit {COAST} \d+(?: apart {COAST})?(?: inside(?: {_DEGREES}){{4}})?)"
)
LINE_TYPES = ("geodesic", "loxodrome", "parallel", "unknown")
DATUMS = ("WGS84", "ED50", "WGS72", "unknown")


@attrs.frozen
class MaritimeLine(Sourced):
    """A line at sea."""

    line_id: Annotated[str, col.key("Names the line for good.")]
    name_en: Annotated[str, col.text("English name.")]
    name_ar: Annotated[str, col.text("Arabic name.")]
    basis: Annotated[str, col.choice("On what the line rests.", BASES)]
    role: Annotated[
        str,
        col.choice(
            "What the line is; `area`: the edge of a licence, a block or a survey, "
            "from its last point back to its first.",
            LINE_ROLES,
        ),
    ]
    claimants: Annotated[str, col.text("States that draw it, separated by ;")]
    between: Annotated[
        str,
        col.match(
            "The two states whose sea it parts; empty if it parts none.",
            r"[a-z]+; [a-z]+",
            Text("fault.cells.two_states"),
            empty=True,
        ),
    ]
    valid_from: Annotated[
        dt.date, col.day("First day on which it was claimed or agreed.")
    ]
    valid_to: Annotated[
        dt.date | None,
        col.day("First day after it; empty: no later record.", empty=True),
    ]
    construction: Annotated[
        str,
        col.choice(
            "`published`: points as printed; `reconstructed`: worked out here from "
            "what the text says, its digits not being at hand; `computed`: drawn "
            "by `recipe`.",
            CONSTRUCTIONS,
        ),
    ]
    recipe: Annotated[
        str,
        col.match(
            "How a computed line is drawn: `median A B EFFECT [apart C]` (cut "
            "where C is nearer; effect of islands full, half or none) or `limit A "
            "MILES [apart C] [inside W S E N]` (degrees); a coast is a state, "
            "`state:mainland`, `state:baselines` (with its straight baselines) or "
            "an island; several are joined by +.",
            RECIPE,
            "as median libya crete full, or limit libya 12",
            empty=True,
        ),
    ]
    line_type: Annotated[str, col.choice("How its points are joined.", LINE_TYPES)]
    datum: Annotated[str, col.choice("Datum of the printed coordinates.", DATUMS)]
    error_km: Annotated[
        float,
        col.number("How far off the line as drawn may be, all told.", 0, 50, "km"),
    ]
    source_ids: Annotated[tuple[str, ...], col.reference_list("Sources.", "sources")]
    note: Annotated[str, col.text("What to know about it.")]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class MaritimePoint(Sourced):
    """A turning point of a line at sea."""

    line_id: Annotated[str, col.reference("The line.", "maritime_lines")]
    seq: Annotated[int, col.count("Order along the line.", 1, 999, "count")]
    label: Annotated[str, col.text("Label in the text.")]
    lat_dms: Annotated[
        str, col.text("Latitude as printed; empty if no text prints it.", empty=True)
    ]
    lon_dms: Annotated[
        str, col.text("Longitude as printed; empty if no text prints it.", empty=True)
    ]
    lat: Annotated[
        float, col.number("Latitude in the line's datum.", -90, 90, "degrees north")
    ]
    lon: Annotated[
        float, col.number("Longitude in the line's datum.", -180, 180, "degrees east")
    ]
    source_ids: Annotated[tuple[str, ...], col.reference_list("Sources.", "sources")]


@attrs.frozen
class MaritimeStage(Sourced):
    """A step in the life of a line at sea, or an objection to it."""

    line_id: Annotated[str, col.reference("The line.", "maritime_lines")]
    date: Annotated[str, col.date("When.")]
    stage: Annotated[str, col.choice("What befell it.", STAGES)]
    by: Annotated[tuple[str, ...], col.reference_list("Who did it.", "actors")]
    source_ids: Annotated[tuple[str, ...], col.reference_list("Sources.", "sources")]
    note: Annotated[str, col.text("What to know about it.", empty=True)]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class MaritimeClaim(Sourced):
    """The sea as one state sees it, from `valid_from` until before `valid_to`."""

    claim_id: Annotated[str, col.key("Names the claim for good.")]
    claimant: Annotated[
        str, col.match("The state, lower-case.", r"[a-z]+", Text("fault.cells.word"))
    ]
    name_en: Annotated[str, col.text("English name.")]
    name_ar: Annotated[str, col.text("Arabic name.")]
    valid_from: Annotated[dt.date, col.day("First day on which it was claimed.")]
    valid_to: Annotated[
        dt.date | None,
        col.day("First day after it; empty: no later record.", empty=True),
    ]
    own: Annotated[
        str,
        col.match(
            "Coast from which it is measured, as in a recipe.",
            COAST,
            Text("fault.cells.coast"),
        ),
    ]
    accepted_own: Annotated[
        str,
        col.match(
            "Coast from which others hold that it is to be measured, where they "
            "reject `own`; empty: the same.",
            COAST,
            Text("fault.cells.coast"),
            empty=True,
        ),
    ]
    against: Annotated[
        str,
        col.match(
            "Coasts to which it yields where they are nearer.",
            COAST,
            Text("fault.cells.coast"),
            empty=True,
        ),
    ]
    ring_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "Lines that, joined in this order and closed, bound it.",
            "maritime_lines",
            empty=True,
        ),
    ]
    bound_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "Lines that stand in for equidistance as far as they go.",
            "maritime_lines",
            empty=True,
        ),
    ]
    leaves: Annotated[
        str,
        col.match(
            "Territorial seas left to others, as `greece 6; cyprus 12` (nm).",
            r"[a-z]+ \d+(?:; [a-z]+ \d+)*",
            Text("fault.cells.seas"),
            empty=True,
        ),
    ]
    confidence: Annotated[
        str,
        col.choice(
            "`high`: its bounds are published; `medium`: its method is; `low`: "
            "part of its bounds is a guess.",
            CONFIDENCES,
        ),
    ]
    source_ids: Annotated[tuple[str, ...], col.reference_list("Sources.", "sources")]
    note: Annotated[str, col.text("By what method it is drawn, and what to know.")]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


TABLES: dict[str, col.Table] = {
    "maritime_lines": col.Table("One row is one line at sea.", MaritimeLine),
    "maritime_points": col.Table(
        "One row is one turning point of a line.", MaritimePoint
    ),
    "maritime_stages": col.Table(
        "One row is one step in the life of a line that is of no agreement, or one "
        "objection to it. The life of any other line stands in "
        "`agreement_stages.csv`.",
        MaritimeStage,
    ),
    "maritime_claims": col.Table(
        "One row is the sea as one state sees it, for a time.", MaritimeClaim
    ),
}

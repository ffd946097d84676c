"""Types of what is known of lines, claims and disputes at sea."""

from typing import TypedDict


class PointFact(TypedDict):
    """A point of a line, see `geo.sea.plain.as_point`."""

    label: str
    lat_dms: str
    lon_dms: str
    lat: float
    lon: float
    origin: str
    datum: str
    error_km: float


class BasePointFact(TypedDict):
    """A point of a coast from which a median is measured."""

    lon: float
    lat: float
    state: str
    place: str
    place_ar: str


# Written as a call, for `from` is no name of an attribute.
StretchFact = TypedDict(
    "StretchFact",
    {
        "from": list[float],
        "to": list[float],
        "length_nm": float,
        "distance_nm": float,
        "base": list[BasePointFact],
    },
)
"""A stretch of a median (its ends as lon, lat in WGS84) with its base points."""


class StageFact(TypedDict):
    """A step of a line's life; its date may be a month or a year."""

    stage_id: str
    date: str
    stage: str
    by: str
    by_ar: str
    actor_ids: list[str]
    note: str
    note_ar: str
    source_ids: list[str]


class Life(TypedDict):
    """The name of a fact, and the half-open time in which it was so (ISO days)."""

    name_en: str
    valid_from: str
    valid_to: str | None


class Steps(TypedDict):
    """The steps of a line's life; of these, the objections, and who opposed."""

    opposed_by: str
    objections: list[StageFact]
    stages: list[StageFact]


class LineProperties(Steps):
    """What is known of a line."""

    basis: str
    role: str
    claimants: str
    between: list[str]
    construction: str
    recipe: str
    line_type: str
    datum: str
    error_km: float
    length_nm: float
    length_km: float
    km2: int | None
    points: list[PointFact]
    base_points: list[StretchFact]
    note: str
    note_ar: str


class LineFact(Life, LineProperties):
    """A line with its id, name, days and sources."""

    id: str
    source_ids: list[str]


class ClaimProperties(TypedDict):
    """What is known of a state's claim."""

    claimant: str
    own: str
    accepted_own: str | None
    against: str
    line_ids: list[str]
    leaves: str
    km2: int | None
    accepted_km2: int | None
    confidence: str
    note: str
    note_ar: str


class ClaimFact(Life, ClaimProperties):
    """A claim with its id, name and days."""

    id: str


class LineBehind(TypedDict):
    """A line on which a claim rests."""

    id: str
    name_en: str
    name_ar: str
    basis: str


class InstrumentsFact(TypedDict):
    """What one side of a dispute rests on."""

    claimant: str
    claim_id: str
    since: str
    note: str
    note_ar: str
    lines: list[LineBehind]
    source_ids: list[str]


class DisputeProperties(TypedDict):
    """What is known of disputed water."""

    pair: list[str]
    claim_ids: list[str]
    km2: int
    instruments: list[InstrumentsFact]
    confidence: str


class DisputeFact(Life, DisputeProperties):
    """Disputed water with its days."""


class Facts(TypedDict):
    """What is known, by layer; as their features have it, or worked out."""

    maritime_lines: list[LineFact]
    claimed_maritime: list[ClaimFact]
    disputed_maritime: list[DisputeFact]

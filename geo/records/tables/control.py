"""The record tables of who controls what: sources, actors, places and claims."""

import datetime as dt
from typing import Annotated

import attrs

from geo.errors import Text
from geo.records import columns as col
from geo.records.rows import Row, Sourced
from geo.records.tables.agreements import CONFIDENCES, NOTE_AR

CAMPS = ("tripoli", "eastern", "islamic_state", "other")
"""The camps that may hold a place."""

ACTOR_CAMPS = (*CAMPS, "libyan", "foreign", "international")
"""Those, bodies of the Libyan state beside them, foreign states and companies, and
international organisations and courts."""

CONTESTED = "contested"
NO_RECORD = "no-record"
NOBODY = (CONTESTED, NO_RECORD)
STATUSES = ("held", "contested")
PRECISIONS = ("day", "approx", "month", "year")
PLACE_KINDS = (
    "city",
    "town",
    "village",
    "district",
    "air_base",
    "airport",
    "port",
    "oil_terminal",
    "oil_field",
    "refinery",
    "border_crossing",
    "camp",
    "junction",
    "well",
    "bridge",
    "power_station",
)
TOWN_KINDS = ("city", "town", "village", "district", "port")
"""Those of them where people live."""

SOURCE_KINDS = (
    "un",
    "court",
    "treaty",
    "agency",
    "paper",
    "think_tank",
    "ngo",
    "wiki",
    "blog",
    "party",
    "gazetteer",
)
STANCES = ("none", *CAMPS)


@attrs.frozen
class Source(Row):
    """A publication."""

    source_id: Annotated[str, col.key("Names the source for good.")]
    title: Annotated[
        str,
        col.text(
            "Title as published, or as its address spells it where the copy that was"
            " read has none; in [brackets] it describes an untitled piece."
        ),
    ]
    publisher: Annotated[
        str, col.text("Who published it, and after a slash whose text it is.")
    ]
    published: Annotated[str, col.date("When it was published.", empty=True)]
    url: Annotated[str, col.address("Where it was read.")]
    archived: Annotated[
        str,
        col.address(
            "An archived copy of the same page, where an address of one is known.",
            empty=True,
        ),
    ]
    digest: Annotated[
        str,
        col.match(
            "SHA-256 of the file that was read, where it was at hand.",
            r"[0-9a-f]{64}",
            Text("fault.cells.digest"),
            empty=True,
        ),
    ]
    accessed: Annotated[
        str,
        col.date(
            "When we last read it; empty if it was read in part, at a time "
            "nobody noted.",
            empty=True,
        ),
    ]
    language: Annotated[
        str,
        col.match(
            "Language of the text, ISO 639-1.",
            r"[a-z]{2}",
            Text("fault.cells.two_letters"),
        ),
    ]
    kind: Annotated[str, col.choice("What kind of publication.", SOURCE_KINDS)]
    stance: Annotated[str, col.choice("The camp that gains by what it says.", STANCES)]


@attrs.frozen
class Actor(Row):
    """Whoever holds places, agrees, backs others or rules on them."""

    actor_id: Annotated[str, col.key("Names the actor for good.")]
    name_en: Annotated[str, col.text("English name.")]
    name_ar: Annotated[str, col.text("Arabic name.")]
    other_names: Annotated[
        str,
        col.text(
            "Other names and spellings, and those of its leaders and forces by which "
            "people call it, separated by ;",
            empty=True,
        ),
    ]
    camp: Annotated[
        str,
        col.choice(
            "The camp that it belongs to; `libyan`: a body of the Libyan state, a "
            "town or a community in neither camp. Only the first four hold "
            "places.",
            ACTOR_CAMPS,
        ),
    ]
    valid_from: Annotated[
        str,
        col.date(
            "When it came into being, or began to side so; empty only where it "
            "holds no places and is older than what it appears in.",
            empty=True,
        ),
    ]
    valid_to: Annotated[
        str, col.date("When it ended, or ceased to side so.", empty=True)
    ]
    successor: Annotated[
        str, col.reference("Who took over what it had agreed to.", "actors", empty=True)
    ]
    note: Annotated[str, col.text("What to know about it.", empty=True)]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class Place(Sourced):
    """A place on the map, and where it lies."""

    place_id: Annotated[str, col.key("Names the place for good.")]
    name_en: Annotated[str, col.text("English name.")]
    name_ar: Annotated[str, col.text("Arabic name.")]
    other_names: Annotated[str, col.text("Other spellings, separated by ;", empty=True)]
    kind: Annotated[str, col.choice("What kind of place.", PLACE_KINDS)]
    lat: Annotated[float, col.number("Latitude, WGS84.", -90, 90, "degrees north")]
    lon: Annotated[float, col.number("Longitude, WGS84.", -180, 180, "degrees east")]
    location_accuracy_km: Annotated[
        float, col.number("How far off the coordinate may be.", 0, 50, "km")
    ]
    geonames_id: Annotated[
        int | None, col.count("Id in GeoNames.", 1, 10**9, "GeoNames id", empty=True)
    ]
    population: Annotated[
        int | None,
        col.count("Inhabitants by GeoNames.", 0, 10**7, "persons", empty=True),
    ]
    inherits: Annotated[
        str,
        col.choice(
            "`yes`: no claims of its own; it takes the state of the nearest place "
            "with claims in its district.",
            ("yes", "no"),
        ),
    ]
    source_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "Sources of the coordinate, or of what the place was put by, as the "
            "note says; empty if there is none.",
            "sources",
            empty=True,
        ),
    ]
    note: Annotated[str, col.text("What to know about it.", empty=True)]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class Claim(Sourced):
    """Who held a place from `start` until before `end`."""

    claim_id: Annotated[str, col.key("Names the claim for good.")]
    place_id: Annotated[str, col.reference("The place.", "places")]
    actor_id: Annotated[
        str,
        col.reference(
            "Who held it; `contested` where nobody did, or it was split; "
            "`no-record` where nothing is known.",
            "actors",
        ),
    ]
    parties: Annotated[
        tuple[str, ...],
        col.reference_list(
            "Of a `contested` claim those between whom it lay (two at least); "
            "else who attacked, where known.",
            "actors",
            empty=True,
        ),
    ]
    status: Annotated[
        str,
        col.choice(
            "`contested` beside a holder: it keeps the place under attack.",
            STATUSES,
        ),
    ]
    start: Annotated[dt.date, col.day("First day of this state.")]
    end: Annotated[
        dt.date | None,
        col.day(
            "First day after it; empty: no later record, which is not 'until today'.",
            empty=True,
        ),
    ]
    start_precision: Annotated[
        str,
        col.choice(
            "How sure `start` is; `approx` is within about two weeks.",
            PRECISIONS,
        ),
    ]
    last_seen: Annotated[
        dt.date, col.day("Last day for which a source shows this state.")
    ]
    confidence: Annotated[
        str,
        col.choice(
            "`high`: two independent sources or a strong neutral one; `low`: "
            "inferred from a wider area or a single weak source.",
            CONFIDENCES,
        ),
    ]
    source_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "Sources; only a `no-record` row may have none.",
            "sources",
            empty=True,
        ),
    ]
    note: Annotated[str, col.text("The evidence in a sentence or two.")]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class Route(Sourced):
    """A road with a name, from place to place."""

    route_id: Annotated[str, col.key("Names the road for good.")]
    name_en: Annotated[str, col.text("English name.")]
    name_ar: Annotated[str, col.text("Arabic name.")]
    place_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "The places along it, two at least, in order; the map draws it from each "
            "to the next, straight or, where that is no land, the shortest way on it.",
            "places",
        ),
    ]
    source_ids: Annotated[
        tuple[str, ...], col.reference_list("Sources that name the road.", "sources")
    ]
    note: Annotated[str, col.text("What to know about it.", empty=True)]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


@attrs.frozen
class FrontName(Sourced):
    """What a line between two camps is called, over a time."""

    front_id: Annotated[str, col.key("Names the line for good.")]
    name_en: Annotated[str, col.text("English name.")]
    name_ar: Annotated[str, col.text("Arabic name.")]
    place_ids: Annotated[
        tuple[str, ...],
        col.reference_list(
            "The places on both its sides: a line between two of them has the name.",
            "places",
        ),
    ]
    valid_from: Annotated[dt.date, col.day("First day on which it is called so.")]
    valid_to: Annotated[
        dt.date | None,
        col.day("First day after it; empty: no later record.", empty=True),
    ]
    source_ids: Annotated[
        tuple[str, ...], col.reference_list("Sources that name it.", "sources")
    ]
    note: Annotated[str, col.text("What to know about it.", empty=True)]
    note_ar: Annotated[str, col.text(NOTE_AR, empty=True)] = ""


TABLES: dict[str, col.Table] = {
    "sources": col.Table(
        "One row is one publication; the same address or article stands once.", Source
    ),
    "actors": col.Table(
        "One row is one actor: an armed or political force, a body, a court, a state, "
        "an organisation or a company; `contested` and `no-record` are no actors and "
        "need no row.",
        Actor,
    ),
    "places": col.Table(
        "One row is one place; the map has one cell around each.", Place
    ),
    "control": col.Table(
        "One row is one claim: who held a place from `start` until before `end`.", Claim
    ),
    "routes": col.Table(
        "One row is one road: ground along it, between two places, counts as near.",
        Route,
    ),
    "front_names": col.Table(
        "One row is one name of a line between two camps, over a time.", FrontName
    ),
}

"""Every record table, declared once.

The checks (pandera), the references between tables and the codebook in
``data/README.md`` all come from the declarations below.
"""

import pandas as pd

from geo.records import columns as col
from geo.records.tables import agreements as chronicle
from geo.records.tables import sea as sea_tables

CAMPS = ("tripoli", "eastern", "islamic_state", "other")
"""The camps that may hold a place."""

ACTOR_CAMPS = (*CAMPS, "libyan", "foreign", "international")
"""Those, bodies of the Libyan state beside them, foreign states and companies, and
international organisations and courts."""

CONTESTED = "contested"
NO_RECORD = "no-record"
NOBODY = (CONTESTED, NO_RECORD)
STATUSES = ("held", "contested")
CONFIDENCES = chronicle.CONFIDENCES
LAYERS = chronicle.LAYERS
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


TABLES: dict[str, col.Table] = {
    "sources": col.table(
        "One row is one publication; the same address or article stands once.",
        {
            "source_id": col.key("Names the source for good."),
            "title": col.text(
                "Title as published; in [brackets] it describes an untitled piece."
            ),
            "publisher": col.text(
                "Who published it, and after a slash whose text it is."
            ),
            "published": col.date("When it was published.", empty=True),
            "url": col.address("Where it was read."),
            "accessed": col.date(
                "When we last read it; empty if it was read in part, at a time "
                "nobody noted.",
                empty=True,
            ),
            "language": col.match(
                "Language of the text, ISO 639-1.",
                r"[a-z]{2}",
                "two lower-case letters",
            ),
            "kind": col.choice("What kind of publication.", SOURCE_KINDS),
            "stance": col.choice("The camp that gains by what it says.", STANCES),
        },
    ),
    "actors": col.table(
        "One row is one actor: an armed or political force, a body, a court, a state, "
        "an organisation or a company; `contested` and `no-record` are no actors and "
        "need no row.",
        {
            "actor_id": col.key("Names the actor for good."),
            "name_en": col.text("English name."),
            "name_ar": col.text("Arabic name."),
            "camp": col.choice(
                "The camp that it belongs to; `libyan`: a body of the Libyan state, a "
                "town or a community in neither camp. Only the first four hold "
                "places.",
                ACTOR_CAMPS,
            ),
            "valid_from": col.date(
                "When it came into being, or began to side so; empty only where it "
                "holds no places and is older than what it appears in.",
                empty=True,
            ),
            "valid_to": col.date("When it ended, or ceased to side so.", empty=True),
            "successor": col.reference(
                "Who took over what it had agreed to.", "actors", empty=True
            ),
            "note": col.text("What to know about it.", empty=True),
        },
    ),
    "places": col.table(
        "One row is one place; the map has one cell around each.",
        {
            "place_id": col.key("Names the place for good."),
            "name_en": col.text("English name."),
            "name_ar": col.text("Arabic name."),
            "other_names": col.text("Other spellings, separated by ;", empty=True),
            "kind": col.choice("What kind of place.", PLACE_KINDS),
            "lat": col.number("Latitude, WGS84.", -90, 90, "degrees north"),
            "lon": col.number("Longitude, WGS84.", -180, 180, "degrees east"),
            "location_accuracy_km": col.number(
                "How far off the coordinate may be.", 0, 50, "km"
            ),
            "geonames_id": col.count(
                "Id in GeoNames.", 1, 10**9, "GeoNames id", empty=True
            ),
            "population": col.count(
                "Inhabitants by GeoNames.", 0, 10**7, "persons", empty=True
            ),
            "inherits": col.choice(
                "`yes`: no claims of its own; it takes the state of the nearest place "
                "with claims in its district.",
                ("yes", "no"),
            ),
            "source_ids": col.reference_list(
                "Sources of the coordinate, or of what the place was put by, as the "
                "note says; empty if there is none.",
                "sources",
                empty=True,
            ),
            "note": col.text("What to know about it.", empty=True),
        },
    ),
    "control": col.table(
        "One row is one claim: who held a place from `start` until before `end`.",
        {
            "claim_id": col.key("Names the claim for good."),
            "place_id": col.reference("The place.", "places"),
            "actor_id": col.reference(
                "Who held it; `contested` where nobody did, or it was split; "
                "`no-record` where nothing is known.",
                "actors",
            ),
            "parties": col.reference_list(
                "Of a `contested` claim those between whom it lay (two at least); "
                "else who attacked, where known.",
                "actors",
                empty=True,
            ),
            "status": col.choice(
                "`contested` beside a holder: it keeps the place under attack.",
                STATUSES,
            ),
            "start": col.day("First day of this state."),
            "end": col.day(
                "First day after it; empty: no later record, which is not "
                "'until today'.",
                empty=True,
            ),
            "start_precision": col.choice(
                "How sure `start` is; `approx` is within about two weeks.",
                PRECISIONS,
            ),
            "last_seen": col.day("Last day for which a source shows this state."),
            "confidence": col.choice(
                "`high`: two independent sources or a strong neutral one; `low`: "
                "inferred from a wider area or a single weak source.",
                CONFIDENCES,
            ),
            "source_ids": col.reference_list(
                "Sources; only a `no-record` row may have none.",
                "sources",
                empty=True,
            ),
            "note": col.text("The evidence in a sentence or two."),
        },
    ),
    **sea_tables.TABLES,
    **chronicle.TABLES,
}


def references(table: str) -> list[tuple[str, str]]:
    """Return which columns of a table hold ids of another.

    Parameters
    ----------
    table : str
        Name of a table in `TABLES`.

    Returns
    -------
    list of (column, table referred to)
    """
    return [
        (name, column.metadata["references"])
        for name, column in TABLES[table].columns.items()
        if column.metadata.get("references")
    ]


def key_of(table: str) -> str:
    """Return the column that names a row of a table, or an empty text."""
    columns = TABLES[table].columns
    return next((name for name, column in columns.items() if column.unique), "")


def typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a table with the types that its columns are declared to have.

    Parameters
    ----------
    table : str
        Name of a table in `TABLES`.
    frame : pandas.DataFrame
        Any of its columns as text, every cell as declared.

    Returns
    -------
    pandas.DataFrame
        Lists as tuples, numbers as floats, days as ``datetime64``; an empty number or
        day is ``NaN`` or ``NaT``. Dates of any precision stay text.
    """
    frame = frame.copy()
    for name in frame.columns:
        kind = TABLES[table].columns[name].metadata["type"]
        if kind == "list":
            frame[name] = [tuple(col.split_list(cell)) for cell in frame[name]]
        elif kind == "number":
            frame[name] = pd.to_numeric(frame[name]).astype(float)
        elif kind == "day":
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    return frame


def codebook() -> str:
    """Return the codebook of all tables as Markdown."""
    parts = []
    for name, table in TABLES.items():
        rows = [f"### `{name}.csv`", "", str(table.description), ""]
        rows += ["| column | meaning | value |", "|---|---|---|"]
        for column_name, column in table.columns.items():
            expected = column.metadata["expected"]
            if column.metadata.get("references"):
                expected += f"; of `{column.metadata['references']}.csv`"
            if column.metadata["empty"]:
                expected += "; may be empty"
            if column.unique:
                expected += "; unique"
            rows.append(f"| `{column_name}` | {column.description} | {expected} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"

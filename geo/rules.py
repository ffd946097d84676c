"""The rules that rows keep among each other, beyond what each cell may hold."""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urlsplit

import pandas as pd

from geo import base, schema
from geo.columns import split_list
from geo.dates import parse_span
from geo.errors import Fault

SPAN_START = dt.date(2014, 5, 16)
"""First day on the map: the launch of Operation Dignity in Benghazi."""

FIRST_ROW = 2
"""Row of a table's first record, as a spreadsheet numbers it."""

SAME_SPOT_M = 150.0
LEAST_ROWS = {"places": 2, "control": 1}
DRAWN_LINE_TYPES = ("geodesic", "unknown")
DRAWN_DATUM = "WGS84"


class Tables:
    """The record tables as text, and those of their rows that are sound.

    Parameters
    ----------
    text : dict of str to pandas.DataFrame
        Every table of `geo.schema.TABLES`, all cells text.
    faults : list of Fault
        What is known to be wrong with single cells.
    """

    def __init__(self, text: dict[str, pd.DataFrame], faults: list[Fault]) -> None:
        self.text = text
        self._bad: dict[tuple[str, str], set[int]] = {}
        for fault in faults:
            rows = self._bad.setdefault((fault.file, fault.column), set())
            rows.add(fault.row - FIRST_ROW)

    def typed(self, table: str, *columns: str) -> pd.DataFrame:
        """Return the rows whose cells in some columns are sound, with their types.

        Parameters
        ----------
        table : str
            Name of the table.
        *columns : str
            The columns wanted.

        Returns
        -------
        pandas.DataFrame
            Those columns; the index is that of the text.
        """
        bad: set[int] = set()
        for column in columns:
            bad |= self._bad.get((f"{table}.csv", column), set())
        frame = self.text[table]
        return schema.typed(table, frame.loc[~frame.index.isin(bad), list(columns)])

    def fault(
        self, table: str, index: int, column: str, expected: str, value: str = ""
    ) -> Fault:
        """Return a fault at a row; the value is the cell's unless given."""
        value = value or str(self.text[table].loc[index, column])
        return Fault(f"{table}.csv", index + FIRST_ROW, column, value, expected)


def broken(tables: Tables) -> list[Fault]:
    """Return every fault against every rule.

    Parameters
    ----------
    tables : Tables

    Returns
    -------
    list of Fault
    """
    return [fault for rule in RULES for fault in rule(tables)]


def nearest(value: str, known: list[str]) -> str:
    """Return a hint which known word was meant."""
    close = difflib.get_close_matches(value, known, n=1, cutoff=0.5)
    if close:
        return f"nearest is {close[0]}"
    return (
        f"use one of {', '.join(known)}" if 0 < len(known) <= 20 else "nothing is near"
    )


def _enough_rows(tables: Tables) -> Iterator[Fault]:
    for name, least in LEAST_ROWS.items():
        rows = len(tables.text[name])
        if rows < least:
            expected = f"needs {least} at least"
            yield Fault(f"{name}.csv", 0, "*", f"{rows} rows", expected)


def _references(tables: Tables) -> Iterator[Fault]:
    """Yield every id that its table does not have."""
    for name in schema.TABLES:
        for column, target in schema.references(name):
            known = set(tables.text[target][schema.key_of(target)])
            if column == "actor_id":
                known |= set(schema.NOBODY)
            for index, cell in tables.text[name][column].items():
                for item in split_list(cell):
                    if item not in known:
                        expected = f"is not in {target}.csv: "
                        expected += nearest(item, sorted(known))
                        yield tables.fault(name, index, column, expected, item)


def _reserved_actors(tables: Tables) -> Iterator[Fault]:
    for actor in tables.typed("actors", "actor_id").itertuples():
        if actor.actor_id in schema.NOBODY:
            expected = "is reserved: it is no actor"
            yield tables.fault("actors", actor.Index, "actor_id", expected)


def _holders(tables: Tables) -> Iterator[Fault]:
    """Yield actors of no camp that stand in a claim, and camps without a beginning."""
    sound = tables.typed("actors", "actor_id", "camp", "valid_from")
    camps = dict(zip(sound["actor_id"], sound["camp"], strict=True))
    for actor in sound.itertuples():
        if actor.camp in schema.CAMPS and actor.valid_from == "":
            expected = "must say when: its camp may hold places"
            yield tables.fault("actors", actor.Index, "valid_from", expected)
    for claim in tables.typed("control", "actor_id", "parties").itertuples():
        for column, ids in (("actor_id", [claim.actor_id]), ("parties", claim.parties)):
            for actor_id in ids:
                if camps.get(actor_id, schema.CAMPS[0]) not in schema.CAMPS:
                    expected = "holds no places: its camp must be one of "
                    expected += ", ".join(schema.CAMPS)
                    yield tables.fault(
                        "control", claim.Index, column, expected, actor_id
                    )


def _lives(tables: Tables) -> Iterator[Fault]:
    """Yield actors and lines that end before they begin."""
    for name in ("actors", "maritime_lines"):
        rows = tables.text[name].loc[tables.typed(name, "valid_from", "valid_to").index]
        both = (rows["valid_from"] != "") & (rows["valid_to"] != "")
        for row in rows[both].itertuples():
            if parse_span(row.valid_to).end <= parse_span(row.valid_from).start:
                expected = "must come after valid_from"
                yield tables.fault(name, row.Index, "valid_to", expected)


def _claims(tables: Tables) -> Iterator[Fault]:
    """Yield what is wrong within one claim."""
    columns = ("actor_id", "parties", "status", "source_ids")
    for claim in tables.typed("control", *columns).itertuples():
        for column, expected in _misfits(claim):
            yield tables.fault("control", claim.Index, column, expected)
    for claim in tables.typed("control", "start", "end", "last_seen").itertuples():
        if claim.end <= claim.start:
            expected = "must come after start"
            yield tables.fault("control", claim.Index, "end", expected)
        elif claim.last_seen < claim.start or claim.last_seen > claim.end:
            expected = "must lie from start to end"
            yield tables.fault("control", claim.Index, "last_seen", expected)


def _misfits(claim: Any) -> Iterator[tuple[str, str]]:
    """Yield the columns of a claim that do not go together, and what would."""
    if claim.actor_id == schema.NO_RECORD:
        if claim.status != "held":
            yield "status", "must be held: nothing is known"
        if claim.parties:
            yield "parties", "must be empty: nothing is known"
        return
    if not claim.source_ids:
        yield "source_ids", "a claim needs a source at least"
    if claim.actor_id == schema.CONTESTED:
        if claim.status != "contested":
            yield "status", "must be contested: nobody held it"
        if len(claim.parties) < 2:
            yield "parties", "must name two parties at least"
    elif claim.actor_id in claim.parties:
        yield "parties", "must not name the holder itself"


_STATE = ("actor_id", "status", "parties")


def _own_side_alone(tables: Tables) -> Iterator[Fault]:
    """Yield claims that rest on the holder's own side alone and are not low."""
    stances = tables.typed("sources", "source_id", "stance")
    stance = dict(zip(stances["source_id"], stances["stance"], strict=True))
    actors = tables.typed("actors", "actor_id", "camp")
    camp = dict(zip(actors["actor_id"], actors["camp"], strict=True))
    columns = ("actor_id", "source_ids", "confidence")
    for claim in tables.typed("control", *columns).itertuples():
        sides = {stance.get(source_id) for source_id in claim.source_ids}
        if claim.confidence != "low" and sides == {camp.get(claim.actor_id, "nobody")}:
            expected = "must be low: all its sources gain by it; add another"
            yield tables.fault("control", claim.Index, "confidence", expected)


def _claims_over_time(tables: Tables) -> Iterator[Fault]:
    """Yield claims of one place that overlap, leave a gap, or say the same twice."""
    control = tables.typed("control", "place_id", "start", "end", *_STATE)
    control["claim_id"] = tables.text["control"]["claim_id"]
    sizes = tables.text["control"].groupby("place_id").size()
    control = control.sort_values("start", kind="stable")
    for place_id, claims in control.groupby("place_id"):
        if len(claims) != sizes[place_id]:
            continue
        ordered = list(claims.itertuples())
        first, last = ordered[0], ordered[-1]
        if first.start.date() != SPAN_START:
            expected = f"the first claim of {place_id} must start on {SPAN_START}; "
            expected += "before the first record write a no-record row"
            yield tables.fault("control", first.Index, "start", expected)
        for earlier, later in pairwise(ordered):
            for column, expected in _seam(earlier, later):
                yield tables.fault("control", later.Index, column, expected)
        if not pd.isna(last.end):
            expected = f"the last claim of {place_id} must have no end"
            yield tables.fault("control", last.Index, "end", expected)


def _seam(earlier: Any, later: Any) -> Iterator[tuple[str, str]]:
    """Yield what is wrong where one claim follows another."""
    if pd.isna(earlier.end) or later.start < earlier.end:
        yield "start", f"overlaps {earlier.claim_id}: must start on its end"
    elif later.start > earlier.end:
        yield "start", f"leaves a gap after {earlier.claim_id}: write a no-record row"
    elif _state(earlier) == _state(later):
        yield "actor_id", f"same state as {earlier.claim_id}: let that one run on"


def _state(claim: Any) -> tuple[object, ...]:
    return claim.actor_id, claim.status, frozenset(claim.parties)


def _claimed_places(tables: Tables) -> Iterator[Fault]:
    claimed = set(tables.text["control"]["place_id"])
    for place in tables.typed("places", "place_id", "inherits").itertuples():
        has_claims = place.place_id in claimed
        if place.inherits == "no" and not has_claims:
            expected = "must be yes: it has no claims"
        elif place.inherits == "yes" and has_claims:
            expected = "must be no: it has claims"
        else:
            continue
        yield tables.fault("places", place.Index, "inherits", expected)


def _actor_spans(tables: Tables) -> Iterator[Fault]:
    """Yield claims for an actor before it began or after it ended."""
    sound = tables.typed("actors", "actor_id", "valid_from", "valid_to")
    lives = {
        actor.actor_id: (actor.valid_from, actor.valid_to)
        for actor in sound.itertuples()
    }
    for claim in tables.typed("control", "actor_id", "start", "end").itertuples():
        begun, ended = lives.get(claim.actor_id, ("", ""))
        if begun and claim.start.date() < parse_span(begun).start:
            expected = f"{claim.actor_id} begins in {begun}"
            yield tables.fault("control", claim.Index, "start", expected)
        if not ended:
            continue
        if pd.isna(claim.end) or claim.end.date() > parse_span(ended).end:
            expected = f"{claim.actor_id} ends in {ended}"
            yield tables.fault("control", claim.Index, "end", expected)


def _places_in_libya(tables: Tables) -> Iterator[Fault]:
    places = tables.typed("places", "lat", "lon")
    points = base.project_points(list(places["lon"]), list(places["lat"]))
    for index, metres in zip(places.index, base.outside_by(points), strict=True):
        if metres > base.OUTLINE_TOLERANCE_M:
            expected = f"lies {metres / 1000:.0f} km outside Libya: check lat and lon"
            yield tables.fault("places", index, "lat", expected)


def _same_places(tables: Tables) -> Iterator[Fault]:
    expected = "stands twice: one row a place"
    for column in ("name_en", "geonames_id"):
        known = tables.text["places"][column].str.lower()
        known = known[known != ""]
        for index in known.index[known.duplicated()]:
            yield tables.fault("places", index, column, expected)
    places = tables.typed("places", "lat", "lon")
    points = base.project_points(list(places["lon"]), list(places["lat"]))
    left, right = points.sindex.query(points, "dwithin", distance=SAME_SPOT_M)
    for i, j in sorted(zip(left.tolist(), right.tolist(), strict=True)):
        if i < j:
            other = tables.text["places"]["place_id"].loc[places.index[i]]
            expected = f"same spot as {other}: one row a place"
            yield tables.fault("places", places.index[j], "lat", expected)


_TRACKING = re.compile(r"(?:utm_\w+|origin|noamp|hpt)=.*")


def normal_url(url: str) -> str:
    """Return an address without what does not change the page it names.

    Parameters
    ----------
    url : str
        A web address.

    Returns
    -------
    str
        Host, path and query without scheme, mobile prefix, tracking and fragment.
    """
    parts = urlsplit(url)
    host = re.sub(r"^(?:www|m|amp)\.", "", parts.netloc.lower())
    query = [q for q in parts.query.split("&") if q and not _TRACKING.fullmatch(q)]
    path = unquote(parts.path).rstrip("/").lower()
    return host + path + ("?" + "&".join(query) if query else "")


def _same_sources(tables: Tables) -> Iterator[Fault]:
    expected = "stands twice: one row a publication"
    urls = tables.typed("sources", "url")["url"].map(normal_url)
    for index in urls.index[urls.duplicated()]:
        yield tables.fault("sources", index, "url", expected)
    sources = tables.text["sources"]
    articles = sources[sources["published"] != ""]
    articles = articles[["title", "publisher", "published"]]
    same = articles.apply(lambda column: column.str.lower()).duplicated()
    for index in articles.index[same]:
        yield tables.fault("sources", index, "title", expected)


def _drawable_lines(tables: Tables) -> Iterator[Fault]:
    """Yield lines that cannot be drawn where they are."""
    points = tables.typed("maritime_points", "line_id", "seq")
    for index in points.index[points.duplicated()]:
        expected = "stands twice in its line"
        yield tables.fault("maritime_points", index, "seq", expected)
    sizes = tables.text["maritime_points"]["line_id"].value_counts()
    columns = ("line_id", "datum", "line_type")
    for line in tables.typed("maritime_lines", *columns).itertuples():
        if sizes.get(line.line_id, 0) < 2:
            expected = "needs two rows at least in maritime_points.csv"
            yield tables.fault("maritime_lines", line.Index, "line_id", expected)
        if line.datum != DRAWN_DATUM:
            expected = f"only {DRAWN_DATUM} can be drawn: convert the points"
            yield tables.fault("maritime_lines", line.Index, "datum", expected)
        if line.line_type not in DRAWN_LINE_TYPES:
            expected = "only geodesics can be drawn: use geodesic or unknown"
            yield tables.fault("maritime_lines", line.Index, "line_type", expected)


RULES: tuple[Callable[[Tables], Iterator[Fault]], ...] = (
    _enough_rows,
    _references,
    _reserved_actors,
    _holders,
    _lives,
    _claims,
    _own_side_alone,
    _claims_over_time,
    _claimed_places,
    _actor_spans,
    _places_in_libya,
    _same_places,
    _same_sources,
    _drawable_lines,
)

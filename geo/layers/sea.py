"""Features of the sea: lines, the water of each claim, and disputed water."""

import datetime as dt
from collections.abc import Iterator

import shapely

from geo.control import cells as control_cells
from geo.layers import shapes
from geo.layers.feature import (
    Feature,
    Life,
    as_feature,
    in_common,
    names_between,
    of_layer,
)
from geo.records.read import Records
from geo.records.rows import names_of
from geo.sea import Sea, state_names
from geo.style.layers import CLAIMED, DISPUTED, LINES_AT_SEA


def features(
    records: Records, published_on: dict[str, dt.date]
) -> Iterator[tuple[str, Feature]]:
    """Yield the features of the sea, each after the name of its layer."""
    sea = Sea(records)
    yield from of_layer(CLAIMED, _claims(records, sea, published_on))
    yield from of_layer(DISPUTED, _disputes(records, sea, published_on))
    yield from of_layer(LINES_AT_SEA, _lines(records, sea, published_on))


def _lines(
    records: Records, sea: Sea, published_on: dict[str, dt.date]
) -> Iterator[Feature]:
    """Yield each line at sea that is drawn."""
    newest = control_cells.span_of_map(records)[1]
    for line in sea.shown_lines():
        life = Life(line.valid_from, line.valid_to, newest)
        names = names_of(line)
        yield as_feature(
            shapely.transform(sea.lines[line.line_id].shape, lambda xy: xy.round(6)),
            **in_common(line.line_id, life, names, line.source_ids, published_on),
            **sea.line(line.line_id),
        )


def _claims(
    records: Records, sea: Sea, published_on: dict[str, dt.date]
) -> Iterator[Feature]:
    """Yield the water of each claim."""
    newest = control_cells.span_of_map(records)[1]
    for claim in records.maritime_claims:
        life = Life(claim.valid_from, claim.valid_to, newest)
        names = names_of(claim)
        yield as_feature(
            shapes.light(sea.waters[claim.claim_id]),
            **in_common(claim.claim_id, life, names, claim.source_ids, published_on),
            **sea.claim(claim.claim_id),
        )


def _disputes(
    records: Records, sea: Sea, published_on: dict[str, dt.date]
) -> Iterator[Feature]:
    """Yield the water that two claims share, for each pair of claims."""
    newest = control_cells.span_of_map(records)[1]
    claim_of = records.maritime_claim_of
    for overlap in sea.overlaps:
        sides = [claim_of[i] for i in (overlap.first, overlap.second)]
        names = [state_names(side.claimant) for side in sides]
        common = in_common(
            f"{overlap.first}.{overlap.second}",
            Life(overlap.valid_from, overlap.valid_to, newest),
            names_between(names),
            sorted({i for side in sides for i in side.source_ids}),
            published_on,
        )
        # A dispute is known when the later of its two claims is; one whose sources
        # bear no date, from the day it was made.
        since = []
        for side in sides:
            dates = [
                published_on[i]
                for i in sea.sources_behind(side.claim_id)
                if i in published_on
            ]
            later = [date for date in dates if date >= side.valid_from]
            since.append(min(later, default=side.valid_from))
        common["known_from"] = max(since).isoformat()
        yield as_feature(
            shapes.light(overlap.shape, shapes.DISPUTED_DEGREES),
            **common,
            **sea.dispute(overlap),
        )

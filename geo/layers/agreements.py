"""Features of what happened: agreements while their standing lasts, and events."""

import datetime as dt
from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from geo import agreements, ground
from geo.control import cells as control_cells
from geo.layers import shapes
from geo.layers.feature import DAY, Feature, Life, as_feature, in_common, of_layer
from geo.records.read import Records
from geo.records.rows import names_of, texts_of
from geo.style.layers import AGREEMENTS, EVENTS

COUNTRY_DEGREES = 0.02
"""How far the outline that stands for the country may stray from the drawn one."""


def features(
    records: Records, drawn: dict[str, BaseGeometry], published_on: dict[str, dt.date]
) -> Iterator[tuple[str, Feature]]:
    """Yield the features of agreements and events, each after the name of its layer.

    Parameters
    ----------
    records : geo.records.read.Records
    drawn : dict of str to shapely geometry
        Lines at sea by their ids.
    published_on : dict of str to datetime.date
        As `geo.records.known.known_from` returns it.
    """
    yield from of_layer(AGREEMENTS, _periods(records, drawn, published_on))
    yield from of_layer(EVENTS, _events(records, published_on))


def _periods(
    records: Records,
    drawn: dict[str, BaseGeometry],
    published_on: dict[str, dt.date],
) -> Iterator[Feature]:
    """Yield each agreement for each time over which its statuses did not change."""
    newest = control_cells.span_of_map(records)[1]
    lives = agreements.lives(records)
    scopes = _scopes(records, drawn)
    for row in records.agreements:
        for period in lives[row.agreement_id].periods():
            if period.over:
                continue
            last_day = period.end - DAY if period.end else newest
            stage_ids = [status.stage_id for status in period.statuses]
            stages = (records.stage_of[stage_id] for stage_id in stage_ids)
            cited = (i for stage in stages for i in stage.source_ids)
            yield as_feature(
                scopes[row.agreement_id],
                **in_common(
                    f"{row.agreement_id}.{period.start}",
                    Life(period.start, period.end, last_day),
                    names_of(row),
                    dict.fromkeys(cited),
                    published_on,
                ),
                agreement_id=row.agreement_id,
                kind=row.kind,
                parties=list(row.parties),
                statuses=[status.as_json() for status in period.statuses],
                opposed_by=list(agreements.opponents(period.statuses)),
                stage_ids=list(dict.fromkeys(stage_ids)),
                scope=row.scope,
                note=row.note,
                note_ar=row.note_ar,
            )


def _scopes(
    records: Records, drawn: dict[str, BaseGeometry]
) -> dict[str, BaseGeometry]:
    """Return where each agreement applies, or stands on the map."""
    areas = ground.areas().set_index("area_id")["geometry"]
    country = shapely.set_precision(ground.libya().simplify(COUNTRY_DEGREES), 1e-5)
    country = shapely.orient_polygons(country, exterior_cw=False)
    scopes: dict[str, BaseGeometry] = {}
    for row in records.agreements:
        shape = country
        if row.scope == "point":
            shape = shapes.point(row)
        elif row.scope == "line":
            shape = drawn[row.line_id]
        elif row.scope == "area":
            shape = areas[row.area_id]
        scopes[row.agreement_id] = shape
    return scopes


def _events(records: Records, published_on: dict[str, dt.date]) -> Iterator[Feature]:
    """Yield each event."""
    for event in records.events:
        life = Life(event.start, event.end, event.end - DAY)
        names = texts_of(event, "title")
        yield as_feature(
            shapes.point(records.place_of[event.place_id] if event.place_id else event),
            **in_common(event.event_id, life, names, event.source_ids, published_on),
            kind=event.kind,
            place_id=event.place_id or None,
            claim_ids=list(event.claim_ids),
            stage_ids=list(event.stage_ids),
            confidence=event.confidence,
            note=event.note,
            note_ar=event.note_ar,
        )

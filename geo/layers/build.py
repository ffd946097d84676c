"""Turns records into the features of every layer, as GeoJSON has them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import attrs
import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import agreements, ground
from geo.control import cells as control_cells
from geo.control import fronts, kept
from geo.control.holding import Moment, holdings
from geo.layers import shapes
from geo.layers.feature import Feature, Life, as_feature, in_common, names_between
from geo.layers.rows import rows
from geo.records.disputed import disagreement
from geo.records.known import known_from
from geo.records.read import Records
from geo.records.rows import names_of, texts_of
from geo.sea import Sea, state_names
from geo.style.layers import DISAGREEMENTS, LAYER_OF_CAMP, NAMES
from geo.words import LANGUAGES, SOURCE

COUNTRY_DEGREES = 0.02
"""How far the outline that stands for the country may stray from the drawn one."""

DAY = dt.timedelta(days=1)


def features(records: Records) -> dict[str, list[Feature]]:
    """Return the features of every layer.

    Parameters
    ----------
    records : geo.records.read.Records

    Returns
    -------
    dict of str to list of dict
        Layer name to GeoJSON features (RFC 7946) sorted by id, in the order of `NAMES`.
    """
    published_on = known_from(records.sources)
    cells = kept.cells(records.places)
    of_place = control_cells.spells(records)
    built: dict[str, list[Feature]] = {name: [] for name in NAMES}
    for layer, feature in _held(records, cells, of_place, published_on):
        built[layer].append(feature)
    built["front_lines"] += _fronts(records, cells, of_place, published_on)
    built["routes"] += _routes(records, published_on)
    built["places"] += _places(records, published_on)
    built[DISAGREEMENTS] += _disagreements(records, of_place, published_on)
    sea = Sea(records)
    built["claimed_maritime"] += _claimed_maritime(records, sea, published_on)
    built["disputed_maritime"] += _disputed_maritime(records, sea, published_on)
    built["maritime_lines"] += _maritime_lines(records, sea, published_on)
    drawn = {
        line["properties"]["id"]: shapely.geometry.shape(line["geometry"])
        for line in built["maritime_lines"]
    }
    built["agreements"] += _agreements(records, drawn, published_on)
    built["events"] += _events(records, published_on)
    for name in NAMES:
        built[name].sort(key=lambda feature: feature["properties"]["id"])
    return built


def _first_day(moment: Moment | None) -> str | None:
    return None if moment is None else moment.day.isoformat()


@attrs.frozen
class _Cell:
    """A cell of `geo.control.cells.cells`."""

    place_id: str
    nominal: bool
    km2: float
    geometry: BaseGeometry


def _held(
    records: Records,
    cells: gpd.GeoDataFrame,
    of_place: dict[str, list[control_cells.Spell]],
    published_on: dict[str, dt.date],
) -> Iterator[tuple[str, Feature]]:
    """Yield each place's cell for each spell, and the layer it belongs to."""
    for cell in rows(cells, _Cell):
        place = records.place_of[cell.place_id]
        names = names_of(place)
        shape = shapely.orient_polygons(cell.geometry, exterior_cw=False)
        spells = of_place[cell.place_id]
        for spell, holding in zip(spells, holdings(spells), strict=True):
            claim = spell.claim
            life = Life(spell.start, spell.end, claim.last_seen)
            feature_id = _cell_id(cell, spell)
            inherited = claim.place_id != cell.place_id
            on_record = spell.camp != control_cells.NO_RECORD_CAMP
            yield (
                LAYER_OF_CAMP[spell.camp],
                as_feature(
                    shape,
                    **in_common(
                        feature_id, life, names, claim.source_ids, published_on
                    ),
                    place_id=cell.place_id,
                    claim_id=spell.claim_id,
                    camp=spell.camp,
                    actor_id=claim.actor_id,
                    parties=list(claim.parties),
                    status=claim.status if on_record else None,
                    start_precision=claim.start_precision,
                    held_since=_first_day(holding.actor_since),
                    camp_since=_first_day(holding.camp_since),
                    confidence=claim.confidence if on_record else None,
                    nominal=bool(cell.nominal),
                    inherited_from=claim.place_id if inherited else None,
                    km2=cell.km2,
                    note=claim.note,
                    note_ar=claim.note_ar,
                ),
            )


def _cell_id(cell: _Cell, spell: control_cells.Spell) -> str:
    """Return the id of a part of a place's cell during a spell."""
    stem = spell.claim_id
    if spell.claim.place_id != cell.place_id:
        stem = f"{cell.place_id}.{stem}"
    return f"{stem}.nominal" if cell.nominal else stem


def _fronts(
    records: Records,
    cells: gpd.GeoDataFrame,
    of_place: dict[str, list[control_cells.Spell]],
    published_on: dict[str, dt.date],
) -> Iterator[Feature]:
    seen: Counter[str] = Counter()
    for front in fronts.fronts(cells, of_place, records.places):
        for start, end, called in fronts.named(front, records.front_names):
            stem = ".".join([*front.place_ids, start.isoformat()])
            seen[stem] += 1
            feature_id = stem if seen[stem] == 1 else f"{stem}.{seen[stem]}"
            sides = [names_of(records.place_of[i]) for i in front.place_ids]
            met = front.over(start, end)
            claims = [spell.claim for side in met for spell in side]
            cited = {i for claim in claims for i in claim.source_ids}
            last = min(side[-1].claim.last_seen for side in met)
            common = in_common(
                feature_id,
                Life(start, end, min(last, end - DAY) if end else last),
                names_of(called) if called else names_between(sides),
                sorted({*cited, *(called.source_ids if called else ())}),
                published_on,
            )
            yield as_feature(
                front.geometry,
                **common,
                place_ids=front.place_ids,
                claim_ids=[spell.claim_id for side in met for spell in side],
                camps=[side[0].camp for side in met],
                firm=front.firm,
                front_id=called.front_id if called else None,
            )


def _places(records: Records, published_on: dict[str, dt.date]) -> Iterator[Feature]:
    start, newest = control_cells.span_of_map(records)
    life = Life(start, None, newest)
    for place in records.places:
        names = names_of(place)
        yield as_feature(
            shapes.point(place),
            **in_common(place.place_id, life, names, place.source_ids, published_on),
            place_id=place.place_id,
            kind=place.kind,
            population=place.population,
            location_accuracy_km=place.location_accuracy_km,
            inherits=place.inherits == "yes",
        )


def _disagreements(
    records: Records,
    of_place: dict[str, list[control_cells.Spell]],
    published_on: dict[str, dt.date],
) -> Iterator[Feature]:
    """Yield each place while its record follows one account of several."""
    for place_id, spells in of_place.items():
        place = records.place_of[place_id]
        for spell in spells:
            claim = spell.claim
            differ = disagreement(records, claim)
            if differ is None or claim.place_id != place_id:
                continue
            life = Life(spell.start, spell.end, claim.last_seen)
            cited, names = claim.source_ids, names_of(place)
            yield as_feature(
                shapes.point(place),
                **in_common(claim.claim_id, life, names, cited, published_on),
                place_id=place_id,
                claim_id=claim.claim_id,
                actor_id=claim.actor_id,
                named=list(differ.named),
                note=differ.text[SOURCE],
                **{
                    f"note_{code}": differ.text.get(code, "")
                    for code in LANGUAGES
                    if code != SOURCE
                },
            )


def _routes(records: Records, published_on: dict[str, dt.date]) -> Iterator[Feature]:
    start, newest = control_cells.span_of_map(records)
    life = Life(start, None, newest)
    for route in records.routes:
        names = names_of(route)
        stops = [records.place_of[place_id] for place_id in route.place_ids]
        yield as_feature(
            shapely.LineString([shapes.point(place) for place in stops]),
            **in_common(route.route_id, life, names, route.source_ids, published_on),
            place_ids=list(route.place_ids),
            note=route.note,
        )


def _maritime_lines(
    records: Records, sea: Sea, published_on: dict[str, dt.date]
) -> Iterator[Feature]:
    newest = control_cells.span_of_map(records)[1]
    for line in sea.shown_lines():
        life = Life(line.valid_from, line.valid_to, newest)
        names = names_of(line)
        yield as_feature(
            shapely.transform(sea.lines[line.line_id].shape, lambda xy: xy.round(6)),
            **in_common(line.line_id, life, names, line.source_ids, published_on),
            **sea.line(line.line_id),
        )


def _agreements(
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


def _claimed_maritime(
    records: Records, sea: Sea, published_on: dict[str, dt.date]
) -> Iterator[Feature]:
    newest = control_cells.span_of_map(records)[1]
    for claim in records.maritime_claims:
        life = Life(claim.valid_from, claim.valid_to, newest)
        names = names_of(claim)
        yield as_feature(
            shapes.light(sea.waters[claim.claim_id]),
            **in_common(claim.claim_id, life, names, claim.source_ids, published_on),
            **sea.claim(claim.claim_id),
        )


def _disputed_maritime(
    records: Records, sea: Sea, published_on: dict[str, dt.date]
) -> Iterator[Feature]:
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

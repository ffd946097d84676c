"""Features of who controls what: ground, fronts, places, roads, and disagreements."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import attrs
import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control import cached, fronts, roads
from geo.control import cells as control_cells
from geo.control.holding import Moment, holdings
from geo.layers import shapes
from geo.layers.feature import (
    DAY,
    Feature,
    Life,
    as_feature,
    in_common,
    names_between,
    of_layer,
)
from geo.layers.rows import rows
from geo.records.disputed import disagreement
from geo.records.read import Records
from geo.records.rows import names_of
from geo.style.layers import DISAGREEMENTS, FRONTS, LAYER_OF_CAMP, PLACES, ROUTES
from geo.words import LANGUAGES, SOURCE


def features(
    records: Records, published_on: dict[str, dt.date]
) -> Iterator[tuple[str, Feature]]:
    """Yield the features of who controls what, each after the name of its layer."""
    cells = cached.cells(records.places)
    of_place = control_cells.spells(records)
    yield from _held(records, cells, of_place, published_on)
    yield from of_layer(FRONTS, _front_lines(records, cells, of_place, published_on))
    yield from of_layer(ROUTES, _routes(records, published_on))
    yield from of_layer(PLACES, _places(records, published_on))
    yield from of_layer(DISAGREEMENTS, _disagreements(records, of_place, published_on))


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


def _first_day(moment: Moment | None) -> str | None:
    return None if moment is None else moment.day.isoformat()


def _cell_id(cell: _Cell, spell: control_cells.Spell) -> str:
    """Return the id of a part of a place's cell during a spell."""
    stem = spell.claim_id
    if spell.claim.place_id != cell.place_id:
        stem = f"{cell.place_id}.{stem}"
    return f"{stem}.nominal" if cell.nominal else stem


def _front_lines(
    records: Records,
    cells: gpd.GeoDataFrame,
    of_place: dict[str, list[control_cells.Spell]],
    published_on: dict[str, dt.date],
) -> Iterator[Feature]:
    """Yield each front for each span over which it has one name, or none."""
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
    """Yield each place."""
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
    """Yield each road, from place to place."""
    start, newest = control_cells.span_of_map(records)
    life = Life(start, None, newest)
    for route in records.routes:
        names = names_of(route)
        stops = [records.place_of[place_id] for place_id in route.place_ids]
        yield as_feature(
            roads.line([shapes.point(place) for place in stops]),
            **in_common(route.route_id, life, names, route.source_ids, published_on),
            place_ids=list(route.place_ids),
            note=route.note,
        )

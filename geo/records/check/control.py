"""The rules that claims to places keep: one state at a time, without a gap."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import shapely

from geo import ground
from geo.dates import SPAN_START, parse_span
from geo.errors import Fault, Text
from geo.records.check.tables import Rule, Tables
from geo.records.rows import grouped
from geo.records.tables import control as schema
from geo.records.tables.control import Actor, Claim, FrontName, Place, Route, Source

ROAD_OFF_M = 35_000.0
"""So far off the land a straight line between two places on a road may run: the map
leads the road around such a bay, and of a wider one a place on its shore is named."""

STEP_M = 500.0
"""How close to each other the points of such a line are that are looked at."""


def _claims(tables: Tables) -> Iterator[Fault]:
    """Yield what is wrong within one claim."""
    columns = ("actor_id", "parties", "status", "source_ids")
    for index, claim in tables.rows(Claim, *columns):
        for column, expected in _misfits(claim):
            yield tables.fault("control", index, column, expected)
    for index, claim in tables.rows(Claim, "start", "end", "last_seen"):
        end = claim.end or dt.date.max
        if end <= claim.start:
            expected = Text("fault.control.end")
            yield tables.fault("control", index, "end", expected)
        elif not claim.start <= claim.last_seen <= end:
            expected = Text("fault.control.seen")
            yield tables.fault("control", index, "last_seen", expected)


def _misfits(claim: Claim) -> Iterator[tuple[str, Text]]:
    """Yield the columns of a claim that do not go together, and what would."""
    if claim.actor_id == schema.NO_RECORD:
        if claim.status != "held":
            yield "status", Text("fault.control.held")
        if claim.parties:
            yield "parties", Text("fault.control.no_parties")
        return
    if not claim.source_ids:
        yield "source_ids", Text("fault.control.source")
    if claim.actor_id == schema.CONTESTED:
        if claim.status != "contested":
            yield "status", Text("fault.control.contested")
        if len(claim.parties) < 2:
            yield "parties", Text("fault.control.two_parties")
    elif claim.actor_id in claim.parties:
        yield "parties", Text("fault.control.holder")


def _holders(tables: Tables) -> Iterator[Fault]:
    """Yield actors of no camp that stand in a claim, and camps without a beginning."""
    actors = tables.rows(Actor, "actor_id", "camp", "valid_from")
    camps = {actor.actor_id: actor.camp for _, actor in actors}
    for index, actor in actors:
        if actor.camp in schema.CAMPS and actor.valid_from == "":
            expected = Text("fault.actors.when")
            yield tables.fault("actors", index, "valid_from", expected)
    for index, claim in tables.rows(Claim, "actor_id", "parties"):
        for column, ids in (
            ("actor_id", (claim.actor_id,)),
            ("parties", claim.parties),
        ):
            for actor_id in ids:
                if camps.get(actor_id, schema.CAMPS[0]) not in schema.CAMPS:
                    expected = Text("fault.control.camp", known=list(schema.CAMPS))
                    yield tables.fault("control", index, column, expected, actor_id)


_STATE = ("actor_id", "status", "parties")


def _own_side_alone(tables: Tables) -> Iterator[Fault]:
    """Yield claims that rest on the holder's own side alone and are not low."""
    sources = tables.rows(Source, "source_id", "stance")
    stance = {source.source_id: source.stance for _, source in sources}
    actors = tables.rows(Actor, "actor_id", "camp")
    camp = {actor.actor_id: actor.camp for _, actor in actors}
    for index, claim in tables.rows(Claim, "actor_id", "source_ids", "confidence"):
        sides = {stance.get(source_id) for source_id in claim.source_ids}
        if claim.confidence != "low" and sides == {camp.get(claim.actor_id, "nobody")}:
            expected = Text("fault.control.low")
            yield tables.fault("control", index, "confidence", expected)


def _claims_over_time(tables: Tables) -> Iterator[Fault]:
    """Yield claims of one place that overlap, leave a gap, or say the same twice."""
    ids = tables.text("control", "claim_id")
    sizes = Counter(tables.text("control", "place_id"))
    sound = tables.rows(Claim, "place_id", "start", "end", *_STATE)
    for place_id, claims in grouped(sound, lambda pair: pair[1].place_id).items():
        if len(claims) != sizes[place_id]:
            continue
        ordered = sorted(claims, key=lambda pair: pair[1].start)
        index, first = ordered[0]
        if first.start != SPAN_START:
            values = {"place": place_id, "first": SPAN_START}
            expected = Text("fault.control.first", **values)
            yield tables.fault("control", index, "start", expected)
        for (before, earlier), (index, later) in pairwise(ordered):
            for column, expected in _seam(earlier, later, ids[before]):
                yield tables.fault("control", index, column, expected)
        index, last = ordered[-1]
        if last.end is not None:
            expected = Text("fault.control.last", place=place_id)
            yield tables.fault("control", index, "end", expected)


def _seam(earlier: Claim, later: Claim, name: str) -> Iterator[tuple[str, Text]]:
    """Yield what is wrong where a claim follows another, of this name."""
    if earlier.end is None or later.start < earlier.end:
        yield "start", Text("fault.control.overlaps", other=name)
    elif later.start > earlier.end:
        yield "start", Text("fault.control.gap", other=name)
    elif _state(earlier) == _state(later):
        yield "actor_id", Text("fault.control.same_state", other=name)


def _state(claim: Claim) -> tuple[str, str, frozenset[str]]:
    return claim.actor_id, claim.status, frozenset(claim.parties)


def _claimed_places(tables: Tables) -> Iterator[Fault]:
    claimed = set(tables.text("control", "place_id"))
    for index, place in tables.rows(Place, "place_id", "inherits"):
        has_claims = place.place_id in claimed
        if place.inherits == "no" and not has_claims:
            expected = Text("fault.places.inherits")
        elif place.inherits == "yes" and has_claims:
            expected = Text("fault.places.inherits_not")
        else:
            continue
        yield tables.fault("places", index, "inherits", expected)


def _actor_spans(tables: Tables) -> Iterator[Fault]:
    """Yield claims for an actor before it began or after it ended."""
    lives = {
        actor.actor_id: (actor.valid_from, actor.valid_to)
        for _, actor in tables.rows(Actor, "actor_id", "valid_from", "valid_to")
    }
    for index, claim in tables.rows(Claim, "actor_id", "start", "end"):
        begun, ended = lives.get(claim.actor_id, ("", ""))
        if begun and claim.start < parse_span(begun).start:
            expected = Text("fault.actors.begins", actor=claim.actor_id, date=begun)
            yield tables.fault("control", index, "start", expected)
        if ended and (claim.end is None or claim.end > parse_span(ended).end):
            expected = Text("fault.actors.ends", actor=claim.actor_id, date=ended)
            yield tables.fault("control", index, "end", expected)


def _routes(tables: Tables) -> Iterator[Fault]:
    """Yield roads of fewer than two places, and those that run through the sea."""
    rows = tables.rows(Place, "place_id", "lat", "lon")
    places = {place.place_id: place for _, place in rows}
    for index, route in tables.rows(Route, "place_ids", "source_ids"):
        if len(route.place_ids) < 2:
            expected = Text("fault.places.two")
            yield tables.fault("routes", index, "place_ids", expected)
        for first, second in pairwise(route.place_ids):
            if not {first, second} <= places.keys():
                continue
            metres = _off_land(places[first], places[second])
            if metres > ROAD_OFF_M:
                values = {"first": first, "second": second, "km": metres / 1000}
                expected = Text("fault.routes.land", **values)
                yield tables.fault("routes", index, "place_ids", expected)


def _off_land(first: Place, second: Place) -> float:
    """Return how far off Libya the straight line between two places runs, in metres."""
    ends = ground.metric_points([first.lon, second.lon], [first.lat, second.lat])
    straight, libya = shapely.LineString(ends), ground.projected_libya()
    if shapely.covers(libya, straight):
        return 0.0
    outside = shapely.segmentize(shapely.difference(straight, libya), STEP_M)
    spots = shapely.points(shapely.get_coordinates(outside))
    return float(shapely.distance(libya, spots).max(initial=0.0))


def _front_names(tables: Tables) -> Iterator[Fault]:
    """Yield names of lines that end before they begin, or lie between no two places."""
    for index, front in tables.rows(FrontName, "valid_from", "valid_to", "place_ids"):
        if front.valid_to is not None and front.valid_to <= front.valid_from:
            expected = Text("fault.lives.ends")
            yield tables.fault("front_names", index, "valid_to", expected)
        if len(front.place_ids) < 2:
            expected = Text("fault.places.two")
            yield tables.fault("front_names", index, "place_ids", expected)


RULES: tuple[Rule, ...] = (
    _holders,
    _claims,
    _own_side_alone,
    _claims_over_time,
    _claimed_places,
    _actor_spans,
    _routes,
    _front_names,
)

"""The rules that lines and claims at sea keep."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from geo.angles import parse_dms
from geo.dates import parse_span
from geo.errors import Fault, PlaceError, Text
from geo.records.check.tables import FIRST_ROW, Rule, Tables, repeated
from geo.records.rows import grouped
from geo.records.tables.agreements import Agreement
from geo.records.tables.sea import (
    MaritimeClaim,
    MaritimeLine,
    MaritimePoint,
    MaritimeStage,
)

DIGITS_OFF = 6e-7
"""How far a decimal may be from the printed angle, in degrees: some seven decimals."""


def _points_of_lines(tables: Tables) -> Iterator[Fault]:
    """Yield lines whose points are too few, double, or not to be drawn."""
    points = tables.rows(MaritimePoint, "line_id", "seq")
    for place in repeated((point.line_id, point.seq) for _, point in points):
        expected = Text("fault.sea.seq")
        yield tables.fault("maritime_points", points[place][0], "seq", expected)
    sizes = Counter(tables.text("maritime_points", "line_id"))
    columns = ("line_id", "role", "construction", "recipe")
    for index, line in tables.rows(MaritimeLine, *columns):
        size = sizes[line.line_id]
        least = 3 if line.role == "area" else 2
        if line.construction == "computed":
            if not line.recipe:
                expected = Text("fault.sea.recipe")
                yield tables.fault("maritime_lines", index, "recipe", expected)
            if size:
                expected = Text("fault.sea.no_points")
                yield tables.fault("maritime_lines", index, "line_id", expected)
        elif line.recipe:
            expected = Text("fault.sea.no_recipe")
            yield tables.fault("maritime_lines", index, "recipe", expected)
        elif size < least:
            key = {2: "two", 3: "three"}[least]
            expected = Text(f"fault.sea.{key}_points")
            yield tables.fault("maritime_lines", index, "line_id", expected)


def _printed_angles(tables: Tables) -> Iterator[Fault]:
    """Yield printed angles that do not parse, or differ from their decimals."""
    for index, point in tables.rows(MaritimePoint, "lat_dms", "lat"):
        yield from _printed(tables, index, "lat", point.lat_dms, point.lat)
    for index, point in tables.rows(MaritimePoint, "lon_dms", "lon"):
        yield from _printed(tables, index, "lon", point.lon_dms, point.lon)


def _printed(
    tables: Tables, index: int, axis: str, printed: str, decimal: float
) -> Iterator[Fault]:
    """Yield what is wrong with one printed angle, if there is one."""
    if not printed:
        return
    try:
        degrees = parse_dms(printed, axis)
    except PlaceError as error:
        expected = Text(f"fault.angle.{error.key.rpartition('.')[2]}", **error.values)
        yield tables.fault("maritime_points", index, f"{axis}_dms", expected)
        return
    if abs(degrees - decimal) > DIGITS_OFF:
        expected = Text("fault.sea.printed", degrees=degrees)
        yield tables.fault("maritime_points", index, axis, expected)


def _published_points_are_printed(tables: Tables) -> Iterator[Fault]:
    """Yield points of a published line that do not say what was printed."""
    lines = tables.rows(MaritimeLine, "line_id", "construction")
    published = {line.line_id for _, line in lines if line.construction == "published"}
    columns = ("line_id", "lat_dms", "lon_dms")
    for index, point in tables.rows(MaritimePoint, *columns):
        for column, printed in zip(
            columns[1:], (point.lat_dms, point.lon_dms), strict=True
        ):
            if point.line_id in published and not printed:
                expected = Text("fault.sea.as_printed")
                yield tables.fault("maritime_points", index, column, expected)


def _parallels(tables: Tables) -> Iterator[Fault]:
    """Yield points off the parallel that their line follows."""
    lines = tables.rows(MaritimeLine, "line_id", "line_type")
    along = {line.line_id for _, line in lines if line.line_type == "parallel"}
    points = tables.rows(MaritimePoint, "line_id", "lat")
    for line_id, group in grouped(points, lambda pair: pair[1].line_id).items():
        for index, point in group if line_id in along else ():
            if point.lat != group[0][1].lat:
                expected = Text("fault.sea.parallel", line=line_id)
                yield tables.fault("maritime_points", index, "lat", expected)


def _stages(tables: Tables) -> Iterator[Fault]:
    """Yield steps of a line that come before it."""
    lines = tables.rows(MaritimeLine, "line_id", "valid_from")
    begun = {line.line_id: line.valid_from for _, line in lines}
    for index, stage in tables.rows(MaritimeStage, "line_id", "date"):
        start = begun.get(stage.line_id)
        if start is not None and parse_span(stage.date).last < start:
            expected = Text("fault.sea.begins", line=stage.line_id, day=start)
            yield tables.fault("maritime_stages", index, "date", expected)


def _one_life(tables: Tables) -> Iterator[Fault]:
    """Yield steps of a line whose life is that of an agreement."""
    agreements = tables.rows(Agreement, "agreement_id", "line_id")
    named = {row.line_id: row.agreement_id for _, row in agreements}
    for index, stage in tables.rows(MaritimeStage, "line_id"):
        if stage.line_id in named:
            expected = Text("fault.sea.agreed", agreement=named[stage.line_id])
            yield tables.fault("maritime_stages", index, "line_id", expected)


def _bounded_claims(tables: Tables) -> Iterator[Fault]:
    """Yield claims that have no bounds, or that overlap another of their state."""
    for index, claim in tables.rows(MaritimeClaim, "against", "ring_ids", "bound_ids"):
        if not claim.against and not claim.ring_ids:
            expected = Text("fault.sea.bounds")
            yield tables.fault("maritime_claims", index, "against", expected)
    claims = tables.rows(MaritimeClaim, "claimant", "valid_from", "valid_to")
    ordered = sorted(claims, key=lambda pair: pair[1].valid_from)
    for group in grouped(ordered, lambda pair: pair[1].claimant).values():
        for (before, earlier), (index, later) in pairwise(group):
            if earlier.valid_to is None or later.valid_from < earlier.valid_to:
                row = before + FIRST_ROW
                expected = Text("fault.sea.overlaps", row=row)
                yield tables.fault("maritime_claims", index, "valid_from", expected)


RULES: tuple[Rule, ...] = (
    _points_of_lines,
    _printed_angles,
    _published_points_are_printed,
    _parallels,
    _stages,
    _one_life,
    _bounded_claims,
)

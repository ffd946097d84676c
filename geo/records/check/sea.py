"""The rules that lines and claims at sea keep."""

from collections.abc import Iterator
from itertools import pairwise

from geo.angles import parse_dms
from geo.dates import parse_span
from geo.errors import Fault, PlaceError
from geo.records.check.tables import Rule, Tables

DIGITS_OFF = 6e-7
"""How far a decimal may be from the printed angle, in degrees: some seven decimals."""


def _points_of_lines(tables: Tables) -> Iterator[Fault]:
    """Yield lines whose points are too few, double, or not to be drawn."""
    points = tables.typed("maritime_points", "line_id", "seq")
    for index in points.index[points.duplicated()]:
        expected = "stands twice in its line"
        yield tables.fault("maritime_points", index, "seq", expected)
    sizes = tables.text["maritime_points"]["line_id"].value_counts()
    columns = ("line_id", "role", "construction", "recipe")
    for line in tables.typed("maritime_lines", *columns).itertuples():
        size = sizes.get(line.line_id, 0)
        least = 3 if line.role == "area" else 2
        if line.construction == "computed":
            if not line.recipe:
                expected = "a computed line needs a recipe"
                yield tables.fault("maritime_lines", line.Index, "recipe", expected)
            if size:
                expected = "must have no points: a recipe draws it"
                yield tables.fault("maritime_lines", line.Index, "line_id", expected)
        elif line.recipe:
            expected = "must be empty: only a computed line has a recipe"
            yield tables.fault("maritime_lines", line.Index, "recipe", expected)
        elif size < least:
            count = {2: "two", 3: "three"}[least]
            expected = f"needs {count} rows at least in maritime_points.csv"
            yield tables.fault("maritime_lines", line.Index, "line_id", expected)


def _printed_angles(tables: Tables) -> Iterator[Fault]:
    """Yield printed angles that do not parse, or differ from their decimals."""
    for axis in ("lat", "lon"):
        column = f"{axis}_dms"
        for point in tables.typed("maritime_points", column, axis).itertuples():
            printed = getattr(point, column)
            if not printed:
                continue
            try:
                degrees = parse_dms(printed, axis)
            except PlaceError as error:
                expected = str(error).replace(f"{printed!r} ", "")
                yield tables.fault("maritime_points", point.Index, column, expected)
                continue
            if abs(degrees - getattr(point, axis)) > DIGITS_OFF:
                expected = f"must be {degrees:.7f}, as printed"
                yield tables.fault("maritime_points", point.Index, axis, expected)


def _published_points_are_printed(tables: Tables) -> Iterator[Fault]:
    """Yield points of a published line that do not say what was printed."""
    lines = tables.typed("maritime_lines", "line_id", "construction")
    published = set(lines.loc[lines["construction"] == "published", "line_id"])
    columns = ("line_id", "lat_dms", "lon_dms")
    for point in tables.typed("maritime_points", *columns).itertuples():
        for column in columns[1:]:
            if point.line_id in published and not getattr(point, column):
                expected = "a published line needs its points as printed"
                yield tables.fault("maritime_points", point.Index, column, expected)


def _parallels(tables: Tables) -> Iterator[Fault]:
    """Yield points off the parallel that their line follows."""
    lines = tables.typed("maritime_lines", "line_id", "line_type")
    along = set(lines.loc[lines["line_type"] == "parallel", "line_id"])
    points = tables.typed("maritime_points", "line_id", "lat")
    for line_id, group in points[points["line_id"].isin(along)].groupby("line_id"):
        for point in group.itertuples():
            if point.lat != group["lat"].iloc[0]:
                expected = f"must be that of the other points: {line_id} is a parallel"
                yield tables.fault("maritime_points", point.Index, "lat", expected)


def _stages(tables: Tables) -> Iterator[Fault]:
    """Yield steps of a line that come before it."""
    lines = tables.typed("maritime_lines", "line_id", "valid_from")
    begun = dict(zip(lines["line_id"], lines["valid_from"], strict=True))
    for stage in tables.typed("maritime_stages", "line_id", "date").itertuples():
        start = begun.get(stage.line_id)
        if start is not None and parse_span(stage.date).last < start.date():
            expected = f"{stage.line_id} begins on {start.date()}"
            yield tables.fault("maritime_stages", stage.Index, "date", expected)


def _one_life(tables: Tables) -> Iterator[Fault]:
    """Yield steps of a line whose life is that of an agreement."""
    agreements = tables.typed("agreements", "agreement_id", "line_id")
    named = dict(zip(agreements["line_id"], agreements["agreement_id"], strict=True))
    for stage in tables.typed("maritime_stages", "line_id").itertuples():
        if stage.line_id in named:
            expected = f"is the line of {named[stage.line_id]}: a step in its life"
            expected += " belongs in agreement_stages.csv"
            yield tables.fault("maritime_stages", stage.Index, "line_id", expected)


def _bounded_claims(tables: Tables) -> Iterator[Fault]:
    """Yield claims that have no bounds, or that overlap another of their state."""
    columns = ("against", "ring_ids", "bound_ids")
    for claim in tables.typed("maritime_claims", *columns).itertuples():
        if not claim.against and not claim.ring_ids:
            expected = "needs coasts to yield to, unless ring_ids bound it"
            yield tables.fault("maritime_claims", claim.Index, "against", expected)
    columns = ("claimant", "valid_from", "valid_to")
    claims = tables.typed("maritime_claims", *columns)
    for _, group in claims.sort_values("valid_from").groupby("claimant"):
        for earlier, later in pairwise(group.itertuples()):
            if not later.valid_from >= earlier.valid_to:
                row = earlier.Index + 2
                expected = f"overlaps row {row}: must start on its valid_to"
                yield tables.fault(
                    "maritime_claims", later.Index, "valid_from", expected
                )


RULES: tuple[Rule, ...] = (
    _points_of_lines,
    _printed_angles,
    _published_points_are_printed,
    _parallels,
    _stages,
    _one_life,
    _bounded_claims,
)

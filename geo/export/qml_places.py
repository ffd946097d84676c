"""Dots of places in a QGIS style: holder, kind, age of the evidence, attacks."""

from collections.abc import Iterator, Mapping

from geo.export.paint import Paint
from geo.export.qml_symbols import layer, rgba
from geo.layers.prominence import SETTLEMENT, SYMBOLS
from geo.records.tables.control import CONTESTED
from geo.style import AGE_DAYS, PALETTE, blend

SHAPES = {SETTLEMENT: "circle", "air": "triangle", "oil": "diamond", "site": "square"}
"""QGIS's shape of each of `geo.layers.prominence.SYMBOLS`, as pictures draw them."""

ATTACKED = f"\"status\" = '{CONTESTED}' AND \"camp\" <> '{CONTESTED}'"
"""A holder keeps the place under attack, see `geo.control.cells.attacked`."""

SIZES = {"dot": "2.0", "star": "4.4"}
"""In mm."""

RIMS = {"full": "0.35", "hollow": "0.5"}
"""Widths of the rim of a dot, in mm."""


NAMES = {
    "city": (10, 9.0, 1e9),
    "town": (8, 8.0, 12e6),
    "village": (5, 7.5, 6e6),
    "": (2, 7.0, 2.5e6),
}
"""Which names come first where there is no room for all, up to 10, their size in points
and the smallest scale at which they show, by kind; none: all other kinds."""


def names() -> dict[str, str]:
    """Return the expressions that the name of a place is shown by.

    Examples
    --------
    >>> sorted(names())
    ['Bold', 'Priority', 'Show', 'Size']
    """
    return {
        "Priority": _by_kind({kind: rank for kind, (rank, _, _) in NAMES.items()}),
        "Size": _by_kind({kind: size for kind, (_, size, _) in NAMES.items()}),
        "Show": "@map_scale < "
        + _by_kind({kind: scale for kind, (_, _, scale) in NAMES.items()}),
        "Bold": "\"kind\" = 'city'",
    }


def _by_kind(values: Mapping[str, float]) -> str:
    cases = " ".join(
        f"WHEN \"kind\" = '{kind}' THEN {value:.10g}"
        for kind, value in values.items()
        if kind
    )
    return f"CASE {cases} ELSE {values['']:.10g} END"


def age(day: str = "") -> str:
    """Return the expression for how many days old the evidence of a place is.

    Examples
    --------
    >>> age()
    'day(age(coalesce(@map_start_time, now()), "last_seen"))'
    """
    usual = f"to_datetime('{day}')" if day else "now()"
    return f'day(age(coalesce(@map_start_time, {usual}), "last_seen"))'


def kind() -> str:
    """Return the expression for the shape of a place, by its kind."""
    cases = (
        f"WHEN \"kind\" IN ({', '.join(map(repr, kinds))}) THEN '{SHAPES[symbol]}'"
        for symbol, kinds in SYMBOLS.items()
        if symbol != SETTLEMENT
    )
    return f"CASE {' '.join(cases)} ELSE '{SHAPES[SETTLEMENT]}' END"


def marker(look: Paint, held: bool, day: str = "") -> Iterator[str]:
    """Yield the layers of the symbol of a place.

    Parameters
    ----------
    look : geo.export.paint.Paint
    held : bool
        Whether it is on record who holds it; else its dot has no age.
    day : str, optional
        As for `geo.export.qml.qml`.
    """
    halo, ink = PALETTE["halo"], PALETTE["ink"]
    star = {
        "name": "star",
        "color": rgba(ink),
        "outline_color": rgba(halo),
        "outline_width": RIMS["full"],
        "size": SIZES["star"],
        "size_unit": "MM",
    }
    if held:
        yield layer("SimpleMarker", star, by_feature={"enabled": ATTACKED})
    by_feature = {"name": kind()}
    if held:
        by_feature |= _aged(look.line, day)
    dot = {
        "name": SHAPES[SETTLEMENT],
        "color": rgba(look.line),
        "outline_color": rgba(halo),
        "outline_width": RIMS["full"],
        "size": SIZES["dot"],
        "size_unit": "MM",
    }
    yield layer("SimpleMarker", dot, by_feature=by_feature)


def _aged(colour: str, day: str) -> dict[str, str]:
    """Return the expressions that show the age: full, half-toned, then hollow."""
    half, hollow = AGE_DAYS[:2]
    halo = PALETTE["halo"]
    toned = rgba(blend(colour, halo, 0.5))
    days = age(day)

    def once_hollow(then: str, before: str) -> str:
        return f"CASE WHEN {days} > {hollow} THEN '{then}' {before} END"

    fill = f"WHEN {days} > {half} THEN '{toned}' ELSE '{rgba(colour)}'"
    rim = f"ELSE '{rgba(halo)}'"
    return {
        "fillColor": once_hollow(rgba(halo), fill),
        "outlineColor": once_hollow(rgba(colour), rim),
        "outlineWidth": once_hollow(RIMS["hollow"], f"ELSE '{RIMS['full']}'"),
    }

"""Every layer, in one table: its name, its place in the stack and what it holds."""

from dataclasses import dataclass
from typing import Literal

from geo.style import FILLS
from geo.style.looks import place

Subject = Literal["control", "agreements", "places", "sea", "events"]
Geometry = Literal["point", "line", "area", "any"]


@dataclass(frozen=True)
class Layer:
    """A layer of the map.

    Attributes
    ----------
    id : str
        Its name in files, addresses and record tables.
    subject : str
        What its features are about; what a layer is called stands in the catalogues.
    geometry : str
        The shapes it holds.
    pane : str
        Where the live map draws it, of `geo.web.payload.PANES`.
    pane_of_points : str
        The same of its points, if that is another.
    looks : tuple of str
        The looks that its features may have, the usual one first, of
        `geo.style.looks.LOOKS`; that of ground follows from its camps.
    camps : tuple of str
        Whose ground it shows; none: it shows no ground.
    shown : bool
        Whether a map shows it unless it is asked for others.
    ages : bool
        Whether a feature pales as its evidence grows old.
    lingers : bool
        Whether a feature stays, fainter, for `geo.style.EVENT_DAYS` after its end.
    rows_of : str
        The record table whose rows its features are, under the same ids; none: they
        follow from rows of several, or name them in a column.
    between : bool
        Whether a feature lies between two states: of two claimants chosen it concerns
        only the pair.
    """

    id: str
    subject: Subject
    geometry: Geometry
    pane: str
    looks: tuple[str, ...] = ()
    pane_of_points: str = ""
    camps: tuple[str, ...] = ()
    shown: bool = True
    ages: bool = False
    lingers: bool = False
    rows_of: str = ""
    between: bool = False


AGREEMENTS, EVENTS, PLACES = "agreements", "events", "places"
DISAGREEMENTS = "disagreements"
FRONTS, ROUTES = "front_lines", "routes"
CLAIMED, DISPUTED = "claimed_maritime", "disputed_maritime"
LINES_AT_SEA = "maritime_lines"


def _ground(name: str, *camps: str, ages: bool = True) -> Layer:
    return Layer(name, "control", "area", "atlas-held", camps=camps, ages=ages)


LAYERS: tuple[Layer, ...] = (
    _ground("tripoli_held", "tripoli"),
    _ground("eastern_held", "eastern"),
    _ground("other_held", "islamic_state", "other"),
    _ground("contested", "contested"),
    _ground("no_record", "no_record", ages=False),
    Layer(ROUTES, "places", "line", "atlas-roads", ("route",), rows_of="routes"),
    Layer(
        AGREEMENTS,
        "agreements",
        "any",
        "atlas-scopes",
        (
            "agreement-in-force",
            "agreement-not-in-force",
            "agreement-in-force-questioned",
            "agreement-not-in-force-questioned",
        ),
        pane_of_points="atlas-agreements",
    ),
    Layer(
        FRONTS,
        "control",
        "line",
        "atlas-fronts",
        ("front-firm", "front-minor"),
    ),
    Layer(PLACES, "places", "point", "atlas-places", (place(), *map(place, FILLS))),
    # A ring upon many a place would hide what else is said of it.
    Layer(
        DISAGREEMENTS,
        "control",
        "point",
        "atlas-disagreements",
        ("disagreement",),
        shown=False,
        rows_of="control",
    ),
    # Eight states' seas at once would hide each other.
    Layer(
        CLAIMED,
        "sea",
        "area",
        "atlas-claimed",
        ("claimed",),
        shown=False,
        rows_of="maritime_claims",
    ),
    Layer(DISPUTED, "sea", "area", "atlas-disputed", ("disputed",), between=True),
    Layer(
        LINES_AT_SEA,
        "sea",
        "line",
        "atlas-lines",
        ("line", "line-claimed", "line-worked-out"),
        rows_of="maritime_lines",
    ),
    Layer(
        EVENTS,
        "events",
        "point",
        "atlas-events",
        ("event",),
        lingers=True,
        rows_of="events",
    ),
)
"""Every layer, in the order in which they are drawn from below."""

LAYER_OF: dict[str, Layer] = {layer.id: layer for layer in LAYERS}
NAMES = tuple(LAYER_OF)
SHOWN = tuple(layer.id for layer in LAYERS if layer.shown)
HELD = tuple(layer.id for layer in LAYERS if layer.camps)
"""The layers that show ground."""

SEA = tuple(layer.id for layer in LAYERS if layer.subject == "sea")
"""The layers that a choice of claimants concerns."""

WATERS = tuple(
    layer.id for layer in LAYERS if layer.id in SEA and layer.geometry == "area"
)
LAYER_OF_CAMP = {camp: layer.id for layer in LAYERS for camp in layer.camps}
CAMPS = tuple(LAYER_OF_CAMP)

CLICKED = (LINES_AT_SEA, AGREEMENTS, DISPUTED, CLAIMED)
"""In which order a click at sea lists what lies under it."""

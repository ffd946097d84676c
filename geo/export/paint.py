"""How features look in files that carry styles: one name a look, from `geo.style`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.control import cells as zones
from geo.layers.read import HELD, LAYER_OF_CAMP
from geo.style import ATTACK, FILL_OPACITY, FILLS, LINES, NOMINAL_OPACITY, PALETTE

NOMINAL, ATTACKED = "nominal", "attacked"


@dataclass(frozen=True)
class Look:
    """A fill, its pattern and a line.

    Attributes
    ----------
    line : str
        Colour of lines and points, ``#RRGGBB``.
    width : float
        Of a line, in px.
    line_opacity, opacity : float
        Of the line and of the fill, 0 to 1.
    dashes : tuple of float
        Of the line, in px; none: unbroken.
    fill, mark, ink : str
        As in `geo.style.Fill`; no fill: empty.
    """

    line: str
    width: float = 0.0
    line_opacity: float = 1.0
    opacity: float = 1.0
    dashes: tuple[float, ...] = ()
    fill: str = ""
    mark: str = "plain"
    ink: str = ""


def looks() -> dict[str, Look]:
    """Return every look by its name.

    Returns
    -------
    dict of str to Look
        Of ground: a camp, followed by ``-attacked`` where its holder keeps it under
        attack, or ``-nominal``. Of lines: ``front-firm``, ``front-minor`` and
        ``front-faint``, ``line`` and ``line-worked-out``. Then ``claimed``,
        ``disputed``, ``agreement``, ``event`` and ``place``.
    """
    found: dict[str, Look] = {}
    for camp in LAYER_OF_CAMP:
        fill = FILLS[camp]
        ground = Look(
            fill.ink, 0.4, 0.6, FILL_OPACITY, (), fill.colour, fill.mark, fill.ink
        )
        found[camp] = ground
        found[f"{camp}-{NOMINAL}"] = Look(
            fill.colour, 0.0, 0.0, NOMINAL_OPACITY, (), fill.colour
        )
        found[f"{camp}-{ATTACKED}"] = Look(
            fill.ink, 0.4, 0.6, FILL_OPACITY, (), fill.colour, ATTACK.mark, ATTACK.ink
        )
    for name, line in (
        ("front-firm", "firm"),
        ("front-minor", "minor"),
        ("front-faint", "faint"),
        ("line", "maritime"),
        ("line-worked-out", "worked_out"),
        ("claimed", "claimed_maritime"),
        ("agreement", "agreement_area"),
    ):
        found[name] = _line(LINES[line])
    water = LINES["disputed_maritime"]
    found["disputed"] = Look(
        str(water["color"]),
        0.8,
        0.7,
        0.25,
        (),
        PALETTE["maritime"],
        "dots",
        PALETTE["maritime"],
    )
    found["event"] = Look(PALETTE["event"], 1.0)
    found["place"] = Look(PALETTE["ink"], 1.0)
    return found


def _line(told: Mapping[str, str | float]) -> Look:
    dashes = tuple(float(part) for part in str(told.get("dashArray", "")).split())
    width, opacity = float(told["weight"]), float(told["opacity"])
    return Look(str(told["color"]), width, opacity, dashes=dashes)


def look_of(layer: str, told: Mapping[str, Any]) -> str:
    """Return the name of the look of a feature, of `looks`.

    Parameters
    ----------
    layer : str
        Of `geo.layers.read.NAMES`.
    told : mapping
        As `geo.export.cells.properties` returns it.

    Returns
    -------
    str
    """
    if layer in HELD:
        camp = str(told["camp"])
        if told["nominal"]:
            return f"{camp}-{NOMINAL}"
        attacked = zones.attacked(told["status"], camp)
        return f"{camp}-{ATTACKED}" if attacked else camp
    if layer == "front_lines":
        if not told["firm"]:
            return "front-faint"
        return "front-minor" if "other" in told["camps"] else "front-firm"
    if layer == "maritime_lines":
        return "line" if told["construction"] == "published" else "line-worked-out"
    return {
        "claimed_maritime": "claimed",
        "disputed_maritime": "disputed",
        "agreements": "agreement",
        "events": "event",
        "places": "place",
    }[layer]

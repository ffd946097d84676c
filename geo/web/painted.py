"""What paints the live map: fills, lines, signs and colours, by theme."""

from dataclasses import asdict
from typing import Any

from geo import style
from geo.style import Theme, changed
from geo.style.looks import SIGNS
from geo.style.page import drawn

COMPARED = {
    "gained": changed.gained,
    "gained_nominal": changed.gained_nominal,
    "stayed": changed.stayed,
}
"""How ground looks while two days are compared, by the names of the map's script."""


def painted(theme: Theme) -> dict[str, Any]:
    """Return what the map's script paints with on light or on dark ground.

    Parameters
    ----------
    theme : geo.style.Theme

    Returns
    -------
    dict
        Ready for JSON: ``fills`` of each camp in each ring and of `COMPARED`,
        ``lines``, ``signs``, ``colours`` and ``states``, the colour of the sea of
        each.
    """
    land = theme.palette["land"]
    return {
        "fills": {
            camp: {ring: asdict(style.ringed(fill, ring, land)) for ring in style.RINGS}
            | {name: asdict(look(theme, camp)) for name, look in COMPARED.items()}
            for camp, fill in theme.fills.items()
        },
        "lines": {name: dict(line) for name, line in theme.lines.items()},
        "signs": {name: _sign(name, theme) for name in SIGNS},
        "colours": drawn(dark=theme is style.DARK),
        "states": dict(theme.states),
    }


def _sign(name: str, theme: Theme) -> dict[str, Any]:
    """Return how a sign is painted: its shape, and the options of its path."""
    sign, halo = SIGNS[name], theme.palette["halo"]
    colour = theme.palette[sign.colour]
    rim, fill = (colour, halo) if sign.hollow else (halo, colour)
    return {
        "shape": sign.shape,
        "color": rim,
        "fillColor": fill,
        "barred": sign.barred,
        "opacity": sign.opacity,
    }

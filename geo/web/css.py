"""Colours of the live map's style sheets and of its panels, as CSS variables."""

from collections.abc import Mapping
from types import MappingProxyType

from geo.style import PALETTE, blend

DOT = "#2B2B2B"
"""The dot of a place."""

GROUND: Mapping[str, str] = MappingProxyType(
    {
        "sea": PALETTE["sea"],
        "halo": PALETTE["halo"],
        "dot": DOT,
        "name": "#1D1D1D",
        "name-site": "#3A3A3A",
        "name-country": "#8A8577",
        "name-sea": "#5F8296",
        "control": "#333333",
        "control-edge": "#555555",
    }
)
"""Colours of what lies on the map itself, which is light beside a dark page too."""

DRAWN: Mapping[str, str] = MappingProxyType(
    {
        **{name: PALETTE[name] for name in ("agreement", "event", "halo")},
        "dot": DOT,
    }
)
"""Colours that the map's script draws with, beside those of fills and lines."""

BOXES: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#FFFFFF",
        "text": "#222222",
        "quiet": "#555555",
        "rule": "#D9D9D9",
        "accent": "#2F6F73",
        "bars": "#7B8A94",
        "hatch": "#A9B0B5",
        "hover": "#EEF1F2",
        "wrong": "#C2573D",
        "agreement": PALETTE["agreement"],
        "event": PALETTE["event"],
    }
)
"""Colours of the boxes on the map and of the timeline, beside a light page."""

DARK_BOXES: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#171B21",
        "text": "#ECECEC",
        "quiet": "#B4B8BD",
        "rule": "#3A4048",
        "accent": "#6FC3C7",
        "bars": "#8D9AA5",
        "hatch": "#59626B",
        "hover": "#272D35",
        "wrong": "#C2573D",
        "agreement": blend(PALETTE["agreement"], "#FFFFFF", 0.45),
        "event": blend(PALETTE["event"], "#FFFFFF", 0.4),
    }
)
"""`BOXES` beside a dark page."""

PANELS: Mapping[str, str] = MappingProxyType({"bar": "#3D8FC9", "doubt": "#D9722F"})
"""Colours of the panels below the map, on a light page and on a dark one."""


def variables(selector: str, colours: Mapping[str, str]) -> str:
    """Return the CSS rule that gives colours to what a selector matches.

    Parameters
    ----------
    selector : str
        Of CSS.
    colours : mapping of str to str
        Name to ``#RRGGBB``.

    Returns
    -------
    str

    Examples
    --------
    >>> variables(".atlas-panel", {"bar": "#3D8FC9"})
    '.atlas-panel{--atlas-bar:#3D8FC9}'
    """
    pairs = (f"--atlas-{name}:{colour}" for name, colour in colours.items())
    return f"{selector}{{{';'.join(pairs)}}}"


def map_colours() -> str:
    """Return the CSS rules that name every colour of the map's style sheets."""
    light = variables(":root", {**GROUND, **BOXES})
    return light + variables(':root[data-theme="dark"]', DARK_BOXES)

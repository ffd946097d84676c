"""Colours and type of the map's style sheets and of its panels, as CSS variables."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geo.style import FILLS
from geo.style.page import (
    BANNER,
    BOXES,
    DARK_BOXES,
    DARK_GROUND,
    FAMILY,
    GROUND,
    PANELS,
)


def variables(selector: str, colours: Mapping[str, str]) -> str:
    """Return the CSS rule that gives variables to what a selector matches.

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
    >>> variables(".atlas-panel", {"bar": "teal"})
    '.atlas-panel{--atlas-bar:teal}'
    """
    pairs = (f"--atlas-{name}:{colour}" for name, colour in colours.items())
    return f"{selector}{{{';'.join(pairs)}}}"


def map_colours() -> str:
    """Return the CSS rules that name every colour, and the typefaces, of the map."""
    light = variables(":root", {**GROUND, **BOXES, "family": FAMILY})
    return light + variables(':root[data-theme="dark"]', {**DARK_GROUND, **DARK_BOXES})


def panel_colours() -> str:
    """Return the CSS rule that names every colour of the panel beside the map."""
    camps = {f"camp-{camp}": fill.colour for camp, fill in FILLS.items()}
    return variables(".atlas-panel", {**PANELS, **camps})


@cache
def site_style() -> str:
    """Return the style sheet of the pages of the site, light and dark by the reader."""
    light = variables(":root", {**GROUND, **BOXES, "family": FAMILY})
    dark = variables(":root", {**DARK_GROUND, **DARK_BOXES})
    static = Path(__file__).parent / "static"
    sheets = ((static / name).read_text(encoding="utf-8") for name in SITE_SHEETS)
    colours = f"{light}@media(prefers-color-scheme:dark){{{dark}}}{panel_colours()}"
    colours += "".join(
        f'main.atlas-panel rect[data-camp="{camp}"]{{fill:{fill.colour}}}'
        for camp, fill in FILLS.items()
    )
    return "\n".join([colours, *sheets])


SITE_SHEETS = ("panel.css", "site.css")
"""The sheets of which that of the site is made."""


@cache
def page() -> str:
    """Return the style of the page around the map, read once."""
    style = Path(__file__).parent / "static" / "page.css"
    return variables(".st-key-known", BANNER) + style.read_text(encoding="utf-8")

"""How ground looks while two days are compared: what each camp gained, and the rest.

Who gained it shows by colour and by the angle of the pattern, as ever; that it was
gained shows by how strong both are.
"""

from geo.style import Fill, Theme, blend

NOMINAL_SHARE = 0.05
"""How much of its new holder's colour covers nominal ground that was gained, 0 to 1:
there is no more evidence of it than of other nominal ground, so its pattern alone is
strong."""

STAYED_SHARE = 0.4
"""The same of ground that stayed with its holder."""

STAYED_INK = 0.65
"""The same of the pattern on it."""

LOST = "dots"
"""The pattern on ground that was on record on the earlier day alone."""


def gained(theme: Theme, camp: str) -> Fill:
    """Return how ground near evidence looks that a camp has gained.

    Parameters
    ----------
    theme : geo.style.Theme
    camp : str
        Who has it on the later day, of `geo.style.layers.CAMPS`.

    Examples
    --------
    >>> from geo.style import LIGHT
    >>> gained(LIGHT, "tripoli").mark == LIGHT.fills["tripoli"].mark
    True
    """
    fill = theme.fills[camp]
    mark = LOST if fill.mark == "plain" else fill.mark
    return Fill(fill.colour, mark, theme.palette["halo" if mark != LOST else "ink"])


def gained_nominal(theme: Theme, camp: str) -> Fill:
    """Return how nominal ground looks that a camp has gained."""
    fill, land = theme.fills[camp], theme.palette["land"]
    if fill.mark == "plain":
        return gained(theme, camp)
    return Fill(blend(fill.colour, land, NOMINAL_SHARE), fill.mark, fill.ink)


def stayed(theme: Theme, camp: str) -> Fill:
    """Return how ground near evidence looks that stayed with a camp."""
    fill, land = theme.fills[camp], theme.palette["land"]
    if fill.mark == "plain":
        return fill
    ink = blend(fill.colour, land, STAYED_INK)
    return Fill(blend(fill.colour, land, STAYED_SHARE), fill.mark, ink)

"""Styles of looks in data files: fill, line and sign of each."""

from dataclasses import dataclass

from geo import style
from geo.style import ATTACK, FILLS, HATCH_SHARE, LINES, PALETTE
from geo.style.looks import LOOKS, SIGNS, Look


@dataclass(frozen=True)
class Paint:
    """A fill, its pattern, a line and a sign.

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
    ink_opacity : float
        Of the pattern, 0 to 1.
    shape : str
        Of the sign at a point, as in `geo.style.looks.Sign`.
    hollow : bool
        Whether the sign has the colour of the line at its rim only.
    """

    line: str
    width: float = 0.0
    line_opacity: float = 1.0
    opacity: float = 1.0
    dashes: tuple[float, ...] = ()
    fill: str = ""
    mark: str = "plain"
    ink: str = ""
    ink_opacity: float = 1.0
    shape: str = "circle"
    hollow: bool = False

    @property
    def flat_opacity(self) -> float:
        """Of the fill where no pattern can be drawn upon it; bare or no fill: 0."""
        is_filled = self.fill and self.opacity
        return max(self.opacity, LEAST_OPACITY) if is_filled else 0.0


LEAST_OPACITY = 0.1
"""KML has no patterns, by which ground of a fainter tint would be seen."""

WATER_OPACITY = 0.25
"""Of the fill of disputed water."""


def paints() -> dict[str, Paint]:
    """Return the paint of every look of `geo.style.looks.LOOKS`, by its name."""
    return {name: _paint(look) for name, look in LOOKS.items()}


def _paint(look: Look) -> Paint:
    if look.fill:
        return _ground(look)
    if look.mark:
        line = LINES[look.line]
        colour = str(line["color"])
        width, opacity = float(line["weight"]), float(line["opacity"])
        fill = (colour, look.mark, colour)
        return Paint(colour, width, opacity, WATER_OPACITY, (), *fill, WATER_OPACITY)
    if look.line:
        return _line(look)
    if look.sign:
        sign = SIGNS[look.sign]
        return Paint(PALETTE[sign.colour], 1.0, shape=sign.shape, hollow=sign.hollow)
    return Paint(FILLS[look.dot].colour if look.dot else PALETTE["ink"], 1.0)


def _ground(look: Look) -> Paint:
    """Return the paint of ground: tones are opacities, so that a map shows beneath."""
    fill = FILLS[look.fill]
    over = ATTACK if look.attacked else fill
    faint = style.is_faint(fill, look.ring)
    ink, shown = (fill.colour, HATCH_SHARE) if faint else (over.ink, 1.0)
    tone = style.tone(fill, look.ring)
    return Paint(ink, 0.0, 0.0, tone, (), fill.colour, over.mark, ink, shown)


def _line(look: Look) -> Paint:
    """Return the paint of a line, and of the sign upon it."""
    line = LINES[look.line]
    dashes = tuple(float(part) for part in str(line.get("dashArray", "")).split())
    colour = str(line["color"])
    width, opacity = float(line["weight"]), float(line["opacity"])
    if not look.sign:
        return Paint(colour, width, opacity, dashes=dashes)
    sign = SIGNS[look.sign]
    return Paint(
        colour, width, opacity, dashes=dashes, shape=sign.shape, hollow=sign.hollow
    )

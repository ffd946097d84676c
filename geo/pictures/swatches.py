"""Draws the sign of each entry of a legend."""

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from geo.layers.legend import AGE, AGED, AREA, ENTRY_OF, PLACE
from geo.pictures import changes, drawing, scene, signs, waters
from geo.style import CORE, MIDDLE, NOMINAL, RIM, Theme
from geo.style.layers import CAMPS
from geo.style.looks import ATTACKED

WIDE_IN = 0.27

_At = tuple[float, float, float]
"""Left edge, middle and height in inches."""


def add(
    figure: Figure,
    scenes: Sequence[scene.Scene],
    key: str,
    at: _At,
    theme: Theme,
) -> list[Artist]:
    """Draw the sign of an entry.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    scenes : sequence of geo.pictures.scene.Scene
        What the maps show.
    key : str
        Of `geo.layers.legend.ORDER`.
    at : tuple of float
        Left edge, middle and height in inches.
    theme : geo.style.Theme

    Returns
    -------
    list of matplotlib.artist.Artist
        What was drawn.
    """
    artists = [
        *_marks(key, at, theme),
        *_lines(scenes, key, at, theme),
        *_patches(scenes, key, at, theme),
    ]
    for artist in artists:
        artist.set_transform(figure.dpi_scale_trans)
        figure.add_artist(artist)
    return artists


def _marks(key: str, at: _At, theme: Theme) -> list[Artist]:
    """Return the sign of what stands at a point."""
    x, y = [at[0] + WIDE_IN / 2], [at[1]]
    if key.startswith(PLACE):
        look = drawing.marker_look(key.removeprefix(PLACE), 3.2, theme)
        return [Line2D(x, y, **look)]
    if key == AGED:
        ages = ENTRY_OF[AGED].ages
        across = [at[0] + WIDE_IN * (i + 0.5) / len(ages) for i in range(len(ages))]
        looks = [
            drawing.marker_look("settlement", 3.2, theme, "other", a) for a in ages
        ]
        return [Line2D([x], y, **look) for x, look in zip(across, looks, strict=True)]
    if key == ATTACKED:
        dot = drawing.marker_look("settlement", 3.2, theme)
        middle = (at[0] + WIDE_IN / 2, at[1])
        ink: dict[str, Any] = {"facecolor": theme.palette["ink"], "linewidth": 0}
        teeth = signs.teeth(*middle, 45.0, 1 / 72)
        return [Line2D(x, y, **dot), *(Polygon(tooth, **ink) for tooth in teeth)]
    if not ENTRY_OF[key].sign:
        return []
    looks = signs.sign_looks(ENTRY_OF[key].sign, theme)
    return [Line2D(x, y, **look) for look in looks]


def _lines(
    scenes: Sequence[scene.Scene], key: str, at: _At, theme: Theme
) -> list[Artist]:
    """Return the samples of an entry for lines: two if it covers two styles."""
    if key == AREA:
        scopes = {scope for shown in scenes for scope in shown.agreements["scope"]}
        # A rim goes around some line: one at sea, if there is no outline to show.
        kinds = [signs.LINE] if "line" in scopes else []
        kinds.append(AREA if "area" in scopes else "worked_out")
    else:
        kinds = [line] if (line := ENTRY_OF[key].line) else []
    return [
        Line2D([at[0], at[0] + WIDE_IN], [at[1]] * 2, **drawing.line_look(kind, theme))
        for kind in kinds
    ]


def _patches(
    scenes: Sequence[scene.Scene], key: str, at: _At, theme: Theme
) -> list[Artist]:
    """Return the sign of ground or water."""
    x, y, height = at
    corner = (x, y - height / 2)
    for shown in scenes if key in waters.SIGNS else ():
        keys = waters.keys(shown.waters)
        if key in keys:
            sea = {"facecolor": theme.palette["sea"], "zorder": 0.2}
            looks = [sea, *waters.looks(key, keys, theme)]
            return [Rectangle(corner, WIDE_IN, height, **look) for look in looks]
    if key not in (*CAMPS, NOMINAL, AGE, *changes.LOOKS):
        return []
    areas = _examples(scenes, key)
    part = WIDE_IN / len(areas)
    patches = [
        Rectangle((x + i * part, corner[1]), part, height, **look)
        for i, area in enumerate(areas)
        for look in drawing.area_looks(area, theme)
    ]
    frame: dict[str, Any] = {
        "fill": False,
        "edgecolor": theme.palette["quiet_ink"],
        "linewidth": 0.4,
    }
    return [*patches, Rectangle(corner, WIDE_IN, height, zorder=9, **frame)]


def _examples(scenes: Sequence[scene.Scene], key: str) -> list[scene.Ground]:
    """Return what ground an entry shows."""
    grounds = [ground for shown in scenes for ground in shown.areas]
    if key == AGE:
        return [scene.Ground("", look) for look in scene.AGES]
    if key in CAMPS:
        changed = any(ground.look in changes.LOOKS for ground in grounds)
        shown = (changes.GAINED,) if changed else (CORE, MIDDLE, RIM)
        return [scene.Ground(key, look) for look in shown]
    camps = {ground.camp for ground in grounds if ground.look == key}
    ordered = [camp for camp in CAMPS if camp in camps]
    return [scene.Ground(camp, key) for camp in ordered[:2]]
